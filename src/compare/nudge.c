/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare/nudge.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "compare/nudge_private.h"

/* ---- the set ---- */

double nudge_calendars(const struct nudge_set *set)
{
    double entities = (double)set->entities, half = floor(entities / 2);
    double pair = exp(lgamma(entities + 1) - lgamma(half + 1) - lgamma(entities - half + 1));

    return pow(round(pair) * (set->entities % 2 ? 2 : 1), (double)set->pairs);
}

void nudge_draw(const struct nudge_set *set, struct random *random, signed char *coin)
{
    double *order = xarray(set->entities, sizeof *order);
    size_t q, e;

    for (q = 0; q < set->pairs; q++) {
        size_t half = set->entities / 2;

        half += set->entities % 2 && random_sign(random) > 0;
        for (e = 0; e < set->entities; e++)
            order[e] = (double)e;
        random_shuffle(random, order, set->entities);
        for (e = 0; e < set->entities; e++)
            coin[q * set->entities + (size_t)order[e]] = e < half ? 1 : -1;
    }
    free(order);
}

bool nudge_may_be(const struct nudge_set *set, const signed char *coin)
{
    size_t q, e;

    for (q = 0; q < set->pairs; q++) {
        long sum = 0;

        for (e = 0; e < set->entities; e++)
            sum += coin[q * set->entities + e];
        if (labs(sum) != (long)(set->entities % 2))
            return false;
    }
    return true;
}

/* ---- the other calendars ---- */

static bool enumerable(const struct nudge_set *set)
{
    return set->entities <= 2 && nudge_calendars(set) <= NUDGE_ENUMERATED;
}

/* A calendar and its mirror have the same statistic. */
double nudge_least_p(const struct nudge_set *set, size_t draws)
{
    return enumerable(set) ? 2 / nudge_calendars(set) : 1 / ((double)draws + 1);
}

/* Number i of all calendars of one entity, or of two, the second of which has the rest. */
static void number(const struct nudge_set *set, size_t i, signed char *coin)
{
    size_t q;

    for (q = 0; q < set->pairs; q++) {
        coin[q * set->entities] = i >> q & 1 ? 1 : -1;
        if (set->entities == 2)
            coin[q * 2 + 1] = (signed char)-coin[q * 2];
    }
}

struct nudge_others nudge_others_of(const struct nudge_set *set, size_t draws, uint64_t seed)
{
    size_t cells = set->pairs * set->entities, i;
    struct nudge_others others = { .exact = enumerable(set) };

    others.count = others.exact ? (size_t)nudge_calendars(set) : draws;
    others.coin = xarray(others.count * cells, sizeof *others.coin);
    for (i = 0; i < others.count; i++) {
        struct random random;

        if (others.exact) {
            number(set, i, others.coin + i * cells);
            continue;
        }
        random_start(&random, seed, i);
        nudge_draw(set, &random, others.coin + i * cells);
    }
    return others;
}

/* ---- the test ---- */

/* Effects are tried on a grid of doublings, then by halving. */
enum { DOUBLINGS = 40, HALVINGS = 30 };

struct trial {
    const struct nudge_question *question;
    const struct nudge_others *others;
    struct nudge_look *look;
    double *y;  /* less the effect that is tried */
    size_t lag; /* at which it works */
};

static double p_at(const struct trial *trial, double effect)
{
    const struct nudge_question *question = trial->question;

    nudge_less(question, effect, trial->lag, trial->y);
    nudge_look_at(trial->look, trial->y);
    return nudge_look_p(trial->look, question->coin, trial->others, question->threads, NULL);
}

/* The end of the interval on one side, for a level; infinite where none was found. */
static double end_of(const struct trial *trial, double effect, double step, double level)
{
    double in = effect, out = effect;
    int i;

    for (i = 0; i < DOUBLINGS; i++, step *= 2) {
        out = effect + step;
        if (p_at(trial, out) < level)
            break;
        in = out;
    }
    if (i == DOUBLINGS)
        return step > 0 ? INFINITY : -INFINITY;
    for (i = 0; i < HALVINGS; i++) {
        double middle = (in + out) / 2;

        if (p_at(trial, middle) < level)
            out = middle;
        else
            in = middle;
    }
    return out;
}

static void find_ends(const struct trial *trial, const struct nudge_best *best,
                      struct nudge_result *out)
{
    bool few = 2 / out->calendars >= .05;

    out->low = out->firm_low = -INFINITY;
    out->high = out->firm_high = INFINITY;
    if (few)
        return;
    out->low = end_of(trial, best->effect, -best->se, .05);
    out->high = end_of(trial, best->effect, best->se, .05);
    out->firm_low = end_of(trial, best->effect, -best->se, .1);
    out->firm_high = end_of(trial, best->effect, best->se, .1);
    /* p knows best on which side of 0 the interval ends */
    if (out->p >= .05) {
        out->low = fmin(out->low, 0);
        out->high = fmax(out->high, 0);
    } else if (out->effect > 0) {
        out->low = fmax(out->low, 0);
    } else {
        out->high = fmin(out->high, 0);
    }
}

static void take_means(const struct nudge_question *question, struct nudge_result *out)
{
    size_t n = 2 * question->set.block * question->set.pairs, e, t;

    for (e = 0; e < question->set.entities; e++) {
        for (t = out->lag; t < n; t++) {
            double y = question->y[e * n + t];
            size_t at = nudge_level(&question->set, question->coin, e, t - out->lag) < 0;

            if (!isfinite(y))
                continue;
            out->rows[at]++;
            out->mean[at] += (y - out->mean[at]) / (double)out->rows[at];
        }
    }
}

void nudge_test(const struct nudge_question *question, struct nudge_result *out)
{
    size_t n = 2 * question->set.block * question->set.pairs;
    struct nudge_others others = nudge_others_of(&question->set, question->draws, question->seed);
    struct nudge_look *look = nudge_look_new(&question->set, question->lag_first,
                                             question->lag_last);
    struct nudge_best best;
    struct trial trial = { question, &others, look,
                           xarray(question->set.entities * n, sizeof(double)), 0 };

    *out = (struct nudge_result){
        .effect = NAN, .low = NAN, .high = NAN, .firm_low = NAN, .firm_high = NAN, .p = NAN
    };
    nudge_look_at(look, question->y);
    out->p = nudge_look_p(look, question->coin, &others, question->threads, &best);
    out->n = best.n;
    out->lag = trial.lag = best.lag;
    out->exact = others.exact;
    out->calendars = (double)others.count + !others.exact;
    take_means(question, out);
    if (question->set.pairs < 6 || !(best.se > 0)) {
        out->reason = question->set.pairs < 6 ? NUDGE_FEW : NUDGE_CONSTANT;
        out->p = NAN;
    } else {
        out->effect = best.effect;
        find_ends(&trial, &best, out);
    }
    free(trial.y);
    nudge_look_free(look);
    free(others.coin);
}
