/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * panel_scoreboard - the scoreboard's rows for panels
 *
 *     panel_scoreboard [-r REPETITIONS] [-b RESAMPLES] [-j THREADS] [-g ENTITIES] [-t PERIODS]
 *                      [-s SHAPE] [-p PERSISTENCE] [-e 0|1] FILE
 *
 * Draws every cell's panels, tests each over lags 0..8, and appends one line a cell to FILE; cells
 * that FILE has already are skipped, so an interrupted run goes on where it stopped. -g to -e
 * keep cells of one kind. FILE is CSV; shares are of the panels that could be tested. `naive` is
 * the t test of the pooled rows at lag 0, `rows` the two-way within regression at lag 0 with
 * errors as if rows were independent, `clusters` the same clustered by entity (t with G - 1).
 */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "stats/panel.h"
#include "stats/panel_link.h"
#include "stats/verdict.h"
#include "tests/bench/panel_cells.h"

struct outcome {
    bool usable, moves, wrong, covered;
    double p, naive, rows, clusters;
    int lag;
};

struct run {
    struct panel_cell cell;
    size_t repetitions, resamples;
    struct outcome *outcomes;
};

/* The two-way within regression at lag 0, by the book. */
static void fit_within(const struct panel_cell *cell, const double *x, const double *y,
                       struct outcome *out)
{
    size_t n = cell->entities * cell->periods, i;
    size_t *entity = xarray(n, sizeof *entity), *period = xarray(n, sizeof *period);
    struct panel_design design = { .x = &x, .columns = 1, .y = y, .rows = n, .entity = entity,
                                   .entities = cell->entities, .period = period,
                                   .periods = cell->periods, .effects = PANEL_TWO_WAY,
                                   .cluster = CLUSTER_CR1 };
    struct panel_fit fit;

    for (i = 0; i < n; i++) {
        entity[i] = i / cell->periods;
        period[i] = i % cell->periods;
    }
    panel_fit(&design, &fit);
    out->rows = fit.linear.p[0];
    out->clusters = fit.cluster_p[0];
    panel_free(&fit);
    free(entity);
    free(period);
}

static void one_panel(void *context, size_t block, size_t worker)
{
    struct run *run = context;
    const struct panel_cell *cell = &run->cell;
    struct outcome *out = &run->outcomes[block];
    size_t n = cell->entities * cell->periods;
    double *x = xarray(n, sizeof *x), *y = xarray(n, sizeof *y);
    double *year = xarray(cell->periods, sizeof *year);
    struct panel_outcome outcome = { .entities = cell->entities, .periods = cell->periods,
                                     .y = y, .timed = true };
    struct link_output output = { .x = x, .lag_last = PANEL_LAGS - 1, .min_effect = NAN,
                                  .profile = true };
    struct link_options options = { .resamples = run->resamples, .seed = block + 1,
                                    .threads = 1 };
    struct verdict_terms terms = { .timed = true, .better = 1, .min_effect = NAN };
    struct link_result result;
    enum verdict verdict;
    struct error err;

    (void)worker;
    panel_cell_draw(cell, block, x, y);
    panel_cell_year(cell, year);
    if (cell->shape == PANEL_SEASON)
        outcome.season = (struct season_request){ .mode = SEASON_AUTO, .year = year,
                                                  .calendar = SEASON_CALENDAR_MONTHS };
    fit_within(cell, x, y, out);
    if (panel_link_test(&outcome, &output, 1, &options, &result, &err) != 0)
        abort();
    terms.p_adj = result.p;
    verdict = verdict_of(&result, &terms);
    out->usable = result.reason == LINK_USABLE;
    out->p = result.p;
    out->naive = result.naive_p;
    out->lag = result.lag;
    out->moves = verdict == VERDICT_MOVES ||
                 (!(cell->size > 0) && verdict == VERDICT_MOVES_AGAINST);
    out->wrong = verdict == VERDICT_MOVES_AGAINST;
    out->covered = out->usable && result.profile[PANEL_LAG].low95 <= cell->size &&
                   cell->size <= result.profile[PANEL_LAG].high95;
    link_result_free(&result);
    free(x);
    free(y);
    free(year);
}

static void print_cell(FILE *file, const struct run *run, const char *name)
{
    double all = (double)run->repetitions;
    double usable = 0, found = 0, moves = 0, wrong = 0, right = 0, covered = 0;
    double naive = 0, rows = 0, clusters = 0;
    size_t i;

    for (i = 0; i < run->repetitions; i++) {
        const struct outcome *o = &run->outcomes[i];

        usable += o->usable;
        found += o->p < .05;
        moves += o->moves;
        wrong += o->wrong;
        right += o->p < .05 && o->lag == PANEL_LAG;
        covered += o->covered;
        naive += o->naive < .05;
        rows += o->rows < .05;
        clusters += o->clusters < .05;
    }
    fprintf(file, "%s,%.0f,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f\n", name, all,
            usable / all, found / usable, moves / usable, wrong / usable,
            found > 0 ? right / found : 0, covered / usable, naive / all, rows / all,
            clusters / all);
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

static FILE *open_file(const char *path)
{
    FILE *file = fopen(path, "a");

    if (!file) {
        fprintf(stderr, "panel_scoreboard: %s: %s\n", path, strerror(errno));
        exit(1);
    }
    return file;
}

static void run_cell(const char *path, struct run *run, size_t threads)
{
    char name[100];
    FILE *file;

    panel_cell_name(&run->cell, name, sizeof name);
    if (has_line(path, name))
        return;
    run->outcomes = xcalloc(run->repetitions, sizeof *run->outcomes);
    parallel_for(run->repetitions, threads, one_panel, run);
    file = open_file(path);
    print_cell(file, run, name);
    fclose(file);
    free(run->outcomes);
}

/* Which cells to keep; negative: all. */
struct choice {
    long entities, periods, shape, effect;
    double persistence;
};

static bool keeps(const struct choice *only, const struct panel_cell *cell)
{
    return (only->entities < 0 || (size_t)only->entities == cell->entities) &&
           (only->periods < 0 || (size_t)only->periods == cell->periods) &&
           (only->shape < 0 || (enum panel_shape)only->shape == cell->shape) &&
           (only->effect < 0 || (only->effect > 0) == (cell->size > 0)) &&
           (only->persistence < 0 || only->persistence == cell->persistence);
}

static void all_cells(const char *path, struct run *run, const struct choice *only, size_t threads)
{
    static const size_t entities[] = { 5, 8, 20, 50 }, periods[] = { 24, 52, 104 };
    static const double persistence[] = { 0, .5, .9, 1 };
    int effect, shape;
    size_t g, t, k;

    for (effect = 0; effect < 2; effect++)
        for (g = 0; g < 4; g++)
            for (shape = 0; shape < PANEL_SHAPES; shape++)
                for (t = 0; t < 3; t++)
                    for (k = 0; k < (shape == PANEL_MIXED ? 1 : 4); k++) {
                        /* about 3.5 standard errors where the noise is white */
                        double rows = (double)((entities[g] - 1) * periods[t]);

                        run->cell = (struct panel_cell){
                            .entities = entities[g], .periods = periods[t],
                            .persistence = persistence[k], .shape = (enum panel_shape)shape,
                            .size = effect ? 3.5 / sqrt(rows) : 0 };
                        if (keeps(only, &run->cell))
                            run_cell(path, run, threads);
                    }
}

int main(int argc, char **argv)
{
    struct run run = { .repetitions = 1000, .resamples = 199 };
    struct choice only = { -1, -1, -1, -1, -1 };
    size_t threads = parallel_default();
    int option;

    while ((option = getopt(argc, argv, "r:b:j:g:t:s:p:e:")) != -1) {
        long value = optarg ? strtol(optarg, NULL, 10) : 0;

        switch (option) {
        case 'r': run.repetitions = (size_t)value; break;
        case 'b': run.resamples = (size_t)value; break;
        case 'j': threads = (size_t)value; break;
        case 'g': only.entities = value; break;
        case 't': only.periods = value; break;
        case 's': only.shape = value; break;
        case 'e': only.effect = value; break;
        case 'p': only.persistence = strtod(optarg, NULL); break;
        default: return 2;
        }
    }
    if (optind + 1 != argc || run.repetitions < 20 || run.resamples < LINK_RESAMPLES_MIN) {
        fprintf(stderr, "usage: panel_scoreboard [-r REPETITIONS] [-b RESAMPLES] [-j THREADS] "
                        "[-g ENTITIES] [-t PERIODS] [-s SHAPE] [-p PERSISTENCE] [-e 0|1] FILE\n");
        return 2;
    }
    if (access(argv[optind], F_OK) != 0) {
        FILE *file = open_file(argv[optind]);

        fprintf(file, "cell,panels,usable,p05,moves,wrong,lag_right,cover,naive,rows,clusters\n");
        fclose(file);
    }
    all_cells(argv[optind], &run, &only, threads);
    return 0;
}
