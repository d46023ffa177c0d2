/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A formula as read: NAME = EXPRESSION, and its syntax tree.
 *
 * The tree lies in one array in post-order: the arguments of a call stand before
 * it, and the nodes low .. n are all of the tree under node n. So whatever goes
 * over a tree is a loop over the array, forwards (arguments first) or backwards
 * (calls first), and no formula, however deep, can exhaust the stack. Operators
 * are calls of functions named "+", "U-" ...
 *
 * The grammar is that of spreadsheets (grammar.y). From the loosest on: comparisons,
 * &, + and -, * and /, ^, %, a sign. So -2^2 is 4, and 2^3^2 is 64.
 */
#ifndef LEVER_CALC_FORMULA_H
#define LEVER_CALC_FORMULA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "lever-function.h"

enum { FORMULA_LONGEST = 65536 }; /* bytes; Excel takes 8192 */

typedef uint32_t node_index;
#define NODE_NONE UINT32_MAX

enum node_kind {
    NODE_NUMBER,
    NODE_TEXT,
    NODE_LOGICAL,
    NODE_NAME,    /* a column; binding makes it one of the next two */
    NODE_COLUMN,  /* of the table read */
    NODE_FORMULA, /* another formula's result */
    NODE_CALL,
};

struct node {
    enum node_kind kind;
    uint32_t at;      /* where it stands in the formula's text, in bytes */
    node_index low;   /* where its subtree begins */
    node_index first; /* CALL: the first argument, or NODE_NONE */
    node_index next;  /* the next argument of the call it is in, or NODE_NONE */
    uint32_t count;   /* CALL: arguments */
    uint32_t depth;   /* of the subtree, 1 = a leaf */
    bool quoted;      /* NAME: stood in quotes or brackets, so it is no letter */
    double number;    /* NUMBER, LOGICAL */
    const char *text; /* TEXT; NAME and CALL: the name; NUL-terminated */
    size_t length;

    /* What binding (calc.h) finds out. */
    const struct lever_function *function; /* CALL */
    size_t column;                         /* COLUMN, FORMULA: which */
    char gives;                            /* its kind: N, D, L, T, A; 0 = always missing */
    char wanted;           /* the kind in which the call takes it: a letter of `kinds` */
    bool constant;         /* no column in it */
    unsigned char trouble; /* CALL: index in calc->troubles */
    uint32_t level;        /* passes over the rows there have to be before it is known */
};

struct formula {
    char *name; /* of the new column */
    char *text; /* as typed, without spaces around it */
    char *file; /* where it was read, for messages; NULL = the command line */
    unsigned long line;
    uint32_t at; /* where the expression begins in text */
    bool bare;   /* only the expression was typed: messages show no more of it */
    struct node *nodes;
    node_index count;
    node_index capacity;
    char *strings; /* what the nodes' texts point into */
};

/*
 * Parses one formula, in whose numbers `decimal` is the decimal mark (0 = '.'); where
 * that is a comma, arguments are divided by semicolons. file and line say where it was
 * read (NULL, 0: the command line). NULL after filling err (status 2); the caller frees
 * with formula_free.
 */
struct formula *formula_parse(const char *text, size_t length, char decimal, const char *file,
                              unsigned long line, struct error *err);
/* The same of an expression alone; `name` is what messages call it: "--where". */
struct formula *formula_parse_expression(const char *name, const char *expression, char decimal,
                                         struct error *err);
void formula_free(struct formula *formula); /* NULL is fine */

/* The expression with a decimal point and commas between arguments, however it was typed
 * (`decimal` as in formula_parse): what a program can read back. The caller frees it. */
char *formula_plain(const struct formula *formula, char decimal);

static inline node_index formula_root(const struct formula *formula)
{
    return formula->count - 1;
}

/*
 * Fills err (status 2) with a sentence about the formula and, on lines of their own,
 * the formula with a caret under byte `at`; a long one is cut around it. Returns -1.
 */
int formula_error(const struct formula *formula, uint32_t at, struct error *err, const char *format,
                  ...) __attribute__((format(printf, 4, 5)));

#endif
