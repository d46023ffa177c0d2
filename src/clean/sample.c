/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clean/sample.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/text.h"
#include "clean/words.h"

enum { SAMPLE_BYTES = 1 << 19, SAMPLE_ROWS = 1000, HEAD_BYTES = 1 << 14 };

const char *delimiter_name(char delimiter)
{
    switch (delimiter) {
    case ',':
        return "a comma";
    case ';':
        return "a semicolon";
    case '\t':
        return "a tab";
    case '|':
        return "a bar";
    default:
        return "as given";
    }
}

static void add_row(struct clean_sample *sample, const struct clean_record *record)
{
    struct clean_sample_row *row;
    char *at;
    size_t bytes = 0;
    size_t i;

    sample->rows = xgrow(sample->rows, sample->count, &sample->capacity, sizeof *sample->rows);
    row = &sample->rows[sample->count++];
    *row = (struct clean_sample_row){ .line = record->line,
                                      .raw = xstrndup(record->raw, record->raw_length),
                                      .count = record->count,
                                      .filled = record->filled };
    for (i = 0; i < record->count; i++)
        bytes += record->cells[i].length + 1;
    /* the cells and their text are one piece of memory */
    row->cells = xmalloc(record->count * sizeof *row->cells + bytes);
    at = (char *)(row->cells + record->count);
    for (i = 0; i < record->count; i++) {
        row->cells[i] = record->cells[i];
        memcpy(at, record->cells[i].text, record->cells[i].length);
        at[record->cells[i].length] = '\0';
        row->cells[i].text = at;
        row->cells[i].raw = row->raw + (record->cells[i].raw - record->raw);
        at += record->cells[i].length + 1;
    }
}

static void cut(struct clean_sample *sample, const char *bytes, size_t length, char delimiter,
                bool rows)
{
    struct splitter *splitter = splitter_new(delimiter, rows);
    const struct clean_record *record;

    sample->delimiter = delimiter;
    splitter_feed(splitter, bytes, length, sample->line);
    while (sample->count < SAMPLE_ROWS && (record = splitter_next(splitter)) != NULL) {
        add_row(sample, record);
        sample->rows[sample->count - 1].end = sample->offset + (splitter_at(splitter) - bytes);
        sample->rows[sample->count - 1].next_line = splitter_line(splitter);
    }
    splitter_free(splitter);
}

static void clear(struct clean_sample *sample)
{
    size_t i;

    for (i = 0; i < sample->count; i++) {
        free(sample->rows[i].raw);
        free(sample->rows[i].cells);
    }
    sample->count = 0;
}

void clean_sample_free(struct clean_sample *sample)
{
    clear(sample);
    free(sample->rows);
    free(sample->head);
    *sample = (struct clean_sample){ 0 };
}

static const char candidates[] = ",;\t|";

/* Text that was not quoted, with what could be a delimiter in it. */
static bool could_be_cut(const struct cell *cell)
{
    uint32_t i;

    for (i = 0; !cell->quoted && i < cell->length; i++)
        if (strchr(candidates, cell->text[i]))
            return true;
    return false;
}

/* All rows have the delimiter: then some may be shorter than others. */
static bool all_divided(const struct clean_sample *sample)
{
    size_t i;

    for (i = 0; i < sample->count; i++)
        if (sample->rows[i].filled > 0 && sample->rows[i].count < 2)
            return false;
    return true;
}

/* Rows of a table stand together; commas in prose come here and there. */
static bool stand_together(const struct clean_sample *sample, size_t width, size_t rows)
{
    size_t between = 0;
    size_t seen = 0;
    size_t i;

    for (i = 0; i < sample->count && seen < rows; i++) {
        if (sample->rows[i].filled == 0)
            continue;
        seen += sample->rows[i].count == width;
        between += seen > 0;
    }
    return rows * 2 > between;
}

/*
 * How well the rows go with the delimiter: the share of rows that have the most
 * frequent width of two or more, half a point for cells that are numbers, dates
 * or empty, and half a point off for cells that another delimiter would cut. 0
 * where no two rows have a width in common.
 */
static double judge(const struct clean_sample *sample)
{
    size_t rows = 0;
    size_t best = 0;
    size_t best_width = 0;
    size_t cells = 0;
    size_t typed = 0;
    size_t uncut = 0;
    size_t i;
    size_t j;

    for (i = 0; i < sample->count; i++) {
        size_t same = 0;

        if (sample->rows[i].filled == 0)
            continue;
        rows++;
        if (sample->rows[i].count < 2 || sample->rows[i].count == best_width)
            continue;
        for (j = 0; j < sample->count; j++)
            same += sample->rows[j].filled > 0 && sample->rows[j].count == sample->rows[i].count;
        if (same > best || (same == best && sample->rows[i].count > best_width)) {
            best = same;
            best_width = sample->rows[i].count;
        }
    }
    if (best == 0 || (best < 2 && rows > 1) ||
        (!stand_together(sample, best_width, best) && !all_divided(sample)))
        return 0;
    for (i = 0; i < sample->count; i++) {
        const struct clean_sample_row *row = &sample->rows[i];

        if (row->count != best_width || row->filled == 0)
            continue;
        for (j = 0; j < row->count; j++) {
            cells++;
            if (row->cells[j].length == 0 || cell_is_typed(&row->cells[j]))
                typed++;
            else
                uncut += could_be_cut(&row->cells[j]);
        }
    }
    return (double)best / (double)rows + .5 * ((double)typed - (double)uncut) / (double)cells;
}

static int choose_delimiter(const struct clean_sample *base, const struct clean_input *input,
                            const char *bytes, size_t length, char *chosen, struct error *err)
{
    double best = 0;
    double second = 0;
    char runner_up = '\0';
    size_t i;

    *chosen = ',';
    for (i = 0; candidates[i]; i++) {
        struct clean_sample sample = { .offset = base->offset, .line = base->line };
        double score;

        if (!memchr(bytes, candidates[i], length))
            continue;
        cut(&sample, bytes, length, candidates[i], input->sheet);
        score = judge(&sample);
        clean_sample_free(&sample);
        if (score > best) {
            second = best;
            runner_up = *chosen;
            best = score;
            *chosen = candidates[i];
        } else if (score > second) {
            second = score;
            runner_up = candidates[i];
        }
    }
    if (second > 0 && best - second < .005)
        return error_at(err, input->name, base->line, NULL,
                        "the delimiter could be %s or %s: -d says which", delimiter_name(*chosen),
                        delimiter_name(runner_up));
    return 0;
}

/* A first line such as sep=; that spreadsheets understand. Returns its length. */
static size_t separator_line(const char *bytes, size_t length, char *delimiter)
{
    size_t n = 5;
    bool quoted = length > 0 && bytes[0] == '"';
    const char *p = bytes + quoted;

    if (length < 6u + 2u * quoted || strncasecmp(p, "sep=", 4) != 0)
        return 0;
    *delimiter = p[4];
    n += 2u * quoted;
    if (quoted && p[5] != '"')
        return 0;
    if (n < length && bytes[n] == '\r')
        n++;
    if (n < length && bytes[n] == '\n')
        n++;
    return bytes[n - 1] == '\n' || bytes[n - 1] == '\r' ? n : 0;
}

/* Bytes of whole lines of the head, read into memory that the caller frees. */
static char *read_head(const struct clean_input *input, off_t offset, size_t *length,
                       struct error *err)
{
    off_t left = input->size - offset;
    size_t want = left < SAMPLE_BYTES ? (size_t)left : SAMPLE_BYTES;
    char *bytes = xmalloc(want + 1);

    for (*length = 0; *length < want;) {
        ssize_t n = pread(input->fd, bytes + *length, want - *length, offset + (off_t)*length);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            error_errno(err, input->name, n < 0 ? errno : EIO, "cannot read");
            free(bytes);
            return NULL;
        }
        *length += (size_t)n;
    }
    return bytes;
}

int clean_sample_read(struct clean_sample *sample, const struct clean_input *input, off_t offset,
                      unsigned long line, char delimiter, struct error *err)
{
    size_t length;
    char *bytes = read_head(input, offset, &length, err);
    bool whole;
    char *start = bytes;
    char separator = '\0';
    size_t n;

    *sample = (struct clean_sample){ .offset = offset, .line = line };
    if (!bytes)
        return -1;
    whole = offset + (off_t)length == input->size;
    n = utf8_valid(bytes, length);
    if (n < length && (whole || n + 4 < length)) {
        error_at(err, input->name, line + input_lines(input, bytes, n), NULL, NOT_UTF8,
                 (unsigned)(unsigned char)bytes[n]);
        free(bytes);
        return -1;
    }
    n = line == 1 && !input->sheet ? separator_line(bytes, length, &separator) : 0;
    if (n) {
        sample->separator = true;
        sample->offset += (off_t)n;
        sample->line++;
        start += n;
        length -= n;
        if (!delimiter)
            delimiter = separator;
    }
    if (whole && length && start[length - 1] != '\n' && start[length - 1] != '\r')
        start[length++] = '\n';
    if (!whole) {
        size_t end = records_end(start, length, delimiter ? delimiter : ',', false);

        /* a record longer than the sample: block_read will say so, or read it */
        if (end)
            length = end;
        else
            start[length - 1] = '\n';
    }
    if (!delimiter && choose_delimiter(sample, input, start, length, &delimiter, err) != 0) {
        free(bytes);
        return -1;
    }
    cut(sample, start, length, delimiter, input->sheet);
    sample->head_length = length < HEAD_BYTES ? length : HEAD_BYTES;
    sample->head = xmalloc(sample->head_length + 1);
    memcpy(sample->head, start, sample->head_length);
    free(bytes);
    for (n = 0; n < sample->count && sample->rows[n].filled == 0; n++)
        ;
    if (n == sample->count)
        return error_at(err, input->name, 0, NULL, "has no rows: nothing but blank lines");
    return 0;
}
