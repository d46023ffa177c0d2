/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What effect these data could show, a row a link. */
#ifndef LEVER_WORDS_POWER_H
#define LEVER_WORDS_POWER_H

#include "words/result.h"

struct power_row {
    const char *output, *outcome;
    double lag, n, n_eff, mde, effect, more_periods;
    const char *note, *entity, *method;
};
extern const struct result_table result_power;

#endif
