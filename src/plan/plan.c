/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/plan.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "plan/form.h"
#include "clean/input.h"
#include "table/dialect.h"

enum plan_column {
    PLAN_MEASURE,
    PLAN_ROLE,
    PLAN_NEEDED, /* those before must be there */
    PLAN_BETTER = PLAN_NEEDED,
    PLAN_UNIT,
    PLAN_AGG,
    PLAN_SOURCE,
    PLAN_COLUMN,
    PLAN_DATE,
    PLAN_BY,
    PLAN_BASELINE,
    PLAN_TARGET,
    PLAN_START,
    PLAN_DUE,
    PLAN_OWNER,
    PLAN_PERIOD,
    PLAN_DATE_FORMAT,
    PLAN_DECIMAL,
    PLAN_DELIMITER,
    PLAN_MISSING,
    PLAN_ENCODING,
    PLAN_FILL,
    PLAN_COLUMNS
};

static const char *const column_names[PLAN_COLUMNS] = {
    [PLAN_MEASURE] = "measure",   [PLAN_ROLE] = "role",
    [PLAN_BETTER] = "better",     [PLAN_UNIT] = "unit",
    [PLAN_AGG] = "agg",           [PLAN_SOURCE] = "source",
    [PLAN_COLUMN] = "column",     [PLAN_DATE] = "date",
    [PLAN_BY] = "by",             [PLAN_BASELINE] = "baseline",
    [PLAN_TARGET] = "target",     [PLAN_START] = "start",
    [PLAN_DUE] = "due",           [PLAN_OWNER] = "owner",
    [PLAN_PERIOD] = "period",     [PLAN_DATE_FORMAT] = "date_format",
    [PLAN_DECIMAL] = "decimal",   [PLAN_DELIMITER] = "delimiter",
    [PLAN_MISSING] = "missing",   [PLAN_ENCODING] = "encoding",
    [PLAN_FILL] = "fill",
};

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

static int read_words(const struct form *form, struct measure *measure, struct error *err)
{
    static const char *const directions[] = { "up", "down" };
    static const char *const aggregates[] = { "sum",    "mean",  "count", "min",     "max",
                                              "median", "first", "last",  "distinct" };
    static const char *const fills[] = { "0", "missing" };
    int index;

    if (form_word(form, PLAN_ROLE, role_names, ROLES, "a role", &index, err) != 0)
        return -1;
    if (index < 0)
        return form_refuse(form, PLAN_ROLE, err,
                           "is empty: output, outcome, guardrail or context is wanted");
    measure->role = (enum role)index;
    if (form_word(form, PLAN_BETTER, directions, COUNT(directions), "a direction", &index,
                  err) != 0)
        return -1;
    measure->better = index < 0 ? 0 : index == 0 ? 1 : -1;
    if (form_word(form, PLAN_AGG, aggregates, COUNT(aggregates), "an aggregate", &index, err) != 0)
        return -1;
    measure->agg = index < 0 ? "" : aggregates[index];
    if (form_word(form, PLAN_FILL, fills, COUNT(fills), "what a period without rows is", &index,
                  err) != 0)
        return -1;
    measure->fill = index < 0 ? "" : fills[index];
    if (index == 0 && *measure->agg && strcmp(measure->agg, "sum") != 0 &&
        strcmp(measure->agg, "count") != 0 && strcmp(measure->agg, "distinct") != 0)
        return form_refuse(form, PLAN_FILL, err, "the %s of no rows is not \"0\": only sum, count "
                           "and distinct have one", measure->agg);
    return 0;
}

/* The cell is a mark, or the name of one that is hard to type. */
static int check_mark(const struct form *form, enum plan_column column, struct error *err)
{
    const char *cell = form->cells[column];
    bool decimal = column == PLAN_DECIMAL;

    if (*cell == '\0' || (!decimal && strcmp(cell, "tab") == 0))
        return 0;
    if (strlen(cell) > 1)
        return form_refuse(form, column, err, "not a single character: \"%s\"", cell);
    if (decimal ? !dialect_may_be_decimal(*cell) : !dialect_may_divide(*cell))
        return form_refuse(form, column, err, "not a %s: \"%s\"",
                           decimal ? "decimal mark (a point or a comma)" : "delimiter", cell);
    return 0;
}

/* What clean and roll would refuse on their command lines. */
static int check_source(const struct form *form, struct error *err)
{
    const char *format = form->cells[PLAN_DATE_FORMAT];
    const char *encoding = form->cells[PLAN_ENCODING];
    const char *by = form->cells[PLAN_BY];
    struct error why;
    struct list list;

    if (*format && period_format_check(format, &why) != 0)
        return form_refuse(form, PLAN_DATE_FORMAT, err, "says not how dates are written: %s",
                           why.what + strcspn(why.what, "\""));
    if (*encoding && !encoding_known(encoding))
        return form_refuse(form, PLAN_ENCODING, err, "no encoding known here: \"%s\" (iconv -l "
                           "lists them)", encoding);
    if (*by && list_split(by, &list, &why) != 0)
        return form_refuse(form, PLAN_BY, err, "%s", why.what);
    if (*by)
        list_free(&list);
    return 0;
}

static int read_period(const struct form *form, struct plan *plan, struct error *err)
{
    static const char *const kinds[] = { "day", "week", "month", "quarter", "year", "integer" };
    const char *cell = form->cells[PLAN_PERIOD];
    enum period_kind kind;
    int index;

    if (*cell == '\0')
        return 0;
    if (period_kind_parse(cell, &kind) != 0) {
        if (form_word(form, PLAN_PERIOD, kinds, COUNT(kinds), "a period", &index, err) != 0)
            return -1;
        period_kind_parse(kinds[index], &kind);
    }
    if (plan->count == 0) {
        plan->timed = true;
        plan->period = kind;
    } else if (!plan->timed) {
        return form_refuse(form, PLAN_PERIOD, err,
                           "\"%s\" belongs on the first measure's row (line %lu): it is the whole "
                           "report's", cell, plan->measures[0].line);
    } else if (plan->period != kind) {
        return form_refuse(form, PLAN_PERIOD, err,
                           "\"%s\" differs from \"%s\" on line %lu: a report has one period", cell,
                           period_kind_name(plan->period), plan->measures[0].line);
    }
    return 0;
}

/* Names are unique without regard to case: a workbook's headers must be. */
static int check_name(const struct form *form, const struct plan *plan, struct error *err)
{
    const char *name = form->cells[PLAN_MEASURE];
    size_t i;

    if (*name == '\0')
        return form_refuse(form, PLAN_MEASURE, err, "is empty: every row names a measure");
    for (i = 0; i < plan->count; i++)
        if (same_ignoring_case(plan->measures[i].name, name))
            return form_refuse(form, PLAN_MEASURE, err, "\"%s\" is on line %lu already", name,
                               plan->measures[i].line);
    return 0;
}

static int read_measure(struct form *form, struct plan *plan, struct measure *measure,
                        struct error *err)
{
    if (check_name(form, plan, err) != 0 || read_words(form, measure, err) != 0 ||
        form_number(form, PLAN_BASELINE, &measure->baseline, err) != 0 ||
        form_number(form, PLAN_TARGET, &measure->target, err) != 0 ||
        form_date(form, PLAN_START, err) != 0 || form_date(form, PLAN_DUE, err) != 0 ||
        read_period(form, plan, err) != 0 || check_source(form, err) != 0 ||
        check_mark(form, PLAN_DECIMAL, err) != 0 || check_mark(form, PLAN_DELIMITER, err) != 0)
        return -1;
    measure->line = form->line;
    measure->name = form_take(form, PLAN_MEASURE);
    measure->unit = form_take(form, PLAN_UNIT);
    measure->source = form_take(form, PLAN_SOURCE);
    measure->path = source_path(plan->file, measure->source);
    measure->column = form_take(form, PLAN_COLUMN);
    if (*measure->column == '\0') {
        free(measure->column);
        measure->column = xstrdup(measure->name);
    }
    measure->date = form_take(form, PLAN_DATE);
    measure->by = form_take(form, PLAN_BY);
    measure->start = form_take(form, PLAN_START);
    measure->due = form_take(form, PLAN_DUE);
    measure->owner = form_take(form, PLAN_OWNER);
    measure->date_format = form_take(form, PLAN_DATE_FORMAT);
    measure->decimal = form_take(form, PLAN_DECIMAL);
    measure->delimiter = form_take(form, PLAN_DELIMITER);
    measure->missing = form_take(form, PLAN_MISSING);
    measure->encoding = form_take(form, PLAN_ENCODING);
    return 0;
}

static int read_rows(struct form *form, struct plan *plan, struct error *err)
{
    size_t capacity = 0;
    int got;

    while ((got = form_next(form, err)) == 1) {
        struct measure measure = { 0 };

        if (read_measure(form, plan, &measure, err) != 0)
            return -1;
        plan->measures = xgrow(plan->measures, plan->count, &capacity, sizeof measure);
        plan->measures[plan->count++] = measure;
    }
    if (got == 0 && plan->count == 0)
        return error_at(err, plan->file, 0, NULL, "has a header but no measures");
    return got;
}

/* The fields of a measure that describe its source, and the plan's column of each. */
static char **source_field(struct measure *measure, enum plan_column column)
{
    switch (column) {
    case PLAN_DATE:
        return &measure->date;
    case PLAN_DATE_FORMAT:
        return &measure->date_format;
    case PLAN_DECIMAL:
        return &measure->decimal;
    case PLAN_DELIMITER:
        return &measure->delimiter;
    case PLAN_ENCODING:
        return &measure->encoding;
    default:
        return &measure->missing;
    }
}

/* Fills in what was said of the source on another row; refuses a contradiction. */
static int share_source_field(struct plan *plan, enum plan_column column, struct error *err)
{
    size_t i, j;

    for (i = 0; i < plan->count; i++) {
        char **said = source_field(&plan->measures[i], column);

        if (**said == '\0')
            continue;
        for (j = 0; j < plan->count; j++) {
            char **other = source_field(&plan->measures[j], column);

            if (j == i || strcmp(plan->measures[i].source, plan->measures[j].source) != 0)
                continue;
            if (**other == '\0') {
                free(*other);
                *other = xstrdup(*said);
            } else if (column != PLAN_DATE && strcmp(*said, *other) != 0) {
                return error_at(err, plan->file, plan->measures[j].line, column_names[column],
                                "\"%s\" contradicts \"%s\" on line %lu: both describe %s", *other,
                                *said, plan->measures[i].line, plan->measures[i].source);
            }
        }
    }
    return 0;
}

static int share_sources(struct plan *plan, struct error *err)
{
    static const enum plan_column shared[] = { PLAN_DATE, PLAN_DATE_FORMAT, PLAN_DECIMAL,
                                               PLAN_DELIMITER, PLAN_MISSING, PLAN_ENCODING };
    size_t i;

    for (i = 0; i < COUNT(shared); i++)
        if (share_source_field(plan, shared[i], err) != 0)
            return -1;
    return 0;
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

struct plan *plan_read(const char *file, struct error *err)
{
    struct plan *plan;
    struct form form;
    int status;

    if (form_open(&form, file, column_names, PLAN_COLUMNS, PLAN_NEEDED, err) != 0)
        return NULL;
    plan = xcalloc(1, sizeof *plan);
    plan->file = xstrdup(file);
    plan->note = form.note;
    form.note = NULL;
    status = read_rows(&form, plan, err);
    form_close(&form);
    if (status != 0 || share_sources(plan, err) != 0) {
        plan_free(plan);
        return NULL;
    }
    list_roles(plan);
    return plan;
}

static void measure_free(struct measure *measure)
{
    free(measure->name);
    free(measure->unit);
    free(measure->source);
    free(measure->path);
    free(measure->column);
    free(measure->date);
    free(measure->by);
    free(measure->start);
    free(measure->due);
    free(measure->owner);
    free(measure->date_format);
    free(measure->decimal);
    free(measure->delimiter);
    free(measure->missing);
    free(measure->encoding);
}

void plan_free(struct plan *plan)
{
    enum role role;
    size_t i;

    if (!plan)
        return;
    for (i = 0; i < plan->count; i++)
        measure_free(&plan->measures[i]);
    for (role = 0; role < ROLES; role++)
        free(plan->names[role]);
    free(plan->measures);
    free(plan->file);
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
                            : error_usage(err, "no role \"@%s\": @output, @outcome, @guardrail, "
                                          "@context", role);
    }
    if (!plan)
        return error_usage(err, "\"@%s\" wants a plan (--plan FILE)", role);
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
