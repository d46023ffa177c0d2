/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A filter is a sentence, a table and a function.
 *
 * Its file ends with one `const struct filter filter_NAME`; its line in
 * src/filters/local.mk makes it known. The dispatcher parses the command line
 * into the filter's settings, answers --help and --version, sets quiet and
 * progress, calls run, and checks standard output once afterwards.
 */
#ifndef LEVER_COMMAND_FILTER_H
#define LEVER_COMMAND_FILTER_H

#include <stddef.h>
#include <stdint.h>

#include "base/option.h"
#include "command/common.h"
#include "words/result.h"

/* What a filter is for, in the order in which filters are listed. */
enum heading { HEADING_READ, HEADING_ASK, HEADING_GOALS, HEADING_SHOW, HEADING_EXTEND, HEADINGS };

struct filter {
    const char *name; /* "test" */
    enum heading heading;
    const char *summary;          /* the sentence: NAME in the manual, --help, `lever filters` */
    const char *operands;         /* as in the synopsis: "[FILE]" */
    uint64_t common;              /* the groups of common options that it takes: TAKES(...) | */
    const struct option *options; /* its own, ended by a row without a name; NULL = none */
    size_t settings;              /* sizeof its settings, whose first member is struct common */
    size_t least;                 /* operands wanted: at least, */
    size_t most;                  /* and at most */
    const struct result_table *result; /* the table whose words --assert judges; NULL = none */
    /* Does the work; returns the exit status: 0, 1, 2, or 3 (--assert). */
    int (*run)(void *settings, size_t count, char **operands);
};

/* All built-in filters, in the order of the list, which has them by heading; ended by NULL. */
extern const struct filter *const filters[];
/* "Read" */
const char *heading_name(enum heading heading);
/* NULL where there is none of that name. */
const struct filter *filter_find(const char *name);

/*
 * Parses argv (argv[0] is ignored) and runs the filter; returns its exit status.
 * `called` is the name for messages: "lever test" or "lever-test".
 */
int filter_main(const struct filter *filter, const char *called, int argc, char **argv);

/* The filter's option rows, its own first, each complete. The caller frees the array, and some of
 * the rows with it. */
const struct option **filter_rows(const struct filter *filter);
void filter_help(const struct filter *filter, FILE *out);

#endif
