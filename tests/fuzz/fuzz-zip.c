/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fuzz target: any bytes as a file that is opened: an archive, a workbook, gzip, Zstandard.
 *
 * The first byte chooses what is asked for, the rest is the file. It is read to its end or to an
 * error, which has a sentence. Checksums are not looked at here (zip.c), as none would be met.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "unpack/unpack.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void die(const char *what)
{
    fprintf(stderr, "%s\n", what);
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static int file = -1;
    static char path[32];
    struct unpack_ask ask = { .most = 1 << 22 };
    struct text notes = TEXT_EMPTY;
    struct unpack *unpack;
    struct error err = { .what = "" };
    char block[777];
    ssize_t n = 0;

    if (size < 1)
        return 0;
    if (file < 0) {
        file = memfd_create("fuzz", MFD_CLOEXEC);
        snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    }
    if (file < 0 || ftruncate(file, 0) != 0 ||
        pwrite(file, data + 1, size - 1, 0) != (ssize_t)(size - 1))
        die("a memory file cannot be written");
    ask.sheet = data[0] % 3 == 1 ? "2" : data[0] % 3 == 2 ? "Sheet1" : NULL;
    ask.delimiter = data[0] / 3 % 2 ? ';' : ',';
    ask.percent = data[0] / 6 % 2;
    unpack_has_table(path, "Sheet1");
    unpack = unpack_open(path, &ask, &err);
    while (unpack && (n = unpack_read(unpack, block, sizeof block, &err)) > 0)
        ;
    if ((!unpack || n < 0) && !err.what[0])
        die("refused without a word");
    if (unpack)
        unpack_tell(unpack, &notes, &notes);
    text_free(&notes);
    unpack_close(unpack);
    return 0;
}
