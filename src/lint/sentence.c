/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lint/sentence.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "lint/sentence_private.h"

/* A sentence while it is read. */
struct look {
    const struct token *t;
    size_t n;
    size_t start;    /* where its contents begin */
    bool from_to;    /* "from a to b" */
    size_t from, to; /* these numbers */
};

static bool has(const struct look *look, enum section section)
{
    size_t i;

    for (i = 0; i < look->n; i++)
        if (look->t[i].in[section])
            return true;
    return false;
}

/* The first of a section within [from, from + most), or n. */
static size_t next_of(const struct look *look, enum section section, size_t from, size_t most)
{
    size_t i;

    for (i = from; i < look->n && i < from + most; i++)
        if (look->t[i].in[section])
            return i;
    return look->n;
}

static size_t next_target(const struct look *look, size_t from, size_t most)
{
    size_t i;

    for (i = from; i < look->n && i < from + most; i++)
        if (token_target(&look->t[i]))
            return i;
    return look->n;
}

static void keep_word(struct sentence_read *read, const char *word)
{
    snprintf(read->word, sizeof read->word, "%s", word);
}

/* Behind "KR1:", "1.", "We will successfully". */
static void skip_prefix(struct look *look, struct sentence_read *read)
{
    size_t i = 0;

    for (;;) {
        const struct token *token = &look->t[i];
        size_t digits;

        if (i >= look->n)
            break;
        digits = strcspn(token->word, "0123456789");
        if (strcmp(token->word, ":") == 0 || token->in[SECTION_PREFIX]) {
            read->objective = read->objective || token->in[SECTION_OBJECTIVE] > 0;
            i += token->in[SECTION_PREFIX] ? token->in[SECTION_PREFIX] : 1;
        } else if (!token->number && digits > 0 && digits <= 2 && token->word[digits] != '\0' &&
                   (strncmp(token->word, "kr", digits) == 0 ||
                    strncmp(token->word, "o", digits) == 0)) {
            read->objective = read->objective || *token->word == 'o';
            i++;
        } else if (token->number && i + 1 < look->n && strcmp(look->t[i + 1].word, ":") == 0) {
            i += 2;
        } else {
            break;
        }
    }
    look->start = i < look->n ? i : 0;
}

/* "from 5 to 8", "5 → 8", "5 to 8". */
static void find_from_to(struct look *look)
{
    size_t i;

    for (i = 0; i < look->n && !look->from_to; i++) {
        size_t a, arrow, b;
        bool said = look->t[i].in[SECTION_FROM] > 0;

        if (!said && !token_target(&look->t[i]))
            continue;
        a = said ? next_target(look, i + 1, 4) : i;
        if (a == look->n)
            continue;
        arrow = next_of(look, SECTION_TO, a + 1, said ? 8 : 2);
        if (arrow == look->n)
            continue;
        b = next_target(look, arrow + 1, said ? 4 : 2);
        if (b == look->n)
            continue;
        look->from_to = true;
        look->from = a;
        look->to = b;
    }
}

/* From nothing: "win 10 customers", "100 new sign-ups". */
static bool counted(const struct look *look)
{
    size_t i;

    if (look->t[look->start].in[SECTION_GAIN]) {
        i = next_target(look, look->start, look->n);
        return i < look->n && !look->t[i].percent && !look->t[i].times;
    }
    for (i = look->start; i + 1 < look->n; i++)
        if (token_target(&look->t[i]) && !look->t[i].percent && look->t[i + 1].in[SECTION_GAIN])
            return true;
    /* German puts its verb last. */
    i = next_target(look, look->start, look->n);
    return look->t[look->n - 1].in[SECTION_GAIN] > 0 && i < look->n && !look->t[i].percent &&
           next_of(look, SECTION_BY, 0, look->n) == look->n;
}

static bool is_date(const struct look *look)
{
    size_t i;

    for (i = 0; i < look->n; i++)
        if (look->t[i].date || look->t[i].in[SECTION_DATE])
            return true;
    return false;
}

/* What something is for stands behind it, with a number: "to raise activation to 30 %". */
static bool for_something(const struct look *look)
{
    size_t i = next_of(look, SECTION_THAT, look->start + 1, look->n);

    return i < look->n && next_target(look, i, look->n) < look->n;
}

/* "build time", "release cycle time": the verb is a noun. */
static bool is_noun(const struct look *look, size_t i)
{
    static const char *const small[] = { "a",   "an",  "the", "our", "new", "of",  "to",  "for",
                                         "and", "all", "die", "der", "das", "ein", "eine" };
    size_t k;

    if (i + 1 < look->n && look->t[i + 1].in[SECTION_MEASURE])
        return true;
    if (i + 2 >= look->n || !look->t[i + 2].in[SECTION_MEASURE] || look->t[i + 1].number)
        return false;
    for (k = 0; k < sizeof small / sizeof *small; k++)
        if (strcmp(look->t[i + 1].word, small[k]) == 0)
            return false;
    return true;
}

/* The last word that is not about a date. */
static size_t last_word(const struct look *look)
{
    size_t i = look->n;

    while (i > look->start + 1) {
        const struct token *token = &look->t[i - 1];

        if (token->date || token->in[SECTION_YEAR_BEFORE] || token->in[SECTION_DATE] ||
            token->in[SECTION_MONTH] || strcmp(token->word, "the") == 0)
            i--;
        else
            break;
    }
    return i - 1;
}

static bool has_percent(const struct look *look)
{
    size_t i;

    for (i = 0; i < look->n; i++)
        if (look->t[i].number && look->t[i].percent)
            return true;
    return false;
}

/* A verb that stands for doing: at the beginning, in German at the end. */
static size_t doing(const struct look *look)
{
    bool measured = has(look, SECTION_MEASURE) || has_percent(look);
    size_t last = last_word(look);
    const struct token *first = &look->t[look->start];

    if (first->in[SECTION_OUTPUT_VERB] && !is_noun(look, look->start))
        return look->start;
    if (first->in[SECTION_SOFT_VERB] && !measured && !is_noun(look, look->start))
        return look->start;
    if (last > look->start && look->t[last].in[SECTION_OUTPUT_VERB_LAST] && !measured)
        return last;
    return look->n;
}

/* Something done, or so many more of what is made: "ten posts published", "increase blog posts". */
static size_t done(const struct look *look)
{
    size_t i;

    if (look->t[look->start].in[SECTION_UP]) {
        i = next_of(look, SECTION_OUTPUT_NOUN, look->start + 1, 6);
        if (i < look->n && !(i + 1 < look->n && look->t[i + 1].in[SECTION_MEASURE]))
            return i;
    }
    if (has(look, SECTION_MEASURE) || has_percent(look) || has(look, SECTION_DOWN))
        return look->n;
    for (i = look->start + 1; i < look->n; i++)
        if (look->t[i].in[SECTION_OUTPUT_PARTICIPLE])
            return i;
    return look->n;
}

static void find_output(const struct look *look, struct sentence_read *read)
{
    size_t i = doing(look);

    if (i == look->n)
        i = done(look);
    if (i == look->n || for_something(look))
        return;
    if (look->from_to && !has(look, SECTION_OUTPUT_NOUN)) /* of what, if not a measure? */
        return;
    if (read->objective && look->t[i].in[SECTION_OBJECTIVE_VERB])
        return;
    read->output = true;
    keep_word(read, look->t[i].word);
}

static void find_vague(const struct look *look, struct sentence_read *read)
{
    size_t i = next_of(look, SECTION_VAGUE, look->start, look->n);

    if (read->number || i == look->n || has(look, SECTION_MEASURE))
        return;
    read->vague = true;
    keep_word(read, look->t[i].word);
}

/* Only numbers in the same unit are compared: "from 2 hours to 30 minutes" is not. */
static void find_wrong_way(const struct look *look, struct sentence_read *read)
{
    const struct token *a = &look->t[look->from], *b = &look->t[look->to];
    bool up, down;

    if (!look->from_to || !a->number || !b->number || a->percent != b->percent ||
        has(look, SECTION_RANK))
        return;
    if (!a[1].in[SECTION_TO] && !(b + 1 < look->t + look->n && strcmp(a[1].word, b[1].word) == 0))
        return;
    up = next_of(look, SECTION_UP, look->start, look->from) < look->from;
    down = next_of(look, SECTION_DOWN, look->start, look->from) < look->from;
    read->wrong_way = (up && !down && b->value < a->value) || (down && !up && b->value > a->value);
}

/* Part of a sentence between two conjunctions: does it set a number for a measure of its own? */
static bool sets_one(const struct look *look, size_t from, size_t to)
{
    bool number = false, measure = false;
    size_t i;

    for (i = from; i < to; i++) {
        if (look->t[i].in[SECTION_KEEP] || look->t[i].in[SECTION_THAT])
            return false;
        number = number || (token_target(&look->t[i]) && look->t[i].number);
        measure = measure || look->t[i].in[SECTION_MEASURE] || look->t[i].in[SECTION_DOWN] ||
                  look->t[i].in[SECTION_UP] || look->t[i].in[SECTION_CHANGE];
    }
    return number && measure;
}

static void find_two(const struct look *look, struct sentence_read *read)
{
    size_t from = look->start, i, sets = 0;

    for (i = look->start; i <= look->n; i++) {
        bool ends = i == look->n || look->t[i].in[SECTION_AND] || strcmp(look->t[i].word, ";") == 0;

        /* "between 5 and 8" */
        if (ends && i < look->n && i > 2 &&
            (look->t[i - 2].in[SECTION_BETWEEN] || (i > 3 && look->t[i - 3].in[SECTION_BETWEEN])))
            continue;
        if (!ends)
            continue;
        sets += sets_one(look, from, i);
        if (i < look->n && i > look->start && i + 1 < look->n &&
            look->t[look->start].in[SECTION_UP] && look->t[i - 1].in[SECTION_MEASURE] &&
            look->t[i + 1].in[SECTION_MEASURE] &&
            !(i + 2 < look->n && look->t[i + 2].in[SECTION_MEASURE]) && read->number)
            sets = 2;
        from = i + 1;
    }
    read->two = sets > 1;
    if (read->two)
        keep_word(read, "");
}

/* "increase the conversion rate by 20 %": points, or per cent of it? */
static void find_trap(const struct look *look, struct sentence_read *read)
{
    size_t rate = next_of(look, SECTION_RATE, look->start, look->n), i;

    if (rate == look->n || look->from_to)
        return;
    for (i = look->start + 1; i < look->n; i++) {
        bool moves = next_of(look, SECTION_UP, look->start, i) < i ||
                     next_of(look, SECTION_DOWN, look->start, i) < i ||
                     look->t[look->start].in[SECTION_CHANGE];

        if (!look->t[i].number || !look->t[i].percent || !moves ||
            !(look->t[i - 1].in[SECTION_BY] || i == rate + 1))
            continue;
        if (i + 1 < look->n && (look->t[i + 1].in[SECTION_POINTS] ||
                                (i + 2 < look->n && look->t[i + 2].in[SECTION_POINTS])))
            continue;
        read->trap = true;
        keep_word(read, look->t[rate].word);
    }
}

void sentence_read(const struct lexicon *lexicon, const char *text, struct sentence_read *read)
{
    struct tokens *tokens = xcalloc(1, sizeof *tokens);
    struct look look;
    bool seeks;

    memset(read, 0, sizeof *read);
    tokens_make(lexicon, text, tokens);
    look = (struct look){ .t = tokens->items, .n = tokens->count };
    if (tokens->count > 0) {
        skip_prefix(&look, read);
        find_from_to(&look);
        read->number = next_target(&look, look.start, look.n) < look.n;
        seeks = look.t[look.start].in[SECTION_DISCOVER] > 0;
        read->question = tokens->asks || (seeks && has(&look, SECTION_QUESTION));
        read->discovery = tokens->asks || (seeks && (read->question || !read->number));
        read->baseline = look.from_to || has(&look, SECTION_BASELINE) || has(&look, SECTION_KEEP) ||
                         counted(&look);
        read->date = is_date(&look);
        find_two(&look, read);
        find_trap(&look, read);
        find_wrong_way(&look, read);
        find_vague(&look, read);
        find_output(&look, read);
    }
    tokens_free(tokens);
    free(tokens);
}

bool sentence_names_output(const struct lexicon *lexicon, const char *name)
{
    struct tokens *tokens = xcalloc(1, sizeof *tokens);
    char *words = xstrdup(name), *at;
    bool output = false, measure = false;
    size_t i;

    for (at = words; *at; at++)
        if (*at == '_')
            *at = ' ';
    tokens_make(lexicon, words, tokens);
    for (i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->items[i];

        measure = measure || token->in[SECTION_MEASURE];
        if ((i > 0 && token->in[SECTION_OUTPUT_PARTICIPLE]) ||
            (token->in[SECTION_OUTPUT_NOUN] && i + token->in[SECTION_OUTPUT_NOUN] == tokens->count))
            output = true;
    }
    tokens_free(tokens);
    free(tokens);
    free(words);
    return output && !measure;
}
