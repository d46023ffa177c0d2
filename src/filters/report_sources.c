/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filters/report_sources.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/output.h"
#include "base/text.h"
#include "base/unit.h"
#include "filters/report_exports.h"
#include "filters/report_laying.h"
#include "plan/measure_formula.h"
#include "table/select.h"

/* What a step makes of a source: "calls-rolled.csv", to be called "calls.csv (rolled)". */
const char *laying_made(struct laying *laying, const struct measure *of, const char *suffix,
                        const char *made)
{
    char *shown = xasprintf("%s (%s%s%s)", of->path, of->sheet, *of->sheet ? ", " : "", made);
    const char *name = laying_name(laying, exports_of(laying, of)->files.paths[0], suffix, shown);

    free(shown);
    return name;
}

bool laying_same_source(const struct measure *a, const struct measure *b)
{
    return strcmp(a->path, b->path) == 0 && strcmp(a->table, b->table) == 0 &&
           strcmp(a->sheet, b->sheet) == 0;
}

static const char *entities_of(const struct laying *laying, const struct measure *measure)
{
    return laying->asker->settings->by ? laying->asker->settings->by : measure->by;
}

/* Context of nobody's own, beside measures that are somebody's. */
static bool is_everybodys(const struct laying *laying, const struct measure *measure)
{
    return measure->role == ROLE_CONTEXT && *laying->by && *entities_of(laying, measure) == '\0';
}

bool laying_repeats(const struct laying *laying, const struct measure *measure)
{
    return measure->spread || is_everybodys(laying, measure);
}

/* Whether both make the columns that say who a row is about of the same. */
static bool same_makes(const struct measure *a, const struct measure *b)
{
    size_t i;

    for (i = 0; i < a->make_count && i < b->make_count; i++)
        if (strcmp(a->makes[i].name, b->makes[i].name) != 0 ||
            strcmp(a->makes[i].expression, b->makes[i].expression) != 0)
            return false;
    return a->make_count == b->make_count;
}

static bool same_table(const struct laying *laying, const struct measure *a,
                       const struct measure *b)
{
    return same_makes(a, b) && laying_same_source(a, b) && strcmp(a->date, b->date) == 0 &&
           strcmp(a->fill, b->fill) == 0 && strcmp(a->where, b->where) == 0 &&
           a->spread == b->spread && laying_repeats(laying, a) == laying_repeats(laying, b) &&
           strcmp(entities_of(laying, a), entities_of(laying, b)) == 0;
}

/* In the source: what a formula gives is not there yet. */
bool laying_is_of_numbers(const struct measure *measure)
{
    return !measure->agg->counts && *measure->formula == '\0';
}

/* Complaints about what a measure's row names are the plan's. */
void laying_asked(struct laying *laying, struct command *command, const char *word,
                  const struct measure *measure, const char *column)
{
    command_asked(command, message_program_name(), word, laying->plan->file, measure->line, column);
}

static void add_asked_by(struct laying *laying, struct command *command,
                         const struct measure *measure)
{
    struct error ignored;
    struct list items;
    size_t i;

    if (laying->asker->settings->by || list_split(measure->by, &items, &ignored) != 0)
        return;
    for (i = 0; i < items.count; i++) {
        char *name = list_name(items.items[i]);

        laying_asked(laying, command, name, measure, "by");
        free(name);
    }
    list_free(&items);
}

/* Where the plan says nothing, the column is called as the measure. */
const char *laying_column_said(const struct measure *measure)
{
    return strcmp(measure->column, measure->name) == 0 ? "measure" : "column";
}

/* "--mean", "first_reply_time=First reply (min)"; a count has a name and no column */
static void add_measure(struct command *command, const struct measure *measure)
{
    char *option = xasprintf("--%s", measure->agg->name);
    struct text item = TEXT_EMPTY;

    if (measure->agg->needs == AGGREGATE_NOTHING) {
        text_adds(&item, measure->name);
    } else {
        laying_item(&item, measure->name);
        if (strcmp(measure->name, measure->column) != 0) {
            text_addc(&item, '=');
            laying_item(&item, measure->column);
        }
    }
    command_option(command, option, item.bytes);
    text_free(&item);
    free(option);
}

/* Complaints about names in a formula are the plan's. */
static void add_asked_formula(struct laying *laying, struct command *command,
                              const struct measure *measure, const char *formula,
                              const char *column)
{
    struct formula_names names;
    struct error ignored;
    size_t i;

    if (formula_read(formula, &names, &ignored) == 0)
        for (i = 0; i < names.count; i++)
            laying_asked(laying, command, names.items[i], measure, column);
    formula_names_free(&names);
}

/* What the measures of a rolled table are worked out from: plain itself, where there is nothing to
 * choose and nothing to work out. */
static const char *add_choice(struct laying *laying, const char *plain, size_t first)
{
    const struct plan *plan = laying->plan;
    const struct measure *model = &plan->measures[first];
    struct command *command;
    const char *counted;
    bool any = *model->where != '\0';
    size_t i;

    for (i = first; i < plan->count; i++)
        any = any || (same_table(laying, &plan->measures[i], model) && *plan->measures[i].formula);
    if (!any)
        return plain;
    command = pipeline_add(laying->pipeline, "calc", true);
    counted = laying_made(laying, model, "-counted", "cleaned");
    for (i = first; i < plan->count; i++) {
        const struct measure *measure = &plan->measures[i];

        if (!same_table(laying, measure, model) || *measure->formula == '\0')
            continue;
        laying_formula(command, measure->column, measure->formula);
        add_asked_formula(laying, command, measure, measure->formula, "formula");
    }
    if (*model->where) {
        command_option(command, "--where", model->where);
        add_asked_formula(laying, command, model, model->where, "where");
        laying_asked(laying, command, "--where", model, "where");
    }
    command_word(command, "--out");
    command_inside(command, counted);
    command_pass(command, laying->asker->filter, laying->asker->settings);
    command_inside(command, plain);
    return counted;
}

/* Columns that say who a row is about, made of others; they may replace those. */
static const char *add_makes(struct laying *laying, const char *plain, const struct measure *model)
{
    struct command *command;
    const char *made;
    size_t i;

    if (model->make_count == 0 || laying->asker->settings->by)
        return plain;
    command = pipeline_add(laying->pipeline, "calc", true);
    made = laying_made(laying, model, "-named", "cleaned");
    for (i = 0; i < model->make_count; i++) {
        laying_formula(command, model->makes[i].name, model->makes[i].expression);
        add_asked_formula(laying, command, model, model->makes[i].expression, "by");
    }
    command_word(command, "--replace");
    command_word(command, "--out");
    command_inside(command, made);
    command_pass(command, laying->asker->filter, laying->asker->settings);
    command_inside(command, plain);
    return made;
}

static void add_roll(struct laying *laying, const char *plain, size_t first)
{
    const struct plan *plan = laying->plan;
    const struct sources_asker *asker = laying->asker;
    const struct measure *model = &plan->measures[first];
    const char *counted = add_makes(laying, add_choice(laying, plain, first), model);
    struct command *command = pipeline_add(laying->pipeline, "roll", true);
    const char *rolled = laying_made(laying, model, "-rolled", "rolled");
    const struct measure *mixed = NULL;
    struct tables *tables = laying_repeats(laying, model) ? &laying->repeated : &laying->own;
    size_t i;

    command_option(command, "--time", model->date);
    laying_asked(laying, command, model->date, model, "date");
    add_asked_by(laying, command, model);
    if (*model->where)
        laying_asked(laying, command, ERROR_NO_ROWS, model, "where");
    laying_say(command, "--by", entities_of(laying, model));
    if (*entities_of(laying, model) && !asker->keeps_alike)
        command_word(command, "--refuse-alike");
    if (!asker->settings->period && plan->timed)
        command_option(command, "--period", period_kind_name(plan->period));
    laying_week(laying, command);
    if (model->spread)
        command_option(command, "--coarser", "keep");
    laying_say(command, "--fill",
               strcmp(model->fill, "0 throughout") == 0 ? "throughout" : model->fill);
    if (!asker->tz)
        laying_say(command, "--tz", model->tz);
    for (i = first; i < plan->count; i++)
        if (same_table(laying, &plan->measures[i], model)) {
            add_measure(command, &plan->measures[i]);
            laying_asked(laying, command, plan->measures[i].column, &plan->measures[i],
                         laying_column_said(&plan->measures[i]));
            laying->done[i] = true;
            mixed = &plan->measures[i] == laying_mix_of(plan) ? &plan->measures[i] : mixed;
        }
    command_word(command, "--out");
    command_inside(command, rolled);
    command_pass(command, asker->filter, asker->settings);
    command_inside(command, counted);
    tables->items[tables->count++] = rolled;
    if (mixed)
        laying_mix(laying, counted, mixed);
}

static bool is_wanted(const struct links *links, const char *name)
{
    size_t i;

    for (i = 0; links && i < links->count; i++)
        if (strcmp(links->items[i].output, name) == 0 || strcmp(links->items[i].outcome, name) == 0)
            return true;
    return false;
}

/* What the rows of a source share is asked for once, however many measures it holds. */
static bool is_first_of_source(const struct plan *plan, const struct measure *measure)
{
    const struct measure *other;

    for (other = plan->measures; other < measure; other++)
        if (laying_same_source(other, measure))
            return false;
    return true;
}

/* Adds one at the measure's row of the plan. */
void laying_fault(const struct laying *laying, const struct measure *measure, const char *column,
                  const char *format, ...)
{
    char sentence[sizeof((struct error *)NULL)->what];
    struct error err;
    va_list args;

    va_start(args, format);
    vsnprintf(sentence, sizeof sentence, format, args);
    va_end(args);
    error_at(&err, laying->plan->file, measure->line, column, "%s", sentence);
    faults_add(laying->faults, &err);
}

static void check_source(const struct laying *laying, const struct measure *measure)
{
    if (!is_first_of_source(laying->plan, measure))
        return;
    exports_check(laying, measure);
    if (*measure->date == '\0')
        laying_fault(laying, measure, "date",
                     "is empty: name the column of %s with the "
                     "date",
                     measure->source);
}

/* What a report needs to know of a measure that has a source. */
static void check(const struct laying *laying, const struct measure *measure,
                  const struct measure *model)
{
    char *all;

    check_source(laying, measure);
    if (!measure->agg) {
        all = aggregate_list(false, ", ");
        laying_fault(laying, measure, "agg",
                     "is empty: how do the rows of a period become one figure of "
                     "\"%s\"? (%s)",
                     measure->name, all);
        free(all);
    }
    if (strcmp(entities_of(laying, measure), entities_of(laying, model)) != 0 &&
        !is_everybodys(laying, measure))
        laying_fault(laying, measure, "by",
                     "\"%s\" differs from \"%s\" on line %lu: measures are joined "
                     "on the same columns%s",
                     measure->by, model->by, model->line,
                     *measure->by ? " (write NAME=COLUMN where they are called otherwise here)"
                                  : " (only context may be everybody's)");
    if (measure->spread && !laying->asker->settings->period && !laying->plan->timed)
        laying_fault(laying, measure, "spread",
                     "on which periods? Say the report's period on the first row");
}

/* A measure of the formula of one without a source. */
static void check_parts(const struct laying *laying, const struct measure *measure)
{
    size_t i;

    for (i = 0; i < measure->part_count; i++) {
        const struct measure *part = &laying->plan->measures[measure->parts[i]];

        if (*part->source == '\0' && part->part_count == 0)
            laying_fault(laying, measure, "formula", "\"%s\" (line %lu) has no source", part->name,
                         part->line);
    }
}

/* The first measure that has a source, and entities if one has. */
static const struct measure *find_model(const struct laying *laying)
{
    const struct plan *plan = laying->plan;
    const struct measure *model = NULL;
    size_t i;

    for (i = 0; i < plan->count; i++) {
        const struct measure *measure = &plan->measures[i];

        if (*measure->source &&
            (!model || (*entities_of(laying, model) == '\0' && *entities_of(laying, measure))))
            model = measure;
    }
    return model;
}

/* Checks all measures; returns the first that has a source, NULL where none has. */
static const struct measure *check_all(struct laying *laying, const struct links *links)
{
    const struct plan *plan = laying->plan;
    const struct measure *model = find_model(laying);
    struct error err;
    size_t i;

    if (!model) {
        error_at(&err, plan->file, 0, "source", "no measure says where it comes from");
        faults_add(laying->faults, &err);
        return NULL;
    }
    laying->by = entities_of(laying, model);
    for (i = 0; i < plan->count; i++) {
        const struct measure *measure = &plan->measures[i];

        if (*measure->source)
            check(laying, measure, model);
        else if (measure->part_count)
            check_parts(laying, measure);
        else if (is_wanted(links, measure->name))
            laying_fault(laying, measure, "source", "is empty, but %s names \"%s\"", links->file,
                         measure->name);
        else
            message_note("%s:%lu: \"%s\" has no source and is left out", plan->file, measure->line,
                         measure->name);
    }
    return model;
}

static void lay(struct laying *laying)
{
    const struct plan *plan = laying->plan;
    size_t i, j;

    for (i = 0; i < plan->count; i++) {
        const char *plain;

        if (laying->done[i] || *plan->measures[i].source == '\0')
            continue;
        laying->pipeline->chain++;
        plain = exports_add(laying, &plan->measures[i]);
        for (j = i; j < plan->count; j++)
            if (!laying->done[j] && laying_same_source(&plan->measures[j], &plan->measures[i]))
                add_roll(laying, plain, j);
    }
    laying->pipeline->chain = 0;
}

void sources_add(struct pipeline *pipeline, const struct plan *plan, const struct links *links,
                 const struct sources_asker *asker, struct sources *sources, struct faults *faults)
{
    struct laying laying = {
        .pipeline = pipeline, .plan = plan, .asker = asker, .sources = sources, .faults = faults
    };
    const struct sources_name *name;
    const struct measure *model;

    *sources = (struct sources){ .count = 0 };
    laying.exports = exports_find(&laying);
    laying.own.items = xcalloc(plan->count, sizeof *laying.own.items);
    laying.repeated.items = xcalloc(plan->count, sizeof *laying.repeated.items);
    laying.done = xcalloc(plan->count, sizeof *laying.done);
    for (name = asker->names; name->file; name++)
        if (*name->file)
            laying_name(&laying, name->file, "", name->shown);
    model = check_all(&laying, links);
    if (faults_found(faults) == 0) {
        sources->by = entities_of(&laying, model);
        lay(&laying);
        laying_join(&laying);
    }
    while (laying.taken)
        free(laying.names[--laying.taken]);
    free(laying.names);
    free(laying.own.items);
    free(laying.repeated.items);
    free(laying.done);
    exports_free(&laying);
}

void sources_free(struct sources *sources)
{
    while (sources->count)
        free(sources->repairs[--sources->count]);
    free(sources->repairs);
    free(sources->data);
}
