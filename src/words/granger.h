/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Granger's tests: does the past of one column help to predict the other? */
#ifndef LEVER_WORDS_GRANGER_H
#define LEVER_WORDS_GRANGER_H

#include "words/result.h"

struct granger_row {
    const char *cause, *effect;
    double order, n, df1, df2, f, p;
    const char *entity;
};
extern const struct result_table result_granger;

#endif
