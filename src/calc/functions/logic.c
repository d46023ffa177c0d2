/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Logic. AND and OR have three values, as in SQL: a missing one leaves the answer
 * open only where it could change it.
 */
#include "calc/family.h"

extern const struct lever_function functions_logic[];

/* `decides` is the value that settles it: FALSE for AND, TRUE for OR. */
static void fold(ROW_PARAMETERS, double decides)
{
    size_t i;
    size_t k;

    for (i = 0; i < call->rows; i++) {
        double answer = 1 - decides;

        for (k = 0; k < count && answer != decides; k++) {
            double value = arguments[k].number[i];

            if (value == decides || isnan(value))
                answer = value;
        }
        result->number[i] = answer;
    }
}

static int all_hold(ROW_PARAMETERS)
{
    fold(call, arguments, count, result, 0);
    return 0;
}

static int any_holds(ROW_PARAMETERS)
{
    fold(call, arguments, count, result, 1);
    return 0;
}

static int not(ROW_PARAMETERS)
{
    size_t i;

    (void)count;
    for (i = 0; i < call->rows; i++)
        result->number[i] = 1 - arguments[0].number[i];
    return 0;
}

static int is_blank(ROW_PARAMETERS)
{
    size_t i;

    (void)count;
    for (i = 0; i < call->rows; i++)
        result->number[i] = arguments[0].kind[i] == 0;
    return 0;
}

static int is_number(ROW_PARAMETERS)
{
    size_t i;

    (void)count;
    for (i = 0; i < call->rows; i++)
        result->number[i] = arguments[0].kind[i] == 'N' || arguments[0].kind[i] == 'D';
    return 0;
}

/* clang-format off */
const struct lever_function functions_logic[] = {
    ROWS("IF", "condition, then, [else]", "LAA", 'A', "one of two values, by a condition",
         NULL, "=", NULL),
    ROWS("IFS", "condition, value, ...", "(LA)", 'A', "the value behind the first condition that holds",
         "an IFS of which no condition holds", "~IFS($*)", NULL),
    ROWS("IFERROR", "value, otherwise", "AA", 'A', "another value if the first is an error",
         NULL, "=", NULL),
    ROWS("AND", "condition, ...", "(L)", 'L', "whether all hold", NULL, "=", all_hold),
    ROWS("OR", "condition, ...", "(L)", 'L', "whether any holds", NULL, "=", any_holds),
    ROWS("NOT", "condition", "L", 'L', "the contrary", NULL, "=", not),
    ROWS("ISBLANK", "value", "A", 'L', "whether it is missing", NULL, "$1=\"\"", is_blank),
    ROWS("ISNUMBER", "value", "A", 'L', "whether it is a number or a date", NULL, "=", is_number),
    END_OF_FAMILY
};
/* clang-format on */
