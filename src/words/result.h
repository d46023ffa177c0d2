/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Result tables, each described once: what lever writes about data it was asked of.
 *
 * A table is a struct (its row), an array of columns, and a description of both. A row of a table
 * is written from here as CSV or JSON lines; `view` picks its columns from here, the workbook its
 * sheet, headers and notes, the manual is held against it (`lever --list-results`).
 *
 * A result table is known by its first columns, exactly and in order. Columns behind those may
 * be missing (an older lever's), more than are known here (a later one's), or left out with their
 * group. A table that merely has some of the columns is no result table.
 *
 * To add a column: a row in the table's array, a member in its struct, who fills it, and its
 * line in the manual. To add a table: a header with its struct, a source with its columns, its
 * name in local.mk, and its columns in the manual behind the comment `.\" table NAME`.
 */
#ifndef LEVER_WORDS_RESULT_H
#define LEVER_WORDS_RESULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "table/writer.h"
#include "words/vocabulary.h"

/* What a column holds, and with it its member in the row's struct. */
enum result_shape {
    RESULT_TEXT,   /* const char *; NULL = empty */
    RESULT_PERIOD, /* struct result_period */
    RESULT_WHOLE, /* double, as all that follow; NaN and infinity = missing. People see no decimals */
    RESULT_NUMBER, /* of any size */
    RESULT_R,      /* -1 to 1, or a share: three decimals where people read it */
    RESULT_P       /* a probability that may be very small */
};

/* A period in words, or where text is NULL the number of the row. */
struct result_period {
    const char *text;
    double row;
};

/* Columns that come and go together; a table is written with some of these. */
enum result_group {
    RESULT_ALWAYS = 0,
    RESULT_METHOD = 1 << 0,
    RESULT_PLACEBO = 1 << 1,
    RESULT_JOINT = 1 << 2
};

/*
 * What a workbook's sheet of notes says of a table: about some of its columns, which are marked
 * [note 1], [note 2]; these are numbered when the workbook is written. A note with a term of
 * its own explains that.
 */
struct result_note {
    const char *term; /* NULL = numbered */
    const char *text; /* NULL ends the notes; # in it stands for the words, one after another */
    const struct vocabulary *words;
};

struct result_column {
    const char *name;
    enum result_shape shape;
    unsigned group;                 /* enum result_group */
    size_t at;                      /* offset of its value in the row */
    const struct vocabulary *words; /* a text is one of these; NULL = any */
    /* On a sheet: */
    const char *header;             /* # = what a lag is counted in; NULL = not shown */
    const struct result_note *note; /* whose number stands behind the header; NULL = none */
    const char *absent; /* what stands where there is nothing; NULL = [x], not available */
    double width;       /* in characters; 0 = by what it holds */
    int place;          /* columns stand by this, then by their order; 0 = behind those */
    bool rare;          /* shown only where some row has something, in view too */
    /* On a terminal, where the table does not fit: */
    int view;  /* shown at this place, from 1; 0 = not shown */
    bool wide; /* left out of a narrow one */
};

/* A row of the array: the member `field` of the struct, called the same in the table. A member of
 * another type than the shape asks for does not compile. */
#define RESULT_COLUMN(row, field, kind, ...)                                                       \
    {                                                                                              \
        .name = #field, .shape = RESULT_##kind, .at = RESULT_AT(row, field, RESULT_##kind),        \
        __VA_ARGS__                                                                                \
    }
#define RESULT_AT(row, field, kind)                                                                \
    (offsetof(row, field) *                                                              \
     sizeof(char[_Generic(((row *)0)->field, const char *: (kind) == RESULT_TEXT,        \
                          struct result_period: (kind) == RESULT_PERIOD,                 \
                          double: (kind) > RESULT_PERIOD) ? 1 : -1]))
#define RESULT_COLUMNS(array) .columns = (array), .count = sizeof(array) / sizeof *(array)

/* What a table with verdicts is about: on a cover, what stands together. */
enum result_topic {
    RESULT_CHANGES, /* what changed, or differs */
    RESULT_LINKS,   /* what moves what */
    RESULT_GOALS    /* where a measure stands towards its target */
};

struct result_table {
    const char *name;                    /* "verdicts" */
    const char *about;                   /* what a row is, a sentence */
    const char *page;                    /* of the manual that describes it: "lever-verdict.5" */
    const struct result_column *columns; /* those that are always there before the groups */
    size_t count;
    size_t known_by;                 /* so many first columns make a file such a table */
    const struct vocabulary *words;  /* of verdicts, here or on what it is about; NULL = none */
    const struct result_note *notes; /* NULL = none; may be shared with other tables */
    const char *sheet;               /* of a workbook; NULL = shown there like any data */
    const char *title;               /* of that sheet */
    enum result_topic topic;         /* where it has verdicts */
};

/* All of them, ended by NULL. Each is `result_NAME`, declared in words/NAME.h. */
extern const struct result_table *const result_tables[];

/* Writes the header, and a row; groups: those that are written besides what is always. The
 * writer decides between CSV and JSON lines. */
void result_header(struct writer *writer, const struct result_table *table, unsigned groups);
void result_row(struct writer *writer, const struct result_table *table, unsigned groups,
                const void *row);

/* The table that a file with such a header is, or NULL. */
const struct result_table *result_table_of(const char *const *names, size_t count);
/* The column of that name, or NULL. */
const struct result_column *result_column(const struct result_table *table, const char *name);
/* The described word that a cell of a column called so is, or NULL. table NULL: any table's. */
const struct word *result_word(const struct result_table *table, const char *column,
                               const char *text);
/* Adds the columns that view shows by itself of a file with such a header, as a list of columns;
 * nothing: all. */
void result_view(const struct result_table *table, const char *const *names, size_t count,
                 bool narrow, struct text *out);

/*
 * For programs, fields divided by tabs: a line for each table (`table`, name, page, sheet, what it
 * is about), each of its columns (`column`, table, name, shape, group) and each word a column is
 * held to (`word`, table, column, word).
 */
void result_list(FILE *out);

#endif
