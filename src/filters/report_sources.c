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
#include "table/select.h"

/* Work in progress: what stays the same while commands are added. */
struct laying {
    struct pipeline *pipeline;
    const struct plan *plan;
    const struct sources_asker *asker;
    struct sources *sources;
    struct faults *faults;
    char **names;        /* files of the folder that are taken */
    size_t taken;
    size_t names_capacity;
    const char **tables; /* those of them that hold rolled measures */
    size_t table_count;
    bool *done;          /* measures that a command brings */
};

/*
 * A file of the folder that no other command writes: "calls-rolled.csv", or
 * "calls-rolled-2.csv". It belongs to laying. The user knows no such file: messages call it
 * `shown`.
 */
static const char *new_name(struct laying *laying, const char *source, const char *suffix,
                            const char *shown)
{
    const char *slash = strrchr(source, '/');
    const char *base = slash ? slash + 1 : source;
    const char *dot = strrchr(base, '.');
    int length = dot && dot != base ? (int)(dot - base) : (int)strlen(base);
    char *name = xasprintf("%.*s%s.csv", length, base, suffix);
    int number = 2;
    size_t i = 0;

    while (i < laying->taken) {
        if (!same_ignoring_case(laying->names[i], name)) {
            i++;
            continue;
        }
        free(name);
        name = xasprintf("%.*s%s-%d.csv", length, base, suffix, number++);
        i = 0;
    }
    laying->names = xgrow(laying->names, laying->taken, &laying->names_capacity,
                          sizeof *laying->names);
    laying->names[laying->taken++] = name;
    pipeline_call(laying->pipeline, name, shown);
    return name;
}

/* What a step makes of a source: "calls-rolled.csv", to be called "calls.csv (rolled)". */
static const char *name_made(struct laying *laying, const struct measure *of, const char *suffix,
                             const char *made)
{
    char *shown = xasprintf("%s (%s)", of->path, made);
    const char *name = new_name(laying, of->source, suffix, shown);

    free(shown);
    return name;
}

/* A header's name as an item of a list of columns: a comma or a quote in it is protected. */
static void add_item(struct text *list, const char *name)
{
    if (!strpbrk(name, ",\"")) {
        text_adds(list, name);
        return;
    }
    text_addc(list, '"');
    for (; *name; name++) {
        if (*name == '"')
            text_addc(list, '"');
        text_addc(list, *name);
    }
    text_addc(list, '"');
}

static bool same_source(const struct measure *a, const struct measure *b)
{
    return strcmp(a->path, b->path) == 0;
}

static const char *entities_of(const struct laying *laying, const struct measure *measure)
{
    return laying->asker->settings->by ? laying->asker->settings->by : measure->by;
}

static bool same_table(const struct laying *laying, const struct measure *a,
                       const struct measure *b)
{
    return same_source(a, b) && strcmp(a->date, b->date) == 0 && strcmp(a->fill, b->fill) == 0 &&
           strcmp(entities_of(laying, a), entities_of(laying, b)) == 0;
}

static bool is_of_numbers(const struct measure *measure)
{
    return !measure->agg->counts;
}

/* Complaints about what a measure's row names are the plan's. */
static void add_asked(struct laying *laying, struct command *command, const char *word,
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

        add_asked(laying, command, name, measure, "by");
        free(name);
    }
    list_free(&items);
}

/* Where the plan says nothing, the column is called as the measure. */
static const char *column_said(const struct measure *measure)
{
    return strcmp(measure->column, measure->name) == 0 ? "measure" : "column";
}

/* Columns that have to be numbers are stated as such: clean then names the cell that is not,
 * in the file the user knows. */
static void add_numbers(struct laying *laying, struct command *command,
                        const struct measure *first)
{
    struct text list = TEXT_EMPTY;
    size_t i, j;

    for (i = 0; i < laying->plan->count; i++) {
        const struct measure *measure = &laying->plan->measures[i];

        if (!same_source(measure, first) || !is_of_numbers(measure))
            continue;
        for (j = 0; j < i; j++)
            if (same_source(&laying->plan->measures[j], first) &&
                is_of_numbers(&laying->plan->measures[j]) &&
                strcmp(laying->plan->measures[j].column, measure->column) == 0)
                break;
        if (j < i)
            continue;
        if (list.length)
            text_addc(&list, ',');
        add_item(&list, measure->column);
        add_asked(laying, command, measure->column, measure, column_said(measure));
    }
    if (list.length)
        command_option(command, "--number", list.bytes);
    text_free(&list);
}

static void add_said(struct command *command, const char *option, const char *value)
{
    if (value && *value)
        command_option(command, option, value);
}

/* So are, where it is said how they are written, the columns of dates. */
static void add_dates(struct laying *laying, struct command *command, const struct measure *first)
{
    struct text list = TEXT_EMPTY;
    size_t i, j;

    for (i = 0; *first->date_format && i < laying->plan->count; i++) {
        const struct measure *measure = &laying->plan->measures[i];

        if (!same_source(measure, first))
            continue;
        for (j = 0; j < i; j++)
            if (same_source(&laying->plan->measures[j], first) &&
                strcmp(laying->plan->measures[j].date, measure->date) == 0)
                break;
        if (j < i)
            continue;
        if (list.length)
            text_addc(&list, ',');
        add_item(&list, measure->date);
        add_asked(laying, command, measure->date, measure, "date");
    }
    if (list.length)
        command_option(command, "--date", list.bytes);
    text_free(&list);
}

/* Returns the file that holds the plain table. */
static const char *add_clean(struct laying *laying, const struct measure *first)
{
    const struct sources_asker *asker = laying->asker;
    struct command *command = pipeline_add(laying->pipeline, "clean", false);
    struct sources *sources = laying->sources;
    const char *plain = name_made(laying, first, "-cleaned", "cleaned");
    const char *log = name_made(laying, first, "-repairs", "repairs");

    add_said(command, "--delimiter", first->delimiter);
    add_said(command, "--decimal", first->decimal);
    add_said(command, "--date-format", first->date_format);
    add_said(command, "--missing", first->missing);
    if (!asker->settings->encoding)
        add_said(command, "--encoding", first->encoding);
    add_numbers(laying, command, first);
    add_dates(laying, command, first);
    command_word(command, "--log");
    command_inside(command, log);
    command_word(command, "--out");
    command_inside(command, plain);
    command_pass(command, asker->filter, asker->settings);
    command_outside(command, first->path);
    sources->repairs[sources->count++] = xstrdup(log);
    return plain;
}

/* "--mean", "first_reply_time=First reply (min)"; a count has a name and no column */
static void add_measure(struct command *command, const struct measure *measure)
{
    char *option = xasprintf("--%s", measure->agg->name);
    struct text item = TEXT_EMPTY;

    if (measure->agg->needs == AGGREGATE_NOTHING) {
        text_adds(&item, measure->name);
    } else {
        add_item(&item, measure->name);
        if (strcmp(measure->name, measure->column) != 0) {
            text_addc(&item, '=');
            add_item(&item, measure->column);
        }
    }
    command_option(command, option, item.bytes);
    text_free(&item);
    free(option);
}

static void add_roll(struct laying *laying, const char *plain, size_t first)
{
    const struct plan *plan = laying->plan;
    const struct sources_asker *asker = laying->asker;
    const struct measure *model = &plan->measures[first];
    struct command *command = pipeline_add(laying->pipeline, "roll", true);
    const char *rolled = name_made(laying, model, "-rolled", "rolled");
    size_t i;

    command_option(command, "--time", model->date);
    add_asked(laying, command, model->date, model, "date");
    add_asked_by(laying, command, model);
    add_said(command, "--by", entities_of(laying, model));
    if (!asker->settings->period && plan->timed)
        command_option(command, "--period", period_kind_name(plan->period));
    add_said(command, "--fill", model->fill);
    for (i = first; i < plan->count; i++)
        if (same_table(laying, &plan->measures[i], model)) {
            add_measure(command, &plan->measures[i]);
            add_asked(laying, command, plan->measures[i].column, &plan->measures[i],
                      column_said(&plan->measures[i]));
            laying->done[i] = true;
        }
    command_word(command, "--out");
    command_inside(command, rolled);
    command_pass(command, asker->filter, asker->settings);
    command_inside(command, plain);
    laying->tables[laying->table_count++] = rolled;
}

static void add_join(struct laying *laying)
{
    struct command *command;
    size_t i;

    if (laying->table_count == 1) {
        laying->sources->data = xstrdup(laying->tables[0]);
        return;
    }
    command = pipeline_add(laying->pipeline, "join", true);
    command_option(command, "--time", "period");
    add_said(command, "--by", laying->sources->by);
    command_word(command, "--out");
    laying->sources->data = xstrdup(new_name(laying, "data", "", "the joined sources"));
    command_inside(command, laying->sources->data);
    command_pass(command, laying->asker->filter, laying->asker->settings);
    for (i = 0; i < laying->table_count; i++)
        command_inside(command, laying->tables[i]);
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
        if (same_source(other, measure))
            return false;
    return true;
}

static void fault(const struct laying *laying, const struct measure *measure, const char *column,
                  const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Adds one at the measure's row of the plan. */
static void fault(const struct laying *laying, const struct measure *measure, const char *column,
                  const char *format, ...)
{
    char sentence[sizeof ((struct error *)NULL)->what];
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
    struct error err;

    if (!is_first_of_source(laying->plan, measure))
        return;
    if (access(measure->path, R_OK) != 0)
        fault(laying, measure, "source", "cannot read \"%s\": %s", measure->path,
              strerror(errno));
    else if (output_refuse_input("out", laying->asker->settings->out, measure->path, &err) != 0)
        faults_add(laying->faults, &err);
    if (*measure->date == '\0')
        fault(laying, measure, "date", "is empty: name the column of %s with the "
                                       "date", measure->source);
}

/* What a report needs to know of a measure that has a source. */
static void check(const struct laying *laying, const struct measure *measure,
                  const struct measure *model)
{
    char *all;

    check_source(laying, measure);
    if (!measure->agg) {
        all = aggregate_list(false, ", ");
        fault(laying, measure, "agg", "is empty: how do the rows of a period become one figure of "
              "\"%s\"? (%s)", measure->name, all);
        free(all);
    }
    if (strcmp(entities_of(laying, measure), entities_of(laying, model)) != 0)
        fault(laying, measure, "by", "\"%s\" differs from \"%s\" on line %lu: measures are joined "
              "on the same columns", measure->by, model->by, model->line);
}

/* Checks all measures; returns the first that has a source, NULL where none has. */
static const struct measure *check_all(const struct laying *laying, const struct links *links)
{
    const struct plan *plan = laying->plan;
    const struct measure *model = NULL;
    struct error err;
    size_t i;

    for (i = 0; i < plan->count && !model; i++)
        if (*plan->measures[i].source)
            model = &plan->measures[i];
    if (!model) {
        error_at(&err, plan->file, 0, "source", "no measure says where it comes from");
        faults_add(laying->faults, &err);
        return NULL;
    }
    for (i = 0; i < plan->count; i++) {
        const struct measure *measure = &plan->measures[i];

        if (*measure->source)
            check(laying, measure, model);
        else if (is_wanted(links, measure->name))
            fault(laying, measure, "source", "is empty, but %s names \"%s\"", links->file,
                  measure->name);
        else
            message_note("%s:%lu: \"%s\" has no source and is left out", plan->file,
                         measure->line, measure->name);
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
        plain = add_clean(laying, &plan->measures[i]);
        for (j = i; j < plan->count; j++)
            if (!laying->done[j] && same_source(&plan->measures[j], &plan->measures[i]))
                add_roll(laying, plain, j);
    }
}

void sources_add(struct pipeline *pipeline, const struct plan *plan, const struct links *links,
                 const struct sources_asker *asker, struct sources *sources, struct faults *faults)
{
    struct laying laying = { .pipeline = pipeline, .plan = plan, .asker = asker,
                             .sources = sources, .faults = faults };
    const struct sources_name *name;
    const struct measure *model;

    *sources = (struct sources){ .repairs = xcalloc(plan->count, sizeof *sources->repairs) };
    laying.tables = xcalloc(plan->count, sizeof *laying.tables);
    laying.done = xcalloc(plan->count, sizeof *laying.done);
    for (name = asker->names; name->file; name++)
        if (*name->file)
            new_name(&laying, name->file, "", name->shown);
    model = check_all(&laying, links);
    if (faults_found(faults) == 0) {
        sources->by = entities_of(&laying, model);
        lay(&laying);
        add_join(&laying);
    }
    while (laying.taken)
        free(laying.names[--laying.taken]);
    free(laying.names);
    free(laying.tables);
    free(laying.done);
}

void sources_free(struct sources *sources)
{
    while (sources->count)
        free(sources->repairs[--sources->count]);
    free(sources->repairs);
    free(sources->data);
}
