/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Least squares that can be trusted with nearly collinear columns.
 *
 * Columns are centred (where there is a constant) and scaled by a power of two to
 * a length of 1 to 2, then decomposed by Householder QR with column pivoting
 * (Businger & Golub 1965), all in long double; every figure is made in long double
 * and rounded once. NIST's hardest sets (Filip, Wampler5) keep at least 9 digits.
 *
 * Nothing is dropped in silence: where a column is a combination of others the
 * fit gives no coefficients but STATS_COLLINEAR and the column's index; where it
 * nearly is, the fit stands and says which column and how nearly.
 *
 * Shapes: x[j][i] is row i of column j; coefficient 0 is the constant where there
 * is one, the columns follow in order. A row with a cell that is not finite, in
 * y or any column, is left out; its residual is NaN.
 */
#ifndef LEVER_STATS_LINEAR_H
#define LEVER_STATS_LINEAR_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/status.h"

/* The question; borrowed, never freed. */
struct linear_design {
    const double *const *x; /* columns of rows cells; may be NULL where columns is 0 */
    size_t columns;
    const double *y;
    size_t rows;
    bool constant; /* add a constant term */
};

/* No column: index of "none". */
#define LINEAR_NONE ((size_t)-1)

struct linear_fit {
    enum stats_status status;
    size_t rows; /* of the design, and of residual */
    size_t n;    /* rows used */
    size_t k;    /* coefficients, the constant included */
    size_t df;   /* n - k */

    /* k each; NaN unless status is STATS_OK. Of a perfect fit se is 0, t infinite, p 0. */
    double *coefficient;
    double *se;
    double *t;
    double *p; /* two-sided, t with df */
    double *residual;
    long double *inverse; /* (X'X)^-1, k by k, for other covariances (cluster.h) */

    double rss;
    double sigma; /* residual standard deviation */
    double r2;    /* about the mean with a constant, about 0 without; NaN for a constant y */
    double r2_adjusted;
    double f; /* all columns against none, k - 1 (or k) and df degrees of freedom */
    double f_p;

    /*
     * How near to collinear: reciprocal condition number of the scaled, centred
     * columns (1-norm; 1 = orthogonal, 0 = singular), and the column (an index
     * into x) that the others explain best, with the share of its length they
     * leave, 1/sqrt(variance inflation). Under .03 (VIF 1,000) is worth a warning.
     */
    double rcond;
    size_t suspect; /* LINEAR_NONE where there is under one column */
    double tolerance;
};

/*
 * Fills fit (to be freed by linear_free whatever is returned) and returns its
 * status: STATS_TOO_FEW for n <= k; STATS_CONSTANT for a column that does not
 * vary beside a constant (or is all 0 without one), STATS_COLLINEAR, both with
 * `suspect` named; STATS_RANGE where a coefficient, its error or the sum of squares is beyond
 * a double; STATS_ARGUMENT for no columns and no constant.
 */
enum stats_status linear_fit(const struct linear_design *design, struct linear_fit *fit);

/*
 * y on 1, x, x^2 ... x^degree, the powers formed in long double: rounding them to
 * double alone costs Filip two digits.
 */
enum stats_status linear_fit_polynomial(const double *x, const double *y, size_t rows,
                                        size_t degree, struct linear_fit *fit);

void linear_free(struct linear_fit *fit);

/* Takes every figure of a fit back: NaN all over, with this status and suspect. */
void linear_refuse(struct linear_fit *fit, enum stats_status status, size_t suspect);

/* Row i of the design has every cell. */
bool linear_row_complete(const struct linear_design *design, size_t i);

/* Cell of coefficient c (0 = the constant where there is one) in row i. */
double linear_cell(const struct linear_design *design, size_t c, size_t i);

/* What a standard error makes of a coefficient: two-sided t with df, normal if df is infinite. */
struct linear_test {
    double estimate;
    double se;
    double t;
    double p;
    double low; /* 95 % interval */
    double high;
};

struct linear_test linear_test_of(double estimate, double se, double df);

/* Upper tail of F; 0 for an infinite f (a perfect fit), NaN for one that is not a number. */
double linear_f_p(double f, double df1, double df2);

#endif
