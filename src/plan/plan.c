/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/plan.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "clean/input.h"
#include "period/holidays.h"
#include "plan/form.h"
#include "plan/plan_private.h"
#include "reshape/aggregate.h"
#include "table/dialect.h"

static const char *const role_names[ROLES] = {
    [ROLE_OUTPUT] = "output",
    [ROLE_OUTCOME] = "outcome",
    [ROLE_GUARDRAIL] = "guardrail",
    [ROLE_CONTEXT] = "context",
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

const char *role_name(enum role role)
{
    return role_names[role];
}

/* The source as seen from here. */
static char *source_path(const char *plan_file, const char *source)
{
    const char *slash = strrchr(plan_file, '/');

    if (*source == '\0' || *source == '/' || !slash)
        return xstrdup(source);
    return xasprintf("%.*s/%s", (int)(slash - plan_file), plan_file, source);
}

static const struct plan *plan_of(const struct form *form)
{
    return ((const struct plan_reading *)form->context)->plan;
}

/* Names are unique without regard to case: a workbook's headers must be. */
static int check_name(const struct form *form, size_t column, void *row, struct error *err)
{
    const struct plan *plan = plan_of(form);
    const char *name = form->cells[column];
    size_t i;

    (void)row;
    if (*name == '\0')
        return form_refuse(form, column, err, "is empty: every row names a measure");
    for (i = 0; i < plan->count; i++)
        if (same_ignoring_case(plan->measures[i].name, name))
            return form_refuse(form, column, err, "\"%s\" is on line %lu already", name,
                               plan->measures[i].line);
    return 0;
}

static int read_role(const struct form *form, size_t column, void *row, struct error *err)
{
    struct measure *measure = row;
    int index;

    if (form_word(form, column, role_names, ROLES, "a role", &index, err) != 0)
        return -1;
    if (index < 0)
        return form_refuse(form, column, err,
                           "is empty: output, outcome, guardrail or context is wanted");
    measure->role = (enum role)index;
    return 0;
}

static int read_better(const struct form *form, size_t column, void *row, struct error *err)
{
    static const char *const directions[] = { "up", "down" };
    struct measure *measure = row;
    int index;

    if (form_word(form, column, directions, COUNT(directions), "a direction", &index, err) != 0)
        return -1;
    measure->better = index < 0 ? 0 : index == 0 ? 1 : -1;
    return 0;
}

static int read_agg(const struct form *form, size_t column, void *row, struct error *err)
{
    struct measure *measure = row;
    int index;

    if (form_word(form, column, aggregate_names, aggregate_count, "an aggregate", &index, err) != 0)
        return -1;
    measure->agg = index < 0 ? NULL : &aggregate_kinds[index];
    return 0;
}

/* Comes behind agg in the table. */
static int read_fill(const struct form *form, size_t column, void *row, struct error *err)
{
    static const char *const fills[] = { "0", "missing", "0 throughout" };
    struct measure *measure = row;
    char *having;
    int index;

    if (form_word(form, column, fills, COUNT(fills), "what a period without rows is", &index,
                  err) != 0)
        return -1;
    measure->fill = index < 0 ? "" : fills[index];
    if (*measure->fill != '0' || !measure->agg || measure->agg->zero)
        return 0;
    having = aggregate_list(true, " and ");
    form_refuse(form, column, err, "the %s of no rows is not \"0\": only %s have one",
                measure->agg->name, having);
    free(having);
    return -1;
}

/* The cell is a mark, or the name of one that is hard to type. */
static int check_mark(const struct form *form, size_t column, bool (*may_be)(char mark),
                      const char *what, struct error *err)
{
    const char *cell = form->cells[column];

    if (strlen(cell) > 1)
        return form_refuse(form, column, err, "not a single character: \"%s\"", cell);
    return *cell == '\0' || may_be(*cell)
               ? 0
               : form_refuse(form, column, err, "not a %s: \"%s\"", what, cell);
}

static int check_decimal(const struct form *form, size_t column, void *row, struct error *err)
{
    (void)row;
    return check_mark(form, column, dialect_may_be_decimal, "decimal mark (a point or a comma)",
                      err);
}

static int check_delimiter(const struct form *form, size_t column, void *row, struct error *err)
{
    (void)row;
    return strcmp(form->cells[column], "tab") == 0
               ? 0
               : check_mark(form, column, dialect_may_divide, "delimiter", err);
}

/* What clean and roll would refuse on their command lines. */
static int check_date_format(const struct form *form, size_t column, void *row, struct error *err)
{
    const char *format = form->cells[column];
    struct error why;

    (void)row;
    if (*format && period_format_check("", format, &why) != 0)
        return form_refuse(form, column, err, "does not say how dates are written: %s", why.what);
    return 0;
}

static int check_encoding(const struct form *form, size_t column, void *row, struct error *err)
{
    const char *encoding = form->cells[column];

    (void)row;
    if (*encoding && !encoding_known(encoding))
        return form_refuse(form, column, err,
                           "no encoding known here: \"%s\" (iconv -l lists "
                           "them)",
                           encoding);
    return 0;
}

static int parse_period(const struct form *form, size_t column, enum period_kind *kind,
                        struct error *err)
{
    static const char *const kinds[] = { "day", "week", "month", "quarter", "year", "integer" };
    int index;

    if (period_kind_parse(form->cells[column], kind) == 0)
        return 0;
    if (form_word(form, column, kinds, COUNT(kinds), "a period", &index, err) != 0)
        return -1;
    period_kind_parse(kinds[index], kind);
    return 0;
}

/* It is the whole report's: on the first row, and the same where it is said again. */
static int read_period(const struct form *form, size_t column, void *row, struct error *err)
{
    struct plan_reading *reading = form->context;
    struct plan *plan = reading->plan;
    const char *cell = form->cells[column];
    enum period_kind kind;

    (void)row;
    if (*cell == '\0')
        return 0;
    if (parse_period(form, column, &kind, err) != 0) {
        reading->astray = reading->astray || plan->count == 0;
        return -1;
    }
    if (plan->count == 0) {
        plan->timed = true;
        plan->period = kind;
    } else if (!plan->timed && !reading->astray) {
        return form_refuse(form, column, err,
                           "\"%s\" belongs on the first measure's row (line %lu): it is the whole "
                           "report's",
                           cell, plan->measures[0].line);
    } else if (plan->timed && plan->period != kind) {
        return form_refuse(form, column, err,
                           "\"%s\" differs from \"%s\" on line %lu: a report has one period", cell,
                           period_kind_name(plan->period), plan->measures[0].line);
    }
    return 0;
}

/* As the period. A file is named as a source is. */
static int read_calendar(const struct form *form, size_t column, void *row, struct error *err)
{
    struct plan_reading *reading = form->context;
    struct plan *plan = reading->plan;
    const char *cell = form->cells[column];
    struct error why;
    char *path;
    int status = 0;

    (void)row;
    if (*cell == '\0')
        return 0;
    path = holidays_country(cell) ? xstrdup(cell) : source_path(plan->file, cell);
    if (holidays_check(path, &why) != 0)
        status = form_refuse(form, column, err, "%s", why.what);
    else if (plan->count > 0 && !plan->calendar)
        status = form_refuse(form, column, err,
                             "\"%s\" belongs on the first measure's row (line %lu): it is the "
                             "whole report's",
                             cell, plan->measures[0].line);
    else if (plan->count > 0 && strcmp(plan->calendar, path) != 0)
        status = form_refuse(form, column, err,
                             "\"%s\" differs from \"%s\" on line %lu: a report has one calendar",
                             cell, plan->calendar, plan->measures[0].line);
    if (status == 0 && plan->count == 0)
        plan->calendar = path;
    else
        free(path);
    return status;
}

/* ---- the columns, a row each ---- */

#define AT(member) .place = offsetof(struct measure, member)

static const struct form_column columns[] = {
    { "measure", FORM_TEXT, .needed = true, AT(name), .check = check_name },
    { "role", FORM_READ, .needed = true, AT(role), .check = read_role },
    { "better", FORM_READ, AT(better), .check = read_better },
    { "unit", FORM_TEXT, AT(unit) },
    { "agg", FORM_READ, AT(agg), .check = read_agg },
    { "source", FORM_TEXT, AT(source) },
    { "column", FORM_TEXT, .quotes = FORM_LIST, AT(column) },
    /* A ticket has a day it was opened and a day it was closed. */
    { "date", FORM_TEXT, FORM_FOR_SOURCE, .quotes = FORM_LIST, AT(date) },
    { "by", FORM_TEXT, .quotes = FORM_LIST, AT(by), .check = plan_read_by },
    { "baseline", FORM_READ, .check = plan_read_baseline },
    { "target", FORM_READ, .check = plan_read_target },
    { "start", FORM_DATE, AT(start) },
    { "due", FORM_TEXT, AT(due), .check = plan_read_due },
    { "owner", FORM_TEXT, AT(owner) },
    { "period", FORM_READ, .check = read_period },
    { "date_format", FORM_TEXT, FORM_OF_SOURCE, AT(date_format), .check = check_date_format },
    { "decimal", FORM_TEXT, FORM_OF_SOURCE, AT(decimal), .check = check_decimal },
    { "delimiter", FORM_TEXT, FORM_OF_SOURCE, AT(delimiter), .check = check_delimiter },
    { "missing", FORM_TEXT, FORM_OF_SOURCE, .quotes = FORM_LIST, AT(missing) },
    { "encoding", FORM_TEXT, FORM_OF_SOURCE, AT(encoding), .check = check_encoding },
    { "fill", FORM_READ, AT(fill), .check = read_fill },
    { "where", FORM_TEXT, .quotes = FORM_FORMULA, AT(where), .check = plan_check_where },
    { "formula", FORM_TEXT, .quotes = FORM_FORMULA, AT(formula), .check = plan_check_formula },
    { "sheet", FORM_TEXT, FORM_FOR_SOURCE, AT(sheet) },
    { "tz", FORM_TEXT, FORM_OF_SOURCE, AT(tz), .check = plan_check_tz },
    { "totals", FORM_TEXT, FORM_OF_SOURCE, AT(totals), .check = plan_read_totals },
    { "week", FORM_READ, .check = plan_read_week },
    { "spread", FORM_READ, .check = plan_read_spread },
    { "calendar", FORM_READ, .check = read_calendar },
    { "kind", FORM_READ, .check = plan_read_kind },
    { "question", FORM_TEXT, .quotes = FORM_SENTENCE, AT(question) },
    { "audience", FORM_TEXT, .quotes = FORM_SENTENCE, AT(audience) },
    { "min_change", FORM_READ, .check = plan_read_min_change },
    { "counter", FORM_TEXT, AT(counter) },
    { "threshold", FORM_READ, .check = plan_read_threshold },
    { "target_since", FORM_DATE, AT(target_since) },
    { "unit_value", FORM_NUMBER, AT(unit_value) },
    { "unit_cost", FORM_NUMBER, AT(unit_cost), .check = plan_check_not_below_0 },
    { "effort", FORM_NUMBER, AT(effort), .check = plan_check_not_below_0 },
    { "table", FORM_TEXT, FORM_FOR_SOURCE, AT(table), .check = plan_check_table },
    { "rename", FORM_TEXT, FORM_OF_SOURCE, .quotes = FORM_LIST, AT(rename),
      .check = plan_check_rename },
    { "overlap", FORM_TEXT, FORM_OF_SOURCE, .quotes = FORM_LIST, AT(overlap),
      .check = plan_check_overlap },
    { "mix", FORM_TEXT, .quotes = FORM_LIST, AT(mix) },
    { .name = "ask", .kind = FORM_READ }, /* what a draft leaves to people */
    { .name = NULL },
};

const char *plan_column_name(size_t n)
{
    return n < COUNT(columns) ? columns[n].name : NULL;
}

static void read_rows(struct form *form, struct plan *plan)
{
    size_t capacity = 0;

    for (;;) {
        struct measure measure = { .fill = "" };

        if (form_next(form, &measure) != 1)
            return;
        measure.line = form->line;
        measure.path = source_path(plan->file, measure.source);
        if (*measure.column == '\0') {
            free(measure.column);
            measure.column = *measure.formula ? xasprintf("formula of %s", measure.name)
                                              : xstrdup(measure.name);
        }
        plan->measures = xgrow(plan->measures, plan->count, &capacity, sizeof measure);
        plan->measures[plan->count++] = measure;
    }
}

static const char *said_by(const struct form_column *column, const struct measure *measure)
{
    return *form_text(column, (void *)(uintptr_t)measure);
}

/* Of one file and, but for what says so, of one sheet of it. */
static bool same_source(const struct form_column *column, const struct measure *a,
                        const struct measure *b)
{
    return strcmp(a->source, b->source) == 0 &&
           (column->place == offsetof(struct measure, sheet) || strcmp(a->sheet, b->sheet) == 0);
}

/* The first row that says something of this row's source; NULL = none does. */
static const struct measure *first_to_say(const struct plan *plan, const struct form_column *column,
                                          const struct measure *measure)
{
    size_t i;

    for (i = 0; i < plan->count && *measure->source; i++)
        if (*said_by(column, &plan->measures[i]) &&
            same_source(column, &plan->measures[i], measure))
            return &plan->measures[i];
    return NULL;
}

/* What rows of one source say of it in different ways: all are held against the first. */
static void compare(const struct plan *plan, const struct form_column *column,
                    struct faults *faults)
{
    struct error err;
    size_t i;

    for (i = 0; i < plan->count; i++) {
        struct measure *measure = &plan->measures[i];
        const struct measure *first = first_to_say(plan, column, measure);
        const char *own = *form_text(column, measure);

        if (!first || *own == '\0' || strcmp(said_by(column, first), own) == 0)
            continue;
        error_at(&err, plan->file, measure->line, column->name,
                 "\"%s\" contradicts \"%s\" on line %lu: both describe %s", own,
                 said_by(column, first), first->line, measure->source);
        faults_add(faults, &err);
    }
}

/* Rows that are silent take over what the first one says. */
static void share(const struct plan *plan, const struct form_column *column)
{
    size_t i;

    for (i = 0; i < plan->count; i++) {
        const struct measure *first = first_to_say(plan, column, &plan->measures[i]);
        char **own = form_text(column, &plan->measures[i]);

        if (!first || **own)
            continue;
        free(*own);
        *own = xstrdup(said_by(column, first));
    }
}

static void list_roles(struct plan *plan)
{
    enum role role;
    size_t i;

    for (role = 0; role < ROLES; role++)
        plan->names[role] = xarray(plan->count, sizeof *plan->names[role]);
    for (i = 0; i < plan->count; i++) {
        role = plan->measures[i].role;
        plan->names[role][plan->role_count[role]++] = plan->measures[i].name;
    }
}

struct plan *plan_read(const char *file, struct faults *faults)
{
    struct plan *plan = xcalloc(1, sizeof *plan);
    struct plan_reading reading = { .plan = plan };
    size_t before = faults_found(faults);
    const struct form_column *column;
    struct error err;
    struct form form;

    plan->file = xstrdup(file);
    if (form_open(&form, file, "plan", columns, &reading, faults) == 0) {
        read_rows(&form, plan);
        plan->note = form_note(&form);
        plan->as = form_written(&form);
        form_close(&form);
        for (column = columns; column->name; column++)
            if (column->place == offsetof(struct measure, sheet)) /* what a source is */
                share(plan, column);
        for (column = columns; column->name; column++) {
            if (column->scope == FORM_OF_SOURCE)
                compare(plan, column, faults);
            if (column->scope != FORM_OF_ROW)
                share(plan, column);
        }
        plan_check_counters(plan, faults);
        plan_check_parts(plan, faults);
    }
    if (faults_found(faults) == before && plan->count == 0) {
        error_at(&err, file, 0, NULL, "has a header but no measures");
        faults_add(faults, &err);
    }
    if (faults_found(faults) != before) {
        plan_free(plan);
        return NULL;
    }
    list_roles(plan);
    return plan;
}

void plan_free(struct plan *plan)
{
    enum role role;
    size_t i;

    if (!plan)
        return;
    for (i = 0; i < plan->count; i++) {
        free(plan->measures[i].path);
        free(plan->measures[i].parts);
        plan_free_by(&plan->measures[i]);
        form_row_free(columns, &plan->measures[i]);
    }
    for (role = 0; role < ROLES; role++)
        free(plan->names[role]);
    free(plan->measures);
    free(plan->file);
    free(plan->calendar);
    free(plan->note);
    free(plan);
}

const struct measure *plan_measure(const struct plan *plan, const char *name)
{
    size_t i;

    for (i = 0; i < plan->count; i++)
        if (strcmp(plan->measures[i].name, name) == 0)
            return &plan->measures[i];
    return NULL;
}

static int names_of_role(void *context, const char *role, const char *const **names, size_t *count,
                         struct error *err)
{
    const struct plan *plan = context;
    long nearest;
    enum role which;

    for (which = 0; which < ROLES && strcmp(role, role_names[which]) != 0; which++)
        ;
    if (which == ROLES) {
        nearest = nearest_name(role, role_names, ROLES);
        return nearest >= 0 ? error_usage(err, "no role \"@%s\"; did you mean \"@%s\"?", role,
                                          role_names[nearest])
                            : error_usage(err,
                                          "no role \"@%s\": @output, @outcome, @guardrail, "
                                          "@context",
                                          role);
    }
    if (!plan)
        return error_usage(err, "\"@%s\" needs a plan (--plan FILE)", role);
    if (plan->role_count[which] == 0)
        return error_at(err, plan->file, 0, NULL, "no measure has the role \"%s\"", role);
    *names = plan->names[which];
    *count = plan->role_count[which];
    return (int)*count;
}

struct role_source plan_roles(const struct plan *plan)
{
    /* The interface takes any context; this one is only read. */
    return (struct role_source){ names_of_role, (void *)(uintptr_t)plan };
}
