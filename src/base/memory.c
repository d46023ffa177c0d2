/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/memory.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/message.h"
#include "base/pending.h"

static int speaks = STDERR_FILENO;

void memory_speaks(int fd)
{
    speaks = fd;
}

void memory_out(void)
{
    static const char behind[] =
        ": out of memory (a limit set by ulimit -v, or too large an input?)\n";
    const char *name = message_program_name();

    /* Without the buffers of streams: nothing may be asked for any more. What was half written is
     * not completed by half. */
    if (write(speaks, name, strlen(name)) >= 0 && write(speaks, behind, sizeof behind - 1) < 0)
        pending_discard();
    pending_discard();
    _exit(1);
}

static void *checked(void *p)
{
    if (!p)
        memory_out();
    return p;
}

void *xmalloc(size_t size)
{
    return checked(malloc(size ? size : 1));
}

void *xcalloc(size_t count, size_t size)
{
    return checked(calloc(count ? count : 1, size ? size : 1));
}

void *xarray(size_t count, size_t size)
{
    return xrearray(NULL, count, size);
}

void *xrearray(void *old, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        checked(NULL);
    size *= count;
    return checked(realloc(old, size ? size : 1));
}

char *xstrdup(const char *text)
{
    return xstrndup(text, strlen(text));
}

char *xstrndup(const char *text, size_t length)
{
    char *copy = xmalloc(length + 1);

    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

char *xasprintf(const char *format, ...)
{
    va_list args;
    va_list again;
    char *text;
    int n;

    va_start(args, format);
    va_copy(again, args);
    n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    text = xmalloc(n < 0 ? 1 : (size_t)n + 1);
    text[0] = '\0';
    if (n > 0)
        vsnprintf(text, (size_t)n + 1, format, again);
    va_end(again);
    return text;
}

void *xgrow(void *items, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return items;
    *capacity = *capacity < 8 ? 16 : *capacity + *capacity / 2;
    if (*capacity <= count)
        *capacity = count + 1;
    return xrearray(items, *capacity, size);
}
