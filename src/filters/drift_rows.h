/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of drift, gathered before any is written: a kind a source file, drift_KIND.c. */
#ifndef LEVER_FILTERS_DRIFT_ROWS_H
#define LEVER_FILTERS_DRIFT_ROWS_H

#include "base/error.h"
#include "question/link_tests.h"
#include "words/drift.h"

struct drift_settings {
    struct common common;
    const char *at;
    const char *mix;
    const char *mix_of;
    const char *parts;
};

/* A row that owns its texts. */
struct drift_line {
    struct drift_row row;
    char *subject, *against, *note;
    char date[PERIOD_SIZE], low[PERIOD_SIZE], high[PERIOD_SIZE];
    enum drift_verdict verdict;
};

struct drift_lines {
    struct drift_line *items;
    size_t count;
};

/* One more, all figures missing; kind is borrowed. Filled in before the next is added. */
struct drift_line *drift_lines_add(struct drift_lines *lines, const char *kind, const char *subject,
                                   const char *against);
/* The period at a position of the axis; "" behind its end. */
void drift_period(const struct axis *axis, size_t position, char text[PERIOD_SIZE]);
void drift_lines_free(struct drift_lines *lines);

/* The counters of the plan, on tests that were asked with them. */
int drift_counters(struct link_tests *tests, const char *at, struct drift_lines *lines,
                   struct error *err);
/* --mix, which reads the file by itself, and writes --parts. */
int drift_mix(const struct drift_settings *settings, const char *file, struct drift_lines *lines,
              struct error *err);
/* --parts where there is no mix: a table without rows. */
int drift_no_parts(const struct drift_settings *settings, struct error *err);

#endif
