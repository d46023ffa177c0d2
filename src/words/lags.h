/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lags table: how strongly each link holds at each lag. */
#ifndef LEVER_WORDS_LAGS_H
#define LEVER_WORDS_LAGS_H

#include "words/result.h"

struct lags_row {
    const char *output, *outcome;
    double lag, n, r, low, high, p;
    const char *entity, *method;
};
extern const struct result_table result_lags;

#endif
