/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The working table: the series behind each verdict, a row a link and period used. */
#ifndef LEVER_WORDS_WORKING_H
#define LEVER_WORDS_WORKING_H

#include "words/result.h"

struct working_row {
    const char *output, *outcome, *entity;
    struct result_period period; /* the outcome's, or the number of the row */
    double lag, x, y, x_white, y_white;
    const char *spread; /* as in verdicts.h */
};
extern const struct result_table result_working;

#endif
