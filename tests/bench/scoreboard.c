/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * scoreboard - how often does the test say what is not so, and what is?
 *
 *     scoreboard [-r REPETITIONS] [-b RESAMPLES] [-j THREADS] [-k NOISE] [-s SHAPE]
 *                [-n ROWS] [-e EFFECT] [-m METHOD] FILE
 *
 * Draws every cell's pairs, tests each with lever's test and its contestants, and appends one line a
 * cell to FILE; cells that FILE has already are skipped, so an interrupted run goes on where it
 * stopped. -k, -s, -n and -e keep cells of one kind; -m tests by a method. FILE is CSV; shares are of the pairs that
 * could be tested; `_sized` are shares at the critical value that gives 5 % in the cell's null.
 */
#include <errno.h>
#include <fnmatch.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "methods/method.h"
#include "stats/link.h"
#include "stats/verdict.h"
#include "tests/bench/cells.h"
#include "tests/bench/contestants.h"

/* What one pair gave. */
struct outcome {
    bool usable;
    double p;
    int lag;
    bool moves, wrong, covered, no_effect, shared;
    double others[CONTESTANTS];
};

struct run {
    struct cell cell;
    size_t repetitions, resamples;
    struct link_method method;  /* estimate NULL: the slope's t */
    struct outcome *outcomes;
};

static void one_pair(void *context, size_t block, size_t worker)
{
    struct run *run = context;
    const struct cell *cell = &run->cell;
    struct outcome *out = &run->outcomes[block];
    double x[CELL_ROWS], y[CELL_ROWS], year[CELL_ROWS];
    struct link_outcome outcome = { .n = cell->n, .y = y, .timed = true };
    struct link_output output = { .x = x, .lag_first = 0, .lag_last = CELL_LAGS - 1,
                                  .min_effect = cell->effect ? cell->size : NAN, .profile = true };
    /* Nine lags of 26 rows leave 18 less the filter's: the floor of 20 would empty these cells. */
    struct link_options options = { .resamples = run->resamples, .seed = block + 1, .threads = 1,
                                    .rows_min = 10,
                                    .method = run->method.estimate ? &run->method : NULL };
    struct verdict_terms terms = { .timed = true, .better = 1, .min_effect = output.min_effect };
    struct link_result result;
    enum verdict verdict;
    struct error err;

    (void)worker;
    cell_draw(cell, block, x, y, year);
    if (cell->shape == SHAPE_SEASON || cell->shape == SHAPE_BOTH)
        outcome.season = (struct season_request){ .mode = SEASON_AUTO, .year = year,
                                                  .calendar = SEASON_CALENDAR_MONTHS };
    contest(cell, x, y, out->others);
    if (link_test(&outcome, &output, 1, &options, &result, &err) != 0)
        abort();
    terms.p_adj = result.p;
    verdict = verdict_of(&result, &terms);
    out->usable = result.reason == LINK_USABLE;
    out->p = result.p;
    out->lag = result.lag;
    out->moves = verdict == VERDICT_MOVES || (!cell->effect && verdict == VERDICT_MOVES_AGAINST);
    out->wrong = verdict == VERDICT_MOVES_AGAINST;
    out->no_effect = verdict == VERDICT_NO_EFFECT;
    out->shared = verdict == VERDICT_SHARED_TREND;
    if (out->usable && cell->effect == EFFECT_LAG)
        out->covered = result.profile[CELL_LAG].low95 <= cell->size &&
                       cell->size <= result.profile[CELL_LAG].high95;
    else if (out->usable)
        out->covered = result.profile[CELL_LAG].low95 <= 0 && 0 <= result.profile[CELL_LAG].high95;
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
    double *p = xarray(run->repetitions * CONTESTANTS, sizeof *p);
    double x[CELL_ROWS], y[CELL_ROWS], year[CELL_ROWS], each[CONTESTANTS];
    size_t i, c;

    null.effect = EFFECT_NONE;
    for (i = 0; i < run->repetitions; i++) {
        cell_draw(&null, i + 1000000, x, y, year);
        contest(&null, x, y, each);
        for (c = 0; c < CONTESTANTS; c++)
            p[c * run->repetitions + i] = each[c];
    }
    for (c = 0; c < CONTESTANTS; c++) {
        qsort(p + c * run->repetitions, run->repetitions, sizeof *p, ascending);
        critical[c] = p[c * run->repetitions + run->repetitions / 20];
    }
    free(p);
}

static void print_header(FILE *file)
{
    fprintf(file, "cell,pairs,usable,p05,moves,wrong,lag_right,cover,no_effect,shared_trend,"
                  "naive,naive_best,effective_n,differences,prewhitened,oracle,"
                  "effective_n_sized,oracle_sized\n");
}

static void print_cell(FILE *file, const struct run *run, const char *name)
{
    double usable = 0, found = 0, moves = 0, wrong = 0, right = 0, covered = 0, none = 0;
    double shared = 0, others[CONTESTANTS] = { 0 }, sized[CONTESTANTS] = { 0 };
    double critical[CONTESTANTS];
    double all = (double)run->repetitions;
    size_t i, c;

    critical_values(run, critical);
    for (i = 0; i < run->repetitions; i++) {
        const struct outcome *o = &run->outcomes[i];

        usable += o->usable;
        found += o->p < .05;
        moves += o->moves;
        wrong += o->wrong;
        right += o->p < .05 && o->lag == CELL_LAG;
        covered += o->covered;
        none += o->no_effect;
        shared += o->shared;
        for (c = 0; c < CONTESTANTS; c++) {
            others[c] += o->others[c] < .05;
            sized[c] += o->others[c] < critical[c];
        }
    }
    fprintf(file, "%s,%.0f,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f", name, all, usable / all,
            found / usable, moves / usable, wrong / usable, found > 0 ? right / found : 0,
            covered / usable, none / usable, shared / usable);
    for (c = 0; c < CONTESTANTS; c++)
        fprintf(file, ",%.4f", others[c] / all);
    fprintf(file, ",%.4f,%.4f\n", sized[EFFECTIVE_N] / all, sized[ORACLE] / all);
    fflush(file);
}

static bool has_line(const char *path, const char *name)
{
    FILE *file = fopen(path, "r");
    char line[500];
    size_t length = strlen(name);
    bool found = false;

    while (file && !found && fgets(line, sizeof line, file))
        found = strncmp(line, name, length) == 0 && line[length] == ',';
    if (file)
        fclose(file);
    return found;
}

struct choice {
    int noise, shape, effect;   /* -1: all */
    size_t n;                   /* 0: all */
    const char *name;           /* a glob; NULL: all */
};

static void run_cell(const char *path, struct run *run, const char *glob, size_t threads)
{
    char name[100];
    FILE *file;

    cell_name(&run->cell, name, sizeof name);
    if (glob && fnmatch(glob, name, 0) != 0)
        return;
    if (has_line(path, name))
        return;
    run->outcomes = xcalloc(run->repetitions, sizeof *run->outcomes);
    parallel_for(run->repetitions, threads, one_pair, run);
    file = fopen(path, "a");
    if (!file) {
        fprintf(stderr, "scoreboard: %s: %s\n", path, strerror(errno));
        exit(1);
    }
    print_cell(file, run, name);
    fclose(file);
    free(run->outcomes);
}

static void all_cells(const char *path, struct run *run, const struct choice *only, size_t threads)
{
    static const double persistence[] = { 0, .3, .5, .7, .8, .9, .95, 1 };
    static const size_t rows[] = { 26, 52, 104 };
    int effect, noise, shape;
    size_t i, k;

    for (effect = 0; effect < EFFECTS; effect++)
        for (noise = 0; noise < NOISES; noise++)
            for (shape = 0; shape < SHAPES; shape++)
                for (i = 0; i < sizeof rows / sizeof *rows; i++)
                    for (k = 0; k < sizeof persistence / sizeof *persistence; k++) {
                        bool own = noise == NOISE_AR2 || noise == NOISE_ARMA;

                        if ((only->noise >= 0 && noise != only->noise) ||
                            (only->shape >= 0 && shape != only->shape) ||
                            (only->effect >= 0 && effect != only->effect) ||
                            (only->n > 0 && rows[i] != only->n) || (own && k > 0))
                            continue;
                        run->cell = (struct cell){
                            .persistence = persistence[k], .n = rows[i],
                            .shape = (enum cell_shape)shape, .noise = (enum cell_noise)noise,
                            .effect = (enum cell_effect)effect,
                            .size = effect == EFFECT_NONE ? 0
                                    : (effect == EFFECT_SLOW ? .16 : .5) *
                                          sqrt(52 / (double)rows[i]) };
                        run_cell(path, run, only->name, threads);
                    }
}

int main(int argc, char **argv)
{
    struct run run = { .repetitions = 4000, .resamples = 399 };
    struct choice only = { -1, -1, -1, 0, NULL };
    size_t threads = parallel_default();
    const struct lever_method *method;
    struct error err;
    FILE *file;
    int option;

    while ((option = getopt(argc, argv, "r:b:j:k:s:n:e:m:c:")) != -1) {
        unsigned long value = optarg ? strtoul(optarg, NULL, 10) : 0;

        switch (option) {
        case 'r': run.repetitions = value; break;
        case 'b': run.resamples = value; break;
        case 'j': threads = value; break;
        case 'k': only.noise = (int)value; break;
        case 's': only.shape = (int)value; break;
        case 'n': only.n = value; break;
        case 'e': only.effect = (int)value; break;
        case 'c': only.name = optarg; break;
        case 'm':
            method = method_find(optarg, &err);
            if (!method) {
                fprintf(stderr, "scoreboard: %s\n", err.what);
                return 1;
            }
            run.method = method_for_links(method);
            break;
        default: return 2;
        }
    }
    if (optind + 1 != argc || run.repetitions < 20 || run.resamples < LINK_RESAMPLES_MIN) {
        fprintf(stderr, "usage: scoreboard [-r REPETITIONS] [-b RESAMPLES] [-j THREADS] "
                        "[-k NOISE] [-s SHAPE] [-n ROWS] [-e EFFECT] [-m METHOD] FILE\n");
        return 2;
    }
    if (access(argv[optind], F_OK) != 0) {
        file = fopen(argv[optind], "w");
        if (!file) {
            fprintf(stderr, "scoreboard: %s: %s\n", argv[optind], strerror(errno));
            return 1;
        }
        print_header(file);
        fclose(file);
    }
    all_cells(argv[optind], &run, &only, threads);
    return 0;
}
