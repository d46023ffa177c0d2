/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A form: a small CSV file whose columns are fixed beforehand, filled in by hand.
 *
 * A table describes it, a row a column: its name, where its value lies in the struct that a row
 * of the file becomes, and what is checked. Columns may stand in any order and are known by
 * name, whatever the case; those that are not there read as empty. Spaces around a cell do not
 * count, and rows that are empty throughout (spreadsheets leave such) are passed over.
 *
 * The file is read as spreadsheets write it: in the encodings of written.h; with commas, semicolons
 * or tabs, whichever gives the header more columns that are known; short rows are filled up;
 * numbers have the marks of written.h; quotes around a name are taken off. What was settled
 * so is said once (form_note).
 *
 * Faults have file, line, column and value: a header that lacks a needed column or has one
 * twice, a row that is longer than the header, a cell that is not what it should be. They
 * are added to a list, and reading goes on: one a cell, in the order of the table within a row.
 * Internal to plan/.
 */
#ifndef LEVER_PLAN_FORM_H
#define LEVER_PLAN_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/faults.h"
#include "plan/written.h"
#include "table/reader.h"

struct form;

/* What becomes of a cell, and so the C type at its place. */
enum form_kind {
    FORM_TEXT,   /* char *, never NULL, owned by the row */
    FORM_DATE,   /* the same: empty or one date or period (2026-11-22, 2026-Q4), as written */
    FORM_NUMBER, /* double, see written_number; NaN where the cell is empty */
    FORM_READ,   /* whatever `check` makes of it */
};

/* Of whom a cell is said. */
enum form_scope {
    FORM_OF_ROW,
    FORM_OF_SOURCE,  /* of the row's source: rows of that source which are silent take it over, */
                     /* and two that contradict each other are a fault */
    FORM_FOR_SOURCE, /* the same, but rows of one source may differ */
};

/* What quotes in a cell are. */
enum form_quotes {
    FORM_NAME,    /* around a name or a word: taken off */
    FORM_LIST,    /* straight ones mean something, as in a list of columns; others are taken off */
    FORM_FORMULA, /* the formula's; curly ones are meant as straight ones */
    FORM_SENTENCE /* of somebody's sentence */
};

/* A column. A table ends with one without a name. */
struct form_column {
    const char *name;
    enum form_kind kind;
    enum form_scope scope;
    enum form_quotes quotes;
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
    size_t *position;     /* of each column in a record, or SIZE_MAX */
    size_t width;         /* of the header */
    char **cells;         /* of each column in the last row; owned by the form */
    unsigned long line;   /* of the last row */
    unsigned long header; /* its line */
    char delimiter;
    const char *encoding; /* NULL = UTF-8 */
    bool workbook;        /* the file is one: a line is a row of its sheet, */
    const char *sheet;    /* of the usual name, borrowed; NULL = it was the only one */
    char *shown;          /* what messages call it then; NULL = as the user did */
    char *notes;          /* what the workbook has to say, or NULL */
    char *unknown;        /* columns nobody knows, as a list, or NULL */
    bool *settled;        /* of each enum form_settled; owned */
};

/* What was settled on the way, beside delimiter and encoding. */
enum form_settled { FORM_COMMAS, FORM_SHORT, FORM_QUOTES, FORM_SETTLED };

/* "-" is standard input. usual: of a workbook, the sheet that it is as a rule ("links"). -1 where it cannot be read or understood: there is nothing to close
 * then; otherwise the caller ends with form_close. */
int form_open(struct form *form, const char *file, const char *usual,
              const struct form_column *columns, void *context, struct faults *faults);
/* The same of a file that has been read already. */
int form_open_text(struct form *form, const char *file, struct written *written,
                   const struct form_column *columns, void *context, struct faults *faults);
/* 1 and a row, to be freed with form_row_free; 0 at the end, and where reading has failed. A row
 * that has faults is filled in as far as it goes. */
int form_next(struct form *form, void *row);
void form_close(struct form *form);
/* What should be said once of the file: how it was read, columns nobody knows. NULL = nothing; the
 * caller frees it. */
char *form_note(const struct form *form);
/* How it is written, for who wants to read it otherwise. */
struct written_as form_written(const struct form *form);
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
/* The cell as a number, NaN where it is empty. */
int form_number(const struct form *form, size_t column, double *value, struct error *err);
/* Refuses a name that is none of these, with the nearest: "calls" is no measure of plan.csv. */
int form_refuse_name(const struct form *form, size_t column, const char *name,
                     const char *const *names, size_t count, const char *of, struct error *err);
/* A number in the cell: text is a part of it. */
int form_number_in(const struct form *form, size_t column, const char *text, double *value,
                   struct error *err);
/* Whether the cell is a date or a period; it may not be empty. *either (may be NULL): it is one, but
 * of a day and a month that could be exchanged. */
bool form_is_date(const char *cell, bool *either);
/* Refuses a cell of which form_is_date said so. */
int form_refuse_either(const struct form *form, size_t column, struct error *err);
/* Points at the cell: returns -1 with the sentence placed at its file, line and column. */
int form_refuse(const struct form *form, size_t column, struct error *err, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
