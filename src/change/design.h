/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What can be made before any series is seen: the columns, the shapes, and all their products.
 *
 *   struct change_design   rows, known columns, shapes, and a space for each season that is offered
 *   struct change_space    constant, trend, season and known columns; the step and the ramp beside
 *                          them; the median-unbiased tables of these three regressions
 *   struct change_filter   for one order of autoregression: constant, trend and season on the rows
 *                          that its filter leaves. They span a space that a linear filter maps onto
 *                          itself (sieve.h), so they are never filtered
 *
 * Known columns and shapes are filtered. With L^i b the column b shifted by i rows and M the projection
 * off the basis, the products (L^i b)' M (L^j c) are made here, so that for a filter (f0, f1 …) the
 * product of two filtered columns is a quadratic form in f, without a pass over the rows.
 *
 * Rows that are not there are 0 in all columns. A design is read only once it is made, and serves any
 * number of series with the same missing rows, in any number of threads. change_design_free frees it.
 */
#ifndef LEVER_CHANGE_DESIGN_H
#define LEVER_CHANGE_DESIGN_H

#include "change/change.h"
#include "link/sieve.h"
#include "stats/ar_median.h"

/* What an autoregression is fitted beside. */
enum change_beside { BESIDE_NOTHING, BESIDE_STEP, BESIDE_RAMP, BESIDES };

enum { CHANGE_WIDTH = CHANGE_ORDER + 1 }; /* coefficients of the longest filter */

struct change_filter {
    struct basis basis;
    size_t rows;
    const bool *whole; /* n, the design's: rows whose filter reaches over rows that are there */
    /* Tensors of width by width: known by known, known by shape, shape by itself. */
    double *known_known, *known_shape, *shape_shape;
};

struct change_space {
    const struct basis *controls; /* the sieve's */
    double *beside[BESIDES];      /* n: a unit column; NULL: nothing, or there is none */
    size_t nested; /* leading columns that are all those of the space before; 0: they are not */
    /* exp(what an order costs / rows): variance times this is what is compared; infinite where an order
       is not to be had. */
    double cost[BESIDES][CHANGE_WIDTH];
    struct change_filter filter[CHANGE_WIDTH];
};

struct change_design {
    size_t n, rows; /* all, and those that are there */
    size_t max_order;
    bool *present;
    bool *dated;        /* rows whose innovations the null passes over */
    size_t known_count; /* columns */
    double *known;      /* known_count x n */
    struct season season;
    struct change_shapes shapes;
    double *shape;    /* shapes.count x n, 0 where not there */
    double inflation; /* of the plain step (or the first shape) beside the known columns; 1: none */
    struct sieve sieve; /* its y is nobody's: whoever simulates copies it and sets y and zero */
    struct change_space space[SEASON_CANDIDATES];
    struct ar_median median[BESIDES][SEASON_CANDIDATES];
};

/* What a step or a ramp beside which the autoregression is fitted pays in AICc, beyond its price. */
extern const double change_beside_price;

/* Of a question whose y is looked at for its missing rows alone. tables: a design of the same rows,
 * columns and season whose tables are taken, although its date is another; NULL: its own are made, on
 * so many threads. */
struct change_design *change_design_new(const struct change_question *question,
                                        const struct change_design *tables, size_t threads);
/* Would the one question's design serve the other? */
bool change_design_serves(const struct change_question *a, const struct change_question *b);
void change_design_free(struct change_design *design); /* NULL is fine */

#endif
