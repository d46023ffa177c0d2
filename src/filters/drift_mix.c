/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --mix of drift: the change of a rate, split into the parts' shares and their rates. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/message.h"
#include "filters/drift_rows.h"
#include "question/when.h"
#include "stats/adjust.h"
#include "table/select.h"
#include "words/drift_note.h"
#include "words/parts.h"

/* Resamples, where none are asked for. */
enum { RESAMPLES = 9999 };

/* Sums of squares of larger figures leave what a double holds. */
#define BEYOND 1e140

struct mixing {
    struct frame frame;
    struct common common; /* the parts stand where entities do */
    size_t columns[2];    /* count and rate */
    struct mix_question question;
    double *count, *rate;
    struct mix_result result;
    const struct measure *measure; /* of the rate; NULL = none */
    size_t n_before, n_after;      /* periods with a count */
};

static int pick_columns(struct mixing *job, const struct list *items, struct error *err)
{
    const struct table *table = job->frame.table;
    size_t k;

    for (k = 0; k < 2; k++)
        if (select_column(table_names(table), table->width, items->items[k + 1], table->file, NULL,
                          &job->columns[k], err) != 0)
            return -1;
    return 0;
}

/* Lays counts and rates out, period by period; what has no rate does not count. */
static int lay_out(struct mixing *job, struct error *err)
{
    const struct axis *axis = &job->frame.axis;
    size_t parts = axis->entities, cells = axis->periods * parts, lost = 0, t, i;
    const char *const *names = table_names(job->frame.table);

    job->count = xcalloc(cells, sizeof *job->count);
    job->rate = xcalloc(cells, sizeof *job->rate);
    for (i = 0; i < parts; i++) {
        const double *count = frame_series(&job->frame, job->columns[0], i);
        const double *rate = frame_series(&job->frame, job->columns[1], i);

        for (t = 0; t < axis->periods; t++) {
            char period[PERIOD_SIZE];

            if (!(count[t] > 0) && !(count[t] < 0))
                continue;
            if (count[t] < 0 || isinf(count[t])) {
                period_format(axis->kind, axis->first + (long)t, period);
                return error_at(err, job->frame.table->file, 0, names[job->columns[0]],
                                "%g of \"%.80s\" in %s is no count: parts are weighted by how many "
                                "there are",
                                count[t], axis->entity[i], period);
            }
            if (count[t] > BEYOND || (isfinite(rate[t]) && fabs(rate[t]) > BEYOND)) {
                period_format(axis->kind, axis->first + (long)t, period);
                return error_at(
                    err, job->frame.table->file, 0, names[job->columns[1]],
                    "\"%.80s\" in %s is beyond what can be added up: write it in a larger "
                    "unit",
                    axis->entity[i], period);
            }
            lost += isfinite(rate[t]) ? 0 : 1;
            job->count[t * parts + i] = isfinite(rate[t]) ? count[t] : 0;
            job->rate[t * parts + i] = isfinite(rate[t]) ? rate[t] : 0;
        }
    }
    if (lost > 0)
        message_warning("%s: %zu %s a count and no rate: left out",
                        file_shown(job->frame.table->file), lost,
                        lost == 1 ? "row has" : "rows have");
    return 0;
}

static int find_row(struct mixing *job, const char *at, struct error *err)
{
    const char *name = table_names(job->frame.table)[job->columns[1]];
    const char *since;
    char who[400];

    job->measure = job->frame.plan ? plan_measure(job->frame.plan, name) : NULL;
    since = job->measure ? job->measure->target_since : "";
    if (!at && *since == '\0')
        return error_usage(err,
                           "--mix compares before with after: say when it changed, --at DATE%s",
                           job->measure ? ", or target_since in the plan" : "");
    snprintf(who, sizeof who, "%.300s:%lu: column \"target_since\"",
             job->measure ? job->frame.plan->file : "", job->measure ? job->measure->line : 0);
    return when_find(&job->frame, at ? "--at" : who, at ? at : since, &job->question.row, err);
}

static void count_periods(struct mixing *job)
{
    const struct mix_question *q = &job->question;
    size_t t, i;

    for (t = 0; t < q->periods; t++) {
        double all = 0;

        for (i = 0; i < q->parts; i++)
            all += q->count[t * q->parts + i];
        if (all > 0)
            (*(t < q->row ? &job->n_before : &job->n_after))++;
    }
}

static int open_mix(struct mixing *job, const struct drift_settings *settings, const char *file,
                    struct error *err)
{
    struct list items;
    int status;

    if (!settings->mix_of && (settings->common.by || settings->common.outputs ||
                              settings->common.outcomes || settings->common.links))
        return error_usage(err, "--mix has rows of a period and a part; links want a row a period: "
                                "run drift once for each, without --by, -x, -y and --links here");
    if (list_split(settings->mix, &items, err) != 0)
        return -1;
    if (items.count != 3) {
        status = error_usage(err, "--mix wants three columns, PART,COUNT,RATE, and has %zu: %s",
                             items.count, settings->mix);
    } else {
        job->common = settings->common;
        job->common.by = items.items[0];
        job->common.each = true;
        job->common.context = NULL;
        status = frame_plan(&job->frame, &job->common, err) != 0 ||
                         frame_open(&job->frame, file, err) != 0 ||
                         pick_columns(job, &items, err) != 0
                     ? -1
                     : 0;
        if (status == 0 && job->frame.time == SIZE_MAX)
            status = error_usage(err, "--mix compares before with after: name the column with the "
                                      "date with -t");
        if (status == 0)
            status = frame_load(&job->frame, job->columns, 2, err);
    }
    list_free(&items);
    return status;
}

/* ---- rows ---- */

static void put(const struct mix_line *figures, double p_adj, struct drift_row *row)
{
    row->before = figures->before.value;
    row->before_low = figures->before.low;
    row->before_high = figures->before.high;
    row->after = figures->after.value;
    row->after_low = figures->after.low;
    row->after_high = figures->after.high;
    row->effect = figures->effect.value;
    row->effect_low = figures->effect.low;
    row->effect_high = figures->effect.high;
    row->p = figures->p;
    row->p_adj = p_adj;
}

static enum drift_verdict judge(const struct mixing *job, const struct mix_line *figures,
                                double p_adj, enum drift_verdict found)
{
    double least = job->measure ? job->measure->min_change : NAN;

    if (p_adj < .05)
        return found;
    if (least > 0 && figures->effect.low > -least && figures->effect.high < least)
        return DRIFTS_HOLDS;
    return DRIFTS_CANNOT_TELL;
}

static struct drift_line *add(const struct mixing *job, const char *subject,
                              const struct mix_line *figures, double p_adj,
                              enum drift_verdict found, struct drift_lines *lines)
{
    const char *rate = table_names(job->frame.table)[job->columns[1]];
    struct drift_line *line = drift_lines_add(lines, "mix", subject, rate);

    line->verdict = judge(job, figures, p_adj, found);
    drift_period(&job->frame.axis, job->question.row, line->date);
    put(figures, p_adj, &line->row);
    line->row.n_before = (double)job->n_before;
    line->row.n_after = (double)job->n_after;
    return line;
}

static void add_all(const struct mixing *job, struct drift_lines *lines)
{
    const struct mix_result *result = &job->result;
    size_t parts = job->question.parts, i;
    enum adjust_method adjust = (enum adjust_method)job->common.adjust;
    double two[2] = { result->mix.p, result->rate.p }, *p = xarray(parts, sizeof *p);
    struct drift_mix_said said = { .result = result,
                                   .rate = table_names(job->frame.table)[job->columns[1]],
                                   .unit = job->measure ? job->measure->unit : "",
                                   .period = job->frame.axis.kind,
                                   .n_before = job->n_before,
                                   .n_after = job->n_after };
    struct text note = TEXT_EMPTY;
    struct drift_line *line;

    for (i = 0; i < parts; i++)
        p[i] = result->share_before[i] > 0 && result->share_after[i] > 0 ? result->part[i].p : NAN;
    adjust_p(adjust, two, 2, two);
    adjust_p(adjust, p, parts, p);
    line = add(job, "mix", &result->mix, two[0], DRIFTS_MIX_SHIFT, lines);
    said.date = line->date;
    drift_note_mix(&said, &note);
    line->note = text_take(&note);
    line = add(job, "rate", &result->rate, two[1], DRIFTS_DIFFERS, lines);
    drift_note_rate(&said, &note);
    line->note = text_take(&note);
    for (i = 0; i < parts; i++) {
        bool both = result->share_before[i] > 0 && result->share_after[i] > 0;

        if (!(result->share_before[i] > 0) && !(result->share_after[i] > 0))
            continue; /* listed, and never there */
        line = add(job, job->frame.axis.entity[i], &result->part[i], p[i], DRIFTS_DIFFERS, lines);
        if (!both) {
            struct drift_line blank = *line;

            put(&(struct mix_line){ { NAN, NAN, NAN }, { NAN, NAN, NAN }, { NAN, NAN, NAN }, NAN },
                NAN, &blank.row);
            if (result->share_before[i] > 0)
                blank.row.before = result->part[i].before.value;
            else
                blank.row.after = result->part[i].after.value;
            *line = blank;
        }
        drift_note_part(&said, i, job->frame.axis.entity[i], &note);
        line->note = text_take(&note);
    }
    free(p);
}

static void add_unusable(const struct mixing *job, struct drift_lines *lines)
{
    const char *noun = period_noun(true, job->frame.axis.kind);
    struct drift_line *line = drift_lines_add(lines, "mix", "mix",
                                              table_names(job->frame.table)[job->columns[1]]);

    line->verdict = DRIFTS_UNUSABLE;
    line->row.n_before = (double)job->n_before;
    line->row.n_after = (double)job->n_after;
    drift_period(&job->frame.axis, job->question.row, line->date);
    line->note =
        job->n_before > 0 && job->n_after > 0
            ? xstrdup(
                  "Not looked at: no part is there before and after the date, so no rate can be "
                  "compared; name as PART a column whose values return, such as a kind or a "
                  "region.")
            : xasprintf("Not looked at: %zu %ss with a count lie before the date and %zu from it "
                        "on; both sides need some, so another --at would do.",
                        job->n_before, noun, job->n_after);
}

/* ---- --parts ---- */

static void write_parts(const struct mixing *job, struct writer *writer)
{
    const struct mix_result *result = &job->result;
    char date[PERIOD_SIZE];
    size_t i;

    drift_period(&job->frame.axis, job->question.row, date);
    for (i = 0; result->part && i < job->question.parts; i++) {
        struct parts_row row = {
            .measure = table_names(job->frame.table)[job->columns[1]],
            .part = job->frame.axis.entity[i],
            .date = { date, NAN },
            .count_before = result->count_before[i],
            .count_after = result->count_after[i],
            .rate_before = result->part[i].before.value,
            .rate_after = result->part[i].after.value,
            .share_before = result->share_before[i],
            .share_after = result->share_after[i],
            .by_mix = result->by_mix[i],
            .by_rate = result->by_rate[i],
        };

        if (row.count_before > 0 || row.count_after > 0)
            result_row(writer, &result_parts, RESULT_ALWAYS, &row);
    }
}

/* job NULL: there is no mix. */
static int write_table(const struct drift_settings *settings, const struct mixing *job,
                       struct error *err)
{
    struct dialect dialect = common_out_dialect(&settings->common);
    struct writer *writer;

    if (!settings->parts)
        return 0;
    writer = writer_open(settings->parts, &dialect, err);
    if (!writer)
        return -1;
    result_header(writer, &result_parts, RESULT_ALWAYS);
    if (job)
        write_parts(job, writer);
    return writer_close(writer, err);
}

int drift_no_parts(const struct drift_settings *settings, struct error *err)
{
    return write_table(settings, NULL, err);
}

/* Is some part there before and after? */
static bool parts_return(const struct mixing *job)
{
    size_t i;

    for (i = 0; i < job->question.parts; i++)
        if (job->result.share_before[i] > 0 && job->result.share_after[i] > 0)
            return true;
    return false;
}

int drift_mix(const struct drift_settings *settings, const char *file, struct drift_lines *lines,
              struct error *err)
{
    struct mixing job = { .measure = NULL };
    int status = 0;

    frame_begin(&job.frame, &settings->common);
    if (open_mix(&job, settings, file, err) != 0 || lay_out(&job, err) != 0 ||
        find_row(&job, settings->at, err) != 0) {
        status = -1;
    } else {
        job.question.periods = job.frame.axis.periods;
        job.question.parts = job.frame.axis.entities;
        job.question.count = job.count;
        job.question.rate = job.rate;
        job.question.seed = (uint64_t)settings->common.seed;
        job.question.resamples = settings->common.resamples ? (size_t)settings->common.resamples
                                                            : RESAMPLES;
        count_periods(&job);
        if (job.n_before > 0 && job.n_after > 0) {
            mix_split(&job.question, &job.result);
        }
        if (job.result.part && parts_return(&job)) {
            add_all(&job, lines);
        } else {
            add_unusable(&job, lines);
        }
        status = write_table(settings, &job, err);
        mix_free(&job.result);
    }
    free(job.count);
    free(job.rate);
    frame_free(&job.frame);
    return status;
}
