/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "question/context_gaps.h"

#include <math.h>

struct context_gaps context_gaps_of(struct link_tests *tests, const struct link_test *test)
{
    const struct frame *frame = &tests->question.frame;
    const double *y = link_tests_series(tests, test->link->outcome, test->entity);
    struct context_gaps gaps = { NULL, 0, 0 };
    size_t i, t;

    for (t = 0; t < tests->span; t++)
        gaps.rows += isfinite(y[t]) ? 1 : 0;
    for (i = 0; i < frame->context.count; i++) {
        const double *z = link_tests_series(tests, frame->context.columns[i], test->entity);
        size_t lost = 0;

        for (t = 0; t < tests->span; t++)
            lost += isfinite(y[t]) && !isfinite(z[t]) ? 1 : 0;
        if (lost > gaps.lost) {
            gaps.lost = lost;
            gaps.name = frame->table->columns[frame->context.columns[i]].name;
        }
    }
    return gaps;
}
