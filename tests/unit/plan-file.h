/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A form for a test: written to a temporary file, read, and removed.
 */
#ifndef LEVER_TESTS_PLAN_FILE_H
#define LEVER_TESTS_PLAN_FILE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"

/* Writes text to a new file and returns its name (in static memory). */
static inline const char *a_file(const char *text)
{
    static char path[64];
    FILE *stream;
    int fd;

    strcpy(path, P_tmpdir "/lever-form-XXXXXX");
    fd = mkstemp(path);
    assert_true(fd >= 0);
    stream = fdopen(fd, "w");
    assert_non_null(stream);
    fputs(text, stream);
    assert_int_equal(fclose(stream), 0);
    return path;
}

/* The message as a user sees it, behind the file's name (in static memory). */
static inline const char *message_of(const struct error *err, const char *path)
{
    static char line[800];

    error_format(err, line, sizeof line);
    return strncmp(line, path, strlen(path)) == 0 ? line + strlen(path) : line;
}

#endif
