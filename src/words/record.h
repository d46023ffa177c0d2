/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Projections as they would have been made at earlier periods, and what came. */
#ifndef LEVER_WORDS_RECORD_H
#define LEVER_WORDS_RECORD_H

#include "words/result.h"

struct record_row {
    const char *measure, *made, *seen;
    double projected, low80, high80, actual, held;
    const char *entity;
};
extern const struct result_table result_record;

#endif
