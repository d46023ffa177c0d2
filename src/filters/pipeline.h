/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Built-in filters run one after the other, for a filter that is made of others.
 *
 * Each command is the command line that a user could type: it is run by
 * filter_main in a process of its own, so its messages, its exit status and its
 * results are the filter's. What passes between commands are files in one folder.
 * The same list can be shown as a shell script instead.
 */
#ifndef LEVER_FILTERS_PIPELINE_H
#define LEVER_FILTERS_PIPELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/error.h"
#include "filters/filter.h"

struct command;

struct pipeline {
    const char *folder;        /* of the files in between; borrowed; NULL when only shown */
    struct command **commands; /* owned, in the order in which they run */
    size_t count;
    size_t capacity;
};

/*
 * Adds a command of that built-in filter; it belongs to the pipeline. `inside`: it reads and
 * writes files of the folder above all, and runs there, so that its messages name them
 * briefly.
 */
struct command *pipeline_add(struct pipeline *pipeline, const char *filter, bool inside);
/* Frees the commands, not the pipeline. */
void pipeline_free(struct pipeline *pipeline);

/* Add to the command line. All text is copied. */
void command_word(struct command *command, const char *word);
void command_option(struct command *command, const char *option, const char *value);
void command_inside(struct command *command, const char *name);  /* a file of the folder */
void command_outside(struct command *command, const char *path); /* a file of the user's */
/*
 * Hands on those of the common options in `which` (TAKES(...) | ...) that the filter takes
 * and that are not at their preset values.
 */
void command_pass(struct command *command, const struct common *common, uint64_t which);

/*
 * Runs the commands until one fails. Returns the status of the one that failed, else 3 if
 * one said 3 (--assert), else 0. Of a failure everything has been said then.
 */
int pipeline_run(const struct pipeline *pipeline);

/* Writes the commands as a shell script that does the same and ends by writing the file
 * `result` of the folder to standard output. */
void pipeline_show(const struct pipeline *pipeline, const char *result, FILE *out);

#endif
