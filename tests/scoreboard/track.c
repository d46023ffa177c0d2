/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * track - how often do the projections of lever track cover what comes?
 *
 *     track [-r SERIES] [-p PATHS] [-j THREADS] [-c GLOB] [-w FILE]
 *
 * Draws series of every cell (rows, persistence, trend, noise), projects each 12 periods on, and
 * counts: coverage of the 80 and 95 % bands of the value, of the mean of the last three and of the
 * total after 3, 6 and 12 periods, the width of the 95 % band in standard deviations of somebody
 * who knows the process, the Brier score of the chance to hit targets at the 50th to 90th percent of
 * what that one knows, and how often a chance of .8 is given to a target whose chance is .5.
 *
 * Beside it the same of a straight line and of a line with two harmonics, by least squares with
 * Student's intervals. A line of CSV a cell and contestant. -w writes the series, for others to try:
 * cell, series, row, value (the last 12 are what came).
 */
#include <fnmatch.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "stats/random.h"
#include "track/forecast.h"

enum { AHEAD = 12, MOST = 120, CHANCES = 5, BURN = 80 };
enum contestant { TRACK, LINE, LINE_SEASON, KNOWS, CONTESTANTS };
static const char *const names[CONTESTANTS] = { "track", "line", "line with season", "knows" };
enum trend { NONE, LINEAR, BENDING, TRENDS };
static const char *const trends[TRENDS] = { "none", "linear", "bending" };
static const double chances[CHANCES] = { .5, .6, .7, .8, .9 };

struct cell {
    int n;
    double phi;
    enum trend trend;
};

/* What a target looks at: weights of the periods to come. */
struct sight {
    const char *name;
    int from, to; /* periods */
    bool mean;
};
static const struct sight sights[] = {
    { "end3", 2, 3, true },    { "end6", 5, 6, true },    { "end12", 11, 12, true },
    { "mean3", 0, 3, true },   { "mean6", 3, 6, true },   { "mean12", 9, 12, true },
    { "total3", 0, 3, false }, { "total6", 0, 6, false }, { "total12", 0, 12, false },
};
enum { SIGHTS = sizeof sights / sizeof *sights };

struct score {
    double n, in80, in95, width, brier, sure, false_sure;
};

static double seen(const struct sight *sight, const double *ahead)
{
    double sum = 0;
    int h;

    for (h = sight->from; h < sight->to; h++)
        sum += ahead[h];
    return sight->mean ? sum / (sight->to - sight->from) : sum;
}

static double shape(enum trend trend, double i, int n)
{
    double u = i / (n + AHEAD);

    return trend == LINEAR ? .08 * i : trend == BENDING ? .08 * (n + AHEAD) * (2 * u - u * u) : 0;
}

static double wave(double i)
{
    return 1.5 * sin(2 * M_PI * i / 12) + .8 * cos(4 * M_PI * i / 12);
}

/* n + AHEAD values, and what somebody who knows it expects and how widely (by sight). */
static void draw(const struct cell *cell, unsigned long series, double *y, double *mean, double *sd)
{
    struct random random;
    double z = 0, last = 0, expected[AHEAD];
    int t, h, s;

    random_start(&random, 29, series * 64 + (unsigned long)(cell->phi * 10));
    for (t = -BURN; t < cell->n + AHEAD; t++) {
        z = cell->phi * z + random_normal(&random);
        if (t < 0)
            continue;
        y[t] = shape(cell->trend, t, cell->n) + wave(t) + z;
        if (t == cell->n - 1)
            last = z;
    }
    for (h = 0; h < AHEAD; h++)
        expected[h] = shape(cell->trend, cell->n + h, cell->n) + wave(cell->n + h) +
                      last * pow(cell->phi, h + 1);
    for (s = 0; s < SIGHTS; s++) {
        double variance = 0;
        int e;

        mean[s] = seen(&sights[s], expected);
        for (e = 0; e < AHEAD; e++) { /* the innovation of period e reaches all behind it */
            double reach[AHEAD] = { 0 };

            for (h = e; h < AHEAD; h++)
                reach[h] = pow(cell->phi, h - e);
            variance += pow(seen(&sights[s], reach), 2);
        }
        sd[s] = sqrt(variance);
    }
}

static void count(struct score *score, const double *band, const double *chance, double truth,
                  double mean, double sd)
{
    int i;

    score->n++;
    score->in80 += band[0] <= truth && truth <= band[1];
    score->in95 += band[2] <= truth && truth <= band[3];
    score->width += (band[3] - band[2]) / sd;
    for (i = 0; i < CHANCES; i++) {
        double target = mean + sd * gsl_cdf_ugaussian_Pinv(chances[i]);
        double hit = truth >= target;

        score->brier += pow(chance[i] - hit, 2) / CHANCES;
        if (chance[i] >= .8) {
            score->sure += 1. / CHANCES;
            score->false_sure += (chances[i] >= .5) / (double)CHANCES;
        }
    }
}

static void by_paths(const struct forecast *forecast, const struct sight *sight, double mean,
                     double sd, double *band, double *chance)
{
    static const double at[] = { .1, .9, .025, .975 };
    double *values = xarray(forecast->paths, sizeof *values);
    size_t i, k;

    for (i = 0; i < forecast->paths; i++)
        values[i] = seen(sight, forecast->values + i * AHEAD);
    forecast_sort(values, forecast->paths);
    for (k = 0; k < 4; k++)
        band[k] = forecast_quantile(values, forecast->paths, at[k]);
    for (k = 0; k < CHANCES; k++) {
        double target = mean + sd * gsl_cdf_ugaussian_Pinv(chances[k]);

        chance[k] = 0;
        for (i = 0; i < forecast->paths; i++)
            chance[k] += (values[i] >= target) / (double)forecast->paths;
    }
    free(values);
}

/* Least squares by Gauss and Jordan: coefficients, and the inverse of X'X in a. */
static void least_squares(double (*x)[6], const double *y, int n, int k, double a[6][12], double *b)
{
    int i, j, l, t;

    memset(a, 0, 6 * sizeof *a);
    memset(b, 0, 6 * sizeof *b);
    for (t = 0; t < n; t++)
        for (i = 0; i < k; i++)
            for (j = 0; j < k; j++)
                a[i][j] += x[t][i] * x[t][j];
    for (i = 0; i < k; i++)
        a[i][6 + i] = 1;
    for (i = 0; i < k; i++) {
        double pivot = a[i][i];

        for (j = 0; j < 12; j++)
            a[i][j] /= pivot;
        for (l = 0; l < k; l++) {
            double times = a[l][i];

            for (j = 0; l != i && j < 12; j++)
                a[l][j] -= times * a[i][j];
        }
    }
    for (t = 0; t < n; t++)
        for (i = 0; i < k; i++)
            for (j = 0; j < k; j++)
                b[i] += a[i][6 + j] * x[t][j] * y[t];
}

static void by_line(const double *y, int n, bool season, struct score *score, const double *truth,
                    const double *mean, const double *sd)
{
    static const double at[] = { .1, .9, .025, .975 };
    double x[MOST + AHEAD][6], a[6][12], b[6], s2 = 0;
    int k = season ? 6 : 2, t, i, j, s;

    for (t = 0; t < n + AHEAD; t++) {
        double f[] = { 1,
                       (t - n / 2.) / n,
                       sin(2 * M_PI * t / 12),
                       cos(2 * M_PI * t / 12),
                       sin(4 * M_PI * t / 12),
                       cos(4 * M_PI * t / 12) };

        memcpy(x[t], f, sizeof f);
    }
    least_squares(x, y, n, k, a, b);
    for (t = 0; t < n; t++) {
        double left = y[t];

        for (i = 0; i < k; i++)
            left -= b[i] * x[t][i];
        s2 += left * left / (n - k);
    }
    for (s = 0; s < SIGHTS; s++) {
        double w[6], at_all = 0, variance = 0, band[4], chance[CHANCES];
        int rows = sights[s].to - sights[s].from;

        for (i = 0; i < k; i++) {
            double ahead[AHEAD];

            for (t = 0; t < AHEAD; t++)
                ahead[t] = x[n + t][i];
            w[i] = seen(&sights[s], ahead);
            at_all += b[i] * w[i];
        }
        for (i = 0; i < k; i++)
            for (j = 0; j < k; j++)
                variance += w[i] * a[i][6 + j] * w[j];
        variance = s2 * (variance + (sights[s].mean ? 1. / rows : rows));
        for (i = 0; i < 4; i++)
            band[i] = at_all + sqrt(variance) * gsl_cdf_tdist_Pinv(at[i], n - k);
        for (i = 0; i < CHANCES; i++)
            chance[i] = gsl_cdf_tdist_Q(
                (mean[s] + sd[s] * gsl_cdf_ugaussian_Pinv(chances[i]) - at_all) / sqrt(variance),
                n - k);
        count(&score[s], band, chance, truth[s], mean[s], sd[s]);
    }
}

static void try_cell(const struct cell *cell, long series, size_t paths, size_t threads, FILE *out,
                     const char *name)
{
    struct score score[CONTESTANTS][SIGHTS] = { { { 0 } } };
    double year[MOST + AHEAD];
    long k;
    int s, i, c;

    for (i = 0; i < MOST + AHEAD; i++)
        year[i] = (i % 12) / 12.;
    for (k = 0; k < series; k++) {
        const struct season_request season = { .mode = SEASON_AUTO,
                                               .calendar = SEASON_CALENDAR_MONTHS,
                                               .year = year };
        const struct forecast_options options = {
            .paths = paths, .seed = (uint64_t)k + 1, .threads = threads, .season = &season
        };
        struct forecast forecast;
        double y[MOST + AHEAD], mean[SIGHTS], sd[SIGHTS], truth[SIGHTS];

        draw(cell, (unsigned long)k, y, mean, sd);
        for (i = 0; out && i < cell->n + AHEAD; i++)
            fprintf(out, "%s,%ld,%d,%.17g\n", name, k, i, y[i]);
        if (out)
            continue;
        for (s = 0; s < SIGHTS; s++)
            truth[s] = seen(&sights[s], y + cell->n);
        if (forecast_make(y, (size_t)cell->n, AHEAD, &options, &forecast) != 0)
            continue;
        for (s = 0; s < SIGHTS; s++) {
            double band[4], chance[CHANCES];
            static const double at[] = { .1, .9, .025, .975 };

            by_paths(&forecast, &sights[s], mean[s], sd[s], band, chance);
            count(&score[TRACK][s], band, chance, truth[s], mean[s], sd[s]);
            for (i = 0; i < 4; i++)
                band[i] = mean[s] + sd[s] * gsl_cdf_ugaussian_Pinv(at[i]);
            for (i = 0; i < CHANCES; i++)
                chance[i] = 1 - chances[i];
            count(&score[KNOWS][s], band, chance, truth[s], mean[s], sd[s]);
        }
        by_line(y, cell->n, false, score[LINE], truth, mean, sd);
        by_line(y, cell->n, true, score[LINE_SEASON], truth, mean, sd);
        forecast_free(&forecast);
    }
    for (c = 0; !out && c < CONTESTANTS; c++)
        for (s = 0; s < SIGHTS; s++) {
            const struct score *of = &score[c][s];

            printf("%d,%g,%s,%s,%s,%g,%.4f,%.4f,%.3f,%.4f,%.4f\n", cell->n, cell->phi,
                   trends[cell->trend], names[c], sights[s].name, of->n, of->in80 / of->n,
                   of->in95 / of->n, of->width / of->n, of->brier / of->n, of->false_sure / of->n);
        }
    fflush(stdout);
}

int main(int argc, char **argv)
{
    static const int rows[] = { 24, 36, 72 };
    static const double phis[] = { 0, .5, .8, 1 };
    const char *glob = "*", *file = NULL;
    long series = 100, paths = 299, threads = 1;
    int option;
    size_t r, p;
    enum trend trend;
    FILE *out = NULL;

    while ((option = getopt(argc, argv, "r:p:j:c:w:")) != -1)
        switch (option) {
        case 'r':
            series = strtol(optarg, NULL, 10);
            break;
        case 'p':
            paths = strtol(optarg, NULL, 10);
            break;
        case 'j':
            threads = strtol(optarg, NULL, 10);
            break;
        case 'c':
            glob = optarg;
            break;
        case 'w':
            file = optarg;
            break;
        default:
            return 2;
        }
    if (file && !(out = fopen(file, "w")))
        return 1;
    fprintf(out ? out : stdout,
            out ? "cell,series,row,value\n"
                : "rows,persistence,trend,by,target,series,in80,in95,width,brier,false_sure\n");
    for (r = 0; r < 3; r++)
        for (p = 0; p < 4; p++)
            for (trend = NONE; trend < TRENDS; trend++) {
                const struct cell cell = { rows[r], phis[p], trend };
                char name[60];

                snprintf(name, sizeof name, "%d %g %s", cell.n, cell.phi, trends[trend]);
                if (fnmatch(glob, name, 0) == 0)
                    try_cell(&cell, series, (size_t)paths, (size_t)threads, out, name);
            }
    return out && fclose(out) != 0;
}
