/* SPDX-License-Identifier: GPL-3.0-or-later */
/* corr - correlates columns, as a list or a matrix */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/progress.h"
#include "command/filter.h"
#include "methods/resample.h"
#include "question/roles.h"
#include "stats/correlation_matrix.h"
#include "stats/correlation_stream.h"
#include "table/rows.h"
#include "table/select.h"
#include "table/table.h"
#include "table/writer.h"
#include "words/correlations.h"

enum { RESAMPLES = 9999 };

struct settings {
    struct common common;
    const char *columns;
    bool matrix;
};

#define AT(member) offsetof(struct settings, member)

static const struct option options[] = {
    { .name = "columns",
      .kind = OPTION_COLUMNS,
      .offset = AT(columns),
      .argument = "COLS",
      .help = "all pairs of these" },
    { .name = "matrix", .kind = OPTION_FLAG, .offset = AT(matrix), .help = "r alone, as a matrix" },
    { .name = NULL },
};

/* A list or a matrix to be made. */
struct corr_job {
    const struct settings *settings;
    const struct lever_method *method;
    bool known; /* stats/correlation.h does the method */
    enum correlation_method which;
    struct table *table;
    struct selection x;
    struct selection y; /* none: all pairs of x */
    size_t threads;
    struct correlation_matrix matrix;  /* of a method that is known */
    struct correlation_stream *stream; /* where the columns are not kept: */
    size_t *wanted;                    /* which they are, each once */
    size_t wanted_count;
    struct correlation_stream_block **blocks; /* one a thread */
    struct correlation *plugin;               /* of one that is not: x by y */
    size_t short_pairs;                       /* with fewer than 3 rows in common */
};

static const struct selection *across(const struct corr_job *job)
{
    return job->y.count ? &job->y : &job->x;
}

static const char *name_of(const struct corr_job *job, size_t column)
{
    return job->table->columns[column].name;
}

static const double *numbers_of(const struct corr_job *job, size_t column)
{
    return job->table->columns[column].numbers;
}

static int select_one(const struct corr_job *job, const char *list, const struct role_source *roles,
                      struct selection *selection, struct error *err)
{
    return select_columns(table_names(job->table), job->table->width, list, job->table->file, roles,
                          selection, err);
}

static size_t wanted_at(const struct corr_job *job, size_t column)
{
    size_t i;

    for (i = 0; i < job->wanted_count; i++)
        if (job->wanted[i] == column)
            break;
    return i;
}

static void want_column(struct corr_job *job, size_t column)
{
    if (wanted_at(job, column) == job->wanted_count)
        job->wanted[job->wanted_count++] = column;
}

static void want_columns(struct corr_job *job)
{
    size_t i;

    job->wanted = xarray(job->x.count + job->y.count, sizeof *job->wanted);
    for (i = 0; i < job->x.count; i++)
        want_column(job, job->x.columns[i]);
    for (i = 0; i < job->y.count; i++)
        want_column(job, job->y.columns[i]);
}

static void measure_block(void *context, const struct rows_block *block)
{
    struct corr_job *job = context;

    correlation_stream_measure(job->blocks[block->worker], block->numbers, block->count);
}

static int add_block(void *context, const struct rows_block *block, struct error *err)
{
    struct corr_job *job = context;

    (void)err;
    if (block->count)
        correlation_stream_add(job->stream, job->blocks[block->worker]);
    return 0;
}

/* The rows' part in the correlations, while they are read; the columns are not kept. */
static int stream_rows(struct corr_job *job, struct error *err)
{
    struct rows_want want = { .numbers = job->wanted, .number_count = job->wanted_count };
    size_t i;
    int bad;

    job->stream = correlation_stream_new(job->wanted_count);
    job->blocks = xarray(job->threads, sizeof *job->blocks);
    for (i = 0; i < job->threads; i++)
        job->blocks[i] = correlation_stream_block_new(job->wanted_count);
    bad = rows_read(job->table, &want, job->threads, measure_block, add_block, job, err);
    for (i = 0; i < job->threads; i++)
        correlation_stream_block_free(job->blocks[i]);
    free(job->blocks);
    if (!bad && job->table->height == 0)
        bad = error_at(err, job->table->file, 0, NULL, "has a header but no rows");
    return bad;
}

/* The outputs or the outcomes: those named, or else what the plan calls so. */
static int find_side(const struct corr_job *job, const char *list, const struct roles *roles,
                     bool outputs, struct selection *side, struct error *err)
{
    if (list)
        return select_one(job, list, &roles->source, side, err);
    side->columns = xarray(job->table->width, sizeof *side->columns);
    roles_add(roles->plan, outputs ? ROLE_OUTPUT : ROLE_OUTCOME, job->table, side);
    if (!outputs)
        roles_add(roles->plan, ROLE_GUARDRAIL, job->table, side);
    return side->count ? 0 : roles_none(roles->plan, job->table, outputs, err);
}

static int choose(struct corr_job *job, struct error *err)
{
    const struct common *common = &job->settings->common;
    struct roles roles;
    size_t i;
    int bad = roles_open(&roles, common, err);

    if (!bad && job->settings->columns)
        bad = select_one(job, job->settings->columns, &roles.source, &job->x, err);
    else if (!bad)
        bad = find_side(job, common->outputs, &roles, true, &job->x, err) != 0 ||
              find_side(job, common->outcomes, &roles, false, &job->y, err) != 0;
    roles_close(&roles);
    if (bad)
        return -1;
    if (!job->y.count && job->x.count < 2)
        return error_usage(err, "--columns %s is one column: a pair needs two",
                           job->settings->columns);
    want_columns(job);
    if (job->known && job->which == CORRELATION_PEARSON && job->wanted_count <= COSTREAM_COLUMNS)
        return stream_rows(job, err);
    for (i = 0; i < job->wanted_count; i++)
        table_want(job->table, job->wanted[i], COLUMN_NUMBER);
    return table_load(job->table, job->threads, err);
}

static const double **vectors(const struct corr_job *job, const struct selection *selection)
{
    const double **vector = xarray(selection->count, sizeof *vector);
    size_t i;

    for (i = 0; i < selection->count; i++)
        vector[i] = numbers_of(job, selection->columns[i]);
    return vector;
}

static size_t pair_count(const struct corr_job *job)
{
    size_t n = job->x.count;

    return job->y.count ? n * job->y.count : n * (n + 1) / 2;
}

static int resample_all(struct corr_job *job, struct error *err)
{
    const struct common *common = &job->settings->common;
    const struct selection *y = across(job);
    size_t resamples = common->resamples ? (size_t)common->resamples : RESAMPLES;
    size_t i;
    size_t j;

    job->plugin = xcalloc(job->x.count * y->count, sizeof *job->plugin);
    progress_begin("resampling pairs", pair_count(job) * resamples);
    for (i = 0; i < job->x.count; i++) {
        for (j = job->y.count ? 0 : i; j < y->count; j++) {
            struct correlation *pair = &job->plugin[i * y->count + j];

            if (method_judge(job->method, numbers_of(job, job->x.columns[i]),
                             numbers_of(job, y->columns[j]), job->table->height, resamples,
                             (uint64_t)common->seed, job->threads, pair, err) != 0)
                return -1;
            if (!job->y.count)
                job->plugin[j * y->count + i] = *pair;
        }
    }
    progress_end();
    return 0;
}

static size_t *places(const struct corr_job *job, const struct selection *selection)
{
    size_t *place = xarray(selection->count, sizeof *place);
    size_t i;

    for (i = 0; i < selection->count; i++)
        place[i] = wanted_at(job, selection->columns[i]);
    return place;
}

static void streamed(struct corr_job *job)
{
    size_t *x = places(job, &job->x);
    size_t *y = places(job, &job->y);

    correlation_stream_matrix(job->stream, x, job->x.count, job->y.count ? y : NULL, job->y.count,
                              &job->matrix);
    free(x);
    free(y);
}

static int compute(struct corr_job *job, struct error *err)
{
    const double **x;
    const double **y;

    if (!job->known)
        return resample_all(job, err);
    if (job->stream) {
        streamed(job);
        return 0;
    }
    x = vectors(job, &job->x);
    y = vectors(job, &job->y);
    correlation_matrix(job->which, x, job->x.count, job->y.count ? y : NULL, job->y.count,
                       job->table->height, job->threads, &job->matrix);
    free(x);
    free(y);
    return 0;
}

static void write_list(struct corr_job *job, struct writer *writer)
{
    const struct selection *y = across(job);
    size_t i;
    size_t j;

    result_header(writer, &result_correlations, RESULT_ALWAYS);
    for (i = 0; i < job->x.count; i++) {
        for (j = job->y.count ? 0 : i + 1; j < y->count; j++) {
            struct correlation pair = job->known ? correlation_matrix_at(&job->matrix, i, j)
                                                 : job->plugin[i * y->count + j];
            const struct correlations_row row = {
                .x = name_of(job, job->x.columns[i]),
                .y = name_of(job, y->columns[j]),
                .method = job->method->name,
                .n = (double)pair.n,
                .r = pair.r,
                .low = pair.low,
                .high = pair.high,
                .p = pair.p,
            };

            job->short_pairs += pair.n < 3;
            result_row(writer, &result_correlations, RESULT_ALWAYS, &row);
        }
    }
}

static void write_matrix(struct corr_job *job, struct writer *writer)
{
    const struct selection *y = across(job);
    size_t i;
    size_t j;

    writer_string(writer, "x");
    for (j = 0; j < y->count; j++)
        writer_string(writer, name_of(job, y->columns[j]));
    writer_end_row(writer);
    for (i = 0; i < job->x.count; i++) {
        writer_string(writer, name_of(job, job->x.columns[i]));
        for (j = 0; j < y->count; j++) {
            size_t at = i * y->count + j;

            job->short_pairs += (job->known ? job->matrix.n[at] : (double)job->plugin[at].n) < 3;
            writer_number(writer, job->known ? job->matrix.r[at] : job->plugin[at].r);
        }
        writer_end_row(writer);
    }
}

/* Are the column's cells all the same, or none there (then *value is NaN)? */
static bool is_constant(const struct corr_job *job, size_t column, double *value)
{
    const double *x;
    size_t row;

    if (job->stream)
        return correlation_stream_constant(job->stream, wanted_at(job, column), value);
    x = numbers_of(job, column);
    *value = NAN;
    for (row = 0; row < job->table->height; row++) {
        if (isnan(x[row]))
            continue;
        if (!isnan(*value) && x[row] != *value)
            return false;
        *value = x[row];
    }
    return true;
}

/* Columns that cannot correlate with anything. */
static void say_constant(const struct corr_job *job, const struct selection *selection)
{
    double value;
    size_t i;

    for (i = 0; i < selection->count; i++)
        if (is_constant(job, selection->columns[i], &value))
            message_note("%s: column \"%s\" is %s: it has no correlation",
                         file_shown(job->table->file), name_of(job, selection->columns[i]),
                         isnan(value) ? "empty" : "constant");
}

static int write_out(struct corr_job *job, struct error *err)
{
    struct dialect dialect = common_out_dialect(&job->settings->common);
    struct writer *writer = writer_open(job->settings->common.out, &dialect, err);

    if (!writer)
        return -1;
    (job->settings->matrix ? write_matrix : write_list)(job, writer);
    if (writer_close(writer, err) != 0)
        return -1;
    say_constant(job, &job->x);
    say_constant(job, &job->y);
    if (job->short_pairs)
        message_note("%s: %zu %s fewer than 3 rows in common", file_shown(job->table->file),
                     job->short_pairs, job->short_pairs == 1 ? "pair has" : "pairs have");
    return 0;
}

static int check(const struct settings *settings, struct error *err)
{
    const struct common *common = &settings->common;

    if (settings->columns && (common->outputs || common->outcomes))
        return error_usage(err, "--columns and --outputs, --outcomes exclude each other");
    if (!settings->columns && !common->plan && (!common->outputs || !common->outcomes))
        return error_usage(err, "which columns? Say --columns COLS for all pairs, or both "
                                "--outputs and --outcomes, or --plan");
    return 0;
}

static int run_corr(void *arguments, size_t count, char **operands)
{
    const struct settings *settings = arguments;
    struct corr_job job = { .settings = settings, .threads = common_threads(&settings->common) };
    struct dialect dialect = common_in_dialect(&settings->common);
    struct error err;
    int bad = check(settings, &err);

    if (!bad) {
        job.method = method_find(settings->common.method, &err);
        bad = !job.method;
    }
    if (!bad) {
        job.known = method_correlation(job.method, &job.which);
        job.table = table_open(count ? operands[0] : "-", &dialect, &err);
        bad = !job.table || choose(&job, &err) != 0 || compute(&job, &err) != 0 ||
              write_out(&job, &err) != 0;
    }
    correlation_matrix_free(&job.matrix);
    free(job.plugin);
    correlation_stream_free(job.stream);
    free(job.wanted);
    selection_free(&job.x);
    selection_free(&job.y);
    table_free(job.table);
    return bad ? message_error(&err) : 0;
}

const struct filter filter_corr = {
    .name = "corr",
    .heading = HEADING_ASK,
    .summary = "correlates columns, as a list or a matrix",
    .operands = "[FILE]",
    .common = TAKES(PAIRS) | TAKES(OUTCOMES) | TAKES(PLAN) | TAKES(METHOD) | TAKES(SEED) |
              TAKES(RESAMPLES) | TAKES_TABLE | TAKES(JSON),
    .options = options,
    .settings = sizeof(struct settings),
    .least = 0,
    .most = 1,
    .run = run_corr,
};
