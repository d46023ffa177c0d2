/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an export is, without anything being written of it.
 */
#ifndef LEVER_CLEAN_LOOK_H
#define LEVER_CLEAN_LOOK_H

#include "clean/clean.h"

/* The names of a table's columns as clean writes them. */
struct clean_header {
    char **names; /* owned */
    size_t count;
    unsigned long line; /* on which they stand; 0 = there are none in the file */
};

/*
 * Reads the header alone: the first rows of the file, and all rows only where the header leaves
 * columns without a name, which clean drops if they are empty. Freed with clean_header_free.
 */
int clean_header_read(const char *path, const struct clean_options *options,
                      struct clean_header *header, struct error *err);
void clean_header_free(struct clean_header *header);

/*
 * Of files of one kind some may be UTF-8 and some in another encoding: which one this is. *own gets
 * `stated` where the file says nothing itself: it has no mark, and is not UTF-8 with letters
 * beyond ASCII. Else NULL.
 */
int clean_encoding_of(const char *path, const char *stated, const char **own, struct error *err);

#endif
