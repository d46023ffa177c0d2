/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Correlations, a row a pair of columns. */
#ifndef LEVER_WORDS_CORRELATIONS_H
#define LEVER_WORDS_CORRELATIONS_H

#include "words/result.h"

struct correlations_row {
    const char *x, *y, *method;
    double n, r, low, high, p;
};
extern const struct result_table result_correlations;

#endif
