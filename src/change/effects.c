/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Step 5 of change.h: the path, and what it may as well have been.
 *
 * Which shape it was is not known either. So a draw takes a shape by its Akaike weight, and a series is
 * simulated that has this shape in it, as large as fitted. What is left of y without the path is fitted as
 * the null is (its autoregression corrected for the step beside it), and drawn from with innovations
 * made larger by the degrees of freedom that were spent. The shape is fitted to it, choices of season and
 * autoregression included, and the draw is the shape's path less what that is off by. An interval
 * has the quantiles of the draws: the spread within shapes and that between them (Buckland, Burnham &
 * Augustin 1997, Biometrics 53:603).
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/parallel.h"
#include "change/change_private.h"

enum { QUARTER_LEAST = 3 };

/*
 * The path is weighted by Akaike, the draws by weights that trust AICc less: it is itself an estimate, and
 * the autoregression it rests on was chosen on the same rows. With his own weights 95 % intervals of the
 * total cover 88 to 96 %. Contrasts of late and early, which have to tell shapes apart, count each draw
 * by how much more his weights would have had of it.
 */
static const double AKAIKE = 2, DOUBTED = 4;

/* What is said of a path. */
enum figure { EFFECT, EARLY, LATE, TOTAL, ENDING, HALVED, GROWN, FIGURES };

struct effects {
    struct change_run *run;
    struct change_about about;
    double *path;   /* n: on the scale */
    double *weight; /* shapes, adding up to 1: those of the draws, */
    double *akaike; /* and Akaike's */
    double **rooms; /* 2 n, one a worker */
    size_t rows;    /* rows from the date on that are there */
    size_t *row;    /* … these */
    size_t inside;  /* of them, those before the end */
    size_t quarter, quarter_all;
    double direction; /* of early: +1, -1 */
    double *value;    /* rows: effects of the path, in y's units */
    double figure[FIGURES];
    double *draws; /* paths x (FIGURES + rows) */
};

/* Rows' effects in units of y: on the logarithm, of the rows as they are. */
static void effects_of(const struct effects *effects, const double *path, double *value)
{
    const struct change_run *run = effects->run;
    const struct null_model *null = &run->sieve.null;
    size_t k;

    for (k = 0; k < effects->rows; k++) {
        size_t t = effects->row[k];
        double h = path[t];

        if (null->scale == NULL_LOG)
            h = exp(run->z[t]) * -expm1(-h);
        value[k] = ldexp(h, run->y.exponent);
    }
}

static double mean_of(const double *value, size_t from, size_t to)
{
    double sum = 0;
    size_t k;

    for (k = from; k < to; k++)
        sum += value[k];
    return sum / (double)(to - from);
}

/* value: the rows' effects; path: on the scale, where a change that lasts is as large late as early. */
static void figures_of(const struct effects *effects, const double *path, const double *value,
                       double *figure)
{
    size_t inside = effects->inside, quarter = effects->quarter, k;
    double early = 0, ending = 0;

    for (k = 0; k < quarter; k++)
        early += effects->direction * path[effects->row[k]] / (double)quarter;
    for (k = effects->rows - effects->quarter_all; k < effects->rows; k++)
        ending += effects->direction * path[effects->row[k]] / (double)effects->quarter_all;

    figure[EFFECT] = mean_of(value, 0, inside);
    figure[TOTAL] = figure[EFFECT] * (double)inside;
    figure[EARLY] = mean_of(value, 0, quarter);
    figure[LATE] = mean_of(value, inside - quarter, inside);
    figure[ENDING] = mean_of(value, effects->rows - effects->quarter_all, effects->rows);
    figure[HALVED] = ending - early / 2;
    figure[GROWN] = ending - early;
}

static size_t pick_shape(const struct effects *effects, uint64_t draw)
{
    const struct change_run *run = effects->run;
    struct random random;
    double left;
    size_t j;

    random_start(&random, run->options->seed, ((uint64_t)3 << 40) + draw);
    left = random_unit(&random);
    for (j = 0; j + 1 < run->design->shapes.count && left >= effects->weight[j]; j++)
        left -= effects->weight[j];
    return j;
}

/* The effects and figures of a shape of that size, times times, added to what is in out. */
static void add_shape(const struct effects *effects, size_t shape, double size, double times,
                      double *room, double *out)
{
    const struct change_design *design = effects->run->design;
    double *value = room + design->n, figure[FIGURES];
    size_t t;

    for (t = 0; t < design->n; t++)
        room[t] = size * design->shape[shape * design->n + t];
    effects_of(effects, room, value);
    figures_of(effects, room, value, figure);
    for (t = 0; t < FIGURES; t++)
        out[t] += times * figure[t];
    for (t = 0; t < effects->rows; t++)
        out[FIGURES + t] += times * value[t];
}

static void resample_path(void *context, size_t block, size_t worker)
{
    struct effects *effects = context;
    struct change_run *run = effects->run;
    const struct change_design *design = run->design;
    size_t n = design->n, total = run->options->paths, width = FIGURES + effects->rows, b, k;
    size_t first = block * CHANGE_BLOCK;
    size_t last = first + CHANGE_BLOCK < total ? first + CHANGE_BLOCK : total;
    double *z = run->simulated[worker], *room = effects->rooms[worker];
    struct change_fit *fit = &run->fits[worker];

    for (b = first; b < last; b++) {
        double *draw = effects->draws + b * width;
        size_t shape = pick_shape(effects, b);
        double size = run->fit.estimate[shape];

        change_draw(&effects->about.sieve, run->options->seed, 1, b, z);
        for (k = 0; k < n; k++)
            z[k] += size * design->shape[shape * n + k];
        change_fit_make(design, z, fit);
        memset(draw, 0, width * sizeof *draw);
        add_shape(effects, shape, size, 1, room, draw);
        add_shape(effects, shape, size, 1, room, draw);
        add_shape(effects, shape, fit->estimate[shape], -1, room, draw);
    }
}

void change_about_start(struct change_about *about, const struct change_run *run,
                        const double *path)
{
    const struct change_design *design = run->design;
    size_t n = design->n, t;
    double *work = xarray(AR_WORK(n), sizeof *work);
    double *spare = xarray(n, sizeof *spare), *left = xarray(n, sizeof *left);
    double spent, freedom;

    about->z = xarray(n, sizeof *about->z);
    for (t = 0; t < n; t++)
        about->z[t] = design->present[t] ? run->z[t] - path[t] : 0;
    about->sieve = design->sieve;
    about->sieve.y = about->z;
    about->sieve.zero = INFINITY; /* it is on its scale */
    about->sieve.median = design->median[BESIDE_STEP];
    null_fit(&about->sieve, spare, work, left, &about->sieve.null);
    spent = (double)design->sieve.controls[about->sieve.null.season].columns + 2;
    freedom = (double)design->rows - (double)about->sieve.null.ar.order;
    if (freedom > spent + 1)
        for (t = 0; t < about->sieve.null.pool_size; t++)
            about->sieve.null.pool[t] *= sqrt(freedom / (freedom - spent));
    free(work);
    free(spare);
    free(left);
}

void change_about_free(struct change_about *about)
{
    null_free(&about->sieve.null);
    free(about->z);
}

static struct change_figure interval(double value, const double *sorted, size_t count)
{
    size_t at95 = count / 40, at90 = count / 20;

    return (struct change_figure){ .value = value,
                                   .low = sorted[at95],
                                   .high = sorted[count - 1 - at95],
                                   .low90 = sorted[at90],
                                   .high90 = sorted[count - 1 - at90] };
}

static struct change_figure figure_at(const struct effects *effects, size_t column, double value,
                                      double *room)
{
    size_t count = effects->run->options->paths, b;

    for (b = 0; b < count; b++)
        room[b] = effects->draws[b * (FIGURES + effects->rows) + column];
    qsort(room, count, sizeof *room, number_compare);
    return interval(value, room, count);
}

struct counted {
    double value, weight;
};

static int compare_counted(const void *left, const void *right)
{
    const struct counted *a = left, *b = right;

    return (a->value > b->value) - (a->value < b->value);
}

/* The value under which so much of the weight lies. */
static double counted_quantile(const struct counted *sorted, size_t count, double share)
{
    double all = 0, sum = 0;
    size_t b;

    for (b = 0; b < count; b++)
        all += sorted[b].weight;
    for (b = 0; b + 1 < count; b++) {
        sum += sorted[b].weight;
        if (sum >= share * all)
            break;
    }
    return sorted[b].value;
}

/* The same of a contrast: draws counted as Akaike's weights have them. */
static struct change_figure contrast_at(const struct effects *effects, size_t column, double value)
{
    size_t count = effects->run->options->paths, b;
    struct counted *sorted = xarray(count, sizeof *sorted);
    struct change_figure figure;

    for (b = 0; b < count; b++) {
        size_t shape = pick_shape(effects, b);

        sorted[b].value = effects->draws[b * (FIGURES + effects->rows) + column];
        sorted[b].weight = effects->weight[shape] > 0
                               ? effects->akaike[shape] / effects->weight[shape]
                               : 0;
    }
    qsort(sorted, count, sizeof *sorted, compare_counted);
    figure = (struct change_figure){ .value = value,
                                     .low = counted_quantile(sorted, count, .025),
                                     .high = counted_quantile(sorted, count, .975),
                                     .low90 = counted_quantile(sorted, count, .05),
                                     .high90 = counted_quantile(sorted, count, .95) };
    free(sorted);
    return figure;
}

/* Of the draws about the estimate. */
static double spread_of(const struct effects *effects, size_t column, double value)
{
    size_t count = effects->run->options->paths, b;
    double sum = 0;

    for (b = 0; b < count; b++) {
        double error = effects->draws[b * (FIGURES + effects->rows) + column] - value;

        sum += error * error;
    }
    return sqrt(sum / (double)count);
}

static void fill_path(const struct effects *effects, double *room)
{
    struct change_run *run = effects->run;
    struct change_result *result = run->result;
    size_t count = run->options->paths, width = FIGURES + effects->rows, b, k;
    double *spread = xarray(effects->rows, sizeof *spread), reach;

    result->path = xarray(effects->rows, sizeof *result->path);
    result->path_rows = effects->rows;
    for (k = 0; k < effects->rows; k++)
        spread[k] = spread_of(effects, FIGURES + k, effects->value[k]);
    for (b = 0; b < count; b++) {
        room[b] = 0;
        for (k = 0; k < effects->rows; k++)
            if (spread[k] > 0)
                room[b] = fmax(room[b],
                               fabs(effects->draws[b * width + FIGURES + k] - effects->value[k]) /
                                   spread[k]);
    }
    qsort(room, count, sizeof *room, number_compare);
    reach = room[count - 1 - count / 20];
    for (k = 0; k < effects->rows; k++) {
        struct change_row *row = &result->path[k];
        double value = effects->value[k];

        row->row = effects->row[k];
        row->y = run->question->y[row->row];
        row->counterfactual = row->y - value;
        row->effect = figure_at(effects, FIGURES + k, value, room);
        row->band_low = value - reach * spread[k];
        row->band_high = value + reach * spread[k];
    }
    free(spread);
}

/* The interval of the mean agrees with p: where no change is found it has 0 in it. */
static void agree(struct change_figure *effect, double p)
{
    if (p < .05)
        return;
    effect->low = fmin(effect->low, 0);
    effect->high = fmax(effect->high, 0);
}

static void fill(const struct effects *effects)
{
    struct change_result *result = effects->run->result;
    struct change_figure *const to[FIGURES] = {
        [EFFECT] = &result->effect, [EARLY] = &result->early,   [LATE] = &result->late,
        [TOTAL] = &result->total,   [ENDING] = &result->ending, [HALVED] = &result->halved,
        [GROWN] = &result->grown,
    };
    double *room = xarray(effects->run->options->paths, sizeof *room);
    size_t k;

    for (k = 0; k < FIGURES; k++)
        *to[k] = k == HALVED || k == GROWN ? contrast_at(effects, k, effects->figure[k])
                                           : figure_at(effects, k, effects->figure[k], room);
    fill_path(effects, room);
    agree(&result->effect, result->p);
    agree(&result->total, result->p);
    result->quarter = effects->quarter;
    free(room);
    if (!isfinite(result->effect.low) || !isfinite(result->effect.high) ||
        !isfinite(result->total.low) || !isfinite(result->total.high))
        result->reason = CHANGE_OUT_OF_RANGE;
}

static size_t quarter_of(size_t rows)
{
    size_t quarter = rows / 4 > QUARTER_LEAST ? rows / 4 : QUARTER_LEAST;

    return quarter < rows ? quarter : rows;
}

/* The rows that effects are of. */
static void find_rows(struct effects *effects)
{
    const struct change_question *question = effects->run->question;
    size_t n = question->n, t;
    size_t end = question->end > question->date && question->end < n ? question->end : n;

    effects->row = xarray(n, sizeof *effects->row);
    for (t = question->date; t < n; t++) {
        if (!effects->run->design->present[t])
            continue;
        effects->inside += t < end;
        effects->row[effects->rows++] = t;
    }
    effects->quarter = quarter_of(effects->inside);
    effects->quarter_all = quarter_of(effects->rows);
}

void change_effects(struct change_run *run)
{
    struct effects effects = { .run = run, .direction = 1 };
    size_t n = run->design->n, paths = run->options->paths, w;

    find_rows(&effects);
    if (effects.inside > 0) {
        effects.path = xarray(n, sizeof *effects.path);
        effects.value = xarray(effects.rows, sizeof *effects.value);
        effects.draws = xarray(paths * (FIGURES + effects.rows), sizeof *effects.draws);
        effects.rooms = xarray(run->workers, sizeof *effects.rooms);
        for (w = 0; w < run->workers; w++)
            effects.rooms[w] = xarray(2 * n, sizeof **effects.rooms);
        effects.weight = xarray(run->design->shapes.count, sizeof *effects.weight);
        effects.akaike = xarray(run->design->shapes.count, sizeof *effects.akaike);
        change_fit_weights(run->design, &run->fit, AKAIKE, effects.akaike);
        change_fit_path(run->design, &run->fit, effects.akaike, effects.path);
        change_fit_weights(run->design, &run->fit, DOUBTED, effects.weight);
        effects_of(&effects, effects.path, effects.value);
        figures_of(&effects, effects.path, effects.value, effects.figure);
        effects.direction = effects.figure[EARLY] < 0 ? -1 : 1;
        figures_of(&effects, effects.path, effects.value, effects.figure);
        change_about_start(&effects.about, run, effects.path);
        parallel_for((paths + CHANGE_BLOCK - 1) / CHANGE_BLOCK, run->workers, resample_path,
                     &effects);
        fill(&effects);
        change_about_free(&effects.about);
        for (w = 0; w < run->workers; w++)
            free(effects.rooms[w]);
    }
    free(effects.path);
    free(effects.weight);
    free(effects.akaike);
    free(effects.rooms);
    free(effects.value);
    free(effects.draws);
    free(effects.row);
}
