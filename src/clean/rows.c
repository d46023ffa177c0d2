/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clean/rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "clean/number.h"
#include "clean/words.h"
#include "period/date.h"

/*
 * The width by which the rows have the most cells: that of a table rather than of
 * the notes around it. One row alone does not make a width where others agree.
 */
size_t rows_width(const struct clean_sample *sample, size_t from, size_t to)
{
    size_t best = 1;
    size_t best_cells = 0;
    bool agreed = false;
    size_t i;
    size_t j;

    for (i = from; i < to; i++) {
        size_t rows = 0;
        size_t cells;

        if (sample->rows[i].filled == 0 || (sample->rows[i].count == best && best_cells))
            continue;
        for (j = from; j < to; j++)
            rows += sample->rows[j].filled > 0 && sample->rows[j].count == sample->rows[i].count;
        cells = rows * sample->rows[i].count;
        if (rows > 1 ? !agreed || cells > best_cells : !agreed && cells > best_cells) {
            best = sample->rows[i].count;
            best_cells = cells;
            agreed = rows > 1;
        }
        /* most rows may be titles: one cell each says nothing against a table */
        if (rows * 2 > to - from && sample->rows[i].count > 1)
            return sample->rows[i].count;
    }
    return best;
}

bool row_is_comment(const struct clean_sample_row *row)
{
    return row_has_comment(row->cells, row->filled);
}

size_t rows_fullest(const struct clean_sample *sample, size_t from, size_t to, size_t width)
{
    size_t most = 0;
    size_t i;

    for (i = from; i < to; i++)
        if (sample->rows[i].count == width && sample->rows[i].filled > most)
            most = sample->rows[i].filled;
    return most;
}

/* Is the row one of the table's data, so that its cells tell the columns' kinds? A row
 * with one cell filled is, only where there are no others. */
static bool is_data(const struct clean_sample_row *row, size_t width, size_t most)
{
    return row->count == width && row->filled >= (most > 1 ? 2u : 1u) &&
           !row_is_total(row->cells, row->count) && !is_rule(row->cells, row->count) &&
           !row_is_comment(row);
}

/* The columns all of whose cells are numbers or dates; how many there are. */
size_t rows_typed(const struct clean_sample *sample, size_t from, size_t to, size_t width,
                  bool *typed)
{
    size_t most = rows_fullest(sample, from, to, width);
    size_t count = 0;
    size_t i;
    size_t j;

    for (j = 0; j < width; j++) {
        bool any = false;

        typed[j] = true;
        for (i = from; i < to && typed[j]; i++) {
            const struct clean_sample_row *row = &sample->rows[i];

            if (!is_data(row, width, most) || cell_is_neutral(&row->cells[j]))
                continue;
            any = true;
            typed[j] = cell_is_typed(&row->cells[j]);
        }
        typed[j] &= any;
        count += typed[j];
    }
    return count;
}

void rows_typed_before_notes(const struct clean_sample *sample, size_t from, size_t to,
                             size_t width, bool *typed)
{
    size_t most = rows_fullest(sample, from, to, width);
    size_t first = from;
    size_t end;
    size_t i;
    size_t j;

    while (first < to && !is_data(&sample->rows[first], width, most))
        first++;
    for (end = first; end < to && sample->rows[end].filled > 0; end++)
        ;
    rows_typed(sample, from, end, width, typed);
    for (j = 0; j < width; j++) {
        size_t good = end - first;
        size_t texts = 0; /* since the last number or date */

        for (i = end; i < to && typed[j]; i++) {
            const struct clean_sample_row *row = &sample->rows[i];

            if (!is_data(row, width, most) || cell_is_neutral(&row->cells[j]))
                continue;
            if (!cell_is_typed(&row->cells[j])) {
                texts++;
                continue;
            }
            typed[j] = texts == 0;
            good++;
        }
        typed[j] = typed[j] && texts * 2 <= good;
    }
}

/* A row of names: text wherever the columns are numbers or dates (and some there). */
bool row_is_names(const struct clean_sample_row *row, const bool *typed, size_t width)
{
    bool any = false;
    size_t j;

    for (j = 0; j < width && j < row->count; j++) {
        if (!typed[j] || row->cells[j].length == 0)
            continue;
        /* 0000-00-00 is no name, nor is a sign */
        if (cell_is_neutral(&row->cells[j]) || cell_is_typed(&row->cells[j]) ||
            !(row->cells[j].mask & (CELL_LETTER | CELL_HIGH)))
            return false;
        any = true;
    }
    return any;
}

/* A year, month, quarter, week or day as a number that grows with time; 0 = none of them.
 * Of three numbers the day or the month stands first, as `order` says. */
static long period_of(const struct cell *cell, enum date_order order)
{
    struct date_look date;
    int first;
    int second;

    if (cell->length == 4 && cell->mask == CELL_DIGIT) {
        long year = strtol(cell->text, NULL, 10);

        return year < 1500 || year > 2500 ? 0 : year * 10000;
    }
    switch (date_look(cell->text, cell->length, &date)) {
    case DATE_READY:
    case DATE_SETTLED:
    case DATE_SHORT:
        return date.timed ? 0
                          : date.year * 10000L + (date.month + date.quarter * 3) * 100 + date.day +
                                date.week;
    case DATE_ORDERED:
        first = date.numbers[0];
        second = date.numbers[1];
        if (date.timed || !(date.orders & (unsigned)order))
            return 0;
        return date.year * 10000L +
               (order == DATE_DMY ? second * 100 + first : first * 100 + second);
    default:
        return 0;
    }
}

/* Names that are periods: all the numbers and dates of the row are, and grow from left
 * to right, or from right to left. */
static bool are_periods(const struct clean_sample_row *row, const struct clean_sample *sample,
                        size_t next, size_t to, enum date_order order)
{
    long last = 0;
    size_t periods = 0;
    size_t rising = 0;
    size_t first = row->count;
    size_t j;

    for (j = 0; j < row->count; j++) {
        const struct cell *cell = &row->cells[j];
        long period;

        if (!cell_is_typed(cell))
            continue;
        period = period_of(cell, order);
        if (period == 0 || period == last)
            return false;
        if (first == row->count)
            first = j;
        rising += last > 0 && period > last;
        last = period;
        periods++;
    }
    if (periods < 2 || (rising > 0 && rising < periods - 1))
        return false;
    /* and the row below does not look the same */
    return next >= to || sample->rows[next].count <= first ||
           !period_of(&sample->rows[next].cells[first], order) ||
           !are_periods(&sample->rows[next], sample, to, to, order);
}

bool row_is_periods(const struct clean_sample_row *row, const struct clean_sample *sample,
                    size_t next, size_t to)
{
    return are_periods(row, sample, next, to, DATE_DMY) ||
           are_periods(row, sample, next, to, DATE_MDY);
}

bool row_lacks_values(const struct clean_sample_row *row, const bool *typed, size_t width)
{
    size_t j;

    if (row->count != width || row->filled == 0 || row->cells[0].length > 0)
        return false;
    for (j = 0; j < width; j++)
        if (typed[j] && row->cells[j].length > 0)
            return false;
    return true;
}

bool row_is_units(const struct clean_sample_row *row)
{
    size_t j;

    for (j = 0; j < row->count; j++)
        if (!cell_is_unit(&row->cells[j]))
            return false;
    return row->filled > 0;
}

bool row_is_blank(const struct clean_sample_row *row)
{
    return row->filled == 0;
}

/* Of pairs of a word and a value: are the values below the first row all numbers (of `least`
 * rows or more), or the words dates or numbers too? Otherwise they are notes: an account, a
 * from, a to. */
bool pairs_are_table(const struct clean_sample *sample, size_t from, size_t to, size_t least)
{
    struct number_look look;
    bool numbers = true;
    bool keys = true;
    size_t values = 0;
    size_t i;

    for (i = from + 1; i < to; i++) {
        const struct cell *cells = sample->rows[i].cells;

        if (cell_is_neutral(&cells[1]))
            continue;
        numbers &= number_look(cells[1].text, cells[1].length, &look) && cells[0].length > 0 &&
                   cells[0].text[cells[0].length - 1] != ':';
        values++;
        keys &= cell_is_typed(&cells[0]);
    }
    return values > 0 && ((numbers && values >= least) || keys);
}

/*
 * Rows from .. to: are they a table of their own, in front of the main one? A
 * header of text, and below it rows of the same width that hold numbers or dates
 * in one and the same column.
 */
bool rows_are_table(const struct clean_sample *sample, size_t from, size_t to)
{
    const struct clean_sample_row *head = &sample->rows[from];
    bool *typed;
    bool table;
    size_t i;

    if (to - from < 2 || head->count < 2 || head->filled < head->count || row_is_comment(head))
        return false;
    for (i = from; i < to; i++)
        if (sample->rows[i].count != head->count || sample->rows[i].filled < 2)
            return false;
    typed = xcalloc(head->count, sizeof *typed);
    table = rows_typed(sample, from + 1, to, head->count, typed) > 0 &&
            row_is_names(head, typed, head->count) &&
            (head->count > 2 || pairs_are_table(sample, from, to, 2));
    free(typed);
    return table;
}

/* A column of row numbers often has no name; all others have one. */
bool row_lacks_first_name(const struct clean_sample_row *row)
{
    return row->count > 1 && row->cells[0].length == 0 && row->filled + 1 == row->count;
}

/* Names over groups of columns, as merged cells are exported: gaps between them. */
bool row_is_upper(const struct clean_sample_row *row, size_t width)
{
    size_t last = 0;
    size_t j;

    if (row->count != width || row->filled < 2)
        return false;
    for (j = 0; j < width; j++)
        if (row->cells[j].length > 0)
            last = j;
    return last >= row->filled;
}
