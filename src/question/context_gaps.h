/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the context costs: a row in which a column of it is missing is not used, and a column with
 * many gaps takes most rows away without anybody having asked for that.
 */
#ifndef LEVER_QUESTION_CONTEXT_GAPS_H
#define LEVER_QUESTION_CONTEXT_GAPS_H

#include <stddef.h>

#include "question/link_tests.h"

struct context_gaps {
    const char *name; /* of the context column that is missing in most rows; borrowed; NULL = no row
                       * is lost to any */
    size_t lost;      /* rows that have the outcome and not it, */
    size_t rows;      /* of those that have the outcome; of a panel, of all entities */
};

struct context_gaps context_gaps_of(struct link_tests *tests, const struct link_test *test);

#endif
