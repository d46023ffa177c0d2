/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The question a command line asks: which outputs, which outcomes, in which
 * table, on which time axis, for whom, given what context.
 *
 * A question is links on a frame (frame.h); the filters that test links share it (test, lags, power,
 * plot). It reads the plan and the links where they are named, opens the frame, and finds the links:
 *   - with --links, those are the links; -x and -y narrow them;
 *   - with -x and -y, every output is paired with every outcome;
 *   - where one of them is not given, the plan's outputs, or its outcomes and
 *     guardrails, that are columns of the table, stand in for it.
 *
 * A pattern (sales_*) or an exclusion (!price) never means the time, the entity, the
 * context, or the other side of the link.
 *
 * What a link is asked (sign, lags, least effect) comes from links.csv, the plan
 * (better, guardrail, unit) or the options, in that order.
 */
#ifndef LEVER_QUESTION_QUESTION_H
#define LEVER_QUESTION_QUESTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/option.h"
#include "plan/links.h"
#include "question/frame.h"

struct question_link {
    size_t output; /* columns of the table */
    size_t outcome;
    const char *output_name; /* as a header says; borrowed from the question */
    const char *outcome_name;
    bool output_open; /* a sum or a count of which the plan does not say what no rows are */
    bool outcome_open;
    const char *output_unit; /* from the plan; "" = not said */
    const char *outcome_unit;
    int sign;          /* registered: -1, +1; 0 = none */
    int better;        /* of the outcome: +1 up, -1 down; 0 = not said */
    int output_better; /* of the output */
    bool guardrail;
    int by_formula; /* +1: the output stands in the outcome's formula (plan.h), -1: the outcome
                             in the output's; 0 = neither. Such a link is not tested */
    struct range lags;
    double min_effect; /* outcome units per unit of the output; NaN = not stated */
    const char *until; /* up to when data are collected, as written; "" = not said */
};

/* Two columns by their names, to be linked. */
struct question_pair {
    const char *output, *outcome;
};

struct question {
    struct frame frame;
    struct links *links; /* NULL = none */
    struct question_link *link;
    size_t count;    /* of links, at least 1 */
    size_t possible; /* as many there would be if -x and -y named none of them; 0 = nothing but
                             they says which there are */
    bool counters;   /* wanted, set beforehand: the measures of the plan that name a counter, and
                             these, are loaded too; that there is then no link is no error */
    const struct question_pair
        *pairs; /* wanted, set beforehand: these are the links, whatever -x, -y and
                                          --links say, in this order; NULL = not so. Borrowed */
    size_t pair_count;
    bool may_be_none; /* nor is it so, set beforehand */
};

/* A measure of the plan and its counter, as columns of the table; SIZE_MAX = it has none. */
struct question_counter {
    const struct measure *measure, *counter;
    size_t column, against;
};
/* Those of the plan; the caller frees the array. */
struct question_counter *question_counters(const struct question *question, size_t *count);

/*
 * Reads everything; file is the table ("-" for standard input). Decisions worth
 * saying are said as notes. Refused besides what is unreadable: an output that is
 * also the outcome, a context column that is one of the two, no link at all.
 * Frees nothing on failure that question_free would not: call it in any case.
 */
int question_ask(const struct common *common, const char *file, struct question *question,
                 struct error *err);
void question_free(struct question *question);

#endif
