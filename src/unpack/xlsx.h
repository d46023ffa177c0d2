/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A workbook (.xlsx, .xlsm; ECMA-376): its sheets, how their numbers are shown, their texts.
 */
#ifndef LEVER_UNPACK_XLSX_H
#define LEVER_UNPACK_XLSX_H

#include <stdbool.h>

#include "unpack/shown.h"
#include "unpack/strings.h"
#include "unpack/zip.h"

struct xlsx_sheet {
    char *name;
    char *part; /* the member that holds it */
    bool hidden;
};

struct xlsx {
    struct zip *zip;           /* the caller's */
    struct xlsx_sheet *sheets; /* of cells; sheets of charts are none */
    size_t count;
    bool from_1904;
    unsigned char *shown; /* enum shown of each style of a cell */
    char **signs;         /* beside a number, of each; NULL = none */
    size_t style_count;
    char *strings_part; /* NULL = there are none */
    struct strings strings;
    bool strings_read;
};

/* Is there one in the archive? What else it is, in words with what to do, goes to *other (a
 * constant) where it is known; NULL = an archive of files. */
bool xlsx_is_in(const struct zip *zip, const char **other);
/* The caller ends it with xlsx_close, on failure too. */
int xlsx_open(struct xlsx *book, struct zip *zip, struct error *err);
void xlsx_close(struct xlsx *book);
/* Reads the texts that cells share, once. */
int xlsx_strings(struct xlsx *book, struct error *err);

#endif
