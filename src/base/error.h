/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What went wrong, and where.
 *
 * Everything below the filters reports failure by returning -1 (or NULL) after
 * filling one struct error; only a filter's run turns it into a message and an
 * exit status. A struct error owns nothing: it is a value, copied freely and
 * never freed. Text that does not fit is cut at a character boundary.
 *
 * A place is known in parts: a file, a line in it (1 = first; 0 = unknown), a
 * column's name. What is not known is left empty, and the message leaves it out.
 */
#ifndef LEVER_BASE_ERROR_H
#define LEVER_BASE_ERROR_H

#include <stddef.h>

#include "base/called.h"

struct error {
    char what[600];     /* the sentence, with the offending value in it */
    char file[300];     /* as the user named it; "" = none; "-" is shown as "(stdin)" */
    unsigned long line; /* physical line, 1-based; 0 = unknown */
    char column[160];   /* the column's header name; "" = none */
    int status;         /* exit status this calls for: 1 data or system, 2 command line */
    char word[120]; /* what was asked for and cannot be had, a column; "" = nothing of the kind */
};

/* All three return -1, so that a function can say: return error_set(err, ...). */
int error_set(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));
int error_usage(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));
int error_at(struct error *err, const char *file, unsigned long line, const char *column,
             const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Adds strerror(errno number) behind the sentence: "cannot open: No such file". */
int error_errno(struct error *err, const char *file, int number, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The word of an error that says: none of the rows is left. */
#define ERROR_NO_ROWS "(rows)"

/* Sets the word of an error that is there already; returns -1. */
int error_word(struct error *err, const char *word);

/* Writes `file:line: column "name": what` into out (cut to size); returns its length. */
size_t error_format(const struct error *err, char *out, size_t size);

#endif
