/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the means of two samples are made of, row by row and unit by unit; see sample.h. */
#ifndef LEVER_COMPARE_SAMPLE_PARTS_H
#define LEVER_COMPARE_SAMPLE_PARTS_H

#include "compare/sample.h"

/* A stratum's rows of one side. */
struct cell {
    size_t n;
    double mean;
};

/* What the two means are made of; [0] is the group, [1] the other. */
struct parts {
    struct cell *cells; /* 2 x strata */
    double *weight;     /* of each stratum; 0 = left out */
    double *y;          /* with what was known before taken out */
    double *influence[2];
    double mean[2];
    double variance[2], between; /* of the means, and what the two share */
    double df[2];
    size_t units[2];
    bool crossed;
};

void parts_start(const struct sample *s, struct parts *p);
void parts_free(struct parts *p);
/* Rows and mean of each cell, of a column of the sample's rows. */
void parts_fill_cells(const struct sample *s, struct parts *p, const double *y);
/* The weights of the strata; returns how many have both sides. */
size_t parts_weigh(const struct sample *s, struct parts *p);
/* Takes out of p->y what the columns from before explain; false where they cannot say. */
bool parts_take_before(const struct sample *s, struct parts *p);
/* Means, influences, and how much the means vary. */
void parts_vary(const struct sample *s, struct parts *p);
/* Degrees of freedom, and variance, of weights a and b on the two means. */
double parts_freedom(const struct parts *p, double a, double b, size_t lost);
double parts_variance(const struct parts *p, double a, double b);

#endif
