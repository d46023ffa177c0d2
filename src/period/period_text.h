/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One period as it is written, taken apart. What a column means is not decided
 * here (see period.h): 03/04/2026 stays two numbers and a year, 2026 a number.
 */
#ifndef LEVER_PERIOD_PERIOD_TEXT_H
#define LEVER_PERIOD_PERIOD_TEXT_H

#include "period/date_scan.h"
#include "period/period.h"

struct written {
    enum period_shape shape;
    long year;
    int first;      /* DATE: the month; SLASHED: the first number; WEEK, MONTH, QUARTER: which */
    int second;     /* DATE: the day; SLASHED: the second number */
    char separator; /* SLASHED */
    long integer;   /* INTEGER */
    size_t digits;  /* INTEGER: how many, 0 with a sign before them */
    bool timed;     /* has a time of day, */
    int hour;
    int minute;
    int second_of_minute; /* -1 = not written */
    const char *fraction; /* digits behind the seconds; borrowed from the text */
    size_t fraction_length;
    bool zoned; /* and a zone, in minutes east of Greenwich */
    int zone_minutes;
};

/*
 * Reads the whole of text (spaces around it are passed over). -1 where it is no
 * period; *why then says what is the matter with it, or is NULL where it is
 * simply something else. An empty text is for the caller to look for.
 */
int written_read(const char *text, size_t length, struct written *written, const char **why);
/* Why 24:00 is refused: it is on the day behind the one that is written. */
extern const char period_next_day[];
/* The same by a --date-format that has passed period_format_check; hour 24 (and no more) is
 * left for the caller to take to the next day or to refuse. */
int written_read_format(const char *text, size_t length, const char *format,
                        struct written *written, const char **why);

/* Parts of period_column.c that stand in period_week.c: numbers that could be periods are weighed
 * and settled, a spreadsheet's day is taken to ours, and weeks begin where they are said to. */
void period_weigh_integer(struct period_evidence *evidence, const struct written *written,
                          unsigned long line);
int period_settle_integer(const struct period_evidence *evidence, struct period_form *form,
                          struct error *err);
long period_serial_day(long serial);
int period_settle_week(const struct period_evidence *evidence, struct period_form *form,
                       struct error *err);
/* Takes one more date into how they lie to each other. */
void period_space(struct period_spacing *spacing, long year, int month, int day);

/* A number of four digits in this range may be a year. */
static inline bool year_like(long value)
{
    return value >= 1500 && value <= 2500;
}

#endif
