/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calc - adds columns worked out by spreadsheet formulas */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/output.h"
#include "base/text.h"
#include "calc/calc.h"
#include "calc/excel/structured.h"
#include "calc/functions.h"
#include "calc/stream.h"
#include "command/filter.h"
#include "table/select.h"
#include "table/table.h"
#include "table/writer.h"

struct settings {
    struct common common;
    struct each files;
    const char *formulas;
    const char *where;
    bool replace;
    bool strict;
    bool functions;
};

#define AT(member) offsetof(struct settings, member)

/* clang-format off */
static const struct option options[] = {
    { .letter = 'f', .name = "file", .kind = OPTION_EACH, .offset = AT(files), .argument = "FILE",
      .help = "read formulas from here too, one a line", .holds = HOLDS_FILE },
    { .name = "formulas", .kind = OPTION_WRITTEN, .offset = AT(formulas), .argument = "FILE",
      .help = "write what the columns are to this file, for lever book" },
    { .name = "replace", .kind = OPTION_FLAG, .offset = AT(replace),
      .help = "a formula may replace a column that is there" },
    { .name = "strict", .kind = OPTION_FLAG, .offset = AT(strict),
      .help = "a division by zero, a bad number and the like are errors" },
    { .name = "where", .kind = OPTION_TEXT, .offset = AT(where), .argument = "EXPRESSION",
      .help = "leave rows out of which this is not true" },
    { .name = "functions", .kind = OPTION_FLAG, .offset = AT(functions),
      .help = "list the functions there are and stop" },
    { .name = NULL },
};
/* clang-format on */

static int list_functions(const struct settings *settings, struct error *err)
{
    static const char *const header[] = { "function", "arguments", "summary", "path" };
    struct dialect dialect = common_out_dialect(&settings->common);
    struct writer *writer = writer_open(settings->common.out, &dialect, err);
    struct function_list list;
    size_t i;

    if (!writer)
        return -1;
    function_list(&list);
    writer_row(writer, header, sizeof header / sizeof *header);
    for (i = 0; i < list.count; i++) {
        const struct function_entry *entry = &list.entries[i];
        const char *const row[] = { entry->name, entry->arguments, entry->summary, entry->path };

        writer_row(writer, row, sizeof row / sizeof *row);
    }
    function_list_free(&list);
    return writer_close(writer, err);
}

/* What has an = in it is a formula; one operand may be the file. */
static int add_formulas(const struct settings *settings, struct calc *calc, size_t count,
                        char **operands, struct error *err)
{
    size_t i;

    for (i = 0; i < count; i++)
        if (strchr(operands[i], '=') &&
            calc_add(calc, operands[i], strlen(operands[i]), NULL, 0, err) != 0)
            return -1;
    for (i = 0; i < settings->files.count; i++)
        if (calc_add_file(calc, settings->files.items[i].value, err) != 0)
            return -1;
    return 0;
}

/* The last formula, of a column that is not written. */
static const char where_name[] = "--where";

static int add_where(const struct settings *settings, struct calc *calc, struct error *err)
{
    return settings->where ? calc_add_expression(calc, where_name, settings->where, err) : 0;
}

/* What it gives is known once the columns are. */
static int check_where(const struct calc *calc, const char *file, struct error *err)
{
    const struct formula *formula = calc->formulas[calc->count - 1];
    char gives = formula->nodes[formula_root(formula)].gives;

    if (calc->place[calc->count - 1] + 1 != calc->out_width)
        return error_at(err, file, 0, where_name,
                        "no column may be called so where rows are chosen");
    if (gives == 'T' || gives == 'D') {
        formula_error(formula, formula->nodes[formula_root(formula)].at, err,
                      "it gives %s, and is to be TRUE or FALSE", gives == 'T' ? "text" : "a date");
        return error_word(err, where_name);
    }
    return 0;
}

static int find_file(size_t count, char **operands, const char **file, struct error *err)
{
    size_t i;

    *file = NULL;
    for (i = 0; i < count; i++) {
        if (strchr(operands[i], '='))
            continue;
        if (*file)
            return error_usage(err,
                               "\"%s\" is no formula (NAME = EXPRESSION), and the file is "
                               "\"%s\" already",
                               operands[i], *file);
        *file = operands[i];
    }
    if (!*file)
        *file = "-";
    return 0;
}

/* ---- the passes over the file ---- */

/* What is asked for, and what it is asked of. */
struct calc_job {
    const struct settings *settings;
    struct calc *calc;
    struct table *table; /* the first time it is read */
    char *path;          /* to be opened again, where it is read several times */
    char *shown;         /* the file as the user named it */
    struct dialect in;
    struct dialect out;
    struct period_options periods;
    struct selection by;
    struct stream stream;
};

static void say_troubles(const struct calc_job *job)
{
    const struct stream *stream = &job->stream;
    size_t i;

    for (i = 0; i < stream->trouble_count; i++) {
        const struct stream_trouble *trouble = &stream->troubles[i];
        const struct formula *formula = job->calc->formulas[trouble->formula];

        message_warning("%s:%lu: %s \"%s\": %s, so it is %s in %zu %s",
                        file_shown(job->table->file), trouble->line,
                        formula->bare ? "in" : "column",
                        formula->bare ? formula->text + formula->at : formula->name,
                        job->calc->troubles[trouble->trouble],
                        trouble->trouble == TROUBLE_PASSED ? "passed over" : "missing",
                        trouble->count,
                        trouble->count == 1 ? "row" : "rows, of which this is the first");
    }
}

/* What a column with the time is usually called. */
static bool is_called_time(const char *name)
{
    static const char *const names[] = { "period", "date",    "day",  "week",
                                         "month",  "quarter", "year", "time" };
    size_t i;

    for (i = 0; i < sizeof names / sizeof *names; i++)
        if (same_ignoring_case(name, names[i]))
            return true;
    return false;
}

/* Rows that stand in no order of time, as far as one knows. */
static void say_unordered(const struct calc_job *job)
{
    const struct stream *stream = &job->stream;
    const char *const *names = table_names(job->table);
    size_t i;

    if (stream->by_count > 0)
        message_note("%s: within each \"%s\", rows are taken in the order of the file (see --time)",
                     file_shown(job->table->file), names[stream->by[0]]);
    for (i = 0; stream->by_count == 0 && i < job->table->width; i++) {
        if (!is_called_time(names[i]))
            continue;
        message_note("%s: rows are taken in the order of the file, though there is a column "
                     "\"%s\" (see --time)",
                     file_shown(job->table->file), names[i]);
        return;
    }
}

static void say_left_out(const struct calc_job *job)
{
    const struct stream *stream = &job->stream;
    const char *file = file_shown(job->table->file);

    if (stream->left_out > 0 && stream->left_out == stream->rows)
        message_warning("%s: no row is left: %s is true of none of %zu", file, job->settings->where,
                        stream->rows);
    else if (stream->left_out > 0)
        message_note("%s: %zu of %zu rows left out: %s is not true of them", file, stream->left_out,
                     stream->rows, job->settings->where);
}

static void say_time(const struct calc_job *job)
{
    const struct stream *stream = &job->stream;
    const char *const *names = table_names(job->table);

    if (stream->note[0])
        message_note("%s: column \"%s\": %s", file_shown(job->table->file), names[stream->time],
                     stream->note);
    if (stream->without_period)
        message_warning("%s:%lu: column \"%s\" is empty: %zu %s without a period left out of "
                        "functions over time",
                        file_shown(job->table->file), stream->line_without, names[stream->time],
                        stream->without_period, stream->without_period == 1 ? "row" : "rows");
    if (!stream->periods && job->calc->ordered)
        say_unordered(job);
}

/* A pipe can be read once only. */
static int copy_input(struct calc_job *job, struct error *err)
{
    bool standard = strcmp(job->path, "-") == 0;
    char *folder;
    FILE *from;
    char buffer[64 * 1024];
    struct output copy;
    size_t n;
    int bad;

    from = standard ? stdin : fopen(job->path, "re");
    if (!from)
        return error_errno(err, job->shown, errno, "cannot open");
    folder = temporary_folder(err);
    if (!folder) {
        if (!standard)
            fclose(from);
        return -1;
    }
    job->path = xasprintf("%s/input.csv", folder);
    free(folder);
    bad = output_open(&copy, job->path, err);
    while (!bad && (n = fread(buffer, 1, sizeof buffer, from)) > 0)
        fwrite(buffer, 1, n, copy.stream);
    if (!bad && ferror(from)) {
        output_abandon(&copy);
        bad = error_errno(err, job->shown, errno, "cannot read");
    } else if (!bad) {
        bad = output_close(&copy, err);
    }
    if (!standard)
        fclose(from);
    return bad;
}

/* The columns that say whose a row is and when. */
static int find_columns(struct calc_job *job, struct error *err)
{
    const struct common *common = &job->settings->common;
    struct table *table = job->table;
    struct stream *stream = &job->stream;

    if (common->time) {
        if (select_column(table_names(table), table->width, common->time, table->file, NULL,
                          &stream->time, err) != 0)
            return -1;
        job->periods.file = table->file;
        job->periods.column = table_names(table)[stream->time];
        stream->periods = &job->periods;
    }
    if (common->by && select_columns(table_names(table), table->width, common->by, table->file,
                                     NULL, &job->by, err) != 0)
        return -1;
    stream->by = job->by.columns;
    stream->by_count = job->by.count;
    return 0;
}

static bool is_file(const char *path)
{
    struct stat info;

    return strcmp(path, "-") != 0 && stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

/* One pass over the file; the writer of the last one, or NULL. */
static int pass_over(struct flow *flow, struct table *table, struct writer *writer,
                     struct error *err)
{
    return writer ? flow_write(flow, table, writer, err) : flow_collect(flow, table, err);
}

static int pass_again(struct calc_job *job, struct flow *flow, struct writer *writer,
                      struct error *err)
{
    struct table *table = table_open(job->path, &job->in, err);
    int bad = !table || pass_over(flow, table, writer, err) != 0;

    table_free(table);
    return bad;
}

static int work_out(struct calc_job *job, struct error *err)
{
    struct flow *flow = flow_new(&job->stream);
    struct writer *writer = NULL;
    size_t pass;
    int bad = 0;

    for (pass = 0; !bad && pass <= job->calc->levels; pass++) {
        if (pass == job->calc->levels) {
            writer = writer_open(job->settings->common.out, &job->out, err);
            bad = !writer;
        }
        if (!bad)
            bad = pass == 0 ? pass_over(flow, job->table, writer, err)
                            : pass_again(job, flow, writer, err);
    }
    if (bad)
        writer_abandon(writer);
    else
        bad = writer_close(writer, err);
    flow_free(flow);
    return bad;
}

/* All is known to be right before a row is read. */
static int prepare(struct calc_job *job, size_t count, char **operands, struct error *err)
{
    const struct settings *settings = job->settings;
    const struct common *common = &settings->common;

    job->in = common_in_dialect(common);
    job->out = common_out_dialect(common);
    job->stream = (struct stream){ .in = &job->in,
                                   .out = &job->out,
                                   .strict = settings->strict,
                                   .date_format = common->date_format,
                                   .threads = common_threads(common) };
    job->calc = calc_new(common->out_decimal, settings->replace);
    if (common_period(common, &job->periods, err) != 0 ||
        common_season(common, &job->stream.season, err) != 0 ||
        add_formulas(settings, job->calc, count, operands, err) != 0 ||
        add_where(settings, job->calc, err) != 0)
        return -1;
    if (!job->periods.week)
        job->periods.week = 1; /* rows need their order, not the names of their weeks */
    job->in.shown = job->shown;
    if (calc_needs_passes(job->calc) && !is_file(job->path) && copy_input(job, err) != 0)
        return -1;
    job->table = table_open(job->path, &job->in, err);
    job->in.tell = NULL; /* once is enough */
    if (!job->table || find_columns(job, err) != 0)
        return -1;
    job->stream.calc = job->calc;
    job->stream.chooses = settings->where != NULL;
    if (calc_bind(job->calc, table_names(job->table), job->table->width, job->table->file, err) !=
        0)
        return -1;
    return settings->where ? check_where(job->calc, job->table->file, err) : 0;
}

/* The names of columns as a list that select_columns reads. */
static void add_list(struct text *out, const struct calc_job *job)
{
    size_t i;

    for (i = 0; i < job->by.count; i++) {
        char *name = list_quote(table_names(job->table)[job->by.columns[i]]);

        text_addf(out, "%s%s", i ? "," : "", name);
        free(name);
    }
}

static int write_formulas(const struct calc_job *job, struct error *err)
{
    static const char *const header[] = { "column", "formula", "excel", "time", "by" };
    const struct settings *settings = job->settings;
    struct dialect plain = { .delimiter = ',' };
    struct writer *writer = writer_open(settings->formulas, &plain, err);
    const char *time = settings->common.time ? job->periods.column : NULL;
    struct text by = TEXT_EMPTY;
    struct text excel = TEXT_EMPTY;
    size_t i;

    if (!writer)
        return -1;
    add_list(&by, job);
    writer_row(writer, header, sizeof header / sizeof *header);
    for (i = 0; i < job->calc->count - (settings->where ? 1 : 0); i++) {
        const struct formula *formula = job->calc->formulas[i];
        char *expression;

        if (job->calc->place[i] == SIZE_MAX)
            continue; /* replaced by a later one */
        expression = formula_plain(formula, job->calc->decimal);
        text_clear(&excel);
        structured_formula(job->calc, i, job->by.count > 0, &excel);
        writer_string(writer, formula->name);
        writer_string(writer, expression);
        free(expression);
        writer_text(writer, excel.bytes ? excel.bytes : "", excel.length);
        writer_string(writer, time);
        writer_string(writer, by.bytes);
        writer_end_row(writer);
    }
    text_free(&by);
    text_free(&excel);
    return writer_close(writer, err);
}

static int run_calc(void *arguments, size_t count, char **operands)
{
    struct calc_job job = { .settings = arguments };
    const char *file;
    struct error err;
    int bad;

    if (job.settings->functions)
        return list_functions(job.settings, &err) != 0 ? message_error(&err) : 0;
    bad = find_file(count, operands, &file, &err) != 0;
    if (!bad) {
        job.path = job.shown = xstrdup(file);
        bad = prepare(&job, count, operands, &err) != 0 || work_out(&job, &err) != 0 ||
              (job.settings->formulas && write_formulas(&job, &err) != 0);
    }
    if (!bad) {
        say_left_out(&job);
        say_time(&job);
        say_troubles(&job);
    }
    free(job.stream.troubles);
    calc_free(job.calc);
    table_free(job.table);
    selection_free(&job.by);
    if (job.path != job.shown)
        free(job.path);
    free(job.shown);
    return bad ? message_error(&err) : 0;
}

const struct filter filter_calc = {
    .name = "calc",
    .heading = HEADING_READ,
    .summary = "adds columns worked out by spreadsheet formulas",
    .operands = "[FORMULA ...] [FILE]",
    .common = TAKES_PERIODS | TAKES(SEASON) | TAKES_TABLE | TAKES(TRAIL),
    .options = options,
    .settings = sizeof(struct settings),
    .least = 0,
    .most = SIZE_MAX,
    .run = run_calc,
};
