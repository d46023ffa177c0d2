/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "lint/sentence_private.h"

/* Signs that are words of their own; what they are written as first. */
static const struct sign {
    const char *sign, *word;
} signs[] = {
    { "\xE2\x86\x92", "\xE2\x86\x92" },
    { "\xE2\x87\x92", "\xE2\x86\x92" },
    { "-->", "\xE2\x86\x92" },
    { "->", "\xE2\x86\x92" },
    { "=>", "\xE2\x86\x92" },
    { ">=", "\xE2\x89\xA5" },
    { "<=", "\xE2\x89\xA4" },
    { "\xE2\x89\xA5", "\xE2\x89\xA5" },
    { "\xE2\x89\xA4", "\xE2\x89\xA4" },
    { "<", "<" },
    { ">", ">" },
    { "&", "&" },
    { ";", ";" },
    { ":", ":" },
};

static const char *const currencies[] = { "$", "\xE2\x82\xAC", "\xC2\xA3", "\xC2\xA5" };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A letter of any script; apostrophes within words are theirs. */
static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80 || c == '\'' || c == '_';
}

static struct token *add_token(struct tokens *tokens)
{
    struct token *token;

    if (tokens->count == TOKENS_MOST)
        return NULL;
    token = &tokens->items[tokens->count++];
    memset(token, 0, sizeof *token);
    token->value = NAN;
    return token;
}

/* 1,000 and 1.000 are thousands, 4,5 and 4.5 are not. */
static double value_of(const char *digits, size_t length)
{
    double value = 0, place = 0;
    size_t i, groups = 0;
    bool thousands = true;

    for (i = 0; i < length; i++) {
        if (is_digit(digits[i]))
            continue;
        groups++;
        thousands = thousands && i + 3 < length + 0 && i <= 3 + 4 * (groups - 1) &&
                    (i + 4 == length || !is_digit(digits[i + 4]));
    }
    thousands = thousands && groups > 0;
    for (i = 0; i < length; i++) {
        if (!is_digit(digits[i])) {
            place = thousands ? 0 : 1;
        } else if (place > 0) {
            place /= 10;
            value += (digits[i] - '0') * place;
        } else {
            value = 10 * value + (digits[i] - '0');
        }
    }
    return value;
}

/* 2026-06-30, 30.06.2026, 6/30/26: its length, or 0. */
static size_t date_length(const char *at)
{
    size_t i = 0, parts = 0;

    while (is_digit(at[i])) {
        size_t from = i;

        while (is_digit(at[i]))
            i++;
        if (i - from > 4)
            return 0;
        parts++;
        if (parts == 3)
            return is_letter(at[i]) ? 0 : i;
        if (!strchr("-./", at[i]) || at[i] == '\0')
            return 0;
        i++;
    }
    return 0;
}

/* What follows a number's digits and belongs to it; how far that reaches. */
static size_t take_suffix(const char *at, struct token *token)
{
    static const struct {
        const char *suffix;
        double times;
    } known[] = { { "k", 1e3 },  { "mio", 1e6 }, { "m", 1e6 },
                  { "mn", 1e6 }, { "bn", 1e9 },  { "b", 1e9 } };
    size_t length = 0, i;

    if (*at == '%') {
        token->percent = true;
        return 1;
    }
    if (*at == '+')
        return 1;
    while (is_letter(at[length]) || is_digit(at[length]))
        length++;
    if (length == 2 && (strncmp(at, "st", 2) == 0 || strncmp(at, "nd", 2) == 0 ||
                        strncmp(at, "rd", 2) == 0 || strncmp(at, "th", 2) == 0))
        token->name = true;
    if (length == 1 && *at == 'x')
        token->times = true;
    for (i = 0; i < sizeof known / sizeof *known; i++)
        if (strlen(known[i].suffix) == length && strncmp(at, known[i].suffix, length) == 0)
            token->value *= known[i].times;
    if (at[length] == '-' && is_letter(at[length + 1]))
        token->joined = true;
    else if ((at[length] == ':' || at[length] == '/') && is_digit(at[length + 1]))
        token->name = at[length] == ':' || strncmp(at, "/7", 2) == 0;
    return length;
}

/* The number at `at`; returns its end. */
static size_t take_number(struct tokens *tokens, char *at, bool money)
{
    size_t length = date_length(at);
    struct token *token = add_token(tokens);
    struct token spare = { .word = at };

    if (!token)
        token = &spare;
    token->word = at;
    token->number = true;
    token->money = money;
    if (length > 0) {
        token->date = true;
        return length;
    }
    while (is_digit(at[length]) ||
           ((at[length] == '.' || at[length] == ',') && length > 0 && is_digit(at[length + 1])))
        length++;
    token->value = value_of(at, length);
    return length + take_suffix(at + length, token);
}

static size_t take_sign(struct tokens *tokens, const char *at)
{
    size_t i;

    for (i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t length = strlen(signs[i].sign);
        struct token *token;

        if (strncmp(at, signs[i].sign, length) != 0)
            continue;
        token = add_token(tokens);
        if (token)
            token->word = signs[i].word;
        return length;
    }
    return 0;
}

static size_t currency_length(const char *at)
{
    size_t i;

    for (i = 0; i < sizeof currencies / sizeof *currencies; i++) {
        size_t length = strlen(currencies[i]);

        if (strncmp(at, currencies[i], length) == 0)
            return length;
    }
    return 0;
}

/* Marks that belong to no word: quotes, dashes, dots of three. */
static size_t mark_length(const char *at)
{
    return strncmp(at, "\xE2\x80", 2) == 0 || strncmp(at, "\xC2\xA0", 2) == 0
               ? (at[1] == '\x80' ? 3 : 2)
               : 0;
}

/* Cuts the folded text into tokens; words end in NUL afterwards. */
static void cut(struct tokens *tokens)
{
    char *at = tokens->folded;
    bool money = false;

    while (*at) {
        size_t length = currency_length(at);

        if (length > 0) {
            money = true;
            at += length;
            continue;
        }
        length = is_digit(*at) ? 0 : take_sign(tokens, at);
        if (length == 0)
            length = mark_length(at);
        if (length > 0) {
            at += length;
            continue;
        }
        if (is_digit(*at)) {
            at += take_number(tokens, at, money);
        } else if (is_letter(*at)) {
            struct token *token = add_token(tokens);

            if (token)
                token->word = at;
            while ((is_letter(*at) || is_digit(*at)) && mark_length(at) == 0 &&
                   currency_length(at) == 0 && strncmp(at, "\xE2\x86", 2) != 0)
                at++;
        } else {
            struct token *last = tokens->count ? &tokens->items[tokens->count - 1] : NULL;

            if (*at == '%' && last && last->number)
                last->percent = true;
            tokens->asks = tokens->asks || *at == '?';
            at++;
        }
        money = false;
    }
}

/* Ends each word with a NUL, which may stand where the next one begins only for signs. */
static void end_words(struct tokens *tokens, struct text *words)
{
    size_t *starts = xarray(tokens->count + 1, sizeof *starts);
    size_t i;

    for (i = 0; i < tokens->count; i++) {
        const char *word = tokens->items[i].word;
        size_t length = 0;

        if (is_digit(*word))
            while (is_digit(word[length]) ||
                   (length > 0 && strchr(".,", word[length]) && is_digit(word[length + 1])))
                length++;
        else if (is_letter(*word) && word >= tokens->folded &&
                 word < tokens->folded + strlen(tokens->folded))
            while ((is_letter(word[length]) || is_digit(word[length])) &&
                   mark_length(word + length) == 0 && currency_length(word + length) == 0 &&
                   strncmp(word + length, "\xE2\x86", 2) != 0)
                length++;
        else
            length = strlen(word);
        starts[i] = words->length;
        text_add(words, word, length);
        text_add(words, "", 1);
    }
    free(tokens->folded);
    tokens->folded = text_take(words);
    for (i = 0; i < tokens->count; i++)
        tokens->items[i].word = tokens->folded + starts[i];
    free(starts);
}

static bool is_period_word(const char *word)
{
    if ((*word == 'q' && word[1] >= '1' && word[1] <= '4' && word[2] == '\0') ||
        (*word == 'h' && word[1] >= '1' && word[1] <= '2' && word[2] == '\0'))
        return true;
    return strncmp(word, "fy", 2) == 0 && is_digit(word[2]) && is_digit(word[3]);
}

static bool is_percent_word(const char *word)
{
    return strcmp(word, "percent") == 0 || strcmp(word, "prozent") == 0 || strcmp(word, "pct") == 0;
}

static bool year_like(const struct token *token)
{
    return token->number && strlen(token->word) == 4 && !strpbrk(token->word, ".,") &&
           !token->percent && !token->money && token->value >= 1990 && token->value < 2050;
}

/* "2.0" behind a mere word is a version, behind "of", "to" or a measure it is a score. */
static bool is_version(const struct token *token, const struct token *before)
{
    static const char *const small[] = { "of",    "over", "least", "than",
                                         "above", "at",   "below", "under" };
    size_t i;

    if (strlen(token->word) != 3 || strcmp(token->word + 1, ".0") != 0 || token->percent ||
        !before || before->number || before->in[SECTION_TO] || before->in[SECTION_FROM] ||
        before->in[SECTION_MEASURE] || before->in[SECTION_CHANGE])
        return false;
    for (i = 0; i < sizeof small / sizeof *small; i++)
        if (strcmp(before->word, small[i]) == 0)
            return false;
    return true;
}

/* Which numbers are dates, and which are names. */
static void settle_numbers(struct tokens *tokens)
{
    size_t i;

    for (i = 0; i < tokens->count; i++) {
        struct token *token = &tokens->items[i];
        struct token *before = i > 0 ? token - 1 : NULL;
        struct token *behind = i + 1 < tokens->count ? token + 1 : NULL;

        if (!token->number) {
            token->date = token->date || is_period_word(token->word);
            if (token->in[SECTION_MONTH] &&
                ((before && (before->in[SECTION_YEAR_BEFORE] || before->number)) ||
                 (behind && behind->number && (behind->value <= 31 || year_like(behind))))) {
                token->date = true;
                if (before && before->number && before->value <= 31)
                    before->date = true;
                if (behind && behind->number && (behind->value <= 31 || year_like(behind)))
                    behind->date = true;
            }
            continue;
        }
        if (year_like(token) &&
            (!before || !behind || before->in[SECTION_YEAR_BEFORE] || before->date ||
             before->in[SECTION_DATE] || is_period_word(behind->word) || *behind->word == ':'))
            token->date = true;
        if (behind && !token->percent && is_percent_word(behind->word))
            token->percent = true;
        if (behind && strcmp(behind->word, "per") == 0 && i + 2 < tokens->count &&
            strcmp(token[2].word, "cent") == 0)
            token->percent = true;
        if ((token->joined && !token->percent) || is_version(token, before))
            token->name = true;
        if (before && before->in[SECTION_WITHIN] && behind && behind->in[SECTION_MONTH_UNIT])
            token->date = true;
        if (before && before->in[SECTION_NUMBER_NAME] == 1 && !token->percent && !token->money)
            token->name = true;
    }
}

void tokens_make(const struct lexicon *lexicon, const char *text, struct tokens *tokens)
{
    struct text folded = TEXT_EMPTY, words = TEXT_EMPTY;
    const char *list[TOKENS_MOST];
    size_t i;

    tokens->count = 0;
    tokens->asks = false;
    text_add_folded(&folded, text, strlen(text));
    tokens->folded = text_take(&folded);
    cut(tokens);
    end_words(tokens, &words);
    for (i = 0; i < tokens->count; i++)
        list[i] = tokens->items[i].word;
    for (i = 0; i < tokens->count; i++)
        lexicon_find(lexicon, list + i, tokens->count - i, tokens->items[i].in);
    settle_numbers(tokens);
}

void tokens_free(struct tokens *tokens)
{
    free(tokens->folded);
}

bool token_target(const struct token *token)
{
    return token->number ? !token->date && !token->name : token->in[SECTION_NUMBER] > 0;
}
