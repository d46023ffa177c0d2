/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book/answers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "book/kinds.h"
#include "book/naive.h"
#include "words/verdicts.h"

/* So many lines of one answer, and of what to do. Of more findings, those that say nothing have no
 * lines. */
enum { listed_most = 20, steps_most = 3 };

static struct answer_line *add(struct answers *answers, enum line_kind kind, const char *text)
{
    answers->lines = xgrow(answers->lines, answers->count, &answers->capacity,
                           sizeof *answers->lines);
    answers->lines[answers->count] = (struct answer_line){ .kind = kind, .text = text };
    return &answers->lines[answers->count++];
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
static void count_rows(struct book *book, struct answers *answers, const struct source *source)
{
    const struct vocabulary *words = source->result->words;
    size_t *counts = xcalloc(words->count, sizeof *counts);
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
        add(answers, LINE_PROSE, book_keepf(book, "%s", text.bytes));
    text_free(&text);
    free(counts);
}

static void count_all(struct book *book, struct answers *answers)
{
    const struct source *told = NULL;
    size_t i, k;

    for (i = 0; i < book->source_count; i++)
        for (k = 0; k < book->finding_count; k++)
            if (book->findings[k].source == book->sources[i] && told != book->sources[i])
                count_rows(book, answers, told = book->sources[i]);
}

/* One line a finding. */
static void list_findings(struct book *book, struct answers *answers, enum answer answer)
{
    bool many = book->finding_count > listed_most;
    size_t most = many && answer == ANSWER_OPEN ? 0 : listed_most;
    const char *left = answer == ANSWER_OPEN ? "%zu more, of which these data say nothing yet,"
                                             : "%zu more";
    size_t count = 0;
    size_t i;

    for (i = 0; i < book->finding_count; i++) {
        const struct book_finding *finding = &book->findings[i];

        if (finding->answer != answer)
            continue;
        if (count++ == 0)
            add(answers, LINE_SUBHEADING, answer_heading(answer));
        if (count <= most)
            add(answers, LINE_FINDING, sentence(book, finding))->finding = finding;
    }
    if (count > most)
        add(answers, LINE_LEFT, book_keepf(book, left, count - most))->answer = answer;
}

static void answer_all(struct book *book, struct answers *answers)
{
    int i;

    add(answers, LINE_HEADING, "The answer");
    if (book->finding_count == 0) {
        add(answers, LINE_PROSE, "No link was tested.");
        return;
    }
    count_all(book, answers);
    add(answers, LINE_PROSE,
        "The 95% interval stands in brackets: how small and how large the "
        "effect may well be.");
    for (i = 0; i < ANSWERS; i++)
        list_findings(book, answers, (enum answer)i);
}

/* What would settle what cannot be told, and what would make sure of what moves. */
static void next_steps(struct book *book, struct answers *answers)
{
    size_t told = 0;
    size_t i;

    for (i = 0; i < book->finding_count && told < steps_most; i++) {
        const struct book_finding *finding = &book->findings[i];
        const char *steps = finding->link ? book_steps(book) : "periods";

        if (finding->answer != ANSWER_OPEN || !(finding->more > 0))
            continue;
        if (told++ == 0)
            add(answers, LINE_HEADING, "What to do next");
        add(answers, LINE_PROSE,
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
            add(answers, LINE_HEADING, "What to do next");
        add(answers, LINE_PROSE,
            book_keepf(book,
                       "%s: these data show that one goes with the other, not that it is because "
                       "of it. To make sure, let a calendar drawn by lot say when %s is high.",
                       finding->what, finding->link->output));
        break;
    }
}

/* The words that occur, each once, in the order of the findings. */
static void words(struct book *book, struct answers *answers)
{
    size_t i;
    size_t j;

    add(answers, LINE_HEADING, "What the verdict words mean");
    for (i = 0; i < book->finding_count; i++) {
        const struct vocabulary *words = book->findings[i].source->result->words;
        const char *word = book->findings[i].word;
        int verdict = vocabulary_find(words, word);

        for (j = 0; j < i && (book->findings[j].source->result->words != words ||
                              strcmp(book->findings[j].word, word) != 0);
             j++)
            ;
        if (j == i && verdict >= 0 && words->words[verdict].meaning)
            add(answers, LINE_PROSE,
                book_keepf(book, "%s: %s", word, words->words[verdict].meaning));
    }
    add(answers, LINE_PROSE, "All words, and how the figures were made, are on the sheet Notes.");
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
static void period(struct book *book, struct answers *answers)
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
        add(answers, LINE_PROSE, book_keepf(book, "Period: %s to %s.", span.first, span.last));
}

/* "tickets.csv (tickets_closed, first_reply_time)": what the plan says of the file in a row of it. */
static void measured_in(struct book *book, struct answers *answers, const struct source *plan,
                        const char *file)
{
    struct text text = TEXT_EMPTY;
    size_t i;

    for (i = 0; i < plan->height; i++)
        if (strcmp(source_text(plan, i, source_column(plan, "source")), file) == 0)
            text_addf(&text, "%s%s", text.length ? ", " : "",
                      source_text(plan, i, source_column(plan, "measure")));
    add(answers, LINE_PROSE, book_keepf(book, "Source: %s (%s).", file, text.bytes));
    text_free(&text);
}

/* The exports that the plan names, each once; false where it names none. */
static bool exports(struct book *book, struct answers *answers)
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
            measured_in(book, answers, plan, file);
            any = true;
        }
    }
    return any;
}

/* Without a plan, the tables that were given: beside data, those that lever made of it are none. */
static void tables(struct book *book, struct answers *answers)
{
    size_t i;

    for (i = 0; i < book->source_count; i++) {
        const struct source *source = book->sources[i];

        if (source->kind == &sheet_kind_settings ||
            (book_source(book, &sheet_kind_data, NULL) && source->kind != &sheet_kind_data))
            continue;
        if (source->whole)
            add(answers, LINE_PROSE,
                book_keepf(book, "Source: %s, %zu row%s.", source->label, source->height,
                           source->height == 1 ? "" : "s"));
        else
            add(answers, LINE_PROSE, book_keepf(book, "Source: %s.", source->label));
    }
}

static void basis(struct book *book, struct answers *answers)
{
    add(answers, LINE_HEADING, "What this is based on");
    period(book, answers);
    if (!exports(book, answers))
        tables(book, answers);
    if (book->repairs && book->repairs->total > 0)
        add(answers, LINE_PROSE,
            book_keepf(book, "%zu repair%s made to read the sources: see the sheet Repairs.",
                       book->repairs->total, book->repairs->total == 1 ? " was" : "s were"));
}

void answers_tell(struct book *book, struct answers *answers)
{
    *answers = (struct answers){ .lines = NULL };
    if (book->question[0]) {
        add(answers, LINE_HEADING, "The question");
        add(answers, LINE_PROSE, book->question);
    }
    if (book->finding_count > 0 || book_source(book, &sheet_kind_verdicts, NULL)) {
        answer_all(book, answers);
        add(answers, LINE_PICTURE, "");
        next_steps(book, answers);
        words(book, answers);
    }
    basis(book, answers);
}

void answers_free(struct answers *answers)
{
    free(answers->lines);
}

const char *link_figures(struct book *book, const struct book_link *link)
{
    double low = link_number(link, "effect_low");
    double high = link_number(link, "effect_high");
    struct text text = TEXT_EMPTY;
    const char *kept;

    text_addf(&text, "Verdict: %s (%s).", link_text(link, "verdict"), link_text(link, "evidence"));
    if (isfinite(link_number(link, "effect")))
        text_addf(&text, " Effect: %.4g", link_number(link, "effect"));
    if (isfinite(low) && isfinite(high))
        text_addf(&text, ", 95%% interval %.4g to %.4g", low, high);
    if (isfinite(link_number(link, "p")))
        text_addf(&text, "; p %.4f, corrected for all links %.4f", link_number(link, "p"),
                  link_number(link, "p_adj"));
    if (isfinite(link_number(link, "n")))
        text_addf(&text, "; %.0f rows.", link_number(link, "n"));
    kept = book_keepf(book, "%s", text.bytes);
    text_free(&text);
    return kept;
}

const char *link_spreadsheet(struct book *book, const struct book_link *link)
{
    double r = link_number(link, "naive_r");
    double p = link_number(link, "naive_p");
    const char *adjusted = link_text(link, "adjusted_for");
    bool related = p < .05;
    bool found = vocabulary_finds(&verdict_words, link_text(link, "verdict")) == FINDS_IT;
    const char *why;

    if (!isfinite(r) || !isfinite(p))
        return "";
    if (related == found)
        why = found ? "The test agrees that there is a link; its size is the one above."
                    : "The test does not say that there is a link, either.";
    else if (found)
        why = "That misses the link, which shows at its lag and beside what else moves both.";
    else
        why = "That is no evidence: what both share in time looks like a link to it.";
    return book_keepf(book,
                      "A spreadsheet would have said: CORREL %.2f with p %.4f, so %s. %s%s%s%s", r,
                      p, related ? "related" : "not related", why,
                      adjusted[0] ? " Taken out here: " : "", adjusted, adjusted[0] ? "." : "");
}
