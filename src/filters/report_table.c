/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filters/report_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/output.h"
#include "base/text.h"
#include "clean/look.h"
#include "filters/draft_kinds.h"
#include "filters/draft_source.h"
#include "filters/draft_words.h"
#include "filters/report_table_say.h"
#include "plan/plan_rows.h"
#include "unpack/unpack.h"

/* Tried where a file is not UTF-8, which is said. */
static const char fallback[] = "WINDOWS-1252";

/* ---- plan or table ---- */

static bool has(const struct clean_header *header, const char *name)
{
    size_t i;

    for (i = 0; i < header->count; i++)
        if (strcasecmp(header->names[i], name) == 0)
            return true;
    return false;
}

/* Something was said that only a table needs. */
static const char *said_of_table(const struct settings *settings)
{
    const struct common *common = &settings->common;

    return common->time          ? "--time"
           : settings->agg       ? "--agg"
           : settings->plan_out  ? "--plan-out"
           : common->sheet       ? "--sheet"
           : common->delimiter   ? "--delimiter"
           : common->decimal     ? "--decimal"
           : common->missing     ? "--missing"
           : common->date_format ? "--date-format"
                                 : NULL;
}

static struct clean_options reading_of(const struct common *common)
{
    return (struct clean_options){
        .layout = { .delimiter = common->delimiter, .max_record = 16777216 },
        .decimal = common->decimal,
        .encoding = common->encoding,
        .sheet = common->sheet,
        .max_unpacked = (uint64_t)common->max_unpacked,
        .missing = common->missing,
        .date_format = common->date_format,
        .threads = common_threads(common),
    };
}

/* What cannot be read is taken for a plan, which says why, unless it was told how to read it. */
static bool is_plan(const struct report *report)
{
    const struct settings *settings = report->settings;
    struct clean_options options = reading_of(&settings->common);
    struct clean_header header;
    struct error ignored;
    bool plan;

    if (unpack_has_table(report->file, "plan") && !settings->common.sheet)
        return true;
    if (clean_header_read(report->file, &options, &header, &ignored) != 0) {
        options.encoding = fallback;
        if (clean_header_read(report->file, &options, &header, &ignored) != 0)
            return !said_of_table(settings) && !settings->common.outputs;
    }
    plan = (has(&header, "measure") && has(&header, "role")) ||
           ((has(&header, "measure") || has(&header, "role")) && !said_of_table(settings));
    clean_header_free(&header);
    return plan;
}

/* As roles_read, whose header does not go with those of clean. Either file may be NULL. */
static int read_both(const char *plan_file, const char *links_file, struct plan **plan,
                     struct links **links, struct error *err)
{
    struct faults faults = FAULTS_NONE;

    *plan = plan_file ? plan_read(plan_file, &faults) : NULL;
    *links = links_file ? links_read(links_file, *plan, &faults) : NULL;
    if (message_faults(&faults, err) == 0)
        return 0;
    plan_free(*plan);
    links_free(*links);
    *plan = NULL;
    *links = NULL;
    return -1;
}

/* ---- what the table holds ---- */

static int look(struct table_job *job, struct error *err)
{
    const struct common *common = &job->said->common;
    struct draft_given given = { .reading = reading_of(common),
                                 .time = common->time,
                                 .by = common->by };
    struct draft_input input = { .path = job->file, .encoding = common->encoding, .given = &given };
    int status;

    if (common_period(common, &given.periods, err) != 0)
        return -1;
    given.periods.year_start = (int)job->said->year_start;
    status = draft_source_read(&input, 1, NULL, job->folder, common_threads(common), &job->source,
                               err);
    if (status == 0 || common->encoding || !strstr(err->what, "not valid UTF-8"))
        return status;
    draft_source_free(&job->source);
    job->encoding = input.encoding = fallback;
    return draft_source_read(&input, 1, NULL, job->folder, common_threads(common), &job->source,
                             err);
}

/* ---- which columns, and as what ---- */

static const struct aggregate_kind *agg_of(const char *item, char **name, struct error *err)
{
    const char *sign = list_find(item, '=');
    const struct aggregate_kind *kind = sign ? aggregate_find(sign + 1) : NULL;
    char *own, *all;

    if (!kind) {
        all = aggregate_list(false, ", ");
        error_usage(err, "--agg: \"%.100s\" is not NAME=WORD with one of %s", item, all);
        free(all);
        return NULL;
    }
    own = xstrndup(item, (size_t)(sign - item));
    *name = list_name(own);
    free(own);
    return kind;
}

static size_t column_called(const struct table_job *job, const char *name)
{
    struct error ignored;
    size_t column;

    return select_column(job->names, job->count, name, job->file, NULL, &column, &ignored) == 0
               ? column
               : DRAFT_NONE;
}

/* The table's columns, and behind them names of what is only counted. */
static int take_names(struct table_job *job, struct error *err)
{
    size_t i;

    if (job->said->agg && list_split(job->said->agg, &job->list, err) != 0)
        return -1;
    job->width = job->count = job->source.count;
    job->names = xcalloc(job->width + job->list.count + 1, sizeof *job->names);
    job->aggs = xcalloc(job->width + job->list.count + 1, sizeof *job->aggs);
    for (i = 0; i < job->width; i++)
        job->names[i] = xstrdup(job->source.columns[i].name);
    for (i = 0; i < job->list.count; i++) {
        char *name;
        const struct aggregate_kind *kind = agg_of(job->list.items[i], &name, err);
        size_t column;

        if (!kind)
            return -1;
        column = column_called(job, name);
        if (column == DRAFT_NONE && kind->needs == AGGREGATE_NOTHING) {
            column = job->count++;
            job->names[column] = xstrdup(name);
        }
        free(name);
        if (column == DRAFT_NONE)
            return select_column(job->names, job->count, job->list.items[i], job->file, NULL,
                                 &column, err);
        job->aggs[column] = kind;
    }
    return 0;
}

static int add_measure(struct table_job *job, size_t column, enum role role, const char *option,
                       struct error *err)
{
    size_t i;

    for (i = 0; i < job->measure_count && job->measures[i].column != column; i++)
        ;
    if (i < job->measure_count && option && job->measures[i].role != role)
        return error_usage(err,
                           "%s: \"%.80s\" is named twice, as %s and as %s: to test it as both, "
                           "name the pairs in a file for --links",
                           option, job->names[column], role_name(job->measures[i].role),
                           role_name(role));
    if (i < job->measure_count)
        return 0;
    if (column == job->source.date && job->said->common.time)
        return error_usage(err, "%s: \"%.80s\" is the column of --time",
                           option ? option : "--links", job->names[column]);
    job->measures[job->measure_count++] = (struct table_measure){ column, role };
    return 0;
}

static int add_role(struct table_job *job, enum role role, const char *option, const char *list,
                    struct error *err)
{
    struct selection chosen;
    int status;
    size_t i;

    if (!list)
        return 0;
    status = select_columns(job->names, job->count, list, job->file, NULL, &chosen, err);
    if (status != 0)
        return -1;
    for (i = 0; status == 0 && i < chosen.count; i++)
        status = add_measure(job, chosen.columns[i], role, option, err);
    selection_free(&chosen);
    return status;
}

/* What links name: a name is the column's, as in a plan the measure's. */
static int add_linked(struct table_job *job, struct error *err)
{
    struct plan *none;
    struct links *links = NULL;
    size_t i, side;
    int status = 0;

    if (!job->said->common.links)
        return 0;
    if (read_both(NULL, job->said->common.links, &none, &links, err) != 0)
        return -1;
    for (side = 0; side < 2; side++)
        for (i = 0; status == 0 && i < links->count; i++) {
            const struct hypothesis *link = &links->items[i];
            const char *name = side ? link->outcome : link->output;
            char *item = list_quote(name);
            struct selection chosen;

            status = select_columns(job->names, job->count, item, job->file, NULL, &chosen, err);
            free(item);
            if (status == 0) {
                status = add_measure(job, chosen.columns[0], side ? ROLE_OUTCOME : ROLE_OUTPUT,
                                     NULL, err);
                selection_free(&chosen);
            }
        }
    links_free(links);
    return status;
}

static int take_measures(struct table_job *job, struct error *err)
{
    const struct common *common = &job->said->common;
    size_t i, j;

    job->measures = xcalloc(job->count + 1, sizeof *job->measures);
    if (add_role(job, ROLE_OUTPUT, "--outputs", common->outputs, err) != 0 ||
        add_role(job, ROLE_OUTCOME, "--outcomes", common->outcomes, err) != 0 ||
        add_role(job, ROLE_CONTEXT, "--context", common->context, err) != 0 ||
        add_linked(job, err) != 0)
        return -1;
    for (i = 0; i < job->count; i++) {
        for (j = 0; j < job->measure_count && job->measures[j].column != i; j++)
            ;
        if (job->aggs[i] && j == job->measure_count)
            return error_usage(err, "--agg: \"%.80s\" is not among the columns of -x, -y or -z",
                               job->names[i]);
    }
    return 0;
}

/* ---- the plan ---- */

const char *table_agg(const struct table_job *job, size_t column)
{
    const struct draft_column *own = column < job->width ? &job->source.columns[column] : NULL;
    const char *word = own && !own->seen.percent ? draft_agg(own->name) : "mean";

    if (job->aggs[column])
        return job->aggs[column]->name;
    if (*word)
        return word;
    return own->seen.currency[0] || own->whole ? "sum" : "mean";
}

/* Names of the by columns, as a list. */
static char *by_list(const struct table_job *job)
{
    struct text list = TEXT_EMPTY;
    struct selection chosen;
    struct error ignored;
    size_t i;

    if (!job->said->common.by || select_columns(job->names, job->width, job->said->common.by,
                                                job->file, NULL, &chosen, &ignored) != 0)
        return xstrdup("");
    for (i = 0; i < chosen.count; i++) {
        char *item = list_quote(job->names[chosen.columns[i]]);

        text_addf(&list, "%s%s", i ? "," : "", item);
        free(item);
    }
    selection_free(&chosen);
    return text_take(&list);
}

/* Of the source, and of the report, on the first row. */
static void set_first(const struct table_job *job, struct plan_rows *rows)
{
    const struct settings *said = job->said;
    const struct common *common = &said->common;
    const char delimiter[] = { common->delimiter, '\0' };
    const char decimal[] = { common->decimal, '\0' };

    plan_rows_set(rows, 0, "delimiter", common->delimiter == '\t' ? "tab" : delimiter);
    plan_rows_set(rows, 0, "decimal", decimal);
    plan_rows_set(rows, 0, "sheet", common->sheet ? common->sheet : "");
    plan_rows_set(rows, 0, "missing", common->missing ? common->missing : "");
    plan_rows_set(rows, 0, "date_format", common->date_format ? common->date_format : "");
    plan_rows_set(rows, 0, "encoding",
                  common->encoding ? common->encoding
                  : job->encoding  ? job->encoding
                                   : "");
    plan_rows_set(rows, 0, "week", common->week ? common->week : "");
    plan_rows_set(rows, 0, "tz", said->tz ? said->tz : "");
    if (said->drop_totals || said->keep_totals)
        plan_rows_set(rows, 0, "totals", said->drop_totals ? "drop" : "keep");
    if (common->period || job->source.timed)
        plan_rows_set(rows, 0, "period",
                      common->period ? common->period : period_kind_name(job->source.kind));
}

static struct plan_rows *plan_of(const struct table_job *job, const char *source)
{
    struct plan_rows *rows = plan_rows_new();
    char *by = by_list(job);
    size_t i;

    for (i = 0; i < job->measure_count; i++) {
        size_t column = job->measures[i].column;
        const struct draft_column *own = column < job->width ? &job->source.columns[column] : NULL;
        size_t row = plan_rows_add(rows);

        if (strpbrk(job->names[column], "\n\r\t\"'"))
            plan_rows_name(rows, row, job->names[column]);
        else
            plan_rows_set(rows, row, "measure", job->names[column]);
        if (own && strcmp(plan_rows_get(rows, row, "measure"), job->names[column]) != 0)
            plan_rows_set(rows, row, "column", job->names[column]);
        plan_rows_set(rows, row, "role", role_name(job->measures[i].role));
        plan_rows_set(rows, row, "agg", table_agg(job, column));
        if (own && own->seen.percent)
            plan_rows_set(rows, row, "unit", "%");
        else if (own)
            plan_rows_set(rows, row, "unit", own->seen.currency);
        plan_rows_set(rows, row, "source", source);
        plan_rows_set(rows, row, "date", job->names[job->source.date]);
        plan_rows_set(rows, row, "by", by);
    }
    set_first(job, rows);
    free(by);
    return rows;
}

static int write_plan(const struct table_job *job, const char *source, const char *path,
                      struct error *err)
{
    const struct dialect plain = { 0 };
    struct writer *writer = writer_open(path, &plain, err);
    struct plan_rows *rows;

    if (!writer)
        return -1;
    rows = plan_of(job, source);
    plan_rows_write(rows, writer);
    plan_rows_free(rows);
    return writer_close(writer, err);
}

static int take_text(const char *path, char **text, struct error *err)
{
    struct text all = TEXT_EMPTY;
    FILE *stream = fopen(path, "r");
    char block[4096];
    size_t n;

    while (stream && (n = fread(block, 1, sizeof block, stream)) > 0)
        text_add(&all, block, n);
    if (stream)
        fclose(stream);
    *text = text_take(&all);
    return stream ? 0 : error_at(err, path, 0, NULL, "cannot be read again");
}

/* The folder of a path, with its slash; "" = here. The caller frees it. */
static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? xstrndup(path, (size_t)(slash - path) + 1) : xstrdup("");
}

/* The user's, beside which the source is found. */
static int make_user_plan(struct table_job *job, struct error *err)
{
    struct draft_file file = { .path = job->file };
    char *place = folder_of(job->said->plan_out);
    char *source = draft_source_of(&file, 1, 0, place);
    char *path = xasprintf("%s/user.csv", job->folder);
    int status = write_plan(job, source, path, err);

    if (status == 0)
        status = take_text(path, &job->report->user_plan, err);
    free(path);
    free(source);
    free(place);
    return status;
}

/* Reads the plan that was made; it is then called as the table, which is where the user looks. */
static int read_back(struct table_job *job, struct error *err)
{
    struct report *report = job->report;
    const char *slash = strrchr(job->file, '/');
    char *path = xasprintf("%s/plan.csv", job->folder);
    int status = write_plan(job, slash ? slash + 1 : job->file, path, err);
    size_t i;

    if (status == 0)
        status = take_text(path, &report->assumed, err);
    if (status == 0)
        status = read_both(path, job->said->common.links, &report->plan, &report->links, err);
    for (i = 0; status == 0 && i < report->plan->count; i++) {
        struct measure *measure = &report->plan->measures[i];

        free(measure->path);
        measure->path = xstrdup(job->file);
        measure->line = 0;
    }
    if (status == 0) {
        free(report->plan->file);
        report->plan->file = xstrdup(job->file);
    }
    free(path);
    return status;
}

/* What the plan says now is not said to the filters as well. */
static void take_settings(struct report *report)
{
    struct settings *plain = xmalloc(sizeof *plain);
    struct common *common = &plain->common;

    *plain = *report->settings;
    common->time = common->outputs = common->outcomes = common->context = common->by = NULL;
    common->period = common->sheet = common->missing = common->date_format = NULL;
    common->delimiter = common->decimal = '\0';
    plain->agg = NULL;
    report->without = plain;
    report->settings = plain;
}

static void end(struct table_job *job)
{
    size_t i;

    for (i = 0; i < job->count; i++)
        free((char *)(uintptr_t)job->names[i]);
    free(job->names);
    free(job->aggs);
    free(job->measures);
    list_free(&job->list);
    draft_source_free(&job->source);
    free(job->folder);
}

static int read_table(struct report *report, struct error *err)
{
    struct table_job job = { .report = report, .said = report->settings, .file = report->file };
    int status = -1;

    if (report->settings->plan_out && report->settings->show)
        return error_usage(err, "--plan-out: --show runs nothing, and shows the plan itself");
    job.folder = temporary_folder(err);
    if (job.folder && look(&job, err) == 0 && take_names(&job, err) == 0)
        status = table_check_asked(&job, err);
    if (status == 0)
        status = take_measures(&job, err);
    if (status == 0)
        status = table_check_rows(&job, err);
    if (status == 0)
        status = read_back(&job, err);
    if (status == 0 && report->settings->plan_out)
        status = make_user_plan(&job, err);
    if (status == 0) {
        table_say(&job);
        take_settings(report);
    }
    end(&job);
    return status;
}

int report_table_read(struct report *report, struct error *err)
{
    const struct settings *settings = report->settings;
    const char *said;

    report->typed = settings;
    if (strcmp(report->file, "-") == 0 || clean_is_pipe(report->file))
        return error_usage(err,
                           "%s is read more than once, which a pipe cannot be: save what comes "
                           "out of it, and name a file instead",
                           file_shown(report->file));
    if (!is_plan(report))
        return read_table(report, err);
    said = said_of_table(settings);
    if (said)
        return error_usage(err, "%s: %s is a plan, and says that itself (%s is for a table)", said,
                           file_shown(report->file), said);
    return read_both(report->file, settings->common.links, &report->plan, &report->links, err);
}

int report_table_write(const struct report *report, struct error *err)
{
    struct output out = { 0 };

    if (!report->user_plan)
        return 0;
    if (output_open(&out, report->settings->plan_out, err) != 0)
        return -1;
    fputs(report->user_plan, out.stream); /* closing tells whether it could be */
    return output_close(&out, err);
}
