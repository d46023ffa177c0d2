/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fuzz target: clean on any bytes.
 *
 * The first two bytes choose options, the rest is the file. What clean writes must be
 * what the strict reader reads: as many rows as it says, all of one width. Whether it
 * refuses is its own affair; that it neither crashes nor contradicts itself is not.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/output.h"
#include "clean/clean.h"
#include "table/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void die(const char *what, const struct error *err)
{
    fprintf(stderr, "%s%s%s\n", what, err ? ": " : "", err ? err->what : "");
    abort();
}

/* A file without a name; its path goes to path. */
static int memory_file(char path[32])
{
    int fd = memfd_create("fuzz", MFD_CLOEXEC);

    if (fd < 0)
        die("no memory file", NULL);
    snprintf(path, 32, "/proc/self/fd/%d", fd);
    return fd;
}

static void check(const char *path, const struct clean_result *result)
{
    struct dialect plain = { 0 };
    struct error err;
    const struct field *fields;
    struct reader *reader = reader_open(path, &plain, &err);
    size_t count;
    size_t rows = 0;
    int got;

    if (!reader)
        die("the result cannot be opened", &err);
    while ((got = reader_next(reader, &fields, &count, &err)) > 0) {
        if (count != result->columns)
            die("a row of another width", NULL);
        rows++;
    }
    if (got < 0)
        die("the result is not CSV", &err);
    if (rows != result->rows + 1)
        die("another number of rows", NULL);
    reader_close(reader);
}

/* All that is in a file; the caller frees it. */
static char *contents(int fd, size_t *length)
{
    off_t size = lseek(fd, 0, SEEK_END);
    char *bytes = malloc((size_t)size + 1);

    if (!bytes || pread(fd, bytes, (size_t)size, 0) != size)
        die("a memory file cannot be read", NULL);
    *length = (size_t)size;
    return bytes;
}

/* With a log no quick way is taken when it is written, and the same comes out. */
static void again(const char *in_path, int out, struct clean_options how)
{
    struct clean_result result;
    struct error err;
    size_t length, other;
    char *first = contents(out, &length);
    char *second;

    how.log_path = "/dev/null";
    if (ftruncate(out, 0) != 0 || lseek(STDOUT_FILENO, 0, SEEK_SET) != 0)
        die("a memory file cannot be emptied", NULL);
    if (clean_file(in_path, &how, &result, &err) != 0)
        die("with a log it is refused", &err);
    second = contents(out, &other);
    if (length != other || memcmp(first, second, length) != 0)
        die("with a log another table comes out", NULL);
    clean_result_free(&result);
    free(first);
    free(second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char in_path[32];
    static char out_path[32];
    static int in = -1;
    static int out = -1;
    struct clean_result result;
    struct error err;
    struct clean_options how = { .layout = { .max_record = 1 << 16 }, .threads = 1 };

    if (size < 2)
        return 0;
    if (in < 0) {
        in = memory_file(in_path);
        out = memory_file(out_path);
        if (dup2(out, STDOUT_FILENO) < 0)
            die("standard output cannot be replaced", NULL);
    }
    if (ftruncate(in, 0) != 0 || ftruncate(out, 0) != 0 || lseek(STDOUT_FILENO, 0, SEEK_SET) != 0 ||
        pwrite(in, data + 2, size - 2, 0) != (ssize_t)(size - 2))
        die("a memory file cannot be written", NULL);
    how.layout.delimiter = "\0,;\t|"[data[0] % 5];
    how.layout.no_headers = data[0] / 5 % 4 == 1;
    how.layout.header_rows = data[0] / 5 % 4 == 2 ? 2 : 0;
    how.table = data[0] / 20 % 3;
    how.decimal = "\0.,"[data[0] / 60 % 3];
    how.totals = (enum totals)(data[1] % 3);
    how.missing = data[1] / 3 % 2 ? "-,x,-200" : NULL;
    how.date_format = data[1] / 6 % 4 == 1 ? "%d/%m/%Y" : NULL;
    how.encoding = data[1] / 24 % 4 == 1 ? "UTF-16LE" : data[1] / 24 % 4 == 2 ? "ISO-8859-1" : NULL;
    how.aside_path = data[1] / 96 % 2 ? "/dev/null" : NULL;
    how.at_most = 1;
    if (clean_file(in_path, &how, &result, &err) == 0) {
        check(out_path, &result);
        again(in_path, out, how);
    } else {
        fflush(stdout);
    }
    clean_result_free(&result);
    return 0;
}
