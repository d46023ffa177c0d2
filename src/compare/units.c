/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare/units.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "link/interval.h"
#include "stats/ar.h"
#include "stats/random.h"
#include "stats/student.h"

/* ---- one figure a unit ---- */

/* Mean from `from` up to `to`. */
static double mean_of(const double *y, size_t from, size_t to)
{
    double mean = 0;
    size_t t;

    for (t = from; t < to; t++)
        mean += (y[t] - mean) / (double)(t - from + 1);
    return mean;
}

static double slope_of(const double *y, size_t n)
{
    double middle = ((double)n - 1) / 2, up = 0, square = 0, mean = mean_of(y, 0, n);
    size_t t;

    for (t = 0; t < n; t++) {
        up += ((double)t - middle) * (y[t] - mean);
        square += ((double)t - middle) * ((double)t - middle);
    }
    return n > 1 ? up / square : 0;
}

/* Each unit's change, or its slope before the date times the rows between the middles of before and
 * after. */
static double *figures_of(const struct units *u, bool slopes)
{
    double *figure = xarray(u->units, sizeof *figure);
    size_t i;

    for (i = 0; i < u->units; i++) {
        const double *y = u->y + i * u->n;

        figure[i] = slopes ? slope_of(y, u->date) * (double)u->n / 2
                           : mean_of(y, u->date, u->n) - mean_of(y, 0, u->date);
    }
    return figure;
}

/* ---- wild ---- */

struct two {
    double difference, se;
};

/* The difference of the means of treated and others, and its standard error by units. */
static struct two two_means(const double *figure, const bool *treated, size_t n)
{
    double sum[2] = { 0, 0 }, square[2] = { 0, 0 };
    size_t count[2] = { 0, 0 }, i;

    for (i = 0; i < n; i++) {
        sum[treated[i]] += figure[i];
        count[treated[i]]++;
    }
    for (i = 0; i < n; i++) {
        double apart = figure[i] - sum[treated[i]] / (double)count[treated[i]];

        square[treated[i]] += apart * apart;
    }
    return (struct two){
        sum[1] / (double)count[1] - sum[0] / (double)count[0],
        sqrt((double)n / ((double)n - 1) *
             (square[1] / ((double)count[1] * (double)count[1]) +
              square[0] / ((double)count[0] * (double)count[0]))),
    };
}

/*
 * What is left of unit i if the effect is e is r(i) - e d(i), r the figure and d 1 of a treated one, both
 * less their means. Of flipped signs only the sums within treated and others change, and these are
 * linear in e: so a draw is four sums, whatever effect is tried.
 */
struct sums {
    double r[2], d[2];
};

struct wild {
    const struct units *u;
    double *r, *d;
    double count[2];
    struct sums *drawn;
    size_t draws;
    bool exact;
};

/* Enumerated, number b's bits are the signs. */
static void flip(const struct wild *w, size_t b, struct sums *sums)
{
    struct random random;
    size_t i;

    *sums = (struct sums){ { 0, 0 }, { 0, 0 } };
    if (!w->exact)
        random_start(&random, w->u->seed, b);
    for (i = 0; i < w->u->units; i++) {
        double sign = w->exact ? (b >> i & 1 ? 1 : -1) : random_sign(&random);

        sums->r[w->u->treated[i]] += sign * w->r[i];
        sums->d[w->u->treated[i]] += sign * w->d[i];
    }
}

static void wild_start(struct wild *w, const struct units *u, const double *figure)
{
    double mean = mean_of(figure, 0, u->units);
    size_t b, i;

    *w = (struct wild){ .u = u,
                        .r = xarray(u->units, sizeof(double)),
                        .d = xarray(u->units, sizeof(double)),
                        .exact = u->units <= 12 };
    for (i = 0; i < u->units; i++)
        w->count[u->treated[i]]++;
    for (i = 0; i < u->units; i++) {
        w->r[i] = figure[i] - mean;
        w->d[i] = (u->treated[i] ? 1 : 0) - w->count[1] / (double)u->units;
    }
    w->draws = w->exact ? (size_t)1 << u->units : u->draws;
    w->drawn = xarray(w->draws, sizeof *w->drawn);
    for (b = 0; b < w->draws; b++)
        flip(w, b, &w->drawn[b]);
}

static void wild_free(struct wild *w)
{
    free(w->r);
    free(w->d);
    free(w->drawn);
}

/* t^2 of sums within treated and others, whose squares sum to these. */
static double square_t(const struct wild *w, const double *sum, const double *square)
{
    double up = sum[1] / w->count[1] - sum[0] / w->count[0], down = 0;
    int g;

    for (g = 0; g < 2; g++)
        down += fmax(0, square[g] - sum[g] * sum[g] / w->count[g]) / (w->count[g] * w->count[g]);
    return down > 0 ? up * up / down : INFINITY;
}

/* p of the effect being `effect`. */
static double wild_p(const struct wild *w, double effect)
{
    double sum[2] = { 0, 0 }, square[2] = { 0, 0 }, real;
    size_t reached = 0, b, i;

    for (i = 0; i < w->u->units; i++) {
        double left = w->r[i] - effect * w->d[i];

        sum[w->u->treated[i]] += left;
        square[w->u->treated[i]] += left * left;
    }
    real = square_t(w, sum, square) * (1 - 1e-9);
    for (b = 0; b < w->draws; b++) {
        for (i = 0; i < 2; i++)
            sum[i] = w->drawn[b].r[i] - effect * w->drawn[b].d[i];
        reached += square_t(w, sum, square) >= real;
    }
    return w->exact ? (double)reached / (double)w->draws
                    : (double)(reached + 1) / (double)(w->draws + 1);
}

enum { DOUBLINGS = 12, HALVINGS = 24 };

static double wild_end(const struct wild *w, double effect, double step, double level)
{
    double in = effect, out = effect;
    int i;

    for (i = 0; i < DOUBLINGS; i++, step *= 2) {
        out = effect + step;
        if (wild_p(w, out) < level)
            break;
        in = out;
    }
    if (i == DOUBLINGS)
        return step > 0 ? INFINITY : -INFINITY;
    for (i = 0; i < HALVINGS; i++) {
        double middle = (in + out) / 2;

        if (wild_p(w, middle) < level)
            out = middle;
        else
            in = middle;
    }
    return out;
}

/* p knows best on which side of 0 the interval ends. */
static void agree(struct units_result *out)
{
    if (out->p >= .05) {
        out->low = fmin(out->low, 0);
        out->high = fmax(out->high, 0);
    } else if (out->effect > 0) {
        out->low = fmax(out->low, 0);
    } else {
        out->high = fmin(out->high, 0);
    }
}

static const struct units_result nothing = {
    NAN, NAN, NAN, NAN, NAN, NAN, 0, false, NAN, NAN, false
};

bool units_wild(const struct units *u, struct units_result *out)
{
    double *changes = figures_of(u, false), *slopes = figures_of(u, true);
    struct two real = two_means(changes, u->treated, u->units);
    struct two before = two_means(slopes, u->treated, u->units);
    struct wild w;

    *out = nothing;
    if (real.se > 0 && isfinite(real.difference)) {
        wild_start(&w, u, changes);
        out->effect = real.difference;
        out->p = wild_p(&w, 0);
        out->low = wild_end(&w, out->effect, -real.se, .05);
        out->high = wild_end(&w, out->effect, real.se, .05);
        out->firm_low = wild_end(&w, out->effect, -real.se, .1);
        out->firm_high = wild_end(&w, out->effect, real.se, .1);
        agree(out);
        out->draws = (double)w.draws;
        out->exact = w.exact;
        wild_free(&w);
    }
    if (before.se > 0 && u->date >= 4) {
        wild_start(&w, u, slopes);
        out->pretrend_p = wild_p(&w, 0);
        out->apart = out->pretrend_p < .01;
        out->pretrend_mde = (1.96 + .8416) * before.se;
        wild_free(&w);
    }
    free(changes);
    free(slopes);
    return isfinite(out->effect);
}

/* ---- permutation ---- */

/* Each unit less the mean of all, in place of y; the caller frees it. */
static double *less_common(const struct units *u)
{
    double *out = xarray(u->units * u->n, sizeof *out);
    size_t i, t;

    for (t = 0; t < u->n; t++) {
        double mean = 0;

        for (i = 0; i < u->units; i++)
            mean += (u->y[i * u->n + t] - mean) / (double)(i + 1);
        for (i = 0; i < u->units; i++)
            out[i * u->n + t] = u->y[i * u->n + t] - mean;
    }
    return out;
}

/* One persistence for all units: that of what a mean before and one after leave, corrected for those
 * (Kendall 1954). */
static double common_phi(const struct units *u, const double *y, size_t rows)
{
    double up = 0, down = 0, phi;
    size_t i, t;

    for (i = 0; i < u->units; i++) {
        const double *z = y + i * u->n;
        double before = mean_of(z, 0, u->date < rows ? u->date : rows);
        double after = rows > u->date ? mean_of(z, u->date, rows) : 0;
        double last = z[0] - before;

        for (t = 1; t < rows; t++) {
            double now = z[t] - (t < u->date ? before : after);

            up += 2 * now * last;
            down += now * now + last * last;
            last = now;
        }
    }
    phi = down > 0 ? up / down : 0;
    return fmin(1, fmax(-.99, phi + (2 + 2 * phi) / (double)rows));
}

/* A column beside a constant, filtered by phi, on z likewise: estimate and standard error. */
static struct two whitened(const double *z, const double *column, size_t n, double phi)
{
    double mean_x = 0, mean_y = 0, up = 0, square = 0, rest = 0;
    size_t t;
    struct two out = { 0, 0 };

    if (n < 4)
        return out;
    for (t = 1; t < n; t++) {
        mean_x += (column[t] - phi * column[t - 1] - mean_x) / (double)t;
        mean_y += (z[t] - phi * z[t - 1] - mean_y) / (double)t;
    }
    if (phi >= 1)
        mean_x = mean_y = 0; /* a constant is nothing then */
    for (t = 1; t < n; t++) {
        double x = column[t] - phi * column[t - 1] - mean_x;
        double y = z[t] - phi * z[t - 1] - mean_y;

        up += x * y;
        square += x * x;
        rest += y * y;
    }
    if (!(square > 0))
        return out;
    out.difference = up / square;
    out.se = sqrt(fmax(0, rest - up * up / square) / ((double)n - 3) / square);
    return out;
}

/* Steps (or slopes before the date) of all units. */
static void fit_units(const struct units *u, const double *y, bool slopes, struct two *fits)
{
    size_t rows = slopes ? u->date : u->n, i, t;
    double *column = xarray(u->n, sizeof *column), phi = common_phi(u, y, rows);

    for (t = 0; t < u->n; t++)
        column[t] = slopes ? (double)t / ((double)u->n / 2) : t >= u->date;
    for (i = 0; i < u->units; i++)
        fits[i] = whitened(y + i * u->n, column, rows, phi);
    free(column);
}

static double t_of(const struct two *fits, const size_t *chosen, size_t count)
{
    double sum = 0, square = 0;
    size_t i;

    for (i = 0; i < count; i++) {
        sum += fits[chosen[i]].difference;
        square += fits[chosen[i]].se * fits[chosen[i]].se;
    }
    return square > 0 ? sum / sqrt(square) : 0;
}

/* The next of the ways to choose, in order; false after the last. */
static bool next_choice(size_t *chosen, size_t count, size_t n)
{
    size_t i = count;

    while (i-- > 0) {
        if (chosen[i] + (count - i) < n) {
            size_t k;

            chosen[i]++;
            for (k = i + 1; k < count; k++)
                chosen[k] = chosen[k - 1] + 1;
            return true;
        }
    }
    return false;
}

static double choices(size_t n, size_t count)
{
    double all = 1;
    size_t i;

    for (i = 0; i < count; i++)
        all = all * (double)(n - i) / (double)(i + 1);
    return round(all);
}

static void draw_choice(const struct units *u, size_t b, size_t *chosen, size_t count)
{
    struct random random;
    size_t i, k;

    random_start(&random, u->seed, b);
    for (i = 0; i < count; i++) {
        chosen[i] = random_below(&random, u->units);
        for (k = 0; k < i; k++)
            if (chosen[k] == chosen[i])
                break;
        if (k < i)
            i--;
    }
}

static bool is_real(const struct units *u, const size_t *chosen, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++)
        if (!u->treated[chosen[i]])
            return false;
    return true;
}

enum { CHOICES_MOST = 20000 };

/* |t| of other choices, ascending; the caller frees them. */
static double *other_ts(const struct units *u, const struct two *fits, size_t count, size_t *n,
                        bool *exact)
{
    size_t chosen[UNITS_MANY], i;
    double *t, all = choices(u->units, count);

    *exact = all <= CHOICES_MOST;
    t = xarray((*exact ? (size_t)all : u->draws) + 1, sizeof *t);
    *n = 0;
    for (i = 0; i < count; i++)
        chosen[i] = i;
    if (*exact) {
        do {
            if (!is_real(u, chosen, count))
                t[(*n)++] = fabs(t_of(fits, chosen, count));
        } while (next_choice(chosen, count, u->units));
    } else {
        for (i = 0; i < u->draws; i++) {
            draw_choice(u, i, chosen, count);
            t[(*n)++] = fabs(t_of(fits, chosen, count));
        }
    }
    qsort(t, *n, sizeof *t, number_compare);
    return t;
}

/* The same for steps and for slopes. */
struct permuted {
    double effect, p, se, c95, c90;
    bool far;
    size_t n;
    bool exact;
};

static bool permute(const struct units *u, const double *y, bool slopes, struct permuted *out)
{
    struct two *fits = xarray(u->units, sizeof *fits);
    size_t chosen[UNITS_MANY], count = 0, i;
    double *others, t, left, square = 0;

    fit_units(u, y, slopes, fits);
    out->effect = 0;
    for (i = 0; i < u->units && count < UNITS_MANY; i++) {
        if (!u->treated[i])
            continue;
        chosen[count++] = i;
        out->effect += fits[i].difference;
        square += fits[i].se * fits[i].se;
    }
    /* the mean of all has the treated in it */
    left = (double)u->units / (double)(u->units - count) / (double)count;
    out->effect *= left;
    out->se = sqrt(square) * left;
    t = fabs(t_of(fits, chosen, count));
    others = other_ts(u, fits, count, &out->n, &out->exact);
    out->p = interval_p(others, out->n, t * (1 - 1e-9));
    out->c95 = interval_critical(others, out->n, 5);
    out->c90 = interval_critical(others, out->n, 10);
    out->far = out->n > 0 && t > 1.5 * others[out->n - 1];
    free(others);
    free(fits);
    return out->se > 0;
}

bool units_permute(const struct units *u, struct units_result *out)
{
    double *y = less_common(u);
    struct permuted steps, slopes;

    *out = nothing;
    if (permute(u, y, false, &steps)) {
        out->effect = steps.effect;
        out->p = steps.p;
        out->low = out->effect - steps.c95 * steps.se;
        out->high = out->effect + steps.c95 * steps.se;
        out->firm_low = out->effect - steps.c90 * steps.se;
        out->firm_high = out->effect + steps.c90 * steps.se;
        out->draws = (double)steps.n + 1;
        out->exact = steps.exact;
        agree(out);
    }
    if (u->date >= UNITS_BEFORE_MIN && permute(u, y, true, &slopes)) {
        out->pretrend_p = slopes.p;
        out->apart = slopes.p < .01 || slopes.far;
        out->pretrend_mde = (slopes.c95 + .8416) * slopes.se;
    }
    free(y);
    return isfinite(out->effect);
}

/* ---- beside it ---- */

void units_naive(const struct units *u, double *effect, double *p)
{
    double *figure = figures_of(u, false), *y = less_common(u), rest = 0, all, share, step;
    struct two two = two_means(figure, u->treated, u->units);
    double units = (double)u->units, n = (double)u->n, after = n - (double)u->date, count = 0;
    double largest = 0;
    size_t i, t;

    *effect = two.difference;
    for (i = 0; i < u->units; i++)
        count += u->treated[i];
    share = after / n;
    for (i = 0; i < u->units; i++) {
        double mean = mean_of(y + i * u->n, 0, u->n);

        step = *effect * ((u->treated[i] ? 1 : 0) - count / units);
        for (t = 0; t < u->n; t++) {
            double left = y[i * u->n + t] - mean - step * ((t >= u->date ? 1 : 0) - share);

            rest += left * left;
            largest = fmax(largest, fabs(u->y[i * u->n + t]));
        }
    }
    all = count * (units - count) / units * after * (n - after) / n;
    rest /= units * n - units - n;
    /* what is left of rounding is nothing */
    *p = sqrt(rest) > 1e-12 * largest ? student_p(*effect / sqrt(rest / all), units * n - units - n)
                                      : NAN;
    free(figure);
    free(y);
}

double units_breakdown(const double *difference, size_t n, size_t date, double low, double high)
{
    size_t length = n - date < date / 3 ? n - date : date / 3, from;
    double largest = 0, nearest = low > 0 ? low : high < 0 ? -high : 0;

    if (length == 0 || isnan(low) || isnan(high))
        return NAN;
    for (from = date % length; from + 2 * length <= date; from += length)
        largest = fmax(largest, fabs(mean_of(difference, from + length, from + 2 * length) -
                                     mean_of(difference, from, from + length)));
    return largest > 0 ? nearest / largest : NAN;
}

double units_slope_mde(const double *difference, size_t n, size_t date)
{
    struct units one = { 1, date, date, difference, NULL, 0, 0 };
    double slope = slope_of(difference, date), *left = xarray(date, sizeof *left);
    double *column = xarray(date, sizeof *column);
    struct two fit;
    size_t t;

    for (t = 0; t < date; t++) {
        left[t] = difference[t] - slope * (double)t;
        column[t] = (double)t / ((double)n / 2);
    }
    one.y = left;
    fit = whitened(difference, column, date, common_phi(&one, left, date));
    free(left);
    free(column);
    return fit.se > 0 ? (1.96 + .8416) * fit.se : NAN;
}
