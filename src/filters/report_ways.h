/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The way out of a refusal, for those who wrote a plan: the commands that a report stands for name
 * options, and the plan has columns.
 */
#ifndef LEVER_FILTERS_REPORT_WAYS_H
#define LEVER_FILTERS_REPORT_WAYS_H

/*
 * Where an error names options: says on standard error which columns of the plan stand for them,
 * or, where none does, how the file is cleaned beforehand. Nothing where it names none of either.
 * plan: the file's name (message_after).
 */
void report_ways(const char *error, const void *plan);

#endif
