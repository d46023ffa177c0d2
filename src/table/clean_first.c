/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "table/clean_pass.h"
#include "table/clean_words.h"

/* A row that may not be one of the table's: blank, of another width, nearly empty, a
 * total, or names where there should be numbers. Only what follows tells what it is. */
struct odd {
    unsigned long line;
    off_t offset;
    size_t regular_before; /* regular rows of the block before it */
    size_t count;
    size_t filled;
    bool names;
    char *raw;
    size_t raw_length;
};

struct odds {
    struct odd *items;
    size_t count;
    size_t capacity;
};

/* A block's share of the first pass. */
struct part {
    struct block block;
    struct splitter *splitter;
    struct evidence *evidence; /* of all the blocks that this part had */
    struct odds odds;          /* of this block */
    size_t records;
    size_t regular;            /* rows that certainly are the table's */
    unsigned long last_line;   /* the last regular row */
    bool last_unlabelled;      /* its first cell is empty, and others hold numbers */
    bool failed;
    struct error err;
};

struct first {
    struct clean *clean;
    struct part parts[ROUND];
    struct odds pending;  /* since the last regular row */
    struct splitter *splitter;
    struct evidence *evidence; /* of odd rows that turned out to be data */
    unsigned long total_line;
    char total[48];
    unsigned long long_line;
    size_t long_count;
    unsigned long last_line;
    bool last_unlabelled;
    struct error *err;
};

static void add_odd(struct odds *odds, const struct odd *odd, const char *raw)
{
    odds->items = xgrow(odds->items, odds->count, &odds->capacity, sizeof *odds->items);
    odds->items[odds->count] = *odd;
    odds->items[odds->count++].raw = xstrndup(raw, odd->raw_length);
}

static void clear_odds(struct odds *odds)
{
    size_t i;

    for (i = 0; i < odds->count; i++)
        free(odds->items[i].raw);
    odds->count = 0;
}

static void add_row(const struct clean *clean, struct evidence *evidence,
                    const struct record *record)
{
    size_t width = clean->layout.width;
    size_t i;

    for (i = 0; i < record->count && i < width; i++) {
        const struct cell *cell = &record->cells[i];

        if (clean->missing.count && is_missing_word(&clean->missing, cell))
            evidence[i].empty++;
        else
            evidence_add(&evidence[i], cell, record->line, clean->options->date_format);
    }
    for (; i < width; i++)
        evidence[i].empty++;
}

/* All text where the table has numbers: the header of something else. */
static bool like_names(const struct clean *clean, const struct record *record)
{
    bool any = false;
    size_t i;

    for (i = 0; i < clean->layout.width && i < record->count; i++) {
        const struct cell *cell = &record->cells[i];

        if (!clean->layout.typed[i] || cell->length == 0)
            continue;
        if (cell_is_typed(cell) || cell_is_neutral(cell))
            return false;
        any = true;
    }
    return any;
}

static void note_total(struct first *first, const struct record *record)
{
    size_t i;

    if (first->total_line)
        return;
    first->total_line = record->line;
    for (i = 0; i < record->count; i++)
        if (record->cells[i].mask & CELL_LETTER)
            break;
    snprintf(first->total, sizeof first->total, "%.*s",
             i < record->count ? (int)record->cells[i].length : 0,
             i < record->count ? record->cells[i].text : "");
}

/* The row's first cell is empty, and a number stands in another. */
static bool unlabelled(const struct record *record)
{
    size_t i;

    if (record->count < 2 || record->cells[0].length > 0)
        return false;
    for (i = 1; i < record->count; i++)
        if (record->cells[i].mask & CELL_DIGIT)
            return true;
    return false;
}

static int check_bytes(const struct clean *clean, const struct block *block, struct error *err)
{
    size_t valid = utf8_valid(block->bytes, block->length);
    const char *zero = memchr(block->bytes, '\0', valid);

    if (zero)
        return error_at(err, clean->input.name,
                        block->line + count_lines(block->bytes, (size_t)(zero - block->bytes)),
                        NULL, "a zero byte: this is not text (or UTF-16: --encoding UTF-16LE)");
    if (valid < block->length)
        return error_at(err, clean->input.name, block->line + count_lines(block->bytes, valid),
                        NULL, NOT_UTF8, (unsigned)(unsigned char)block->bytes[valid]);
    return 0;
}

static void read_part(const struct clean *clean, struct part *part)
{
    size_t width = clean->layout.width;
    bool after_break = part->block.after_blank;
    const struct record *record;

    if (check_bytes(clean, &part->block, &part->err) != 0) {
        part->failed = true;
        return;
    }
    splitter_feed(part->splitter, part->block.bytes, part->block.length, part->block.line);
    while ((record = splitter_next(part->splitter)) != NULL) {
        enum row_kind kind = row_kind(clean, record);
        bool regular = record->count == width && (record->filled > 1 || width == 1);
        bool names;

        part->records++;
        if (kind == ROW_TABLE || kind == ROW_HEADER) {
            after_break = false;
            continue;
        }
        names = after_break && regular && like_names(clean, record);
        if (kind == ROW_DATA && regular && !names) {
            add_row(clean, part->evidence, record);
            part->regular++;
            part->last_line = record->line;
            part->last_unlabelled = unlabelled(record);
            after_break = false;
        } else {
            struct odd odd = { .line = record->line,
                               .offset = part->block.offset + (record->raw - part->block.bytes),
                               .regular_before = part->regular,
                               .count = record->count,
                               .filled = kind == ROW_BLANK ? 0 : record->filled,
                               .names = names,
                               .raw_length = record->raw_length };

            add_odd(&part->odds, &odd, record->raw);
            after_break = record->filled <= 1;
        }
    }
}

static void work(void *context, size_t block, size_t worker)
{
    struct first *first = context;

    (void)worker;
    read_part(first->clean, &first->parts[block]);
}

/* An odd row, cut into cells again. */
static const struct record *cut(struct first *first, struct odd *odd)
{
    /* one byte more than the text: the NUL gives room for the line end */
    odd->raw[odd->raw_length] = '\n';
    splitter_feed(first->splitter, odd->raw, odd->raw_length + 1, odd->line);
    return splitter_next(first->splitter);
}

static size_t typed_cells(const struct record *record)
{
    size_t count = 0;
    size_t i;

    for (i = 0; i < record->count; i++)
        count += cell_is_typed(&record->cells[i]);
    return count;
}

/* The odd row is one of the table after all. */
static void accept(struct first *first, struct odd *odd)
{
    const struct clean *clean = first->clean;
    const struct record *record = cut(first, odd);
    size_t i;

    if (!record || odd->filled == 0) {
        if (clean->layout.width == 1) {
            first->evidence[0].empty++;
            first->clean->rows++;
        }
        return;
    }
    if (row_kind(clean, record) == ROW_TOTAL) {
        note_total(first, record);
        return;
    }
    for (i = clean->layout.width; i < record->count; i++)
        if (record->cells[i].length > 0 && !first->long_line) {
            first->long_line = odd->line;
            first->long_count = record->count;
        }
    add_row(clean, first->evidence, record);
    first->clean->rows++;
}

static void begin_other(struct first *first, const struct odd *odd, size_t width)
{
    first->clean->limit = odd->line;
    first->clean->limit_offset = odd->offset;
    first->clean->limit_width = width;
}

/* Rows of the table follow: what is pending is part of it, or the rows are another's. */
static bool settle_middle(struct first *first)
{
    struct odds *pending = &first->pending;
    size_t width = first->clean->layout.width;
    size_t start = pending->count; /* the first row behind a blank one */
    bool blank = false;
    size_t i;

    for (i = 0; i < pending->count; i++) {
        struct odd *odd = &pending->items[i];

        if (odd->filled == 0) {
            blank = true;
            continue;
        }
        if (!blank || width == 1)
            continue;
        if (start == pending->count)
            start = i;
        if (odd->names || (odd->count != width && typed_cells(cut(first, odd)) == 0)) {
            begin_other(first, &pending->items[start], odd->count);
            return true;
        }
    }
    for (i = 0; i < pending->count; i++)
        accept(first, &pending->items[i]);
    clear_odds(pending);
    return false;
}

/* Does the row at `at` begin a table: names, and below them values? */
static bool begins_table(struct first *first, size_t at)
{
    struct odds *pending = &first->pending;
    struct odd *head = &pending->items[at];
    size_t rows = 0;
    size_t values = 0;
    size_t i;

    if (head->count < 2 || head->filled < 2 || typed_cells(cut(first, head)) > 0)
        return false;
    for (i = at + 1; i < pending->count && pending->items[i].filled > 0; i++) {
        size_t typed;

        if (pending->items[i].count != head->count)
            break;
        typed = typed_cells(cut(first, &pending->items[i]));
        if (typed == 0)
            break;
        rows++;
        if (typed > values)
            values = typed;
    }
    /* word and value pairs are notes; two values side by side, or three rows, are not */
    return rows > 0 && (head->count > 2 || values > 1 || rows > 2);
}

/* The end of the file: what is pending is data, or stands behind the table. */
static bool settle_end(struct first *first)
{
    struct odds *pending = &first->pending;
    const struct clean *clean = first->clean;
    size_t width = clean->layout.width;
    size_t footer = pending->count;
    bool blank = false;
    size_t i;

    for (i = 0; i < pending->count && footer == pending->count; i++) {
        struct odd *odd = &pending->items[i];
        const struct record *record;

        if (odd->filled == 0) {
            blank = true;
            continue;
        }
        record = cut(first, odd);
        if (!record || row_kind(clean, record) == ROW_TOTAL)
            continue;
        if (is_rule(record->cells, record->count) ||
            (width > 1 &&
             (blank || odd->count == 1 ||
              (odd->filled == 1 && record->cells[0].length && cell_is_note(&record->cells[0])) ||
              (odd->count < width && clean->layout.typed[0] && record->cells[0].length &&
               !cell_is_typed(&record->cells[0]) && !cell_is_neutral(&record->cells[0])))))
            footer = i;
    }
    for (i = footer; i < pending->count; i++)
        if (begins_table(first, i)) {
            begin_other(first, &pending->items[footer], pending->items[i].count);
            return true;
        }
    if (footer < pending->count)
        first->clean->footer_line = pending->items[footer].line;
    for (i = 0; i < footer; i++)
        if (pending->items[i].filled > 0) {
            accept(first, &pending->items[i]);
            first->last_line = pending->items[i].line;
            first->last_unlabelled = unlabelled(cut(first, &pending->items[i]));
        }
    if (width == 1 && footer == pending->count) {
        /* blank lines at the end are no values */
        for (i = pending->count; i > 0 && pending->items[i - 1].filled == 0; i--)
            first->clean->footer_line = pending->items[i - 1].line;
        while (i-- > 0)
            if (pending->items[i].filled == 0)
                accept(first, &pending->items[i]);
    }
    clear_odds(pending);
    return false;
}

/* Takes over what a block showed, in the order of the file. Returns 1, 0 or -1. */
static int merge(struct first *first, struct part *part)
{
    size_t regular = 0;
    size_t i;

    if (part->failed) {
        *first->err = part->err;
        return -1;
    }
    first->clean->records += part->records;
    first->clean->rows += part->regular;
    for (i = 0; i < part->odds.count; i++) {
        struct odd *odd = &part->odds.items[i];

        if (odd->regular_before > regular && settle_middle(first))
            return 1;
        regular = odd->regular_before;
        first->pending.items = xgrow(first->pending.items, first->pending.count,
                                     &first->pending.capacity, sizeof *first->pending.items);
        first->pending.items[first->pending.count++] = *odd;
        odd->raw = NULL; /* it is pending's now */
    }
    part->odds.count = 0;
    if (part->regular > regular && settle_middle(first))
        return 1;
    if (part->last_line) {
        first->last_line = part->last_line;
        first->last_unlabelled = part->last_unlabelled;
    }
    part->records = part->regular = 0;
    part->last_line = 0;
    return 0;
}

static int read_all(struct first *first, struct error *err)
{
    struct clean *clean = first->clean;
    struct block_reader reader;
    size_t blocks;
    size_t i;
    int more = 1;

    block_reader_start(&reader, &clean->input, clean->layout.delimiter,
                       clean->options->layout.max_record, clean->layout.data_offset,
                       clean->layout.data_line);
    while (more > 0) {
        for (blocks = 0; blocks < ROUND; blocks++) {
            more = block_read(&reader, &first->parts[blocks].block, err);
            if (more < 0)
                return -1;
            if (more == 0)
                break;
        }
        parallel_for(blocks, clean->options->threads, work, first);
        for (i = 0; i < blocks; i++) {
            int status = merge(first, &first->parts[i]);

            if (status != 0)
                return status;
        }
    }
    return settle_end(first);
}

static int conclude(struct first *first, struct error *err)
{
    struct clean *clean = first->clean;
    const char *file = clean->input.name;
    size_t i;
    size_t j;

    for (j = 0; j < clean->layout.width; j++) {
        struct clean_column *column = &clean->columns[j];

        evidence_start(&column->evidence);
        for (i = 0; i < ROUND; i++)
            evidence_merge(&column->evidence, &first->parts[i].evidence[j]);
        evidence_merge(&column->evidence, &first->evidence[j]);
        column->dropped = clean->layout.written[j][0] == '\0' && column->evidence.cells == 0 &&
                          clean->layout.width > 1;
    }
    if (first->long_line)
        return error_at(err, file, first->long_line, NULL,
                        "this row has %zu cells, the header %zu names: is a delimiter or a quote "
                        "missing its quotes?",
                        first->long_count, clean->layout.width);
    if (first->total_line && clean->options->totals == TOTALS_REFUSED)
        return error_at(err, file, first->total_line, NULL,
                        "\"%s\" looks like a row of totals: --drop-totals, or --keep-totals where "
                        "it is a row like the others",
                        first->total);
    /* the last row alone has no label: nobody's row, so everybody's */
    if (first->last_unlabelled && clean->options->totals != TOTALS_KEPT) {
        const struct evidence *label = &clean->columns[0].evidence;

        if (label->empty == 1 && label->cells > 0 && label->numbers < label->cells) {
            clean->total_line = first->last_line;
            if (clean->options->totals == TOTALS_REFUSED)
                return error_at(err, file, first->last_line, clean->columns[0].name,
                                "the last row has no value here, all others do: it looks like a "
                                "row of totals: --drop-totals, or --keep-totals where it is none");
        }
    }
    return 0;
}

int first_pass(struct clean *clean, struct error *err)
{
    struct first first = { .clean = clean, .err = err };
    size_t width = clean->layout.width;
    size_t i;
    size_t j;
    int status;

    clean->records = clean->rows = 0;
    clean->footer_line = clean->total_line = 0;
    for (i = 0; i < ROUND; i++) {
        first.parts[i].splitter = splitter_new(clean->layout.delimiter);
        first.parts[i].evidence = xcalloc(width, sizeof *first.parts[i].evidence);
        for (j = 0; j < width; j++)
            evidence_start(&first.parts[i].evidence[j]);
    }
    first.splitter = splitter_new(clean->layout.delimiter);
    first.evidence = xcalloc(width, sizeof *first.evidence);
    for (j = 0; j < width; j++)
        evidence_start(&first.evidence[j]);
    status = read_all(&first, err);
    if (status == 0)
        status = conclude(&first, err);
    for (i = 0; i < ROUND; i++) {
        splitter_free(first.parts[i].splitter);
        free(first.parts[i].evidence);
        free(first.parts[i].block.bytes);
        clear_odds(&first.parts[i].odds);
        free(first.parts[i].odds.items);
    }
    clear_odds(&first.pending);
    free(first.pending.items);
    splitter_free(first.splitter);
    free(first.evidence);
    return status;
}
