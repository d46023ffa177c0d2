/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "question/joint.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/progress.h"
#include "base/text.h"
#include "link/panel_bridge.h"
#include "stats/collinear.h"
#include "stats/series.h"

/* The usable tests of one entity, or of the panel, on one outcome. */
struct joint_group {
    size_t *items;
    size_t count;
};

static const char *name_of(const struct link_tests *tests, size_t item)
{
    return tests->items[item].link->output_name;
}

/* By where the outputs stand in the table: a part has the same digits in whatever order they are
   named. */
static void sort_group(const struct link_tests *tests, struct joint_group *group)
{
    size_t i, j;

    for (i = 1; i < group->count; i++) {
        size_t item = group->items[i];

        for (j = i; j > 0 && tests->items[group->items[j - 1]].link->output >
                                 tests->items[item].link->output;
             j--)
            group->items[j] = group->items[j - 1];
        group->items[j] = item;
    }
}

static void find_group(const struct link_tests *tests, size_t first, struct joint_group *group)
{
    const struct link_test *head = &tests->items[first];
    size_t i;

    group->count = 0;
    for (i = 0; i < tests->count; i++) {
        const struct link_test *test = &tests->items[i];

        if (test->entity == head->entity && test->link->outcome == head->link->outcome &&
            test->result.reason == LINK_USABLE)
            group->items[group->count++] = i;
    }
    sort_group(tests, group);
}

/* Whether a test before this one has its entity and outcome. */
static bool seen_before(const struct link_tests *tests, size_t item)
{
    const struct link_test *test = &tests->items[item];
    size_t i;

    for (i = 0; i < item; i++)
        if (tests->items[i].entity == test->entity &&
            tests->items[i].link->outcome == test->link->outcome)
            return true;
    return false;
}

/* The output's values, gaps inside bridged as in its own test, up to scale and constant. */
static double *bridged(struct link_tests *tests, const struct link_test *test)
{
    const struct axis *axis = &tests->question.frame.axis;
    const double *x = link_tests_series(tests, test->link->output, test->entity);
    double *out = xarray(tests->span, sizeof *out);
    struct series series;
    size_t t;

    if (tests->panel && axis->timed) {
        panel_bridge(x, axis->entities, axis->periods, out);
        return out;
    }
    series_start(&series, x, tests->span);
    if (axis->timed)
        series_bridge(&series);
    for (t = 0; t < tests->span; t++)
        out[t] = series.present[t] ? series.values[t] : NAN;
    series_free(&series);
    return out;
}

/* An output at its lag (spread: its mean over the lags), gaps inside bridged as in its own test, up to
 * scale and constant. */
static double *at_its_lag(struct link_tests *tests, size_t item)
{
    const struct link_test *test = &tests->items[item];
    size_t periods = tests->question.frame.axis.periods;
    double *out = xarray(tests->span, sizeof *out);
    double *x = bridged(tests, test);
    size_t i;
    int lag;

    for (i = 0; i < tests->span; i++) {
        out[i] = 0;
        for (lag = test->result.spread_first; lag <= test->result.spread_last; lag++) {
            long from = (long)(i % periods) - lag;

            out[i] += from >= 0 && from < (long)periods ? x[(long)i - lag] : NAN;
        }
    }
    free(x);
    return out;
}

static void take_part(const struct link_test *test, const struct link_result *result,
                      struct joint_part *part)
{
    const struct link_lag *found = test->result.spread ? &result->over_lags : NULL;
    size_t l;

    part->n = result->n;
    for (l = 0; !found && result->profile && l < result->lags_tried; l++) {
        const struct link_lag *row = &result->profile[l];

        if (row->lag == test->result.lag)
            found = row;
    }
    if (!found || isnan(found->t))
        return;
    part->n = found->n;
    part->effect = found->effect;
    part->low = found->low95;
    part->high = found->high95;
    part->p = found->p;
}

/* What stands in the way of an output's part, where something does. */
static void say_why(const struct link_tests *tests, size_t item, const struct link_result *result)
{
    const char *outcome = tests->items[item].link->outcome_name;

    if (result->reason == LINK_TOO_MANY_CONTROLS || result->reason == LINK_TOO_FEW_ROWS)
        message_warning("joint: %s on %s has no part: too few rows have all outputs at their "
                        "lags; ask for fewer outputs at once",
                        name_of(tests, item), outcome);
    else if (result->reason != LINK_USABLE && result->reason != LINK_X_EXPLAINED)
        message_warning("joint: %s on %s has no part beside the other outputs",
                        name_of(tests, item), outcome);
}

static int run_group(struct link_tests *tests, const struct joint_group *group,
                     struct joint_part *parts, struct error *err)
{
    double **columns = xcalloc(group->count, sizeof *columns);
    const double **others = xcalloc(group->count, sizeof *others);
    size_t i, j;
    int status = 0;

    for (i = 0; i < group->count; i++)
        columns[i] = at_its_lag(tests, group->items[i]);
    for (j = 0; j < group->count && status == 0; j++) {
        size_t item = group->items[j], count = 0;
        struct link_result result;

        for (i = 0; i < group->count; i++)
            if (i != j)
                others[count++] = columns[i];
        status = link_tests_beside(tests, item, columns[j], others, count, &result, err);
        if (status != 0)
            break;
        parts[item].others = count;
        take_part(&tests->items[item], &result, &parts[item]);
        say_why(tests, item, &result);
        link_result_free(&result);
    }
    for (i = 0; i < group->count; i++)
        free(columns[i]);
    free(columns);
    free(others);
    return status;
}

/* Where a row that was used stands in the test's series. */
static size_t at(const struct link_tests *tests, const struct link_working *row)
{
    return (tests->panel ? row->entity * tests->question.frame.axis.periods : 0) + row->row;
}

/* The whitened outputs on the rows that all have, centred there; returns how many rows. */
static size_t white_columns(const struct link_tests *tests, const struct joint_group *group,
                            double **x)
{
    size_t *have = xcalloc(tests->span, sizeof *have);
    size_t *place = xcalloc(tests->span, sizeof *place);
    size_t rows = 0;
    size_t i, j, t;

    for (j = 0; j < group->count; j++) {
        const struct link_result *result = &tests->items[group->items[j]].result;

        for (i = 0; i < result->n; i++)
            have[at(tests, &result->working[i])]++;
    }
    for (t = 0; t < tests->span; t++)
        place[t] = have[t] == group->count ? rows++ : SIZE_MAX;
    for (j = 0; j < group->count; j++) {
        const struct link_result *result = &tests->items[group->items[j]].result;
        double mean = 0;

        x[j] = xarray(rows, sizeof *x[j]);
        for (i = 0; i < result->n; i++) {
            size_t row = place[at(tests, &result->working[i])];

            if (row != SIZE_MAX)
                x[j][row] = result->working[i].x_white;
        }
        for (i = 0; i < rows; i++)
            mean += x[j][i] / (double)rows;
        for (i = 0; i < rows; i++)
            x[j][i] -= mean;
    }
    free(have);
    free(place);
    return rows;
}

/* One warning for the outputs that go with output j, unless they were named already. */
static void warn(const struct link_tests *tests, const struct joint_group *group,
                 const struct collinear *c, size_t j, const bool *together, bool *named)
{
    const struct link_test *test = &tests->items[group->items[j]];
    struct text list = TEXT_EMPTY;
    size_t i, count = 0;

    for (i = 0; i < group->count; i++) {
        if (!together[i] && !(isinf(c->vif[i]) && isinf(c->vif[j])))
            continue;
        named[i] = true;
        text_addf(&list, "%s%s at lag %d", count++ ? ", " : "", name_of(tests, group->items[i]),
                  tests->items[group->items[i]].result.lag);
    }
    if (isinf(c->vif[j]))
        message_warning("joint: outputs that determine each other have no parts of their own on "
                        "%s: %s",
                        test->link->outcome_name, list.bytes);
    else if (count > 1)
        message_warning("joint: the parts of these outputs on %s can hardly be told apart: %s "
                        "(variance inflation %.0f, condition index %.0f)",
                        test->link->outcome_name, list.bytes, c->vif[j],
                        c->condition[c->columns - 1]);
    else
        message_warning("joint: the other outputs together nearly determine %s on %s (variance "
                        "inflation %.0f, condition index %.0f)",
                        list.bytes, test->link->outcome_name, c->vif[j],
                        c->condition[c->columns - 1]);
    text_free(&list);
}

static void look_at_company(const struct link_tests *tests, const struct joint_group *group,
                            struct joint_part *parts)
{
    double **x = xcalloc(group->count, sizeof *x);
    bool *together = xcalloc(group->count, sizeof *together);
    bool *named = xcalloc(group->count, sizeof *named);
    size_t rows = white_columns(tests, group, x);
    struct collinear c;
    size_t j;

    collinear_start(&c, (const double *const *)x, group->count, rows);
    for (j = 0; j < group->count; j++) {
        if (isfinite(c.vif[j]))
            parts[group->items[j]].vif = c.vif[j];
        if (!named[j] && collinear_name(&c, j, together))
            warn(tests, group, &c, j, together, named);
    }
    collinear_free(&c);
    for (j = 0; j < group->count; j++)
        free(x[j]);
    free(x);
    free(together);
    free(named);
}

int joint_run(struct link_tests *tests, struct joint_part *parts, struct error *err)
{
    struct joint_group group = { xcalloc(tests->count, sizeof *group.items), 0 };
    size_t i;
    int status = 0;

    for (i = 0; i < tests->count; i++)
        parts[i] = (struct joint_part){
            .effect = NAN, .low = NAN, .high = NAN, .p = NAN, .vif = NAN
        };
    progress_begin("fitting outputs together", tests->count * tests->resamples);
    for (i = 0; i < tests->count && status == 0; i++) {
        if (seen_before(tests, i))
            continue;
        find_group(tests, i, &group);
        if (group.count == 0)
            continue;
        status = run_group(tests, &group, parts, err);
        if (status == 0)
            look_at_company(tests, &group, parts);
    }
    if (status == 0)
        progress_end();
    free(group.items);
    return status;
}
