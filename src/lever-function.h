/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lever-function.h: what a function of a formula is, to lever calc.
 *
 * A function is a table with code in it: its name, its arguments, a sentence, how
 * Excel would write it, and one of two entry points. Built-in functions (operators
 * among them) are declared by the same struct. The host does everything else:
 * reads cells as the kinds that were asked for, evaluates arguments in vectors,
 * sorts rows into entities and periods, counts what went wrong, writes the result.
 *
 * Kinds are letters:
 *
 *   N  a number; a date is its serial number (days since 1899-12-30), TRUE is 1
 *   C  as N, for functions that pass over what is missing (SUM): a column that
 *      holds TRUE and FALSE then counts as missing, as Excel's SUM has it
 *   T  a text; what is missing is the empty text, and the other way round
 *   L  TRUE or FALSE, as 1 or 0
 *   D  a number that is a date; only as a result, and as a cell of an A
 *   A  whatever it is
 *   K  a number that does not depend on the rows: it is known before they are read
 *   S  a whole column of numbers (LEVER_SERIES, LEVER_COLUMN)
 *
 * A missing number is NaN; a function gets and gives it like any other.
 *
 * A plugin is a shared object NAME.so (the function's name in lower case) that
 * exports one function, lever_function, which returns the address of a table that
 * stays as it is:
 *
 *     const struct lever_function *lever_function(void);
 *
 * LEVER_FUNCTION below writes that; see lever-function(3). This header needs
 * nothing but a C99 compiler.
 */
#ifndef LEVER_FUNCTION_H
#define LEVER_FUNCTION_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Changes whenever a table written for one number would be misread by another. */
#define LEVER_FUNCTION_ABI 1

/* What a function looks at to give one cell. */
enum lever_over {
    LEVER_ROWS,   /* the arguments' cells in the same row */
    LEVER_SERIES, /* an entity's rows in the order of time */
    LEVER_COLUMN  /* all rows, in the order of the file */
};

/* Not NUL-terminated; length 0 is missing. In a result, bytes NULL says that there is none. */
struct lever_text {
    const char *bytes;
    size_t length;
};

/*
 * The cells of an argument, or of the result. Of an N, C, L or D `number` is there,
 * of a T `text`; of an A all three, and kind[i] says which cell is what: 'N', 'D',
 * 'L' (number), 'T' (text; others may have their text as well) or 0 for missing.
 * Where cells of an N or C are dates, its `kind` is there as well, with 'D' and 'N';
 * the result's then is there too, all 'N': who adds days makes it 'D'.
 */
struct lever_vector {
    double *number;
    struct lever_text *text;
    unsigned char *kind;
};

/* The call: what the host offers while a function runs. */
struct lever_call {
    size_t rows; /* LEVER_ROWS: cells of each argument, and of the result */
    /* Memory for the result's texts; the host gives it back. */
    char *(*room)(const struct lever_call *call, size_t bytes);
    /* LEVER_SERIES: the period of the first value (table's own count) and its kind,
     * 'd' day, 'w' ISO week, 'm', 'q', 'y', 'i' integer, 0 for rows without time. */
    char period;
    long first;
    long season;  /* LEVER_SERIES: --season: 0 = auto, -1 = none, else periods in a season */
    char decimal; /* LEVER_ROWS: the decimal mark of numbers in texts, '.' or --out-decimal */
};

struct lever_function {
    int abi;               /* LEVER_FUNCTION_ABI */
    size_t size;           /* sizeof (struct lever_function) */
    const char *name;      /* "MOVAVG": capitals, digits, a point; begins with a letter */
    const char *arguments; /* as Excel shows them: "number, [digits]", "value, ...", "" */
    const char *kinds;     /* a letter for each; in parentheses: any number of times, "L(A)" */
    char gives;            /* N, T, L, D or A, of the result; A: that of its A arguments */
    enum lever_over over;
    const char *summary; /* one line, lower case, no full stop */
    /* What it means that the result is missing though no argument is, "the logarithm of
     * a number that is not positive"; such rows are counted and told. NULL: nothing. */
    const char *trouble;
    /*
     * How Excel writes it; NULL: it cannot. "=" stands for NAME(all arguments). Else
     * text with, for argument 1 (to 9; $2|1 is 1 where argument 2 was not given):
     *
     *   $1      its value in this row        $1[-$2]  so many periods before; + after
     *   $1[#$2] the last $2 periods          $1[..]   from the entity's first to this
     *   $1[:]   all of the entity            $1[*]    the whole column
     *   $*      all arguments                $self[-] the formula's own cell before
     *   $1[?]   its value, or a blank cell
     *   ~NAME   a function that came after Excel 2007 (a file has it as _xlfn.NAME)
     *
     * Lines are tried in turn: the next one counts where one refers to nothing.
     */
    const char *excel;
    /* LEVER_ROWS: fills call->rows cells of *result, whose arrays are there as `gives`
     * wants them. Returns 0, or a negative number, which ends the program. */
    int (*row)(const struct lever_call *call, const struct lever_vector *arguments, size_t count,
               struct lever_vector *result);
    /*
     * LEVER_SERIES and LEVER_COLUMN: series holds the S arguments, n values each, one
     * period apart, NaN where a period is missing; constants the K arguments, NaN where
     * one was not given. Fills n values. Returns as above.
     *
     * Before any row it is called with n = 0, for a look at the constants: a positive
     * number says which of them (1, 2 ...) cannot be.
     *
     * An A argument is not looked at but moved: its series holds the places 0, 1, 2 ...
     * of its cells, and the result says from which place each cell comes (NaN: none).
     */
    int (*series)(const struct lever_call *call, const double *const *series,
                  const double *constants, size_t n, double *result);
};

#if defined __GNUC__
#define LEVER_FUNCTION_EXPORT __attribute__((visibility("default")))
#else
#define LEVER_FUNCTION_EXPORT
#endif

LEVER_FUNCTION_EXPORT const struct lever_function *lever_function(void);

/*
 * The whole of a plugin's dealings with lever:
 *
 *     LEVER_FUNCTION("GINI", "x, ...", "(C)", 'N', LEVER_ROWS, "how unequal ...",
 *                    NULL, NULL, gini, NULL)
 *
 * in the order of the struct, from the name on. Strings are literals. Name and
 * summary are also kept as one marked string, so that a plugin is listed without
 * running anything of it.
 */
#define LEVER_FUNCTION(NAME, ARGUMENTS, KINDS, GIVES, OVER, SUMMARY, TROUBLE, EXCEL, ROW, SERIES)  \
    const struct lever_function *lever_function(void)                                              \
    {                                                                                              \
        static const char card[] = LEVER_FUNCTION_CARD NAME "\t" SUMMARY;                          \
        static const struct lever_function function = { LEVER_FUNCTION_ABI,                        \
                                                        sizeof function,                           \
                                                        NAME,                                      \
                                                        ARGUMENTS,                                 \
                                                        KINDS,                                     \
                                                        GIVES,                                     \
                                                        OVER,                                      \
                                                        card + sizeof LEVER_FUNCTION_CARD NAME,    \
                                                        TROUBLE,                                   \
                                                        EXCEL,                                     \
                                                        ROW,                                       \
                                                        SERIES };                                  \
        return &function;                                                                          \
    }
#define LEVER_FUNCTION_CARD "@(#)lever-function\t" LEVER_FUNCTION_TEXT(LEVER_FUNCTION_ABI) "\t"
#define LEVER_FUNCTION_TEXT(WORD) LEVER_FUNCTION_TEXT_(WORD)
#define LEVER_FUNCTION_TEXT_(WORD) #WORD

#ifdef __cplusplus
}
#endif

#endif
