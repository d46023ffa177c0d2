/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/progress.h"
#include "base/text.h"

static const char *program = "lever";
static bool be_quiet;
static void (*listening)(const char *kind, const char *line);
static void (*following)(const char *line, const void *data);
static const void *following_data;

/* Words that stand elsewhere than on the command line. */
static struct asked {
    const char *word;
    const char *asker;
    struct error place;
} * asked;
static size_t asked_count;
static size_t asked_capacity;

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

void message_listen(void (*listener)(const char *kind, const char *line))
{
    listening = listener;
}

void message_after(void (*follow)(const char *line, const void *data), const void *data)
{
    following = follow;
    following_data = data;
}

void message_asked(const char *word, const char *asker, const struct error *place)
{
    if (!word) {
        free(asked);
        asked = NULL;
        asked_count = asked_capacity = 0;
        return;
    }
    asked = xgrow(asked, asked_count, &asked_capacity, sizeof *asked);
    asked[asked_count++] = (struct asked){ word, asker, *place };
}

static const struct asked *find_asked(const struct error *err)
{
    size_t i;

    for (i = 0; err->word[0] && i < asked_count; i++)
        if (strncmp(asked[i].word, err->word, sizeof err->word - 1) == 0)
            return &asked[i];
    return NULL;
}

static void add_code(struct text *shown, uint32_t code)
{
    if (code == '\n')
        text_adds(shown, "\\n");
    else if (code == '\t')
        text_adds(shown, "\\t");
    else
        text_addf(shown, "\\u%04x", (unsigned)code);
}

/* What steers a terminal, or makes one line look like two, is shown by its code. */
static void add_shown(struct text *shown, const char *line)
{
    size_t length = strlen(line);
    size_t i = 0;

    while (i < length) {
        uint32_t code;
        size_t n = utf8_next(line + i, length - i, &code);

        /* A formula under a message, with its caret, is indented: that forges nothing. */
        if (code_steers(code) && strncmp(line + i, "\n  ", 3) != 0)
            add_code(shown, code);
        else
            text_add(shown, line + i, n);
        i += n;
    }
}

static void print(const char *name, const char *kind, const char *line)
{
    struct text text = TEXT_EMPTY;
    struct text shown = TEXT_EMPTY;

    called_add(&text, line, CALLED_BY_PEOPLE);
    add_shown(&shown, text.bytes ? text.bytes : "");
    progress_clear();
    fprintf(stderr, "%s: %s%s\n", name, kind, shown.bytes ? shown.bytes : "");
    text_free(&shown);
    text_free(&text);
}

int message_error(const struct error *err)
{
    const struct asked *origin = find_asked(err);
    struct error placed;
    char line[1200];

    error_format(err, line, sizeof line);
    if (origin) {
        const char *behind = strncmp(line, "--", 2) == 0 ? strstr(line, ": ") : NULL;

        /* The option is not what they wrote. */
        if (behind)
            memmove(line, behind + 2, strlen(behind + 2) + 1);
        error_at(&placed, origin->place.file, origin->place.line, origin->place.column, "%s", line);
        error_format(&placed, line, sizeof line);
        print(origin->asker, "", line);
        return 1;
    }
    print(program, "", line);
    if (following)
        following(line, following_data);
    if (err->status == 2)
        fprintf(stderr, "Try '%s --help'.\n", program);
    return err->status ? err->status : 1;
}

int message_faults(struct faults *faults, struct error *err)
{
    size_t i;

    if (faults->count == 0)
        return 0;
    *err = faults->items[faults->count - 1];
    for (i = 0; i + 1 < faults->count; i++)
        message_error(&faults->items[i]);
    if (faults->more) {
        message_error(err);
        error_at(err, err->file, 0, NULL, "%zu more %s not listed", faults->more,
                 faults->more == 1 ? "fault is" : "faults are");
    }
    faults_free(faults);
    return -1;
}

static void say(const char *kind, bool aloud, const char *format, va_list args)
{
    char line[1200];

    vsnprintf(line, sizeof line, format, args);
    if (listening) {
        struct text kept = TEXT_EMPTY;

        called_add(&kept, line, CALLED_BY_TRAIL);
        listening(kind, kept.bytes ? kept.bytes : "");
        text_free(&kept);
    }
    if (aloud)
        print(program, kind, line);
}

void message_warning(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    say("warning: ", true, format, args);
    va_end(args);
}

void message_note(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    say("", !be_quiet, format, args);
    va_end(args);
}
