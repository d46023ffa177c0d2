/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The groups of a roll, for roll.c, which fills them, and roll_write.c. */
#ifndef LEVER_RESHAPE_ROLL_PRIVATE_H
#define LEVER_RESHAPE_ROLL_PRIVATE_H

#include <stdint.h>

#include "reshape/roll.h"

/* Dates seen lately, so that a date is taken apart once and not in every row. */
enum { DATES = 4096, DATE_LENGTH = 30 };
struct date {
    char text[DATE_LENGTH];
    unsigned char length; /* 0 = free */
    int second;
    long day; /* the stamp */
    long key; /* what groups go by */
};

/* What one thread knows; `dates` is written only while its block is being taken. */
struct roll_worker {
    struct date dates[DATES];
    struct keys entities;
    size_t *numbers; /* an entity's number here -> its number in the roll */
    size_t numbered;
    size_t capacity;
    struct text key;
    size_t rows; /* room in the arrays below, one a row of the block */
    uint32_t *entity;
    const struct date **date; /* NULL = not seen lately */
};

struct roll_group {
    long key; /* period, or stamp while the form is open */
    size_t entity;
};

struct roll {
    const struct table *table;
    struct roll_ask ask;
    struct aggregate *aggregates;
    size_t *numbers; /* columns the aggregates need */
    size_t number_count;
    size_t *texts; /* time, the entity columns, then what the aggregates need */
    size_t text_count;
    struct roll_worker *workers;
    size_t worker_count;
    struct aggregate_text *cells; /* of the row that is being added */

    struct period_evidence evidence;
    struct period_form form;
    bool decided; /* keys are periods */
    bool began;
    long earliest, latest; /* of kind form.from; known once decided or settled */
    unsigned weekdays;     /* of dates, those that occur; bit 0 is Monday */

    struct keys entities;
    struct roll_group *groups;
    size_t count;
    size_t capacity;
    char *records;
    size_t record_size;
    size_t record_capacity;
    uint32_t *slots; /* group + 1 */
    size_t slot_count;
    size_t *order;     /* groups by period and entity, once settled, */
    size_t ordered;    /* and how many are left of them */
    size_t *by_rank;   /* entities in the order of their names */
    struct date large; /* a date too long to be kept at hand */
    size_t rows_without;
    unsigned long line_without;
};

/* Another aggregate of the same column counts its IDs, too: NULL where there is none. */
struct visits *roll_visits_of(const struct roll *roll, size_t count, size_t source);
/* Turns what IDs came by into periods. */
void roll_visits_date(struct roll *roll);
/* Counts them, from the first period that is known whole. */
void roll_visits_settle(struct roll *roll, long first, long last);
/* Writes the count of a period and entity, missing where it cannot be told. */
void roll_visits_write(const struct aggregate *aggregate, size_t entity, long period,
                       struct writer *writer);

/* Is this a list of rare events: all there was, in some periods and not in others, or in two at
 * most? Its dates are days, whatever weekday they share, and its ends are no ends of anything. */
bool roll_is_rare(const struct roll *roll);

#endif
