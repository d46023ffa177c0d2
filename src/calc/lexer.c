/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/text.h"
#include "calc/grammar.h"
#include "calc/parse.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Letters are ASCII's and whatever lies beyond it. */
static bool begins_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80);
}

size_t lex_space(const char *text, size_t length)
{
    if (length == 0)
        return 0;
    if (length > 1 && text[0] == '\xC2' && text[1] == '\xA0')
        return 2;
    return text[0] == ' ' || text[0] == '\t' || text[0] == '\n' || text[0] == '\r';
}

/* A run that ends at `quote`, which stands for itself where it is doubled; 0: it does not end. */
static size_t quoted_length(const char *text, size_t length, char quote)
{
    size_t i = 1;

    while (i < length) {
        if (text[i++] != quote)
            continue;
        if (i == length || text[i] != quote)
            return i;
        i++;
    }
    return 0;
}

/* [name]; brackets inside come in pairs: [calls[2]]. */
static size_t bracketed_length(const char *text, size_t length)
{
    size_t open = 0;
    size_t i;

    for (i = 0; i < length; i++) {
        open += text[i] == '[';
        open -= text[i] == ']';
        if (open == 0)
            return i + 1;
    }
    return 0;
}

/* [2] behind a name. */
static size_t index_length(const char *text, size_t length)
{
    size_t i = 1;

    if (length < 3 || text[0] != '[')
        return 0;
    while (i < length && is_digit(text[i]))
        i++;
    return i > 1 && i < length && text[i] == ']' ? i + 1 : 0;
}

size_t lex_name(const char *text, size_t length)
{
    size_t i = 0;

    if (length == 0)
        return 0;
    if (text[0] == '\'')
        return quoted_length(text, length, '\'');
    if (text[0] == '[')
        return bracketed_length(text, length);
    if (!begins_name(text[0]))
        return 0;
    while (i < length && lex_space(text + i, length - i) == 0 &&
           (begins_name(text[i]) || is_digit(text[i]) || text[i] == '.'))
        i++;
    return i + index_length(text + i, length - i);
}

static size_t number_length(const char *text, size_t length, char decimal)
{
    size_t i = 0;
    size_t k;

    while (i < length && is_digit(text[i]))
        i++;
    if (i < length && text[i] == decimal)
        for (i++; i < length && is_digit(text[i]);)
            i++;
    if (i < length && (text[i] == 'e' || text[i] == 'E')) {
        k = i + 1;
        if (k < length && (text[k] == '+' || text[k] == '-'))
            k++;
        if (k < length && is_digit(text[k])) {
            while (k < length && is_digit(text[k]))
                k++;
            i = k;
        }
    }
    return i;
}

const char *lex_string(struct parse *parse, struct token token, size_t *length)
{
    const char *text = parse->formula->text + token.at;
    char quote = text[0] == '"' || text[0] == '\'' ? text[0] : '\0';
    char *out = parse->formula->strings + parse->used;
    size_t first = quote || text[0] == '[';
    size_t n = 0;
    size_t i;

    for (i = first; i < token.length - first; i++) {
        out[n++] = text[i];
        i += quote && text[i] == quote;
    }
    out[n] = '\0';
    *length = n;
    parse->used += n + 1;
    return out;
}

static int fail(struct parse *parse, const char *what)
{
    formula_error(parse->formula, parse->token.at, parse->err, "%s", what);
    parse->failed = true;
    return WRONG;
}

/* A comparison, of one character or two. */
static int comparison(const char *text, size_t length)
{
    char second = length > 1 ? text[1] : '\0';

    if (text[0] == '<' && second == '>')
        return NE;
    if (text[0] == '<' && second == '=')
        return LE;
    if (text[0] == '>' && second == '=')
        return GE;
    return text[0];
}

static int take_name(struct parse *parse, const char *text, size_t length)
{
    struct token *token = &parse->token;
    size_t behind;
    size_t space;
    char word[8];

    token->length = (uint32_t)lex_name(text, length);
    if (token->length == 0)
        return fail(parse, text[0] == '[' ? "the bracket is never closed"
                                          : "the name's quote is never closed");
    if (!begins_name(text[0]))
        return NAME;
    behind = token->length;
    while ((space = lex_space(text + behind, length - behind)) > 0)
        behind += space;
    if (behind < length && text[behind] == '(')
        return CALLED;
    if (token->length < sizeof word) {
        memcpy(word, text, token->length);
        word[token->length] = '\0';
        if (same_ignoring_case(word, "TRUE") || same_ignoring_case(word, "FALSE"))
            return LOGICAL;
    }
    return NAME;
}

static int take(struct parse *parse, const char *text, size_t length)
{
    struct token *token = &parse->token;
    int symbol;

    token->length = 1;
    if (is_digit(text[0]) || (text[0] == parse->decimal && length > 1 && is_digit(text[1]))) {
        token->length = (uint32_t)number_length(text, length, parse->decimal);
        return NUMBER;
    }
    if (text[0] == '"') {
        token->length = (uint32_t)quoted_length(text, length, '"');
        return token->length ? TEXT : fail(parse, "the text is never closed");
    }
    if (begins_name(text[0]) || text[0] == '\'' || text[0] == '[')
        return take_name(parse, text, length);
    if (text[0] == parse->separator)
        return ',';
    if (text[0] == ')')
        return CLOSE;
    if (text[0] == '\0' || !strchr("=<>(&+-*/^%", text[0])) {
        if (text[0] == ',' || text[0] == ';')
            return fail(parse, parse->separator == ','
                                   ? "arguments are divided by commas (see --out-decimal)"
                                   : "with a decimal comma, arguments are divided by semicolons");
        return fail(parse, text[0] == ':'
                               ? "there are no ranges: name each column; COLSUM and the like take "
                                 "a whole one"
                           : text[0] == '$' ? "formulas name columns, not cells"
                                            : "this character means nothing here");
    }
    symbol = comparison(text, length);
    if (symbol == NE || symbol == LE || symbol == GE)
        token->length = 2;
    return symbol;
}

int formula_yylex(FORMULA_YYSTYPE *value, struct parse *parse)
{
    const char *text = parse->formula->text;
    size_t space;
    int symbol;

    while ((space = lex_space(text + parse->next, parse->length - parse->next)) > 0)
        parse->next += space;
    parse->token = (struct token){ (uint32_t)parse->next, 0 };
    if (parse->next == parse->length)
        return 0;
    symbol = take(parse, text + parse->next, parse->length - parse->next);
    parse->next += parse->token.length;
    value->token = parse->token;
    return symbol;
}
