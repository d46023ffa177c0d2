/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book/findings.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "book/kinds.h"

/* What the links, written down beforehand, hold to be worth knowing of this one. */
static double stated_for_link(const struct book *book, const struct book_link *link)
{
    struct source *links = NULL;
    size_t i;

    while ((links = book_source(book, &sheet_kind_links, links)) != NULL)
        for (i = 0; i < links->height; i++)
            if (strcmp(source_text(links, i, source_column(links, "output")), link->output) == 0 &&
                strcmp(source_text(links, i, source_column(links, "outcome")), link->outcome) == 0)
                return source_number(links, i, source_column(links, "min_effect"));
    return NAN;
}

/* What the plan holds to be worth knowing of the measure. */
static double stated_for_measure(const struct book *book, const char *measure)
{
    struct source *plan = NULL;
    size_t i;

    while ((plan = book_source(book, &sheet_kind_plan, plan)) != NULL)
        for (i = 0; i < plan->height; i++)
            if (strcmp(source_text(plan, i, source_column(plan, "measure")), measure) == 0)
                return source_number(plan, i, source_column(plan, "min_change"));
    return NAN;
}

static void set_scale(const struct book *book, struct book_finding *finding)
{
    const struct source *source = finding->source;
    double stated = finding->link
                        ? stated_for_link(book, finding->link)
                        : stated_for_measure(book, source_text(source, finding->row,
                                                               source_column(source, "outcome")));
    double error = (finding->high - finding->low) / 3.92;

    finding->stated = stated > 0;
    finding->scale = finding->stated ? stated : error > 0 ? error : NAN;
}

/* The columns in front of the verdict say who it is about. */
static const char *subject(struct book *book, const struct source *source, size_t row)
{
    struct text text = TEXT_EMPTY;
    const char *entity = source_text(source, row, source_column(source, "entity"));
    long verdict = source_column(source, "verdict");
    const char *kept;
    long i;

    for (i = 0; i < verdict; i++)
        if (source_text(source, row, i)[0])
            text_addf(&text, "%s%s", text.length ? ", " : "", source_text(source, row, i));
    if (entity[0])
        text_addf(&text, " (%s)", entity);
    kept = book_keepf(book, "%s", text.length ? text.bytes : "");
    text_free(&text);
    return kept;
}

static enum answer answer_of(const struct result_table *table, const char *word)
{
    switch (vocabulary_finds(table->words, word)) {
    case FINDS_NOTHING:
        return ANSWER_OPEN;
    case FINDS_NONE:
        return table->topic == RESULT_GOALS ? ANSWER_GOALS : ANSWER_STILL;
    case FINDS_IT:
        break;
    }
    switch (table->topic) {
    case RESULT_LINKS:
        return ANSWER_MOVES;
    case RESULT_GOALS:
        return ANSWER_GOALS;
    case RESULT_CHANGES:
        break;
    }
    return ANSWER_CHANGED;
}

static void take_row(struct book *book, const struct source *source, size_t row)
{
    bool verdicts = source->kind == &sheet_kind_verdicts;
    struct book_finding finding = { .number = book->finding_count,
                                    .source = source,
                                    .row = row,
                                    .link = verdicts ? model_link_at(book, source, row) : NULL };

    finding.what = finding.link ? link_name(book, finding.link) : subject(book, source, row);
    finding.word = source_text(source, row, source_column(source, "verdict"));
    finding.note = source_text(source, row, source_column(source, "note"));
    finding.effect = source_number(source, row, source_column(source, "effect"));
    finding.low = source_number(source, row, source_column(source, "effect_low"));
    finding.high = source_number(source, row, source_column(source, "effect_high"));
    finding.more = source_number(source, row, source_column(source, "more_periods"));
    finding.answer = answer_of(source->result, finding.word);
    set_scale(book, &finding);
    book->findings = xgrow(book->findings, book->finding_count, &book->finding_capacity,
                           sizeof *book->findings);
    book->findings[book->finding_count++] = finding;
}

double finding_strength(const struct book_finding *finding)
{
    double strength = fabs(finding->effect) / finding->scale;

    return isfinite(strength) ? strength : -1;
}

/* Those that are as strong keep the order of the tables. */
static int compare(const void *a, const void *b)
{
    const struct book_finding *x = a;
    const struct book_finding *y = b;
    double difference = finding_strength(y) - finding_strength(x);

    if (x->answer != y->answer)
        return x->answer < y->answer ? -1 : 1;
    if (difference > 0 || difference < 0)
        return difference > 0 ? 1 : -1;
    return (x->number > y->number) - (x->number < y->number);
}

/* A link is one finding, even where two tables of verdicts have it. */
static bool is_told(const struct book *book, const struct source *source, size_t row)
{
    const struct book_link *link = model_link_at(book, source, row);

    return source->kind == &sheet_kind_verdicts &&
           !(link && link->verdicts == source && link->row == row);
}

void findings_take(struct book *book)
{
    size_t i, row;

    for (i = 0; i < book->source_count; i++) {
        const struct source *source = book->sources[i];

        if (!source->result || !source->result->words || source_column(source, "verdict") < 0)
            continue;
        for (row = 0; row < source->height; row++)
            if (!is_told(book, source, row))
                take_row(book, source, row);
    }
    if (book->finding_count > 1)
        qsort(book->findings, book->finding_count, sizeof *book->findings, compare);
}

void findings_free(struct book *book)
{
    free(book->findings);
}

const struct sheet *finding_page(const struct book *book, const struct book_finding *finding)
{
    size_t i;

    if (finding->link && finding->link->chart)
        return finding->link->chart;
    for (i = 0; i < book->sheet_count; i++)
        if (finding->link ? book->sheets[i]->kind == &sheet_kind_verdicts
                          : book->sheets[i]->source == finding->source)
            return book->sheets[i];
    return NULL;
}

const char *answer_heading(enum answer answer)
{
    switch (answer) {
    case ANSWER_MOVES:
        return "What moves";
    case ANSWER_CHANGED:
        return "What changed";
    case ANSWER_GOALS:
        return "Where the goals stand";
    case ANSWER_STILL:
        return "What moves nothing, as far as these data show";
    case ANSWER_OPEN:
    case ANSWERS:
        break;
    }
    return "What cannot be told yet";
}
