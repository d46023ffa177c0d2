/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drift - how often is a stable link said to have come apart, and one that did found?
 *
 *     drift [-r SERIES] [-b RESAMPLES] [-s STEP] [-j THREADS] [-c GLOB] FILE
 *
 * Draws series of every cell, asks as lever drift does, and appends one line of counts to FILE for every
 * STEP series of a cell, until each has SERIES of them. What FILE has is not drawn again: series k of a
 * cell is the same wherever and whenever it is drawn.
 *
 * A cell is how many rows there are, the persistence of the outcome's noise, and what happens halfway:
 * nothing, the effect is gone or turned round, or a step in x, in y, or in both while the link
 * holds. The lag is 1 and known. The effect is as many standard errors large as is said, by an oracle
 * that knows the autoregression. drift.awk makes a table of FILE.
 */
#include <fnmatch.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "link/drift.h"
#include "stats/random.h"
#include "tests/scoreboard/results.h"

enum { BOARD_VERSION = 1, BURN = 80, COMMAS = 8 };

static const struct hazard {
    const char *name;
    double after;          /* what is left of the effect */
    double step_x, step_y; /* in standard deviations of each */
    double errors;         /* the effect, in standard errors */
} hazards[] = {
    { "stable 4.2", 1, 0, 0, 4.2 },
    { "stable 4.2 step-x", 1, 3, 0, 4.2 },
    { "stable 4.2 step-y", 1, 0, 3, 4.2 },
    { "stable 4.2 step-both", 1, 3, 3, 4.2 },
    { "none", 0, 0, 0, 0 },
    { "gone 4.2", 0, 0, 0, 4.2 },
    { "gone 8.4", 0, 0, 0, 8.4 },
    { "reversed 4.2", -1, 0, 0, 4.2 },
};

struct cell {
    size_t n;
    double persistence;
    const struct hazard *hazard;
    char name[80];
};

enum count { USABLE, P05, DECOUPLED, COVERED, COUNTS };

static uint64_t seed_of(const char *name)
{
    uint64_t seed = 1469598103934665603u;

    for (; *name; name++)
        seed = (seed ^ (unsigned char)*name) * 1099511628211u;
    return seed;
}

/* x has persistence .5; one row of the oracle has the information var(x, filtered) / var(innovation). */
static void draw(const struct cell *cell, size_t k, double *x, double *y)
{
    const struct hazard *hazard = cell->hazard;
    size_t n = cell->n, t;
    double phi = cell->persistence, now_x = 0, noise = 0, before = 0, effect;
    double spread = 1 / sqrt(1 - .25); /* of x */
    double filtered = ((1 + phi * phi) - 2 * phi * .5) * spread * spread;
    struct random random;

    effect = hazard->errors / sqrt(filtered * (double)n);
    random_start(&random, seed_of(cell->name), k);
    for (t = 0; t < BURN + n; t++) {
        size_t at = t < BURN ? 0 : t - BURN;
        bool late = t >= BURN + n / 2;

        before = now_x + (late ? hazard->step_x * spread : 0);
        now_x = .5 * now_x + random_normal(&random);
        noise = phi * noise + random_normal(&random);
        x[at] = now_x + (late ? hazard->step_x * spread : 0);
        y[at] = noise + (late ? hazard->step_y : 0) + effect * (late ? hazard->after : 1) * before;
    }
}

struct choice {
    const char *path, *glob;
    size_t target, step, threads, resamples;
};

static void ask(const struct cell *cell, size_t k, const struct choice *choice, size_t *counts)
{
    size_t n = cell->n;
    double *x = xarray(2 * n, sizeof *x), *y = x + n;
    struct link_outcome outcome = {
        .n = n, .y = y, .timed = true, .season = { .mode = SEASON_OFF }
    };
    struct drift_question question = { .outcome = &outcome,
                                       .x = x,
                                       .lag_first = 1,
                                       .lag_last = 1,
                                       .row = DRIFT_SEARCH,
                                       .min_effect = NAN,
                                       .resamples = choice->resamples,
                                       .seed = 1,
                                       .threads = choice->threads,
                                       .enough = DRIFT_ENOUGH };
    struct drift_result result;

    draw(cell, k, x, y);
    drift_test(&question, &result);
    counts[USABLE] += result.state != DRIFT_UNUSABLE;
    counts[P05] += result.p < .05;
    counts[DECOUPLED] += result.state == DRIFT_DECOUPLED;
    counts[COVERED] += result.row_low <= n / 2 && n / 2 <= result.row_high;
    free(x);
}

static void run_cell(const struct choice *choice, const struct cell *cell)
{
    size_t first, k;

    if (choice->glob && fnmatch(choice->glob, cell->name, 0) != 0)
        return;
    while ((first = results_drawn(choice->path, BOARD_VERSION, cell->name, COMMAS)) <
           choice->target) {
        size_t left = choice->target - first;
        size_t series = left < choice->step ? left : choice->step, counts[COUNTS] = { 0 };
        FILE *file;

        for (k = 0; k < series; k++)
            ask(cell, first + k, choice, counts);
        file = results_append("drift", choice->path);
        fprintf(file, "%d,%s,%zu,%zu,%zu,%zu,%zu,%zu,%zu\n", BOARD_VERSION, cell->name, first,
                series, choice->resamples, counts[USABLE], counts[P05], counts[DECOUPLED],
                counts[COVERED]);
        fclose(file);
    }
}

static void all_cells(const struct choice *choice)
{
    static const double persistence[] = { 0, .5, .8 };
    static const size_t rows[] = { 60, 104 };
    size_t h, i, k;

    for (h = 0; h < sizeof hazards / sizeof *hazards; h++)
        for (i = 0; i < 2; i++)
            for (k = 0; k < 3; k++) {
                struct cell cell = { .n = rows[i],
                                     .persistence = persistence[k],
                                     .hazard = &hazards[h] };

                snprintf(cell.name, sizeof cell.name, "ar%.2f n%zu %s", cell.persistence, cell.n,
                         hazards[h].name);
                run_cell(choice, &cell);
            }
}

int main(int argc, char **argv)
{
    struct choice choice = {
        .target = 100, .step = 50, .threads = parallel_default(), .resamples = 199
    };
    int option;

    while ((option = getopt(argc, argv, "r:b:s:j:c:")) != -1) {
        unsigned long value = optarg ? strtoul(optarg, NULL, 10) : 0;

        switch (option) {
        case 'r':
            choice.target = value;
            break;
        case 'b':
            choice.resamples = value;
            break;
        case 's':
            choice.step = value;
            break;
        case 'j':
            choice.threads = value;
            break;
        case 'c':
            choice.glob = optarg;
            break;
        default:
            return 2;
        }
    }
    if (optind + 1 != argc || choice.step < 1) {
        fprintf(stderr, "usage: drift [-r SERIES] [-b RESAMPLES] [-s STEP] [-j THREADS] [-c GLOB] "
                        "FILE\n");
        return 2;
    }
    choice.path = argv[optind];
    if (access(choice.path, F_OK) != 0) {
        FILE *file = results_append("drift", choice.path);

        fputs("version,cell,first,series,resamples,usable,p05,decoupled,covered\n", file);
        fclose(file);
    }
    all_cells(&choice);
    return 0;
}
