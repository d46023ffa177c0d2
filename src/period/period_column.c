/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a column of periods means, from all its values. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "period/date.h"
#include "period/period_text.h"

static const char *const shape_names[] = {
    [SHAPE_DATE] = "a date",      [SHAPE_SLASHED] = "a date with slashes", [SHAPE_WEEK] = "a week",
    [SHAPE_MONTH] = "a month",    [SHAPE_QUARTER] = "a quarter",           [SHAPE_YEAR] = "a year",
    [SHAPE_INTEGER] = "a number",
};

static const char *shape_name(enum period_shape shape, char separator)
{
    return shape == SHAPE_SLASHED && separator == '-' ? "a date such as 03-04-2026"
                                                      : shape_names[shape];
}

/* ---- spacing ---- */

static long greatest_common_divisor(long a, long b)
{
    while (b) {
        long rest = a % b;

        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

void period_space(struct period_spacing *spacing, long year, int month, int day)
{
    long date = day_from_date(year, month, day);
    bool first = day == 1;
    bool last = day == days_in_month(year, month);
    int i;

    if (spacing->distinct == 0) {
        *spacing = (struct period_spacing){ .first = date };
        spacing->month_first = spacing->month_last = true;
    }
    for (i = 0; i < spacing->distinct && spacing->seen[i] != date; i++)
        ;
    if (i < 3 && i == spacing->distinct)
        spacing->seen[spacing->distinct++] = date;
    spacing->divisor = greatest_common_divisor(spacing->divisor, date - spacing->first);
    spacing->month_first &= first;
    spacing->month_last &= last;
    spacing->months |= 1u << (month - 1);
}

int period_spacing_months(const struct period_spacing *spacing)
{
    enum { every_third = 0x249 }; /* January, April, July, October */
    unsigned months = spacing->months;
    int shift;

    if (!spacing->month_first && !spacing->month_last)
        return 0;
    if ((months & (months - 1)) == 0)
        return 12;
    for (shift = 0; shift < 3; shift++)
        if ((months & ~((unsigned)every_third << shift)) == 0)
            return 3;
    return 1;
}

/* Are the dates of these months the first days of the calendar's quarters (years), or the last? */
static bool calendar_starts(const struct period_spacing *s, bool years)
{
    unsigned first = years ? 0x001 : 0x249;

    return (s->month_first && (s->months & ~first) == 0) ||
           (s->month_last && (s->months & ~(first << (years ? 11 : 2))) == 0);
}

static enum period_kind spaced_kind(const struct period_spacing *s, const char **note)
{
    if (s->distinct >= 3 && calendar_starts(s, true)) {
        *note = s->month_first ? "dates that are all the first day of a year are read as years"
                               : "dates that are all the last day of a year are read as years";
        return PERIOD_YEAR;
    }
    if (s->distinct >= 3 && calendar_starts(s, false)) {
        *note = s->month_first
                    ? "dates that are all the first day of a quarter are read as quarters"
                    : "dates that are all the last day of a quarter are read as quarters";
        return PERIOD_QUARTER;
    }
    if (s->distinct >= 2 && (s->month_first || s->month_last)) {
        *note = s->month_first ? "dates that are all the first day of a month are read as months"
                               : "dates that are all the last day of a month are read as months";
        return PERIOD_MONTH;
    }
    if (s->distinct >= 2 && s->divisor % 7 == 0) {
        *note = "dates a multiple of 7 days apart are read as weeks";
        return PERIOD_WEEK;
    }
    return PERIOD_DAY;
}

/* ---- evidence ---- */

void period_evidence_begin(struct period_evidence *evidence, const struct period_options *options)
{
    *evidence = (struct period_evidence){ .options = *options };
    evidence->years = evidence->compact_dates = evidence->compact_months = true;
    evidence->compact_weeks = evidence->serials = true;
}

/* "2026-11-22" by far most often: year, month and day, or false. */
static bool iso_date(const char *text, size_t length, long *year, int *month, int *day)
{
    int i;

    if (length != 10 || text[4] != '-' || text[7] != '-')
        return false;
    for (i = 0; i < 10; i++)
        if (i != 4 && i != 7 && (text[i] < '0' || text[i] > '9'))
            return false;
    *year = (text[0] - '0') * 1000L + (text[1] - '0') * 100 + (text[2] - '0') * 10 + text[3] - '0';
    *month = (text[5] - '0') * 10 + text[6] - '0';
    *day = (text[8] - '0') * 10 + text[9] - '0';
    return date_exists(*year, *month, *day);
}

static int read_value(const struct period_options *options, const char *text, size_t length,
                      struct written *w, const char **why)
{
    if (options->format) {
        if (written_read_format(text, length, options->format, w, why) != 0)
            return -1;
        if (!w->timed || w->hour < 24)
            return 0;
        *why = period_next_day;
        return -1;
    }
    if (iso_date(text, length, &w->year, &w->first, &w->second)) {
        w->shape = SHAPE_DATE;
        w->separator = 0;
        w->timed = w->zoned = false;
        return 0;
    }
    return written_read(text, length, w, why);
}

/* A time seen in another zone may lie on the day before or after. */
static void move_to_zone(const struct period_options *options, struct written *w)
{
    long minutes = day_from_date(w->year, w->first, w->second) * 1440 + w->hour * 60 + w->minute -
                   w->zone_minutes;
    struct tm there;
    time_t seconds;

    if (options->zone == PERIOD_ZONE_OFFSET) {
        minutes += options->zone_minutes;
        w->hour = (int)((minutes % 1440 + 1440) % 1440 / 60);
        w->minute = (int)((minutes % 60 + 60) % 60);
        minutes -= minutes < 0 ? 1439 : 0;
        date_from_day(minutes / 1440, &w->year, &w->first, &w->second);
    } else if (options->zone == PERIOD_ZONE_LOCAL) {
        seconds = (time_t)minutes * 60;
        if (localtime_r(&seconds, &there)) {
            w->year = there.tm_year + 1900L;
            w->first = there.tm_mon + 1;
            w->second = there.tm_mday;
            w->hour = there.tm_hour;
            w->minute = there.tm_min;
        }
    }
}

static int check_zone(struct period_evidence *e, const struct written *w, const char *value,
                      unsigned long line, struct error *err)
{
    const struct period_options *o = &e->options;

    if (w->zoned && o->zone == PERIOD_ZONE_REFUSED)
        return error_at(err, o->file, line, o->column,
                        "\"%.60s\" has a time zone, so its day depends on the place (see "
                        "--tz)",
                        value);
    if (o->zone == PERIOD_ZONE_REFUSED || o->zone == PERIOD_ZONE_WRITTEN)
        return 0;
    if (w->zoned && w->shape == SHAPE_SLASHED)
        return error_at(err, o->file, line, o->column,
                        "\"%.60s\" has a time zone: --tz needs --date-format for such dates",
                        value);
    if (w->zoned && !e->zoned_line)
        e->zoned_line = line;
    if (!w->zoned && !e->plain_line)
        e->plain_line = line;
    if (e->zoned_line && e->plain_line)
        return error_at(err, o->file, line, o->column,
                        "\"%.60s\" has %s time zone, unlike the value on line %lu", value,
                        w->zoned ? "a" : "no", w->zoned ? e->plain_line : e->zoned_line);
    return 0;
}

static int check_shape(struct period_evidence *e, const struct written *w, const char *value,
                       unsigned long line, struct error *err)
{
    if (!e->any) {
        e->any = true;
        e->shape = w->shape;
        e->separator = w->separator;
        e->first_line = line;
        snprintf(e->first_value, sizeof e->first_value, "%.47s", value);
        return 0;
    }
    if (e->shape == w->shape && (w->shape != SHAPE_SLASHED || e->separator == w->separator))
        return 0;
    return error_at(err, e->options.file, line, e->options.column,
                    "mixed kinds of period: \"%.60s\" is %s, but \"%s\" on line %lu is %s", value,
                    shape_name(w->shape, w->separator), e->first_value, e->first_line,
                    shape_name(e->shape, e->separator));
}

static void weigh_slashed(struct period_evidence *e, const struct written *w, const char *value,
                          unsigned long line)
{
    bool day_first = date_exists(w->year, w->second, w->first);
    bool month_first = date_exists(w->year, w->first, w->second);

    if (day_first)
        period_space(&e->spacing[0], w->year, w->second, w->first);
    if (month_first)
        period_space(&e->spacing[1], w->year, w->first, w->second);
    if (!month_first && !e->day_first_line)
        e->day_first_line = line;
    if (!day_first && !e->month_first_line)
        e->month_first_line = line;
    if (day_first && month_first && w->first != w->second && !e->open_line) {
        e->open_line = line;
        snprintf(e->open_value, sizeof e->open_value, "%.47s", value);
    }
}

static int refuse(const struct period_evidence *e, unsigned long line, const char *value,
                  const char *why, struct error *err)
{
    const struct period_options *o = &e->options;

    if (why)
        return error_at(err, o->file, line, o->column, "not a period: \"%.60s\": %s", value, why);
    return error_at(err, o->file, line, o->column,
                    "not a period: \"%.60s\" (2026-11-22, 2026-W47, 2026-11, 2026-Q4, 2026 and "
                    "whole numbers are%s)",
                    value, strpbrk(value, "0123456789") ? "; see --date-format" : "");
}

int period_evidence_add(struct period_evidence *e, const char *text, size_t length,
                        unsigned long line, long *stamp, struct error *err)
{
    struct written w;
    const char *why;
    char value[64];

    *stamp = PERIOD_NONE;
    if (length == 0 || strspn(text, " \t") >= length)
        return 0;
    if (read_value(&e->options, text, length, &w, &why) != 0) {
        snprintf(value, sizeof value, "%.*s", (int)(length < 63 ? length : 63), text);
        return refuse(e, line, value, why, err);
    }
    if (w.zoned || e->shape != w.shape || !e->any || w.shape == SHAPE_SLASHED ||
        e->options.zone != PERIOD_ZONE_REFUSED) {
        snprintf(value, sizeof value, "%.*s", (int)(length < 63 ? length : 63), text);
        if (check_shape(e, &w, value, line, err) != 0 || check_zone(e, &w, value, line, err) != 0)
            return -1;
    }
    e->second_of_day = 0;
    if (w.timed) {
        if (w.zoned && w.shape == SHAPE_DATE)
            move_to_zone(&e->options, &w);
        e->second_of_day = w.hour * 3600 + w.minute * 60 +
                           (w.second_of_minute < 0 ? 0 : w.second_of_minute);
    }
    switch (w.shape) {
    case SHAPE_DATE:
        *stamp = day_from_date(w.year, w.first, w.second);
        period_space(&e->spacing[0], w.year, w.first, w.second);
        break;
    case SHAPE_SLASHED:
        weigh_slashed(e, &w, value, line);
        *stamp = w.year * 10000 + w.first * 100 + w.second;
        break;
    case SHAPE_WEEK:
        *stamp = week_from_date(w.year, w.first);
        break;
    case SHAPE_MONTH:
        *stamp = w.year * 12 + w.first - 1;
        break;
    case SHAPE_QUARTER:
        *stamp = w.year * 4 + w.first - 1;
        break;
    case SHAPE_YEAR:
        *stamp = w.year;
        break;
    case SHAPE_INTEGER:
        period_weigh_integer(e, &w, line);
        *stamp = w.integer;
        break;
    }
    return 0;
}

bool period_evidence_decided(const struct period_evidence *e)
{
    if (!e->any || !e->options.fixed)
        return false;
    if (e->shape == SHAPE_SLASHED)
        return e->day_first_line || e->month_first_line;
    return e->shape != SHAPE_INTEGER;
}

/* ---- the decision ---- */

static int ask_order(const struct period_evidence *e, struct error *err)
{
    const struct period_options *o = &e->options;
    char one[DATE_HINT];
    char other[DATE_HINT];

    if (date_hint(e->open_value, DATE_DMY, one) && date_hint(e->open_value, DATE_MDY, other))
        return error_at(err, o->file, e->open_line, o->column,
                        "\"%s\" could be day and month or month and day, and no value of the "
                        "column settles it: say --date-format %s or %s",
                        e->open_value, one, other);
    return error_at(err, o->file, e->open_line, o->column,
                    "\"%s\" could be day and month or month and day, and no value of the column "
                    "settles it: write it as 2026-11-22",
                    e->open_value);
}

static int settle_order(const struct period_evidence *e, struct period_form *form,
                        struct error *err)
{
    const struct period_options *o = &e->options;
    unsigned long a = e->day_first_line;
    unsigned long b = e->month_first_line;

    if (a && b)
        return error_at(err, o->file, a > b ? a : b, o->column,
                        "the dates contradict each other: line %lu can only be dd%cmm, line %lu "
                        "only mm%cdd",
                        a, e->separator, b, e->separator);
    if (!a && !b && e->open_line)
        return ask_order(e, err);
    form->day_first = !b;
    if (a || b)
        snprintf(form->note, sizeof form->note, "dates are %s%c%s%cyyyy, as line %lu shows",
                 b ? "mm" : "dd", e->separator, b ? "dd" : "mm", e->separator, a ? a : b);
    return 0;
}

static void add_note(struct period_form *form, const char *note)
{
    size_t n = strlen(form->note);

    snprintf(form->note + n, sizeof form->note - n, "%s%s (see --period)", n ? "; " : "", note);
}

int period_evidence_settle(const struct period_evidence *e, struct period_form *form,
                           struct error *err)
{
    static const enum period_kind kinds[] = {
        [SHAPE_DATE] = PERIOD_DAY,        [SHAPE_SLASHED] = PERIOD_DAY,
        [SHAPE_WEEK] = PERIOD_WEEK,       [SHAPE_MONTH] = PERIOD_MONTH,
        [SHAPE_QUARTER] = PERIOD_QUARTER, [SHAPE_YEAR] = PERIOD_YEAR,
        [SHAPE_INTEGER] = PERIOD_INTEGER,
    };
    const struct period_options *o = &e->options;
    const char *note = NULL;

    *form = (struct period_form){ .shape = e->shape, .from = kinds[e->shape], .year_start = 1 };
    if (!e->any)
        return error_at(err, o->file, 0, o->column, "the column has no period");
    if (e->shape == SHAPE_SLASHED && settle_order(e, form, err) != 0)
        return -1;
    if (e->shape == SHAPE_INTEGER && period_settle_integer(e, form, err) != 0)
        return -1;
    form->kind = form->from;
    if (!o->fixed) {
        if (form->from == PERIOD_DAY && !o->dates_stay)
            form->kind = spaced_kind(&e->spacing[e->shape == SHAPE_SLASHED && !form->day_first],
                                     &note);
        if (note)
            add_note(form, note);
        return period_settle_week(e, form, err);
    }
    form->kind = o->kind;
    form->year_start = o->year_start > 1 ? o->year_start : 1;
    if (form->year_start > 1 && (form->from == PERIOD_YEAR || form->kind == PERIOD_INTEGER ||
                                 (form->from == PERIOD_QUARTER && form->year_start % 3 != 1)))
        return error_at(err, o->file, e->first_line, o->column,
                        "\"%s\" is a %s: fiscal years from month %d cannot be told from it",
                        e->first_value, period_kind_name(form->from), form->year_start);
    if (form->kind == form->from)
        return 0;
    if (form->kind == PERIOD_INTEGER || form->from == PERIOD_INTEGER)
        return error_at(err, o->file, e->first_line, o->column,
                        "\"%s\" is %s: --period %s does not fit", e->first_value,
                        shape_name(e->shape, e->separator), period_kind_name(o->kind));
    if (form->kind < form->from)
        return error_at(err, o->file, e->first_line, o->column,
                        "\"%s\" is a %s and cannot be divided into %ss (see --period)",
                        e->first_value, period_kind_name(form->from), period_kind_name(o->kind));
    return period_settle_week(e, form, err);
}

long period_form_written(const struct period_form *form, long stamp)
{
    int a = (int)(stamp / 100 % 100);
    int b = (int)(stamp % 100);

    if (form->shape == SHAPE_SLASHED)
        return form->day_first ? day_from_date(stamp / 10000, b, a)
                               : day_from_date(stamp / 10000, a, b);
    if (form->serial)
        return period_serial_day(stamp);
    if (form->compact && form->from == PERIOD_DAY)
        return day_from_date(stamp / 10000, a, b);
    if (form->compact && form->from == PERIOD_WEEK)
        return week_from_date(stamp / 100, b);
    if (form->compact)
        return stamp / 100 * 12 + b - 1;
    return stamp;
}

long period_form_convert(const struct period_form *form, long written)
{
    long month;

    if (form->from == PERIOD_DAY && form->kind == PERIOD_WEEK)
        return period_from_day(PERIOD_WEEK, written + form->week_shift);
    if (form->year_start <= 1 || (form->kind != PERIOD_QUARTER && form->kind != PERIOD_YEAR))
        return period_convert(form->from, written, form->kind);
    month = period_convert(form->from, written, PERIOD_MONTH) + 13 - form->year_start;
    return form->kind == PERIOD_YEAR ? month / 12 : month / 3;
}

long period_form_index(const struct period_form *form, long stamp)
{
    return stamp == PERIOD_NONE ? PERIOD_NONE
                                : period_form_convert(form, period_form_written(form, stamp));
}

size_t period_form_iso(const struct period_form *form, const struct period_options *options,
                       const char *text, size_t length, char buffer[PERIOD_ISO_SIZE])
{
    struct period_evidence evidence;
    struct written w;
    struct error err;
    const char *why;
    long stamp;
    size_t n;

    period_evidence_begin(&evidence, options);
    if (period_evidence_add(&evidence, text, length, 0, &stamp, &err) != 0 ||
        stamp == PERIOD_NONE || evidence.shape != form->shape)
        return 0;
    n = period_format(form->kind, period_form_index(form, stamp), buffer);
    if (form->kind != PERIOD_DAY || read_value(options, text, length, &w, &why) != 0 || !w.timed)
        return n;
    n += (size_t)snprintf(buffer + n, PERIOD_ISO_SIZE - n, "T%02d:%02d:%02d", w.hour, w.minute,
                          w.second_of_minute < 0 ? 0 : w.second_of_minute);
    if (w.fraction_length && w.fraction_length <= 12)
        n += (size_t)snprintf(buffer + n, PERIOD_ISO_SIZE - n, ".%.*s", (int)w.fraction_length,
                              w.fraction);
    if (w.zoned && w.zone_minutes == 0)
        n += (size_t)snprintf(buffer + n, PERIOD_ISO_SIZE - n, "Z");
    else if (w.zoned)
        n += (size_t)snprintf(buffer + n, PERIOD_ISO_SIZE - n, "%c%02d:%02d",
                              w.zone_minutes < 0 ? '-' : '+', abs(w.zone_minutes) / 60,
                              abs(w.zone_minutes) % 60);
    return n;
}
