/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lever-method.h: what a measure of association is, to lever.
 *
 * A method is a table with a function in it. The function gets two vectors and
 * gives an estimate; the host does everything else: missing values are gone
 * before it is called, and significance, intervals, the search over lags and
 * panels come from resampling around it. So an author writes a statistic and
 * gets an honest p-value.
 *
 * A plugin is a shared object NAME.so that exports one function, lever_method,
 * which returns the address of a table that stays as it is:
 *
 *     const struct lever_method *lever_method(void);
 *
 * LEVER_METHOD below writes that function and its table; see lever-method(3).
 * It needs nothing but a C99 compiler. Functions of formulas: lever-function.h.
 */
#ifndef LEVER_METHOD_H
#define LEVER_METHOD_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Changes whenever a table written for one number would be misread by another. */
#define LEVER_METHOD_ABI 1

struct lever_method {
    int abi;               /* LEVER_METHOD_ABI */
    size_t size;           /* sizeof (struct lever_method) */
    const char *name;      /* "pearson": lower case letters, digits, - and _; the file's name */
    const char *summary;   /* one line, for `lever methods` */
    const char *reference; /* author, year, equation: where the statistic is defined */
    /*
     * Estimates the association of x and y, n values each, all finite, n >= 3.
     * Must depend on its arguments only (it is called from several threads) and
     * must not change them. Puts a finite value into *estimate and returns 0; or
     * returns a positive number when the statistic does not exist for these data
     * (a constant x, say), which makes the result missing, not an error; or a
     * negative number when something failed, which ends the program with status 1.
     * What is large in absolute value counts as strong.
     */
    int (*estimate)(const double *x, const double *y, size_t n, double *estimate);
};

#if defined __GNUC__
#define LEVER_METHOD_EXPORT __attribute__((visibility("default")))
#else
#define LEVER_METHOD_EXPORT
#endif

LEVER_METHOD_EXPORT const struct lever_method *lever_method(void);

/*
 * The whole of a plugin's dealings with lever, in one line:
 *
 *     LEVER_METHOD("dcor", "distance correlation", "Author (year), eq. 1", dcor)
 *
 * Name, summary and reference are string literals. They are also kept as one
 * marked string that `lever methods` finds in the file, as what(1) would, so that
 * a plugin is listed with its summary and nothing of it is run.
 */
#define LEVER_METHOD(NAME, SUMMARY, REFERENCE, FUNCTION)                                           \
    const struct lever_method *lever_method(void)                                                  \
    {                                                                                              \
        static const char card[] = LEVER_METHOD_CARD NAME "\t" SUMMARY;                            \
        static const struct lever_method method = {                                                \
            LEVER_METHOD_ABI, sizeof method, NAME, card + sizeof LEVER_METHOD_CARD NAME,           \
            REFERENCE,        FUNCTION                                                             \
        };                                                                                         \
        return &method;                                                                            \
    }
#define LEVER_METHOD_CARD "@(#)lever-method\t" LEVER_METHOD_TEXT(LEVER_METHOD_ABI) "\t"
#define LEVER_METHOD_TEXT(WORD) LEVER_METHOD_TEXT_(WORD)
#define LEVER_METHOD_TEXT_(WORD) #WORD

#ifdef __cplusplus
}
#endif

#endif
