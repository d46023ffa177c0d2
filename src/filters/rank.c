/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rank - says what outputs are worth beside what they cost, and which are busy and move nothing */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "command/filter.h"
#include "filters/rank_rows.h"
#include "question/roles.h"
#include "stats/moments.h"
#include "table/select.h"
#include "words/verdicts.h"

struct settings {
    struct common common;
};

/* The columns of the verdicts that are read: texts, then numbers. */
enum { OUTPUT, OUTCOME, VERDICT, ENTITY, PERIOD, TEXTS };
enum { LAG = TEXTS, EFFECT, LOW, HIGH, MORE, WANTED };
static const char *const wanted[WANTED] = {
    [OUTPUT] = "output",      [OUTCOME] = "outcome",   [VERDICT] = "verdict", [ENTITY] = "entity",
    [PERIOD] = "period_kind", [LAG] = "lag",           [EFFECT] = "effect",   [LOW] = "effect_low",
    [HIGH] = "effect_high",   [MORE] = "more_periods",
};

static int open_verdicts(const char *file, const struct common *common, struct table **table,
                         size_t *at, struct error *err)
{
    struct dialect dialect = common_in_dialect(common);
    const char *const *names;
    size_t i, k;

    *table = table_open(file, &dialect, err);
    if (!*table)
        return -1;
    names = table_names(*table);
    if (result_table_of(names, (*table)->width) != &result_verdicts)
        return error_at(
            err, file, 1, NULL,
            "is no table of verdicts: rank wants what lever test wrote, and behind it the "
            "table that was tested");
    for (k = 0; k < WANTED; k++) {
        at[k] = SIZE_MAX;
        for (i = 0; i < (*table)->width; i++)
            at[k] = strcmp(names[i], wanted[k]) == 0 ? i : at[k];
        if (at[k] != SIZE_MAX)
            table_want(*table, at[k], k < TEXTS ? COLUMN_TEXT : COLUMN_NUMBER);
    }
    return table_load(*table, common_threads(common), err);
}

static const char *text_at(const struct table *table, const size_t *at, size_t which, size_t row)
{
    return at[which] == SIZE_MAX ? "" : table->columns[at[which]].texts[row];
}

static double number_at(const struct table *table, const size_t *at, size_t which, size_t row)
{
    return at[which] == SIZE_MAX ? NAN : table->columns[at[which]].numbers[row];
}

/* Money is for what is worth something, and cost for what is done. */
static int check_plan(const struct plan *plan, struct error *err)
{
    bool any = false;
    size_t i;

    for (i = 0; i < plan->count; i++) {
        const struct measure *measure = &plan->measures[i];
        bool outcome = measure->role == ROLE_OUTCOME || measure->role == ROLE_GUARDRAIL;

        if (isfinite(measure->unit_value) && !outcome)
            return error_at(err, plan->file, measure->line, "unit_value",
                            "\"%s\" is no outcome: what an output is worth is its effect times the "
                            "outcome's unit_value, so the two do not multiply; say it there",
                            measure->name);
        if ((isfinite(measure->unit_cost) || isfinite(measure->effort)) &&
            measure->role != ROLE_OUTPUT)
            return error_at(err, plan->file, measure->line,
                            isfinite(measure->unit_cost) ? "unit_cost" : "effort",
                            "\"%s\" is no output: only what is done has a cost; say it there",
                            measure->name);
        any = any || isfinite(measure->unit_value) || isfinite(measure->unit_cost) ||
              isfinite(measure->effort);
    }
    return any ? 0
               : error_at(
                     err, plan->file, 0, NULL,
                     "says nothing of worth, cost or effort: unit_value of outcomes, unit_cost "
                     "and effort of outputs");
}

/* How much of each output there is a period: of the table, else the plan's baseline. */
static int find_amounts(struct ranked_links *links, const char *file, const struct common *common,
                        struct error *err)
{
    struct dialect dialect = common_in_dialect(common);
    struct table *table = file ? table_open(file, &dialect, err) : NULL;
    const char *const *names = table ? table_names(table) : NULL;
    size_t i, k;
    int status = file && !table ? -1 : 0;

    for (i = 0; i < links->count && status == 0 && table; i++)
        for (k = 0; k < table->width; k++)
            if (strcmp(names[k], links->items[i].row.output) == 0)
                table_want(table, k, COLUMN_NUMBER);
    if (status == 0 && table)
        status = table_load(table, common_threads(common), err);
    for (i = 0; i < links->count && status == 0; i++) {
        struct ranked_link *link = &links->items[i];

        link->amount = link->output ? link->output->baseline : NAN;
        for (k = 0; table && k < table->width; k++)
            if (strcmp(names[k], link->row.output) == 0)
                link->amount = moments_mean(table->columns[k].numbers, table->height);
    }
    table_free(table);
    return status;
}

static void take_links(const struct table *table, const size_t *at, const struct plan *plan,
                       struct ranked_links *links)
{
    size_t i;

    links->items = xcalloc(table->height + 1, sizeof *links->items);
    links->count = table->height;
    for (i = 0; i < table->height; i++) {
        struct ranked_link *link = &links->items[i];
        const char *entity = text_at(table, at, ENTITY, i);
        const char *kind = text_at(table, at, PERIOD, i);

        link->row = (struct rank_row){ .output = text_at(table, at, OUTPUT, i),
                                       .outcome = text_at(table, at, OUTCOME, i),
                                       .verdict = text_at(table, at, VERDICT, i),
                                       .effect = number_at(table, at, EFFECT, i),
                                       .per_cost = NAN,
                                       .per_cost_low = NAN,
                                       .per_cost_high = NAN,
                                       .payback = NAN,
                                       .saving = NAN };
        link->output = plan_measure(plan, link->row.output);
        link->outcome = plan_measure(plan, link->row.outcome);
        link->name = *entity ? xasprintf("%s (%s)", link->row.output, entity)
                             : xstrdup(link->row.output);
        link->kind = *kind && strcmp(kind, "integer") != 0 ? kind : "period";
        link->lag = number_at(table, at, LAG, i);
        link->low = number_at(table, at, LOW, i);
        link->high = number_at(table, at, HIGH, i);
        link->more = number_at(table, at, MORE, i);
    }
}

static int write_links(const struct common *common, struct ranked_links *links, struct error *err)
{
    struct dialect dialect = common_out_dialect(common);
    struct writer *writer = writer_open(common->out, &dialect, err);
    size_t i;

    if (!writer)
        return -1;
    result_header(writer, &result_rank, RESULT_ALWAYS);
    for (i = 0; i < links->count; i++) {
        struct ranked_link *link = &links->items[i];

        link->row.output = link->name;
        link->row.quadrant = vocabulary_name(&quadrant_words, link->quadrant);
        link->row.note = link->note;
        result_row(writer, &result_rank, RESULT_ALWAYS, &link->row);
    }
    return writer_close(writer, err);
}

static void links_of_free(struct ranked_links *links)
{
    size_t i;

    for (i = 0; i < links->count; i++) {
        free(links->items[i].name);
        free(links->items[i].note);
    }
    free(links->items);
}

static int run_rank(void *arguments, size_t count, char **operands)
{
    const struct settings *settings = arguments;
    const struct common *common = &settings->common;
    struct ranked_links links = { NULL, 0, 0 };
    struct table *table = NULL;
    struct plan *plan = NULL;
    size_t at[WANTED];
    struct error err;
    int status = common->plan ? roles_plan(common, &plan, &err)
                              : error_usage(&err, "what is it worth, and what does it cost? Say "
                                                  "--plan, with unit_value, unit_cost and effort");

    if (status == 0)
        status = check_plan(plan, &err);
    if (status == 0)
        status = open_verdicts(count ? operands[0] : "-", common, &table, at, &err);
    if (status == 0) {
        take_links(table, at, plan, &links);
        status = find_amounts(&links, count > 1 ? operands[1] : NULL, common, &err);
    }
    if (status == 0) {
        rank_fill(&links);
        status = write_links(common, &links, &err);
    }
    if (status != 0)
        status = message_error(&err);
    links_of_free(&links);
    table_free(table);
    plan_free(plan);
    return status;
}

const struct filter filter_rank = {
    .name = "rank",
    .heading = HEADING_GOALS,
    .summary = "says what outputs are worth, and which are busy and move nothing",
    .operands = "[VERDICTS [TABLE]]",
    .common = TAKES(PLAN) | TAKES_TABLE | TAKES(JSON) | TAKES(TRAIL),
    .options = NULL,
    .settings = sizeof(struct settings),
    .most = 2,
    .run = run_rank,
};
