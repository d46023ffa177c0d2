/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fuzz target: any XML as the sheet of a workbook.
 *
 * The first byte chooses options, the rest is the sheet's part. What comes of it is CSV: the strict
 * reader finds no fault with its quotes and delimiters, lines are rows and grow, and in every row
 * there are at least as many fields as in the first rows, to which it is filled up.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "table/reader.h"
#include "zipper.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void die(const char *what, const struct error *err)
{
    fprintf(stderr, "%s%s%s\n", what, err ? ": " : "", err ? err->what : "");
    abort();
}

static void write_book(int file, const uint8_t *data, size_t size)
{
    struct zipper zipper = { .count = 0 };

    zipper_book(&zipper, (const char *)data + 1, size - 1, data[0] & 1);
    if (ftruncate(file, 0) != 0 ||
        pwrite(file, zipper.out.bytes, zipper.out.length, 0) != (ssize_t)zipper.out.length)
        die("a memory file cannot be written", NULL);
    zipper_free(&zipper);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static int file = -1;
    static char path[32];
    struct dialect dialect = { .max_unpacked = 1 << 24 };
    struct reader *reader;
    struct error err;
    const struct field *fields;
    unsigned long line = 0;
    size_t count, least = 0;
    int got = 0;

    if (size < 1)
        return 0;
    if (file < 0) {
        file = memfd_create("fuzz", MFD_CLOEXEC);
        snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    }
    write_book(file, data, size);
    dialect.delimiter = data[0] & 2 ? ';' : ',';
    dialect.decimal = data[0] & 4 ? ',' : '.';
    reader = reader_open(path, &dialect, &err);
    while (reader && (got = reader_next(reader, &fields, &count, &err)) == 1) {
        if (reader_line(reader) <= line)
            die("a row does not lie behind the one before", NULL);
        line = reader_line(reader);
        if (count < least)
            die("a row is not filled up", NULL);
        least = least ? least : count;
    }
    if (reader && got < 0 && (strstr(err.what, "quote") || strstr(err.what, "NUL")) &&
        !strstr(err.what, "damaged"))
        die("a sheet became no CSV", &err);
    reader_close(reader);
    return 0;
}
