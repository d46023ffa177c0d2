/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Why a figure is missing.
 *
 * Functions of this floor never fail for what the data hold: they give NaN, and
 * where a caller has to tell one reason from another they return one of these.
 * 0 is success, so `if (linear_fit(...))` reads as it does elsewhere.
 *
 * Everywhere in stats/ a cell that is not finite (NaN, infinite) is missing.
 */
#ifndef LEVER_STATS_STATUS_H
#define LEVER_STATS_STATUS_H

enum stats_status {
    STATS_OK = 0,
    STATS_TOO_FEW,   /* fewer usable rows than the figure needs */
    STATS_CONSTANT,  /* a column that does not vary */
    STATS_COLLINEAR, /* a column that others determine */
    STATS_PERFECT,   /* nothing is left over: no error to judge by */
    STATS_RANGE,     /* beyond what a double can hold */
    STATS_ARGUMENT   /* the question itself makes no sense (an order of 0, ...) */
};

/* A few words for a note, as "too few rows"; a constant string. */
const char *stats_status_text(enum stats_status status);

#endif
