/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/provenance.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/output.h"
#include "base/text.h"

static struct trail {
    const char *file; /* NULL: none is kept */
    const char *step; /* the filter */
    struct text rows;
} trail;

static const char *base_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash && slash[1] ? slash + 1 : path;
}

static void add_cell(const char *text, char end)
{
    const char *at;

    if (!strpbrk(text, ",\"\r\n")) {
        text_adds(&trail.rows, text);
    } else {
        text_addc(&trail.rows, '"');
        for (at = text; *at; at++) {
            if (*at == '"')
                text_addc(&trail.rows, '"');
            text_addc(&trail.rows, *at);
        }
        text_addc(&trail.rows, '"');
    }
    text_addc(&trail.rows, end);
}

static void add_row(const char *setting, const char *value)
{
    add_cell(trail.step, ',');
    add_cell(setting, ',');
    add_cell(value, '\n');
}

void provenance_set(const char *setting, const char *format, ...)
{
    va_list args;
    char value[256];

    if (!trail.file)
        return;
    va_start(args, format);
    vsnprintf(value, sizeof value, format, args);
    va_end(args);
    add_row(setting, value);
}

/* Trails do not say in which folders files are. */
static void add_path(const char *path)
{
    if (strchr(path, '/'))
        called_set(path, CALLED_BY_TRAIL, base_of(path));
}

/* A note or a warning of the filter's. */
static void keep(const char *kind, const char *line)
{
    add_row(*kind ? "warning" : "note", line);
}

/* ---- the command ---- */

static void add_option(struct text *command, const struct option *row, const char *value)
{
    text_addf(command, " --%s", row->name);
    if (row->kind == OPTION_FLAG)
        return;
    text_addc(command, ' ');
    text_add_word(command, common_is_file(row, value) ? base_of(value) : value);
}

static void add_options(struct text *command, const struct option *row, const void *settings)
{
    const struct each *each = (const void *)((const char *)settings + row->offset);
    char *value;
    size_t i;

    if (row->aside)
        return;
    if (row->kind == OPTION_EACH) {
        for (i = 0; i < each->count; i++)
            if (strcmp(each->items[i].option, row->name) == 0)
                add_option(command, row, each->items[i].value);
        return;
    }
    value = option_typed(row, settings);
    if (value && !(row->preset && strcmp(row->preset, value) == 0))
        add_option(command, row, value);
    free(value);
}

char *provenance_command(const struct filter *filter, const void *settings, size_t count,
                         const char *const *operands, bool (*without)(const struct option *row))
{
    const struct option **rows = filter_rows(filter);
    struct text command = TEXT_EMPTY;
    size_t i;

    text_addf(&command, "lever %s", filter->name);
    for (i = 0; rows[i]; i++)
        if (!without || !without(rows[i]))
            add_options(&command, rows[i], settings);
    for (i = 0; i < count; i++) {
        text_addc(&command, ' ');
        text_add_word(&command, base_of(operands[i]));
    }
    free(rows);
    return text_take(&command);
}

/* ---- all of it ---- */

/* The files that are read and written; what the settings point at outlives the run. */
static void take_paths(const struct filter *filter, const void *settings,
                       const struct parsed *parsed)
{
    const struct option **rows = filter_rows(filter);
    size_t i;

    for (i = 0; i < parsed->count; i++)
        add_path(parsed->operands[i]);
    for (i = 0; rows[i]; i++) {
        const char *path = rows[i]->kind == OPTION_FILENAME || rows[i]->kind == OPTION_WRITTEN
                               ? *(const char *const *)(const void *)((const char *)settings +
                                                                      rows[i]->offset)
                               : NULL;

        if (path && strcmp(rows[i]->name, "trail") != 0)
            add_path(path);
    }
    free(rows);
}

int provenance_begin(const struct filter *filter, const void *settings, const struct parsed *parsed,
                     struct error *err)
{
    const struct common *common = settings;
    char *command;

    if (!common->trail)
        return 0;
    if (strcmp(common->trail, "-") == 0)
        return error_usage(err, "--trail: name a file, to which rows can be added");
    trail = (struct trail){ .file = common->trail, .step = filter->name };
    take_paths(filter, settings, parsed);
    command = provenance_command(filter, settings, parsed->count,
                                 (const char *const *)parsed->operands, NULL);
    add_row("command", command);
    free(command);
    message_listen(keep);
    return 0;
}

/* 0, or -1 with errno. */
static int write_all(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t n = write(fd, bytes, length);

        if (n < 0 && errno != EINTR)
            return -1;
        bytes += n > 0 ? n : 0;
        length -= n > 0 ? (size_t)n : 0;
    }
    return 0;
}

static int append(struct error *err)
{
    static const char header[] = "step,setting,value\nlever,version," PACKAGE_VERSION "\n";
    int fd = open(trail.file, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
    struct text all = TEXT_EMPTY;
    struct stat state;
    int status = 0;

    if (fd < 0 || fstat(fd, &state) != 0) {
        status = error_errno(err, trail.file, errno, "cannot write");
    } else {
        if (state.st_size == 0)
            text_adds(&all, header);
        text_add(&all, trail.rows.bytes, trail.rows.length);
        if (write_all(fd, all.bytes, all.length) != 0) {
            status = error_errno(err, trail.file, errno, "cannot write");
            if (S_ISREG(state.st_mode) && ftruncate(fd, state.st_size) != 0)
                errno = 0; /* half a row stays; that it failed is said */
        }
    }
    if (fd >= 0 && close(fd) != 0 && status == 0)
        status = error_errno(err, trail.file, errno, "cannot write");
    text_free(&all);
    return status;
}

int provenance_end(int status, struct error *err)
{
    int result = 0;

    if (trail.file && (status == 0 || status == 3))
        result = append(err);
    message_listen(NULL);
    text_free(&trail.rows);
    called_forget(CALLED_BY_TRAIL);
    trail = (struct trail){ .file = NULL };
    return result;
}
