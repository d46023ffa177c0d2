/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Cuts a string that filled its buffer back to a whole UTF-8 character. */
static void cut_whole(char *text, size_t size)
{
    size_t n = strlen(text);
    size_t start;

    if (n + 1 < size)
        return;
    start = n;
    while (start > 0 && ((unsigned char)text[start - 1] & 0xC0) == 0x80)
        start--;
    if (start > 0 && ((unsigned char)text[start - 1] & 0xC0) == 0xC0)
        text[start - 1] = '\0';
}

static void copy(char *to, size_t size, const char *from)
{
    snprintf(to, size, "%s", from ? from : "");
    cut_whole(to, size);
}

static void fill(struct error *err, const char *file, unsigned long line, const char *column,
                 int status, const char *format, va_list args)
{
    copy(err->file, sizeof err->file, file);
    copy(err->column, sizeof err->column, column);
    err->line = line;
    err->status = status;
    err->word[0] = '\0';
    vsnprintf(err->what, sizeof err->what, format, args);
    cut_whole(err->what, sizeof err->what);
}

int error_set(struct error *err, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    fill(err, NULL, 0, NULL, 1, format, args);
    va_end(args);
    return -1;
}

int error_usage(struct error *err, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    fill(err, NULL, 0, NULL, 2, format, args);
    va_end(args);
    return -1;
}

int error_at(struct error *err, const char *file, unsigned long line, const char *column,
             const char *format, ...)
{
    va_list args;

    va_start(args, format);
    fill(err, file, line, column, 1, format, args);
    va_end(args);
    return -1;
}

int error_errno(struct error *err, const char *file, int number, const char *format, ...)
{
    va_list args;
    size_t n;

    va_start(args, format);
    fill(err, file, 0, NULL, 1, format, args);
    va_end(args);
    n = strlen(err->what);
    snprintf(err->what + n, sizeof err->what - n, ": %s", strerror(number));
    return -1;
}

int error_word(struct error *err, const char *word)
{
    copy(err->word, sizeof err->word, word);
    return -1;
}

size_t error_format(const struct error *err, char *out, size_t size)
{
    const char *file = file_shown(err->file);
    size_t n = 0;

    if (size == 0)
        return 0;
    out[0] = '\0';
    if (file[0]) {
        n += (size_t)snprintf(out, size, "%s:", file);
        if (err->line && n < size)
            n += (size_t)snprintf(out + n, size - n, "%lu:", err->line);
        if (n < size)
            n += (size_t)snprintf(out + n, size - n, " ");
    }
    if (err->column[0] && n < size)
        n += (size_t)snprintf(out + n, size - n, "column \"%s\": ", err->column);
    if (n < size)
        snprintf(out + n, size - n, "%s", err->what);
    return strlen(out);
}
