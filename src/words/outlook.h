/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way to a target, a row a period: what was, what stands out, what may come. */
#ifndef LEVER_WORDS_OUTLOOK_H
#define LEVER_WORDS_OUTLOOK_H

#include "words/result.h"

struct outlook_row {
    const char *measure, *period;
    double value, expected, low, high;
    const char *mark;
    double improving, concerning; /* the value, where the mark says so */
    double target, needed, projected, low80, high80, low95, high95;
    const char *entity;
};
extern const struct result_table result_outlook;
extern const struct vocabulary mark_words;

#endif
