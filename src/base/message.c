/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/progress.h"

static const char *program = "lever";
static bool be_quiet;

void message_program(const char *name)
{
    program = name;
}

const char *message_program_name(void)
{
    return program;
}

void message_quiet(bool quiet)
{
    be_quiet = quiet;
}

int message_error(const struct error *err)
{
    char line[1200];

    error_format(err, line, sizeof line);
    progress_clear();
    fprintf(stderr, "%s: %s\n", program, line);
    if (err->status == 2)
        fprintf(stderr, "Try '%s --help'.\n", program);
    return err->status ? err->status : 1;
}

static void say(const char *kind, const char *format, va_list args)
{
    char line[1200];

    vsnprintf(line, sizeof line, format, args);
    progress_clear();
    fprintf(stderr, "%s: %s%s\n", program, kind, line);
}

void message_warning(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    say("warning: ", format, args);
    va_end(args);
}

void message_note(const char *format, ...)
{
    va_list args;

    if (be_quiet)
        return;
    va_start(args, format);
    say("", format, args);
    va_end(args);
}
