/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clean/look.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "clean/clean_private.h"
#include "clean/totals.h"

/* Columns without a name are dropped where they are empty, which all rows say. */
static bool has_nameless(const struct clean_layout *layout)
{
    size_t j;

    for (j = 0; j < layout->width; j++)
        if (layout->written[j][0] == '\0')
            return true;
    return false;
}

int clean_header_read(const char *path, const struct clean_options *options,
                      struct clean_header *header, struct error *err)
{
    struct clean_result result;
    struct clean clean;
    size_t j;
    int status;

    *header = (struct clean_header){ .count = 0 };
    if (clean_begin(&clean, path, options, &result, err) != 0)
        return -1;
    status = options->table ? clean_look_at(&clean, err) : clean_find(&clean, err);
    if (status == 0 && !options->table && has_nameless(&clean.layout))
        status = clean_look_at(&clean, err);
    if (status == 0) {
        header->line = clean.layout.header_line;
        header->names = xarray(clean.layout.width + 1, sizeof *header->names);
        for (j = 0; j < clean.layout.width; j++)
            if (!clean.columns[j].dropped)
                header->names[header->count++] = xstrdup(clean.layout.names[j]);
    }
    clean_end(&clean);
    clean_result_free(&result);
    return status;
}

void clean_header_free(struct clean_header *header)
{
    while (header->count > 0)
        free(header->names[--header->count]);
    free(header->names);
    header->names = NULL;
}

/* Is it UTF-8 with letters beyond ASCII? A character may lie across two reads. */
static int read_letters(const struct clean_input *input, bool *letters, struct error *err)
{
    enum { SIZE = 1 << 16 };
    char *bytes = xmalloc(SIZE);
    off_t at = input->start;
    size_t kept = 0;
    bool beyond = false;
    int status = 0;

    *letters = true;
    while (*letters && status == 0) {
        ssize_t n = pread(input->fd, bytes + kept, SIZE - kept, at);
        size_t valid;
        size_t i;

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            status = error_errno(err, input->name, errno, "cannot read");
        if (n <= 0)
            break;
        at += n;
        valid = utf8_valid(bytes, kept + (size_t)n);
        for (i = 0; i < valid && !beyond; i++)
            beyond = (unsigned char)bytes[i] >= 0x80;
        kept = kept + (size_t)n - valid;
        *letters = kept < 4;
        memmove(bytes, bytes + valid, kept);
    }
    *letters = *letters && beyond && kept == 0;
    free(bytes);
    return status;
}

bool clean_is_pipe(const char *path)
{
    struct stat info;

    return strcmp(path, "-") == 0 ||
           (stat(path, &info) == 0 && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode));
}

int clean_encoding_of(const char *path, const char *stated, const char **own, struct error *err)
{
    struct clean_input input;
    bool letters = false;
    int status;

    *own = stated;
    if (!stated || clean_is_pipe(path))
        return 0;
    if (clean_input_open(&input, path, NULL, NULL, err) != 0)
        return -1;
    status = read_letters(&input, &letters, err);
    if (letters || input.bom || input.encoding)
        *own = NULL;
    clean_input_close(&input);
    return status;
}

/* ---- what the columns hold ---- */

/* The cell without its number: "EUR", a sign. */
static void take_currency(const char *cell, char currency[8])
{
    size_t length = strlen(cell);
    size_t used = 0;
    size_t n, i;

    for (i = 0; i < length; i += n) {
        uint32_t code;

        n = utf8_next(cell + i, length - i, &code);
        if ((code < 0x80 && strchr("0123456789.,-+()' \t", (int)code)) || code == 0xA0 ||
            code == 0x2009 || code == 0x2019 || code == 0x202F || code == 0x2212 || used + n > 7)
            continue;
        memcpy(currency + used, cell + i, n);
        used += n;
    }
    currency[used] = '\0';
}

static bool is_clock(const char *text)
{
    size_t hours = strspn(text, "0123456789");

    text += hours;
    if (hours < 1 || hours > 4)
        return false;
    for (hours = 0; hours < 2 && text[0] == ':'; hours++) {
        if (strspn(text + 1, "0123456789") < 2)
            return false;
        text += 3;
    }
    return hours > 0 && *text == '\0';
}

static void see_column(const struct clean_column *column, struct seen_column *seen)
{
    const struct column_evidence *e = &column->evidence;
    const struct testimony *said = e->said;

    seen->name = xstrdup(column->name);
    seen->cells = e->count[IS_CELL];
    seen->kind = seen->cells == 0                   ? SEEN_NOTHING
                 : column->treatment >= TREAT_DATE  ? SEEN_DATES
                 : column->numeric && !seen->open   ? SEEN_NUMBERS
                 : seen->open                       ? SEEN_TEXT
                 : e->count[IS_DATE] == seen->cells ? SEEN_DATES
                                                    : SEEN_TEXT;
    if (seen->open && e->count[IS_DATE] + e->count[IS_COMPACT] == seen->cells &&
        e->count[IS_NUMBER] < seen->cells)
        seen->kind = SEEN_DATES;
    else if (seen->open && e->count[IS_NUMBER] == seen->cells)
        seen->kind = SEEN_NUMBERS;
    seen->decimal = said[SAYS_COMMA].line ? ',' : said[SAYS_POINT].line ? '.' : '\0';
    seen->percent = said[IS_PERCENT].line > 0;
    if (said[FIRST_CURRENCY].line)
        take_currency(said[FIRST_CURRENCY].text, seen->currency);
    seen->whole = e->count[IS_WHOLE] == seen->cells;
    seen->within_one = !said[BEYOND_ONE].line;
    seen->clocks = seen->kind == SEEN_TEXT && is_clock(said[NOT_NUMBER].text);
    seen->short_dates = seen->open && said[SHORT_DATE].line > 0;
    if (seen->open)
        snprintf(seen->value, sizeof seen->value, "%s",
                 said[SHORT_DATE].line   ? said[SHORT_DATE].text
                 : said[OPEN_ORDER].line ? said[OPEN_ORDER].text
                 : said[OPEN_COMMA].line ? said[OPEN_COMMA].text
                 : said[OPEN_POINT].line ? said[OPEN_POINT].text
                                         : "");
}

/* Decides on all columns; one that is open is noted, left as text, and all are decided again. */
static int decide_on(struct clean *clean, bool *open, struct error *whys, struct error *err)
{
    struct clean_result *result = clean->result;
    struct column_question question = {
        .file = clean->input.name,
        .decimal = clean->options->decimal || !clean->input.sheet ? clean->options->decimal : '.',
        .delimiter = clean->layout.delimiter,
        .date_format = clean->options->date_format,
        .notes = &result->notes,
        .warnings = &result->warnings,
    };
    size_t j;

    while (columns_decide(clean->columns, clean->layout.width, &question, err) != 0) {
        for (j = 0; j < clean->layout.width; j++)
            if (!open[j] && !clean->columns[j].dropped &&
                strcmp(clean->columns[j].name, err->column) == 0)
                break;
        if (j == clean->layout.width)
            return -1;
        open[j] = true;
        whys[j] = *err;
        clean->columns[j].stated = STATED_TEXT;
        for (j = 0; j < clean->layout.width; j++)
            clean->columns[j].numeric = false;
    }
    return 0;
}

static void take_all(const struct clean *clean, const bool *open, const struct error *whys,
                     struct clean_seen *seen)
{
    size_t j;

    seen->columns = xcalloc(clean->layout.width, sizeof *seen->columns);
    for (j = 0; j < clean->layout.width; j++) {
        struct seen_column *column = &seen->columns[seen->count];

        if (clean->columns[j].dropped)
            continue;
        seen->count++;
        column->open = open[j];
        column->why = whys[j];
        see_column(&clean->columns[j], column);
    }
    seen->rows = clean->result->rows;
    seen->delimiter = clean->layout.delimiter;
    seen->header_line = clean->layout.header_line;
    seen->encoding = clean->input.encoding;
    seen->totals = clean->result->repairs.counts[REPAIR_TOTAL];
    seen->warnings = clean->result->warnings;
    clean->result->warnings = (struct text)TEXT_EMPTY;
}

int clean_see(const char *path, const struct clean_options *options, struct clean_seen *seen,
              struct error *err)
{
    struct clean_options own = *options;
    struct clean_result result;
    struct clean clean;
    int status;

    *seen = (struct clean_seen){ .count = 0 };
    own.totals = TOTALS_DROPPED;
    if (clean_begin(&clean, path, &own, &result, err) != 0)
        return -1;
    status = clean_look_at(&clean, err);
    if (status == 0 && clean.rows == 0)
        status = error_at(err, path, clean.layout.header_line, NULL, "has a header, but no rows");
    if (status == 0) {
        bool *open = xcalloc(clean.layout.width, sizeof *open);
        struct error *whys = xcalloc(clean.layout.width, sizeof *whys);

        status = decide_on(&clean, open, whys, err);
        if (status == 0)
            status = totals_find(&clean, err);
        if (status == 0)
            status = clean_write(&clean, err);
        if (status == 0)
            take_all(&clean, open, whys, seen);
        free(open);
        free(whys);
    }
    clean_end(&clean);
    clean_result_free(&result);
    return status;
}

void clean_seen_free(struct clean_seen *seen)
{
    while (seen->count > 0)
        free(seen->columns[--seen->count].name);
    free(seen->columns);
    text_free(&seen->warnings);
    *seen = (struct clean_seen){ .count = 0 };
}
