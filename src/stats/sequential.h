/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Looking at data again and again while they grow, and still erring no more often than once.
 *
 * At look k a statistic z_k is standard normal if there is nothing to find, and those of two looks
 * have the correlation sqrt(I_j / I_k), I being the information that each has (independent
 * increments: whatever grows by rows). A test spends its level over the looks: by look k so much of
 * it as the spending function allows for the share t of the information that is planned
 *
 *     spent(t) = 2 - 2 Phi(z / sqrt(t)),  z = Phi^-1(1 - level / 2)
 *
 * (Lan & DeMets 1983, Biometrika 70, p. 661, their alpha_1*, here of the two-sided level: little at
 * first, as O'Brien & Fleming 1979 have it). The critical value of a look is the one that spends just
 * that: P(no |z_j| >= c_j before, |z_k| >= c_k) = spent(t_k) - spent(t_{k-1}), found by the recursion of
 * Armitage, McPherson & Rowe (1969, J. R. Stat. Soc. A 132, p. 235): the density of z among those who
 * have not crossed is carried from look to look by numerical integration (Simpson, steps of a fifth
 * of the smallest standard deviation). Good to 5 digits of a critical value.
 *
 * A look that adds nearly nothing to the information (under SEQUENTIAL_LEAST of it) spends nothing:
 * its critical value is infinite, and what it might have spent is left to the next.
 *
 * Pure: no state, nothing missing goes in. Arrays have `looks` values, information positive and
 * never falling.
 */
#ifndef LEVER_STATS_SEQUENTIAL_H
#define LEVER_STATS_SEQUENTIAL_H

#include <stddef.h>

/* The least share by which information has to grow for a look to spend anything. */
#define SEQUENTIAL_LEAST 1e-3

/* What may be spent of a two-sided level, 0 < level < 1, at share t of the planned information: 0 at
 * t <= 0, the level at t >= 1. */
double sequential_spent(double level, double t);

/* spent: in all by each look, never falling, under 1. critical: of |z|, filled; infinite where
 * nothing may be spent. */
void sequential_bounds(const double *information, const double *spent, size_t looks,
                       double *critical);

/* The other way round: crossed, filled, is the chance to have been at or beyond a critical value by
 * each look. */
void sequential_crossed(const double *information, const double *critical, size_t looks,
                        double *crossed);

/* The two-sided p that a |z| is. */
double sequential_p(double z);

#endif
