/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Operators. A date and a number of days make a date; two dates, a number of days. */
#include "calc/family.h"
#include "calc/letters.h"
#include "calc/rounding.h"

extern const struct lever_function functions_operators[];

static bool is_date(const struct lever_vector *vector, size_t row)
{
    return vector->kind && vector->kind[row] == 'D';
}

static void mark_dates(const struct lever_vector *a, const struct lever_vector *b, bool minus,
                       size_t rows, struct lever_vector *result)
{
    size_t i;

    for (i = 0; i < rows; i++)
        if (minus ? is_date(a, i) && !is_date(b, i) : is_date(a, i) != is_date(b, i))
            result->kind[i] = 'D';
}

#define ARITHMETIC(name, operator)                                                                 \
    static int name(ROW_PARAMETERS)                                                                \
    {                                                                                              \
        const double *a = arguments[0].number;                                                     \
        const double *b = arguments[1].number;                                                     \
        double *out = result->number;                                                              \
        size_t i;                                                                                  \
                                                                                                   \
        (void)count;                                                                               \
        for (i = 0; i < call->rows; i++)                                                           \
            out[i] = a[i] operator b[i];                                                           \
        if (result->kind && (#operator[0] == '+' || #operator[0] == '-'))                          \
            mark_dates(&arguments[0], &arguments[1], #operator[0] == '-', call->rows, result);     \
        return 0;                                                                                  \
    }
ARITHMETIC(add, +)
ARITHMETIC(subtract, -)
ARITHMETIC(multiply, *)
ARITHMETIC(divide, /)
#undef ARITHMETIC

static int plus(ROW_PARAMETERS)
{
    (void)count;
    memcpy(result->number, arguments[0].number, call->rows * sizeof(double));
    if (result->kind)
        memcpy(result->kind, arguments[0].kind, call->rows);
    return 0;
}

static int minus(ROW_PARAMETERS)
{
    size_t i;

    (void)count;
    for (i = 0; i < call->rows; i++)
        result->number[i] = -arguments[0].number[i];
    return 0;
}

static int percent(ROW_PARAMETERS)
{
    size_t i;

    (void)count;
    for (i = 0; i < call->rows; i++)
        result->number[i] = arguments[0].number[i] / 100;
    return 0;
}

/* A number comes before a text, and a text before TRUE and FALSE, as in Excel. */
static int rank(unsigned char kind)
{
    return kind == 'T' ? 1 : kind == 'L' ? 2 : 0;
}

static int order_of(const struct lever_vector *a, const struct lever_vector *b, size_t row)
{
    bool text = !a->kind;

    if (a->kind && rank(a->kind[row]) != rank(b->kind[row]))
        return rank(a->kind[row]) < rank(b->kind[row]) ? -1 : 1;
    if (text || a->kind[row] == 'T')
        return letters_compare(a->text[row].bytes, a->text[row].length, b->text[row].bytes,
                               b->text[row].length);
    if (round_same(a->number[row], b->number[row]))
        return 0;
    return a->number[row] < b->number[row] ? -1 : 1;
}

static bool is_missing(const struct lever_vector *vector, size_t row)
{
    return vector->kind ? vector->kind[row] == 0 : vector->text[row].length == 0;
}

/* Texts, or cells of any kind. */
static int compare_cells(const struct lever_call *call, const struct lever_vector *arguments,
                         bool (*test)(int order), struct lever_vector *result)
{
    size_t i;

    for (i = 0; i < call->rows; i++)
        result->number[i] = is_missing(&arguments[0], i) || is_missing(&arguments[1], i)
                                ? NAN
                                : test(order_of(&arguments[0], &arguments[1], i));
    return 0;
}

/* `same`: what the test says of equal numbers. */
#define COMPARISON(name, test, same)                                                               \
    static bool name##_order(int order)                                                            \
    {                                                                                              \
        return order test 0;                                                                       \
    }                                                                                              \
    static int name(ROW_PARAMETERS)                                                                \
    {                                                                                              \
        const double *a = arguments[0].number;                                                     \
        const double *b = arguments[1].number;                                                     \
        size_t i;                                                                                  \
                                                                                                   \
        (void)count;                                                                               \
        if (arguments[0].text)                                                                     \
            return compare_cells(call, arguments, name##_order, result);                           \
        for (i = 0; i < call->rows; i++)                                                           \
            result->number[i] = isnan(a[i]) || isnan(b[i]) ? NAN                                   \
                                : round_same(a[i], b[i])   ? same                                  \
                                                           : a[i] test b[i];                         \
        return 0;                                                                                  \
    }
COMPARISON(equal, ==, 1)
COMPARISON(unequal, !=, 0)
COMPARISON(less, <, 0)
COMPARISON(at_most, <=, 1)
COMPARISON(more, >, 0)
COMPARISON(at_least, >=, 1)
#undef COMPARISON

static int is_blank(ROW_PARAMETERS)
{
    size_t i;

    (void)count;
    for (i = 0; i < call->rows; i++)
        result->number[i] = arguments[0].kind[i] == 0;
    return 0;
}

static int is_not_blank(ROW_PARAMETERS)
{
    size_t i;

    (void)count;
    for (i = 0; i < call->rows; i++)
        result->number[i] = arguments[0].kind[i] != 0;
    return 0;
}

#define TOO_LARGE "a number too large"

/* clang-format off */
const struct lever_function functions_operators[] = {
    ROWS("U-", "x", "N", 'N', "minus", NULL, "-$1", minus),
    ROWS("U+", "x", "N", 'N', "itself", NULL, "$1", plus),
    ROWS("%", "x", "N", 'N', "per cent", NULL, "$1%", percent),
    ROWS("^", "x, y", "NN", 'N', "power", "a power that is not a number", "$1^$2", power_rows),
    ROWS("*", "x, y", "NN", 'N', "product", TOO_LARGE, "$1*$2", multiply),
    ROWS("/", "x, y", "NN", 'N', "quotient", "a division by zero", "$1/$2", divide),
    ROWS("+", "x, y", "NN", 'N', "sum", TOO_LARGE, "$1+$2", add),
    ROWS("-", "x, y", "NN", 'N', "difference", TOO_LARGE, "$1-$2", subtract),
    ROWS("&", "x, y", "TT", 'T', "one text behind the other", NULL, "$1&$2", concatenate_rows),
    ROWS("=", "x, y", "AA", 'L', "equal", NULL, "$1=$2", equal),
    ROWS("<>", "x, y", "AA", 'L', "not equal", NULL, "$1<>$2", unequal),
    ROWS("<", "x, y", "AA", 'L', "less", NULL, "$1<$2", less),
    ROWS("<=", "x, y", "AA", 'L', "at most", NULL, "$1<=$2", at_most),
    ROWS(">", "x, y", "AA", 'L', "more", NULL, "$1>$2", more),
    ROWS(">=", "x, y", "AA", 'L', "at least", NULL, "$1>=$2", at_least),
    ROWS("=\"\"", "x", "A", 'L', "blank", NULL, "$1=\"\"", is_blank),
    ROWS("<>\"\"", "x", "A", 'L', "not blank", NULL, "$1<>\"\"", is_not_blank),
    END_OF_FAMILY
};
/* clang-format on */
