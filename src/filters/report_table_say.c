/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filters/report_table_say.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/text.h"
#include "filters/draft_words.h"
#include "filters/report_table.h"

enum { NAMES_TOLD = 12, SHORT_LINE = 330 };

/* ---- the line to type ---- */

/* As it was typed, with what is in `settings` now. */
static char *line_to_type(const struct table_job *job, const struct settings *settings)
{
    const struct option **rows = filter_rows(&filter_report);
    struct text line = TEXT_EMPTY;
    size_t i;

    text_adds(&line, "lever report");
    for (i = 0; rows[i]; i++) {
        char *value = rows[i]->kind == OPTION_EACH ? NULL : option_typed(rows[i], settings);

        if (value && !(rows[i]->preset && strcmp(rows[i]->preset, value) == 0)) {
            if (rows[i]->letter)
                text_addf(&line, " -%c", rows[i]->letter);
            else
                text_addf(&line, " --%s", rows[i]->name);
            if (rows[i]->kind != OPTION_FLAG) {
                text_addc(&line, ' ');
                text_add_word(&line, value);
            }
        }
        free(value);
    }
    text_addc(&line, ' ');
    text_add_word(&line, job->file);
    free(rows);
    return text_take(&line);
}

static void add_name(struct text *list, const char *name)
{
    char *item = list_quote(name);

    if (list->length)
        text_addc(list, ',');
    text_adds(list, item);
    free(item);
}

/* Columns of figures whose names say what they are; the rest where nothing does. */
static void guess(const struct table_job *job, const char *role, struct text *list,
                  const struct text *other)
{
    size_t told = 0;
    int any;
    size_t j;

    for (any = 0; any < 2 && list->length == 0; any++)
        for (j = 0; j < job->width && told < NAMES_TOLD; j++) {
            const struct draft_column *column = &job->source.columns[j];
            const char *own = draft_role(column->name);
            bool fits = any ? *own == '\0' || strcmp(own, "context") != 0 : strcmp(own, role) == 0;

            if (column->kind != SEEN_NUMBERS || j == job->source.date || !fits ||
                draft_is_id(column->name) || (other && strstr(other->bytes, column->name)))
                continue;
            add_name(list, column->name);
            told++;
            if (any && strcmp(role, "outcome") == 0)
                break;
        }
}

int table_check_asked(const struct table_job *job, struct error *err)
{
    struct settings settings = *job->said;
    struct common *common = &settings.common;
    bool asked = common->outcomes &&
                 (common->outputs || settings.events || settings.treated || settings.schedule);
    struct text outcomes = TEXT_EMPTY;
    struct text outputs = TEXT_EMPTY;
    const char *lacks = !common->time ? "which column says when? Name it with -t"
                                      : "what is asked of it? Name outputs with -x and outcomes "
                                        "with -y";
    char *line;

    if (common->time && (asked || common->links))
        return 0;
    if (!common->time && job->source.date != DRAFT_NONE)
        common->time = job->names[job->source.date];
    if (!asked && !common->links) {
        guess(job, "outcome", &outcomes, NULL);
        if (outcomes.length)
            guess(job, "output", &outputs, &outcomes);
        if (!common->outcomes)
            common->outcomes = outcomes.bytes;
        if (!common->outputs)
            common->outputs = outputs.bytes;
    }
    line = line_to_type(job, &settings);
    if (!common->time || !(common->outcomes || common->links))
        error_usage(err,
                    "%s is no plan (which has the columns \"measure\" and \"role\"), and as a "
                    "table it needs %s: lever report -t COL -x COLS -y COLS %s (rows without a "
                    "time: lever test -x COLS -y COLS %s)",
                    file_shown(job->file),
                    !common->time ? "a column that says when" : "columns of figures",
                    file_shown(job->file), file_shown(job->file));
    else
        error_usage(err,
                    "%s is no plan, but a table: %s, such as: %.300s (or begin a plan: lever draft "
                    "%s)",
                    file_shown(job->file), lacks, line, file_shown(job->file));
    free(line);
    text_free(&outcomes);
    text_free(&outputs);
    return -1;
}

/* ---- rows a period ---- */

static enum period_kind kind_of(const struct table_job *job)
{
    return job->source.kind;
}

/* Two rows of one period and entity. */
static bool has_several(const struct table_job *job)
{
    const struct draft_source *source = &job->source;
    struct keys keys = KEYS_EMPTY;
    size_t dated = 0;
    size_t i;

    for (i = 0; i < source->rows; i++) {
        size_t place[2] = { (size_t)source->index[i], source->entity ? source->entity[i] : 0 };

        if (source->index[i] == PERIOD_NONE)
            continue;
        keys_number(&keys, (const char *)place, sizeof place);
        dated++;
        if (keys.count < dated)
            break;
    }
    keys_free(&keys);
    return i < source->rows;
}

int table_check_rows(const struct table_job *job, struct error *err)
{
    const struct draft_source *source = &job->source;
    struct settings settings = *job->said;
    struct text aggs = TEXT_EMPTY;
    struct text lacking = TEXT_EMPTY;
    const char *noun = period_noun(true, kind_of(job));
    const char *split = "";
    char *line;
    size_t i;

    if (!source->timed && source->astray.what[0]) {
        *err = source->astray;
        return -1;
    }
    if (!source->timed || !has_several(job))
        return 0;
    for (i = 0; i < job->measure_count; i++) {
        size_t column = job->measures[i].column;

        if (!job->aggs[column])
            add_name(&lacking, job->names[column]);
        add_name(&aggs, job->names[column]);
        text_addf(&aggs, "=%s", table_agg(job, column));
    }
    if (lacking.length == 0) {
        text_free(&aggs);
        return 0;
    }
    settings.agg = aggs.bytes;
    if (kind_of(job) == PERIOD_DAY && source->periods > 70)
        settings.common.period = "week";
    if (!settings.common.by && source->by != DRAFT_NONE && source->by != source->date)
        split = job->names[source->by];
    line = line_to_type(job, &settings);
    error_at(
        err, job->file, 0, NULL,
        "%zu rows, but %zu %s%s%s%s%s: how do the rows of a %s become one figure of %.100s? Say "
        "sum, mean, count or another with --agg, such as: %s",
        source->dated, source->periods, noun, source->periods == 1 ? "" : "s",
        *split ? " (there is one for each " : "", split,
        *split ? ", if that is who a row is about: -b)" : "", noun, lacking.bytes,
        strlen(line) <= SHORT_LINE ? line : settings.agg);
    free(line);
    text_free(&aggs);
    text_free(&lacking);
    return -1;
}

/* ---- what was taken for granted ---- */

static void add_role(const struct table_job *job, enum role role, struct text *text)
{
    size_t many = 0;
    size_t i;

    for (i = 0; i < job->measure_count; i++) {
        if (job->measures[i].role != role)
            continue;
        many++;
        if (many > NAMES_TOLD)
            continue;
        text_addf(text, "%s%s", many == 1 ? "" : ", ", job->names[job->measures[i].column]);
    }
    if (many > NAMES_TOLD)
        text_addf(text, " and %zu more", many - NAMES_TOLD);
}

static void say_roles(const struct table_job *job)
{
    struct text text = TEXT_EMPTY;
    int role;

    for (role = 0; role < ROLES; role++) {
        struct text names = TEXT_EMPTY;

        add_role(job, (enum role)role, &names);
        if (names.length)
            text_addf(&text, "%s%s: %s", text.length ? "; " : "", role_name((enum role)role),
                      names.bytes);
        text_free(&names);
    }
    message_note(
        "%s: taken as a table without a plan. %s (--plan-out FILE writes the plan that this "
        "stands for)",
        file_shown(job->file), text.length ? text.bytes : "");
    text_free(&text);
}

static void say_periods(const struct table_job *job)
{
    const struct draft_source *source = &job->source;
    const char *noun = period_noun(true, kind_of(job));
    struct text aggs = TEXT_EMPTY;
    size_t i;

    if (!source->timed)
        return;
    if (!has_several(job)) {
        message_note("%s: %zu row%s, one a %s%s", file_shown(job->file), source->dated,
                     source->dated == 1 ? "" : "s", noun, source->entity ? " and entity" : "");
        return;
    }
    for (i = 0; i < job->measure_count; i++)
        text_addf(&aggs, "%s%s by %s", i ? ", " : "", job->names[job->measures[i].column],
                  table_agg(job, job->measures[i].column));
    message_note("%s: %zu rows become %zu %s%s: %.400s", file_shown(job->file), source->dated,
                 source->periods, noun, source->periods == 1 ? "" : "s", aggs.bytes);
    text_free(&aggs);
}

void table_say(const struct table_job *job)
{
    size_t i;

    say_roles(job);
    say_periods(job);
    if (job->encoding)
        message_note("%s: not UTF-8, so it was read as %s (--encoding names another)",
                     file_shown(job->file), job->encoding);
    for (i = 0; i < job->measure_count; i++) {
        size_t column = job->measures[i].column;

        if (column < job->width && job->source.columns[column].seen.percent)
            message_note("%s: \"%s\" is in percent, as its cells are", file_shown(job->file),
                         job->names[column]);
    }
}

void report_table_ways(const char *error, const void *table)
{
    static const char *const ways[] = { "--header-line", "--header-rows", "--no-headers",
                                        "--text",        "--table",       NULL };
    size_t i;

    for (i = 0; ways[i]; i++)
        if (strstr(error, ways[i])) {
            fprintf(
                stderr,
                "lever report: %s: it has no %s: clean the file with it (lever clean %s ... %s > "
                "NEW), and report on the new one\n",
                (const char *)table, ways[i], ways[i], (const char *)table);
            return;
        }
}
