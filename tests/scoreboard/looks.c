/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * looks - what repeated looks at growing data come to.
 *
 *     looks [-r SERIES] [-b RESAMPLES] [-j THREADS] [-c GLOB] FILE
 *
 * A pair of series has 104 weeks: an autoregression (or a walk) with normal innovations of sd 1, and
 * x acts on y two weeks later, so that the correlation of what is new in both is r (0: no link). It is
 * tested on its first 52 weeks, on 53, and so on to 104, as lever-test(1) does: season auto, lags auto,
 * which grow. Every week is a look (53), or every fourth (14). By each of four rules it is counted how
 * often a link is found at any look, and at the end: none (p < .05), the ledger (ledger/spending.h, the end being planned, a
 * link that was found being kept while p < .05), the constant bound of Pocock (1977), and .05 shared
 * out evenly.
 *
 * A pair has 199 resamples; where its p is below .2 it is tested again with RESAMPLES (999).
 *
 * Of the 14 looks, what `lever ledger --score` would say at the end of all looks before: how many of
 * the 95 % intervals hold the true effect, how many hold the effect on data since, widened (score.h).
 *
 * A line of counts for every stretch of SERIES; a cell that has enough is not drawn again.
 */
#include <fnmatch.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "ledger/look.h"
#include "ledger/score.h"
#include "ledger/spending.h"
#include "link/link.h"
#include "link/verdict.h"
#include "stats/random.h"
#include "stats/sequential.h"
#include "tests/scoreboard/results.h"

enum { LOOKS_VERSION = 3, FIRST = 52, LAST = 104, LOOKS = LAST - FIRST + 1, LAG = 2, BURN = 200 };
enum { QUICK = 199, STRETCH = 20 };
static const double NEAR = .2;

enum count {
    SINGLE, /* p < .05 at the end */
    NONE_14,
    LEDGER_14,
    POCOCK_14,
    EVEN_14,
    NONE_53,
    LEDGER_53,
    POCOCK_53,
    EVEN_53,
    MOVES_14, /* the verdict `moves`, or moves-against, at any look by the ledger */
    MOVES_53,
    END_14, /* found by the ledger at the end */
    END_53,
    POCOCK_END_14, /* by then, or now */
    EVEN_END_14,
    TOLD, /* of the intervals judged by data since, */
    TOLD_OF,
    COVERED, /* and by the truth, */
    COVERED_OF,
    KEPT, /* and of links found, how many kept their sign since */
    KEPT_OF,
    COUNTS
};

static const char *const columns[COUNTS] = {
    "single",    "none14", "ledger14", "pocock14", "even14",     "none53", "ledger53",
    "pocock53",  "even53", "moves14",  "moves53",  "end14",      "end53",  "pocockend14",
    "evenend14", "told",   "told_of",  "covered",  "covered_of", "kept",   "kept_of",
};

struct cell {
    double persistence; /* 1: a walk */
    double r;
};

struct seen {
    double p, information, searched;
    double effect, low, high, se;
    int lag;
    bool spread, moves;
    double at[9]; /* effect by lag */
    size_t lags;
};

struct run {
    struct cell cell;
    size_t first, resamples;
    double pocock[2]; /* p that a look asks for, of 14 and 53 */
    size_t (*count)[COUNTS];
};

static char *cell_name(const struct cell *cell, char *out, size_t size)
{
    snprintf(out, size, "ar%.1f r%.1f", cell->persistence, cell->r);
    return out;
}

static uint64_t seed_of(const struct cell *cell)
{
    return (uint64_t)(cell->persistence * 10) * 1000 + (uint64_t)(cell->r * 10) + 2026120118;
}

static void draw(const struct cell *cell, size_t repetition, double *x, double *y, double *year)
{
    double beta = cell->r / sqrt(1 - cell->r * cell->r), a = 0, b = 0, past[LAG] = { 0 };
    size_t burn = cell->persistence < 1 ? BURN : 0, t;
    struct random random;

    random_start(&random, seed_of(cell), repetition);
    for (t = 0; t < burn + LAST; t++) {
        a = cell->persistence * a + random_normal(&random);
        b = cell->persistence * b + random_normal(&random);
        if (t >= burn) {
            x[t - burn] = a;
            y[t - burn] = b + beta * past[t % LAG];
            year[t - burn] = fmod((double)(t - burn) * 7 / 365.25, 1);
        }
        past[t % LAG] = a;
    }
}

static void look(const struct run *run, const double *x, const double *y, const double *year,
                 size_t n, uint64_t seed, struct seen *seen)
{
    struct link_outcome outcome = {
        .n = n,
        .y = y,
        .timed = true,
        .season = { .mode = SEASON_AUTO, .calendar = SEASON_CALENDAR_WEEKS, .year = year }
    };
    struct link_output output = { .x = x,
                                  .lag_last = link_lags_auto(SEASON_CALENDAR_WEEKS, n),
                                  .min_effect = NAN,
                                  .profile = true };
    struct link_options options = { .resamples = QUICK, .seed = seed, .threads = 1 };
    struct verdict_terms terms = { .timed = true, .min_effect = NAN };
    struct link_result result;
    enum verdict verdict;
    struct error err;
    size_t l;

    if (link_test(&outcome, &output, 1, &options, &result, &err) != 0)
        abort();
    if (result.p < NEAR && run->resamples > QUICK) {
        link_result_free(&result);
        options.resamples = run->resamples;
        if (link_test(&outcome, &output, 1, &options, &result, &err) != 0)
            abort();
    }
    terms.p_adj = 0; /* whatever the bound: would this be `moves`? */
    verdict = verdict_of(&result, &terms);
    *seen = (struct seen){ .p = result.p,
                           .information = result.information,
                           .searched = look_searched(result.critical95, result.n_eff),
                           .effect = result.effect,
                           .low = result.effect_low,
                           .high = result.effect_high,
                           .se = result.se,
                           .lag = result.lag,
                           .spread = result.spread,
                           .moves = verdict == VERDICT_MOVES,
                           .lags = result.lags_tried };
    for (l = 0; l < result.lags_tried && l < 9; l++)
        seen->at[l] = result.profile[l].effect;
    link_result_free(&result);
}

/* What the rules make of every step-th look. */
static void judge(const struct run *run, const struct seen *seen, size_t step, size_t *count)
{
    struct spending_look looks[LOOKS];
    double bounds[LOOKS];
    bool every = step == 1, held = false;
    size_t n = 0, k, total = (LOOKS - 1) / step + 1;

    for (k = 0; k < LOOKS; k += step, n++) {
        looks[n] = (struct spending_look){ .information = seen[k].information };
        looks[n].total = spending_total(looks, n, seen[k].information, LAST / (double)(FIRST + k));
    }
    /* What the search is worth: of the last look, for all of them, so that they go in one walk. */
    spending_bounds(looks, total, seen[LOOKS - 1].searched, bounds);
    for (k = 0; k < LOOKS; k += step) {
        double p = seen[k].p;

        held = p < bounds[k / step] || (held && p < .05);
        count[every ? NONE_53 : NONE_14] |= p < .05;
        count[every ? LEDGER_53 : LEDGER_14] |= held;
        count[every ? MOVES_53 : MOVES_14] |= held && seen[k].moves;
        count[every ? POCOCK_53 : POCOCK_14] |= p < run->pocock[every];
        count[every ? EVEN_53 : EVEN_14] |= p < .05 / (double)total;
    }
    count[every ? END_53 : END_14] = held;
    if (every)
        return;
    count[POCOCK_END_14] = count[POCOCK_14];
    count[EVEN_END_14] = count[EVEN_14];
}

/* What the score says at the last look of the looks before, every fourth. */
static void score(const struct run *run, const struct seen *seen, size_t *count)
{
    const struct seen *last = &seen[LOOKS - 1];
    double beta = run->cell.r / sqrt(1 - run->cell.r * run->cell.r);
    size_t k;

    for (k = 0; k + 1 < LOOKS; k += 4) {
        const struct seen *then = &seen[k];
        struct score_then was = { then->effect, (then->high - then->low) / 2, then->se,
                                  then->information };
        struct score_now is = { NAN, last->information };
        double truth = then->lag == LAG ? beta : 0;
        struct score judged;

        if (then->spread)
            continue;
        count[COVERED_OF]++;
        count[COVERED] += then->low <= truth && truth <= then->high;
        is.effect = (size_t)then->lag < last->lags ? last->at[then->lag] : NAN;
        judged = score_look(&was, &is);
        if (!judged.known)
            continue;
        count[TOLD_OF]++;
        count[TOLD] += judged.within;
        if (then->p < .005) {
            count[KEPT_OF]++;
            count[KEPT] += judged.kept;
        }
    }
}

static void one(void *context, size_t block, size_t worker)
{
    struct run *run = context;
    size_t repetition = run->first + block, k;
    size_t *count = run->count[block];
    double x[LAST], y[LAST], year[LAST];
    struct seen seen[LOOKS];

    (void)worker;
    draw(&run->cell, repetition, x, y, year);
    for (k = 0; k < LOOKS; k++)
        look(run, x, y, year, FIRST + k, repetition + 1, &seen[k]);
    count[SINGLE] = seen[LOOKS - 1].p < .05;
    judge(run, seen, 4, count);
    judge(run, seen, 1, count);
    score(run, seen, count);
}

/* The constant p that holds .05 over looks at 52, 52 + step, … 104 weeks. */
static double pocock(size_t step)
{
    double information[LOOKS], critical[LOOKS], crossed[LOOKS], low = 1.9, high = 4;
    size_t n = 0, k;
    int i;

    for (k = 0; k < LOOKS; k += step)
        information[n++] = (double)(FIRST + k);
    for (i = 0; i < 40; i++) {
        for (k = 0; k < n; k++)
            critical[k] = (low + high) / 2;
        sequential_crossed(information, critical, n, crossed);
        if (crossed[n - 1] > .05)
            low = critical[0];
        else
            high = critical[0];
    }
    return sequential_p(low);
}

enum { LINE_COMMAS = 4 + COUNTS };

static void run_cell(struct run *run, const char *path, size_t series, size_t threads)
{
    char name[40];

    cell_name(&run->cell, name, sizeof name);
    while ((run->first = results_drawn(path, LOOKS_VERSION, name, LINE_COMMAS)) < series) {
        size_t n = series - run->first < STRETCH ? series - run->first : STRETCH;
        size_t counts[COUNTS] = { 0 };
        FILE *file;
        size_t i, c;

        run->count = xcalloc(n, sizeof *run->count);
        parallel_for(n, threads, one, run);
        for (i = 0; i < n; i++)
            for (c = 0; c < COUNTS; c++)
                counts[c] += run->count[i][c];
        free(run->count);
        file = results_append("looks", path);
        fprintf(file, "%d,%s,%zu,%zu,%zu", LOOKS_VERSION, name, run->first, n, run->resamples);
        for (c = 0; c < COUNTS; c++)
            fprintf(file, ",%zu", counts[c]);
        fputc('\n', file);
        fclose(file);
    }
}

static void print_header(const char *path)
{
    FILE *file;
    size_t c;

    if (access(path, F_OK) == 0)
        return;
    file = results_append("looks", path);
    fprintf(file, "version,cell,first,drawn,resamples");
    for (c = 0; c < COUNTS; c++)
        fprintf(file, ",%s", columns[c]);
    fputc('\n', file);
    fclose(file);
}

int main(int argc, char **argv)
{
    static const double persistence[] = { 0, .8, 1 }, r[] = { 0, .3, .5 };
    struct run run = { .resamples = 999, .pocock = { pocock(4), pocock(1) } };
    size_t series = 200, threads = parallel_default(), i, j;
    const char *glob = "*";
    char name[40];
    int option;

    while ((option = getopt(argc, argv, "r:b:j:c:")) != -1) {
        unsigned long value = strtoul(optarg, NULL, 10);

        switch (option) {
        case 'r':
            series = value;
            break;
        case 'b':
            run.resamples = value;
            break;
        case 'j':
            threads = value;
            break;
        case 'c':
            glob = optarg;
            break;
        default:
            return 2;
        }
    }
    if (optind + 1 != argc || series < 1 || run.resamples < LINK_RESAMPLES_MIN) {
        fprintf(stderr, "usage: looks [-r SERIES] [-b RESAMPLES] [-j THREADS] [-c GLOB] FILE\n");
        return 2;
    }
    print_header(argv[optind]);
    for (j = 0; j < sizeof r / sizeof *r; j++)
        for (i = 0; i < sizeof persistence / sizeof *persistence; i++) {
            run.cell = (struct cell){ persistence[i], r[j] };
            if (fnmatch(glob, cell_name(&run.cell, name, sizeof name), 0) == 0)
                run_cell(&run, argv[optind], series, threads);
        }
    return 0;
}
