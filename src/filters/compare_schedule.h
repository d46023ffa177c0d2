/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `lever compare --schedule FILE`: what a calendar that `lever nudge` drew has done. The calendar is
 * read and held to be one of the set: its pairs, their levels, the balance over entities. Rows of the
 * table are met by period and entity; pairs that have not run yet are left out, and that is said.
 */
#ifndef LEVER_FILTERS_COMPARE_SCHEDULE_H
#define LEVER_FILTERS_COMPARE_SCHEDULE_H

#include "compare/nudge.h"
#include "filters/compare_answers.h"

/* A calendar as it was read; owned. */
struct schedule {
    const char *file;
    enum period_kind kind;
    long first;
    double low, high;
    char **entity; /* set.entities; one "" where none is named */
    struct nudge_set set;
    signed char *coin; /* as nudge_draw has it */
};

/* Refused, with file and line, is what `lever nudge` would not have drawn. */
int schedule_read(struct schedule *schedule, const struct common *common, const char *file,
                  struct error *err);
void schedule_free(struct schedule *schedule);

int compare_schedule(const struct compare_settings *settings, struct frame *frame, const char *file,
                     struct compare_answers *answers, struct error *err);

#endif
