/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "question/collinearity.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/text.h"
#include "stats/linear.h"
#include "stats/moments.h"

/* The share of a column's length that is left beside others: under the first it is nearly
 * determined by them (variance inflation 1,000), under the second the test drops it from the
 * context, under the third it has no effect of it as an output. */
static const double NEARLY = .03, DROPPED = 1e-7, NOTHING = 1e-10;

/* Columns that have been looked at: they take part in what is left of the next. */
struct collinear_set {
    double **columns;
    const char **names;
    size_t count;
    size_t rows;
    const char *entity;
};

/* What a column is beside those before it. */
struct standing {
    double left;  /* share of its length; NaN where that cannot be said */
    double rcond; /* of all together */
    bool *with;   /* those before it that have a part in it */
    bool constant;
};

/* A column of the test's entity as it is looked at: of a panel, free of the entities' levels. */
static double *take_column(struct link_tests *tests, size_t column, size_t entity, double *level)
{
    const double *x = link_tests_series(tests, column, entity);
    size_t periods = tests->question.frame.axis.periods;
    double *out = xarray(tests->span, sizeof *out);
    size_t first, t;

    *level = moments_mean(x, tests->span);
    for (first = 0; first < tests->span; first += periods) {
        double mean = tests->panel ? moments_mean(x + first, periods) : 0;

        for (t = first; t < first + periods; t++)
            out[t] = x[t] - mean;
    }
    return out;
}

static void add(struct collinear_set *set, const char *name, double *column)
{
    set->names[set->count] = name;
    set->columns[set->count++] = column;
}

/* Who has a part in what the others say of the column that stands out of what they leave. */
static void find_partners(const struct collinear_set *set, const struct linear_fit *fit, double sd,
                          struct standing *standing)
{
    double least = fmax(10 * standing->left, 1e-6) * sd;
    size_t i;

    for (i = 0; i < set->count; i++)
        standing->with[i] = fabs(fit->coefficient[i + 1]) * moments_sd(set->columns[i], set->rows) >
                            least;
}

/* Of the rows that were fitted. */
static double share_left(const struct linear_fit *fit, const double *column)
{
    double *used = xarray(fit->rows, sizeof *used);
    double sd;
    size_t i;

    for (i = 0; i < fit->rows; i++)
        used[i] = isfinite(fit->residual[i]) ? column[i] : NAN;
    sd = moments_sd(used, fit->rows);
    free(used);
    return sqrt(fit->rss / (double)(fit->n - 1)) / sd;
}

static struct standing look_at(struct collinear_set *set, double *column, double level)
{
    struct standing standing = { .left = NAN, .rcond = NAN };
    double sd = moments_sd(column, set->rows);
    double *zero = xcalloc(set->rows, sizeof *zero);
    struct linear_design design = { (const double *const *)set->columns, set->count, column,
                                    set->rows, true };
    struct linear_fit fit;

    standing.with = xcalloc(set->count + 1, sizeof *standing.with);
    standing.constant = sd <= 4 * DBL_EPSILON * fabs(level);
    if (!standing.constant && linear_fit(&design, &fit) == STATS_OK) {
        standing.left = share_left(&fit, column);
        find_partners(set, &fit, sd, &standing);
        linear_free(&fit);
        set->columns[set->count] = column;
        design.columns++;
        design.y = zero;
        linear_fit(&design, &fit);
        standing.rcond = fit.rcond;
    }
    if (!standing.constant)
        linear_free(&fit);
    free(zero);
    return standing;
}

/* "price, holidays and the trend" */
static char *list(const struct collinear_set *set, const bool *with)
{
    struct text words = TEXT_EMPTY;
    size_t left = 0, i;

    for (i = 0; i < set->count; i++)
        left += with[i];
    if (left == 0)
        text_adds(&words, "the others");
    for (i = 0; i < set->count; i++)
        if (with[i])
            text_addf(&words, "%s%s", set->names[i], --left > 1 ? ", " : left == 1 ? " and " : "");
    return text_take(&words);
}

/* Rows without a context column are lost to every link. */
static void say_missing(const struct collinear_set *set, const char *name, const double *column)
{
    size_t missing = 0, t;

    for (t = 0; t < set->rows; t++)
        missing += isfinite(column[t]) ? 0 : 1;
    if (5 * missing > set->rows)
        message_warning("context \"%s\"%s%s is missing in %zu of %zu rows, and they are left out",
                        name, set->entity[0] ? " of " : "", set->entity, missing, set->rows);
}

/* Says what is wrong with a column; returns whether something is. */
static bool say(const struct collinear_set *set, const char *kind, const char *name,
                const struct standing *standing, double level)
{
    bool output = kind[0] == 'o';
    const char *of = set->entity[0] ? " of " : "";
    char *others = list(set, standing->with);
    bool wrong = true;

    if (standing->constant && !output)
        message_warning("%s \"%s\"%s%s never changes (always %.6g): it adjusts for nothing", kind,
                        name, of, set->entity, level);
    else if (standing->left < (output ? NOTHING : DROPPED))
        message_warning("%s \"%s\"%s%s is determined by %s: %s", kind, name, of, set->entity,
                        others,
                        output ? "nothing of it is left at lag 0" : "it adjusts for nothing more");
    else if (standing->left < NEARLY)
        message_warning("%s \"%s\"%s%s is nearly determined by %s (variance inflation %.1e, "
                        "rcond %.1e): %s",
                        kind, name, of, set->entity, others, 1 / (standing->left * standing->left),
                        standing->rcond,
                        output ? "its effect at lag 0 is hardly told apart from theirs"
                               : "they adjust for nearly the same");
    else
        wrong = false;
    free(others);
    return wrong;
}

static void look_at_context(struct link_tests *tests, size_t entity, struct collinear_set *set,
                            bool *named)
{
    const struct question *q = &tests->question;
    size_t i;

    for (i = 0; i < q->frame.context.count; i++) {
        const struct column *column = &q->frame.table->columns[q->frame.context.columns[i]];
        double level;
        double *values = take_column(tests, q->frame.context.columns[i], entity, &level);
        struct standing standing = look_at(set, values, level);

        if (!named[q->frame.context.columns[i]])
            say_missing(set, column->name, values);
        if (!named[q->frame.context.columns[i]])
            named[q->frame.context.columns[i]] = say(set, "context", column->name, &standing,
                                                     level);
        if (!standing.constant && !(standing.left < DROPPED))
            add(set, column->name, values);
        else
            free(values);
        free(standing.with);
    }
}

/* The calendar's columns have been chosen so that they are not determined by the others. */
static void add_calendar(const struct calendar_columns *calendar, struct collinear_set *set)
{
    size_t i;

    for (i = 0; i < calendar->count; i++) {
        double *values = xarray(set->rows, sizeof *values);

        memcpy(values, calendar->column[i].values, set->rows * sizeof *values);
        add(set, calendar->column[i].name, values);
    }
}

/* Outputs that are tested at lag 0. */
static void look_at_outputs(struct link_tests *tests, size_t entity, struct collinear_set *set,
                            bool *named)
{
    const struct question *q = &tests->question;
    size_t i;

    for (i = 0; i < q->count; i++) {
        const struct question_link *link = &q->link[i];
        struct standing standing;
        double *values;
        double level;

        if (named[link->output] || link->lags.first > 0 || link->lags.last < 0)
            continue;
        values = take_column(tests, link->output, entity, &level);
        standing = look_at(set, values, level);
        named[link->output] = say(set, "output", link->output_name, &standing, level);
        free(standing.with);
        free(values);
    }
}

void collinearity_warn(struct link_tests *tests)
{
    const struct question *q = &tests->question;
    size_t entities = tests->panel ? 1 : q->frame.axis.entities;
    bool *named = xcalloc(q->frame.table->width, sizeof *named);
    struct collinear_set set = { .rows = tests->span };
    size_t g, i, t;

    set.columns = xcalloc(frame_contexts(&q->frame) + 2, sizeof *set.columns);
    set.names = xcalloc(frame_contexts(&q->frame) + 2, sizeof *set.names);
    for (g = 0; g < entities && frame_contexts(&q->frame) > 0; g++) {
        size_t entity = tests->panel ? TEST_PANEL : g;
        double *trend = xarray(tests->span, sizeof *trend);

        set.count = 0;
        set.entity = tests->panel ? "" : q->frame.axis.entity[g];
        for (t = 0; t < tests->span; t++)
            trend[t] = (double)(t % q->frame.axis.periods);
        if (q->frame.axis.timed)
            add(&set, "the trend", trend);
        else
            free(trend);
        look_at_context(tests, entity, &set, named);
        add_calendar(&q->frame.calendar, &set);
        if (set.count > (q->frame.axis.timed ? 1 : 0))
            look_at_outputs(tests, entity, &set, named);
        for (i = 0; i < set.count; i++)
            free(set.columns[i]);
    }
    free(set.columns);
    free(set.names);
    free(named);
}
