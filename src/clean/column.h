/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a column is, from all of its cells, for clean.
 *
 * The first pass adds every cell to its column's evidence; evidence gathered in
 * parts (by threads, by blocks) is merged and does not depend on the parts. Then
 * columns_decide says what the second pass has to do with each column:
 *
 *   COPY     leave the cells: text, numbers in plain form, ISO dates
 *   NUMBER   take the numbers to plain form, reading `decimal` as the mark
 *   DATE     take the dates to ISO 8601, reading them in `order`
 *   FORMAT   take the dates to ISO 8601, reading them by --date-format
 *
 * A column is numbers (or dates) only if all its cells are, empty ones and NA
 * aside. What the cells leave open is an error that names a cell and the option
 * that settles it; nothing is guessed.
 */
#ifndef LEVER_CLEAN_COLUMN_H
#define LEVER_CLEAN_COLUMN_H

#include "base/error.h"
#include "base/text.h"
#include "clean/cell.h"
#include "clean/number.h"
#include "clean/repeat.h"
#include "clean/short_months.h"
#include "period/date.h"

enum witness {
    NOT_NUMBER,
    NOT_DATE,
    NO_WEEK,    /* week 53 of a year that has 52 */
    NOT_FORMAT, /* does not fit --date-format */
    SAYS_COMMA, /* the decimal mark is a comma */
    SAYS_POINT,
    OPEN_COMMA, /* 1,234 */
    OPEN_POINT, /* 1.234 */
    SAYS_DMY,   /* the day comes first: 13/01/2024 */
    SAYS_MDY,
    OPEN_ORDER,  /* 03/04/2024 */
    SHORT_DATE,  /* Jan-24 */
    OPEN_SEASON, /* 2009-10 */
    NEXT_DAY,    /* 24:00 */
    IS_PERCENT,
    NOT_PERCENT,
    FIRST_CURRENCY,
    OTHER_CURRENCY,
    WITHIN_ONE, /* at most 1 and at least -1, and not 0: a fraction, perhaps */
    BEYOND_ONE,
    WITNESSES
};

/* The first cell (by line) that says a thing; line 0 = none does. */
struct testimony {
    unsigned long line;
    char text[56]; /* cut at a character boundary */
};

/* What a cell can be; a column counts how many of its cells are. */
enum trait {
    IS_CELL, /* neither empty nor NA */
    IS_EMPTY,
    IS_NUMBER,
    IS_DATE, /* READY, SETTLED, SHORT or ORDERED */
    IS_ORDERED,
    IS_COMPACT,   /* 20240131 */
    IS_REWRITTEN, /* a date that is not READY */
    IS_SPACED,    /* a number grouped by plain spaces */
    IS_SMALL,     /* a whole number of one digit */
    IS_WHOLE,     /* a whole number */
    IS_ADDRESS,   /* 192.168.100.101: a number in groups, or an address */
    IS_SEASON,    /* 2009-10: a month, or the year from 2009 to 2010 */
    IS_ALL,       /* a word for all: Total, All services */
    TRAITS
};

enum clock { CLOCK_SPACE = 1, CLOCK_T = 2, CLOCK_MINUTES = 4, CLOCK_SECONDS = 8 };

struct column_evidence {
    size_t count[TRAITS];
    size_t spaced_least; /* lengths of the SPACED: telephone numbers are all alike */
    size_t spaced_most;
    unsigned forms; /* of the numbers, united */
    bool sure;      /* a number of forms that were met has nothing more to say but that it is one */
    unsigned currency;
    unsigned orders;  /* of the ORDERED dates, those that all have in common */
    bool dotted;      /* they are all written with points */
    unsigned clocks;  /* bits of enum clock: how times of day stand in ISO 8601 already */
    int season_first; /* the years of the SEASON */
    int season_last;
    unsigned long first_date;   /* the line of one */
    unsigned looked;            /* cells looked at behind one that is no date */
    struct short_months months; /* the SHORT dates */
    struct testimony said[WITNESSES];
    struct repeats repeats; /* `said` are the cell's traits, a bit each */
};

/* Ended by evidence_free. */
void evidence_start(struct column_evidence *evidence);
/* Adds a cell that is not one of the missing words. date_format may be NULL. */
void evidence_add(struct column_evidence *evidence, const struct cell *cell, unsigned long line,
                  const char *date_format);
void evidence_merge(struct column_evidence *into, const struct column_evidence *from);
void evidence_free(struct column_evidence *evidence);

enum stated { STATED_NOTHING, STATED_NUMBER, STATED_TEXT, STATED_DATE };
enum treatment { TREAT_COPY, TREAT_NUMBER, TREAT_DATE, TREAT_FORMAT };

struct clean_column {
    char *name; /* as it is written */
    enum stated stated;
    bool percent; /* it is in percent and stays so: 4.81 % is 4.81 */
    bool dropped; /* neither a name nor a value: left out */
    struct column_evidence evidence;
    enum treatment treatment;
    bool numeric; /* holds numbers, whatever the treatment */
    char decimal;
    enum date_order order;
    bool seconds; /* some times of day have them, so all get them */
};

static inline const struct testimony *said(const struct clean_column *column, enum witness witness)
{
    return &column->evidence.said[witness];
}

struct column_question {
    const char *file;
    char decimal; /* --decimal, or 0 */
    char delimiter;
    const char *date_format; /* or NULL */
    bool months;             /* Jan-22 is a month of a year; columns_decide finds out */
    struct text *notes;      /* sentences, a line each, are added: what was decided */
    struct text *warnings;   /* the same: what should be looked at */
};

int columns_decide(struct clean_column *columns, size_t count,
                   const struct column_question *question, struct error *err);

#endif
