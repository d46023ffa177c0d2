/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The cover: the question, the answer, what it is based on, and the way to the
 * other sheets. Text runs down column A; the contents are the sheet's table.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/memory.h"
#include "book/kinds.h"
#include "book/naive.h"
#include "words/verdicts.h"

enum { listed_most = 20 }; /* beyond so many links, those that say nothing are left to Verdicts */

static void plan_cover(struct book *book, const struct sheet_kind *kind)
{
    sheet_add(book, kind, "Cover", book->title);
}

/* Text at the next row. */
static void say(struct sheet *sheet, enum style style, const char *text)
{
    sheet_text(sheet, sheet->header++, 0, style, text);
}

/* "calls and complaints (guardrail): harms. ..." */
static const char *sentence(struct book *book, const struct book_link *link)
{
    bool guardrail = strcmp(book_role(book, link->outcome), "guardrail") == 0;

    return book_keepf(book, "%s%s: %s. %s", link_name(book, link), guardrail ? " (guardrail)" : "",
                      link_text(link, "verdict"), link_text(link, "note"));
}

/* Does the verdict on the link say something of the world, rather than of the data? */
static bool says_something(const struct book_link *link)
{
    return vocabulary_finds(&verdict_words, link_text(link, "verdict")) != FINDS_NOTHING;
}

/* "2 of 120 links hold: the output moves the outcome; 118 cannot be told yet." Returns how many
 * links have a verdict. */
static size_t count_links(struct book *book, struct sheet *sheet)
{
    size_t counts[VERDICTS] = { 0 };
    struct text text = TEXT_EMPTY;
    size_t total = 0;
    bool timed = false;
    size_t i;

    for (i = 0; i < book->link_count; i++) {
        int verdict = vocabulary_find(&verdict_words, link_text(book->links[i], "verdict"));

        total += book->links[i]->verdicts != NULL;
        timed |= link_timed(book->links[i]);
        if (verdict >= 0)
            counts[verdict]++;
    }
    vocabulary_summary(&verdict_words, counts, timed, &text);
    if (total > 1)
        say(sheet, STYLE_PROSE, text.bytes);
    text_free(&text);
    return total;
}

static void point_to_verdicts(struct book *book, struct sheet *sheet, size_t left)
{
    size_t i;

    for (i = 0; i < book->sheet_count; i++)
        if (book->sheets[i]->kind == &sheet_kind_verdicts)
            sheet_goto(sheet, sheet->header++, 0, book->sheets[i],
                       book_keepf(book,
                                  "%zu more, of which these data say nothing yet, are on the "
                                  "sheet %s.",
                                  left, book->sheets[i]->name));
}

static void answer(struct book *book, struct sheet *sheet)
{
    size_t left = 0;
    size_t total;
    size_t i;

    say(sheet, STYLE_HEADING, "The answer, link by link");
    if (book->link_count == 0) {
        say(sheet, STYLE_PROSE, "No link was tested.");
        return;
    }
    total = count_links(book, sheet);
    say(sheet, STYLE_PROSE,
        "The 95% interval stands in brackets: how small and how large the "
        "effect may well be.");
    for (i = 0; i < book->link_count; i++) {
        const struct book_link *link = book->links[i];

        if (!link->verdicts)
            continue;
        if (total > listed_most && !says_something(link))
            left++;
        else
            say(sheet, STYLE_PROSE, sentence(book, link));
    }
    if (left > 0)
        point_to_verdicts(book, sheet, left);
}

/* The column that holds the table's words; -1 = none. */
static long words_column(const struct source *source)
{
    const struct result_table *table = source->result;
    size_t i;

    for (i = 0; i < table->count; i++)
        if (table->columns[i].words && table->columns[i].words == table->words)
            return source_column(source, table->columns[i].name);
    return source_column(source, "verdict");
}

/* The answers of a result table that has no kind of sheet of its own: what all rows come to, then a
 * sentence a row; of many rows only those that say something. */
static void answer_rows(struct book *book, struct sheet *sheet, const struct source *source)
{
    const struct result_table *table = source->result;
    const struct vocabulary *words = table->words;
    size_t *counts = xcalloc(words->count, sizeof *counts);
    struct text text = TEXT_EMPTY;
    long verdict = words_column(source);
    long note = source_column(source, "note");
    size_t row;

    say(sheet, STYLE_HEADING, table->title);
    for (row = 0; row < source->height; row++) {
        int found = vocabulary_find(words, source_text(source, row, verdict));

        if (found >= 0)
            counts[found]++;
    }
    vocabulary_summary(words, counts, true, &text);
    say(sheet, STYLE_PROSE, text.bytes);
    for (row = 0; row < source->height; row++) {
        const char *word = source_text(source, row, verdict);

        if (source->height <= listed_most || vocabulary_finds(words, word) != FINDS_NOTHING)
            say(sheet, STYLE_PROSE,
                book_keepf(book, "%s: %s", word, source_text(source, row, note)));
    }
    text_free(&text);
    free(counts);
}

static void answer_results(struct book *book, struct sheet *sheet)
{
    struct source *source = NULL;

    while ((source = book_source(book, &sheet_kind_results, source)) != NULL)
        if (source->result->words && words_column(source) >= 0)
            answer_rows(book, sheet, source);
}

/* The words that occur, each once, in the order of the links. */
static void words(struct book *book, struct sheet *sheet)
{
    size_t i;
    size_t j;

    say(sheet, STYLE_HEADING, "What the verdict words mean");
    for (i = 0; i < book->link_count; i++) {
        const char *word = link_text(book->links[i], "verdict");
        int verdict = vocabulary_find(&verdict_words, word);

        for (j = 0; j < i && strcmp(link_text(book->links[j], "verdict"), word) != 0; j++)
            ;
        if (j == i && verdict >= 0)
            say(sheet, STYLE_PROSE,
                book_keepf(book, "%s: %s", word, verdict_words.words[verdict].meaning));
    }
    say(sheet, STYLE_PROSE, "All words, and how the figures were made, are on the sheet Notes.");
}

static int compare_periods(const char *a, const char *b)
{
    enum period_kind kind_a, kind_b;
    long x, y;

    if (period_parse(a, strlen(a), &kind_a, &x) == 0 &&
        period_parse(b, strlen(b), &kind_b, &y) == 0 && kind_a == kind_b)
        return (x > y) - (x < y);
    return strcmp(a, b);
}

struct span {
    const char *first;
    const char *last;
};

static void widen(struct span *span, const char *text)
{
    if (text[0] == '\0')
        return;
    if (!span->first || compare_periods(text, span->first) < 0)
        span->first = text;
    if (!span->last || compare_periods(text, span->last) > 0)
        span->last = text;
}

/* The periods of a table's column, where it has one. */
static void widen_by_column(struct span *span, const struct source *source)
{
    long column = source_column(source, "period");
    size_t row;

    for (row = 0; column >= 0 && row < source->height; row++)
        widen(span, source_text(source, row, column));
}

/* The first and the last period of the data that were tested; where no sheet shows these, of the
 * working, or of a column `period`. */
static void period(struct book *book, struct sheet *sheet)
{
    struct span span = { NULL, NULL };
    size_t i;

    for (i = 0; i < book->link_count; i++) {
        const struct naive *naive = book->links[i]->naive;
        size_t end;

        for (end = 0; naive && naive->timed && end < 2; end++)
            widen(&span, source_text(naive->sheet->source, naive->first + naive->ends[end],
                                     (long)naive->time));
    }
    for (i = 0; !span.first && i < book->source_count; i++) {
        const struct source *source = book->sources[i];

        /* Rows without a time are numbered in the working. */
        if (source->kind == &sheet_kind_data ||
            (source->kind == &sheet_kind_working && strcmp(book_step(book), "row") != 0))
            widen_by_column(&span, source);
    }
    if (span.first)
        say(sheet, STYLE_PROSE, book_keepf(book, "Period: %s to %s.", span.first, span.last));
}

/* "tickets.csv (tickets_closed, first_reply_time)": what the plan says of the file in a row of it. */
static void measured_in(struct book *book, struct sheet *sheet, const struct source *plan,
                        const char *file)
{
    struct text text = TEXT_EMPTY;
    size_t i;

    for (i = 0; i < plan->height; i++)
        if (strcmp(source_text(plan, i, source_column(plan, "source")), file) == 0)
            text_addf(&text, "%s%s", text.length ? ", " : "",
                      source_text(plan, i, source_column(plan, "measure")));
    say(sheet, STYLE_PROSE, book_keepf(book, "Source: %s (%s).", file, text.bytes));
    text_free(&text);
}

/* The exports that the plan names, each once; false where it names none. */
static bool exports(struct book *book, struct sheet *sheet)
{
    struct source *plan = NULL;
    bool any = false;
    size_t i;
    size_t j;

    while ((plan = book_source(book, &sheet_kind_plan, plan)) != NULL) {
        long column = source_column(plan, "source");

        for (i = 0; i < plan->height; i++) {
            const char *file = source_text(plan, i, column);

            for (j = 0; j < i && strcmp(source_text(plan, j, column), file) != 0; j++)
                ;
            if (j < i || !file[0])
                continue;
            measured_in(book, sheet, plan, file);
            any = true;
        }
    }
    return any;
}

/* Without a plan, the tables that were given: beside data, those that lever made of it are none. */
static void tables(struct book *book, struct sheet *sheet)
{
    size_t i;

    for (i = 0; i < book->source_count; i++) {
        const struct source *source = book->sources[i];

        if (source->kind == &sheet_kind_settings ||
            (book_source(book, &sheet_kind_data, NULL) && source->kind != &sheet_kind_data))
            continue;
        if (source->whole)
            say(sheet, STYLE_PROSE,
                book_keepf(book, "Source: %s, %zu row%s.", source->label, source->height,
                           source->height == 1 ? "" : "s"));
        else
            say(sheet, STYLE_PROSE, book_keepf(book, "Source: %s.", source->label));
    }
}

static void basis(struct book *book, struct sheet *sheet)
{
    char date[32];
    struct tm when;
    size_t i;

    say(sheet, STYLE_HEADING, "What this is based on");
    period(book, sheet);
    if (!exports(book, sheet))
        tables(book, sheet);
    if (book->repairs && book->repairs->total > 0)
        say(sheet, STYLE_PROSE,
            book_keepf(book, "%zu repair%s made to read the sources: see the sheet Repairs.",
                       book->repairs->total, book->repairs->total == 1 ? " was" : "s were"));
    for (i = 1; i < book->sheet_count; i++)
        if (book->sheets[i]->stream && book->sheets[i]->grid == book->sheets[i - 1]->grid)
            say(sheet, STYLE_PROSE,
                book_keepf(book, "%s continues in %s: a sheet holds 1,048,576 rows.",
                           book->sheets[i - 1]->name, book->sheets[i]->name));
    if (book->truncated)
        say(sheet, STYLE_PROSE,
            book_keepf(book, "%zu text%s cut to 32,767 characters, the most that a cell holds.",
                       book->truncated, book->truncated == 1 ? " was" : "s were"));
    gmtime_r(&book->options->created, &when);
    strftime(date, sizeof date, "%Y-%m-%d", &when);
    say(sheet, STYLE_PROSE, book_keepf(book, "Made by lever " PACKAGE_VERSION " on %s.", date));
}

static const struct grid_column columns[] = { { "What it holds", 96, false },
                                              { "Sheet", 34, false } };

static void contents(struct book *book, struct sheet *sheet)
{
    lxw_row_t row;
    size_t i;

    say(sheet, STYLE_HEADING, "Contents");
    sheet_table(sheet, "contents", columns, 2, book->sheet_count - 1);
    row = sheet->header + 1;
    for (i = 0; i < book->sheet_count; i++) {
        if (book->sheets[i] == sheet)
            continue;
        sheet_goto(sheet, row, 0, book->sheets[i], book->sheets[i]->title);
        sheet_text(sheet, row, 1, STYLE_CELL, book->sheets[i]->name);
        row++;
    }
}

static void write_cover(struct book *book, struct sheet *sheet)
{
    if (book->failed)
        return;
    worksheet_set_portrait(sheet->worksheet);
    sheet_columns(sheet, columns, 2);
    if (book->question[0]) {
        say(sheet, STYLE_HEADING, "The question");
        say(sheet, STYLE_PROSE, book->question);
    }
    if (book_source(book, &sheet_kind_verdicts, NULL)) {
        answer(book, sheet);
        words(book, sheet);
    }
    answer_results(book, sheet);
    basis(book, sheet);
    contents(book, sheet);
}

const struct sheet_kind sheet_kind_cover = {
    .rank = 10,
    .plan = plan_cover,
    .write = write_cover,
};
