/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The path of a change: what the outcome was in each period, and what it would have been. */
#ifndef LEVER_WORDS_PATH_H
#define LEVER_WORDS_PATH_H

#include "words/result.h"

struct path_row {
    const char *event, *outcome, *entity;
    struct result_period period;
    double actual, without, without_low, without_high, effect, effect_low, effect_high, band_low,
        band_high;
};
extern const struct result_table result_path;

#endif
