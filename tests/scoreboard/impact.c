/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * impact - how often is a change said where there is none, and found where there is one?
 *
 *     impact [-r SERIES] [-b RESAMPLES] [-s STEP] [-j THREADS] [-c GLOB] FILE
 *
 * Draws series of every cell, asks about a change at their date as lever impact does, and appends one line
 * of counts to FILE for every STEP series of a cell, until each has SERIES of them. What FILE has is
 * not drawn again: series k of a cell is the same wherever and whenever it is drawn.
 *
 * A cell is a persistence, how many rows there are and how many of them lie behind the date, and a
 * change: none, or a shape as many standard errors large as is said, by an oracle that knows the shape
 * and the autoregression (of one of 2.9 it finds four in five). Changes come with a sign by turns.
 * impact.awk makes the tables of lever-accuracy(7) of FILE.
 */
#include <fnmatch.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "change/change.h"
#include "question/impact_row.h"
#include "stats/linear.h"
#include "stats/project.h"
#include "stats/random.h"
#include "tests/scoreboard/results.h"

enum { BOARD_VERSION = 1, BURN = 80, PATHS = 299, COMMAS = 16 };

static const struct effect {
    const char *name;
    enum change_kind kind; /* CHANGE_KINDS: none */
    double errors, decay;
} effects[] = {
    { "none", CHANGE_KINDS, 0, 0 },           { "step 2.9", CHANGE_STEP, 2.9, 0 },
    { "step 5.0", CHANGE_STEP, 5, 0 },        { "pulse 2.9", CHANGE_PULSE, 2.9, 0 },
    { "pulse 5.0", CHANGE_PULSE, 5, 0 },      { "ramp 2.9", CHANGE_RAMP, 2.9, 0 },
    { "ramp 5.0", CHANGE_RAMP, 5, 0 },        { "fading 2.9", CHANGE_FADING, 2.9, .7 },
    { "fading 5.0", CHANGE_FADING, 5, .7 },   { "gradual 2.9", CHANGE_GRADUAL, 2.9, .7 },
    { "gradual 5.0", CHANGE_GRADUAL, 5, .7 },
};

/* What else may be with the series. */
enum hazard { PLAIN, GROWTH, LOUD, SEASON, HAZARDS };
static const char *const hazards[HAZARDS] = { "plain", "growth", "loud", "season" };

struct cell {
    size_t n, after;
    double persistence;
    const struct effect *effect;
    enum hazard hazard;
    double *shape; /* n: the change */
    char name[80];
};

enum count {
    USABLE,
    P05,
    FOUND,
    COVERED,
    LATE_COVERED,
    LASTS,
    ENDS,
    HALF,
    HALF_COVERED,
    NAMED,
    RIGHT,
    COUNTS
};
static const char *const columns[COUNTS] = {
    "usable", "p05",  "found",        "covered", "late_covered", "lasts",
    "ends",   "half", "half_covered", "named",   "right",
};

struct outcome {
    bool count[COUNTS];
    bool welch, segmented;
};

struct run {
    const struct cell *cell;
    size_t first, resamples;
    const double *year; /* phases of months */
    struct outcome *outcomes;
};

/* The change, as large as the oracle's standard error of it says. */
static void put_shape(struct cell *cell)
{
    size_t n = cell->n, date = n - cell->after, t, basis;
    double *room = xarray(3 * n, sizeof *room), *white = room + 2 * n, left;
    struct change_shape shape = { .kind = cell->effect->kind,
                                  .width = 1,
                                  .decay = cell->effect->decay,
                                  .from = date,
                                  .to = cell->effect->kind == CHANGE_PULSE ? date + 1 : n };

    change_shape_fill(&shape, n, cell->shape);
    for (t = 0; t < n; t++) {
        room[t] = t > 0;
        room[n + t] = t > 0 ? (double)t / (double)n : 0;
        white[t] = t > 0 ? cell->shape[t] - cell->persistence * cell->shape[t - 1] : 0;
    }
    basis = project_basis(room, n, 2);
    project_out(room, n, basis, white);
    left = project_dot(white, white, n);
    for (t = 0; t < n; t++)
        cell->shape[t] *= cell->effect->errors / sqrt(left);
    free(room);
}

static uint64_t seed_of(const char *name)
{
    uint64_t seed = 1469598103934665603u;

    for (; *name; name++)
        seed = (seed ^ (unsigned char)*name) * 1099511628211u;
    return seed;
}

static void draw(const struct cell *cell, size_t k, double *y)
{
    size_t n = cell->n, t;
    struct random random;
    double now = 0;

    random_start(&random, seed_of(cell->name), k);
    for (t = 0; t < BURN + n; t++) {
        size_t at = t < BURN ? 0 : t - BURN;

        now = cell->persistence * now + random_normal(&random);
        if (t < BURN)
            continue;
        y[at] = now + (k % 2 ? -1 : 1) * (cell->effect->errors > 0 ? cell->shape[at] : 0);
        if (cell->hazard == LOUD && at >= n - cell->after)
            y[at] *= 2.5;
        if (cell->hazard == GROWTH)
            y[at] = exp(.03 * (double)at) * (10 + y[at]);
        if (cell->hazard == SEASON)
            y[at] += 2 * sin(2 * M_PI * (double)at / 12) + cos(4 * M_PI * (double)at / 12);
    }
}

/* Segmented regression as it is taught: level, slope and step by least squares, Newey & West's (1987)
   standard errors with floor(4 (n / 100)^(2/9)) lags, and the normal's 1.96. */
static bool segmented(const double *y, size_t n, size_t date)
{
    double *time = xarray(2 * n, sizeof *time), *step = time + n, power = 0, meat = 0;
    double *left = xarray(3 * n, sizeof *left);
    size_t lags = (size_t)(4 * pow((double)n / 100, 2. / 9)), t, l;
    const double *x[] = { time, step };
    struct linear_design design = { .x = x, .columns = 2, .y = y, .rows = n, .constant = true };
    struct linear_fit fit;
    bool found;

    for (t = 0; t < n; t++) {
        time[t] = (double)t;
        step[t] = t >= date;
        left[t] = 1;
        left[n + t] = (double)t;
        left[2 * n + t] = step[t];
    }
    linear_fit(&design, &fit);
    project_basis(left, n, 2);
    project_out(left, n, 2, left + 2 * n);
    for (t = 0; t < n; t++)
        power += left[2 * n + t] * left[2 * n + t];
    for (l = 0; l <= lags; l++)
        for (t = l; t < n; t++)
            meat += (l ? 2 * (1 - (double)l / (double)(lags + 1)) : 1) * left[2 * n + t] *
                    fit.residual[t] * left[2 * n + t - l] * fit.residual[t - l];
    found = fabs(fit.coefficient[2]) > 1.96 * sqrt(meat) / power;
    linear_free(&fit);
    free(time);
    free(left);
    return found;
}

static bool covers(const struct change_figure *figure, double truth)
{
    return figure->low <= truth && truth <= figure->high;
}

static double mean_of(const struct cell *cell, size_t from, size_t to, double sign)
{
    double sum = 0;
    size_t t;

    for (t = from; t < to; t++)
        sum += cell->effect->errors > 0 ? sign * cell->shape[t] : 0;
    return sum / (double)(to - from);
}

static void judge(const struct cell *cell, const double *y, size_t k,
                  const struct change_item *item, struct outcome *outcome)
{
    const struct change_result *result = &item->result;
    enum impact_verdict verdict = impact_verdict_of(item);
    size_t n = cell->n, date = n - cell->after;
    double sign = k % 2 ? -1 : 1;
    bool *count = outcome->count;

    count[USABLE] = result->reason == CHANGE_USABLE;
    count[P05] = result->p < .05;
    count[FOUND] = impact_words.words[verdict].finds == FINDS_IT;
    /* On the logarithm, or times 2.5, the truth is another. */
    count[COVERED] = covers(&result->total, (double)cell->after * mean_of(cell, date, n, sign));
    count[LATE_COVERED] = covers(&result->late, mean_of(cell, n - result->quarter, n, sign));
    count[LASTS] = verdict == IMPACT_LASTS || verdict == IMPACT_GROWS;
    count[ENDS] = verdict == IMPACT_FADES || verdict == IMPACT_BACK_TO_BASELINE;
    count[HALF] = result->p < .05 && isfinite(result->half_life.value);
    count[HALF_COVERED] = count[HALF] && cell->effect->decay > 0 &&
                          covers(&result->half_life, log(.5) / log(cell->effect->decay));
    count[NAMED] = result->p < .05 && result->lead > 2;
    count[RIGHT] = count[NAMED] && result->kind == cell->effect->kind;
    outcome->welch = result->naive_p < .05;
    outcome->segmented = segmented(y, n, date);
}

static void play_cell(const struct run *run, size_t series, size_t threads)
{
    const struct cell *cell = run->cell;
    size_t n = cell->n, k;
    double *y = xarray(series * n, sizeof *y), *moving = xarray(series, sizeof *moving);
    struct change_question *questions = xcalloc(series, sizeof *questions);
    struct change_result *results = xcalloc(series, sizeof *results);
    struct change_options options = {
        .resamples = run->resamples, .paths = PATHS, .seed = 1, .threads = threads
    };

    for (k = 0; k < series; k++) {
        draw(cell, run->first + k, y + k * n);
        questions[k] = (struct change_question){
            .n = n, .y = y + k * n, .date = n - cell->after, .season = { .mode = SEASON_OFF }
        };
        if (cell->hazard == SEASON)
            questions[k].season = (struct season_request){ .mode = SEASON_AUTO,
                                                           .calendar = SEASON_CALENDAR_MONTHS,
                                                           .year = run->year };
    }
    change_test(questions, series, &options, results);
    change_moving_before(questions, series, &options, moving);
    for (k = 0; k < series; k++) {
        struct change_item item = {
            .result = results[k], .p_adj = results[k].p, .moving_p = moving[k], .min_change = NAN
        };

        judge(cell, y + k * n, run->first + k, &item, &run->outcomes[k]);
        change_result_free(&results[k]);
    }
    free(y);
    free(moving);
    free(questions);
    free(results);
}

static void print_line(FILE *file, const struct run *run, size_t series)
{
    size_t welch = 0, seg = 0, i, k;

    fprintf(file, "%d,%s,%zu,%zu,%zu", BOARD_VERSION, run->cell->name, run->first, series,
            run->resamples);
    for (i = 0; i < COUNTS; i++) {
        size_t count = 0;

        for (k = 0; k < series; k++)
            count += run->outcomes[k].count[i];
        fprintf(file, ",%zu", count);
    }
    for (k = 0; k < series; k++) {
        welch += run->outcomes[k].welch;
        seg += run->outcomes[k].segmented;
    }
    fprintf(file, ",%zu,%zu\n", welch, seg);
}

struct choice {
    const char *path, *glob;
    size_t target, step, threads;
};

static void run_cell(const struct choice *choice, struct run *run, const struct cell *cell)
{
    size_t target = choice->target;

    if (choice->glob && fnmatch(choice->glob, cell->name, 0) != 0)
        return;
    run->cell = cell;
    while ((run->first = results_drawn(choice->path, BOARD_VERSION, cell->name, COMMAS + 1)) <
           target) {
        size_t series = target - run->first < choice->step ? target - run->first : choice->step;
        FILE *file;

        run->outcomes = xcalloc(series, sizeof *run->outcomes);
        play_cell(run, series, choice->threads);
        file = results_append("impact", choice->path);
        print_line(file, run, series);
        fclose(file);
        free(run->outcomes);
    }
}

static void all_cells(const struct choice *choice, struct run *run)
{
    static const double persistence[] = { 0, .5, .8, .95, 1 };
    static const size_t rows[] = { 24, 52, 104 };
    double *year = xarray(2 * 104, sizeof *year), *shape = year + 104;
    size_t i, k, a, e, hazard;

    for (i = 0; i < 104; i++)
        year[i] = (double)(i % 12) / 12;
    run->year = year;
    for (hazard = 0; hazard < HAZARDS; hazard++)
        for (e = 0; e < sizeof effects / sizeof *effects; e++)
            for (i = 0; i < 3; i++)
                for (a = 0; a < 3; a++)
                    for (k = 0; k < 5; k++) {
                        struct cell cell = { .n = rows[i],
                                             .after = a == 0   ? 4
                                                      : a == 1 ? 12
                                                               : rows[i] / 2,
                                             .persistence = persistence[k],
                                             .effect = &effects[e],
                                             .hazard = (enum hazard)hazard,
                                             .shape = shape };

                        /* A walk that is multiplied jumps: that is a change. */
                        if ((i == 0 && a == 2) || (hazard != PLAIN && (e > 0 || k == 3)) ||
                            (hazard == LOUD && k == 4))
                            continue;
                        snprintf(cell.name, sizeof cell.name, "ar%.2f n%zu after%zu %s %s",
                                 cell.persistence, cell.n, cell.after, cell.effect->name,
                                 hazards[hazard]);
                        if (cell.effect->errors > 0)
                            put_shape(&cell);
                        run_cell(choice, run, &cell);
                    }
    free(year);
    run->year = NULL;
}

static void print_header(FILE *file)
{
    size_t i;

    fputs("version,cell,first,series,resamples", file);
    for (i = 0; i < COUNTS; i++)
        fprintf(file, ",%s", columns[i]);
    fputs(",welch,segmented\n", file);
}

int main(int argc, char **argv)
{
    struct run run = { .resamples = 199 };
    struct choice choice = { .target = 200, .step = 200, .threads = parallel_default() };
    FILE *file;
    int option;

    while ((option = getopt(argc, argv, "r:b:s:j:c:")) != -1) {
        unsigned long value = optarg ? strtoul(optarg, NULL, 10) : 0;

        switch (option) {
        case 'r':
            choice.target = value;
            break;
        case 'b':
            run.resamples = value;
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
        fprintf(stderr, "usage: impact [-r SERIES] [-b RESAMPLES] [-s STEP] [-j THREADS] [-c GLOB] "
                        "FILE\n");
        return 2;
    }
    choice.path = argv[optind];
    if (access(choice.path, F_OK) != 0) {
        file = results_append("impact", choice.path);
        print_header(file);
        fclose(file);
    }
    all_cells(&choice, &run);
    return 0;
}
