/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The cover: the question, the answer, what it is based on, and the way to the
 * other sheets. Text runs down column A; the contents are the sheet's table.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/memory.h"
#include "book/contents.h"
#include "book/findings.h"
#include "book/kinds.h"
#include "book/naive.h"
#include "book/picture.h"
#include "words/verdicts.h"

/* So many lines of one answer, and of what to do. Of more findings, those that say nothing have no
 * lines. */
enum { listed_most = 20, steps_most = 3 };
/* A cover of fewer rows is printed on one page. */
enum { cover_rows = 90 };

static void plan_cover(struct book *book, const struct sheet_kind *kind)
{
    struct sheet *sheet = sheet_add(book, kind, "Cover", book->title);

    /* A picture stands in no table's way: the contents then have a sheet of their own. */
    sheet->has_table = !picture_has(book);
}

/* Text at the next row. */
static void say(struct sheet *sheet, enum style style, const char *text)
{
    sheet_text(sheet, sheet->header++, 0, style, text);
}

/* "calls and complaints (guardrail): harms. 10 more calls ..." */
static const char *sentence(struct book *book, const struct book_finding *finding)
{
    bool guardrail = finding->link &&
                     strcmp(book_role(book, finding->link->outcome), "guardrail") == 0;

    return book_keepf(book, "%s%s: %s. %s", finding->what, guardrail ? " (guardrail)" : "",
                      finding->word, finding->note);
}

/* "2 of 120 links hold: the output moves the outcome; 118 cannot be told yet.", a line a table. */
static void count_rows(struct sheet *sheet, const struct source *source)
{
    const struct vocabulary *words = source->result->words;
    size_t *counts = xcalloc(words->count, sizeof *counts);
    const struct book *book = sheet->book;
    struct text text = TEXT_EMPTY;
    bool timed = source->kind != &sheet_kind_verdicts;
    size_t total = 0;
    size_t i;

    for (i = 0; i < book->finding_count; i++) {
        const struct book_finding *finding = &book->findings[i];
        int word = vocabulary_find(words, finding->word);

        if (finding->source != source)
            continue;
        total++;
        timed |= finding->link && link_timed(finding->link);
        if (word >= 0)
            counts[word]++;
    }
    vocabulary_summary(words, counts, timed, &text);
    if (total > 1)
        say(sheet, STYLE_PROSE, text.bytes);
    text_free(&text);
    free(counts);
}

static void count_all(struct book *book, struct sheet *sheet)
{
    const struct source *told = NULL;
    size_t i, k;

    for (i = 0; i < book->source_count; i++)
        for (k = 0; k < book->finding_count; k++)
            if (book->findings[k].source == book->sources[i] && told != book->sources[i])
                count_rows(sheet, told = book->sources[i]);
}

/* Where those stand that have no line of their own. */
static void point_to_others(struct book *book, struct sheet *sheet, enum answer answer, size_t left)
{
    const struct sheet_kind *kind = &sheet_kind_verdicts;
    size_t i;

    for (i = 0; i < book->finding_count; i++)
        if (book->findings[i].answer == answer && !book->findings[i].link)
            kind = &sheet_kind_findings;
    for (i = 0; i < book->sheet_count; i++)
        if (book->sheets[i]->kind == kind)
            sheet_pointer(sheet, sheet->header++, STYLE_POINTER, book->sheets[i],
                          book_keepf(book, "%zu more%s are on the sheet %s.", left,
                                     answer == ANSWER_OPEN
                                         ? ", of which these data say nothing yet,"
                                         : "",
                                     book->sheets[i]->name));
}

/* One line a finding, which leads to its page. */
static void list_findings(struct book *book, struct sheet *sheet, enum answer answer)
{
    bool many = book->finding_count > listed_most;
    size_t most = many && answer == ANSWER_OPEN ? 0 : listed_most;
    size_t count = 0;
    size_t i;

    for (i = 0; i < book->finding_count; i++) {
        const struct book_finding *finding = &book->findings[i];
        const struct sheet *page = finding_page(book, finding);

        if (finding->answer != answer)
            continue;
        if (count++ == 0)
            say(sheet, STYLE_HEADING, answer_heading(answer));
        if (count > most)
            continue;
        if (page)
            sheet_pointer(sheet, sheet->header++, STYLE_ANSWER, page, sentence(book, finding));
        else
            say(sheet, STYLE_PROSE, sentence(book, finding));
    }
    if (count > most)
        point_to_others(book, sheet, answer, count - most);
}

static void answer(struct book *book, struct sheet *sheet)
{
    int i;

    say(sheet, STYLE_HEADING, "The answer");
    if (book->finding_count == 0) {
        say(sheet, STYLE_PROSE, "No link was tested.");
        return;
    }
    count_all(book, sheet);
    say(sheet, STYLE_PROSE,
        "The 95% interval stands in brackets: how small and how large the "
        "effect may well be.");
    for (i = 0; i < ANSWERS; i++)
        list_findings(book, sheet, (enum answer)i);
}

/* What would settle what cannot be told, and what would make sure of what moves. */
static void next_steps(struct book *book, struct sheet *sheet)
{
    size_t told = 0;
    size_t i;

    for (i = 0; i < book->finding_count && told < steps_most; i++) {
        const struct book_finding *finding = &book->findings[i];
        const char *steps = finding->link ? book_steps(book) : "periods";

        if (finding->answer != ANSWER_OPEN || !(finding->more > 0))
            continue;
        if (told++ == 0)
            say(sheet, STYLE_HEADING, "What to do next");
        say(sheet, STYLE_PROSE,
            finding->more == 1 ? book_keepf(book, "%s: ask again after one more %s.", finding->what,
                                            finding->link ? finding->link->step : "period")
                               : book_keepf(book, "%s: ask again after %.0f more %s.",
                                            finding->what, finding->more, steps));
    }
    for (i = 0; i < book->finding_count; i++) {
        const struct book_finding *finding = &book->findings[i];

        if (finding->answer != ANSWER_MOVES || !finding->link || !link_timed(finding->link))
            continue;
        if (told == 0)
            say(sheet, STYLE_HEADING, "What to do next");
        say(sheet, STYLE_PROSE,
            book_keepf(book,
                       "%s: these data show that one goes with the other, not that it is because "
                       "of it. To make sure, let a calendar drawn by lot say when %s is high.",
                       finding->what, finding->link->output));
        break;
    }
}

/* The words that occur, each once, in the order of the findings. */
static void words(struct book *book, struct sheet *sheet)
{
    size_t i;
    size_t j;

    say(sheet, STYLE_HEADING, "What the verdict words mean");
    for (i = 0; i < book->finding_count; i++) {
        const struct vocabulary *words = book->findings[i].source->result->words;
        const char *word = book->findings[i].word;
        int verdict = vocabulary_find(words, word);

        for (j = 0; j < i && (book->findings[j].source->result->words != words ||
                              strcmp(book->findings[j].word, word) != 0);
             j++)
            ;
        if (j == i && verdict >= 0 && words->words[verdict].meaning)
            say(sheet, STYLE_PROSE,
                book_keepf(book, "%s: %s", word, words->words[verdict].meaning));
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

static void point_to_contents(struct book *book, struct sheet *sheet)
{
    size_t i;

    for (i = 0; i < book->sheet_count; i++)
        if (book->sheets[i]->kind == &sheet_kind_contents)
            sheet_pointer(sheet, sheet->header++, STYLE_POINTER, book->sheets[i],
                          "All sheets of this workbook");
}

static void write_cover(struct book *book, struct sheet *sheet)
{
    if (book->failed)
        return;
    worksheet_set_portrait(sheet->worksheet);
    sheet_columns(sheet, contents_columns, 2);
    if (book->question[0]) {
        say(sheet, STYLE_HEADING, "The question");
        say(sheet, STYLE_PROSE, book->question);
    }
    if (book->finding_count > 0 || book_source(book, &sheet_kind_verdicts, NULL)) {
        answer(book, sheet);
        picture_place(sheet);
        next_steps(book, sheet);
        words(book, sheet);
    }
    basis(book, sheet);
    sheet_print(sheet, sheet->header - 1, sheet->header < cover_rows);
    if (sheet->has_table)
        contents_write(book, sheet);
    else
        point_to_contents(book, sheet);
}

const struct sheet_kind sheet_kind_cover = {
    .rank = 10,
    .plan = plan_cover,
    .write = write_cover,
};
