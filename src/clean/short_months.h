/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Jan-22: a month of a year, or a day of a month? What the cells of a column say of it together.
 *
 * They are months where a number can be no day (Mar-35), where other cells have a year of four
 * digits and no day (2022-02), and where, taken for months, they follow one another, by month or
 * by quarter, over the end of a year: days of a month do not. The month's name and one number
 * alone leave it open.
 */
#ifndef LEVER_CLEAN_SHORT_MONTHS_H
#define LEVER_CLEAN_SHORT_MONTHS_H

#include <stdbool.h>
#include <stdint.h>

#include "period/date.h"

struct short_months {
    uint16_t seen[100]; /* of each number, the months it stood behind, a bit each */
    bool monthly;       /* other cells are months, */
    bool daily;         /* or days */
};

/* Adds what date_look made of a cell. */
void short_months_add(struct short_months *months, const struct date_look *look);
void short_months_merge(struct short_months *into, const struct short_months *from);
/* Are they months of a year for sure? */
bool short_months_sure(const struct short_months *months);

#endif
