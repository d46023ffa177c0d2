/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * scoreboard - how often does the test say what is not so, and what is?
 *
 *     scoreboard [-r PAIRS] [-b RESAMPLES] [-a AGAIN] [-s STEP] [-j THREADS] [-e EFFECT] [-c GLOB]
 *                [-m METHOD] FILE
 *
 * Draws pairs of every cell, tests each with lever's test and its contestants, and appends one line
 * of counts to FILE for every STEP pairs of a cell, until each has PAIRS of them. What FILE has of
 * this version (CELL_VERSION) is not drawn again, so an interrupted run goes on where it stopped and
 * a later one adds to it: pair k of a cell is the same wherever and whenever it is drawn. -c keeps
 * the cells whose name matches, -e those of one kind of effect, -m tests by a method.
 *
 * The tool itself takes 9,999 resamples, and fewer find less. So a pair whose p is near .05 after
 * RESAMPLES (199), from .02 to .1, is tested again with AGAIN (999); of the others less than one in a
 * thousand would then fall on the other side. Column resamples has the most that a pair got.
 *
 * FILE is CSV, judged by judge.awk. `_sized` counts are at the critical value that gives 5 % in as
 * many pairs of the cell's null; they are 0 in cells without an effect.
 */
#include <fnmatch.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "link/link.h"
#include "link/verdict.h"
#include "methods/method.h"
#include "tests/scoreboard/cells.h"
#include "tests/scoreboard/contestants.h"
#include "tests/scoreboard/results.h"

/* What is counted, in the order of the columns. */
enum count {
    USABLE,
    P05,       /* p < .05 */
    MOVES,     /* verdict `moves` without a sign expected, p_adj = p */
    WRONG,     /* a direction that is not the effect's */
    DISAGREES, /* an interval that does not exclude 0 exactly when its p < .05 */
    COVERED,   /* the interval at the true lag covers the true effect */
    LAG_RIGHT, /* p < .05 at the true lag */
    SPREAD,    /* p < .05 by the mean of the lags */
    NO_EFFECT, /* verdict `no-effect` where the effect is min_effect */
    SHARED_TREND,
    COUNTS
};

static const char *const columns[COUNTS] = {
    "usable",  "p05",       "moves",  "wrong",     "disagrees",
    "covered", "lag_right", "spread", "no_effect", "shared_trend",
};

static const char *const contestants[CONTESTANTS] = {
    "naive", "naive_best", "effective_n", "differences", "prewhitened", "oracle",
};

/* What one pair gave. */
struct outcome {
    bool count[COUNTS];
    double others[CONTESTANTS]; /* p */
};

struct run {
    struct cell cell;
    size_t first, pairs, resamples, again;
    struct link_method method; /* estimate NULL: the slope's t */
    struct outcome *outcomes;
};

static void judge(const struct cell *cell, const struct link_result *result, bool *count)
{
    struct verdict_terms free_terms = { .p_adj = result->p, .timed = true, .min_effect = NAN };
    struct verdict_terms terms = { .p_adj = result->p,
                                   .timed = true,
                                   .better = 1,
                                   .min_effect = cell->effect ? cell->size : NAN };
    const struct link_lag *row = &result->profile[CELL_LAG];
    double truth = cell->effect == EFFECT_LAG ? cell->size : 0;
    enum verdict verdict = verdict_of(result, &terms);
    bool found = result->p < .05;

    count[USABLE] = true;
    count[P05] = found;
    count[MOVES] = verdict_of(result, &free_terms) == VERDICT_MOVES;
    count[WRONG] = verdict == VERDICT_MOVES_AGAINST ||
                   (verdict == VERDICT_MOVES_TOGETHER && result->effect < 0);
    count[DISAGREES] = results_disagree(result);
    count[COVERED] = row->low95 <= truth && truth <= row->high95;
    count[LAG_RIGHT] = found && !result->spread && result->lag == CELL_LAG;
    count[SPREAD] = found && result->spread;
    count[NO_EFFECT] = verdict == VERDICT_NO_EFFECT;
    count[SHARED_TREND] = verdict_of(result, &free_terms) == VERDICT_SHARED_TREND;
}

static void one_pair(void *context, size_t block, size_t worker)
{
    struct run *run = context;
    const struct cell *cell = &run->cell;
    size_t pair = run->first + block;
    double x[CELL_ROWS], y[CELL_ROWS], year[CELL_ROWS];
    struct link_outcome outcome = { .n = cell->n, .y = y, .timed = true };
    struct link_output output = { .x = x,
                                  .lag_first = 0,
                                  .lag_last = CELL_LAGS - 1,
                                  .min_effect = cell->effect ? cell->size : NAN,
                                  .profile = true };
    /* Nine lags of 26 rows leave 18 less the filter's: the floor of 20 would empty these cells. */
    struct link_options options = { .resamples = run->resamples,
                                    .seed = pair + 1,
                                    .threads = 1,
                                    .rows_min = 10,
                                    .method = run->method.estimate ? &run->method : NULL };
    struct link_result result;
    struct error err;
    bool near;

    (void)worker;
    cell_draw(cell, pair, x, y, year);
    if (cell->shape == SHAPE_SEASON || cell->shape == SHAPE_BOTH)
        outcome.season = (struct season_request){ .mode = SEASON_AUTO,
                                                  .year = year,
                                                  .calendar = SEASON_CALENDAR_MONTHS };
    contest(cell, x, y, run->outcomes[block].others);
    do {
        if (link_test(&outcome, &output, 1, &options, &result, &err) != 0)
            abort();
        near = options.resamples < run->again && result.p >= .02 && result.p < .1;
        options.resamples = run->again;
        if (near)
            link_result_free(&result);
    } while (near);
    if (result.reason == LINK_USABLE)
        judge(cell, &result, run->outcomes[block].count);
    link_result_free(&result);
}

static int ascending(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;

    return (a > b) - (a < b);
}

/* The p of a contestant that one in twenty of the cell's null pairs stays under. */
static void critical_values(const struct run *run, double critical[CONTESTANTS])
{
    struct cell null = run->cell;
    double *p = xarray(run->pairs * CONTESTANTS, sizeof *p);
    double x[CELL_ROWS], y[CELL_ROWS], year[CELL_ROWS], each[CONTESTANTS];
    size_t i, c;

    null.effect = EFFECT_NONE;
    for (i = 0; i < run->pairs; i++) {
        cell_draw(&null, run->first + i + 1000000, x, y, year);
        contest(&null, x, y, each);
        for (c = 0; c < CONTESTANTS; c++)
            p[c * run->pairs + i] = each[c];
    }
    for (c = 0; c < CONTESTANTS; c++) {
        qsort(p + c * run->pairs, run->pairs, sizeof *p, ascending);
        critical[c] = p[c * run->pairs + run->pairs / 20];
    }
    free(p);
}

static void print_header(FILE *file)
{
    size_t c;

    fprintf(file, "version,cell,first,pairs,resamples");
    for (c = 0; c < COUNTS; c++)
        fprintf(file, ",%s", columns[c]);
    for (c = 0; c < CONTESTANTS; c++)
        fprintf(file, ",%s", contestants[c]);
    fprintf(file, ",effective_n_sized,oracle_sized\n");
}

static void print_counts(FILE *file, const struct run *run, const char *name)
{
    size_t counts[COUNTS] = { 0 }, others[CONTESTANTS] = { 0 }, sized[CONTESTANTS] = { 0 };
    double critical[CONTESTANTS] = { 0 };
    size_t i, c;

    if (run->cell.effect)
        critical_values(run, critical);
    for (i = 0; i < run->pairs; i++) {
        for (c = 0; c < COUNTS; c++)
            counts[c] += run->outcomes[i].count[c];
        for (c = 0; c < CONTESTANTS; c++) {
            others[c] += run->outcomes[i].others[c] < .05;
            sized[c] += run->outcomes[i].others[c] < critical[c];
        }
    }
    fprintf(file, "%d,%s,%zu,%zu,%zu", CELL_VERSION, name, run->first, run->pairs,
            run->again > run->resamples ? run->again : run->resamples);
    for (c = 0; c < COUNTS; c++)
        fprintf(file, ",%zu", counts[c]);
    for (c = 0; c < CONTESTANTS; c++)
        fprintf(file, ",%zu", others[c]);
    fprintf(file, ",%zu,%zu\n", sized[EFFECTIVE_N], sized[ORACLE]);
}

enum { LINE_COMMAS = 4 + COUNTS + CONTESTANTS + 2 };

struct choice {
    const char *path;
    size_t target, step, threads;
    int effect;       /* -1: all */
    const char *glob; /* of cells' names; NULL: all */
};

/* Takes the cell as far as `target`. */
static void run_cell(const struct choice *choice, struct run *run, size_t target)
{
    char name[100];
    FILE *file;

    cell_name(&run->cell, name, sizeof name);
    if (choice->glob && fnmatch(choice->glob, name, 0) != 0)
        return;
    run->first = results_drawn(choice->path, CELL_VERSION, name, LINE_COMMAS);
    if (run->first >= target)
        return;
    run->pairs = target - run->first;
    run->outcomes = xcalloc(run->pairs, sizeof *run->outcomes);
    parallel_for(run->pairs, choice->threads, one_pair, run);
    file = results_append("scoreboard", choice->path);
    print_counts(file, run, name);
    fclose(file);
    free(run->outcomes);
}

static double size_of(enum cell_effect effect, size_t n)
{
    static const double at_52[EFFECTS] = { [EFFECT_LAG] = .5, [EFFECT_SLOW] = .16 };

    return at_52[effect] * sqrt(52 / (double)n);
}

static void all_cells(const struct choice *choice, struct run *run, size_t target)
{
    static const double persistence[] = { 0, .3, .5, .7, .9, .95, 1 };
    static const size_t rows[] = { 26, 52, 104 };
    int effect, noise, shape;
    size_t i, k;

    for (effect = 0; effect < EFFECTS; effect++)
        for (noise = 0; noise < NOISES; noise++)
            for (shape = 0; shape < SHAPES; shape++)
                for (i = 0; i < sizeof rows / sizeof *rows; i++)
                    for (k = 0; k < sizeof persistence / sizeof *persistence; k++) {
                        bool own = noise == NOISE_AR2 || noise == NOISE_ARMA;

                        if ((choice->effect >= 0 && effect != choice->effect) || (own && k > 0) ||
                            /* A slow effect is one kind of cell, not a third of all. */
                            (effect == EFFECT_SLOW && noise != NOISE_NORMAL))
                            continue;
                        run->cell = (struct cell){ .persistence = persistence[k],
                                                   .n = rows[i],
                                                   .shape = (enum cell_shape)shape,
                                                   .noise = (enum cell_noise)noise,
                                                   .effect = (enum cell_effect)effect,
                                                   .size = size_of((enum cell_effect)effect,
                                                                   rows[i]) };
                        run_cell(choice, run, target);
                    }
}

static int use_method(struct run *run, const char *name)
{
    struct error err;
    const struct lever_method *method = method_find(name, &err);

    if (!method) {
        fprintf(stderr, "scoreboard: %s\n", err.what);
        return -1;
    }
    run->method = method_for_links(method);
    return 0;
}

int main(int argc, char **argv)
{
    struct run run = { .resamples = 199, .again = 999 };
    struct choice choice = {
        .target = 400, .step = 200, .threads = parallel_default(), .effect = -1
    };
    size_t target;
    FILE *file;
    int option;

    while ((option = getopt(argc, argv, "r:b:a:s:j:e:c:m:")) != -1) {
        unsigned long value = optarg ? strtoul(optarg, NULL, 10) : 0;

        switch (option) {
        case 'r':
            choice.target = value;
            break;
        case 'b':
            run.resamples = value;
            break;
        case 'a':
            run.again = value;
            break;
        case 's':
            choice.step = value;
            break;
        case 'j':
            choice.threads = value;
            break;
        case 'e':
            choice.effect = (int)value;
            break;
        case 'c':
            choice.glob = optarg;
            break;
        case 'm':
            if (use_method(&run, optarg) != 0)
                return 1;
            break;
        default:
            return 2;
        }
    }
    if (optind + 1 != argc || choice.step < 20 || run.resamples < LINK_RESAMPLES_MIN) {
        fprintf(stderr, "usage: scoreboard [-r PAIRS] [-b RESAMPLES] [-a AGAIN] [-s STEP] "
                        "[-j THREADS] [-e EFFECT] [-c GLOB] [-m METHOD] FILE\n");
        return 2;
    }
    choice.path = argv[optind];
    if (access(choice.path, F_OK) != 0) {
        file = results_append("scoreboard", choice.path);
        print_header(file);
        fclose(file);
    }
    /* All cells come as far as each other before any goes on: what is there is always a whole. */
    for (target = choice.step; target - choice.step < choice.target; target += choice.step)
        all_cells(&choice, &run, target < choice.target ? target : choice.target);
    return 0;
}
