/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/scarce.h"

#include <dlfcn.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"

static atomic_bool lost;

bool scarce_writes_lost(void)
{
    return atomic_exchange(&lost, false);
}

#ifdef __has_feature
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define LEVER_SANITIZED 1
#endif
#endif

#if defined __GLIBC__ && !defined __SANITIZE_ADDRESS__ && !defined __SANITIZE_THREAD__ &&          \
    !defined LEVER_SANITIZED

/* As rewind of the C library (C11 7.21.9.5), which clears the mark of a failure. */
void rewind(FILE *stream)
{
    if (fflush(stream) != 0 || ferror(stream))
        atomic_store(&lost, true);
    if (fseek(stream, 0, SEEK_SET) != 0)
        atomic_store(&lost, true);
    clearerr(stream);
}

/* The next of that name behind this program, so that a preloaded one still counts. */
static void *next(const char *name)
{
    return dlsym(RTLD_NEXT, name);
}

void *malloc(size_t size)
{
    static void *(*theirs)(size_t);
    void *given;

    if (!theirs)
        *(void **)&theirs = next("malloc");
    given = theirs(size);
    if (!given && size)
        memory_out();
    return given;
}

void *calloc(size_t count, size_t size)
{
    static void *(*theirs)(size_t, size_t);
    void *given;

    if (!theirs)
        *(void **)&theirs = next("calloc");
    given = theirs(count, size);
    if (!given && count && size)
        memory_out();
    return given;
}

void *realloc(void *old, size_t size)
{
    static void *(*theirs)(void *, size_t);
    void *given;

    if (!theirs)
        *(void **)&theirs = next("realloc");
    given = theirs(old, size);
    if (!given && size)
        memory_out();
    return given;
}

#endif
