/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The p that allow for the number of links, as formulas over the p of all links: Holm's and
 * Benjamini and Hochberg's need nothing else. By which of them a table was made, its
 * figures show. Internal to book/.
 */
#ifndef LEVER_BOOK_CORRECTED_H
#define LEVER_BOOK_CORRECTED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "stats/adjust.h"

struct corrected {
    bool live; /* every p_adj follows from the p; otherwise they stay values */
    enum adjust_method method;
};

/* p and p_adj of n links, NaN where there is none. */
struct corrected corrected_by(const double *p, const double *p_adj, size_t n);
/* The formula of one cell: all is the name of the range of p, one the cell of its own. */
void corrected_formula(const struct corrected *corrected, const char *all, const char *one,
                       struct text *formula);

#endif
