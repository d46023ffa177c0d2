/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filters/compare_schedule.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/number.h"
#include "command/provenance.h"
#include "question/percent_check.h"
#include "stats/welch.h"

/* The calendar beside the table. */
struct beside {
    const struct compare_settings *settings;
    struct frame *frame;
    struct schedule schedule;
    struct selection outcomes;
    size_t *entity; /* of the table, for each of the calendar */
    size_t planned; /* pairs in the calendar; schedule.set.pairs are those that have run */
    size_t followed,
        known; /* cells in which what was done is known, and as planned; 0 = not asked */
};

/* ---- meeting ---- */

static int match_entities(struct beside *b, struct error *err)
{
    const struct axis *axis = &b->frame->axis;
    const struct schedule *s = &b->schedule;
    size_t e, i;

    b->entity = xcalloc(s->set.entities, sizeof *b->entity);
    if (!b->frame->common->by && s->set.entities == 1)
        return 0;
    if (!b->frame->common->by)
        return error_usage(err,
                           "--schedule %s is about %zu entities: which column says who? -b "
                           "COL",
                           s->file, s->set.entities);
    for (e = 0; e < s->set.entities; e++) {
        long nearest;

        for (i = 0; i < axis->entities && strcmp(axis->entity[i], s->entity[e]) != 0; i++)
            ;
        b->entity[e] = i;
        if (i < axis->entities)
            continue;
        nearest = nearest_name(s->entity[e], (const char *const *)axis->entity, axis->entities);
        return error_at(err, b->frame->table->file, 0, b->frame->by_name,
                        nearest < 0 ? "nobody is \"%s\", who has a calendar"
                                    : "nobody is \"%s\", who has a calendar; did they mean \"%s\"?",
                        s->entity[e], nearest < 0 ? "" : axis->entity[nearest]);
    }
    return 0;
}

/* The column on the calendar's periods; the caller frees it. */
static double *on_calendar(const struct beside *b, size_t column)
{
    const struct schedule *s = &b->schedule;
    const struct axis *axis = &b->frame->axis;
    size_t n = 2 * s->set.block * s->set.pairs, e, t;
    double *out = xarray(s->set.entities * n, sizeof *out);

    for (e = 0; e < s->set.entities; e++) {
        const double *series = frame_series(b->frame, column, b->entity[e]);

        for (t = 0; t < n; t++) {
            long at = s->first + (long)t - axis->first;

            out[e * n + t] = at >= 0 && at < (long)axis->periods ? series[at] : NAN;
        }
    }
    return out;
}

/* Pairs whose last period is in the table. */
static int cut_to_data(struct beside *b, struct error *err)
{
    struct schedule *s = &b->schedule;
    const struct axis *axis = &b->frame->axis;
    long have = axis->first + (long)axis->periods - s->first;
    long pair = (long)(2 * s->set.block);

    if (axis->kind != s->kind)
        return error_at(err, b->frame->table->file, 0, table_names(b->frame->table)[b->frame->time],
                        "the table has %ss, the calendar %s has %ss; roll the table to these",
                        period_kind_name(axis->kind), s->file, period_kind_name(s->kind));
    b->planned = s->set.pairs;
    if (have < pair || axis->first >= s->first + (long)s->set.pairs * pair) {
        char first[PERIOD_SIZE];

        period_format(s->kind, s->first, first);
        return error_at(err, b->frame->table->file, 0, NULL,
                        "no pair of blocks of the calendar %s, which begins in %s, has run in "
                        "these rows",
                        s->file, first);
    }
    if ((size_t)(have / pair) < s->set.pairs)
        s->set.pairs = (size_t)(have / pair);
    return 0;
}

/* Was it done? A cell is as planned where it is nearer to its level than to the other one. */
static int check_followed(struct beside *b, size_t column, struct error *err)
{
    const struct schedule *s = &b->schedule;
    size_t n = 2 * s->set.block * s->set.pairs, e, t;
    double *x = on_calendar(b, column), middle = (s->low + s->high) / 2;

    for (e = 0; e < s->set.entities; e++)
        for (t = 0; t < n; t++) {
            size_t block = t / s->set.block;
            bool high = (s->coin[block / 2 * s->set.entities + e] > 0) == (block % 2 == 0);

            if (!isfinite(x[e * n + t]))
                continue;
            b->known++;
            b->followed += high ? x[e * n + t] > middle : x[e * n + t] < middle;
        }
    free(x);
    if (b->known == 0)
        return error_at(err, b->frame->table->file, 0, table_names(b->frame->table)[column],
                        "says nothing of the periods of the calendar; without -x it is taken as "
                        "followed");
    if (b->followed * 4 < b->known * 3)
        return error_at(err, b->frame->table->file, 0, table_names(b->frame->table)[column],
                        "the calendar %s was not followed: in %zu of %zu cells what was done is "
                        "nearer to the other level; without -x the calendar itself is judged, as "
                        "an intention",
                        s->file, b->known - b->followed, b->known);
    return 0;
}

/* ---- an outcome ---- */

static void tell(struct compare_answer *answer, const struct beside *b,
                 const struct nudge_result *result)
{
    const struct schedule *s = &b->schedule;
    const char *noun = period_noun(true, s->kind);

    if (result->lag > 0)
        compare_tell(answer, "The outcome follows %zu %s%s later.", result->lag, noun,
                     result->lag == 1 ? "" : "s");
    if (b->known == 0)
        compare_tell(answer, "The calendar is taken as followed; -x COL would check it.");
    else if (b->followed < b->known)
        compare_tell(answer,
                     "In %zu of %zu cells something else was done: it is the effect of planning "
                     "it, not of doing it.",
                     b->known - b->followed, b->known);
    if (s->set.pairs < b->planned)
        compare_tell(answer,
                     "So far %zu of %zu pairs of blocks have run; who looks again and again finds "
                     "something sooner or later.",
                     s->set.pairs, b->planned);
    if (result->exact)
        compare_tell(answer, "p is exact, of %.0f calendars.", result->calendars);
}

static void naive(struct compare_answer *answer, const struct beside *b, const double *y,
                  const struct nudge_result *result)
{
    const struct schedule *s = &b->schedule;
    size_t n = 2 * s->set.block * s->set.pairs, count[2] = { 0, 0 }, e, t;
    double *side[2] = { xarray(s->set.entities * n, sizeof(double)),
                        xarray(s->set.entities * n, sizeof(double)) };
    struct welch welch;

    for (e = 0; e < s->set.entities; e++)
        for (t = result->lag; t < n; t++) {
            size_t block = (t - result->lag) / s->set.block;
            bool high = (s->coin[block / 2 * s->set.entities + e] > 0) == (block % 2 == 0);

            if (isfinite(y[e * n + t]))
                side[!high][count[!high]++] = y[e * n + t];
        }
    welch = welch_test(side[0], count[0], side[1], count[1]);
    answer->row.naive_effect = welch.difference;
    answer->row.naive_p = welch.p;
    free(side[0]);
    free(side[1]);
}

static void compare_outcome(const struct beside *b, struct compare_answers *answers, size_t column)
{
    const struct compare_settings *settings = b->settings;
    const struct range *lags = &settings->common.lags;
    const struct schedule *s = &b->schedule;
    double *y = on_calendar(b, column);
    struct nudge_question question = {
        .set = s->set,
        .coin = s->coin,
        .y = y,
        .lag_first = lags->by_itself ? 0 : (size_t)lags->first,
        .lag_last = lags->by_itself ? s->set.block - 1 : (size_t)lags->last,
        .draws = NUDGE_DRAWS,
        .seed = (uint64_t)settings->common.seed,
        .threads = frame_threads(b->frame),
    };
    struct nudge_result result;
    struct compare_answer *answer;
    char high[NUMBER_SIZE], low[NUMBER_SIZE];

    number_format(s->high, high);
    number_format(s->low, low);
    nudge_test(&question, &result);
    answer = compare_answer_add(answers, settings, b->frame, column, high, low);
    answer->design = DESIGN_SCHEDULE;
    answer->evidence = EVIDENCE_EXPERIMENT;
    answer->row.effect = result.effect;
    answer->row.effect_low = result.low;
    answer->row.effect_high = result.high;
    answer->firm_low = result.firm_low;
    answer->firm_high = result.firm_high;
    answer->row.p = result.p;
    answer->row.n = (double)result.rows[0];
    answer->row.n_against = (double)result.rows[1];
    answer->row.units = answer->row.units_against = (double)(s->set.pairs * s->set.entities);
    naive(answer, b, y, &result);
    tell(answer, b, &result);
    if (result.reason == NUDGE_FEW)
        compare_unusable(answer,
                         "Only %zu pairs of blocks have run: it takes 6 for p to be under "
                         ".05 at all.",
                         s->set.pairs);
    else if (result.reason == NUDGE_CONSTANT)
        compare_unusable(answer, "The outcome does not vary in the periods of the calendar, or is "
                                 "missing there.");
    free(y);
}

/* ---- together ---- */

static int choose(struct beside *b, const char *file, size_t *done, struct error *err)
{
    const struct compare_settings *settings = b->settings;
    struct frame *frame = b->frame;
    struct role_source roles;

    *done = SIZE_MAX;
    if (frame_open(frame, file, err) != 0)
        return -1;
    roles = plan_roles(frame->plan);
    if (frame->time == SIZE_MAX)
        return error_usage(err, "--schedule: when were the rows? -t COL");
    if (settings->common.outputs &&
        select_column(table_names(frame->table), frame->table->width, settings->common.outputs,
                      frame->table->file, &roles, done, err) != 0)
        return -1;
    return compare_outcomes(frame, &b->outcomes, err);
}

static int load(struct beside *b, size_t done, struct error *err)
{
    struct frame *frame = b->frame;
    size_t *columns = xarray(b->outcomes.count + 1, sizeof *columns), count = b->outcomes.count, i;
    int status;

    memcpy(columns, b->outcomes.columns, count * sizeof *columns);
    if (done != SIZE_MAX)
        columns[count++] = done;
    status = frame_load(frame, columns, count, err);
    for (i = 0; i < b->outcomes.count && status == 0; i++)
        status = percent_check(frame, b->outcomes.columns[i], err);
    free(columns);
    return status;
}

static int check_lags(const struct beside *b, struct error *err)
{
    const struct range *lags = &b->settings->common.lags;
    long n = (long)(2 * b->schedule.set.block * b->schedule.set.pairs);

    if (!lags->by_itself && (lags->first < 0 || lags->last >= n / 4))
        return error_usage(err, "--lags: of a calendar of %ld periods, 0 to %ld at most", n,
                           n / 4 - 1);
    return 0;
}

int compare_schedule(const struct compare_settings *settings, struct frame *frame, const char *file,
                     struct compare_answers *answers, struct error *err)
{
    struct beside b = { .settings = settings, .frame = frame };
    size_t done, i;
    int status = schedule_read(&b.schedule, &settings->common, settings->schedule, err);

    if (status == 0)
        status = choose(&b, file, &done, err);
    if (status == 0)
        status = load(&b, done, err);
    if (status == 0 &&
        (cut_to_data(&b, err) != 0 || match_entities(&b, err) != 0 || check_lags(&b, err) != 0))
        status = -1;
    if (status == 0 && done != SIZE_MAX)
        status = check_followed(&b, done, err);
    for (i = 0; i < b.outcomes.count && status == 0; i++)
        compare_outcome(&b, answers, b.outcomes.columns[i]);
    if (status == 0) {
        provenance_set("seed", "%ld", settings->common.seed);
        provenance_set("calendar", "%s", settings->schedule);
    }
    free(b.entity);
    selection_free(&b.outcomes);
    schedule_free(&b.schedule);
    return status;
}
