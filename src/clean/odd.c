/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clean/odd.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "clean/fault.h"
#include "clean/words.h"

void odds_add(struct odds *odds, const struct odd *odd, const char *raw)
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

void odds_free(struct odds *odds)
{
    clear_odds(odds);
    free(odds->items);
}

void settling_start(struct settling *settling, struct clean *clean)
{
    size_t j;

    *settling = (struct settling){ .clean = clean };
    settling->splitter = splitter_new(clean->layout.delimiter, clean->input.sheet);
    settling->ahead = splitter_new(clean->layout.delimiter, clean->input.sheet);
    settling->evidence = xcalloc(clean->layout.width, sizeof *settling->evidence);
    for (j = 0; j < clean->layout.width; j++)
        evidence_start(&settling->evidence[j]);
}

void settling_free(struct settling *settling)
{
    size_t j;

    for (j = 0; j < settling->clean->layout.width; j++)
        evidence_free(&settling->evidence[j]);
    free(settling->evidence);
    odds_free(&settling->pending);
    splitter_free(settling->splitter);
    splitter_free(settling->ahead);
}

void settling_take(struct settling *settling, struct odd *odd)
{
    struct odds *pending = &settling->pending;

    pending->items = xgrow(pending->items, pending->count, &pending->capacity,
                           sizeof *pending->items);
    pending->items[pending->count++] = *odd;
    odd->raw = NULL;
}

void settling_first(struct settling *settling, unsigned long line, bool unlabelled)
{
    if (settling->first_line && settling->first_line < line)
        return;
    settling->first_line = line;
    settling->first_unlabelled = unlabelled;
}

void evidence_add_row(const struct clean *clean, struct column_evidence *evidence,
                      const struct clean_record *record)
{
    size_t width = clean->layout.width;
    size_t i;

    for (i = 0; i < record->count && i < width; i++) {
        const struct cell *cell = &record->cells[i];

        if (clean->missing.count && is_missing_word(&clean->missing, cell))
            evidence[i].count[IS_EMPTY]++;
        else
            evidence_add(&evidence[i], cell, record->line, clean->options->date_format);
    }
    for (; i < width; i++)
        evidence[i].count[IS_EMPTY]++;
}

bool row_is_unlabelled(const struct clean_record *record)
{
    size_t i;

    if (record->count < 2 || record->cells[0].length > 0)
        return false;
    for (i = 1; i < record->count; i++)
        if (record->cells[i].mask & CELL_DIGIT)
            return true;
    return false;
}

static void note_total(struct settling *settling, const struct clean_record *record)
{
    size_t i;

    if (settling->total_line)
        return;
    settling->total_line = record->line;
    for (i = 0; i < record->count; i++)
        if (record->cells[i].mask & (CELL_LETTER | CELL_HIGH))
            break;
    snprintf(settling->total, sizeof settling->total, "%.*s",
             i < record->count ? (int)record->cells[i].length : 0,
             i < record->count ? record->cells[i].text : "");
}

static const struct clean_record *cut_by(struct splitter *splitter, struct odd *odd)
{
    /* one byte more than the text: the NUL gives room for the line end */
    odd->raw[odd->raw_length] = '\n';
    splitter_feed(splitter, odd->raw, odd->raw_length + 1, odd->line);
    return splitter_next(splitter);
}

/* An odd row, cut into cells again. */
static const struct clean_record *cut(struct settling *settling, struct odd *odd)
{
    return cut_by(settling->splitter, odd);
}

static size_t typed_cells(const struct clean_record *record)
{
    size_t count = 0;
    size_t i;

    for (i = 0; i < record->count; i++)
        count += cell_is_typed(&record->cells[i]);
    return count;
}

/* Numbers and dates where the columns hold them, and some there. */
static bool is_like_data(const struct clean *clean, const struct clean_record *record)
{
    bool any = false;
    size_t i;

    if (record->count != clean->layout.width)
        return false;
    for (i = 0; i < record->count; i++) {
        if (!clean->layout.typed[i] || cell_is_neutral(&record->cells[i]))
            continue;
        if (!cell_is_typed(&record->cells[i]))
            return false;
        any = true;
    }
    return any;
}

/* The row cannot be placed. */
static void note_bad(struct clean *clean, const struct clean_record *record)
{
    struct clean_result *result = clean->result;
    struct text why = TEXT_EMPTY;

    clean->bad++;
    if (result->fault_count == CLEAN_FAULTS || clean->passing)
        return;
    fault_explain(&clean->layout, record, row_fault(&clean->layout, record), &why);
    error_at(&result->faults[result->fault_count++], clean->input.name, record->line, NULL, "%s",
             why.bytes);
    text_free(&why);
}

/* The odd row is one of the table after all. */
static void accept(struct settling *settling, struct odd *odd)
{
    struct clean *clean = settling->clean;
    const struct clean_record *record;
    enum row_kind kind;

    if (odd->kind == ROW_HEADER || odd->kind == ROW_COMMENT || odd->kind == ROW_TITLE)
        return;
    record = cut(settling, odd);
    if (!record || odd->filled == 0) {
        if (clean->layout.width == 1) {
            settling->evidence[0].count[IS_EMPTY]++;
            settling->clean->rows++;
        }
        return;
    }
    kind = row_kind(clean, record);
    if (kind == ROW_TOTAL) {
        note_total(settling, record);
        return;
    }
    if (kind == ROW_BAD) {
        note_bad(clean, record);
        return;
    }
    evidence_add_row(clean, settling->evidence, record);
    settling_first(settling, odd->line, row_is_unlabelled(record));
    settling->clean->rows++;
}

/* A blank row, a comment or a title. */
static bool breaks(const struct odd *odd)
{
    return odd->filled == 0 || odd->kind == ROW_COMMENT || odd->kind == ROW_TITLE || odd->title;
}

/* Another table begins with what stands in front of the row: blank rows, titles. */
static void begin_other(struct settling *settling, size_t row)
{
    struct odds *pending = &settling->pending;

    for (; row > 0 && breaks(&pending->items[row - 1]); row--) {
        const struct odd *title = &pending->items[row - 1];

        /* a row of the table without values, or a title? */
        if (title->title && title->count > 1 && settling->clean->layout.shape.named == 2 &&
            !settling->clean->layout.typed[0] && (row < 2 || !breaks(title - 1)))
            break;
    }
    settling->clean->limit = pending->items[row].line;
    settling->clean->limit_offset = pending->items[row].offset;
}

/* The row below, ruled lines passed over; NULL where a blank one or none follows. */
static const struct clean_record *below(struct settling *settling, size_t row)
{
    struct odds *pending = &settling->pending;

    for (row++; row < pending->count && pending->items[row].filled > 0; row++) {
        const struct clean_record *record = cut_by(settling->ahead, &pending->items[row]);

        if (!record || !is_rule(record->cells, record->count))
            return record;
    }
    return NULL;
}

/* The header once more: of another table where a title of its own stands before it. */
static bool is_titled(const struct odds *pending, size_t row)
{
    while (row > 0 && breaks(&pending->items[row - 1])) {
        row--;
        if (pending->items[row].filled > 0 && pending->items[row].kind != ROW_TITLE)
            return true;
    }
    return false;
}

/* A name alone on its row, and three rows of one number or date each below it. */
static bool heads_list(struct settling *settling, size_t row)
{
    const struct odds *pending = &settling->pending;
    size_t i;

    if (!pending->items[row].title || pending->items[row].count != 1 || row + 3 >= pending->count)
        return false;
    for (i = row + 1; i <= row + 3; i++) {
        struct odd *odd = &pending->items[i];

        if (odd->count != 1 || odd->filled != 1 || !cell_is_typed(&cut(settling, odd)->cells[0]))
            return false;
    }
    return true;
}

/* What the row at `row` begins, in the middle of the table or behind it. */
static enum border look_at(struct settling *settling, size_t row, bool middle)
{
    struct odd *odd = &settling->pending.items[row];
    const struct clean *clean = settling->clean;
    bool after_break = row > 0 && breaks(odd - 1);
    const struct clean_record *record;
    const struct clean_record *next;
    struct row_view it;
    struct row_view follows;

    if (heads_list(settling, row))
        return BORDER_SURE;
    if (odd->kind == ROW_HEADER)
        return is_titled(&settling->pending, row) ? BORDER_SURE : BORDER_NONE;
    if ((odd->kind != ROW_DATA && odd->kind != ROW_BAD) || odd->filled < 2 ||
        (!odd->names && odd->count == clean->layout.width))
        return BORDER_NONE;
    record = cut(settling, odd);
    next = record ? below(settling, row) : NULL;
    if (!record || (!next && !middle))
        return BORDER_NONE;
    it = (struct row_view){ record->cells, record->count, record->filled };
    if (next)
        follows = (struct row_view){ next->cells, next->count, next->filled };
    /* behind a gap, text in fewer or more cells is no row of the table */
    if (middle && after_break && odd->count != clean->layout.width && clean->layout.width > 1 &&
        typed_cells(record) == 0)
        return BORDER_SURE;
    return border_look(&clean->layout.shape, &it, after_break, next ? &follows : NULL);
}

/* Does another table begin among the pending rows? Then the limit says where. */
static bool find_border(struct settling *settling, bool middle)
{
    struct odds *pending = &settling->pending;
    bool begun = settling->begun;
    size_t i;

    for (i = 0; i < pending->count; i++) {
        struct odd *odd = &pending->items[i];
        enum border border = begun ? look_at(settling, i, middle) : BORDER_NONE;

        if (border == BORDER_SURE || (border == BORDER_MAYBE && settling->clean->several)) {
            begin_other(settling, i);
            return true;
        }
        if (border == BORDER_MAYBE && !settling->maybe_line)
            settling->maybe_line = odd->line;
        begun |= (odd->kind == ROW_DATA || odd->kind == ROW_BAD) && !breaks(odd);
    }
    return false;
}

bool settle_middle(struct settling *settling)
{
    struct odds *pending = &settling->pending;
    size_t i;

    if (find_border(settling, true))
        return true;
    for (i = 0; i < pending->count; i++)
        accept(settling, &pending->items[i]);
    clear_odds(pending);
    return false;
}

void label_take(struct label *label, const struct cell *cell)
{
    if (cell->length == 0)
        return;
    label->length = cell->length < sizeof label->text ? cell->length : sizeof label->text;
    label->mask = cell->mask;
    memcpy(label->text, cell->text, label->length);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int letter_class(char c)
{
    return c >= 'A' && c <= 'Z' ? 1 : c >= 'a' && c <= 'z' ? 2 : 0;
}

/* Codes of one make, A and C. Words without digits are none. */
static bool same_make(const struct cell *a, const struct cell *b)
{
    bool digits = false;
    bool words = false;
    size_t i = 0, j = 0;

    if (a->length == b->length && memcmp(a->text, b->text, a->length) == 0)
        return true;
    while (i < a->length && j < b->length) {
        if (is_digit(a->text[i]) && is_digit(b->text[j])) {
            digits = true;
            while (i < a->length && is_digit(a->text[i]))
                i++;
            while (j < b->length && is_digit(b->text[j]))
                j++;
            continue;
        }
        if (letter_class(a->text[i]) != letter_class(b->text[j]) ||
            (!letter_class(a->text[i]) && a->text[i] != b->text[j]))
            return false;
        words = words || letter_class(a->text[i]) != 1;
        i++;
        j++;
    }
    return i == a->length && j == b->length && (digits || (!words && a->length <= 4));
}

/*
 * Is the row one of the table's cut short, its only cell being of the first column's kind?
 * A number where there are numbers, a date where there are dates, a code like the last one.
 */
static bool is_cut_short(const struct settling *settling, const struct clean_record *record)
{
    const struct clean *clean = settling->clean;
    const struct cell *cell = &record->cells[0];
    const struct cell label = { .text = settling->label.text,
                                .raw = settling->label.text,
                                .length = settling->label.length,
                                .raw_length = settling->label.length,
                                .mask = settling->label.mask };
    struct column_evidence kinds[2];
    bool same;

    if (clean->layout.width == 1 || record->filled != 1 || cell->length == 0 || label.length == 0)
        return false;
    if (same_make(cell, &label))
        return true;
    if (!clean->layout.typed[0] || !cell_is_typed(cell))
        return false;
    evidence_start(&kinds[0]);
    evidence_start(&kinds[1]);
    evidence_add(&kinds[0], cell, record->line, clean->options->date_format);
    evidence_add(&kinds[1], &label, record->line, clean->options->date_format);
    same = kinds[0].count[IS_DATE] == kinds[1].count[IS_DATE] &&
           kinds[0].count[IS_NUMBER] == kinds[1].count[IS_NUMBER];
    evidence_free(&kinds[0]);
    evidence_free(&kinds[1]);
    return same;
}

/* Does the row at `at` begin a table: names, and below them values? */
static bool begins_table(struct settling *settling, size_t at)
{
    struct odds *pending = &settling->pending;
    struct odd *head = &pending->items[at];
    size_t rows = 0;
    size_t values = 0;
    size_t i;

    if (head->count < 2 || head->filled < 2 || typed_cells(cut(settling, head)) > 0)
        return false;
    for (i = at + 1; i < pending->count && pending->items[i].filled > 0; i++) {
        size_t typed;

        if (pending->items[i].count != head->count)
            break;
        typed = typed_cells(cut(settling, &pending->items[i]));
        if (typed == 0)
            break;
        rows++;
        if (typed > values)
            values = typed;
    }
    /* word and value pairs are notes; two values side by side, or three rows, are not */
    return rows > 0 && (head->count > 2 || values > 1 || rows > 2);
}

/* Behind the last pending row that is data for certain, whatever stands before it. */
static size_t last_data(struct settling *settling)
{
    struct odds *pending = &settling->pending;
    size_t i;

    for (i = pending->count; i > 0; i--)
        if (pending->items[i - 1].kind == ROW_BAD &&
            fault_is_data(
                row_fault(&settling->clean->layout, cut(settling, &pending->items[i - 1]))))
            break;
    return i;
}

bool settle_end(struct settling *settling)
{
    struct odds *pending = &settling->pending;
    const struct clean *clean = settling->clean;
    size_t width = clean->layout.width;
    size_t footer = pending->count;
    bool blank = false;
    size_t i;

    if (find_border(settling, false))
        return true;
    for (i = last_data(settling); i < pending->count && footer == pending->count; i++) {
        struct odd *odd = &pending->items[i];
        const struct clean_record *record;

        if (odd->filled == 0) {
            blank = true;
            continue;
        }
        record = cut(settling, odd);
        if (!record || odd->kind == ROW_HEADER || odd->kind == ROW_COMMENT ||
            odd->kind == ROW_TITLE || row_kind(clean, record) == ROW_TOTAL ||
            is_like_data(clean, record) || (!blank && is_cut_short(settling, record)))
            continue;
        if (is_rule(record->cells, record->count) ||
            (width > 1 &&
             ((blank && (odd->count != width || record->cells[0].length)) || odd->count == 1 ||
              (odd->filled == 1 && record->cells[0].length && cell_is_note(&record->cells[0])) ||
              (odd->count < width && clean->layout.typed[0] && record->cells[0].length &&
               !cell_is_typed(&record->cells[0]) && !cell_is_neutral(&record->cells[0])))))
            footer = i;
    }
    for (i = footer; i < pending->count; i++)
        if (begins_table(settling, i)) {
            begin_other(settling, i);
            return true;
        }
    if (footer < pending->count)
        settling->clean->footer_line = pending->items[footer].line;
    for (i = 0; i < footer; i++)
        if (pending->items[i].filled > 0 && pending->items[i].kind != ROW_HEADER &&
            pending->items[i].kind != ROW_COMMENT && pending->items[i].kind != ROW_TITLE) {
            accept(settling, &pending->items[i]);
            settling->last_line = pending->items[i].line;
            settling->last_unlabelled = row_is_unlabelled(cut(settling, &pending->items[i]));
        }
    if (width == 1 && footer == pending->count) {
        /* blank lines at the end are no values */
        for (i = pending->count; i > 0 && pending->items[i - 1].filled == 0; i--)
            settling->clean->footer_line = pending->items[i - 1].line;
        while (i-- > 0)
            if (pending->items[i].filled == 0)
                accept(settling, &pending->items[i]);
    }
    clear_odds(pending);
    return false;
}
