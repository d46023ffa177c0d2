/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/text.h"
#include "calc/formula.h"

/* The tree in prefix form: (+ a (* 2 b)). */
static void show(const struct formula *formula, node_index index, struct text *out)
{
    const struct node *node = &formula->nodes[index];
    char number[NUMBER_SIZE];
    node_index i;

    switch (node->kind) {
    case NODE_NUMBER:
        text_add(out, number, number_format(node->number, number));
        break;
    case NODE_LOGICAL:
        text_adds(out, node->number > 0 ? "TRUE" : "FALSE");
        break;
    case NODE_TEXT:
        text_addf(out, "\"%s\"", node->text);
        break;
    case NODE_CALL:
        text_addf(out, "(%s", node->text);
        for (i = node->first; i != NODE_NONE; i = formula->nodes[i].next) {
            text_addc(out, ' ');
            show(formula, i, out);
        }
        text_addc(out, ')');
        break;
    default:
        text_addf(out, node->quoted ? "'%s'" : "%s", node->text);
    }
}

static void reads(const char *text, char decimal, const char *name, const char *tree)
{
    struct text out = TEXT_EMPTY;
    struct error err = { .what = "" };
    struct formula *formula = formula_parse(text, strlen(text), decimal, NULL, 0, &err);
    node_index i;

    if (!formula)
        fail_msg("%s: %s", text, err.what);
    assert_string_equal(formula->name, name);
    show(formula, formula_root(formula), &out);
    assert_string_equal(out.bytes, tree);
    /* Post-order: a subtree is a stretch. */
    assert_int_equal(formula->nodes[formula_root(formula)].low, 0);
    for (i = 0; i < formula->count; i++)
        assert_true(formula->nodes[i].low <= i);
    text_free(&out);
    formula_free(formula);
}

static void refused(const char *text, const char *what)
{
    struct error err = { .what = "" };

    assert_null(formula_parse(text, strlen(text), '.', NULL, 0, &err));
    assert_int_equal(err.status, 2);
    assert_string_equal(err.what, what);
}

static void precedence(void **state)
{
    (void)state;
    reads("a=-2^2", 0, "a", "(^ (U- 2) 2)");
    reads("a=2^3^2", 0, "a", "(^ (^ 2 3) 2)");
    reads("a=2^-1", 0, "a", "(^ 2 (U- 1))");
    reads("a=--x", 0, "a", "(U- (U- x))");
    reads("a=-50%^2", 0, "a", "(^ (% (U- 50)) 2)");
    reads("a=1-2-3*4/5", 0, "a", "(- (- 1 2) (/ (* 3 4) 5))");
    reads("a=x&y+1=z&\"q\"", 0, "a", "(= (& x (+ y 1)) (& z \"q\"))");
    reads("a=1<2=TRUE", 0, "a", "(= (< 1 2) TRUE)");
    reads("a = x >= 1 <> false", 0, "a", "(<> (>= x 1) FALSE)");
    reads("a=(1+2)*3", 0, "a", "(* (+ 1 2) 3)");
    reads("a=10%%", 0, "a", "(% (% 10))");
}

static void words(void **state)
{
    (void)state;
    reads("rate = IF(calls>0, won/calls, \"\")", 0, "rate", "(IF (> calls 0) (/ won calls) \"\")");
    reads("'new calls' = 'calls made'+[won deals]", 0, "new calls", "(+ 'calls made' 'won deals')");
    reads("a='it''s'&\"say \"\"hi\"\"\"", 0, "a", "(& 'it's' \"say \"hi\"\")");
    reads("a=calls[2]+[x[2]]", 0, "a", "(+ calls[2] 'x[2]')");
    reads("a=STDEV.S(x)", 0, "a", "(STDEV.S x)");
    reads("a = sum ( x )", 0, "a", "(sum x)");
    reads("\xC3\xBC"
          "ber=gr\xC3\xB6\xC3\x9F"
          "e",
          0,
          "\xC3\xBC"
          "ber",
          "gr\xC3\xB6\xC3\x9F"
          "e");
    reads("a=.5+1.5e3+1E-2", 0, "a", "(+ (+ 0.5 1500) 0.01)");
    reads("a=ROUND(1,5;2)", ',', "a", "(ROUND 1.5 2)");
    reads("a=,5*2", ',', "a", "(* 0.5 2)");
    reads(" [a b]\n=\t1\r\n", 0, "a b", "1");
}

static void errors(void **state)
{
    (void)state;
    refused("a=1+", "formula \"a\": it ends where a value is expected\n    a=1+\n        ^");
    refused("a=(1", "formula \"a\": it ends where \")\" is expected\n    a=(1\n        ^");
    refused("a=1 2", "formula \"a\": unexpected \"2\": an operator is expected here\n"
                     "    a=1 2\n        ^");
    refused("a=f(1 2)", "formula \"a\": unexpected \"2\": an operator or \")\" is expected here\n"
                        "    a=f(1 2)\n          ^");
    refused("a=\"x", "formula \"a\": the text is never closed\n    a=\"x\n      ^");
    refused("a='x", "formula \"a\": the name's quote is never closed\n    a='x\n      ^");
    refused("a=[x", "formula \"a\": the bracket is never closed\n    a=[x\n      ^");
    refused("a=1;2", "formula \"a\": arguments are divided by commas (see --out-decimal)\n"
                     "    a=1;2\n       ^");
    refused("a=\xC3\xBC"
            "#1",
            "formula \"a\": this character means nothing here\n"
            "    a=\xC3\xBC#1\n       ^");
    refused("a=1e999", "formula \"a\": the number is too large\n    a=1e999\n      ^");
    refused("a", "a formula is NAME = EXPRESSION; a name with spaces or signs in it stands in "
                 "'...'\n    a\n     ^");
    refused("''=1", "the new column has no name\n    ''=1\n    ^");
}

/* Nothing that is long or deep may do harm. */
static void excess(void **state)
{
    struct text out = TEXT_EMPTY;
    struct error err;
    struct formula *formula;
    size_t i;

    (void)state;
    text_adds(&out, "a=");
    for (i = 0; i < 10000; i++)
        text_addc(&out, '(');
    assert_null(formula_parse(out.bytes, out.length, 0, NULL, 0, &err));
    assert_non_null(strstr(err.what, "it is nested too deep"));
    for (i = 0; i < 10000; i++)
        text_adds(&out, i == 0 ? "1)" : ")");
    assert_null(formula_parse(out.bytes, out.length, 0, NULL, 0, &err));
    text_clear(&out);
    text_adds(&out, "a=");
    while (out.length < 1000000)
        text_adds(&out, "x+");
    text_adds(&out, "x");
    assert_null(formula_parse(out.bytes, out.length, 0, NULL, 0, &err));
    assert_non_null(strstr(err.what, "longer than 65536 bytes"));
    formula = formula_parse(out.bytes, 60001, 0, NULL, 0, &err); /* a=x+x+...+x */
    assert_non_null(formula);
    assert_int_equal(formula->count, 60001 - 2);
    formula_free(formula);
    assert_null(formula_parse("a=1\0+1", 6, 0, NULL, 0, &err));
    text_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(precedence),
        cmocka_unit_test(words),
        cmocka_unit_test(errors),
        cmocka_unit_test(excess),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
