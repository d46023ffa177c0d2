/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book/corrected.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

/* Each of so many formulas compares all with all. */
enum { links_most = 200 };

static bool agree(const double *a, const double *b, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (isnan(a[i]) != isnan(b[i]) || fabs(a[i] - b[i]) > 1e-12 * fabs(a[i]))
            return false;
    return true;
}

struct corrected corrected_by(const double *p, const double *p_adj, size_t n)
{
    static const enum adjust_method methods[] = { ADJUST_NONE, ADJUST_HOLM, ADJUST_BH };
    struct corrected corrected = { false, ADJUST_NONE };
    double *tried = xarray(n, sizeof *tried);
    size_t i;

    for (i = 0; i < sizeof methods / sizeof *methods && n <= links_most && !corrected.live; i++) {
        corrected.method = methods[i];
        adjust_p(methods[i], p, n, tried);
        corrected.live = agree(tried, p_adj, n);
    }
    free(tried);
    return corrected;
}

/* With m links, a p is multiplied by m less the number of smaller ones (Holm), or by m over the
 * number of those no larger (Benjamini and Hochberg). # is the range, @ the cell, and a mark in
 * place of a p counts for 2, beyond all. */
static const char holm[] =
    "{=MIN(1,MAX((%#<=@)*%#*(COUNT(#)-MMULT((TRANSPOSE(%#)<%#)*1,(%#=%#)*1))))}";
static const char hochberg[] =
    "{=MIN(1,MIN(IF((%#>=@)*(%#<=1),%#*COUNT(#)/MMULT((TRANSPOSE(%#)<=%#)*1,(%#=%#)*1),1)))}";

void corrected_formula(const struct corrected *corrected, const char *all, const char *one,
                       struct text *formula)
{
    const char *at = corrected->method == ADJUST_HOLM ? holm
                     : corrected->method == ADJUST_BH ? hochberg
                                                      : "=@";

    for (; *at; at++) {
        if (*at == '#')
            text_adds(formula, all);
        else if (*at == '@')
            text_adds(formula, one);
        else if (*at == '%' && *++at)
            text_addf(formula, "IF(ISNUMBER(%s),%s,2)", all, all);
        else
            text_addc(formula, *at);
    }
}
