/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "question/holiday_warning.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/message.h"
#include "period/shared_holidays.h"

/* Outputs that are tested in the outcome's own period; elsewhere a holiday is not shared. */
static bool find(struct link_tests *tests, const struct link_test *test,
                 struct shared_holidays *found)
{
    struct frame *frame = &tests->question.frame;
    size_t contexts = frame_contexts(frame), i;
    const double **context = xcalloc(contexts + 1, sizeof *context);
    struct shared_series series = { frame->axis.kind,
                                    frame->axis.first,
                                    frame->axis.periods,
                                    link_tests_series(tests, test->link->output, test->entity),
                                    link_tests_series(tests, test->link->outcome, test->entity),
                                    context,
                                    contexts };
    bool shared;

    for (i = 0; i < contexts; i++)
        context[i] = frame_context(frame, i, test->entity);
    shared = test->link->lags.first <= 0 && test->link->lags.last >= 0 &&
             shared_holidays_find(&series, found);
    free(context);
    return shared;
}

void holiday_warning(struct link_tests *tests)
{
    const struct frame *frame = &tests->question.frame;
    const struct link_test *first = NULL;
    struct shared_holidays found = { 0 }, one;
    size_t others = 0, i;

    if (!frame->axis.timed || tests->panel || frame_calendar(frame))
        return;
    for (i = 0; i < tests->count; i++) {
        if (!find(tests, &tests->items[i], &one))
            continue;
        others += first ? 1 : 0;
        found = first ? found : one;
        first = first ? first : &tests->items[i];
    }
    if (first && others == 0)
        message_warning(
            "\"%s\" and \"%s\" are both far off on holidays (%s: %s): take them out with "
            "--calendar COUNTRY",
            first->link->output_name, first->link->outcome_name, found.names, found.periods);
    else if (first)
        message_warning(
            "\"%s\" and \"%s\" are both far off on holidays (%s: %s), and so are %zu other "
            "pairs: take them out with --calendar COUNTRY",
            first->link->output_name, first->link->outcome_name, found.names, found.periods,
            others);
}
