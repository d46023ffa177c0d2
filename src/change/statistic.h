/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Steps 1 to 3 of change.h for one series on the design's scale: which season and autoregression, t of
 * each shape, the path.
 *
 * A fit holds the arrays of one worker and is filled again and again; change_fit_start and
 * change_fit_free. z: n, 0 where the design has no row.
 */
#ifndef LEVER_CHANGE_STATISTIC_H
#define LEVER_CHANGE_STATISTIC_H

#include "change/design.h"

struct change_fit {
    size_t season;
    enum change_beside beside;
    struct ar_fit ar;
    double filter[CHANGE_WIDTH];  /* 1, -phi1 … */
    double peak;                  /* the largest |t| */
    size_t best;                  /* its shape */
    double freedom;               /* degrees of freedom of t; under 1: none, and all t are 0 */
    double *t, *estimate, *error; /* a shape each: t, coefficient, standard error */
    double *aicc; /* a shape each; INFINITY where t is 0 for want of anything left */
    /* Work: */
    double *left, *spare, *best_left, *white, *turned, *work, *known, *triangle;
};

void change_fit_start(struct change_fit *fit, const struct change_design *design);
void change_fit_free(struct change_fit *fit);

/* Steps 1 to 3. */
void change_fit_make(const struct change_design *design, const double *z, struct change_fit *fit);

/* Filters and projects as change_fit_make does: t of any column x (n, 0 where there is no row) of a
 * series that was fitted last; see change_white. */
double change_fit_t(const struct change_design *design, const struct change_fit *fit,
                    const double *x, double *estimate);

/* Akaike weights exp(-AICc / trust) of the shapes, by group and within groups, adding up to 1 (trust: 2 is
 * Akaike's, more trusts the AICc less); and the path over all n rows that shapes weighted so have. */
void change_fit_weights(const struct change_design *design, const struct change_fit *fit,
                        double trust, double *weight);
void change_fit_path(const struct change_design *design, const struct change_fit *fit,
                     const double *weight, double *path);

/* Shapes that are of one kind and of one time (during an end, or not) are a group; which a shape is
 * in, under CHANGE_GROUPS. */
enum { CHANGE_GROUPS = 3 * CHANGE_KINDS };
size_t change_group(const struct change_design *design, size_t shape);

#endif
