/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What `lever compare` answers, whichever design it was: figures are collected, then judged
 * together, for the words depend on how many comparisons there are, then written.
 */
#ifndef LEVER_FILTERS_COMPARE_ANSWERS_H
#define LEVER_FILTERS_COMPARE_ANSWERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "filters/compare_settings.h"
#include "question/frame.h"
#include "stats/adjust.h"
#include "words/compare.h"

struct compare_answer {
    char *group, *against; /* owned */
    const char *outcome;   /* as a header says; borrowed from the table */
    const char *unit;      /* from the plan; "" = none */
    int better;            /* +1 up, -1 down, 0 = not said */
    bool guardrail;
    double min_change; /* NaN = not stated */
    enum compare_design design;
    enum evidence evidence;
    struct compare_row row;     /* the figures; its text is filled when it is written */
    double firm_low, firm_high; /* 90 %: for equivalence */
    bool coming_apart;          /* before the date already */
    bool plural;                /* the group is several: they have, not it has */
    bool share;                 /* the outcome is 0 or 1: said in percentage points */
    char since[PERIOD_SIZE];    /* of a change with a date; "" = none */
    double mean, mean_against;  /* to be told beside the difference; NaN = not */
    char *reason;               /* why it is unusable, a sentence; NULL = it is usable. Owned */
    char *apart;                /* why it is not comparable; NULL = it is. Owned */
    struct text told;           /* sentences behind the first */
    enum compare_verdict verdict;
};

struct compare_answers {
    struct compare_answer *items;
    size_t count, capacity;
};

/* A new answer with all figures NaN, borrowed until the next one; what the plan and the options say
 * of the outcome is filled in. */
struct compare_answer *compare_answer_add(struct compare_answers *answers,
                                          const struct compare_settings *settings,
                                          const struct frame *frame, size_t outcome,
                                          const char *group, const char *against);
/* Adds a sentence behind the first. */
void compare_tell(struct compare_answer *answer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Says why it is unusable: then only its counts of rows and units are written. */
void compare_unusable(struct compare_answer *answer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Corrects p for all of them, and finds the words. */
void compare_judge(struct compare_answers *answers, enum adjust_method adjust);
int compare_write(const struct compare_answers *answers, const struct common *common,
                  struct error *err);
void compare_answers_free(struct compare_answers *answers);

/* The columns of -y, else the plan's outcomes and guardrails that are there; freed by the caller. */
int compare_outcomes(const struct frame *frame, struct selection *outcomes, struct error *err);

#endif
