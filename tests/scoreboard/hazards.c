/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hazards - what the test says of short, seasonal and lumpy data.
 *
 *     hazards [-r PAIRS] [-b RESAMPLES] [-a AGAIN] [-j THREADS] [-c GLOB] [-l LAG] [-m ROWS] FILE
 *
 * As scoreboard, of hazards (hazard.h): one line of counts a hazard, of pairs 0 .. PAIRS - 1; those
 * that FILE has of this version and as many pairs are not drawn again. Lags are 0..LAG, without -l
 * those of --lags auto; -m is the least number of usable rows. Summed up by hazards.awk.
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
#include "tests/scoreboard/hazard.h"
#include "tests/scoreboard/results.h"

enum count {
    USABLE,
    P05,  /* p < .05 */
    SAID, /* a verdict that there is a link, of either sign */
    MOVES,
    WRONG,     /* … of the wrong sign */
    DISAGREES, /* an interval that does not exclude 0 exactly when its p < .05 */
    COVERED,   /* the interval at the true lag covers the true effect */
    NO_EFFECT, /* verdict `no-effect` where the effect is min_effect */
    MDE_FOUND, /* p < .05 once an effect of mde is added at the lag reported */
    MDE_TRIED,
    COUNTS
};

static const char *const columns[COUNTS] = {
    "usable",    "p05",     "said",      "moves",     "wrong",
    "disagrees", "covered", "no_effect", "mde_found", "mde_tried",
};

struct run {
    struct hazard hazard;
    size_t pairs, resamples, again, rows_min;
    int lag_last; /* -1: auto */
    bool (*count)[COUNTS];
};

static int lag_last(const struct run *run)
{
    return run->lag_last >= 0 ? run->lag_last : link_lags_auto(run->hazard.calendar, run->hazard.n);
}

static struct season_request season_of(const struct hazard *hazard, const struct hazard_pair *pair)
{
    return (struct season_request){ .mode = SEASON_AUTO,
                                    .calendar = hazard->calendar,
                                    .year = pair->year,
                                    .week = hazard->calendar == SEASON_CALENDAR_DAYS ? pair->week
                                                                                     : NULL };
}

/* Once more with more resamples where p is near .05, as scoreboard does. */
static void test(const struct run *run, const struct hazard_pair *pair, uint64_t seed,
                 struct link_result *result)
{
    const double *context = pair->context;
    const struct hazard *hazard = &run->hazard;
    struct link_outcome outcome = { .n = hazard->n,
                                    .y = pair->y,
                                    .timed = true,
                                    .context = &context,
                                    .contexts = hazard->context,
                                    .season = season_of(hazard, pair) };
    struct link_output output = { .x = pair->x,
                                  .lag_first = 0,
                                  .lag_last = lag_last(run),
                                  .min_effect = hazard->size > 0 ? hazard->size : NAN,
                                  .profile = true };
    struct link_options options = {
        .resamples = run->resamples, .seed = seed, .threads = 1, .rows_min = run->rows_min
    };
    struct error err;
    bool near;

    do {
        if (link_test(&outcome, &output, 1, &options, result, &err) != 0)
            abort();
        near = options.resamples < run->again && result->p >= .02 && result->p < .1;
        options.resamples = run->again;
        if (near)
            link_result_free(result);
    } while (near);
}

static bool is_link(enum verdict verdict)
{
    return verdict == VERDICT_MOVES || verdict == VERDICT_MOVES_AGAINST ||
           verdict == VERDICT_HARMS || verdict == VERDICT_MOVES_TOGETHER;
}

/*
 * Adds what mde promises to be seen, at the lag where it was said, to an outcome drawn anew: of the
 * one that it was said of, the largest |t| is at that lag because chance has made it large there.
 */
static void try_mde(const struct run *run, struct hazard_pair *pair,
                    const struct link_result *found, size_t repetition, bool *count)
{
    size_t window = (size_t)(found->spread_last - found->spread_first) + 1;
    struct hazard_pair *other = xarray(1, sizeof *other);
    struct link_result again;
    size_t t, l;

    hazard_draw(&run->hazard, repetition + 1000000, other);
    memcpy(pair->y, other->y, sizeof pair->y);
    for (t = (size_t)found->spread_last; t < run->hazard.n; t++)
        for (l = 0; l < window; l++)
            pair->y[t] += found->mde * pair->x[t - (size_t)found->spread_first - l] /
                          (double)window;
    test(run, pair, repetition + 1, &again);
    count[MDE_TRIED] = true;
    count[MDE_FOUND] = again.p < .05;
    link_result_free(&again);
    free(other);
}

static void one_pair(void *context, size_t block, size_t worker)
{
    struct run *run = context;
    const struct hazard *hazard = &run->hazard;
    struct verdict_terms free_terms = { .timed = true, .min_effect = NAN };
    struct verdict_terms terms = { .timed = true,
                                   .better = 1,
                                   .min_effect = hazard->size > 0 ? hazard->size : NAN };
    struct hazard_pair *pair = xarray(1, sizeof *pair);
    bool *count = run->count[block];
    struct link_result result;
    int lag = hazard_lag(hazard);

    (void)worker;
    hazard_draw(hazard, block, pair);
    test(run, pair, block + 1, &result);
    if (result.reason == LINK_USABLE) {
        free_terms.p_adj = terms.p_adj = result.p;
        count[USABLE] = true;
        count[P05] = result.p < .05;
        count[SAID] = is_link(verdict_of(&result, &free_terms));
        count[MOVES] = verdict_of(&result, &free_terms) == VERDICT_MOVES;
        count[WRONG] = verdict_of(&result, &terms) == VERDICT_MOVES_AGAINST ||
                       (verdict_of(&result, &terms) == VERDICT_MOVES_TOGETHER && result.effect < 0);
        count[DISAGREES] = results_disagree(&result);
        if ((size_t)lag < result.lags_tried)
            count[COVERED] = result.profile[lag].low95 <= hazard->size &&
                             hazard->size <= result.profile[lag].high95;
        count[NO_EFFECT] = verdict_of(&result, &terms) == VERDICT_NO_EFFECT;
        if (hazard->kind == HAZARD_NONE && !(hazard->size > 0))
            try_mde(run, pair, &result, block, count);
    }
    link_result_free(&result);
    free(pair);
}

static void print_header(FILE *file)
{
    size_t c;

    fprintf(file, "version,hazard,first,pairs,resamples,lag_last");
    for (c = 0; c < COUNTS; c++)
        fprintf(file, ",%s", columns[c]);
    fputc('\n', file);
}

enum { LINE_COMMAS = 5 + COUNTS };

struct choice {
    const char *path;
    size_t threads;
    const char *glob; /* of hazards' names; NULL: all */
};

static void run_hazard(const struct choice *choice, struct run *run)
{
    size_t counts[COUNTS] = { 0 };
    char name[100];
    FILE *file;
    size_t i, c;

    hazard_name(&run->hazard, name, sizeof name);
    if ((choice->glob && fnmatch(choice->glob, name, 0) != 0) ||
        results_drawn(choice->path, HAZARD_VERSION, name, LINE_COMMAS) >= run->pairs)
        return;
    run->count = xcalloc(run->pairs, sizeof *run->count);
    parallel_for(run->pairs, choice->threads, one_pair, run);
    for (i = 0; i < run->pairs; i++)
        for (c = 0; c < COUNTS; c++)
            counts[c] += run->count[i][c];
    free(run->count);
    file = results_append("hazards", choice->path);
    fprintf(file, "%d,%s,0,%zu,%zu,%d", HAZARD_VERSION, name, run->pairs,
            run->again > run->resamples ? run->again : run->resamples, lag_last(run));
    for (c = 0; c < COUNTS; c++)
        fprintf(file, ",%zu", counts[c]);
    fputc('\n', file);
    fclose(file);
}

enum { MANY = 12 };

/* Which rows, what is shared, in which order; effects: how many sizes beside none. */
static const struct plan {
    enum season_calendar calendar;
    size_t n[MANY];           /* 0: the end */
    enum hazard_kind kind[4]; /* from the first HAZARD_NONE that is not the first: the end */
    int effects;
    bool context;
} plans[] = {
    { SEASON_CALENDAR_WEEKS,
      { 24, 32, 40, 46, 52, 58, 63, 78, 90, 103, 104, 130 },
      { HAZARD_NONE, HAZARD_SMOOTH },
      1,
      false },
    { SEASON_CALENDAR_WEEKS,
      { 63, 78, 104, 156 },
      { HAZARD_UNEVEN, HAZARD_PEAK, HAZARD_CHANGING },
      1,
      false },
    { SEASON_CALENDAR_WEEKS, { 104 }, { HAZARD_HOLIDAYS }, 1, true },
    { SEASON_CALENDAR_MONTHS,
      { 14, 15, 18, 21, 23, 24, 30, 36, 48 },
      { HAZARD_NONE, HAZARD_SMOOTH, HAZARD_UNEVEN, HAZARD_LEVELS },
      1,
      false },
    { SEASON_CALENDAR_MONTHS, { 24, 30, 36, 48 }, { HAZARD_PEAK, HAZARD_CHANGING }, 1, false },
    { SEASON_CALENDAR_QUARTERS,
      { 14, 16, 18, 20, 24, 32, 40 },
      { HAZARD_NONE, HAZARD_SMOOTH, HAZARD_LEVELS, HAZARD_PEAK },
      2,
      false },
    { SEASON_CALENDAR_DAYS, { 120, 400 }, { HAZARD_HOLIDAYS, HAZARD_TURNS }, 0, true },
    { SEASON_CALENDAR_WEEKS,
      { 24, 32, 40, 52, 104 },
      { HAZARD_ODD, HAZARD_ODD_TWO, HAZARD_ODD_X },
      2,
      false },
    { SEASON_CALENDAR_MONTHS, { 24, 36 }, { HAZARD_ODD, HAZARD_ODD_TWO, HAZARD_ODD_X }, 1, false },
    { SEASON_CALENDAR_QUARTERS, { 16, 20, 24 }, { HAZARD_ODD, HAZARD_ODD_X }, 2, false },
};

static void run_plan(const struct choice *choice, const struct plan *plan, struct run *run)
{
    static const double persistence[] = { 0, .5, .8, 1 };
    static const double sizes[] = { 0, 3.6, 12 }; /* in standard errors of white noise */
    size_t i, k, j;
    int effect, context;

    for (k = 0; k < 4 && (k == 0 || plan->kind[k] != HAZARD_NONE); k++)
        for (i = 0; i < MANY && plan->n[i] > 0; i++)
            for (effect = 0; effect <= plan->effects; effect++)
                for (context = 0; context <= plan->context; context++)
                    for (j = 0; j < sizeof persistence / sizeof *persistence; j++) {
                        run->hazard = (struct hazard){ .calendar = plan->calendar,
                                                       .n = plan->n[i],
                                                       .kind = plan->kind[k],
                                                       .persistence = persistence[j],
                                                       .context = context > 0,
                                                       .size = sizes[effect] /
                                                               sqrt((double)plan->n[i]) };
                        run_hazard(choice, run);
                    }
}

int main(int argc, char **argv)
{
    struct run run = { .pairs = 300, .resamples = 199, .again = 999, .lag_last = -1 };
    struct choice choice = { .threads = parallel_default() };
    size_t i;
    FILE *file;
    int option;

    while ((option = getopt(argc, argv, "r:b:a:j:c:l:m:")) != -1) {
        unsigned long value = optarg ? strtoul(optarg, NULL, 10) : 0;

        switch (option) {
        case 'r':
            run.pairs = value;
            break;
        case 'b':
            run.resamples = value;
            break;
        case 'a':
            run.again = value;
            break;
        case 'j':
            choice.threads = value;
            break;
        case 'c':
            choice.glob = optarg;
            break;
        case 'm':
            run.rows_min = value;
            break;
        case 'l':
            run.lag_last = (int)value;
            break;
        default:
            return 2;
        }
    }
    if (optind + 1 != argc || run.pairs < 1 || run.resamples < LINK_RESAMPLES_MIN) {
        fprintf(stderr,
                "usage: hazards [-r PAIRS] [-b RESAMPLES] [-a AGAIN] [-j THREADS] [-c GLOB] "
                "[-l LAG] [-m ROWS] FILE\n");
        return 2;
    }
    choice.path = argv[optind];
    if (access(choice.path, F_OK) != 0) {
        file = results_append("hazards", choice.path);
        print_header(file);
        fclose(file);
    }
    for (i = 0; i < sizeof plans / sizeof *plans; i++)
        run_plan(&choice, &plans[i], &run);
    return 0;
}
