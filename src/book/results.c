/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "book/book_private.h"

static bool holds(const struct book *book, const struct result_table *result)
{
    size_t i;

    for (i = 0; i < book->source_count; i++)
        if (book->sources[i]->result == result)
            return true;
    return false;
}

const struct result_table *const *book_results(const struct book *book,
                                               const struct result_table *const *after)
{
    const struct result_table *const *at = after ? after + 1 : result_tables;

    for (; *at; at++)
        if ((*at)->sheet && holds(book, *at))
            return at;
    return NULL;
}

bool book_has_results(const struct book *book)
{
    return book_results(book, NULL) != NULL;
}

bool result_notes_told(const struct book *book, const struct result_table *const *table)
{
    const struct result_table *const *before = NULL;

    while ((before = book_results(book, before)) != table)
        if ((*before)->notes == (*table)->notes)
            return true;
    return false;
}

bool result_words_told(const struct book *book, const struct result_table *const *table)
{
    const struct result_table *const *before = NULL;

    while ((before = book_results(book, before)) != table)
        if ((*before)->words == (*table)->words)
            return true;
    return false;
}

size_t result_note_number(const struct book *book, const struct result_note *note)
{
    const struct result_table *const *table = NULL;
    const struct result_note *at;
    size_t number = 0;

    while ((table = book_results(book, table)) != NULL) {
        if (result_notes_told(book, table))
            continue;
        for (at = (*table)->notes; at && at->text; at++) {
            number += at->term == NULL;
            if (at == note)
                return number;
        }
    }
    return 0;
}

const char *result_shown(struct book *book, const char *header, const struct result_note *note)
{
    const char *mark = strchr(header, '#');
    size_t number = note ? result_note_number(book, note) : 0;

    if (mark)
        header = book_keepf(book, "%.*s%s%s", (int)(mark - header), header, book_steps(book),
                            mark + 1);
    return number ? book_keepf(book, "%s [note %zu]", header, number) : header;
}

const char *result_format(enum result_shape shape)
{
    switch (shape) {
    case RESULT_WHOLE:
        return "0";
    case RESULT_R:
        return "0.000";
    case RESULT_P:
        return p_format;
    case RESULT_TEXT:
    case RESULT_PERIOD:
    case RESULT_NUMBER:
        break;
    }
    return NULL;
}
