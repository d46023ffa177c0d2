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

/* Does --percent name the column? */
static int is_stated(const struct frame *frame, size_t column, int *stated, struct error *err)
{
    const char *list = frame->common->percent;
    struct selection selection;
    size_t i;

    if (!list)
        return 0;
    if (frame_choose(frame, list, &selection, err) != 0)
        return -1;
    for (i = 0; i < selection.count; i++)
        *stated |= selection.columns[i] == column;
    selection_free(&selection);
    return 0;
}

int percent_check(struct frame *frame, size_t column, struct error *err)
{
    const struct plan *plan = frame->plan;
    const struct measure *measure = plan ? plan_measure(plan, table_names(frame->table)[column])
                                         : NULL;

    int stated = 0;

    if (!measure || !unit_is_percent_sign(measure->unit) ||
        !within_one(frame_series(frame, column, FRAME_ALL),
                    frame->axis.entities * frame->axis.periods))
        return 0;
    if (is_stated(frame, column, &stated, err) != 0)
        return -1;
    if (stated)
        return 0;
    if (*measure->formula == '\0')
        return error_at(err, plan->file, measure->line, "unit",
                        "\"%s\" is in %%, but no value in %s is beyond 1: percent or fractions? "
                        "--percent \"%s\" says percent; 100*... by lever calc makes fractions "
                        "percent",
                        measure->name, file_shown(frame->table->file), measure->name);
    return error_at(err, plan->file, measure->line, "formula",
                    "\"%s\" has the unit %%, but no value of the formula is beyond 1: percent or "
                    "fractions? 100*(...) makes fractions percent; the unit \"percent\" takes them "
                    "for percent",
                    measure->name);
}
