/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Did past answers hold? Judged on the data that came after them, from what two looks wrote down.
 *
 * Information adds up: the effect on the data since a look is what takes the effect of then to that
 * of now, effect_since = (I_now effect_now - I_then effect_then) / (I_now - I_then), at the lag of
 * then; its variance is to that of then as I_then to I_now - I_then. So of a look's 95 % interval,
 * effect ± half, the same multiple wide enough for a figure that has an error of its own is
 * half sqrt(1 + I_then / (I_now - I_then)), and 95 of 100 effects since should lie within. That
 * takes errors to be about normal, and the noise to be as large as it was.
 */
#ifndef LEVER_LEDGER_SCORE_H
#define LEVER_LEDGER_SCORE_H

#include <stdbool.h>

/* Data have to grow by so much of their information to say anything. */
#define SCORE_LEAST .1

struct score_then {
    double effect, half, se; /* half the 95 % interval; all in the effect's unit */
    double information;
};

struct score_now {
    double effect; /* at the lag of then, on all data of now */
    double information;
};

struct score {
    bool known;    /* enough came since; else nothing follows */
    double since;  /* the effect on what came since */
    bool kept;     /* it has the sign of then */
    double chance; /* … of which this was the chance, if the effect of then was right within its
                       error: Phi(|effect| / sqrt(se² + se² I_then / (I_now - I_then))) */
    bool within;   /* it lies in the interval of then, widened for its own error */
};

struct score score_look(const struct score_then *then, const struct score_now *now);

#endif
