/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "track/dots.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "stats/ar.h"
#include "stats/ar_bias.h"
#include "stats/project.h"
#include "stats/random.h"
#include "track/forecast.h"

/* Rows that a series forgets its start in; how far back a shift is looked for; draws a block. */
enum { BURN = 50, BACK = 12, BLOCK = 37, SHIFT_ROWS = 3 };
/* What a step costs beside its AICc; how wide the kernel of innovations is. */
static const double STEP_COST = 6, KERNEL = .4;
/* 5 % for a chart, halved between single rows and shifts. */
static const double LEVEL = .975;

/* What stays the same for a series and its draws. */
struct chart {
    size_t n, baseline, fit; /* rows; those of the baseline; those that are fitted */
    size_t rows;             /* of these, there */
    const bool *present;
    double *x; /* columns x n: constant and season */
    size_t columns;
    double *basis; /* on the rows that are fitted, 0 elsewhere */
    size_t basis_columns;
};

/* A fit of it. */
struct charted {
    double phi, sd;
    double *left;  /* n: without constant, season and, where it was chosen, a step */
    double *white; /* n, over sd */
    double z, t;
    size_t shift;
    double *single, *step; /* n: |z| of a row; largest t of a shift that ends there, signed */
    size_t *since;         /* n: where that shift begins */
};

static void charted_start(struct charted *charted, size_t n)
{
    memset(charted, 0, sizeof *charted);
    charted->left = xarray(n, sizeof *charted->left);
    charted->white = xarray(n, sizeof *charted->white);
    charted->single = xarray(n, sizeof *charted->single);
    charted->step = xarray(n, sizeof *charted->step);
    charted->since = xarray(n, sizeof *charted->since);
}

static void charted_free(struct charted *charted)
{
    free(charted->left);
    free(charted->white);
    free(charted->single);
    free(charted->step);
    free(charted->since);
}

/* Takes constant and season, as the fitted rows have them, out of all. */
static void take_out(const struct chart *chart, const double *y, double *left)
{
    size_t n = chart->n, k = chart->columns, i, j, t;
    double beta[1 + SEASON_COLUMNS] = { 0 };
    double a[1 + SEASON_COLUMNS][1 + SEASON_COLUMNS] = { { 0 } };

    for (i = 0; i < k; i++) {
        for (j = 0; j < k; j++)
            for (t = 0; t < chart->fit; t++)
                if (chart->present[t])
                    a[i][j] += chart->x[i * n + t] * chart->x[j * n + t];
        a[i][i] += 1e-9;
        for (t = 0; t < chart->fit; t++)
            if (chart->present[t])
                beta[i] += chart->x[i * n + t] * y[t];
    }
    for (i = 0; i < k; i++) { /* Gauss and Jordan: few columns, far from collinear */
        double pivot = a[i][i];

        for (j = i; j < k; j++)
            a[i][j] /= pivot;
        beta[i] /= pivot;
        for (t = 0; t < k; t++) {
            double times = a[t][i];

            if (t == i || times == 0)
                continue;
            for (j = i; j < k; j++)
                a[t][j] -= times * a[i][j];
            beta[t] -= times * beta[i];
        }
    }
    for (t = 0; t < n; t++) {
        left[t] = chart->present[t] ? y[t] : NAN;
        for (i = 0; i < k && chart->present[t]; i++)
            left[t] -= beta[i] * chart->x[i * n + t];
    }
}

/* Burg's coefficient of order 1 over the fitted rows. */
static double coefficient(const struct chart *chart, const double *left)
{
    double product = 0, squares = 0;
    size_t t;

    for (t = 1; t < chart->fit; t++)
        if (isfinite(left[t]) && isfinite(left[t - 1])) {
            product += left[t] * left[t - 1];
            squares += left[t] * left[t] + left[t - 1] * left[t - 1];
        }
    return squares > 0 ? 2 * product / squares : 0;
}

static double squares_of(const struct chart *chart, const double *left)
{
    double sum = 0;
    size_t t;

    for (t = 0; t < chart->fit; t++)
        if (isfinite(left[t]))
            sum += left[t] * left[t];
    return sum;
}

/* AICc of order 1 (Hurvich & Tsai 1989) with so many columns. */
static double aicc(const struct chart *chart, const double *left, double phi, size_t columns)
{
    double n = (double)chart->rows, k = (double)columns;

    return n * log(squares_of(chart, left) * fmax(1 - phi * phi, 1e-9) + 1e-300) +
           n * (n + 1 + k) / fmax(1, n - k - 3);
}

/* Are rows from..to off together, and not by one of them alone? Without it they still are by half. */
static bool together(const double *left, size_t from, size_t to)
{
    double sum = 0, largest = 0, rows = 0;
    size_t t;

    for (t = from; t <= to; t++)
        if (isfinite(left[t])) {
            sum += left[t];
            rows++;
            if (fabs(left[t]) > fabs(largest))
                largest = left[t];
        }
    return rows >= SHIFT_ROWS &&
           (sum - largest) / (rows - 1) * (sum / rows) >= (sum / rows) * (sum / rows) / 2;
}

/* Both sides of a step are: one wild row near an end could carry either. */
static bool sets_apart(const double *left, size_t at, size_t n)
{
    return at > 0 && at < n && together(left, 0, at - 1) && together(left, at, n - 1);
}

/* The step that least squares like best, out of left; where it begins. */
static size_t best_step(const struct chart *chart, const double *left, double *stepped)
{
    size_t n = chart->fit, at, best = 0, t;
    double all = 0, before = 0, rows = (double)chart->rows, done = 0, most = -1, mean[2] = { 0, 0 };

    for (t = 0; t < n; t++)
        if (isfinite(left[t]))
            all += left[t];
    for (at = 0; at + SHIFT_ROWS <= n; at++) {
        if (at >= SHIFT_ROWS && done > 0 && done < rows) {
            double low = before / done, high = (all - before) / (rows - done);
            double gain = done * (rows - done) / rows * (high - low) * (high - low);

            if (gain > most) {
                most = gain;
                best = at;
                mean[0] = low;
                mean[1] = high;
            }
        }
        if (isfinite(left[at])) {
            before += left[at];
            done++;
        }
    }
    for (t = 0; t < chart->n; t++)
        stepped[t] = left[t] - mean[t >= best];
    return best;
}

/* Whitens: the first row of a stretch by its own share (Prais & Winsten 1954). */
static void whiten(const struct chart *chart, const double *left, double phi, double *white)
{
    size_t t;

    for (t = 0; t < chart->n; t++)
        white[t] = t > 0 && isfinite(left[t - 1]) ? left[t] - phi * left[t - 1]
                                                  : left[t] * sqrt(fmax(0, 1 - phi * phi));
}

/* A finished chart: each row, and a step at each. */
static void judge_finished(const struct chart *chart, struct charted *charted)
{
    size_t n = chart->n, t, at;
    double phi = charted->phi, rows = (double)chart->rows, k = (double)chart->columns;
    double squares = 0, first = sqrt(fmax(0, 1 - phi * phi)), cc = 0, cy = 0;

    for (t = 0; t < n; t++) {
        double c;

        charted->step[t] = 0;
        charted->single[t] = 0;
        if (!isfinite(charted->white[t]))
            continue;
        c = t > 0 && isfinite(charted->left[t - 1]) ? 1 - phi : first;
        squares += charted->white[t] * charted->white[t];
        cc += c * c;
        cy += c * charted->white[t];
    }
    for (t = 0; t < n; t++) { /* each by the spread of the others */
        double u = charted->white[t];

        if (!isfinite(u))
            continue;
        charted->single[t] = u / sqrt(fmax(squares - u * u, 1e-300) / fmax(1, rows - k - 2));
        charted->z = fmax(charted->z, fabs(charted->single[t]));
    }
    for (at = SHIFT_ROWS; at + SHIFT_ROWS <= n; at++) { /* the step whitened, beside the constant */
        double ss = 0, sc = 0, sy = 0, left, gain, value;

        for (t = at; t < n; t++) {
            bool before = t > 0 && isfinite(charted->left[t - 1]);
            double c = before ? 1 - phi : first;
            double s = !before ? first : t == at ? 1 : 1 - phi;

            if (!isfinite(charted->white[t]))
                continue;
            ss += s * s;
            sc += s * c;
            sy += s * charted->white[t];
        }
        left = ss - (cc > 0 ? sc * sc / cc : 0);
        value = sy - (cc > 0 ? sc * cy / cc : 0);
        if (!(left > 1e-9 * ss))
            continue;
        gain = value * value / left;
        charted->step[at] = copysign(sqrt(gain /
                                          (fmax(squares - gain, 1e-300) / fmax(1, rows - k - 2))),
                                     value);
        if (fabs(charted->step[at]) > charted->t) {
            charted->t = fabs(charted->step[at]);
            charted->shift = at;
        }
    }
}

/* New rows: the largest t of a shift that ends at each. */
static void judge_new(const struct chart *chart, struct charted *charted)
{
    size_t n = chart->n, m = chart->baseline, t, back;
    double a = 1 - charted->phi;
    double v = 1 / (1 - charted->phi * charted->phi + a * a * ((double)m - 1));

    for (t = 0; t < n; t++)
        charted->single[t] = charted->step[t] = 0;
    for (t = m; t < n; t++) {
        double sum = 0;
        size_t rows = 0;

        if (!isfinite(charted->white[t]))
            continue;
        charted->single[t] = charted->white[t] / charted->sd / sqrt(1 + a * a * v);
        charted->z = fmax(charted->z, fabs(charted->single[t]));
        for (back = 0; back < BACK && t >= m + back; back++) {
            double w, c, g, first = charted->white[t - back];

            if (!isfinite(first))
                continue;
            rows++;
            w = 1 + (double)(rows - 1) * a * a;
            c = a * (1 + (double)(rows - 1) * a);
            g = (first + a * sum) / charted->sd / sqrt(w + v * c * c);
            sum += first;
            if (rows >= SHIFT_ROWS && fabs(g) > fabs(charted->step[t])) {
                charted->step[t] = g;
                charted->since[t] = t - back;
            }
        }
        if (fabs(charted->step[t]) > charted->t) {
            charted->t = fabs(charted->step[t]);
            charted->shift = charted->since[t];
        }
    }
}

/* All of it, of a series (0 where not present); spare: n. */
static void chart_judge(const struct chart *chart, const double *y, double *spare,
                        struct charted *charted)
{
    double phi, other, squares = 0;
    size_t t;

    charted->z = charted->t = 0;
    charted->shift = 0;
    take_out(chart, y, charted->left);
    phi = coefficient(chart, charted->left);
    if (chart->baseline == 0) {
        t = best_step(chart, charted->left, spare);
        other = coefficient(chart, spare);
        if (sets_apart(charted->left, t, chart->n) &&
            aicc(chart, spare, other, chart->columns + 1) + STEP_COST <
                aicc(chart, charted->left, phi, chart->columns))
            phi = other;
    }
    charted->phi = fmin(phi, .99);
    whiten(chart, charted->left, charted->phi, charted->white);
    for (t = 0; t < chart->fit; t++)
        if (isfinite(charted->white[t]))
            squares += charted->white[t] * charted->white[t];
    charted->sd = sqrt(fmax(squares, 1e-300) /
                       fmax(1, (double)chart->rows - (double)chart->columns - 1));
    if (chart->baseline)
        judge_new(chart, charted);
    else
        judge_finished(chart, charted);
}

/* The season that AICc sees in the fitted rows. */
static void choose_columns(struct chart *chart, const double *y,
                           const struct season_request *request)
{
    struct season_request asked = *request;
    struct season season;
    size_t n = chart->n, s, t, best = 0;
    double least = INFINITY;
    double *left = xarray(n, sizeof *left);

    asked.rows = chart->rows;
    season_offer(&season, &asked, n);
    chart->x = xarray((1 + SEASON_COLUMNS) * n, sizeof *chart->x);
    for (t = 0; t < n; t++)
        chart->x[t] = 1;
    for (s = 0; s < season.count; s++) {
        double found;

        chart->columns = 1 + season.candidate[s].columns;
        if (chart->columns + 6 > chart->rows)
            continue;
        if (season.candidate[s].columns > 0)
            memcpy(chart->x + n, season.candidate[s].values,
                   season.candidate[s].columns * n * sizeof *left);
        take_out(chart, y, left);
        found = aicc(chart, left, coefficient(chart, left), chart->columns);
        if (found < least) {
            least = found;
            best = s;
        }
    }
    chart->columns = 1 + (isfinite(least) ? season.candidate[best].columns : 0);
    if (chart->columns > 1)
        memcpy(chart->x + n, season.candidate[best].values,
               (chart->columns - 1) * n * sizeof *left);
    season_free(&season);
    free(left);
}

static void make_basis(struct chart *chart)
{
    size_t n = chart->n, j, t;

    chart->basis = xarray(chart->columns * n, sizeof *chart->basis);
    for (j = 0; j < chart->columns; j++)
        for (t = 0; t < n; t++)
            chart->basis[j * n + t] = t < chart->fit && chart->present[t] ? chart->x[j * n + t] : 0;
    chart->basis_columns = project_basis(chart->basis, n, chart->columns);
}

/* Simulated charts without a change: the largest z and t of each. */
struct draws {
    const struct chart *chart;
    const double *pool;
    size_t pool_size;
    double phi, spread;
    uint64_t seed;
    double *z, *t;
};

static void draw_block(void *context, size_t block, size_t worker)
{
    const struct draws *draws = context;
    const struct chart *chart = draws->chart;
    struct charted charted;
    double *y = xarray(chart->n, sizeof *y), *spare = xarray(chart->n, sizeof *spare);
    size_t i, t;

    (void)worker;
    charted_start(&charted, chart->n);
    for (i = block * BLOCK; i < (block + 1) * BLOCK && i < DOTS_DRAWS; i++) {
        struct random random;
        double e = 0;

        random_start(&random, draws->seed, i);
        for (t = 0; t < chart->n + BURN; t++) {
            e = draws->phi * e + draws->pool[random_below(&random, draws->pool_size)] +
                KERNEL * draws->spread * random_normal(&random);
            if (t >= BURN)
                y[t - BURN] = chart->present[t - BURN] ? e : 0;
        }
        chart_judge(chart, y, spare, &charted);
        draws->z[i] = charted.z;
        draws->t[i] = charted.t;
    }
    charted_free(&charted);
    free(y);
    free(spare);
}

/* The two limits: what LEVEL of unchanged charts stay under. */
static void find_limits(const struct chart *chart, const struct charted *charted, double *spare,
                        uint64_t seed, size_t threads, struct dots *dots)
{
    struct draws draws = { .chart = chart, .seed = seed };
    struct ar_fit ar = { .order = 1, .phi = { charted->phi } };
    struct ar_bias bias;
    bool *fitted = xarray(chart->n, sizeof *fitted);
    double *pool = spare, mean = 0;
    size_t t;

    for (t = 0; t < chart->n; t++)
        fitted[t] = t < chart->fit && chart->present[t];
    ar_bias_start(&bias, chart->basis, chart->basis_columns, chart->n, fitted);
    ar_bias_correct(&bias, &ar);
    ar_bias_free(&bias);
    draws.phi = fmin(ar.phi[0], .99);
    for (t = 0; t < chart->fit; t++)
        if (isfinite(charted->white[t]))
            pool[draws.pool_size++] = charted->white[t];
    for (t = 0; t < draws.pool_size; t++)
        mean += pool[t] / (double)draws.pool_size;
    for (t = 0; t < draws.pool_size; t++)
        pool[t] -= mean;
    draws.pool = pool;
    draws.spread = charted->sd;
    draws.z = xarray(DOTS_DRAWS, sizeof *draws.z);
    draws.t = xarray(DOTS_DRAWS, sizeof *draws.t);
    parallel_for((DOTS_DRAWS + BLOCK - 1) / BLOCK, threads ? threads : 1, draw_block, &draws);
    forecast_sort(draws.z, DOTS_DRAWS);
    forecast_sort(draws.t, DOTS_DRAWS);
    dots->limit = forecast_quantile(draws.z, DOTS_DRAWS, LEVEL);
    dots->shift_limit = forecast_quantile(draws.t, DOTS_DRAWS, LEVEL);
    free(draws.z);
    free(draws.t);
    free(fitted);
}

/* How far a row may be off, whitened, without being unusual: where |z| is the limit. */
static double reach(const struct chart *chart, const struct charted *charted, double limit)
{
    double a = 1 - charted->phi, phi = charted->phi;
    double df = (double)chart->rows - (double)chart->columns - 1;
    double v = 1 / (1 - phi * phi + a * a * ((double)chart->baseline - 1));

    if (chart->baseline)
        return charted->sd * limit * sqrt(1 + a * a * v);
    return charted->sd * limit * sqrt(fmax(1, df) / (fmax(1, df - 1) + limit * limit));
}

/* What each row was expected to be by the one before, and how far off it might be. */
static void expect(const struct chart *chart, const struct charted *charted, const double *y,
                   struct dots *dots)
{
    double whole = reach(chart, charted, dots->limit);
    size_t t;

    for (t = 0; t < chart->n; t++) {
        double off = whole;

        dots->expected[t] = dots->low[t] = dots->high[t] = NAN;
        if (!isfinite(charted->white[t]))
            continue;
        dots->expected[t] = y[t] - charted->white[t];
        if (t == 0 || !isfinite(charted->left[t - 1])) {
            dots->expected[t] = y[t] - charted->left[t];
            off /= sqrt(fmax(1e-3, 1 - charted->phi * charted->phi));
        }
        if (t < chart->baseline)
            continue;
        dots->low[t] = dots->expected[t] - off;
        dots->high[t] = dots->expected[t] + off;
    }
}

static void mark(const struct chart *chart, const struct charted *charted, struct dots *dots)
{
    size_t n = chart->n, t, since;

    for (t = chart->baseline; t < n; t++)
        if (fabs(charted->single[t]) > dots->limit)
            dots->mark[t] = (signed char)copysign(DOT_UNUSUAL, charted->single[t]);
    if (chart->baseline == 0) {
        if (charted->t > dots->shift_limit && sets_apart(charted->left, charted->shift, n))
            for (t = charted->shift; t < n; t++)
                if (chart->present[t])
                    dots->mark[t] = (signed char)copysign(DOT_SHIFT, charted->step[charted->shift]);
        return;
    }
    for (t = chart->baseline; t < n; t++)
        if (fabs(charted->step[t]) > dots->shift_limit &&
            together(charted->left, charted->since[t], t))
            for (since = charted->since[t]; since <= t; since++)
                if (chart->present[since])
                    dots->mark[since] = (signed char)copysign(DOT_SHIFT, charted->step[t]);
}

int dots_make(const double *y, size_t n, size_t baseline, const struct season_request *season,
              uint64_t seed, size_t threads, struct dots *dots)
{
    struct chart chart = { .n = n, .baseline = baseline, .fit = baseline ? baseline : n };
    struct charted charted;
    bool *present = xarray(n, sizeof *present);
    double *filled = xarray(n, sizeof *filled), *spare = xarray(n + BURN, sizeof *spare);
    double low = INFINITY, high = -INFINITY;
    size_t t;
    bool possible;

    memset(dots, 0, sizeof *dots);
    chart.present = present;
    for (t = 0; t < n; t++) {
        present[t] = isfinite(y[t]);
        filled[t] = present[t] ? y[t] : 0;
        if (t >= chart.fit || !present[t])
            continue;
        chart.rows++;
        low = fmin(low, y[t]);
        high = fmax(high, y[t]);
    }
    possible = chart.rows >= (baseline ? DOTS_BASELINE : DOTS_ROWS) && low < high && baseline < n;
    if (possible) {
        dots->n = n;
        dots->baseline = baseline;
        dots->mark = xcalloc(n, sizeof *dots->mark);
        dots->expected = xarray(n, sizeof *dots->expected);
        dots->low = xarray(n, sizeof *dots->low);
        dots->high = xarray(n, sizeof *dots->high);
        charted_start(&charted, n);
        choose_columns(&chart, filled, season);
        make_basis(&chart);
        chart_judge(&chart, filled, spare, &charted);
        find_limits(&chart, &charted, spare, seed, threads, dots);
        dots->z = charted.z;
        dots->t = charted.t;
        dots->shift = charted.shift;
        expect(&chart, &charted, filled, dots);
        mark(&chart, &charted, dots);
        charted_free(&charted);
        free(chart.x);
        free(chart.basis);
    }
    free(present);
    free(filled);
    free(spare);
    return possible ? 0 : -1;
}

void dots_free(struct dots *dots)
{
    free(dots->mark);
    free(dots->expected);
    free(dots->low);
    free(dots->high);
    memset(dots, 0, sizeof *dots);
}
