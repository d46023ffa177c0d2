/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/target.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"
#include "base/text.h"
#include "base/unit.h"
#include "plan/form.h"
#include "plan/written.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

double target_level(const struct target *target, double baseline)
{
    switch (target->kind) {
    case TARGET_VALUE:
        return target->value;
    case TARGET_CHANGE:
        return baseline + target->value;
    case TARGET_FACTOR:
        return baseline * target->value;
    case TARGET_NONE:
    case TARGET_RATE:
    case TARGET_TOTAL:
        break;
    }
    return NAN;
}

/* A cell that is being read. */
struct reading {
    const struct form *form;
    size_t column;
    const char *unit;
    struct error *err;
};

/* The length of the number at the beginning, its marks and dividers in it. */
static size_t number_length(const char *text)
{
    size_t at = strncmp(text, "\xE2\x88\x92", 3) == 0 ? 3 : *text == '+' || *text == '-';
    size_t end = at;

    for (;;) {
        size_t next = at + strspn(text + at, " .,'");

        while (strncmp(text + next, "\xC2\xA0", 2) == 0)
            next += 2;
        if (text[next] < '0' || text[next] > '9')
            return end;
        at = end = next + strspn(text + next, "0123456789");
    }
}

static int refuse(const struct reading *reading)
{
    return form_refuse(reading->form, reading->column, reading->err,
                       "not a target such as 58, 58%%, "
                       "+20%%, -3, >=95, 20/week, total 5000, x1.2 or +20 points: \"%s\"",
                       reading->form->cells[reading->column]);
}

/* Reads the number at *text and moves it behind, spaces too. */
static int take_number(const struct reading *reading, const char **text, double *value)
{
    size_t length = number_length(*text);
    char *number = xstrndup(*text, length);
    int status = length == 0
                     ? refuse(reading)
                     : form_number_in(reading->form, reading->column, number, value, reading->err);

    *text += length;
    *text += strspn(*text, " ");
    if (strncmp(*text, "\xC2\xA0", 2) == 0)
        *text += 2;
    free(number);
    return status;
}

/* What may stand behind a value: nothing, its unit, or % where that is the unit. */
static int check_behind(const struct reading *reading, const char *behind)
{
    const char *unit = reading->unit;

    if (*behind == '\0' || (*unit && same_in_any_case(behind, unit)))
        return 0;
    if (strcmp(behind, "%") != 0)
        return refuse(reading);
    if (unit_is_percent(unit))
        return 0;
    return form_refuse(
        reading->form, reading->column, reading->err,
        *unit ? "\"%s\" is in percent, but the unit is \"%s\""
              : "\"%s\" is in percent, which the unit does not say: write unit %% and have "
                "the cells in percent%s",
        reading->form->cells[reading->column], unit);
}

static bool says_points(const char *behind)
{
    static const char *const words[] = { "points",   "point",        "pp", "percentage points",
                                         "%-points", "prozentpunkte" };
    size_t i;

    for (i = 0; i < COUNT(words); i++)
        if (same_ignoring_case(behind, words[i]))
            return true;
    return false;
}

/* Points are of a percentage, or of a score that is counted in them. */
static int check_points(const struct reading *reading)
{
    const char *unit = reading->unit;

    if (*unit == '\0' || unit_is_percent(unit) || strcasestr(unit, "point") ||
        strcasestr(unit, "punkt"))
        return 0;
    return form_refuse(reading->form, reading->column, reading->err,
                       "\"%s\" is in points, but the unit is \"%s\"",
                       reading->form->cells[reading->column], unit);
}

/* Behind a sign: against the baseline. */
static int read_change(const struct reading *reading, const char *text, struct target *target)
{
    const char *cell = reading->form->cells[reading->column];

    target->kind = TARGET_CHANGE;
    if (take_number(reading, &text, &target->value) != 0)
        return -1;
    if (says_points(text))
        return check_points(reading);
    if (strcmp(text, "%") != 0)
        return check_behind(reading, text);
    if (unit_is_percent(reading->unit))
        return form_refuse(
            reading->form, reading->column, reading->err,
            "\"%s\" of a measure in percent could be points or per cent of it: write "
            "\"%+g points\" or \"x%g\"",
            cell, target->value, 1 + target->value / 100);
    target->kind = TARGET_FACTOR;
    target->value = 1 + target->value / 100;
    return 0;
}

static int read_factor(const struct reading *reading, const char *text, struct target *target)
{
    text += strspn(text, " ");
    target->kind = TARGET_FACTOR;
    if (*text == '+' || *text == '-')
        return refuse(reading);
    if (take_number(reading, &text, &target->value) != 0)
        return -1;
    return *text ? refuse(reading) : 0;
}

static int read_total(const struct reading *reading, const char *text, struct target *target)
{
    text += strspn(text, " :");
    target->kind = TARGET_TOTAL;
    if (take_number(reading, &text, &target->value) != 0)
        return -1;
    return check_behind(reading, text);
}

static int read_rate(const struct reading *reading, const char *word, struct target *target)
{
    static const char *const kinds[] = { "day", "week", "month", "quarter", "year" };
    long nearest;
    size_t i;

    word += strspn(word, " ");
    target->kind = TARGET_RATE;
    for (i = 0; i < COUNT(kinds); i++)
        if (same_ignoring_case(word, kinds[i]))
            return period_kind_parse(kinds[i], &target->per);
    nearest = nearest_name(word, kinds, COUNT(kinds));
    if (nearest >= 0)
        return form_refuse(reading->form, reading->column, reading->err,
                           "\"%s\" is no period; did "
                           "you mean \"%s\"? (day, week, month, quarter, year)",
                           word, kinds[nearest]);
    return form_refuse(reading->form, reading->column, reading->err,
                       "\"%s\" is no period (day, week, month, quarter, year)", word);
}

/* The marks of a bound; moves *text behind them. */
static int take_bound(const char **text)
{
    static const struct {
        const char *mark;
        int bound;
    } marks[] = { { ">=", 1 },  { "\xE2\x89\xA5", 1 },  { ">", 1 },
                  { "<=", -1 }, { "\xE2\x89\xA4", -1 }, { "<", -1 } };
    size_t i;

    for (i = 0; i < COUNT(marks); i++)
        if (strncmp(*text, marks[i].mark, strlen(marks[i].mark)) == 0) {
            *text += strlen(marks[i].mark);
            *text += strspn(*text, " ");
            return marks[i].bound;
        }
    return 0;
}

static int read_plain(const struct reading *reading, const char *text, struct target *target)
{
    target->kind = TARGET_VALUE;
    if (take_number(reading, &text, &target->value) != 0)
        return -1;
    if (*text == '/')
        return read_rate(reading, text + 1, target);
    if (strncasecmp(text, "per ", 4) == 0 && strcasecmp(text, "per cent") != 0)
        return read_rate(reading, text + 4, target);
    return check_behind(reading, text);
}

int target_read(const struct form *form, size_t column, const char *unit, struct target *target,
                struct error *err)
{
    const struct reading reading = { form, column, unit, err };
    const char *text = form->cells[column];

    *target = (struct target){ .kind = TARGET_NONE, .value = NAN };
    if (*text == '\0')
        return 0;
    target->bound = take_bound(&text);
    if (*text == '=' && target->bound == 0) {
        text += 1 + strspn(text + 1, " ");
        return read_plain(&reading, text, target);
    }
    if (target->bound == 0 && strncasecmp(text, "total", 5) == 0)
        return read_total(&reading, text + 5, target);
    if (target->bound == 0 && (*text == 'x' || *text == 'X'))
        return read_factor(&reading, text + 1, target);
    if (target->bound == 0 && strncmp(text, "\xC3\x97", 2) == 0)
        return read_factor(&reading, text + 2, target);
    if (target->bound == 0 &&
        (*text == '+' || *text == '-' || strncmp(text, "\xE2\x88\x92", 3) == 0))
        return read_change(&reading, text, target);
    return read_plain(&reading, text, target);
}

int target_read_value(const struct form *form, size_t column, const char *unit, double *value,
                      struct error *err)
{
    const struct reading reading = { form, column, unit, err };
    const char *text = form->cells[column];
    size_t length = number_length(text);

    *value = NAN;
    if (*text == '\0')
        return 0;
    if (length == 0 || text[length] == '\0')
        return form_number(form, column, value, err);
    if (take_number(&reading, &text, value) != 0)
        return -1;
    if (strcmp(text, "%") == 0 || (*unit && same_in_any_case(text, unit)))
        return check_behind(&reading, text);
    if (says_points(text))
        return check_points(&reading);
    return form_number(form, column, value, err); /* 1e3, or none */
}
