/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clean/fault.h"

#include <string.h>

#include "clean/words.h"

static const char candidates[] = ",;\t|";

/* A piece of a row, as a cell without blanks around it. */
static struct cell piece(const char *text, size_t length)
{
    struct cell cell = { .mask = CELL_DIGIT };

    while (length > 0 && *text == ' ') {
        text++;
        length--;
    }
    while (length > 0 && text[length - 1] == ' ')
        length--;
    if (length >= 2 && *text == '"' && text[length - 1] == '"') {
        text++;
        length -= 2;
    }
    cell.text = cell.raw = text;
    cell.length = cell.raw_length = (uint32_t)length;
    return cell;
}

/* Do the pieces by this mark go with the columns: numbers and dates where they hold these? */
static bool pieces_fit(const struct clean_layout *layout, const char *text, size_t length,
                       char mark)
{
    const char *end = text + length;
    bool any = false;
    bool blank = false; /* a blank behind a mark, as in prose */
    size_t j;

    for (j = 0; j < layout->width && text <= end; j++) {
        const char *stop = memchr(text, mark, (size_t)(end - text));
        struct cell cell = piece(text, (size_t)((stop ? stop : end) - text));

        blank |= j > 0 && text < end && *text == ' ';
        if (layout->typed[j] && !cell_is_neutral(&cell)) {
            if (!cell_is_typed(&cell))
                return false;
            any = true;
        }
        text = stop ? stop + 1 : end + 1;
    }
    return any || (layout->values == layout->width && !blank && layout->width > 2);
}

/* The delimiter that divides the text into as many cells as the table has; 0 = none. */
static char other_delimiter(const struct clean_layout *layout, const char *text, size_t length,
                            bool own)
{
    size_t i;

    for (i = 0; candidates[i]; i++)
        if ((own || candidates[i] != layout->delimiter) && memchr(text, candidates[i], length) &&
            cells_divided(text, length, candidates[i]) == layout->width &&
            pieces_fit(layout, text, length, candidates[i]))
            return candidates[i];
    return '\0';
}

/* The first cell that is text where the column holds numbers or dates; width = none. */
static size_t misplaced(const struct clean_layout *layout, const struct clean_record *record)
{
    size_t j;

    for (j = 0; j < record->count && j < layout->width; j++)
        if (layout->typed[j] && !cell_is_neutral(&record->cells[j]) &&
            !cell_is_typed(&record->cells[j]))
            return j;
    return layout->width;
}

/* A cell in quotes that goes on behind one of them, over a delimiter. */
static bool has_open_cell(const struct clean_layout *layout, const struct clean_record *record)
{
    size_t j;

    for (j = 0; record->stray && j < record->count; j++)
        if (record->cells[j].quoted && record->cells[j].stray &&
            memchr(record->cells[j].text, layout->delimiter, record->cells[j].length))
            return true;
    return false;
}

enum fault row_fault(const struct clean_layout *layout, const struct clean_record *record)
{
    size_t j;

    if (record->count == layout->width || record->filled == 0)
        return FAULT_NONE;
    if (record->count > layout->width) {
        for (j = layout->width; j < record->count; j++)
            if (record->cells[j].length > 0)
                return other_delimiter(layout, record->raw, record->raw_length, false)
                           ? FAULT_DELIMITER
                           : FAULT_LONG;
        return FAULT_NONE;
    }
    if (record->count == 1 && record->cells[0].quoted &&
        other_delimiter(layout, record->cells[0].text, record->cells[0].length, true))
        return FAULT_QUOTED;
    if (other_delimiter(layout, record->raw, record->raw_length, false))
        return FAULT_DELIMITER;
    if (has_open_cell(layout, record))
        return FAULT_QUOTE;
    return misplaced(layout, record) < layout->width ? FAULT_SHIFTED : FAULT_NONE;
}

bool fault_is_data(enum fault fault)
{
    return fault == FAULT_DELIMITER || fault == FAULT_QUOTED || fault == FAULT_QUOTE;
}

void fault_explain(const struct clean_layout *layout, const struct clean_record *record,
                   enum fault fault, struct text *out)
{
    const struct cell *cell;
    size_t j;
    size_t n;

    switch (fault) {
    case FAULT_NONE:
        break;
    case FAULT_LONG:
        text_addf(out,
                  "this row has %zu cells, the header %zu names: is a delimiter or a quote "
                  "missing its quotes?",
                  record->count, layout->width);
        break;
    case FAULT_DELIMITER:
        text_addf(out, "this row is divided by %s, the table by %s",
                  delimiter_name(other_delimiter(layout, record->raw, record->raw_length, false)),
                  delimiter_name(layout->delimiter));
        break;
    case FAULT_QUOTED:
        text_adds(out, "the quotes stand around this row, not around its cells");
        break;
    case FAULT_QUOTE:
        text_addf(out,
                  "this row has %zu cells, the header %zu names: a quote inside a cell is not "
                  "doubled",
                  record->count, layout->width);
        break;
    case FAULT_SHIFTED:
        j = misplaced(layout, record);
        cell = &record->cells[j];
        for (n = cell->length; n > 40; n--)
            ;
        while (n < cell->length && n > 0 && ((unsigned char)cell->text[n] & 0xC0) == 0x80)
            n--;
        text_addf(out,
                  "this row has %zu cell%s, the header %zu names, and \"%.*s\" stands in "
                  "column \"%s\", which holds numbers or dates: is a cell missing before it?",
                  record->count, record->count == 1 ? "" : "s", layout->width, (int)n, cell->text,
                  layout->names[j]);
        break;
    }
}
