/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The smallest effect that the test finds 80 times of 100.
 *
 * Critical value plus .84 standard errors would be it if the autoregression were known. Where there is
 * an effect, it is fitted to an outcome that has the effect in it, and takes some of it for
 * persistence; of effects of that size the test finds 46 to 70 in a hundred. So outcomes are simulated as for p, the
 * effect is added to them, the whole test is repeated, and the size is looked for at which four of five
 * reach the critical value. Of a series in time only.
 */
#ifndef LEVER_LINK_DETECTABLE_H
#define LEVER_LINK_DETECTABLE_H

struct bootstrap;
struct tested_link;

/*
 * That effect as a multiple of (critical value + .84) standard errors, of the pair that a result is
 * about. Threads: no more than the caller's.
 */
double detectable_factor(const struct bootstrap *boot, const struct tested_link *link);

#endif
