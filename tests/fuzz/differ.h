/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The reader against libcsv: any bytes are read by both, and what they make of
 * them must be the same, field for field and byte for byte.
 *
 * libcsv is called with the whole input at once, by itself. Blank lines of a
 * file of one column are then put back, since libcsv drops them; everything else
 * is compared as it comes. Where the reader refuses the bytes for another reason
 * than a quote (NUL, invalid UTF-8, UTF-16), its records so far must be the first
 * of libcsv's.
 */
#ifndef LEVER_TESTS_DIFFER_H
#define LEVER_TESTS_DIFFER_H

#include <stddef.h>

/* Returns NULL where they agree, else what differs (static). `block` is the number
 * of bytes the reader reads at a time; `batches`: through reader_batch. */
const char *differ(const char *bytes, size_t length, char delimiter, size_t block, int batches);

#endif
