/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dots - how often do the limits of lever's dots flag a chart without a change, and see one?
 *
 *     dots [-r SERIES] [-c GLOB]
 *
 * Charts of AR(1) noise, normal or of Student's t with 4 degrees of freedom: finished ones, and rows
 * behind a baseline. Counted: charts with any flag where nothing changed; charts in which a shift of
 * 1.5 standard deviations of the series is flagged (finished: begun in the middle; new rows: begun
 * behind the baseline, all 12 rows of it there). Beside it the usual rules of an XmR chart with limits
 * from the same rows: a point outside 3 sigma (2.66 mean moving ranges), 7 on one side, 7 rising or
 * falling, 2 of 3 beyond 2 sigma. A line of CSV a cell.
 */
#include <fnmatch.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "stats/random.h"
#include "track/dots.h"

enum { MOST = 80, BURN = 60 };

static const struct chart {
    const char *name;
    size_t n, baseline;
} charts[] = { { "finished 24", 24, 0 },
               { "finished 52", 52, 0 },
               { "24 of 36", 36, 24 },
               { "40 of 52", 52, 40 } };
static const double phis[] = { 0, .3, .5, .8, .9 };

static double innovation(struct random *random, bool heavy)
{
    double z = random_normal(random), sum = 0;
    int i;

    for (i = 0; heavy && i < 4; i++)
        sum += pow(random_normal(random), 2);
    return heavy ? z / sqrt(sum / 4) / sqrt(2) : z;
}

static void draw(const struct chart *chart, double phi, bool heavy, bool shift, unsigned long k,
                 double *y)
{
    struct random random;
    double z = 0;
    size_t t, from = chart->baseline ? chart->baseline : chart->n / 2;

    random_start(&random, 71, k * 16 + (unsigned long)(phi * 10));
    for (t = 0; t < chart->n + BURN; t++) {
        z = phi * z + innovation(&random, heavy);
        if (t >= BURN)
            y[t - BURN] = z + (shift && t - BURN >= from ? 1.5 / sqrt(1 - phi * phi) : 0);
    }
}

static bool flagged(const double *y, const struct chart *chart, size_t to)
{
    const struct season_request none = { .mode = SEASON_OFF };
    struct dots dots;
    bool any = false;
    size_t t;

    if (dots_make(y, to, chart->baseline, &none, 1, 2, &dots) != 0)
        return false;
    for (t = 0; t < to; t++)
        any = any || dots.mark[t] != DOT_USUAL;
    dots_free(&dots);
    return any;
}

static bool by_rules(const double *y, const struct chart *chart, size_t to)
{
    size_t limits = chart->baseline ? chart->baseline : to, t, from = chart->baseline;
    double mean = 0, range = 0, sigma;
    int side = 0, run = 0;

    for (t = 0; t < limits; t++) {
        mean += y[t] / (double)limits;
        range += t > 0 ? fabs(y[t] - y[t - 1]) / (double)(limits - 1) : 0;
    }
    sigma = range / 1.128;
    for (t = from; t < to; t++) {
        double z = (y[t] - mean) / sigma;
        int now = z > 0 ? 1 : -1, beyond = 0;
        size_t j;

        run = now == side ? run + 1 : 1;
        side = now;
        for (j = 0; j < 3 && t >= from + j; j++)
            beyond += (y[t - j] - mean) / sigma * now > 2;
        if (fabs(z) > 3 || run >= 7 || beyond >= 2)
            return true;
        for (j = 0; j < 6 && t >= from + 6 && (y[t - j] - y[t - j - 1]) * (y[t] - y[t - 1]) > 0;
             j++)
            ;
        if (j == 6)
            return true;
    }
    return false;
}

int main(int argc, char **argv)
{
    const char *glob = "*";
    long series = 200, k;
    size_t c, p, to;
    int option, heavy;

    while ((option = getopt(argc, argv, "r:c:")) != -1) {
        if (option == 'r')
            series = strtol(optarg, NULL, 10);
        else if (option == 'c')
            glob = optarg;
        else
            return 2;
    }
    printf("chart,persistence,noise,series,false_dots,false_rules,seen_dots,seen_rules\n");
    for (c = 0; c < sizeof charts / sizeof *charts; c++)
        for (p = 0; p < sizeof phis / sizeof *phis; p++)
            for (heavy = 0; heavy < 2; heavy++) {
                long count[4] = { 0 };
                double y[MOST];

                if (fnmatch(glob, charts[c].name, 0) != 0)
                    continue;
                to = charts[c].n;
                for (k = 0; k < series; k++) {
                    draw(&charts[c], phis[p], heavy, false, (unsigned long)k, y);
                    count[0] += flagged(y, &charts[c], to);
                    count[1] += by_rules(y, &charts[c], to);
                    draw(&charts[c], phis[p], heavy, true, (unsigned long)k, y);
                    count[2] += flagged(y, &charts[c], to);
                    count[3] += by_rules(y, &charts[c], to);
                }
                printf("%s,%g,%s,%ld", charts[c].name, phis[p], heavy ? "t4" : "normal", series);
                for (k = 0; k < 4; k++)
                    printf(",%.3f", (double)count[k] / (double)series);
                printf("\n");
                fflush(stdout);
            }
    return 0;
}
