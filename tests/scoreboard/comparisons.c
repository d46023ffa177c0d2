/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * comparisons - how often `compare` and `nudge` find what is not there, and what is.
 *
 *     comparisons [-r RUNS] [-j THREADS] [-c GLOB] FILE
 *
 * A line of counts a cell; those that FILE has of this version and as many runs are not drawn again.
 * Beside each design stands what is commonly done in its place (naive). Summed up by comparisons.awk.
 *
 *   peek     an experiment of 60 days, 50 rows an arm a day, looked at every day: found = at any look;
 *            naive = Welch's t at any look; covered = the interval held the truth at all looks.
 *            Outcomes are 0/1 (a tenth), normal, or skewed (exponential)
 *   cuped    500 rows an arm, a column from before with that correlation; sum = the gain
 *   sizes    5,000 rows, arms meant to be 1 to 1: found = alarm at .001
 *   rows     10 teams an arm of 30 rows that go together (.3), by units; naive = by rows
 *   nudge    a calendar of blocks of 2; found = p < .05, also at the effect that was promised to be
 *            found 80 times of 100 by a past of 52 rows; naive = Welch
 *   series, few, permute, wild: units with a shared movement (a walk, or .8) that weighs in each one
 *            differently (.4 to 1.6), own noise of .5; naive = two-way least squares
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
#include "compare/nudge.h"
#include "compare/sample.h"
#include "compare/units.h"
#include "stats/random.h"
#include "stats/welch.h"

enum { BOARD = 1 };

struct tally {
    bool found, naive, covered;
    double sum;
};

struct cell {
    const char *name;
    void (*run)(const struct cell *cell, struct random *random, uint64_t number,
                struct tally *tally);
    double a, b; /* what the cell varies */
    size_t n, m;
    double effect;
};

/* ---- looked at every day ---- */

enum { DAYS = 60, A_DAY = 50 };

static double outcome(struct random *random, double kind, double more)
{
    if (kind == 0)
        return random_unit(random) < .1 + more;
    if (kind == 1)
        return random_normal(random) + more;
    return -log(1 - random_unit(random)) + more;
}

static void peek(const struct cell *cell, struct random *random, uint64_t number,
                 struct tally *tally)
{
    enum { MOST = 2 * DAYS * A_DAY };
    double *y = xarray(MOST, sizeof *y), *half[2];
    bool *in = xarray(MOST, sizeof *in);
    size_t n = 0, count[2] = { 0, 0 }, day, i;

    (void)number;
    half[0] = xarray(MOST, sizeof(double));
    half[1] = xarray(MOST, sizeof(double));
    tally->covered = true;
    for (day = 0; day < DAYS; day++) {
        struct sample sample = {
            .y = y, .in = in, .planned = MOST, .share = .5, .least = NAN, .most = NAN
        };
        struct sample_result result;
        struct welch welch;

        for (i = 0; i < 2 * A_DAY; i++, n++) {
            in[n] = random_sign(random) > 0;
            y[n] = outcome(random, cell->a, in[n] ? cell->effect : 0);
            half[!in[n]][count[!in[n]]++] = y[n];
        }
        welch = welch_test(half[0], count[0], half[1], count[1]);
        tally->naive = tally->naive || welch.p < .05;
        /* of the 0/1 the last day holds all others: its bets were placed row by row */
        if (cell->a == 0 && day < DAYS - 1)
            continue;
        sample.n = n;
        sample_compare(&sample, &result);
        if (result.status != SAMPLE_OK)
            continue;
        tally->found = tally->found || result.p < .05;
        tally->covered = tally->covered && result.low <= cell->effect &&
                         result.high >= cell->effect;
    }
    free(y);
    free(in);
    free(half[0]);
    free(half[1]);
}

/* ---- experiments looked at once ---- */

static void cuped(const struct cell *cell, struct random *random, uint64_t number,
                  struct tally *tally)
{
    enum { ROWS = 1000 };
    double y[ROWS], z[ROWS];
    const double *before[1] = { z };
    bool in[ROWS];
    struct sample sample = { .n = ROWS,
                             .y = y,
                             .in = in,
                             .before = before,
                             .befores = 1,
                             .share = NAN,
                             .least = NAN,
                             .most = NAN };
    struct sample_result result;
    size_t i;

    (void)number;
    for (i = 0; i < ROWS; i++) {
        in[i] = i % 2;
        z[i] = random_normal(random);
        y[i] = cell->a * z[i] + sqrt(1 - cell->a * cell->a) * random_normal(random) +
               (in[i] ? cell->effect : 0);
    }
    sample_compare(&sample, &result);
    tally->found = result.p < .05;
    tally->naive = result.naive_p < .05;
    tally->covered = result.low <= cell->effect && result.high >= cell->effect;
    tally->sum = result.gain;
}

static void sizes(const struct cell *cell, struct random *random, uint64_t number,
                  struct tally *tally)
{
    enum { ROWS = 5000 };
    double n = 0, apart;
    size_t i;

    (void)number;
    for (i = 0; i < ROWS; i++)
        n += random_unit(random) < cell->a;
    apart = n - ROWS / 2.;
    /* chi-square of one degree of freedom: 10.83 is its .999 */
    tally->found = 2 * apart * apart / (ROWS / 2.) > 10.8276;
}

static void rows(const struct cell *cell, struct random *random, uint64_t number,
                 struct tally *tally)
{
    enum { TEAMS = 20, EACH = 30 };
    double y[TEAMS * EACH];
    bool in[TEAMS * EACH];
    size_t unit[TEAMS * EACH], i, t;
    struct sample sample = { .n = TEAMS * EACH,
                             .y = y,
                             .in = in,
                             .unit = unit,
                             .units = TEAMS,
                             .share = NAN,
                             .least = NAN,
                             .most = NAN };
    struct sample_result result;

    (void)number;
    for (t = 0; t < TEAMS; t++) {
        double team = sqrt(cell->a) * random_normal(random);

        for (i = t * EACH; i < (t + 1) * EACH; i++) {
            unit[i] = t;
            in[i] = t % 2;
            y[i] = team + sqrt(1 - cell->a) * random_normal(random) + (in[i] ? cell->effect : 0);
        }
    }
    sample_compare(&sample, &result);
    tally->found = result.p < .05;
    tally->naive = result.naive_p < .05;
    tally->covered = result.low <= cell->effect && result.high >= cell->effect;
}

/* ---- calendars ---- */

static void walk(struct random *random, double phi, double *y, size_t n)
{
    double z = 0;
    size_t t;

    for (t = 0; t < 80; t++)
        z = phi * z + random_normal(random);
    for (t = 0; t < n; t++)
        y[t] = z = phi * z + random_normal(random);
}

/* effect < 0: what was promised to be found four times in five. */
static void nudge(const struct cell *cell, struct random *random, uint64_t number,
                  struct tally *tally)
{
    enum { PAST = 52, PROMISES = 60 };
    size_t n = cell->n, t;
    struct nudge_set set = { n / 4, 2, 1 };
    double *y = xarray(n, sizeof *y), past[PAST], found[PROMISES], effect = cell->effect;
    signed char *coin = xarray(set.pairs, 1);
    struct nudge_question question = { set, coin, y, 0, 1, 999, number, 1 };
    struct nudge_result result;
    double *side[2] = { xarray(n, sizeof(double)), xarray(n, sizeof(double)) };
    size_t count[2] = { 0, 0 };

    nudge_draw(&set, random, coin);
    walk(random, cell->a, y, n);
    if (effect < 0) {
        struct nudge_past before = { set, past, PAST, 0, 1, PROMISES, number, 1 };

        walk(random, cell->a, past, PAST);
        effect = nudge_power(&before, found) ? found[PROMISES * 4 / 5 - 1] : 0;
        effect = isfinite(effect) ? effect : 0;
    }
    for (t = 0; t < n; t++) {
        bool high = (coin[t / 4] > 0) == (t / 2 % 2 == 0);

        y[t] += high ? effect : 0;
        side[!high][count[!high]++] = y[t];
    }
    nudge_test(&question, &result);
    tally->found = result.p < .05;
    tally->naive = welch_test(side[0], count[0], side[1], count[1]).p < .05;
    tally->covered = result.low <= effect && result.high >= effect;
    tally->sum = effect;
    free(y);
    free(coin);
    free(side[0]);
    free(side[1]);
}

/* ---- units over time ---- */

/* a: persistence of what is shared; b: units treated; m: units; the date is after n - n/4 rows. */
static void draw_units(const struct cell *cell, struct random *random, double *y, bool *treated,
                       size_t date)
{
    double *shared = xarray(cell->n, sizeof *shared);
    size_t i, t;

    walk(random, cell->a, shared, cell->n);
    for (i = 0; i < cell->m; i++) {
        double weight = .4 + 1.2 * random_unit(random);
        double scale = cell->a < 1 ? .8 * sqrt(1 - cell->a * cell->a) : .4;

        treated[i] = (double)i < cell->b;
        walk(random, .5, y + i * cell->n, cell->n);
        for (t = 0; t < cell->n; t++)
            y[i * cell->n + t] += weight * scale * shared[t] +
                                  (treated[i] && t >= date ? cell->effect : 0);
    }
    free(shared);
}

static void one_series(const struct cell *cell, const struct units *units, uint64_t number,
                       struct tally *tally)
{
    const struct change_options options = { .resamples = 199, .paths = 199, .seed = number };
    double *difference = xarray(cell->n, sizeof *difference);
    struct change_question question = {
        .n = cell->n, .y = difference, .date = units->date, .level = true
    };
    struct change_result result;
    size_t i, t;

    for (t = 0; t < cell->n; t++) {
        difference[t] = units->y[t];
        for (i = 1; i < cell->m; i++)
            difference[t] -= units->y[i * cell->n + t] / ((double)cell->m - 1);
    }
    change_test(&question, 1, &options, &result);
    tally->found = result.p < .05;
    tally->covered = result.effect.low <= cell->effect && result.effect.high >= cell->effect;
    change_result_free(&result);
    free(difference);
}

static void treated(const struct cell *cell, struct random *random, uint64_t number,
                    struct tally *tally)
{
    double *y = xarray(cell->m * cell->n, sizeof *y), effect, p;
    bool *is = xarray(cell->m, sizeof *is);
    struct units units = { cell->m, cell->n, cell->n - cell->n / 4, y, is, 999, number };
    struct units_result result;

    draw_units(cell, random, y, is, units.date);
    units_naive(&units, &effect, &p);
    tally->naive = p < .05;
    if (cell->b == 1 && cell->m < UNITS_POOL) {
        one_series(cell, &units, number, tally);
    } else {
        if (cell->b < UNITS_MANY)
            units_permute(&units, &result);
        else
            units_wild(&units, &result);
        tally->found = result.p < .05;
        tally->covered = result.low <= cell->effect && result.high >= cell->effect;
    }
    free(y);
    free(is);
}

/* ---- cells ---- */

#define SIZES(name, run, a, b, m, effect)                                                          \
    { name " n24", run, a, b, 24, m, effect }, { name " n52", run, a, b, 52, m, effect },          \
    {                                                                                              \
        name " n104", run, a, b, 104, m, effect                                                    \
    }

static const struct cell cells[] = {
    { "peek share nothing", peek, 0, 0, 0, 0, 0 },
    { "peek normal nothing", peek, 1, 0, 0, 0, 0 },
    { "peek skewed nothing", peek, 2, 0, 0, 0, 0 },
    { "peek share effect", peek, 0, 0, 0, 0, .025 },
    { "peek normal effect", peek, 1, 0, 0, 0, .08 },
    { "cuped 0.0 nothing", cuped, 0, 0, 0, 0, 0 },
    { "cuped 0.5 nothing", cuped, .5, 0, 0, 0, 0 },
    { "cuped 0.8 nothing", cuped, .8, 0, 0, 0, 0 },
    { "cuped 0.0 effect", cuped, 0, 0, 0, 0, .12 },
    { "cuped 0.5 effect", cuped, .5, 0, 0, 0, .12 },
    { "cuped 0.8 effect", cuped, .8, 0, 0, 0, .12 },
    { "sizes as meant", sizes, .5, 0, 0, 0, 0 },
    { "sizes one in twenty lost", sizes, .4872, 0, 0, 0, 0 },
    { "rows 0.0 nothing", rows, 0, 0, 0, 0, 0 },
    { "rows 0.3 nothing", rows, .3, 0, 0, 0, 0 },
    { "nudge ar0.0 nothing", nudge, 0, 0, 40, 0, 0 },
    { "nudge ar0.5 nothing", nudge, .5, 0, 40, 0, 0 },
    { "nudge ar0.8 nothing", nudge, .8, 0, 40, 0, 0 },
    { "nudge ar1.0 nothing", nudge, 1, 0, 40, 0, 0 },
    { "nudge ar0.0 effect", nudge, 0, 0, 40, 0, 1 },
    { "nudge ar0.5 effect", nudge, .5, 0, 40, 0, 1 },
    { "nudge ar0.8 effect", nudge, .8, 0, 40, 0, 1 },
    { "nudge ar1.0 effect", nudge, 1, 0, 40, 0, 1 },
    { "nudge ar0.0 promised", nudge, 0, 0, 40, 0, -1 },
    { "nudge ar0.5 promised", nudge, .5, 0, 40, 0, -1 },
    { "nudge ar0.8 promised", nudge, .8, 0, 40, 0, -1 },
    SIZES("series 1 to 1 shared0.8 nothing", treated, .8, 1, 2, 0),
    SIZES("series 1 to 1 walk nothing", treated, 1, 1, 2, 0),
    SIZES("series 1 to 8 shared0.8 nothing", treated, .8, 1, 9, 0),
    SIZES("series 1 to 8 walk nothing", treated, 1, 1, 9, 0),
    SIZES("series 1 to 1 shared0.8 effect", treated, .8, 1, 2, 3),
    SIZES("series 1 to 8 shared0.8 effect", treated, .8, 1, 9, 3),
    SIZES("permute 1 to 24 shared0.8 nothing", treated, .8, 1, 25, 0),
    SIZES("permute 1 to 24 walk nothing", treated, 1, 1, 25, 0),
    SIZES("permute 3 to 24 walk nothing", treated, 1, 3, 27, 0),
    SIZES("permute 1 to 24 shared0.8 effect", treated, .8, 1, 25, 3),
    SIZES("wild 5 to 5 walk nothing", treated, 1, 5, 10, 0),
    SIZES("wild 8 to 12 shared0.8 nothing", treated, .8, 8, 20, 0),
    SIZES("wild 8 to 12 walk nothing", treated, 1, 8, 20, 0),
    SIZES("wild 8 to 12 walk effect", treated, 1, 8, 20, 1.5),
};

struct work {
    const struct cell *cell;
    struct tally *tallies;
};

static void run_one(void *context, size_t block, size_t worker)
{
    const struct work *work = context;
    const char *c;
    uint64_t name = 0;
    struct random random;

    (void)worker;
    for (c = work->cell->name; *c; c++)
        name = name * 31 + (unsigned char)*c;
    random_start(&random, name, block);
    work->cell->run(work->cell, &random, block + 1, &work->tallies[block]);
}

/* Does the file have the cell, of this version and so many runs? */
static bool is_there(const char *path, const char *name, size_t runs)
{
    char line[300], head[200];
    FILE *file = fopen(path, "r");
    bool there = false;

    snprintf(head, sizeof head, "%d,%s,%zu,", BOARD, name, runs);
    while (file && !there && fgets(line, sizeof line, file))
        there = strncmp(line, head, strlen(head)) == 0;
    if (file)
        fclose(file);
    return there;
}

static void draw(const struct cell *cell, size_t runs, size_t threads, const char *path)
{
    struct work work = { cell, xcalloc(runs, sizeof(struct tally)) };
    size_t found = 0, naive = 0, covered = 0, i;
    FILE *file;
    double sum = 0;
    bool fresh = access(path, F_OK) != 0;

    parallel_for(runs, threads, run_one, &work);
    for (i = 0; i < runs; i++) {
        found += work.tallies[i].found;
        naive += work.tallies[i].naive;
        covered += work.tallies[i].covered;
        sum += work.tallies[i].sum;
    }
    file = fopen(path, "a");
    if (!file) {
        perror(path);
        exit(1);
    }
    if (fresh)
        fputs("version,cell,runs,found,naive,covered,mean\n", file);
    fprintf(file, "%d,%s,%zu,%zu,%zu,%zu,%.4g\n", BOARD, cell->name, runs, found, naive, covered,
            sum / (double)runs);
    fclose(file);
    free(work.tallies);
}

int main(int argc, char **argv)
{
    size_t runs = 400, threads = 1, i;
    const char *glob = "*";
    int option;

    while ((option = getopt(argc, argv, "r:j:c:")) != -1) {
        if (option == 'r')
            runs = (size_t)strtoul(optarg, NULL, 10);
        else if (option == 'j')
            threads = (size_t)strtoul(optarg, NULL, 10);
        else if (option == 'c')
            glob = optarg;
        else
            runs = 0;
    }
    if (runs == 0 || optind + 1 != argc) {
        fputs("usage: comparisons [-r RUNS] [-j THREADS] [-c GLOB] FILE\n", stderr);
        return 2;
    }
    for (i = 0; i < sizeof cells / sizeof *cells; i++)
        if (fnmatch(glob, cells[i].name, 0) == 0 && !is_there(argv[optind], cells[i].name, runs))
            draw(&cells[i], runs, threads, argv[optind]);
    return 0;
}
