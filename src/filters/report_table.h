/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A report on one table, without a plan: the options say what a plan would, and the plan that they
 * stand for is made of them and of what the table holds.
 *
 *   -t      the plan's `date`       -x, -y, -z  `role`: output, outcome, context
 *   -b      `by`                    --agg       `agg`; COLS of rows that are counted need no column
 *   --period, --week, --tz, --sheet, --delimiter, --decimal, --date-format, --missing: as named
 *
 * A file is a plan where its header has `measure` and `role`, and a table otherwise. What was taken
 * for granted is said in notes. Refused, with the line to type: a table without -x and -y (or what
 * stands for them: --links, --events and so on); one with several rows a period and entity where
 * --agg does not say how they become one figure.
 */
#ifndef LEVER_FILTERS_REPORT_TABLE_H
#define LEVER_FILTERS_REPORT_TABLE_H

#include "filters/report_private.h"

/*
 * Reads the plan and the links, or makes the plan of the table: sets plan and links, and of a table
 * also `settings` (without what the plan says in its place), `typed` and `assumed`. Messages then call
 * the table where they would call the plan.
 */
int report_table_read(struct report *report, struct error *err);

/* Where --plan-out is given: writes the plan, its source relative to its folder. */
int report_table_write(const struct report *report, struct error *err);

/* Said below an error of clean, which asks for an option that report has not (pipeline.h: after). */
void report_table_ways(const char *error, const void *table);

#endif
