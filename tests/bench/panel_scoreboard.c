/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * panel_scoreboard - the scoreboard's rows for panels
 *
 *     panel_scoreboard [-r PANELS] [-b RESAMPLES] [-s STEP] [-j THREADS] [-e 0|1] [-c GLOB] FILE
 *
 * Draws the panels of every cell, tests each over lags 0..8 with lever's test and its contestants,
 * and appends one line of counts to FILE for every STEP panels of a cell, until each has PANELS of
 * them. What FILE has of this version (PANEL_VERSION) is not drawn again, so an interrupted run
 * goes on where it stopped and a later one adds to it: panel k of a cell is the same wherever and
 * whenever it is drawn. -c keeps the cells whose name matches, -e those without or with an effect.
 *
 * FILE is CSV, judged by panel_judge.awk. oracle_sized counts at the critical value that gives 5 %
 * in as many panels of the cell's null; it is 0 in cells without an effect.
 */
#include <fnmatch.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "link/panel_link.h"
#include "link/verdict.h"
#include "tests/bench/panel_contest.h"
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
    COUNTS
};

static const char *const columns[COUNTS] = {
    "usable", "p05", "moves", "wrong", "disagrees", "covered", "lag_right",
};

static const char *const contestants[PANEL_CONTESTANTS] = {
    "naive",
    "within",
    "clustered",
    "oracle",
};

/* What one panel gave. */
struct outcome {
    bool count[COUNTS];
    double others[PANEL_CONTESTANTS]; /* p */
};

struct run {
    struct panel_cell cell;
    size_t first, panels, resamples;
    struct outcome *outcomes;
};

static void judge(const struct panel_cell *cell, const struct link_result *result, bool *count)
{
    struct verdict_terms free_terms = { .p_adj = result->p, .timed = true, .min_effect = NAN };
    struct verdict_terms terms = {
        .p_adj = result->p, .timed = true, .better = 1, .min_effect = NAN
    };
    const struct link_lag *row = &result->profile[PANEL_LAG];
    enum verdict verdict = verdict_of(result, &terms);

    count[USABLE] = true;
    count[P05] = result->p < .05;
    count[MOVES] = verdict_of(result, &free_terms) == VERDICT_MOVES;
    count[WRONG] = verdict == VERDICT_MOVES_AGAINST ||
                   (verdict == VERDICT_MOVES_TOGETHER && result->effect < 0);
    count[DISAGREES] = results_disagree(result);
    count[COVERED] = row->low95 <= cell->size && cell->size <= row->high95;
    count[LAG_RIGHT] = result->p < .05 && result->lag == PANEL_LAG;
}

static void one_panel(void *context, size_t block, size_t worker)
{
    struct run *run = context;
    const struct panel_cell *cell = &run->cell;
    size_t n = cell->entities * cell->periods, panel = run->first + block;
    double *x = xarray(n, sizeof *x), *y = xarray(n, sizeof *y);
    double *year = xarray(cell->periods, sizeof *year);
    struct panel_outcome outcome = {
        .entities = cell->entities, .periods = cell->periods, .y = y, .timed = true
    };
    struct link_output output = {
        .x = x, .lag_last = PANEL_LAGS - 1, .min_effect = NAN, .profile = true
    };
    struct link_options options = { .resamples = run->resamples, .seed = panel + 1, .threads = 1 };
    struct link_result result;
    struct error err;

    (void)worker;
    panel_cell_draw(cell, panel, x, y);
    panel_cell_year(cell, year);
    if (cell->shape == PANEL_SEASON)
        outcome.season = (struct season_request){ .mode = SEASON_AUTO,
                                                  .year = year,
                                                  .calendar = SEASON_CALENDAR_MONTHS };
    panel_contest(cell, x, y, run->outcomes[block].others);
    if (panel_link_test(&outcome, &output, 1, &options, &result, &err) != 0)
        abort();
    if (result.reason == LINK_USABLE)
        judge(cell, &result, run->outcomes[block].count);
    link_result_free(&result);
    free(x);
    free(y);
    free(year);
}

static int ascending(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;

    return (a > b) - (a < b);
}

struct nulls {
    struct panel_cell cell;
    size_t first;
    double *p;
};

static void one_null(void *context, size_t block, size_t worker)
{
    struct nulls *nulls = context;
    size_t n = nulls->cell.entities * nulls->cell.periods;
    double *x = xarray(n, sizeof *x), *y = xarray(n, sizeof *y);

    (void)worker;
    panel_cell_draw(&nulls->cell, nulls->first + block, x, y);
    nulls->p[block] = panel_oracle(&nulls->cell, x, y);
    free(x);
    free(y);
}

/* The p that the oracle stays under in one of twenty panels of the cell's null. */
static double critical_p(const struct run *run, size_t threads)
{
    struct nulls nulls = { .cell = run->cell,
                           .first = run->first + 1000000,
                           .p = xarray(run->panels, sizeof(double)) };
    double critical;

    nulls.cell.size = 0;
    parallel_for(run->panels, threads, one_null, &nulls);
    qsort(nulls.p, run->panels, sizeof *nulls.p, ascending);
    critical = nulls.p[run->panels / 20];
    free(nulls.p);
    return critical;
}

static void print_header(FILE *file)
{
    size_t c;

    fprintf(file, "version,cell,first,panels,resamples");
    for (c = 0; c < COUNTS; c++)
        fprintf(file, ",%s", columns[c]);
    for (c = 0; c < PANEL_CONTESTANTS; c++)
        fprintf(file, ",%s", contestants[c]);
    fprintf(file, ",oracle_sized\n");
}

static void print_counts(FILE *file, const struct run *run, const char *name, double critical)
{
    size_t counts[COUNTS] = { 0 }, others[PANEL_CONTESTANTS] = { 0 }, sized = 0;
    size_t i, c;

    for (i = 0; i < run->panels; i++) {
        const struct outcome *outcome = &run->outcomes[i];

        for (c = 0; c < COUNTS; c++)
            counts[c] += outcome->count[c];
        for (c = 0; c < PANEL_CONTESTANTS; c++)
            others[c] += outcome->others[c] < .05;
        sized += outcome->others[PANEL_ORACLE] < critical;
    }
    fprintf(file, "%d,%s,%zu,%zu,%zu", PANEL_VERSION, name, run->first, run->panels,
            run->resamples);
    for (c = 0; c < COUNTS; c++)
        fprintf(file, ",%zu", counts[c]);
    for (c = 0; c < PANEL_CONTESTANTS; c++)
        fprintf(file, ",%zu", others[c]);
    fprintf(file, ",%zu\n", sized);
}

enum { LINE_COMMAS = 4 + COUNTS + PANEL_CONTESTANTS + 1 };

struct choice {
    const char *path;
    size_t target, step, threads;
    int effect;       /* -1: both */
    const char *glob; /* of cells' names; NULL: all */
};

/* Takes the cell as far as `target`. */
static void run_cell(const struct choice *choice, struct run *run, size_t target)
{
    char name[100];
    double critical = 0;
    FILE *file;

    panel_cell_name(&run->cell, name, sizeof name);
    if (choice->glob && fnmatch(choice->glob, name, 0) != 0)
        return;
    run->first = results_drawn(choice->path, PANEL_VERSION, name, LINE_COMMAS);
    if (run->first >= target)
        return;
    run->panels = target - run->first;
    run->outcomes = xcalloc(run->panels, sizeof *run->outcomes);
    parallel_for(run->panels, choice->threads, one_panel, run);
    if (run->cell.size > 0)
        critical = critical_p(run, choice->threads);
    file = results_append("panel_scoreboard", choice->path);
    print_counts(file, run, name, critical);
    fclose(file);
    free(run->outcomes);
}

static void all_cells(const struct choice *choice, struct run *run, size_t target)
{
    static const size_t entities[] = { 5, 8, 20, 50 }, periods[] = { 24, 52, 104 };
    static const double persistence[] = { 0, .5, .9, 1 };
    int effect, shape;
    size_t g, t, k;

    for (effect = 0; effect < 2; effect++)
        for (g = 0; g < sizeof entities / sizeof *entities; g++)
            for (shape = 0; shape < PANEL_SHAPES; shape++)
                for (t = 0; t < sizeof periods / sizeof *periods; t++)
                    for (k = 0; k < (shape == PANEL_MIXED ? 1 : 4); k++) {
                        /* about 3.5 standard errors where the noise is white */
                        double rows = (double)((entities[g] - 1) * periods[t]);

                        if (choice->effect >= 0 && effect != choice->effect)
                            continue;
                        run->cell = (struct panel_cell){ .entities = entities[g],
                                                         .periods = periods[t],
                                                         .persistence = persistence[k],
                                                         .shape = (enum panel_shape)shape,
                                                         .size = effect ? 3.5 / sqrt(rows) : 0 };
                        run_cell(choice, run, target);
                    }
}

int main(int argc, char **argv)
{
    struct run run = { .resamples = 199 };
    struct choice choice = {
        .target = 400, .step = 200, .threads = parallel_default(), .effect = -1
    };
    size_t target;
    FILE *file;
    int option;

    while ((option = getopt(argc, argv, "r:b:s:j:e:c:")) != -1) {
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
        case 'e':
            choice.effect = (int)value;
            break;
        case 'c':
            choice.glob = optarg;
            break;
        default:
            return 2;
        }
    }
    if (optind + 1 != argc || choice.step < 20 || run.resamples < LINK_RESAMPLES_MIN) {
        fprintf(stderr, "usage: panel_scoreboard [-r PANELS] [-b RESAMPLES] [-s STEP] [-j THREADS] "
                        "[-e 0|1] [-c GLOB] FILE\n");
        return 2;
    }
    choice.path = argv[optind];
    if (access(choice.path, F_OK) != 0) {
        file = results_append("panel_scoreboard", choice.path);
        print_header(file);
        fclose(file);
    }
    /* All cells come as far as each other before any goes on: what is there is always a whole. */
    for (target = choice.step; target - choice.step < choice.target; target += choice.step)
        all_cells(&choice, &run, target < choice.target ? target : choice.target);
    return 0;
}
