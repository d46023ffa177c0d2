/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A form: a small CSV file whose columns are fixed beforehand, filled in by hand.
 *
 * Columns may stand in any order and are known by name, whatever the case; those
 * that are not there read as empty. Spaces around a cell do not count, and rows
 * that are empty throughout (spreadsheets leave such) are passed over. Refused, with
 * file, line, column and value: a header that lacks a needed column or has one
 * twice, a row of another length than the header, a cell that is not what it
 * should be. Internal to plan/.
 */
#ifndef LEVER_PLAN_FORM_H
#define LEVER_PLAN_FORM_H

#include <stddef.h>

#include "base/error.h"
#include "table/reader.h"

struct form {
    struct reader *reader;
    const char *file;         /* as the user named it; borrowed from the caller of form_open */
    const char *const *names; /* the columns there may be; borrowed likewise */
    size_t count;
    size_t *place;            /* of each name in a record, or SIZE_MAX */
    size_t width;             /* of the header */
    char **cells;             /* of each name in the last row; owned by the form until form_next */
    unsigned long line;       /* of the last row */
    char *note;               /* to be said once of the header (unknown columns), or NULL */
};

/* The first `needed` names must be in the header. "-" is standard input. On failure nothing is
 * left open; otherwise the caller ends with form_close. */
int form_open(struct form *form, const char *file, const char *const *names, size_t count,
              size_t needed, struct error *err);
/* 1 and a row in cells, 0 at the end, -1 on failure. */
int form_next(struct form *form, struct error *err);
void form_close(struct form *form); /* frees the note too, unless it was taken (set to NULL) */

/* Takes a cell's text: never NULL, freed by the caller; the cell then reads as empty. */
char *form_take(struct form *form, size_t column);
/* The index of the cell's word (any case) in words, -1 where the cell is empty; `what` is what such
 * a word is called in the message: "a role". */
int form_word(const struct form *form, size_t column, const char *const *words, size_t count,
              const char *what, int *index, struct error *err);
/* A number in plain notation; NaN where the cell is empty. */
int form_number(const struct form *form, size_t column, double *value, struct error *err);
/* Refuses a cell that is neither empty nor one date or period (2026-11-22, 2026-Q4). */
int form_date(const struct form *form, size_t column, struct error *err);
/* Points at the cell: returns -1 with the sentence placed at its file, line and column. */
int form_refuse(const struct form *form, size_t column, struct error *err, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
