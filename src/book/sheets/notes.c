/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The notes: what the words, marks and figures mean, for whoever was handed the
 * workbook and nothing else.
 */
#include <stdlib.h>
#include <string.h>

#include "book/formulas.h"
#include "book/kinds.h"

static const struct {
    const char *term;
    const char *meaning;
    bool tables; /* of any tables, not only of results */
} marks[] = {
    { "[x]", "Not available: there is no such value.", true },
    { "[z]", "Not applicable: the question does not arise in this row.", true },
    { "[low]", "Not zero, but it would round to zero.", false },
};
enum { mark_count = sizeof marks / sizeof *marks };

/* Does this sheet tell of formulas? One that continues another shares them. */
static bool tells(const struct book *book, size_t sheet)
{
    return sheet == 0 || book->sheets[sheet]->live != book->sheets[sheet - 1]->live;
}

static void formulas(struct book *book, struct sheet *sheet, lxw_row_t row)
{
    size_t i;
    size_t k;

    for (i = 0; i < book->sheet_count; i++)
        for (k = 0; tells(book, i) && k < live_notes(book->sheets[i]); k++, row++) {
            char *meaning;

            sheet_text(sheet, row, 0, STYLE_CELL, live_note(book->sheets[i], k, &meaning));
            sheet_text(sheet, row, 1, STYLE_CELL, meaning);
            free(meaning);
        }
}

/* Tables without results or formulas need no explanation beyond their own sheets'. */
static void plan_notes(struct book *book, const struct sheet_kind *kind)
{
    if (!book_has_results(book) && !book->options->formulas)
        return;
    sheet_add(book, kind, "Notes", "Notes: what the words, marks and figures mean");
}

/* The lines of the table, written one after another, or only counted. */
struct lines {
    struct book *book;
    struct sheet *sheet; /* NULL: they are counted */
    size_t count;
};

static void line(struct lines *lines, const char *term, const char *meaning)
{
    lxw_row_t row;

    lines->count++;
    if (!lines->sheet)
        return;
    row = lines->sheet->header + (lxw_row_t)lines->count;
    sheet_text(lines->sheet, row, 0, STYLE_CELL, term);
    sheet_text(lines->sheet, row, 1, STYLE_CELL, meaning);
}

/* The text, with the words in place of its #. */
static const char *note_text(struct book *book, const struct result_note *note)
{
    const char *mark = note->words ? strchr(note->text, '#') : NULL;
    struct text words = TEXT_EMPTY;
    const char *text;

    if (!mark)
        return note->text;
    vocabulary_list(note->words, &words);
    text = book_keepf(book, "%.*s%s%s", (int)(mark - note->text), note->text, words.bytes,
                      mark + 1);
    text_free(&words);
    return text;
}

/* What is numbered, or the terms, of all result tables. */
static void result_lines(struct lines *lines, bool numbered)
{
    const struct result_table *const *table = NULL;
    const struct result_note *note;
    struct book *book = lines->book;

    while ((table = book_results(book, table)) != NULL) {
        if (result_notes_told(book, table))
            continue;
        for (note = (*table)->notes; note && note->text; note++) {
            if (numbered == (note->term != NULL))
                continue;
            line(lines,
                 numbered ? book_keepf(book, "[note %zu]", result_note_number(book, note))
                          : note->term,
                 note_text(book, note));
        }
    }
}

/* All words of verdicts; where several tables have some, of which each is. */
static void word_lines(struct lines *lines)
{
    const struct result_table *const *table = NULL;
    struct book *book = lines->book;
    size_t lists = 0;
    size_t i;

    while ((table = book_results(book, table)) != NULL)
        lists += (*table)->words && !result_words_told(book, table);
    while ((table = book_results(book, table)) != NULL) {
        const struct vocabulary *words = (*table)->words;

        for (i = 0; words && !result_words_told(book, table) && i < words->count; i++)
            if (words->words[i].meaning)
                line(lines,
                     lists > 1 ? book_keepf(book, "%s (%s)", words->words[i].name, (*table)->name)
                               : words->words[i].name,
                     words->words[i].meaning);
    }
}

static void all_lines(struct lines *lines)
{
    bool results = book_has_results(lines->book);
    size_t i;

    result_lines(lines, true);
    for (i = 0; i < mark_count; i++)
        if (results || marks[i].tables)
            line(lines, marks[i].term, marks[i].meaning);
    result_lines(lines, false);
    line(lines, "Live formulas",
         "Every figure that a spreadsheet can compute is a formula over "
         "the sheets of this workbook: change a cell, and the figure "
         "follows. Figures marked as values come from lever.");
    word_lines(lines);
}

static void write_notes(struct book *book, struct sheet *sheet)
{
    static const struct grid_column columns[] = { { "Note or term", 24, false },
                                                  { "Meaning", 110, false } };
    struct lines counted = { .book = book };
    struct lines written = { .book = book, .sheet = sheet };
    size_t i;

    all_lines(&counted);
    for (i = 0; i < book->sheet_count; i++)
        counted.count += tells(book, i) ? live_notes(book->sheets[i]) : 0;
    sheet_table(sheet, "notes", columns, 2, counted.count);
    all_lines(&written);
    formulas(book, sheet, sheet->header + 1 + (lxw_row_t)written.count);
}

const struct sheet_kind sheet_kind_notes = {
    .rank = 120,
    .plan = plan_notes,
    .write = write_notes,
};
