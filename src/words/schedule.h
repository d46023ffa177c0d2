/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A calendar of an output drawn by chance: what to do when, a row a period and entity. */
#ifndef LEVER_WORDS_SCHEDULE_H
#define LEVER_WORDS_SCHEDULE_H

#include "words/result.h"

struct schedule_row {
    struct result_period period;
    const char *entity;
    double level, block, seed;
    const char *set;
};
extern const struct result_table result_schedule;

#endif
