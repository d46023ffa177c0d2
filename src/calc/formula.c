/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calc/formula.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/text.h"
#include "calc/grammar.h"
#include "calc/parse.h"

/* What of a long formula is shown around the caret: columns of a terminal. */
enum { SHOWN_BEFORE = 44, SHOWN_BEHIND = 28 };

/* ---- messages ---- */

/* Adds text[from .. to) on one line. */
static void add_line(struct text *out, const char *text, size_t from, size_t to)
{
    size_t i;

    for (i = from; i < to; i++)
        text_addc(out, (unsigned char)text[i] < ' ' ? ' ' : text[i]);
}

static bool inside_character(const char *text, size_t at)
{
    return ((unsigned char)text[at] & 0xC0) == 0x80;
}

static void add_quoted(struct text *out, const struct formula *formula, uint32_t at)
{
    const char *text = formula->text;
    size_t length = strlen(text);
    size_t begin = formula->bare ? formula->at : 0;
    size_t from = at > begin + SHOWN_BEFORE ? at - SHOWN_BEFORE : begin;
    size_t to = at + SHOWN_BEHIND < length ? at + SHOWN_BEHIND : length;
    size_t column;

    while (from > 0 && inside_character(text, from))
        from--;
    while (to < length && inside_character(text, to))
        to++;
    text_adds(out, "\n    ");
    if (from > begin)
        text_adds(out, "...");
    add_line(out, text, from, to);
    if (to < length)
        text_adds(out, "...");
    text_adds(out, "\n    ");
    for (column = utf8_width(text + from, at - from) + (from > begin ? 3 : 0); column > 0; column--)
        text_addc(out, ' ');
    text_addc(out, '^');
}

int formula_error(const struct formula *formula, uint32_t at, struct error *err, const char *format,
                  ...)
{
    struct text out = TEXT_EMPTY;
    char sentence[340];
    va_list list;

    va_start(list, format);
    vsnprintf(sentence, sizeof sentence, format, list);
    va_end(list);
    if (formula->bare)
        text_addf(&out, "%.60s: ", formula->name);
    else if (formula->name)
        text_addf(&out, "formula \"%.60s\": ", formula->name);
    text_adds(&out, sentence);
    add_quoted(&out, formula, at);
    error_at(err, formula->file ? formula->file : "", formula->line, NULL, "%s", out.bytes);
    err->status = 2;
    text_free(&out);
    return -1;
}

/* ---- nodes ---- */

static node_index add_node(struct parse *parse, struct node node)
{
    struct formula *formula = parse->formula;
    size_t capacity = formula->capacity;

    formula->nodes = xgrow(formula->nodes, formula->count, &capacity, sizeof *formula->nodes);
    formula->capacity = (node_index)capacity;
    node.next = NODE_NONE;
    if (node.kind != NODE_CALL) {
        node.low = formula->count;
        node.first = NODE_NONE;
        node.depth = 1;
    }
    formula->nodes[formula->count] = node;
    return formula->count++;
}

node_index parse_number(struct parse *parse, struct token token)
{
    struct node node = { .kind = NODE_NUMBER, .at = token.at };

    if (number_parse(parse->formula->text + token.at, token.length, parse->decimal, &node.number) !=
            0 &&
        !parse->failed) {
        formula_error(parse->formula, token.at, parse->err, "the number is too large");
        parse->failed = true;
    }
    return add_node(parse, node);
}

node_index parse_text(struct parse *parse, struct token token)
{
    struct node node = { .kind = NODE_TEXT, .at = token.at };

    node.text = lex_string(parse, token, &node.length);
    return add_node(parse, node);
}

node_index parse_logical(struct parse *parse, struct token token)
{
    char first = parse->formula->text[token.at];

    return add_node(parse, (struct node){ .kind = NODE_LOGICAL,
                                          .at = token.at,
                                          .number = first == 'T' || first == 't' });
}

node_index parse_name(struct parse *parse, struct token token)
{
    char first = parse->formula->text[token.at];
    struct node node = { .kind = NODE_NAME, .at = token.at };

    node.quoted = first == '\'' || first == '[';
    node.text = lex_string(parse, token, &node.length);
    return add_node(parse, node);
}

static node_index add_call(struct parse *parse, struct node node, struct node_list list)
{
    const struct node *nodes = parse->formula->nodes;
    node_index i;

    node.kind = NODE_CALL;
    node.first = list.first;
    node.count = list.count;
    node.low = list.first == NODE_NONE ? parse->formula->count : nodes[list.first].low;
    node.depth = 1;
    for (i = list.first; i != NODE_NONE; i = nodes[i].next)
        if (nodes[i].depth >= node.depth)
            node.depth = nodes[i].depth + 1;
    return add_node(parse, node);
}

node_index parse_call(struct parse *parse, struct token name, struct node_list arguments)
{
    struct node node = { .at = name.at };

    node.text = lex_string(parse, name, &node.length);
    return add_call(parse, node, arguments);
}

node_index parse_operator(struct parse *parse, const char *name, struct token token, node_index a,
                          node_index b)
{
    struct node_list list = { a, a, 1 };

    if (b != NODE_NONE)
        list = parse_append(parse, list, b);
    return add_call(parse, (struct node){ .at = token.at, .text = name, .length = strlen(name) },
                    list);
}

struct node_list parse_append(struct parse *parse, struct node_list list, node_index node)
{
    parse->formula->nodes[list.last].next = node;
    return (struct node_list){ list.first, node, list.count + 1 };
}

/* ---- errors ---- */

void parse_refuse(struct parse *parse, bool at_end, bool operand, bool closes)
{
    const struct formula *formula = parse->formula;
    struct token token = parse->token;

    if (parse->failed)
        return;
    parse->failed = true;
    if (at_end)
        formula_error(formula, token.at, parse->err, "it ends where %s is expected",
                      operand  ? "a value"
                      : closes ? "\")\""
                               : "\"(\"");
    else
        formula_error(formula, token.at, parse->err, "unexpected \"%.*s\"%s",
                      token.length < 40 ? (int)token.length : 40, formula->text + token.at,
                      operand  ? ": a value is expected here"
                      : closes ? ": an operator or \")\" is expected here"
                               : ": an operator is expected here");
}

void parse_too_deep(struct parse *parse)
{
    if (parse->failed)
        return;
    parse->failed = true;
    formula_error(parse->formula, parse->token.at, parse->err, "it is nested too deep");
}

/* ---- formulas ---- */

/* Splits NAME = off; what is behind is left to the grammar. */
static int take_name(struct parse *parse)
{
    struct formula *formula = parse->formula;
    struct token name = { 0, (uint32_t)lex_name(formula->text, parse->length) };
    size_t at = name.length;
    const char *text;
    size_t length;
    size_t space;

    while ((space = lex_space(formula->text + at, parse->length - at)) > 0)
        at += space;
    if (name.length == 0 || at == parse->length || formula->text[at] != '=')
        return formula_error(formula, name.length ? (uint32_t)at : 0, parse->err,
                             "a formula is NAME = EXPRESSION; a name with spaces or signs in it "
                             "stands in '...'");
    text = lex_string(parse, name, &length);
    if (length == 0 || strlen(text) != length)
        return formula_error(formula, 0, parse->err, "the new column has no name");
    formula->name = xstrdup(text);
    formula->at = (uint32_t)at + 1;
    parse->next = at + 1;
    return 0;
}

static struct formula *read_formula(const char *text, size_t length, bool bare, char decimal,
                                    const char *file, unsigned long line, struct error *err)
{
    struct formula *formula = xcalloc(1, sizeof *formula);
    struct parse parse = { .formula = formula, .err = err };
    int status;

    while (length > 0 && strchr(" \t\r\n", text[0]))
        text++, length--;
    while (length > 0 && strchr(" \t\r\n", text[length - 1]))
        length--;
    formula->file = file ? xstrdup(file) : NULL;
    formula->line = line;
    formula->text = xstrndup(text, length < FORMULA_LONGEST ? length : FORMULA_LONGEST);
    parse.length = strlen(formula->text);
    parse.decimal = decimal ? decimal : '.';
    parse.separator = parse.decimal == ',' ? ';' : ',';
    /* What is unquoted is never longer than what was quoted, but for its NUL. */
    formula->strings = xmalloc(2 * parse.length + 2);
    if (length > FORMULA_LONGEST || parse.length != length)
        status = formula_error(formula, 0, err, "%s",
                               length > FORMULA_LONGEST ? "it is longer than 65536 bytes"
                                                        : "it holds a NUL byte");
    else
        status = take_name(&parse);
    if (status == 0 && bare) {
        formula->bare = true;
        while (formula->text[formula->at] == ' ')
            formula->at++;
    }
    if (status == 0 && formula_yyparse(&parse) != 0)
        status = -1;
    if (status != 0 || parse.failed) {
        formula_free(formula);
        return NULL;
    }
    return formula;
}

struct formula *formula_parse(const char *text, size_t length, char decimal, const char *file,
                              unsigned long line, struct error *err)
{
    return read_formula(text, length, false, decimal, file, line, err);
}

struct formula *formula_parse_expression(const char *name, const char *expression, char decimal,
                                         struct error *err)
{
    struct text text = TEXT_EMPTY;
    struct formula *formula;

    text_addc(&text, '\'');
    for (; *name; name++) {
        if (*name == '\'')
            text_addc(&text, '\'');
        text_addc(&text, *name);
    }
    text_addf(&text, "' = %s", expression);
    formula = read_formula(text.bytes, text.length, true, decimal, NULL, 0, err);
    text_free(&text);
    return formula;
}

char *formula_plain(const struct formula *formula, char decimal)
{
    struct formula copy = *formula;
    struct error err;
    struct parse parse = { .formula = &copy,
                           .length = strlen(formula->text),
                           .next = formula->at,
                           .decimal = decimal ? decimal : '.',
                           .err = &err };
    struct text out = TEXT_EMPTY;
    FORMULA_YYSTYPE value;
    size_t space;
    size_t at;
    int symbol;

    parse.separator = parse.decimal == ',' ? ';' : ',';
    while ((space = lex_space(formula->text + parse.next, parse.length - parse.next)) > 0)
        parse.next += space;
    for (at = parse.next; (symbol = formula_yylex(&value, &parse)) != 0; at = parse.next) {
        size_t begin = out.length + parse.token.at - at;
        char *mark;

        text_add(&out, formula->text + at, parse.next - at);
        if (symbol == ',')
            out.bytes[begin] = ',';
        mark = symbol == NUMBER ? memchr(out.bytes + begin, parse.decimal, parse.token.length)
                                : NULL;
        if (mark)
            *mark = '.';
    }
    return text_take(&out);
}

void formula_free(struct formula *formula)
{
    if (!formula)
        return;
    free(formula->name);
    free(formula->text);
    free(formula->file);
    free(formula->nodes);
    free(formula->strings);
    free(formula);
}
