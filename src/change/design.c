/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "change/design.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/project.h"
#include "stats/series.h"

/* Series a point of a median-unbiased table: the median is then off by a tenth of its spread. */
enum { SIMULATED = 300 };

static void put_rows(struct change_design *design, const struct change_question *question)
{
    size_t n = question->n, j, t;

    design->known = xarray(question->count * n, sizeof *design->known);
    design->known_count = question->count;
    for (t = 0; t < n; t++)
        design->present[t] = isfinite(question->y[t]);
    for (j = 0; j < question->count; j++) {
        struct series column;

        series_start(&column, question->columns[j], n);
        memcpy(design->known + j * n, column.values, n * sizeof *column.values);
        for (t = 0; t < n; t++)
            design->present[t] = design->present[t] && column.present[t];
        series_free(&column);
    }
    for (t = 0; t < n; t++) {
        design->rows += design->present[t];
        for (j = 0; j < question->count && !design->present[t]; j++)
            design->known[j * n + t] = 0;
    }
}

static void put_shapes(struct change_design *design, const struct change_question *question)
{
    struct change_shapes *shapes = &design->shapes;
    size_t n = question->n, j, t;

    if (question->shapes > 0) {
        *shapes = (struct change_shapes){ .count = question->shapes < CHANGE_SHAPES
                                                       ? question->shapes
                                                       : CHANGE_SHAPES };
        shapes->ramp = shapes->count - 1;
        shapes->step = shapes->count > 1 ? shapes->count - 2 : shapes->count;
        for (j = 0; j < shapes->count; j++)
            shapes->shape[j] = (struct change_shape){ .kind = CHANGE_OTHER, .to = n };
    } else {
        change_shapes_make(n, question->date, question->end, shapes);
    }
    design->shape = xarray(shapes->count * n, sizeof *design->shape);
    for (j = 0; j < shapes->count; j++) {
        double *column = design->shape + j * n;

        if (question->shapes > 0)
            memcpy(column, question->shape[j], n * sizeof *column);
        else
            change_shape_fill(&shapes->shape[j], n, column);
        for (t = 0; t < n; t++)
            column[t] = design->present[t] ? column[t] : 0;
    }
    for (t = 0; t < n; t++)
        design->dated[t] = t == question->date || (question->end > 0 && t == question->end);
}

/* A copy of the column beside the controls, of unit length; NULL where nothing is left of it. */
static double *unit_beside(const struct basis *controls, const double *column, size_t n,
                           double *share)
{
    double *unit = xarray(n, sizeof *unit);
    double before = project_dot(column, column, n), left;
    size_t t;

    memcpy(unit, column, n * sizeof *unit);
    project_out(controls->values, n, controls->columns, unit);
    project_out(controls->values, n, controls->columns, unit);
    left = project_dot(unit, unit, n);
    if (share)
        *share = before > 0 ? left / before : 0;
    if (!(left > 1e-10 * before) || !(before > 0)) {
        free(unit);
        return NULL;
    }
    for (t = 0; t < n; t++)
        unit[t] /= sqrt(left);
    return unit;
}

/* Columns and shapes shifted by 0 .. order rows, on the filter's rows and off its basis. */
static double *shifted_bricks(const struct change_design *design,
                              const struct change_filter *filter, size_t width)
{
    size_t n = design->n, bricks = design->known_count + design->shapes.count, b, i, t;
    double *all = xarray(bricks * width * n, sizeof *all);

    for (b = 0; b < bricks; b++) {
        const double *from = b < design->known_count
                                 ? design->known + b * n
                                 : design->shape + (b - design->known_count) * n;

        for (i = 0; i < width; i++) {
            double *column = all + (b * width + i) * n;

            for (t = 0; t < n; t++)
                column[t] = filter->whole[t] && t >= i ? from[t - i] : 0;
            project_out(filter->basis.values, n, filter->basis.columns, column);
        }
    }
    return all;
}

static void put_tensor(const double *a, const double *b, size_t width, size_t n, double *tensor)
{
    size_t i, j;

    for (i = 0; i < width; i++)
        for (j = 0; j < width; j++)
            tensor[i * width + j] = project_dot(a + i * n, b + j * n, n);
}

static void put_products(const struct change_design *design, struct change_filter *filter,
                         size_t width)
{
    size_t n = design->n, m = design->known_count, count = design->shapes.count, a, b;
    size_t square = width * width;
    double *all = shifted_bricks(design, filter, width);
    const double *shape = all + m * width * n;

    filter->known_known = xarray(m * m * square, sizeof *filter->known_known);
    filter->known_shape = xarray(m * count * square, sizeof *filter->known_shape);
    filter->shape_shape = xarray(count * square, sizeof *filter->shape_shape);
    for (a = 0; a < m; a++) {
        for (b = 0; b < m; b++)
            put_tensor(all + a * width * n, all + b * width * n, width, n,
                       filter->known_known + (a * m + b) * square);
        for (b = 0; b < count; b++)
            put_tensor(all + a * width * n, shape + b * width * n, width, n,
                       filter->known_shape + (b * m + a) * square);
    }
    for (b = 0; b < count; b++)
        put_tensor(shape + b * width * n, shape + b * width * n, width, n,
                   filter->shape_shape + b * square);
    free(all);
}

const double change_beside_price = 6;

/* As ar_burg_white charges: the first order 1 (nothing in a short series, which has it at least), each
   further one 4, the rest by AICc. */
static void put_costs(const struct change_design *design, struct change_space *space)
{
    double rows = (double)design->rows;
    bool brief = design->rows < AR_SHORT;
    size_t beside, p;

    for (beside = 0; beside < BESIDES; beside++) {
        double fixed = (double)space->controls->columns + (beside != BESIDE_NOTHING);

        for (p = 0; p < CHANGE_WIDTH; p++) {
            double all = fixed + (double)p;
            double price = (p > 0 ? -1 : 0) + (p > 1 ? 2 * ((double)p - 1) : 0) +
                           (beside != BESIDE_NOTHING ? change_beside_price : 0);
            bool none = p > design->max_order || (p == 0 && brief && design->max_order > 0) ||
                        rows - all - 2 <= 0;

            space->cost[beside][p] = none ? INFINITY
                                          : exp((rows * (rows + all) / (rows - all - 2) + price) /
                                                rows);
        }
    }
}

/* Does this space begin with all that the one before has? */
static size_t nested_columns(const struct change_design *design, size_t s)
{
    const struct basis *before = s > 0 ? &design->sieve.controls[s - 1] : NULL;
    const struct basis *now = &design->sieve.controls[s];

    if (!before || before->columns > now->columns ||
        memcmp(before->values, now->values, before->columns * design->n * sizeof *now->values) != 0)
        return 0;
    return before->columns;
}

static void put_space(struct change_design *design, size_t s)
{
    struct change_space *space = &design->space[s];
    const struct change_shapes *shapes = &design->shapes;
    size_t n = design->n, p;

    space->controls = &design->sieve.controls[s];
    space->nested = nested_columns(design, s);
    put_costs(design, space);
    if (shapes->step < shapes->count)
        space->beside[BESIDE_STEP] = unit_beside(space->controls, design->shape + shapes->step * n,
                                                 n, NULL);
    if (shapes->ramp < shapes->count)
        space->beside[BESIDE_RAMP] = unit_beside(space->controls, design->shape + shapes->ramp * n,
                                                 n, NULL);
    for (p = 0; p <= design->max_order; p++) {
        struct change_filter *filter = &space->filter[p];

        filter->whole = design->sieve.whole[p];
        filter->rows = design->sieve.whole_rows[p];
        sieve_basis(&design->sieve, s, false, filter->whole, &filter->basis);
        put_products(design, filter, p + 1);
    }
}

static void put_tables(struct change_design *design, size_t threads)
{
    struct ar_median_basis bases[BESIDES * SEASON_CANDIDATES];
    struct ar_median tables[BESIDES * SEASON_CANDIDATES];
    size_t count = design->season.count, s, b;

    for (b = 0; b < BESIDES; b++)
        for (s = 0; s < count; s++)
            bases[b * count + s] = (struct ar_median_basis){
                .values = design->space[s].controls->values,
                .columns = design->space[s].controls->columns,
                .more = design->space[s].beside[b],
            };
    ar_median_make(bases, BESIDES * count, design->n, design->present, SIMULATED, threads, tables);
    for (b = 0; b < BESIDES; b++)
        memcpy(design->median[b], tables + b * count, count * sizeof *tables);
}

/* How much the known columns inflate the variance of the step: beside constant, trend and season alone,
   and beside all. */
static double inflation(const struct change_design *design)
{
    const struct change_shapes *shapes = &design->shapes;
    size_t n = design->n, first = shapes->step < shapes->count ? shapes->step : 0;
    struct basis plain;
    double without, with = 0;

    if (design->known_count == 0 || shapes->count == 0)
        return 1;
    sieve_basis(&design->sieve, 0, false, design->present, &plain);
    free(unit_beside(&plain, design->shape + first * n, n, &without));
    free(unit_beside(&design->sieve.controls[0], design->shape + first * n, n, &with));
    free(plain.values);
    return with > 1e-10 * without ? without / with : INFINITY;
}

struct change_design *change_design_new(const struct change_question *question,
                                        const struct change_design *tables, size_t threads)
{
    struct change_design *design = xcalloc(1, sizeof *design);
    struct season_request season = question->season;
    size_t n = question->n, s, p;

    design->n = n;
    design->present = xarray(n, sizeof *design->present);
    design->dated = xarray(n, sizeof *design->dated);
    put_rows(design, question);
    put_shapes(design, question);
    season.rows = design->rows;
    season_offer(&design->season, &season, n);
    design->sieve = (struct sieve){ .n = n,
                                    .timed = true,
                                    .present = design->present,
                                    .context = design->known,
                                    .contexts = design->known_count,
                                    .season = &design->season };
    sieve_controls(&design->sieve);
    design->max_order = design->rows / 13 < CHANGE_ORDER ? design->rows / 13 : CHANGE_ORDER;
    design->sieve.max_order = design->max_order;
    for (p = 0; p <= design->max_order; p++) {
        design->sieve.whole[p] = xarray(n, sizeof *design->sieve.whole[p]);
        design->sieve.whole_rows[p] = sieve_whole(&design->sieve, p, design->sieve.whole[p]);
    }
    for (s = 0; s < design->season.count; s++)
        put_space(design, s);
    if (tables)
        memcpy(design->median, tables->median, sizeof design->median);
    else
        put_tables(design, threads);
    design->inflation = inflation(design);
    design->sieve.median = design->median[BESIDE_NOTHING];
    design->sieve.dated = design->dated;
    return design;
}

static void filter_free(struct change_filter *filter)
{
    free(filter->basis.values);
    free(filter->known_known);
    free(filter->known_shape);
    free(filter->shape_shape);
}

void change_design_free(struct change_design *design)
{
    size_t s, p, b;

    if (!design)
        return;
    for (s = 0; s < design->season.count; s++) {
        for (b = 0; b < BESIDES; b++)
            free(design->space[s].beside[b]);
        for (p = 0; p < CHANGE_WIDTH; p++)
            filter_free(&design->space[s].filter[p]);
    }
    sieve_free(&design->sieve);
    season_free(&design->season);
    free(design->present);
    free(design->dated);
    free(design->known);
    free(design->shape);
    free(design);
}

bool change_design_serves(const struct change_question *a, const struct change_question *b)
{
    size_t j, t;

    if (a->n != b->n || a->date != b->date || a->end != b->end || a->count != b->count ||
        a->shapes != b->shapes || a->season.mode != b->season.mode ||
        a->season.period != b->season.period || a->season.calendar != b->season.calendar ||
        a->season.year != b->season.year || a->season.week != b->season.week)
        return false;
    for (j = 0; j < a->count; j++)
        if (a->columns[j] != b->columns[j])
            return false;
    for (j = 0; j < a->shapes; j++)
        if (a->shape[j] != b->shape[j])
            return false;
    for (t = 0; t < a->n; t++)
        if (isfinite(a->y[t]) != isfinite(b->y[t]))
            return false;
    return true;
}
