/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question about changes put to the engine, and what is looked at besides where a change is found. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/progress.h"
#include "question/changes.h"
#include "stats/adjust.h"
#include "stats/moments.h"

enum { PATHS = 999, BESIDE_RESAMPLES = 999 };

static void step(void *context, size_t done, size_t total)
{
    (void)context;
    (void)done;
    (void)total;
    progress_step(1);
}

static struct change_options how(const struct changes *changes)
{
    return (struct change_options){ .resamples = changes->resamples,
                                    .paths = PATHS,
                                    .seed = (uint64_t)changes->frame.common->seed,
                                    .threads = frame_threads(&changes->frame),
                                    .detectable = true,
                                    .progress = step };
}

/* Tests the items whose numbers are given, all in one call, and puts the results back. */
static void test_items(struct changes *changes, const size_t *which, size_t count)
{
    struct change_question *questions = xarray(count, sizeof *questions);
    struct change_result *results = xarray(count, sizeof *results);
    struct change_options options = how(changes);
    size_t i;

    for (i = 0; i < count; i++)
        questions[i] = changes->items[which[i]].question;
    change_test(questions, count, &options, results);
    for (i = 0; i < count; i++) {
        change_result_free(&changes->items[which[i]].result);
        changes->items[which[i]].result = results[i];
    }
    free(questions);
    free(results);
}

/* The item of another event on the same outcome of the same entity. */
static const struct change_item *other_item(const struct changes *changes,
                                            const struct change_item *item, size_t event)
{
    size_t i;

    for (i = 0; i < changes->count; i++) {
        const struct change_item *other = &changes->items[i];

        if (other->event == event && other->outcome == item->outcome &&
            other->entity == item->entity)
            return other;
    }
    return NULL;
}

/* Other events that were found stand beside an item in the shape that they have; true: one is no step. */
static bool reshape(struct changes *changes, struct change_item *item)
{
    size_t n = item->question.n, at = item->question.count, used = 0, i;
    bool any = false;

    for (i = 0; i < changes->event_count; i++)
        at -= changes_beside(changes, item, i);
    for (i = 0; i < changes->event_count; i++) {
        const struct change_item *other;
        const struct change_shape *shape;

        if (!changes_beside(changes, item, i))
            continue;
        other = other_item(changes, item, i);
        shape = &other->result.shapes.shape[other->result.shape];
        if (other->result.reason == CHANGE_USABLE && other->result.p < .05 && other->result.tried &&
            shape->kind != CHANGE_STEP) {
            if (!item->own)
                item->own = xarray(changes->event_count * n, sizeof *item->own);
            change_shape_fill(shape, n, item->own + used * n);
            item->columns[at] = item->own + used++ * n;
            any = true;
        }
        at++;
    }
    return any;
}

static void test_all(struct changes *changes)
{
    size_t *which = xarray(changes->count, sizeof *which), count = 0, i;

    for (i = 0; i < changes->count; i++)
        which[i] = i;
    test_items(changes, which, changes->count);
    for (i = 0; i < changes->count; i++)
        if (reshape(changes, &changes->items[i]))
            which[count++] = i;
    if (count > 0)
        test_items(changes, which, count);
    free(which);
}

/* p corrected for all rows. */
static void adjust(struct changes *changes)
{
    double *p = xarray(changes->count, sizeof *p);
    size_t i;

    for (i = 0; i < changes->count; i++)
        p[i] = changes->items[i].result.reason == CHANGE_USABLE ? changes->items[i].result.p : NAN;
    adjust_shares((enum adjust_method)changes->frame.common->adjust, p, changes->count,
                  (double)changes->resamples + 1, p);
    for (i = 0; i < changes->count; i++)
        changes->items[i].p_adj = p[i];
    free(p);
}

/* How usual is such a change, and did it begin before the date? */
static void look_before(struct changes *changes)
{
    struct change_question *questions = xarray(changes->count, sizeof *questions);
    struct change_result *results = xarray(changes->count, sizeof *results);
    struct change_rank *ranks = xarray(changes->count, sizeof *ranks);
    size_t *which = xarray(changes->count, sizeof *which), found = 0, i;
    double *p = xarray(changes->count, sizeof *p);
    struct change_options options = how(changes);

    for (i = 0; i < changes->count; i++) {
        questions[i] = changes->items[i].question;
        results[i] = changes->items[i].result;
    }
    change_placebo(questions, changes->count, results, options.threads, ranks);
    for (i = 0; i < changes->count; i++) {
        changes->items[i].rank = ranks[i];
        if (changes->items[i].result.reason != CHANGE_USABLE)
            continue;
        questions[found] = changes->items[i].question;
        which[found++] = i;
    }
    change_moving_before(questions, found, &options, p);
    for (i = 0; i < found; i++)
        changes->items[which[i]].moving_p = p[i];
    free(questions);
    free(results);
    free(ranks);
    free(which);
    free(p);
}

static double spread_before(const double *y, size_t date, double *mean)
{
    *mean = moments_mean(y, date);
    return moments_sd(y, date);
}

/* y less the mean of the unaffected measures, each as wide before the date as y is; and that mean. */
static void put_difference(struct changes *changes, const struct change_item *item, double *left,
                           double *shared)
{
    size_t n = item->question.n, date = item->question.date, i, t;
    double mean, spread = spread_before(item->y, date, &mean);

    for (t = 0; t < n; t++)
        shared[t] = 0;
    for (i = 0; i < changes->unaffected.count; i++) {
        const double *u = frame_series(&changes->frame, changes->unaffected.columns[i],
                                       item->entity);
        double own, is = spread_before(u, date, &own);

        for (t = 0; t < n; t++)
            shared[t] += (u[t] - own) / is * spread / (double)changes->unaffected.count;
    }
    for (t = 0; t < n; t++)
        left[t] = item->y[t] - shared[t];
}

/* Is the change gone beside the unaffected measures, and did they change the same way? */
static bool is_shared(struct changes *changes, const struct change_item *item)
{
    size_t n = item->question.n;
    double *left = xarray(2 * n, sizeof *left);
    struct change_question questions[2] = { item->question, item->question };
    struct change_result results[2];
    struct change_options options = how(changes);
    bool shared;

    options.resamples = BESIDE_RESAMPLES;
    options.paths = 0;
    options.detectable = false;
    options.progress = NULL;
    put_difference(changes, item, left, left + n);
    questions[0].y = left;
    questions[1].y = left + n;
    questions[0].level = questions[1].level = true;
    change_test(questions, 2, &options, results);
    shared = results[0].reason == CHANGE_USABLE && results[1].reason == CHANGE_USABLE &&
             results[0].p >= .05 && results[1].p < .05 &&
             (isnan(results[1].t) || results[1].t * item->result.t > 0);
    change_result_free(&results[0]);
    change_result_free(&results[1]);
    free(left);
    return shared;
}

void changes_run(struct changes *changes)
{
    size_t i;

    progress_begin("looking at changes", changes->count);
    test_all(changes);
    adjust(changes);
    look_before(changes);
    for (i = 0; i < changes->count; i++) {
        struct change_item *item = &changes->items[i];

        item->more_periods = item->result.reason == CHANGE_USABLE
                                 ? change_more_rows(&item->question, &item->result,
                                                    item->min_change)
                                 : NAN;
        if (changes->unaffected.count > 0 && item->p_adj < .05)
            item->shocked = is_shared(changes, item);
    }
    progress_end();
}
