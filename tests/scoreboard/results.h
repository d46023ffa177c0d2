/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The file of counts that a scoreboard adds to: CSV, `version,cell,first,drawn,...`, a line for every
 * stretch of draws of a cell. A line that is not whole was interrupted and does not count.
 */
#ifndef TESTS_SCOREBOARD_RESULTS_H
#define TESTS_SCOREBOARD_RESULTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "link/link.h"

/* Opens the file for one more line, behind one that was left half; ends the program if it cannot. */
FILE *results_append(const char *program, const char *path);

/* How many draws of the cell the file has, in lines of that version with so many commas. */
size_t results_drawn(const char *path, int version, const char *cell, size_t commas);

/* Is there an interval that does not exclude 0 exactly when its p < .05? The profile has to be there. */
bool results_disagree(const struct link_result *result);

#endif
