/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who came when: for each entity and ID (a customer, a user) the periods in which there is a row
 * with it, and how many IDs of a period are new, were kept, came back, or were lost.
 *
 * With N periods that count as being away (`absent`, at least 1), of the IDs of a period
 *
 *   new       never came before
 *   kept      came in one of the N periods before, too
 *   returned  came before, but in none of those
 *
 * so that the three add up to the distinct IDs. Lost are IDs that do not come: those that were
 * last there N + 1 periods before. Whoever comes back after that was lost once, and counts as lost
 * again when away again.
 *
 * Periods are numbers that follow each other; one in which nobody comes counts like any other.
 * What a period's figure looks back on has to lie in the data: new and kept want N periods before,
 * returned and lost N + 1. Before that they cannot be told, for every entity alike, since an ID
 * may have come before the data begin.
 *
 * Memory is that of the IDs of each entity, with a span of periods for each time that an ID comes
 * after having been away; it does not grow with the rows.
 */
#ifndef LEVER_RESHAPE_VISITS_H
#define LEVER_RESHAPE_VISITS_H

#include <stddef.h>

#include "table/keys.h"

/* What is counted; aggregate_list.h has a row for each. */
enum visit { VISIT_NONE, VISIT_NEW, VISIT_KEPT, VISIT_RETURNED, VISIT_LOST, VISITS };

/* Periods in a row in which an ID came. */
struct visit_span {
    long first, last;
};

struct visitor {
    struct visit_span one;   /* while there is only one, else */
    struct visit_span *more; /* all of them, in their order */
    size_t count;
    size_t capacity; /* of more; 0 = one */
};

/* All zero in the beginning. */
struct visits {
    struct keys ids; /* entity and ID */
    struct visitor *visitors;
    size_t capacity;
    /* once counted: */
    long absent;
    long begin;           /* the first period of the data; LONG_MIN = nobody came before */
    struct keys places;   /* period and entity */
    struct visit_counts { /* of each place; what has none has 0 of all */
        long of[VISITS];
    } * counts;
    size_t counts_capacity;
};

/* An ID came in a period; any order, any number of times. */
void visits_add(struct visits *visits, size_t entity, long period, const char *id, size_t length);
/* Puts other numbers in the place of those that were added as periods: `to` of each. */
void visits_convert(struct visits *visits, long (*to)(const void *context, long period),
                    const void *context);
/* Counts, for data that begin with one period and end with another. */
void visits_settle(struct visits *visits, long begin, long end, long absent);
/* How many of a period and entity; -1 where that cannot be told. */
long visits_count(const struct visits *visits, enum visit what, size_t entity, long period);
void visits_free(struct visits *visits); /* NULL is fine */

#endif
