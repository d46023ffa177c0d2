/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A form: a small CSV file whose columns are fixed beforehand, filled in by hand.
 *
 * A table describes it, a row a column: its name, where its value lies in the struct that a row
 * of the file becomes, and what is checked. Columns may stand in any order and are known by
 * name, whatever the case; those that are not there read as empty. Spaces around a cell do not
 * count, and rows that are empty throughout (spreadsheets leave such) are passed over.
 *
 * Faults have file, line, column and value: a header that lacks a needed column or has one
 * twice, a row of another length than the header, a cell that is not what it should be. They
 * are added to a list, and reading goes on: one a cell, in the order of the table within a row.
 * Internal to plan/.
 */
#ifndef LEVER_PLAN_FORM_H
#define LEVER_PLAN_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/faults.h"
#include "table/reader.h"

struct form;

/* What becomes of a cell, and so the C type at its place. */
enum form_kind {
    FORM_TEXT,   /* char *, never NULL, owned by the row */
    FORM_DATE,   /* the same: empty or one date or period (2026-11-22, 2026-Q4), as written */
    FORM_NUMBER, /* double, plain notation; NaN where the cell is empty */
    FORM_READ,   /* whatever `check` makes of it */
};

/* Of whom a cell is said. */
enum form_scope {
    FORM_OF_ROW,
    FORM_OF_SOURCE,  /* of the row's source: rows of that source which are silent take it over, */
                     /* and two that contradict each other are a fault */
    FORM_FOR_SOURCE, /* the same, but rows of one source may differ */
};

/* A column. A table ends with one without a name. */
struct form_column {
    const char *name;
    enum form_kind kind;
    enum form_scope scope;
    bool needed;  /* in the header */
    size_t place; /* of the value in the row's struct; FORM_READ's is up to its check */
    /* Looks at a cell that has passed as its kind, may be empty, and is still form->cells[column];
     * columns before it in the table are in the row but for their texts. -1 and *err where there
     * is a fault; NULL = nothing to check. */
    int (*check)(const struct form *form, size_t column, void *row, struct error *err);
};

struct form {
    struct reader *reader;
    struct faults *faults;
    const char *file;                  /* as the user named it; borrowed, as are the next two */
    const struct form_column *columns; /* the columns there may be */
    void *context;                     /* for the checks */
    const char **names;                /* of the columns */
    size_t count;
    size_t *position;                  /* of each column in a record, or SIZE_MAX */
    size_t width;                      /* of the header */
    char **cells;                      /* of each column in the last row; owned by the form */
    unsigned long line;                /* of the last row */
    char *note;                        /* to be said once of the header (unknown columns), or NULL */
};

/* "-" is standard input. -1 where it cannot be read or understood: there is nothing to close
 * then; otherwise the caller ends with form_close. */
int form_open(struct form *form, const char *file, const struct form_column *columns,
              void *context, struct faults *faults);
/* 1 and a row, to be freed with form_row_free; 0 at the end, and where reading has failed. A row
 * that has faults is filled in as far as it goes. */
int form_next(struct form *form, void *row);
void form_close(struct form *form); /* frees the note too, unless it was taken (set to NULL) */
/* Frees the texts of a row. */
void form_row_free(const struct form_column *columns, void *row);
/* Where a column's text is in a row. */
char **form_text(const struct form_column *column, void *row);

/* The text of the last row in the column of that name. */
const char *form_cell(const struct form *form, const char *name);
/* The index of the cell's word (any case) in words, -1 where the cell is empty; `what` is what such
 * a word is called in the message: "a role". */
int form_word(const struct form *form, size_t column, const char *const *words, size_t count,
              const char *what, int *index, struct error *err);
/* Points at the cell: returns -1 with the sentence placed at its file, line and column. */
int form_refuse(const struct form *form, size_t column, struct error *err, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
