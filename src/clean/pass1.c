/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "clean/clean_private.h"
#include "clean/odd.h"
#include "clean/words.h"

/* A block's share of the first pass. */
struct pass1_part {
    struct splitter *splitter;
    struct column_evidence *evidence; /* of all the blocks that this part had */
    struct odds odds;                 /* of this block */
    size_t records;
    size_t regular;           /* rows that certainly are the table's */
    unsigned long first_line; /* the first regular row */
    bool first_unlabelled;    /* its first cell is empty, and others hold numbers */
    unsigned long last_line;  /* the last regular row */
    bool last_unlabelled;
    struct label label; /* of the last regular row that has one */
    bool failed;
    struct error err;
};

struct first {
    struct clean *clean;
    struct pass1_part parts[ROUND];
    struct settling settling;
};

/*
 * May the row be the names of another table? Nearly no row gets beyond the first test:
 * text where the table has numbers, or the first name once more.
 */
static inline bool may_be_names(const struct clean *clean, const struct clean_record *record,
                                bool after_break)
{
    const struct clean_layout *layout = &clean->layout;
    const struct cell *first = &record->cells[0];
    const struct cell *value = layout->values < layout->width ? &record->cells[layout->values]
                                                              : NULL;
    struct row_view view = { record->cells, record->count, record->filled };

    if (!after_break && !(value && value->length == 0) &&
        !(value && value->mask & (CELL_LETTER | CELL_HIGH) &&
          (unsigned char)value->text[0] > '9') &&
        !(first->length && first->text[0] == layout->shape.names[0][0] &&
          strncmp(layout->shape.names[0], first->text, first->length) == 0))
        return false;
    return layout->width > 1 && (view_is_names(&view) || view_is_names_over_periods(&view));
}

/* Behind a blank row, text where the first column has numbers or dates: perhaps a note
 * in two cells, as "Rows;12". */
static bool like_note(const struct clean *clean, const struct clean_record *record)
{
    const struct cell *first = &record->cells[0];

    return clean->layout.width > 1 && clean->layout.typed[0] && !cell_is_neutral(first) &&
           !cell_is_typed(first);
}

static int check_bytes(const struct clean *clean, const struct block *block, struct error *err)
{
    size_t valid = utf8_valid(block->bytes, block->length);
    const char *zero = memchr(block->bytes, '\0', valid);

    if (zero)
        return error_at(err, clean->input.name,
                        block->line +
                            input_lines(&clean->input, block->bytes, (size_t)(zero - block->bytes)),
                        NULL, "a zero byte: this is not text (or UTF-16: --encoding UTF-16LE)");
    if (valid < block->length)
        return error_at(err, clean->input.name,
                        block->line + input_lines(&clean->input, block->bytes, valid), NULL,
                        NOT_UTF8, (unsigned)(unsigned char)block->bytes[valid]);
    return 0;
}

/* Quotes escaped as programmers do it: the cells do not end where they should. */
static bool has_backslash_quote(const struct clean_record *record)
{
    size_t i;

    for (i = 0; record->stray && i < record->count; i++)
        if (record->cells[i].stray && record->cells[i].quoted &&
            memmem(record->cells[i].raw, record->cells[i].raw_length, "\\\"", 2))
            return true;
    return false;
}

static void read_part(const struct clean *clean, const struct block *block, struct pass1_part *part)
{
    size_t width = clean->layout.width;
    size_t j;
    bool after_break = true; /* for all that is known here */
    bool below_names = false;
    const struct clean_record *record;

    if (check_bytes(clean, block, &part->err) != 0) {
        part->failed = true;
        return;
    }
    if (!part->evidence) {
        part->evidence = xcalloc(width, sizeof *part->evidence);
        for (j = 0; j < width; j++)
            evidence_start(&part->evidence[j]);
    }
    splitter_feed_padded(part->splitter, block->bytes, block->length, block->line);
    while ((record = splitter_next(part->splitter)) != NULL) {
        enum row_kind kind = row_kind(clean, record);
        bool regular = record->count == width && (record->filled > 1 || width == 1);
        bool names;

        if (record->raw_length > clean->options->layout.max_record) {
            part->failed = true;
            error_at(&part->err, clean->input.name, record->line, NULL, RECORD_TOO_LONG,
                     clean->options->layout.max_record);
            return;
        }
        if (has_backslash_quote(record)) {
            part->failed = true;
            error_at(&part->err, clean->input.name, record->line, NULL,
                     "a quote inside a cell stands behind a backslash: in CSV it is doubled "
                     "(sed 's/\\\\\"/\"\"/g')");
            return;
        }
        part->records++;
        if (kind == ROW_TABLE)
            continue;
        names = kind == ROW_DATA && regular && may_be_names(clean, record, after_break);
        if (kind == ROW_DATA && regular && !names && !below_names &&
            !(after_break && like_note(clean, record))) {
            evidence_add_row(clean, part->evidence, record);
            if (part->regular == 0) {
                part->first_line = record->line;
                part->first_unlabelled = row_is_unlabelled(record);
            }
            part->regular++;
            part->last_line = record->line;
            part->last_unlabelled = row_is_unlabelled(record);
            label_take(&part->label, &record->cells[0]);
            after_break = false;
        } else {
            struct odd odd = { .line = record->line,
                               .offset = block->offset + (record->raw - block->bytes),
                               .regular_before = part->regular,
                               .count = record->count,
                               .filled = kind == ROW_BLANK ? 0 : record->filled,
                               .kind = kind,
                               .names = names,
                               .raw_length = record->raw_length };
            struct row_view view = { record->cells, record->count, record->filled };

            odd.title = (kind == ROW_DATA || kind == ROW_BAD) && width > 1 && view_is_title(&view);
            odds_add(&part->odds, &odd, record->raw);
            after_break = kind != ROW_HEADER && record->filled <= 1;
            below_names = names;
        }
    }
}

static void work(void *context, const struct block *block, size_t turn, size_t index)
{
    struct first *first = context;

    (void)turn;
    read_part(first->clean, block, &first->parts[index]);
}

/* Another table begins behind so many regular rows of the part. */
static int end_table(struct first *first, const struct pass1_part *part, size_t regular)
{
    first->clean->rows -= part->regular - regular;
    return 1;
}

/* Takes over what a block showed, in the order of the file. Returns 1, 0 or -1. */
static int merge(struct first *first, struct pass1_part *part, struct error *err)
{
    size_t regular = 0;
    size_t i;

    if (part->failed) {
        *err = part->err;
        return -1;
    }
    first->clean->records += part->records;
    first->clean->rows += part->regular;
    for (i = 0; i < part->odds.count; i++) {
        struct odd *odd = &part->odds.items[i];

        if (odd->regular_before > regular && settle_middle(&first->settling))
            return end_table(first, part, regular);
        regular = odd->regular_before;
        first->settling.begun |= regular > 0;
        settling_take(&first->settling, odd);
        if (first->settling.pending.count == ODDS_MOST && settle_middle(&first->settling))
            return end_table(first, part, regular);
    }
    part->odds.count = 0;
    if (part->regular > regular && settle_middle(&first->settling))
        return end_table(first, part, regular);
    first->settling.begun |= part->regular > 0;
    if (part->regular)
        settling_first(&first->settling, part->first_line, part->first_unlabelled);
    if (part->last_line) {
        first->settling.last_line = part->last_line;
        first->settling.last_unlabelled = part->last_unlabelled;
    }
    if (part->label.length)
        first->settling.label = part->label;
    part->label.length = 0;
    part->records = part->regular = 0;
    part->last_line = 0;
    return 0;
}

static int take(void *context, size_t turn, size_t count, struct error *err)
{
    struct first *first = context;
    size_t i;
    int status = 0;

    (void)turn;
    for (i = 0; i < count && status == 0; i++)
        status = merge(first, &first->parts[i], err);
    return status;
}

static int read_all(struct first *first, struct error *err)
{
    static const struct rounds_pass pass = { .work = work, .take = take };
    const struct clean *clean = first->clean;
    int status = rounds_run(&pass, first, &clean->input, clean->layout.delimiter,
                            clean->options->layout.max_record, clean->layout.data_offset,
                            clean->layout.data_line, clean->options->threads, err);

    return status == 0 ? settle_end(&first->settling) : status;
}

/* Rows cannot be placed: may they be put aside? */
static int refuse_bad(const struct clean *clean, struct error *err)
{
    const struct clean_options *options = clean->options;
    struct clean_result *result = clean->result;
    unsigned long all = clean->rows + clean->bad;

    if (options->aside_path && (double)clean->bad <= options->at_most * (double)all) {
        result->fault_count = 0;
        return 0;
    }
    if (options->aside_path)
        return error_at(err, clean->input.name, 0, NULL,
                        "%lu of %lu rows cannot be placed, which is more than --at-most %g %%%s",
                        clean->bad, all, options->at_most * 100,
                        clean->bad > result->fault_count ? "; the first are listed" : "");
    if (clean->bad == 1)
        return error_at(err, clean->input.name, 0, NULL,
                        "one row of %lu cannot be placed: --set-aside FILE leaves it out", all);
    return error_at(err, clean->input.name, 0, NULL,
                    "%lu of %lu rows cannot be placed%s: --set-aside FILE leaves them out",
                    clean->bad, all,
                    clean->bad > result->fault_count ? ", of which these are the first" : "");
}

static int conclude(struct first *first, struct error *err)
{
    struct clean *clean = first->clean;
    const char *file = clean->input.name;
    size_t kept = 0;
    size_t i;
    size_t j;

    for (j = 0; j < clean->layout.width; j++) {
        struct clean_column *column = &clean->columns[j];

        evidence_start(&column->evidence);
        for (i = 0; i < ROUND && first->parts[i].evidence; i++)
            evidence_merge(&column->evidence, &first->parts[i].evidence[j]);
        evidence_merge(&column->evidence, &first->settling.evidence[j]);
        column->dropped = clean->layout.written[j][0] == '\0' &&
                          column->evidence.count[IS_CELL] == 0 && clean->layout.width > 1;
        kept += !column->dropped;
    }
    if (kept == 0)
        return error_at(err, file, clean->layout.data_line, NULL,
                        "no column has a name or a value: nothing is left to write");
    if (first->settling.maybe_line && !clean->several)
        text_addf(&clean->result->warnings,
                  "line %lu stands behind a gap and may begin another table: --table 2 reads it, "
                  "--table 1 the rows before it\n",
                  first->settling.maybe_line);
    if (clean->bad && refuse_bad(clean, err) != 0)
        return -1;
    if (first->settling.total_line && clean->options->totals == TOTALS_REFUSED)
        return error_at(err, file, first->settling.total_line, NULL,
                        "\"%s\" looks like a row of totals: --drop-totals, or --keep-totals where "
                        "it is a row like the others",
                        first->settling.total);
    /* the first or the last row alone has no label: nobody's row, so everybody's */
    if ((first->settling.first_unlabelled || first->settling.last_unlabelled) &&
        clean->options->totals != TOTALS_KEPT) {
        bool last = first->settling.last_unlabelled;
        const size_t *label = clean->columns[0].evidence.count;

        if (label[IS_EMPTY] == 1 && label[IS_CELL] > 0 && label[IS_NUMBER] < label[IS_CELL]) {
            clean->total_line = last ? first->settling.last_line : first->settling.first_line;
            if (clean->options->totals == TOTALS_REFUSED)
                return error_at(err, file, clean->total_line, clean->columns[0].name,
                                "the %s row has no value here, all others do: it looks like a "
                                "row of totals: --drop-totals, or --keep-totals where it is none",
                                last ? "last" : "first");
        }
    }
    return 0;
}

int clean_pass1(struct clean *clean, struct error *err)
{
    struct first first = { .clean = clean };
    size_t width = clean->layout.width;
    size_t i;
    size_t j;
    int status;

    clean->records = clean->rows = clean->bad = 0;
    clean->result->fault_count = 0;
    clean->footer_line = clean->total_line = 0;
    for (i = 0; i < ROUND; i++) {
        first.parts[i].splitter = splitter_new(clean->layout.delimiter, clean->input.sheet);
    }
    settling_start(&first.settling, clean);
    status = read_all(&first, err);
    if (status == 0 && !clean->passing)
        status = conclude(&first, err);
    for (i = 0; i < ROUND; i++) {
        splitter_free(first.parts[i].splitter);
        for (j = 0; j < width && first.parts[i].evidence; j++)
            evidence_free(&first.parts[i].evidence[j]);
        free(first.parts[i].evidence);
        odds_free(&first.parts[i].odds);
    }
    settling_free(&first.settling);
    return status;
}
