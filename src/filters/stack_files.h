/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The files of stack: each is cleaned into a temporary folder, then they are put together.
 */
#ifndef LEVER_FILTERS_STACK_FILES_H
#define LEVER_FILTERS_STACK_FILES_H

#include <stdbool.h>

#include "command/common.h"
#include "reshape/stack.h"

struct stack_settings {
    struct common common;
    struct each renames;
    int columns; /* enum stack_columns_kept */
    int overlap; /* enum stack_overlap */
    const char *key;
    const char *source;
    bool plain;
    bool drop_totals;
    bool keep_totals;
    const char *number;
    const char *date;
    const char *text;
    const char *percent;
    const char *log;
    const char *set_aside;
    const char *at_most;
    double share; /* what at_most says */
    long table;
};

/* Does it all; says what goes wrong, and returns the exit status. */
int stack_exports(const struct stack_settings *settings, size_t count, char **paths,
                  struct stack_result *result);

#endif
