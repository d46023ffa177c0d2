/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Between the lexer, the grammar and formula.c, and nobody else: tokens, and the
 * making of nodes.
 */
#ifndef LEVER_CALC_PARSE_H
#define LEVER_CALC_PARSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "calc/formula.h"

/* A piece of the formula's text, as it stands there. */
struct token {
    uint32_t at;
    uint32_t length;
};

/* Nodes that are to become a call's arguments, chained by `next`. */
struct node_list {
    node_index first;
    node_index last;
    uint32_t count;
};

struct parse {
    struct formula *formula;
    size_t length;      /* of its text */
    size_t next;        /* where the lexer is */
    struct token token; /* the last one */
    char decimal;
    char separator; /* of arguments */
    size_t used;    /* of formula->strings */
    bool failed;
    struct error *err;
};

/* ---- lexer.c ---- */

union FORMULA_YYSTYPE;
int formula_yylex(union FORMULA_YYSTYPE *value, struct parse *parse);
/* How long a space is that text begins with, U+00A0 too, of which pages on the web are full; 0:
 * none. */
size_t lex_space(const char *text, size_t length);
/* The name at the start of text: a word, 'in quotes' or [in brackets]; returns its length
 * in bytes as written, 0 where there is none. */
size_t lex_name(const char *text, size_t length);
/* What a name or a text as written stands for, without its quotes; adds it to
 * formula->strings. */
const char *lex_string(struct parse *parse, struct token token, size_t *length);

/* ---- what the grammar calls ---- */

node_index parse_number(struct parse *parse, struct token token);
node_index parse_text(struct parse *parse, struct token token);
node_index parse_logical(struct parse *parse, struct token token);
node_index parse_name(struct parse *parse, struct token token);
node_index parse_call(struct parse *parse, struct token name, struct node_list arguments);
/* b is NODE_NONE for an operator of one side. */
node_index parse_operator(struct parse *parse, const char *name, struct token token, node_index a,
                          node_index b);
struct node_list parse_append(struct parse *parse, struct node_list list, node_index node);
/* A syntax error at the last token: what could have come was an operand, a closing parenthesis. */
void parse_refuse(struct parse *parse, bool at_end, bool operand, bool closes);
void parse_too_deep(struct parse *parse);

#endif
