/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `lever compare --groups COL` and `--arms COL`: rows that belong to a group each, in no order but
 * that of a file. What the two share is here: who is in which group, which rows belong together, and
 * the comparison of two of them; what an experiment has besides is in compare_arms.c.
 */
#ifndef LEVER_FILTERS_COMPARE_ROWS_H
#define LEVER_FILTERS_COMPARE_ROWS_H

#include "compare/sample.h"
#include "filters/compare_answers.h"
#include "table/keys.h"

struct compare_rows {
    const struct compare_settings *settings;
    struct frame *frame;
    struct selection outcomes;
    size_t column; /* with the groups */
    struct keys keys;
    size_t groups;
    char **name;   /* of each group */
    size_t *rows;  /* of each group */
    size_t *group; /* of each row; SIZE_MAX = none */
    size_t *unit;  /* of each row; NULL = rows are the units */
    size_t units;
    size_t *order;   /* in which the rows came; NULL = as they stand */
    size_t *stratum; /* of each row; NULL = none */
    size_t strata;
    double *share; /* of each group, as it was stated; NULL = it was not */
    double total;  /* rows in any group */
};

/* Opens, chooses, loads: all but strata and shares. */
int compare_rows_load(struct compare_rows *rows, const struct compare_settings *settings,
                      struct frame *frame, const char *file, const char *column, struct error *err);
void compare_rows_free(struct compare_rows *rows);

/* The group of that name; refused, with the nearest, where there is none. */
int compare_rows_find(const struct compare_rows *rows, const char *option, const char *name,
                      size_t *group, struct error *err);
/* All outcomes of two groups; what is under --least is left out. Returns the answers added, to
 * which the caller may add words. */
size_t compare_rows_pair(const struct compare_rows *rows, struct compare_answers *answers,
                         size_t group, size_t against, bool experiment);
/* Refuses where no pair was to be shown. */
int compare_rows_shown(const struct compare_rows *rows, const struct compare_answers *answers,
                       struct error *err);

/* --groups and --arms; frame is begun and freed by the caller. */
int compare_groups(const struct compare_settings *settings, struct frame *frame, const char *file,
                   struct compare_answers *answers, struct error *err);
int compare_arms(const struct compare_settings *settings, struct frame *frame, const char *file,
                 struct compare_answers *answers, struct error *err);

#endif
