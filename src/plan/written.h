/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Small files as people's programs write them: spreadsheets above all.
 *
 * written_load takes a whole file as UTF-8, whatever it was written in: with or without a byte
 * order mark, UTF-16 with or without one, and what is no UTF-8 as Windows-1252, which spreadsheets
 * on Windows save; of a workbook it takes a sheet. The other functions read single cells. None guesses: a number that two readers
 * would read in two ways is told apart. Internal to plan/.
 */
#ifndef LEVER_PLAN_WRITTEN_H
#define LEVER_PLAN_WRITTEN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"

struct written {
    struct text text;     /* UTF-8, without a byte order mark */
    const char *encoding; /* it was read from this one; NULL = UTF-8. Constant */
    char *sheet;          /* of a workbook; owned; NULL = it is none. A line is then a row of it */
    struct text notes;    /* what the workbook has to say, a line a sentence */
};

/* How a form is written. */
struct written_as {
    bool ragged;
    bool workbook;
    const char *sheet; /* of it, by the name it has as a rule; NULL = it has only one. Constant */
    char delimiter;    /* 0 = ',' */
    const char *encoding; /* NULL = UTF-8 */
    unsigned long header; /* the line of the header */
};
bool written_plainly(const struct written_as *as);

/* "-" is standard input. Of a workbook it is the sheet of the `usual` name, or the only one with a
 * table. -1 where it cannot be read, is empty, or is no text. The caller ends it with
 * written_free in any case. */
int written_load(const char *file, const char *usual, struct written *written, struct error *err);
void written_free(struct written *written);

/* The text without the spaces around it (no-break spaces too), in memory of its own. */
char *written_trim(const char *text, size_t length);

/* Which quotes written_unquote takes off. */
enum written_quotes {
    WRITTEN_ALL,     /* "calls", 'calls', and those that are no ASCII */
    WRITTEN_FOREIGN, /* only the latter: straight ones mean something in this cell */
};
/* Takes a pair of quotes around the text off, of any language; true where there was one. A text in
 * which such a quote stands a third time is left as it is. */
bool written_unquote(char *text, enum written_quotes which);

/* Makes curly and German quotes in a formula straight, in place; true where there were any. */
bool written_straighten(char *text);

/* Whether a number has a decimal comma (or another mark of its own) is said in *comma, if there is
 * a number. */
enum written_number { WRITTEN_NUMBER, WRITTEN_NO_NUMBER, WRITTEN_EITHER };
/*
 * Reads a number: with a decimal point or comma, and thousands divided by the other one, by spaces
 * or by apostrophes. `commas`: the file divides cells by something else than a comma, as where a
 * comma is the decimal mark. WRITTEN_EITHER: 1,500 (where commas divide) or 1.500 (where they do
 * not) could be either.
 */
enum written_number written_number(const char *text, bool commas, double *value, bool *comma);

#endif
