/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a mix is made of: a row a part, its count and rate before and after, and what it did. */
#ifndef LEVER_WORDS_PARTS_H
#define LEVER_WORDS_PARTS_H

#include "words/result.h"

struct parts_row {
    const char *measure, *part;
    struct result_period date;
    double count_before, count_after, rate_before, rate_after;
    double share_before, share_after, by_mix, by_rate;
};
extern const struct result_table result_parts;

#endif
