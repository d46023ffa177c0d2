/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filters/test_switch.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/message.h"

/* Where it goes on, and where off again; `periods` each: it does not. */
struct turned {
    size_t on, off;
};

/* False: it is not 0 or 1, or changes more often, or never goes on. */
static bool is_switch(const double *x, size_t periods, struct turned *turned)
{
    double before = NAN;
    size_t changes = 0, t;

    turned->on = turned->off = periods;
    for (t = 0; t < periods; t++) {
        if (isnan(x[t]))
            continue;
        if (x[t] != 0 && x[t] != 1)
            return false;
        if (!isnan(before) && x[t] != before) {
            changes++;
            if (x[t] == 1 && turned->on == periods)
                turned->on = t;
            else if (x[t] == 0 && turned->on < periods)
                turned->off = t;
        }
        before = x[t];
    }
    return changes >= 1 && changes <= 2 && turned->on < periods;
}

static void note(struct link_tests *tests, const struct question_link *link,
                 const struct turned *turned, const char *file)
{
    const struct axis *axis = &tests->question.frame.axis;
    const char *time = tests->question.frame.table->columns[tests->question.frame.time].name;
    char on[PERIOD_SIZE], last[PERIOD_SIZE + 1] = "";

    axis_period(axis, turned->on, on);
    if (turned->off < axis->periods) {
        last[0] = ',';
        axis_period(axis, turned->off - 1, last + 1);
    }
    message_note(
        "%s is switched on in %s%s%s: whether %s changed then, and if it stays, is asked by: "
        "lever impact -t %s -y %s --at %s%s %s",
        link->output_name, on, *last ? ", to " : "", *last ? last + 1 : "", link->outcome_name,
        time, link->outcome_name, on, last, file_shown(file));
}

void test_switch_note(struct link_tests *tests, const char *file)
{
    const struct question *q = &tests->question;
    struct turned turned;
    size_t i;

    if (!q->frame.axis.timed || q->frame.axis.entities > 1)
        return;
    for (i = 0; i < q->count; i++)
        if (is_switch(link_tests_series(tests, q->link[i].output, 0), q->frame.axis.periods,
                      &turned))
            note(tests, &q->link[i], &turned, file);
}
