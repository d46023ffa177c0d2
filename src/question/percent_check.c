/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "question/percent_check.h"

#include <math.h>
#include <stdbool.h>

#include "base/unit.h"

/* Could they all be fractions? Zeros alone are no question. */
static bool within_one(const double *values, size_t count)
{
    bool some = false;
    size_t i;

    for (i = 0; i < count; i++) {
        if (!isfinite(values[i]))
            continue;
        if (fabs(values[i]) > 1)
            return false;
        some = some || values[i] != 0;
    }
    return some;
}

int percent_check(struct frame *frame, size_t column, struct error *err)
{
    const struct plan *plan = frame->plan;
    const struct measure *measure = plan ? plan_measure(plan, table_names(frame->table)[column])
                                         : NULL;

    if (!measure || *measure->formula == '\0' || !unit_is_percent_sign(measure->unit) ||
        !within_one(frame_series(frame, column, FRAME_ALL),
                    frame->axis.entities * frame->axis.periods))
        return 0;
    return error_at(err, plan->file, measure->line, "formula",
                    "\"%s\" has the unit %%, but no value of the formula is beyond 1: percent or "
                    "fractions? 100*(...) makes fractions percent; the unit \"percent\" takes them "
                    "for percent",
                    measure->name);
}
