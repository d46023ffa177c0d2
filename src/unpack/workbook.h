/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A workbook (.xlsx, .xlsm; ECMA-376): its sheets, how their numbers are shown, their texts.
 */
#ifndef LEVER_UNPACK_WORKBOOK_H
#define LEVER_UNPACK_WORKBOOK_H

#include <stdbool.h>

#include "unpack/shown.h"
#include "unpack/strings.h"
#include "unpack/zip.h"

struct workbook_sheet {
    char *name;
    char *part; /* the member that holds it */
    bool hidden;
};

struct workbook {
    struct zip *zip;               /* the caller's */
    struct workbook_sheet *sheets; /* of cells; sheets of charts are none */
    size_t count;
    bool from_1904;
    unsigned char *shown; /* enum shown of each style of a cell */
    size_t style_count;
    char *strings_part; /* NULL = there are none */
    struct strings strings;
    bool strings_read;
};

/* Is there one in the archive? What else it is, in words with what to do, goes to *other (a
 * constant) where it is known; NULL = an archive of files. */
bool workbook_is_in(const struct zip *zip, const char **other);
/* The caller ends it with workbook_close, on failure too. */
int workbook_open(struct workbook *book, struct zip *zip, struct error *err);
void workbook_close(struct workbook *book);
/* Reads the texts that cells share, once. */
int workbook_strings(struct workbook *book, struct error *err);

#endif
