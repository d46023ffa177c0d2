/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How much of its level a link may have spent by each of its looks, and what p a look asks for.
 *
 * The first epoch spends SPENDING_FIRST, less than .05, as the p of short series err a little more
 * often than they say. It ends with the planned information: with the period that was planned as the
 * last, or where none was at twice the information of the first look. Whoever goes on looking
 * spends half of what is left of .05 in another epoch, which ends at twice the information it begins
 * with or at a new planned end, and so on: in all less than .05, however often one looks.
 *
 * Within an epoch it is spent as stats/sequential.h says. Looks at no more information than before
 * spend nothing.
 *
 * Of several links each is tested at its share of the level (Bonferroni, Holm): level / times,
 * recomputed for all its looks, since a bound divided by `times` would err more often (tails of
 * looks that go together are less alike the farther out they are).
 */
#ifndef LEVER_LEDGER_SPENDING_H
#define LEVER_LEDGER_SPENDING_H

#include <stddef.h>

/* What all looks may spend, and the first epoch of it. */
#define SPENDING_ALL .05
#define SPENDING_FIRST .045

/* A look of a link that could be tested. */
struct spending_look {
    double information; /* > 0; a fall counts as none */
    double total;       /* planned for the epoch's end, as it was seen at that look; its own: this
                           is the end */
};

/*
 * What a look to come, behind these `count` looks, plans for its epoch: its `total`. ahead: how many
 * times as many periods as now there will be at the planned end (1 or less: it is reached, which ends
 * the epoch if it has not ended before); NaN = no end is planned.
 */
double spending_total(const struct spending_look *looks, size_t count, double information,
                      double ahead);

/* What is spent in all by each look, of the level a link by itself has: filled. */
void spending_spent(const struct spending_look *looks, size_t count, double *spent);

/* What `times` p has to be under at each look, where a p is corrected for so many links (1 and up):
 * filled; at most 1, and 0 where nothing may be spent. */
void spending_bounds(const struct spending_look *looks, size_t count, double times, double *bounds);

#endif
