/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Periods: the steps of a time axis.
 *
 * A period is a kind and an index that counts steps, so that neighbours differ by
 * one: days and ISO weeks from 1970-01-01 (the week with that Thursday is 0),
 * months, quarters and years from year 0, integers as they are.
 *
 * Read from 2026-11-22, 2026-W47, 2026-11, 2026-Q4, 2026, 2002 Jan (also Jan 2002,
 * January 2002; Jan-02 is refused), an integer, 22 Nov 2026, Nov 22, 2026, or a date
 * in a form fixed by --date-format; with a time of day behind a date (T or space) it
 * is the date that counts. Written in the first five forms, or as the integer.
 *
 * Whole columns are read at once, because what a column means shows in all of it:
 *   - dates that are all a month's first or all its last day are months (with at
 *     least 2 distinct ones); of a quarter, of a year: quarters, years (at least 3);
 *     else dates all a multiple of 7 days apart (at least 2) are weeks. This is said
 *     in `note`; --period overrides;
 *   - dates that all fall on one weekday but Monday (at least 2) and are to be weeks are
 *     the first or the last days of them: refused until --week says which. A week is
 *     named by the ISO week that holds its Monday, whichever day it begins on;
 *   - four-digit integers are years only if all lie in 1500..2500; eight-digit ones
 *     that are all calendar dates yyyymmdd are dates (said in `note`); six-digit ones
 *     that are all yyyymm or year and week could as well be plain numbers, and so could
 *     five-digit ones that are all days as spreadsheets count them (2000 to 2050): they
 *     are refused until --period or --date-format settles it;
 *   - dd/mm against mm/dd is decided only when a value of the column settles it;
 *     dd.mm.yyyy with points has the day first. Two-digit years need --date-format;
 *   - a column is of one kind: weeks beside months are refused, naming both lines;
 *   - a time of day with a time zone moves the date when it is looked at from
 *     elsewhere: refused until the zone to use is given.
 *
 * A column can be read in two ways: whole (periods_read), or value by value with
 * memory that does not grow (struct period_evidence), for filters that stream.
 */
#ifndef LEVER_PERIOD_PERIOD_H
#define LEVER_PERIOD_PERIOD_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

enum period_kind {
    PERIOD_DAY,
    PERIOD_WEEK,
    PERIOD_MONTH,
    PERIOD_QUARTER,
    PERIOD_YEAR,
    PERIOD_INTEGER,
};

/* "day" .. "integer" */
const char *period_kind_name(enum period_kind kind);
/* What people call one: "week"; "period" of whole numbers, "row" without a time. */
const char *period_noun(bool timed, enum period_kind kind);
/* 0, or -1 where the word is none of these; plain words with an s count too. */
int period_kind_parse(const char *word, enum period_kind *kind);
/* The kind in one letter, the first of its name (lever-function.h); and back: 0, or -1 where the
 * letter is none of these. */
char period_kind_letter(enum period_kind kind);
int period_kind_of_letter(char letter, enum period_kind *kind);

/* What becomes of a time of day that has a time zone. */
enum period_zone {
    PERIOD_ZONE_REFUSED,
    PERIOD_ZONE_WRITTEN, /* the date as it is written, whatever the zone */
    PERIOD_ZONE_OFFSET,  /* the date at zone_minutes east of Greenwich */
    PERIOD_ZONE_LOCAL,   /* the date in the process's time zone (TZ) */
};

/* What --period, --date-format, --tz and the plan say of a column. */
struct period_options {
    bool fixed; /* kind is given: dates are taken to their period of that kind */
    enum period_kind kind;
    bool dates_stay; /* dates are days, however far apart (for clean) */
    enum period_zone zone;
    int zone_minutes;
    int year_start;     /* the month in which fiscal years and quarters begin, 1..12; 0 = 1.
                                Counts where kind is given. A fiscal year is named by the
                                calendar year in which it ends. */
    bool settled;       /* numbers and weekdays have been asked about: weeks are ISO's, and
                                numbers that are no dates and no months are numbers */
    int week;           /* the weekday on which weeks begin, 1 (Monday) .. 7; 0 = not said */
    const char *format; /* strptime-like, see period_format_check; or NULL */
    const char *file;   /* for messages */
    const char *column;
    const unsigned long *lines; /* the line of each value, or NULL: value i is on line i + 2 */
};

/* Usage error where a --date-format cannot say which period a value is. Known are
 * %d %e %m %b %B %h %Y %y (69..99 are 19xx) %G %V %H %I %M %S %p %z %% and literals;
 * a space stands for any space. It needs a year: %Y alone are years, with %m months. The message
 * begins with `who`, which asks: "--date-format ", or "" where its place is told by others. */
int period_format_check(const char *who, const char *format, struct error *err);
/* Reads --tz: "written", UTC, Z, +02:00, or an area such as Europe/Berlin (which then
 * becomes the TZ of the process). Usage error where it is none of these. */
int period_zone_parse(const char *word, struct period_options *options, struct error *err);
/* Reads --week: the weekday on which weeks begin, in English ("sunday"), or on which they end
 * ("ending saturday"), in capitals or not. *begins is 1 (Monday) .. 7; -1 where it is neither. */
int period_week_parse(const char *word, int *begins);
/* 1 "monday" .. 7 "sunday" */
const char *period_weekday_name(int weekday);
/* Whether period_zone_parse takes it; nothing is changed. */
bool period_zone_known(const char *word);

struct periods {
    enum period_kind kind;
    long *index; /* one a value; PERIOD_NONE where the cell is empty */
    size_t count;
    char note[200]; /* what was decided and should be said; "" = nothing */
    bool unsettled; /* on failure: every value is a period, but not which kind or day */
};
#define PERIOD_NONE (-LONG_MAX)

/*
 * Reads a column. Refuses with file, line, column and value: what is no period,
 * mixed kinds, an ambiguous day and month (naming --date-format), a calendar day
 * that does not exist. The caller frees with periods_free.
 */
int periods_read(const char *const *texts, size_t count, const struct period_options *options,
                 struct periods *periods, struct error *err);
void periods_free(struct periods *periods);

/* ---- value by value ---- */

/* How a column writes its periods. */
enum period_shape {
    SHAPE_DATE,    /* year, month and day, beyond doubt */
    SHAPE_SLASHED, /* 03/04/2026 or 03-04-2026: which is the day must show */
    SHAPE_WEEK,
    SHAPE_MONTH,
    SHAPE_QUARTER,
    SHAPE_YEAR,    /* by --date-format %Y */
    SHAPE_INTEGER, /* years and yyyymmdd among them: which must show */
};

/* How dates lie to each other, under one reading of the column. */
struct period_spacing {
    long first;   /* the first date */
    long divisor; /* greatest common divisor of the distances in days; 0 = one date only */
    long seen[3]; /* up to three distinct dates */
    int distinct;
    bool month_first, month_last; /* all of them are a month's first day, or its last, */
    unsigned months;              /* and lie in these: bit 0 is January */
};

/* Every how many months the dates lie where all are a month's first day or all its last: 12
 * where the month is always the same, 3 where every third one is theirs, else 1; 0 = not so. */
int period_spacing_months(const struct period_spacing *spacing);

/* What the values so far show; a value type that owns nothing. */
struct period_evidence {
    struct period_options options; /* its pointers are borrowed */
    bool any;
    enum period_shape shape;
    char separator;               /* of SLASHED */
    unsigned long first_line;     /* where the shape was first seen, */
    char first_value[48];         /* and in what */
    unsigned long day_first_line; /* SLASHED: a line that only dd/mm fits; 0 = none */
    unsigned long month_first_line;
    unsigned long open_line; /* SLASHED: the first line that both fit, differently */
    char open_value[48];
    unsigned long zoned_line; /* 0 = none; see PERIOD_ZONE_* */
    unsigned long plain_line;
    bool years, compact_dates, compact_months, compact_weeks, serials; /* INTEGER: all could be */
    unsigned long no_week_line; /* INTEGER: a week 53 of a year without one; 0 = none */
    long no_week;
    struct period_spacing spacing[2]; /* of DATE, or day first; month first */
    int second_of_day;                /* of the last value; 0 where it has no time of day */
};

/* What was decided: enough to read any value of the column. */
struct period_form {
    enum period_shape shape;
    bool day_first;
    bool compact;          /* INTEGER: yyyymmdd, yyyymm or year and week, as `from` says; of days */
    bool serial;           /* as a spreadsheet counts them */
    enum period_kind from; /* as written */
    enum period_kind kind; /* as wanted */
    int year_start;        /* 1 = the calendar's year */
    int week_shift;        /* days from the day on which weeks begin to the Monday in them */
    char note[200];
};

void period_evidence_begin(struct period_evidence *evidence, const struct period_options *options);
/*
 * Takes the value on a line in. *stamp gets what period_form_index turns into an
 * index once the form is settled (PERIOD_NONE for an empty cell); equal stamps are
 * equal dates. -1: the value is no period, or does not go with those before it.
 */
int period_evidence_add(struct period_evidence *evidence, const char *text, size_t length,
                        unsigned long line, long *stamp, struct error *err);
/* True once no further value can change the form: the stamps may be turned into
 * indices at once (a later value that does not fit is an error). */
bool period_evidence_decided(const struct period_evidence *evidence);
/* Decides; -1 where the column is ambiguous or not of the kind asked for. */
int period_evidence_settle(const struct period_evidence *evidence, struct period_form *form,
                           struct error *err);
/* Refuses dates that are to be weeks, all fall on one weekday but Monday, and of which nothing
 * says whether weeks begin or end on it; where something does, but means other weekdays, the note
 * has it. Settling looks at the values that it has seen; who settles at once
 * (period_evidence_decided) asks again at the end. */
int period_evidence_week(const struct period_evidence *evidence, struct period_form *form,
                         struct error *err);
/* Notes of such dates that they are taken for the days on which something happened. */
void period_evidence_days(const struct period_evidence *evidence, struct period_form *form);
long period_form_index(const struct period_form *form, long stamp);
/* The same before it is taken to the kind wanted: an index of kind form->from. */
long period_form_written(const struct period_form *form, long stamp);
/* From an index of kind form->from to one of form->kind, fiscal years allowed for. */
long period_form_convert(const struct period_form *form, long written);
/*
 * Rewrites a value of the column in ISO 8601: a date with its time of day and zone
 * where it has them (2026-11-22T10:15:00+02:00), or the period. Returns the length, 0
 * for a value that evidence_add would refuse.
 */
enum { PERIOD_ISO_SIZE = 64 };
size_t period_form_iso(const struct period_form *form, const struct period_options *options,
                       const char *text, size_t length, char buffer[PERIOD_ISO_SIZE]);

/* ---- one period ---- */

/* One value by itself; 0, or -1 where it is not a period in the canonical forms
 * (a number is a year where it has four digits in 1500..2500, else an integer). */
int period_parse(const char *text, size_t length, enum period_kind *kind, long *index);
enum { PERIOD_SIZE = 24 };
/* Canonical form, NUL-terminated; returns the length. */
size_t period_format(enum period_kind kind, long index, char buffer[PERIOD_SIZE]);
enum { PERIOD_CELL_SIZE = 120 };
/* A cell and its period for a message: `"2024-02-05" (2024-W06)`, cut to size where
 * the cell is long; the period alone where the cell says just that. Returns buffer. */
const char *period_cell(enum period_kind kind, long index, const char *text,
                        char buffer[PERIOD_CELL_SIZE]);

/* Calendar: days from 1970-01-01, proleptic Gregorian (Howard Hinnant's algorithm,
 * "chrono-compatible low-level date algorithms", days_from_civil). */
long day_from_date(long year, int month, int day);
void date_from_day(long day, long *year, int *month, int *day_of_month);
int days_in_month(long year, int month);
/* The year and number (1..53) of an ISO week, and back; weeks_in_year is 52 or 53. */
void date_from_week(long week, long *year, int *number);
long week_from_date(long year, int number);
int weeks_in_year(long year);
/* The period of that kind in which a day lies. */
long period_from_day(enum period_kind kind, long day);
/* First day of a period (not for integers). */
long period_first_day(enum period_kind kind, long index);
/* A period taken to a coarser kind (by its first day; a week goes by its Thursday). */
long period_convert(enum period_kind from, long index, enum period_kind to);

/*
 * Where a period stands in its season, for seasonal designs: the nominal length of
 * the season (day 7, week 52.1775, month 12, quarter 4; year and integer 0 = none)
 * and the place in it: day of the week 0..6 from Monday, ISO week 0..52, month 0..11,
 * quarter 0..3. A day also has a place in the year, 0..365 (length 365.25).
 */
double period_season(enum period_kind kind);
long period_phase(enum period_kind kind, long index);
long day_of_year(long day);
/*
 * The same for n periods from `first` on, as fractions of a year (and, for days, of a week
 * from Monday on): months n/12, quarters n/4, else the first day's place among 365.25. week
 * may be NULL. Not for integers.
 */
void period_phases(enum period_kind kind, long first, size_t n, double *year, double *week);

#endif
