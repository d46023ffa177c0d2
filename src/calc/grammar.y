/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands behind NAME = in a formula. Nodes come in post-order, because that is
 * the order in which an LR parser reduces (formula.h).
 *
 * Precedence is Excel's: a sign binds tighter than ^, so -2^2 is 4, and all
 * operators of two sides group from the left, so 2^3^2 is 64.
 */
%code top {
/* How deep the parser's stack may get: parentheses and calls within each other. */
#define YYMAXDEPTH 2000
}
%code requires {
#include "calc/parse.h"
}
%code {
static void yyerror(struct parse *parse, const char *what);
}
%define api.pure full
%define api.prefix {formula_yy}
%define parse.error custom
%param { struct parse *parse }
%union {
    struct token token;
    node_index node;
    struct node_list list;
}
%token <token> NUMBER  "a number"
%token <token> TEXT    "a text"
%token <token> LOGICAL "TRUE or FALSE"
%token <token> NAME    "a name"
%token <token> CALLED  "a function"
%token <token> '(' ',' '=' '<' '>' LE GE NE '&' '+' '-' '*' '/' '^' '%'
%token <token> CLOSE   ")"
%token <token> WRONG   "a character that does not belong"
%type <node> expression
%type <list> arguments some

%left '=' NE '<' LE '>' GE
%left '&'
%left '+' '-'
%left '*' '/'
%left '^'
%precedence '%'
%precedence SIGN
%%
formula: expression
    ;
expression: NUMBER              { $$ = parse_number(parse, $1); }
    | TEXT                      { $$ = parse_text(parse, $1); }
    | LOGICAL                   { $$ = parse_logical(parse, $1); }
    | NAME                      { $$ = parse_name(parse, $1); }
    | CALLED '(' arguments CLOSE  { $$ = parse_call(parse, $1, $3); }
    | '(' expression CLOSE       { $$ = $2; }
    | '-' expression %prec SIGN { $$ = parse_operator(parse, "U-", $1, $2, NODE_NONE); }
    | '+' expression %prec SIGN { $$ = parse_operator(parse, "U+", $1, $2, NODE_NONE); }
    | expression '%'            { $$ = parse_operator(parse, "%", $2, $1, NODE_NONE); }
    | expression '^' expression { $$ = parse_operator(parse, "^", $2, $1, $3); }
    | expression '*' expression { $$ = parse_operator(parse, "*", $2, $1, $3); }
    | expression '/' expression { $$ = parse_operator(parse, "/", $2, $1, $3); }
    | expression '+' expression { $$ = parse_operator(parse, "+", $2, $1, $3); }
    | expression '-' expression { $$ = parse_operator(parse, "-", $2, $1, $3); }
    | expression '&' expression { $$ = parse_operator(parse, "&", $2, $1, $3); }
    | expression '=' expression { $$ = parse_operator(parse, "=", $2, $1, $3); }
    | expression NE expression  { $$ = parse_operator(parse, "<>", $2, $1, $3); }
    | expression '<' expression { $$ = parse_operator(parse, "<", $2, $1, $3); }
    | expression LE expression  { $$ = parse_operator(parse, "<=", $2, $1, $3); }
    | expression '>' expression { $$ = parse_operator(parse, ">", $2, $1, $3); }
    | expression GE expression  { $$ = parse_operator(parse, ">=", $2, $1, $3); }
    ;
arguments: %empty               { $$ = (struct node_list){ NODE_NONE, NODE_NONE, 0 }; }
    | some
    ;
some: expression                { $$ = (struct node_list){ $1, $1, 1 }; }
    | some ',' expression       { $$ = parse_append(parse, $1, $3); }
    ;
%%
static int yyreport_syntax_error(const yypcontext_t *context, struct parse *parse)
{
    yysymbol_kind_t symbol = yypcontext_token(context);
    yysymbol_kind_t expected[YYNTOKENS];
    int count = yypcontext_expected_tokens(context, expected, YYNTOKENS);
    bool closes = false;
    bool operand = false;
    int i;

    for (i = 0; i < count; i++) {
        closes |= expected[i] == YYSYMBOL_CLOSE;
        operand |= expected[i] == YYSYMBOL_NUMBER;
    }
    parse_refuse(parse, symbol == YYSYMBOL_YYEOF, operand, closes);
    return 0;
}

/* Called for one thing only here: the parser's stack is full. */
static void yyerror(struct parse *parse, const char *what)
{
    (void)what;
    parse_too_deep(parse);
}
