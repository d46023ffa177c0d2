/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file is opened for reading, whatever it is packed in. All that reads tables opens them here.
 *
 * By its content, not its name, a file or pipe is one of these:
 *   plain        its bytes are as they are
 *   gzip, zstd   what is packed in it
 *   zip          the one file in it; more than one are refused, with their names
 *   a workbook   (.xlsx, .xlsm) the CSV of one sheet (sheet.h)
 * What else is known by name and cannot be read (.xls, .xlsb, .ods, a workbook with a password, bzip2,
 * xz, 7z, Parquet ...) is refused, with what to do about it. Packed in packed is refused too.
 *
 * A stream is read as it comes; a zip archive, whose list of members stands at its end, is
 * put into an unlinked temporary file where it comes through a pipe. Memory does not depend on the
 * length, but for the texts that the cells of a workbook share.
 */
#ifndef LEVER_UNPACK_UNPACK_H
#define LEVER_UNPACK_UNPACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/error.h"
#include "base/text.h"

/* Zero members mean the default. Text is borrowed while the file is opened. */
struct unpack_ask {
    const char *shown; /* the name in messages; NULL = the path */
    const char *sheet; /* of a workbook: its name, whatever the case, or its number from 1 */
    const char *usual; /* without that: the sheet that is taken if it is there */
    uint64_t most;     /* bytes that may be unpacked, see stream.h */
    char delimiter;    /* of the CSV that a sheet becomes; 0 = ',' */
    char decimal;      /* of its numbers; 0 = '.' */
    bool percent;      /* its shares of 100 keep their sign: 4.81% */
    /* Numbers are written with the currency that their format shows beside them, "12.5 EUR", where
     * this says (not 0) that it is one; NULL = they never are. */
    unsigned (*currency)(const char *word, size_t length);
};

struct unpack;

/* path "-" is standard input. NULL on failure; the caller ends it with unpack_close. */
struct unpack *unpack_open(const char *path, const struct unpack_ask *ask, struct error *err);
/* The same of an open file, from where it stands; the descriptor becomes its own, on failure too.
 * path is what messages call it, copied. */
struct unpack *unpack_at(int fd, const char *path, const struct unpack_ask *ask, struct error *err);
void unpack_close(struct unpack *unpack); /* NULL is fine */

/* Up to length bytes (more than 0); 0 at the end, -1 on failure. */
ssize_t unpack_read(struct unpack *unpack, char *bytes, size_t length, struct error *err);

/* The file itself where it is plain and can be read anywhere, by pread; -1 otherwise. */
int unpack_plain_file(const struct unpack *unpack);
/* It is a sheet: the delimiter is what was asked for, and a line is a row of it, however many
 * lines its cells have. */
bool unpack_is_sheet(const struct unpack *unpack);
/* The name of the sheet, borrowed; NULL = it is none. */
const char *unpack_sheet(const struct unpack *unpack);
/* How many columns with numbers, or what looks like them, it had so far. */
size_t unpack_columns(const struct unpack *unpack);
/* The column of a sheet holds texts and no numbers, and some look like numbers; so far as it was
 * read. */
bool unpack_is_text(const struct unpack *unpack, size_t column);

/* What should be said of what was read up to here, a sentence a line, without the file's name; it
 * is given once. */
void unpack_tell(struct unpack *unpack, struct text *notes, struct text *warnings);

/* Whether the file is a workbook that has a sheet of this name, whatever the case, with two rows or
 * more; false where it cannot be told, as of a pipe. */
bool unpack_has_table(const char *path, const char *sheet);
/* The sheets with a table that are shown, where the file is a workbook of which one has to be named
 * (*count > 1): their names and the array are the caller's. Else, and where it cannot be told, 0. */
char **unpack_tables(const char *path, size_t *count);

#endif
