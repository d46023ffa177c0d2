/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rows before the date say: how usual such a change is there, and whether it had begun. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "change/change_private.h"

/* Fewer placebo dates say nothing. */
enum { MOVING_RESAMPLES = 999, MOVING_SHAPES = 5 };

/* The rows before the date alone, on the scale that was chosen for all. */
static double *scaled_before(const struct change_question *question, bool log_scale)
{
    size_t date = question->date, t;
    double *v = xarray(date, sizeof *v), least = INFINITY, offset = 0;

    for (t = 0; t < date; t++)
        if (question->y[t] > 0)
            least = fmin(least, question->y[t]);
    for (t = 0; t < date; t++)
        if (question->y[t] <= 0 && isfinite(least))
            offset = least / 2;
    for (t = 0; t < date; t++)
        v[t] = log_scale ? log(question->y[t] + offset) : question->y[t];
    return v;
}

struct dates {
    const struct change_question *before; /* of the group: the rows before the date */
    const struct change_question *model;  /* the first of the group */
    const size_t *member;
    size_t members, first; /* the first placebo date */
    const struct change_design *tables;
    double *peaks; /* [date][member] */
};

static void try_date(void *context, size_t block, size_t worker)
{
    struct dates *dates = context;
    struct change_question question = *dates->model;
    struct change_design *design;
    struct change_fit fit;
    size_t k, t;

    (void)worker;
    question.date = dates->first + block;
    design = change_design_new(&question, dates->tables, 1);
    change_fit_start(&fit, design);
    for (k = 0; k < dates->members; k++) {
        struct series y;

        series_start(&y, dates->before[dates->member[k]].y, design->n);
        for (t = 0; t < design->n; t++)
            y.values[t] = design->present[t] ? y.values[t] : 0;
        change_fit_make(design, y.values, &fit);
        dates->peaks[block * dates->members + k] = fit.peak;
        series_free(&y);
    }
    change_fit_free(&fit);
    change_design_free(design);
}

/* Ranks of those questions that share a design. */
static void rank_group(const struct change_question *before, const size_t *member, size_t members,
                       const struct change_result *results, size_t n_after, size_t threads,
                       struct change_rank *ranks)
{
    struct change_question model = before[member[0]];
    struct dates dates = { before, &model, member, members, CHANGE_BEFORE_MIN, NULL, NULL };
    struct change_design *tables;
    size_t count, d, k;

    if (model.n < CHANGE_BEFORE_MIN + n_after)
        return;
    count = model.n - n_after - CHANGE_BEFORE_MIN + 1;
    model.date = model.n / 2 > CHANGE_BEFORE_MIN ? model.n / 2 : CHANGE_BEFORE_MIN;
    tables = change_design_new(&model, NULL, threads);
    dates.tables = tables;
    dates.peaks = xarray(count * members, sizeof *dates.peaks);
    parallel_for(count, threads, try_date, &dates);
    for (k = 0; k < members; k++) {
        struct change_rank *rank = &ranks[member[k]];

        rank->dates = count;
        rank->rank = 1;
        for (d = 0; d < count; d++)
            rank->rank += dates.peaks[d * members + k] >= fabs(results[member[k]].t);
    }
    free(dates.peaks);
    change_design_free(tables);
}

void change_placebo(const struct change_question *questions, size_t count,
                    const struct change_result *results, size_t threads, struct change_rank *ranks)
{
    struct change_question *before = xarray(count, sizeof *before);
    double **y = xcalloc(count, sizeof *y);
    bool *done = xcalloc(count, sizeof *done);
    size_t *member = xarray(count, sizeof *member);
    size_t i, k;

    for (i = 0; i < count; i++) {
        ranks[i] = (struct change_rank){ 0, 0 };
        done[i] = results[i].reason != CHANGE_USABLE || isnan(results[i].t);
        before[i] = questions[i];
        if (done[i])
            continue;
        before[i].y = y[i] = scaled_before(&questions[i], results[i].log);
        before[i].n = questions[i].date;
        before[i].end = 0;
    }
    for (i = 0; i < count; i++) {
        size_t members = 0,
               end = questions[i].end > questions[i].date ? questions[i].end : questions[i].n;

        if (done[i])
            continue;
        end = end < questions[i].n ? end : questions[i].n;
        for (k = i; k < count; k++) {
            if (done[k] || !change_design_serves(&questions[i], &questions[k]))
                continue;
            done[k] = true;
            member[members++] = k;
        }
        rank_group(before, member, members, results, end - questions[i].date, threads, ranks);
    }
    for (i = 0; i < count; i++)
        free(y[i]);
    free(y);
    free(before);
    free(member);
    free(done);
}

/* Pulses in the last one to three rows, ramps over the last four and eight. */
static void fill_moving(size_t n, double *shapes, const double **shape)
{
    static const size_t rows[MOVING_SHAPES] = { 1, 2, 3, 4, 8 };
    size_t j, t;

    for (j = 0; j < MOVING_SHAPES; j++) {
        shape[j] = shapes + j * n;
        for (t = 0; t < n; t++) {
            double since = (double)t + (double)rows[j] - (double)n + 1; /* 1 in its first row */

            shapes[j * n + t] = since < 1 ? 0 : rows[j] > 3 ? since : 1;
        }
    }
}

void change_moving_before(const struct change_question *questions, size_t count,
                          const struct change_options *options, double *p)
{
    struct change_options used = { .resamples = MOVING_RESAMPLES,
                                   .seed = options->seed,
                                   .threads = options->threads };
    struct change_question *before = xarray(count, sizeof *before);
    struct change_result *results = xarray(count, sizeof *results);
    double **shapes = xcalloc(count, sizeof *shapes);
    const double *(*shape)[MOVING_SHAPES] = xarray(count, sizeof *shape);
    size_t i, k;

    for (i = 0; i < count; i++) {
        size_t n = questions[i].date < questions[i].n ? questions[i].date : questions[i].n;

        before[i] = questions[i];
        before[i].n = n;
        before[i].end = 0;
        before[i].date = n > CHANGE_BEFORE_MIN + 8 ? n - 8 : n > 4 ? n - 4 : 0;
        for (k = 0; k < i && before[k].n != n; k++)
            ;
        if (k == i) {
            shapes[i] = xarray(MOVING_SHAPES * n, sizeof **shapes);
            fill_moving(n, shapes[i], shape[i]);
        } else {
            memcpy(shape[i], shape[k], sizeof shape[i]);
        }
        before[i].shape = shape[k];
        before[i].shapes = MOVING_SHAPES;
    }
    change_test(before, count, &used, results);
    for (i = 0; i < count; i++) {
        p[i] = results[i].reason == CHANGE_USABLE ? results[i].p : NAN;
        change_result_free(&results[i]);
        free(shapes[i]);
    }
    free(before);
    free(results);
    free(shapes);
    free(shape);
}
