/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rules by which holidays fall, as rows. A new law is a new row, or a year in one.
 */
#ifndef LEVER_PERIOD_HOLIDAY_ROWS_H
#define LEVER_PERIOD_HOLIDAY_ROWS_H

enum weekday { MON, TUE, WED, THU, FRI, SAT, SUN };

/* Where a holiday stands in the year. */
enum holiday_kind {
    HOLIDAY_DATE,   /* month, day */
    HOLIDAY_EASTER, /* day: so many days after Easter Sunday */
    HOLIDAY_FROM,   /* the first such weekday on or after month, day */
};

/* What becomes of one that falls on the wrong day of the week. */
enum holiday_move {
    STAYS,
    NEXT_FREE,            /* on a weekend: the next working day is a holiday too */
    NEAREST,              /* on Saturday: the Friday before is one too; on Sunday: the Monday */
    SUNDAY_TO_SATURDAY,   /* on Sunday: it is on the day before instead */
    FRIDAY_OR_ELSE_MONDAY /* not on Friday or Monday: it is on the next Monday instead */
};

struct holiday_row {
    const char *country;
    const char *name;
    struct holiday_place {
        enum holiday_kind kind;
        int month, day;
        enum weekday weekday; /* of HOLIDAY_FROM */
    } place;
    enum holiday_move move;
    int from, to; /* years; 0 = without end */
    int every;    /* only in years that it divides; 0 = in each */
};

/* Countries one after the other, ended by a country of NULL. */
extern const struct holiday_row holiday_rows[];

#endif
