/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Units over time, some of which were treated from a date on: how much more did they change than the
 * others, and is that more than units change anyhow?
 *
 * Rows are not units: the periods of a unit go together, and least squares with a dummy for each unit
 * and period (two-way least squares) is wrong 21 to 100 times of 100. So each unit is taken as one:
 *
 *   wild      5 or more of each. With all periods there, two-way least squares is the difference of
 *             two means of what each unit changed by (mean after less mean before). t of it by the
 *             units' own variance; its law by the wild bootstrap of whole units with the null
 *             imposed (Cameron, Gelbach & Miller 2008, Rev. Econ. Stat. 90:414; Rademacher's signs,
 *             all of them where there are few). The interval holds the effects that are not rejected.
 *   permute   1 to 4 treated, 20 or more others: the t of the treated among those of as many others
 *             (MacKinnon & Webb 2020, J. Econometrics 218:435). Each unit's step beside a constant is
 *             taken from its series less the mean of all, made white by one autoregression of order
 *             1 for all; t is by each one's own noise, as units may differ in size (Ferman & Pinto
 *             2019, Rev. Econ. Stat. 101:452).
 *
 * Before the date the same is asked of the units' slopes: pretrend_p, and pretrend_mde, the departure
 * between the middles of before and after that such slopes would have made and that would have
 * been seen four times in five (Roth 2022, AER: Insights 4:305).
 *
 * Breakdown (after Rambachan & Roth 2023, Rev. Econ. Stud. 90:2555): the largest shift between
 * neighbouring stretches of the difference before the date, stretches as long as the time after but
 * a third of the time before at most; how many times it would have to come again for the end of the
 * interval to be 0. 0 where the interval has 0 in it.
 *
 * Units of y throughout. All values are finite: the caller has left out units and periods with gaps.
 */
#ifndef LEVER_COMPARE_UNITS_H
#define LEVER_COMPARE_UNITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { UNITS_MANY = 5, UNITS_POOL = 20, UNITS_BEFORE_MIN = 8 };

struct units {
    size_t units, n, date; /* the first row after */
    const double *y;       /* units x n */
    const bool *treated;
    size_t draws;
    uint64_t seed;
};

struct units_result {
    double effect, low, high, firm_low, firm_high, p;
    double draws; /* that p is a share of */
    bool exact;   /* they are all there are */
    double pretrend_p, pretrend_mde;
    bool apart; /* they were coming apart before: p under .01; of few units, whose ranks cannot say
                   so, a t half as large again as that of any other */
};

/* false: nothing varies; every figure is NaN. */
bool units_wild(const struct units *units, struct units_result *result);
bool units_permute(const struct units *units, struct units_result *result);

/* Two-way least squares as it is commonly done, rows taken for units: the effect and its p. */
void units_naive(const struct units *units, double *effect, double *p);
/* Of a series of differences: see above. low and high: the interval of the effect. */
double units_breakdown(const double *difference, size_t n, size_t date, double low, double high);
/* The same of one series: least squares' slope before the date with an autoregression of order 1,
 * as the departure that would have been seen. NaN where it cannot be said. */
double units_slope_mde(const double *difference, size_t n, size_t date);

#endif
