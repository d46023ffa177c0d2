/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "calc/excel/structured.h"

static const char *const names[] = { "calls", "won", "team" };

/* A sheet with columns A, B ... of which row 5 is written, the entity's third. */
struct place {
    bool gaps;
};

static enum excel_result cell(void *context, size_t column, long shift, struct text *out)
{
    (void)context;
    if (shift == EXCEL_BEFORE)
        shift = -1;
    if (shift < -2)
        return EXCEL_MISSING;
    text_addf(out, "%c%ld", (int)('A' + column), 5 + shift);
    return EXCEL_DONE;
}

static enum excel_result range(void *context, size_t column, long shift, enum excel_range range,
                               long length, struct text *out)
{
    int letter = (int)('A' + column);

    (void)context;
    if (range == EXCEL_WINDOW && length > 3 + shift)
        return EXCEL_MISSING;
    if (range == EXCEL_WINDOW)
        text_addf(out, "%c%ld:%c%ld", letter, 6 + shift - length, letter, 5 + shift);
    else
        text_addf(out, "%c3:%c%ld", letter, letter, range == EXCEL_SO_FAR ? 5 + shift : 9);
    return EXCEL_DONE;
}

/* The header's cell: a text. */
static void nothing(void *context, struct text *out)
{
    (void)context;
    text_addf(out, "$A$1");
}

static bool gaps(void *context, size_t column)
{
    (void)column;
    return ((const struct place *)context)->gaps;
}

static struct calc *bound(const char *formulas)
{
    struct calc *calc = calc_new('.', true);
    struct error err = { .what = "" };

    while (*formulas) {
        size_t length = strcspn(formulas, "\n");

        if (calc_add(calc, formulas, length, NULL, 0, &err) != 0)
            fail_msg("%s", err.what);
        formulas += length + (formulas[length] == '\n');
    }
    if (calc_bind(calc, names, 3, "t.csv", &err) != 0)
        fail_msg("%s", err.what);
    return calc;
}

static void rendered(const char *formula, bool with_gaps, bool guard, enum excel_result want,
                     const char *text)
{
    struct place place = { with_gaps };
    struct excel_printer printer = { .cell = cell,
                                     .range = range,
                                     .nothing = nothing,
                                     .gaps = gaps,
                                     .context = &place,
                                     .guard = guard };
    struct calc *calc = bound(formula);
    struct text out = TEXT_EMPTY;

    assert_int_equal(excel_formula(calc, calc->count - 1, &printer, &out, NULL), want);
    if (want == EXCEL_DONE)
        assert_string_equal(out.bytes, text);
    text_free(&out);
    calc_free(calc);
}

static void plain(const char *formula, const char *text)
{
    rendered(formula, false, false, EXCEL_DONE, text);
}

static void guarded(const char *formula, const char *text)
{
    rendered(formula, true, true, EXCEL_DONE, text);
}

static void as_typed(void **state)
{
    (void)state;
    plain("r=(calls+1)*2-(3-won)", "(A5+1)*2-(3-B5)");
    plain("r=-2^2+2^3^2+2^(3^2)", "-2^2+(2^3)^2+2^(3^2)");
    plain("r=calls-won-1-(won-1)", "A5-B5-1-(B5-1)");
    plain("r=50%*calls", "50%*A5");
    plain("r=IF(calls>0,won/calls,\"\")", "IF(A5>0,B5/A5,\"\")");
    plain("r=team&\"say \"\"hi\"\"\"", "C5&\"say \"\"hi\"\"\"");
    plain("r=LAG(calls,2)+1", "A3+1");
    plain("r=LAG(calls+won)*2", "(A4+B4)*2");
    plain("r=DIFF(LN(calls))", "LN(A5)-LN(A4)");
    plain("r=2*DIFF(calls)", "2*(A5-A4)");
    plain("r=MOVAVG(calls,3)", "AVERAGE(A3:A5)");
    plain("r=MOVAVG(calls*2,2)", "AVERAGE(A4*2,A5*2)");
    plain("r=LAG(MOVSUM(calls,2))", "SUM(A3:A4)");
    plain("r=CUMSUM(calls)/COLSUM(calls)", "SUM(A3:A5)/SUM(A3:A9)");
    plain("r=RANK(calls)", "RANK(A5,(A3:A9),0)");
    plain("r=ISBLANK(calls)=FALSE", "A5=\"\"=FALSE");
    plain("r=STDEV.S(calls,won,1)", "STDEV(A5,B5,1)");
    plain("x=calls*2\nr=x+1", "D5+1");
}

static void without_form(void **state)
{
    (void)state;
    rendered("r=DETREND(calls)", false, false, EXCEL_VALUE, NULL);
    rendered("r=1+WHITEN(calls)", false, true, EXCEL_VALUE, NULL);
    rendered("r=COLSUM(calls*2)", false, true, EXCEL_VALUE, NULL);
    rendered("r=1+CUMSUM(calls*2)", false, true, EXCEL_VALUE, NULL);
    rendered("r=MOVAVG(calls*2,4)", false, true, EXCEL_MISSING, NULL);
    rendered("calls=calls*2", false, false, EXCEL_VALUE, NULL);
    rendered("r=LAG(calls,3)", false, false, EXCEL_MISSING, NULL);
    rendered("r=LAG(calls,3)+1", false, true, EXCEL_MISSING, NULL);
    rendered("r=MOVAVG(calls,4)", false, true, EXCEL_MISSING, NULL);
}

/* Nothing is guarded where nothing is missing, but what may fail; of cells that all hold
 * numbers there is always a sum. */
static void whole(void **state)
{
    (void)state;
    rendered("r=calls*2+won", false, true, EXCEL_DONE, "A5*2+B5");
    rendered("r=won/calls", false, true, EXCEL_DONE, "IFERROR(B5/A5,\"\")");
    rendered("r=SUM(calls,won)", false, true, EXCEL_DONE, "SUM(A5,B5)");
    rendered("r=MOVAVG(calls*2,2)", false, true, EXCEL_DONE, "IFERROR(AVERAGE(A4*2,A5*2),\"\")");
}

static void with_gaps(void **state)
{
    (void)state;
    guarded("r=calls*2+won", "IF(COUNT(A5,B5)<2,\"\",A5*2+B5)");
    guarded("r=calls", "IF(A5=\"\",\"\",A5)");
    guarded("r=team=\"a\"", "IF(C5=\"\",\"\",C5=\"a\")");
    guarded("r=IF(calls>0,won,\"\")", "IF(COUNT(A5)<1,\"\",IF(A5>0,IF(B5=\"\",\"\",B5),\"\"))");
    guarded("r=IF(calls>0,won/calls,1)",
            "IF(COUNT(A5)<1,\"\",IFERROR(IF(A5>0,IF(COUNT(B5,A5)<2,\"\",B5/A5),1),\"\"))");
    /* The error in a branch is for the IFERROR around it to see; what is missing there is not. */
    guarded("r=IFERROR(IF(calls>0,won/calls,1),0)",
            "IF(A5=\"\",\"\",IFERROR(IF(A5>0,IF(OR(B5=\"\",A5=\"\"),\"\",B5/A5),1),0))");
    guarded("r=IFERROR(won/calls,0)", "IF(OR(B5=\"\",A5=\"\"),\"\",IFERROR(B5/A5,0))");
    guarded("r=LAG(calls)", "IF(A4=\"\",\"\",A4)");
    guarded("r=team&calls", "C5&A5");
    guarded("r=LEN(team)", "LEN(C5)");
    guarded("r=ISBLANK(calls)", "A5=\"\"");
    guarded("r=COUNT(calls,won)", "COUNT(A5,B5)");
    guarded("r=MOVAVG(calls,2)", "IF(COUNT(A4:A5)=0,\"\",IFERROR(AVERAGE(A4:A5),\"\"))");
    guarded("r=AND(calls>0,won>0)",
            "IF(OR(IF(COUNT(A5)<1,FALSE,NOT(A5>0)),IF(COUNT(B5)<1,FALSE,NOT(B5>0))),FALSE,"
            "IF(OR(COUNT(A5)<1,COUNT(B5)<1),\"\",TRUE))");
    /* The sum of nothing is missing. */
    guarded("r=SUM(calls,won)", "IF(COUNT(A5,B5)=0,\"\",SUM(A5,B5))");
    guarded("r=SUM(calls*2,won)",
            "IF(COUNT(IF(COUNT(A5)<1,$A$1,A5*2),B5)=0,\"\",SUM(IF(COUNT(A5)<1,$A$1,A5*2),B5))");
    guarded("r=SUM(calls,LAG(won,3))", "IF(COUNT(A5)=0,\"\",SUM(A5))");
}

static void structured(void **state)
{
    struct calc *calc = bound("r=LAG(calls,2)\n'a b'=MOVAVG(calls,2)\ns='a b'*2\nt=CUMSUM(won)");
    struct text out = TEXT_EMPTY;
    size_t i;

    (void)state;
    for (i = 0; i < calc->count; i++) {
        assert_int_equal(structured_formula(calc, i, false, &out), EXCEL_DONE);
        text_addc(&out, '\n');
    }
    assert_string_equal(out.bytes, "=OFFSET([@calls],-2,0)\n"
                                   "=AVERAGE(OFFSET([@calls],-1,0,2,1))\n"
                                   "=[@[a b]]*2\n"
                                   "=SUM(INDEX([won],1):[@won])\n");
    text_free(&out);
    calc_free(calc);
}

/* Ever longer formulas end as values, not in exponential time. */
static void excess(void **state)
{
    char deep[1200] = "r=";
    size_t i;

    (void)state;
    for (i = 0; i < 60; i++)
        strcat(deep, "DIFF(");
    strcat(deep, "calls");
    for (i = 0; i < 60; i++)
        strcat(deep, ")");
    rendered(deep, true, true, EXCEL_MISSING, NULL);
    strcpy(deep, "r=");
    for (i = 0; i < 100; i++)
        strcat(deep, "ABS(");
    strcat(deep, "calls");
    for (i = 0; i < 100; i++)
        strcat(deep, ")");
    rendered(deep, false, false, EXCEL_VALUE, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_typed),  cmocka_unit_test(without_form), cmocka_unit_test(whole),
        cmocka_unit_test(with_gaps), cmocka_unit_test(structured),   cmocka_unit_test(excess),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
