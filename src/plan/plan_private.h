/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the reading of plan.csv is divided into: plan.c reads rows and holds them against each other,
 * plan_columns.c looks at cells of the columns that came later. Internal to plan/.
 */
#ifndef LEVER_PLAN_PLAN_PRIVATE_H
#define LEVER_PLAN_PLAN_PRIVATE_H

#include <stdbool.h>

#include "base/faults.h"
#include "plan/form.h"
#include "plan/plan.h"

/* While a plan is read: what the checks of its columns go by. */
struct plan_reading {
    struct plan *plan;
    bool astray;        /* the first row names a period, but none that there is */
    unsigned long week; /* the line of the row that says the report's, 0 = none yet */
};

/* Checks and readers of columns, see struct form_column. They come behind the columns they need:
 * unit, start, source, column, agg. */
typedef int plan_check(const struct form *form, size_t column, void *row, struct error *err);
plan_check plan_read_by, plan_read_baseline, plan_read_target, plan_read_due, plan_check_where,
    plan_check_formula, plan_check_tz, plan_read_totals, plan_check_table, plan_read_week,
    plan_read_spread, plan_read_kind, plan_read_min_change, plan_read_threshold,
    plan_check_not_below_0, plan_check_rename, plan_check_overlap;

/* The name of the plan's n-th column, from 0; NULL behind the last one, which is `ask`. */
const char *plan_column_name(size_t n);

/* Frees what plan_read_by made. */
void plan_free_by(struct measure *measure);

/* Refuses a name that is no measure of the plan, with the nearest; -1. */
int plan_refuse_name(const struct form *form, size_t column, const char *name,
                     const struct plan *plan, struct error *err);

/* What can only be said of all rows: counters that are no measures. */
void plan_check_counters(const struct plan *plan, struct faults *faults);
/* Formulas over measures: names that are none (with the nearest), those that need themselves. Fills
 * in measure->parts. */
void plan_check_parts(struct plan *plan, struct faults *faults);

#endif
