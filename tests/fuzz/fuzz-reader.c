/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fuzz target: the reader against libcsv, see differ.h.
 *
 *   make fuzz            builds it with clang's libFuzzer and runs it a minute (run.sh)
 *
 * The first two bytes of the input choose the delimiter, the size of the blocks
 * read, the vector kernel and the way of reading; the rest is the file.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "differ.h"
#include "table/scan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char delimiters[] = { ',', ';', '\t', 'a' };
    static const char *const kernels[] = { "avx2", "sse2", "plain" };
    const char *why;

    if (size < 2)
        return 0;
    if (!scan_choose(kernels[data[0] % 3]))
        scan_choose(NULL);
    why = differ((const char *)data + 2, size - 2, delimiters[data[0] / 3 % 4],
                 data[1] < 16 ? 1 << 18 : data[1], data[0] >> 7);
    if (why) {
        fprintf(stderr, "%s\n", why);
        abort();
    }
    return 0;
}
