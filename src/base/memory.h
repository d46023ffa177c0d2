/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory that is always there: running out is fatal, and is so in one place
 * (memory.c). Every function returns memory that the caller frees with free().
 */
#ifndef LEVER_BASE_MEMORY_H
#define LEVER_BASE_MEMORY_H

#include <stddef.h>

void *xmalloc(size_t size) __attribute__((malloc, warn_unused_result));
/* count * size, checked for overflow; xcalloc's is zeroed. Never NULL, also for 0. */
void *xcalloc(size_t count, size_t size) __attribute__((malloc, warn_unused_result));
void *xarray(size_t count, size_t size) __attribute__((malloc, warn_unused_result));
void *xrearray(void *old, size_t count, size_t size) __attribute__((warn_unused_result));
char *xstrdup(const char *text) __attribute__((malloc, warn_unused_result));
char *xstrndup(const char *text, size_t length) __attribute__((malloc, warn_unused_result));
char *xasprintf(const char *format, ...)
    __attribute__((malloc, warn_unused_result, format(printf, 1, 2)));

/* Says that memory has run out, removes what is half written and ends the program with status 1: for
 * libraries that hand their failure on. */
void memory_out(void) __attribute__((noreturn));
/* Where it says so: where standard error is, while that is turned away. */
void memory_speaks(int fd);

/*
 * Room for one more in a growing array: returns items, moved if need be, with
 * room for at least count + 1 of size bytes; *capacity follows.
 */
void *xgrow(void *items, size_t count, size_t *capacity, size_t size)
    __attribute__((warn_unused_result));

#endif
