/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The fast way to the largest |t| must be the slow way: for real and for simulated
 * outcomes, with gaps, context, season and negative lags, against column by column
 * projection.
 */
#include "tests/digits.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "link/lag_scan.h"
#include "stats/project.h"

enum { N = 60, CONTEXTS = 2 };

struct bed {
    double x[N], y[N], context[CONTEXTS * N], year[N];
    bool x_present[N], present[N];
    struct season season;
    struct sieve sieve;
    struct draw observed;
};

static void bed_start(struct bed *bed, bool gaps, size_t contexts, enum season_mode mode)
{
    struct season_request request = { .mode = mode, .calendar = SEASON_CALENDAR_MONTHS };
    struct random random;
    double level = 0;
    int t, j;

    memset(bed, 0, sizeof *bed);
    random_start(&random, 6, 6);
    for (t = 0; t < N; t++) {
        bed->year[t] = (t % 12) / 12.0;
        bed->x_present[t] = !gaps || (t != 20 && t != 21 && t != 45);
        bed->present[t] = !gaps || (t != 0 && t != 33);
        bed->x[t] = random_normal(&random) * bed->x_present[t];
        level = .7 * level + random_normal(&random) + sin(2 * M_PI * bed->year[t]);
        bed->y[t] = level * bed->present[t];
        for (j = 0; j < CONTEXTS; j++)
            bed->context[j * N + t] = (random_normal(&random) + .1 * t) * bed->present[t];
    }
    request.year = bed->year;
    season_offer(&bed->season, &request, N);
    bed->sieve = (struct sieve){ .n = N,
                                 .timed = true,
                                 .y = bed->y,
                                 .present = bed->present,
                                 .context = bed->context,
                                 .contexts = contexts,
                                 .season = &bed->season };
    draw_start(&bed->observed, N);
    sieve_start(&bed->sieve, &bed->observed);
}

static void bed_free(struct bed *bed)
{
    draw_free(&bed->observed);
    sieve_free(&bed->sieve);
    season_free(&bed->season);
}

/* 1, -phi1, … as the constant, the trend and the season meet it: as it is, or, where it has a root of
   one and would leave nothing of the constant, not at all (sieve.h). */
static double kept_filter(const struct draw *draw, size_t k)
{
    double sum = 1;
    size_t i;

    for (i = 0; i < draw->ar.order; i++)
        sum -= draw->ar.phi[i];
    if (fabs(sum) < 1e-12)
        return k == 0;
    return k == 0 ? 1 : -draw->ar.phi[k - 1];
}

/* The largest |t| with nothing clever: filter each column, collect the controls, project. */
static double slow_peak(const struct bed *bed, const struct draw *draw, int first, int last)
{
    double largest = 0;
    int lag;

    for (lag = first; lag <= last; lag++) {
        const struct season_candidate *season = &bed->season.candidate[draw->season];
        size_t columns = 2 + season->columns + bed->sieve.contexts;
        double basis[20 * N] = { 0 }, x[N] = { 0 }, y[N] = { 0 };
        double rows = 0, dot, xx, yy;
        size_t p = draw->ar.order, j, k, columns_left;
        int t;

        for (t = 0; t < N; t++) {
            bool in = true;

            for (k = 0; k <= p; k++)
                in = in && t >= (int)k && bed->present[t - (int)k] && t - lag - (int)k >= 0 &&
                     t - lag - (int)k < N && bed->x_present[t - lag - (int)k];
            if (!in)
                continue;
            rows++;
            for (k = 0; k <= p; k++) {
                double filter = k == 0 ? 1 : -draw->ar.phi[k - 1], kept = kept_filter(draw, k);

                x[t] += filter * bed->x[t - lag - (int)k];
                y[t] += filter * draw->left[t - (int)k];
                basis[t] += kept;
                basis[N + t] += kept * (t - (int)k);
                for (j = 0; j < season->columns; j++)
                    basis[(2 + j) * N + (size_t)t] += kept * season->values[j * N + (size_t)t - k];
                for (j = 0; j < bed->sieve.contexts; j++)
                    basis[(2 + season->columns + j) * N + (size_t)t] +=
                        filter * bed->context[j * N + (size_t)t - k];
            }
        }
        columns_left = project_basis(basis, N, columns);
        project_out(basis, N, columns_left, x);
        project_out(basis, N, columns_left, y);
        dot = project_dot(x, y, N);
        xx = project_dot(x, x, N);
        yy = project_dot(y, y, N);
        largest = fmax(largest,
                       sqrt((rows - (double)columns_left - 1) * dot * dot / (xx * yy - dot * dot)));
    }
    return largest;
}

static void compare(const struct bed *bed, int first, int last)
{
    struct lag_scan sample;
    struct regressor regressor;
    struct white white;
    struct lag_products view;
    struct scratch scratch;
    struct draw draw;
    double y[N], spare[N], work[AR_WORK(N)];
    size_t b;

    lag_scan_start(&sample, &bed->sieve, bed->x_present, first, last);
    regressor_start(&regressor, &bed->sieve, &sample, bed->x);
    white_start(&white, &bed->sieve);
    lag_products_start(&view, &bed->sieve, sample.lags);
    scratch_start(&scratch, &bed->sieve, first, last);
    draw_start(&draw, N);
    for (b = 0; b < 40; b++) {
        sieve_simulate(&bed->sieve, 1, b, y);
        sieve_refit(&bed->sieve, b ? y : bed->y, spare, work, &draw);
        white_make(&bed->sieve, &draw, &white);
        lag_products_make(&bed->sieve, &sample, &white, &view);
        assert_digits(regressor_peak(&regressor, &white, &view, &scratch),
                      slow_peak(bed, &draw, first, last), 8);
    }
    draw_free(&draw);
    scratch_free(&scratch);
    lag_products_free(&view);
    white_free(&white);
    regressor_free(&regressor);
    lag_scan_free(&sample);
}

static void fast_is_slow(void **state)
{
    int gaps, contexts, mode;

    (void)state;
    for (gaps = 0; gaps < 2; gaps++) {
        for (contexts = 0; contexts <= CONTEXTS; contexts++) {
            for (mode = SEASON_OFF; mode <= SEASON_AUTO; mode++) {
                struct bed bed;

                bed_start(&bed, gaps, (size_t)contexts, (enum season_mode)mode);
                compare(&bed, 0, 5);
                compare(&bed, -3, 2);
                compare(&bed, 2, 2);
                compare(&bed, -4, -2);
                bed_free(&bed);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(fast_is_slow) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
