/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "question/question.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/text.h"
#include "link/link.h"
#include "period/season_road.h"
#include "question/percent_check.h"
#include "question/roles.h"
#include "table/select.h"

/* Could a period without rows be a 0 of the measure, and is nothing said of it? */
static bool fill_is_open(const struct measure *measure)
{
    return measure && *measure->fill == '\0' && measure->agg && measure->agg->zero;
}

static int by_formula(const struct plan *plan, const struct measure *x, const struct measure *y)
{
    return !x || !y ? 0 : plan_stands_in(plan, x, y) ? 1 : plan_stands_in(plan, y, x) ? -1 : 0;
}

/* What is asked of a pair; terms is its row of links.csv, or NULL. */
static int add_link(struct question *q, size_t output, size_t outcome,
                    const struct hypothesis *terms, struct error *err)
{
    const char *const *names = table_names(q->frame.table);
    const struct measure *x = q->frame.plan ? plan_measure(q->frame.plan, names[output]) : NULL;
    const struct measure *y = q->frame.plan ? plan_measure(q->frame.plan, names[outcome]) : NULL;

    if (output == outcome) {
        error_at(err, q->frame.table->file, 0, names[output],
                 "is an output and the outcome at once: a thing always goes with itself");
        err->status = terms ? 1 : 2;
        return -1;
    }
    q->link[q->count++] = (struct question_link){
        .output = output,
        .outcome = outcome,
        .output_name = names[output],
        .outcome_name = names[outcome],
        .output_open = fill_is_open(x),
        .outcome_open = fill_is_open(y),
        .output_unit = x ? x->unit : "",
        .outcome_unit = y ? y->unit : "",
        .sign = terms ? terms->sign : 0,
        .better = y ? y->better : 0,
        .output_better = x ? x->better : 0,
        .by_formula = by_formula(q->frame.plan, x, y),
        .guardrail = y && y->role == ROLE_GUARDRAIL,
        .lags = terms && terms->ranged ? terms->lags : q->frame.common->lags,
        .min_effect = terms ? terms->min_effect : NAN,
        .until = terms ? terms->until : "",
    };
    return 0;
}

/* The column that a row of links.csv means. */
static int linked_column(const struct question *q, const struct hypothesis *link, const char *name,
                         const char *what, size_t *column, struct error *err)
{
    const char *const *names = table_names(q->frame.table);
    size_t found = 0;
    size_t i;
    char *all;
    long nearest;

    for (i = 0; i < q->frame.table->width; i++)
        if (strcmp(names[i], name) == 0 && found++ == 0)
            *column = i;
    if (found == 1)
        return 0;
    if (found > 1)
        return error_at(err, q->links->file, link->line, what, "%s has %zu columns called \"%s\"",
                        file_shown(q->frame.table->file), found, name);
    nearest = nearest_name(name, names, q->frame.table->width);
    all = list_of_columns(names, q->frame.table->width, 200);
    error_at(err, q->links->file, link->line, what,
             "no column \"%.80s\" in %.80s%s%.80s%s The columns are: %s%s", name,
             file_shown(q->frame.table->file), nearest >= 0 ? "; did you mean \"" : "",
             nearest >= 0 ? names[nearest] : "", nearest >= 0 ? "\"?" : ".", all,
             delimiter_hint(names, q->frame.table->width));
    free(all);
    return -1;
}

static int links_from_file(struct question *q, const struct selection *outputs,
                           const struct selection *outcomes, struct error *err)
{
    const struct common *common = q->frame.common;
    size_t i;

    q->link = xcalloc(q->links->count, sizeof *q->link);
    for (i = 0; i < q->links->count; i++) {
        const struct hypothesis *link = &q->links->items[i];
        size_t x;
        size_t y;

        if (linked_column(q, link, link->output, "output", &x, err) != 0 ||
            linked_column(q, link, link->outcome, "outcome", &y, err) != 0)
            return -1;
        if ((common->outputs && !selection_has(outputs, x)) ||
            (common->outcomes && !selection_has(outcomes, y)))
            continue;
        if (add_link(q, x, y, link, err) != 0)
            return -1;
    }
    return 0;
}

struct question_counter *question_counters(const struct question *q, size_t *count)
{
    const struct plan *plan = q->frame.plan;
    struct question_counter *counters = xcalloc(plan ? plan->count : 1, sizeof *counters);
    const char *const *names = table_names(q->frame.table);
    size_t i, k;

    *count = 0;
    for (i = 0; plan && i < plan->count; i++) {
        const struct measure *measure = &plan->measures[i];
        struct question_counter *next = &counters[*count];

        if (*measure->counter == '\0')
            continue;
        *next = (struct question_counter){ measure, plan_measure(plan, measure->counter), SIZE_MAX,
                                           SIZE_MAX };
        for (k = 0; k < q->frame.table->width; k++) {
            next->column = strcmp(names[k], measure->name) == 0 ? k : next->column;
            next->against = strcmp(names[k], measure->counter) == 0 ? k : next->against;
        }
        (*count)++;
    }
    return counters;
}

/* Is it no error that there is no link, as the plan's counters are asked about? */
static bool may_have_none(const struct question *q)
{
    size_t count;

    if (!q->counters || q->frame.common->outputs || q->frame.common->outcomes)
        return false;
    free(question_counters(q, &count));
    return count > 0 || q->may_be_none;
}

static int links_from_pairs(struct question *q, const struct selection *outputs,
                            const struct selection *outcomes, struct error *err)
{
    size_t i;
    size_t j;

    if ((outputs->count == 0 || outcomes->count == 0) && may_have_none(q))
        return 0;
    if (outputs->count == 0 || outcomes->count == 0)
        return roles_none(q->frame.plan, q->frame.table, outputs->count == 0, err);
    q->link = xcalloc(outputs->count * outcomes->count, sizeof *q->link);
    for (i = 0; i < outputs->count; i++)
        for (j = 0; j < outcomes->count; j++)
            if (add_link(q, outputs->columns[i], outcomes->columns[j], NULL, err) != 0)
                return -1;
    return 0;
}

/* What -x or -y says; else what the plan has. `second` is asked for beside `first`. */
static int find_side(const struct question *q, const char *list, enum role first, enum role second,
                     struct selection *side, struct error *err)
{
    if (list)
        return frame_choose(&q->frame, list, side, err);
    *side = frame_room(&q->frame);
    frame_role(&q->frame, first, side);
    if (second != first)
        frame_role(&q->frame, second, side);
    return 0;
}

/* How many links the plan, or links.csv, has by itself. */
static size_t count_possible(const struct question *q)
{
    struct selection outputs = frame_room(&q->frame);
    struct selection outcomes = frame_room(&q->frame);
    size_t count;

    frame_role(&q->frame, ROLE_OUTPUT, &outputs);
    frame_role(&q->frame, ROLE_OUTCOME, &outcomes);
    frame_role(&q->frame, ROLE_GUARDRAIL, &outcomes);
    count = q->links ? q->links->count : outputs.count * outcomes.count;
    selection_free(&outputs);
    selection_free(&outcomes);
    return count;
}

static int links_from_names(struct question *q, struct error *err)
{
    const struct table *table = q->frame.table;
    size_t i, x, y;

    q->link = xcalloc(q->pair_count, sizeof *q->link);
    for (i = 0; i < q->pair_count; i++) {
        const struct question_pair *pair = &q->pairs[i];
        char *output = list_quote(pair->output), *outcome = list_quote(pair->outcome);
        int status = select_column(table_names(table), table->width, output, table->file, NULL, &x,
                                   err) != 0 ||
                             select_column(table_names(table), table->width, outcome, table->file,
                                           NULL, &y, err) != 0
                         ? -1
                         : 0;

        free(output);
        free(outcome);
        if (status != 0 ||
            add_link(q, x, y, q->links ? links_find(q->links, pair->output, pair->outcome) : NULL,
                     err) != 0)
            return -1;
    }
    q->possible = q->count;
    return 0;
}

static int find_links(struct question *q, struct error *err)
{
    const struct common *common = q->frame.common;
    struct selection outputs = { NULL, 0 };
    struct selection outcomes = { NULL, 0 };
    int status = find_side(q, common->outputs, ROLE_OUTPUT, ROLE_OUTPUT, &outputs, err);

    if (status == 0)
        status = find_side(q, common->outcomes, ROLE_OUTCOME, ROLE_GUARDRAIL, &outcomes, err);
    if (status == 0) {
        frame_spare(&q->frame, common->outputs, &outputs);
        if (frame_sweeping(common->outputs))
            frame_without(&outputs, &outcomes);
        frame_spare(&q->frame, common->outcomes, &outcomes);
        if (frame_sweeping(common->outcomes))
            frame_without(&outcomes, &outputs);
        status = q->links ? links_from_file(q, &outputs, &outcomes, err)
                          : links_from_pairs(q, &outputs, &outcomes, err);
    }
    q->possible = count_possible(q);
    if (status == 0 && q->count == 0 && !may_have_none(q))
        status = error_usage(err, "no link of %s is among -x and -y", file_shown(q->links->file));
    selection_free(&outputs);
    selection_free(&outcomes);
    return status;
}

static int check_context(const struct question *q, struct error *err)
{
    const struct selection *context = &q->frame.context;
    size_t i;
    size_t j;

    for (i = 0; i < context->count; i++)
        for (j = 0; j < q->count; j++)
            if (context->columns[i] == q->link[j].output ||
                context->columns[i] == q->link[j].outcome)
                return error_usage(err, "\"%s\" is context, and an %s as well",
                                   table_names(q->frame.table)[context->columns[i]],
                                   context->columns[i] == q->link[j].output ? "output" : "outcome");
    return 0;
}

/* Lags that nobody named: as many as periods of this kind and number can answer. */
static void fix_lags(const struct axis *axis, struct range *lags)
{
    if (lags->by_itself)
        lags->last = axis->timed ? link_lags_auto(season_calendar_of(axis->kind), axis->periods)
                                 : 0;
}

static int load(struct question *q, struct error *err)
{
    size_t counters = 0, count = 2 * q->count, i;
    struct question_counter *counter = q->counters ? question_counters(q, &counters) : NULL;
    size_t *columns = xarray(count + 2 * counters, sizeof *columns);
    int status;

    for (i = 0; i < q->count; i++) {
        columns[2 * i] = q->link[i].output;
        columns[2 * i + 1] = q->link[i].outcome;
    }
    for (i = 0; i < counters; i++) {
        if (counter[i].column != SIZE_MAX)
            columns[count++] = counter[i].column;
        if (counter[i].against != SIZE_MAX)
            columns[count++] = counter[i].against;
    }
    free(counter);
    status = frame_load(&q->frame, columns, count, err);
    free(columns);
    for (i = 0; i < q->count && status == 0; i++) {
        fix_lags(&q->frame.axis, &q->link[i].lags);
        status = percent_check(&q->frame, q->link[i].output, err) != 0 ||
                         percent_check(&q->frame, q->link[i].outcome, err) != 0
                     ? -1
                     : 0;
    }
    return status;
}

int question_ask(const struct common *common, const char *file, struct question *q,
                 struct error *err)
{
    *q = (struct question){ .counters = q->counters,
                            .may_be_none = q->may_be_none,
                            .pairs = q->pairs,
                            .pair_count = q->pair_count };
    frame_begin(&q->frame, common);
    if (roles_read(common->plan, common->links, true, &q->frame.plan, &q->links, err) != 0 ||
        frame_open(&q->frame, file, err) != 0 ||
        (q->pairs ? links_from_names(q, err) : find_links(q, err)) != 0 ||
        check_context(q, err) != 0)
        return -1;
    return load(q, err);
}

void question_free(struct question *q)
{
    links_free(q->links);
    free(q->link);
    frame_free(&q->frame);
    *q = (struct question){ .count = 0 };
}
