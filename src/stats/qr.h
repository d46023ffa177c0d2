/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Householder QR with column pivoting in long double (Businger & Golub 1965;
 * Higham 2002, ch. 19): the engine under linear.h and panel.h.
 *
 * Columns are expected at unit length or thereabouts, so that the diagonal of R
 * is what the columns before leave of each column.
 */
#ifndef LEVER_STATS_QR_H
#define LEVER_STATS_QR_H

#include <stddef.h>

struct qr {
    size_t n, m;
    long double *a;        /* m columns of n: R above, reflectors on and below the diagonal */
    long double *diagonal; /* of R */
    long double *tau;      /* 2 / v'v of each reflector; 0 = none */
    size_t *pivot;         /* pivot[p]: which column stands at place p */
};

/* Decomposes a copy of m columns of n cells, n >= m; freed by qr_free. */
void qr_start(struct qr *q, const long double *x, size_t n, size_t m);
void qr_free(struct qr *q);

/* Places whose diagonal is above tolerance; those behind are combinations of them. */
size_t qr_rank(const struct qr *q, long double tolerance);

/* The three below need full rank. b: m coefficients in the columns' own order; y is kept. */
void qr_solve(const struct qr *q, const long double *y, long double *b);
/* c: m by m, (X'X)^-1 in the columns' own order. */
void qr_inverse(const struct qr *q, long double *c);
/* 1 / (|R| |R^-1|) in the 1-norm; 1 for no columns. */
long double qr_rcond(const struct qr *q);

long double qr_length(const long double *x, size_t n);

#endif
