/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weeks that begin on any day, and numbers that could be periods. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "period/period_text.h"

static const char *const weekdays[] = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
};

const char *period_weekday_name(int weekday)
{
    return weekdays[weekday - 1];
}

int period_week_parse(const char *word, int *begins)
{
    static const char ending[] = "ending ";
    char start[sizeof ending];
    bool ends;
    int i;

    snprintf(start, sizeof start, "%s", word);
    ends = same_ignoring_case(start, ending);
    word += ends ? strlen(ending) : 0;
    for (i = 0; i < 7; i++) {
        if (!same_ignoring_case(word, weekdays[i]))
            continue;
        *begins = (i + ends) % 7 + 1;
        return 0;
    }
    return -1;
}

/* ---- numbers ---- */

enum {
    SERIAL_FIRST = 36526, /* 2000-01-01 as spreadsheets count days, */
    SERIAL_LAST = 54788,  /* and 2049-12-31 */
    SERIAL_EPOCH = 25569, /* 1970-01-01 */
};

long period_serial_day(long serial)
{
    return serial - SERIAL_EPOCH;
}

static void space_day(struct period_spacing *spacing, long day)
{
    long year;
    int month;
    int day_of_month;

    date_from_day(day, &year, &month, &day_of_month);
    period_space(spacing, year, month, day_of_month);
}

void period_weigh_integer(struct period_evidence *e, const struct written *w, unsigned long line)
{
    long n = w->integer;
    bool part = w->digits == 6 && year_like(n / 100) && n % 100 >= 1;

    e->years = e->years && w->digits == 4 && year_like(n);
    e->compact_dates = e->compact_dates && w->digits == 8 && year_like(n / 10000) &&
                       date_exists(n / 10000, (int)(n / 100 % 100), (int)(n % 100));
    e->compact_months = e->compact_months && part && n % 100 <= 12;
    e->compact_weeks = e->compact_weeks && part && n % 100 <= 53;
    e->serials = e->serials && w->digits == 5 && n >= SERIAL_FIRST && n <= SERIAL_LAST;
    if (e->compact_weeks && n % 100 > weeks_in_year(n / 100) && !e->no_week_line) {
        e->no_week_line = line;
        e->no_week = n;
    }
    if (e->compact_dates)
        period_space(&e->spacing[0], n / 10000, (int)(n / 100 % 100), (int)(n % 100));
    else if (e->serials)
        space_day(&e->spacing[0], period_serial_day(n));
}

/* Numbers of six digits, which all could be years with a month or a week behind. */
static int ask_parts(const struct period_evidence *e, struct error *err)
{
    const struct period_options *o = &e->options;

    if (e->no_week_line)
        return error_at(err, o->file, e->no_week_line, o->column,
                        "\"%ld\" would be week 53 of %ld, which has 52: say --period integer where "
                        "these are plain numbers",
                        e->no_week, e->no_week / 100);
    if (e->compact_months)
        return error_at(err, o->file, e->first_line, o->column,
                        "\"%s\" could be a month yyyymm, a year and its week, or a plain number: "
                        "say --date-format %%Y%%m, --date-format %%G%%V or --period integer",
                        e->first_value);
    return error_at(err, o->file, e->first_line, o->column,
                    "\"%s\" could be a year and its week or a plain number: say --date-format "
                    "%%G%%V or --period integer",
                    e->first_value);
}

static int ask_serials(const struct period_evidence *e, struct error *err)
{
    const struct period_options *o = &e->options;
    char date[PERIOD_SIZE];
    long first = 0;

    sscanf(e->first_value, "%ld", &first);
    period_format(PERIOD_DAY, period_serial_day(first), date);
    return error_at(err, o->file, e->first_line, o->column,
                    "\"%s\" could be a day as spreadsheets count them (%s) or a plain number: say "
                    "--period day (or week, month ...), or --period integer",
                    e->first_value, date);
}

int period_settle_integer(const struct period_evidence *e, struct period_form *form,
                          struct error *err)
{
    const struct period_options *o = &e->options;

    form->from = PERIOD_INTEGER;
    if (o->fixed && o->kind == PERIOD_INTEGER)
        return 0;
    if (e->compact_dates) {
        form->from = PERIOD_DAY;
        form->compact = true;
        snprintf(form->note, sizeof form->note,
                 "numbers of eight digits are read as dates "
                 "yyyymmdd");
    } else if (e->compact_weeks && !e->compact_months && !e->no_week_line && o->fixed &&
               o->kind == PERIOD_WEEK) {
        form->from = PERIOD_WEEK;
        form->compact = true;
        snprintf(form->note, sizeof form->note,
                 "numbers of six digits are read as years and "
                 "their weeks");
    } else if (e->compact_months && o->fixed && o->kind != PERIOD_WEEK) {
        form->from = PERIOD_MONTH;
        form->compact = true;
    } else if (e->compact_weeks && (!o->fixed || o->kind == PERIOD_WEEK) &&
               (e->compact_months || !o->settled)) {
        return ask_parts(e, err);
    } else if (e->serials && o->fixed) {
        form->from = PERIOD_DAY;
        form->serial = true;
        snprintf(form->note, sizeof form->note,
                 "numbers of five digits are read as days as "
                 "spreadsheets count them (36526 is 2000-01-01)");
    } else if (e->serials && !o->settled) {
        return ask_serials(e, err);
    } else if (e->years || (o->fixed && o->kind == PERIOD_YEAR)) {
        form->from = PERIOD_YEAR;
    }
    return 0;
}

/* ---- weeks ---- */

/* The weekday, 0..6, on which all dates fall; -1 where there are several, or less than 2 dates. */
static int only_weekday(const struct period_evidence *e, const struct period_form *form)
{
    const struct period_spacing *s = &e->spacing[form->shape == SHAPE_SLASHED && !form->day_first];

    return s->distinct >= 2 && s->divisor % 7 == 0 ? (int)period_phase(PERIOD_DAY, s->first) : -1;
}

/* A weekday as it begins a name: Sunday */
static const char *named(int day, char name[16])
{
    snprintf(name, 16, "%c%s", weekdays[day][0] & ~0x20, weekdays[day] + 1);
    return name;
}

static void add_note(struct period_form *form, const char *before, const char *day,
                     const char *behind)
{
    size_t n = strlen(form->note);

    snprintf(form->note + n, sizeof form->note - n, "%s%s%s%s", n ? "; " : "", before, day, behind);
}

int period_evidence_week(const struct period_evidence *e, struct period_form *form,
                         struct error *err)
{
    const struct period_options *o = &e->options;
    bool weeks = form->from == PERIOD_DAY && form->kind == PERIOD_WEEK;
    int day = weeks ? only_weekday(e, form) : -1;
    char name[16];

    if (day < 0 || o->settled)
        return 0;
    if (o->week && day != o->week - 1 && day != (o->week + 5) % 7)
        add_note(form, "every date is a ", named(day, name), ", inside them");
    if (o->week || day == 0)
        return 0;
    return error_at(err, o->file, e->first_line, o->column,
                    "every date is a %s: say --week %s where weeks begin on it, --week \"ending "
                    "%s\" where they end on it%s",
                    named(day, name), weekdays[day], weekdays[day],
                    o->fixed ? "" : " (--period day where it is the day that counts)");
}

void period_evidence_days(const struct period_evidence *e, struct period_form *form)
{
    bool weeks = form->from == PERIOD_DAY && form->kind == PERIOD_WEEK && !e->options.week;
    int day = weeks ? only_weekday(e, form) : -1;
    char name[16];

    if (day > 0)
        add_note(form, "every date is a ", named(day, name),
                 " and counts in the ISO week that holds it (see --week)");
}

int period_settle_week(const struct period_evidence *e, struct period_form *form, struct error *err)
{
    int begins = e->options.week;
    char name[16];

    if (begins > 1 && form->from == PERIOD_DAY && form->kind == PERIOD_WEEK) {
        form->week_shift = 8 - begins;
        add_note(form, "weeks begin on ", named(begins - 1, name),
                 " and are named by the ISO week of their Monday");
    }
    return period_evidence_week(e, form, err);
}
