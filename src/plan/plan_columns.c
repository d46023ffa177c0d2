/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"
#include "base/text.h"
#include "plan/measure_formula.h"
#include "plan/plan_private.h"
#include "plan/when.h"

/* As far as --table goes. */
enum { TABLE_MOST = 1000 };

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- figures and dates ---- */

int plan_read_baseline(const struct form *form, size_t column, void *row, struct error *err)
{
    struct measure *measure = row;

    return target_read_value(form, column, form_cell(form, "unit"), &measure->baseline, err);
}

/* NaN is fine. */
static int check_above_0(const struct form *form, size_t column, double value, struct error *err)
{
    if (value <= 0)
        return form_refuse(form, column, err, "is a size, so it lies above 0: \"%s\"",
                           form->cells[column]);
    return 0;
}

int plan_read_min_change(const struct form *form, size_t column, void *row, struct error *err)
{
    struct measure *measure = row;

    return target_read_value(form, column, form_cell(form, "unit"), &measure->min_change, err) != 0
               ? -1
               : check_above_0(form, column, measure->min_change, err);
}

int plan_read_threshold(const struct form *form, size_t column, void *row, struct error *err)
{
    struct measure *measure = row;

    return target_read_value(form, column, form_cell(form, "unit"), &measure->threshold, err);
}

int plan_read_target(const struct form *form, size_t column, void *row, struct error *err)
{
    struct measure *measure = row;

    return target_read(form, column, form_cell(form, "unit"), &measure->target, err);
}

/* Comes behind start in the table. "6 months" */
static bool read_duration(const char *cell, long *count, enum period_kind *kind)
{
    static const char *const words[] = { "day", "week", "month", "quarter", "year" };
    const char *word;
    char *end;
    size_t i;

    if (*cell < '0' || *cell > '9')
        return false;
    *count = strtol(cell, &end, 10);
    word = end + strspn(end, " ");
    if (*count < 1 || *count > 10000 || *word == '\0')
        return false;
    for (i = 0; i < COUNT(words); i++) {
        size_t length = strlen(words[i]);

        if (strncasecmp(word, words[i], length) == 0 &&
            (word[length] == '\0' || strcasecmp(word + length, "s") == 0))
            return period_kind_parse(words[i], kind) == 0;
    }
    return false;
}

int plan_read_due(const struct form *form, size_t column, void *row, struct error *err)
{
    struct measure *measure = row;
    const char *cell = form->cells[column];
    const char *start = form_cell(form, "start");
    long first, last, from, ignored;
    bool either;

    if (*cell && when_days(cell, &first, &last)) {
        if (when_days(start, &from, &ignored) && last < from)
            return form_refuse(form, column, err, "\"%s\" lies before start (%s)", cell, start);
        return 0;
    }
    if (*cell == '\0' || form_is_date(cell, &either))
        return 0;
    if (either)
        return form_refuse_either(form, column, err);
    if (!read_duration(cell, &measure->lasts, &measure->lasts_kind))
        return form_refuse(form, column, err,
                           "not a date or period such as 2026-11-22 or 2026-Q4, "
                           "nor a time from start such as 6 months: \"%s\"",
                           cell);
    if (*form_cell(form, "start") == '\0')
        return form_refuse(form, column, err, "\"%s\" counts from start, which is empty", cell);
    return 0;
}

int plan_check_not_below_0(const struct form *form, size_t column, void *row, struct error *err)
{
    const double *value = (const void *)((const char *)row + form->columns[column].place);

    if (*value < 0)
        return form_refuse(form, column, err, "cannot be below 0: \"%s\"", form->cells[column]);
    return 0;
}

/* ---- formulas ---- */

int plan_check_where(const struct form *form, size_t column, void *row, struct error *err)
{
    const char *cell = form->cells[column];
    struct error why;

    (void)row;
    if (*cell == '\0')
        return 0;
    if (*form_cell(form, "source") == '\0')
        return form_refuse(form, column, err,
                           "chooses among the rows of a source, and there is none");
    if (formula_read(cell, NULL, &why) != 0)
        return form_refuse(form, column, err, "%s", why.what);
    return 0;
}

/* Comes behind source, column and agg in the table. */
int plan_check_formula(const struct form *form, size_t column, void *row, struct error *err)
{
    const struct measure *measure = row;
    char *cell = form->cells[column];
    const char *other = form_cell(form, "column");
    struct error why;

    if (*cell == '=') /* as a cell of a spreadsheet begins */
        memmove(cell, cell + 1, strlen(cell));
    if (*cell == '\0')
        return 0;
    if (*other)
        return form_refuse(form, column, err,
                           "stands in place of a column, and column says \"%s\": "
                           "leave one of them empty",
                           other);
    if (measure->agg && measure->agg->needs == AGGREGATE_NOTHING)
        return form_refuse(form, column, err,
                           "agg is \"%s\", which looks at no column: a condition "
                           "on the rows belongs in where",
                           measure->agg->name);
    if (formula_read(cell, NULL, &why) != 0)
        return form_refuse(form, column, err, "%s", why.what);
    return 0;
}

/* ---- words ---- */

int plan_check_tz(const struct form *form, size_t column, void *row, struct error *err)
{
    const char *cell = form->cells[column];

    (void)row;
    if (*cell && !period_zone_known(cell))
        return form_refuse(form, column, err,
                           "not a time zone: \"%s\" (written, UTC, +02:00 or an "
                           "area such as Europe/Berlin)",
                           cell);
    return 0;
}

/* As --table of clean. */
int plan_check_table(const struct form *form, size_t column, void *row, struct error *err)
{
    const char *cell = form->cells[column];
    char *end;
    long number = strtol(cell, &end, 10);

    (void)row;
    if (*cell == '\0' ||
        (*cell >= '0' && *cell <= '9' && *end == '\0' && number >= 1 && number <= TABLE_MOST))
        return 0;
    return form_refuse(form, column, err,
                       "not the number of a table in the source, such as 2: \"%s\"", cell);
}

int plan_read_totals(const struct form *form, size_t column, void *row, struct error *err)
{
    static const char *const words[] = { "drop", "keep" };
    int index;

    (void)row;
    if (form_word(form, column, words, COUNT(words), "what becomes of rows of totals", &index,
                  err) != 0)
        return -1;
    if (index >= 0)
        strcpy(form->cells[column], words[index]);
    return 0;
}

int plan_read_spread(const struct form *form, size_t column, void *row, struct error *err)
{
    static const char *const words[] = { "yes", "no" };
    struct measure *measure = row;
    int index;

    if (form_word(form, column, words, COUNT(words), "yes or no", &index, err) != 0)
        return -1;
    measure->spread = index == 0;
    if (measure->spread && (measure->role == ROLE_OUTCOME || measure->role == ROLE_GUARDRAIL))
        return form_refuse(form, column, err,
                           "\"%s\" is an %s: repeated values would count as "
                           "observations that nobody made. Make the report's period as coarse",
                           form_cell(form, "measure"), role_name(measure->role));
    return 0;
}

int plan_read_kind(const struct form *form, size_t column, void *row, struct error *err)
{
    static const char *const words[] = { "delivery", "discovery" };
    struct measure *measure = row;
    int index;

    if (form_word(form, column, words, COUNT(words), "a kind of goal", &index, err) != 0)
        return -1;
    measure->discovery = index == 1;
    return 0;
}

/* ---- of sources that are several files ---- */

int plan_check_rename(const struct form *form, size_t column, void *row, struct error *err)
{
    const char *cell = form->cells[column];
    struct error why;
    struct list items;
    size_t i;
    int status = 0;

    (void)row;
    if (*cell == '\0')
        return 0;
    if (list_split(cell, &items, &why) != 0)
        return form_refuse(form, column, err, "%s", why.what);
    for (i = 0; i < items.count && status == 0; i++) {
        const char *equals = list_find(items.items[i], '=');

        if (!equals || equals == items.items[i] || equals[1] == '\0')
            status = form_refuse(form, column, err, "not NEW=OLD: \"%s\"", items.items[i]);
    }
    list_free(&items);
    return status;
}

int plan_check_overlap(const struct form *form, size_t column, void *row, struct error *err)
{
    static const char *const words[] = { "refuse", "drop", "keep" };
    static const char by[] = "drop by ";
    const char *cell = form->cells[column];
    int index;

    (void)row;
    if (strncasecmp(cell, by, strlen(by)) == 0 && cell[strlen(by)])
        return 0;
    if (form_word(form, column, words, COUNT(words),
                  "what becomes of rows that two files have, nor drop by COLUMNS", &index,
                  err) != 0)
        return -1;
    if (index >= 0)
        strcpy(form->cells[column], words[index]);
    return 0;
}

/* ---- of the whole report ---- */

static const char *const week_words[] = { "monday",           "tuesday",         "wednesday",
                                          "thursday",         "friday",          "saturday",
                                          "sunday",           "ending monday",   "ending tuesday",
                                          "ending wednesday", "ending thursday", "ending friday",
                                          "ending saturday",  "ending sunday" };

/* One for the whole report, from the first row that has it. */
int plan_read_week(const struct form *form, size_t column, void *row, struct error *err)
{
    struct plan_reading *reading = form->context;
    struct plan *plan = reading->plan;
    int index;

    (void)row;
    if (form_word(form, column, week_words, COUNT(week_words),
                  "a day that weeks begin on or end on", &index, err) != 0)
        return -1;
    if (index < 0)
        return 0;
    if (plan->timed && plan->period != PERIOD_WEEK)
        return form_refuse(form, column, err,
                           "\"%s\" goes with the period week, and the report's is "
                           "\"%s\"",
                           form->cells[column], period_kind_name(plan->period));
    if (reading->week && strcmp(plan->week, week_words[index]) != 0)
        return form_refuse(form, column, err,
                           "\"%s\" differs from \"%s\" on line %lu: a report has "
                           "one kind of week",
                           form->cells[column], plan->week, reading->week);
    if (!reading->week)
        reading->week = form->line;
    plan->week = week_words[index];
    return 0;
}

/* ---- all rows ---- */

int plan_refuse_name(const struct form *form, size_t column, const char *name,
                     const struct plan *plan, struct error *err)
{
    const char **names = xarray(plan->count, sizeof *names);
    size_t i;

    for (i = 0; i < plan->count; i++)
        names[i] = plan->measures[i].name;
    form_refuse_name(form, column, name, names, plan->count, file_shown(plan->file), err);
    free(names);
    return -1;
}

static void check_counter(const struct plan *plan, const struct measure *measure,
                          struct faults *faults)
{
    const char **names = xarray(plan->count, sizeof *names);
    struct error err;
    long nearest;
    size_t i;

    for (i = 0; i < plan->count; i++)
        names[i] = plan->measures[i].name;
    nearest = nearest_name(measure->counter, names, plan->count);
    error_at(&err, plan->file, measure->line, "counter",
             nearest >= 0 ? "\"%s\" is no measure of this plan; did you mean \"%s\"?"
                          : "\"%s\" is no measure of this plan%s",
             measure->counter, nearest >= 0 ? names[nearest] : "");
    faults_add(faults, &err);
    free(names);
}

void plan_check_counters(const struct plan *plan, struct faults *faults)
{
    struct error err;
    size_t i;

    for (i = 0; i < plan->count; i++) {
        const struct measure *measure = &plan->measures[i];
        const struct measure *counter = plan_measure(plan, measure->counter);

        if (*measure->counter && !counter)
            check_counter(plan, measure, faults);
        if (counter != measure || *measure->counter == '\0')
            continue;
        error_at(&err, plan->file, measure->line, "counter",
                 "\"%s\" cannot be its own counter: another measure has to get worse",
                 measure->name);
        faults_add(faults, &err);
    }
}
