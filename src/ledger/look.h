/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A filter's look at growing data: the contract by which test, and later impact, drift and track,
 * ask a ledger what they may say, and write down what they said.
 *
 * In this order:
 *
 *   looks_begin    names the ledger; refuses one that cannot be read, relied on or written
 *   looks_take     once a subject: what it is about, its data, what is asked of it. Fills the look
 *                  with what the ledger knows of it: its state, its past, the lags to search
 *   looks_check    once, before anything is computed: refuses another plan's ledger, and a plan that
 *                  was changed without a reason. Now the filter computes, with the lags it was given
 *   looks_lock     takes the lock and reads the ledger again, for another run may have added to it;
 *                  fills the looks anew. From here to looks_end be quick
 *   looks_decide   from each look's p and information: p_adj, bound, whether it is held
 *   looks_write    adds the rows of all that are a look, at once; nothing where none is
 *   looks_end      gives the lock back and frees, in any case, also after a failure
 *
 * A subject's STATE says what a run is to it:
 *   LOOK_TAKEN      data were added (or it is the first look): it is judged by a bound and written
 *   LOOK_SAME       the data are those of the last look: no look, the verdict of then stands
 *   LOOK_OLDER      they end before those of the last look do: likewise
 *   LOOK_REWRITTEN  what was looked at is no longer what it was: no look, the verdict of then stands, and
 *                   `changes` says what changed. A reason (`because`) makes it a look
 * A verdict that is not decided here may not turn: whoever could look without it being counted would
 * look until it turned.
 *
 * Found: p_adj < bound, a new finding. Held: it was found at the look before with that sign, and p_adj is under
 * .05: a finding stays until a single test would no longer give it, for it has paid for itself. So verdict_of
 * is asked with `limit`, which is bound or .05.
 *
 * The family, for Holm's correction, are all subjects of this kind that the ledger has, whether they
 * were taken now or not, and those that are new: leaving out what failed makes nobody better.
 *
 * A subject is known again by its name; failing that by its data (sums.h), so that a renamed measure does
 * not begin anew; `was` is then its name before.
 *
 * An event (LOOK_IMPACT) has no data of its own: values[0] is NULL, and it is known by its name alone.
 *
 * Functions return 0, or -1 and err.
 */
#ifndef LEVER_LEDGER_LOOK_H
#define LEVER_LEDGER_LOOK_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ledger/ledger.h"
#include "ledger/look_name.h"
#include "ledger/spending.h"
#include "ledger/sums.h"
#include "stats/adjust.h"

enum look_state { LOOK_TAKEN, LOOK_SAME, LOOK_OLDER, LOOK_REWRITTEN };

/* No end is planned. */
#define LOOK_UNPLANNED LONG_MIN

/* A stretch that is not what it was. */
struct look_change {
    bool of_to;       /* in the column of `to`, else of `from` */
    long from, to;    /* positions on the axis, may be before it */
    const char *what; /* "changed", "gone" (no value now), "new" (none then) */
};

/* By lag, what a later score compares with. */
struct look_effect {
    int lag;
    double effect;
};

struct look {
    /* ---- told to looks_take; borrowed until looks_end ---- */
    enum look_kind kind;
    const char *from, *to; /* names; from NULL of LOOK_TRACK */
    const char *entity;    /* NULL or "" = none */
    const struct look_axis *axis;
    const double *values[2]; /* of from (NULL = none) and to */
    const char *plan; /* what is asked, "sign up; method pearson": another text is a changed plan */
    long until;       /* position of the planned end; LOOK_UNPLANNED = none is planned */
    int lags[2];      /* asked for; then with those of all looks before */

    /* ---- filled by looks_take and looks_lock ---- */
    enum look_state state;
    char *link;      /* the cell */
    const char *was; /* its name before; NULL = not renamed */
    size_t *past;    /* its rows in the ledger, in their order */
    size_t past_count;
    size_t looks;                 /* of them, those that could be tested */
    const struct looks_row *last; /* NULL = none; the ledger's, renewed by looks_lock */
    size_t data_to;               /* position; SIZE_MAX = no value */
    long end;                     /* position of the epoch's planned end */
    double ahead;                 /* see spending_total */
    struct look_change *changes;
    size_t change_count;

    /* ---- told between looks_lock and looks_decide ---- */
    double p;           /* of this subject by itself; NaN = it could not be tested */
    double information; /* > 0; NaN = could not be tested */
    double searched;    /* how many tests the search over lags is worth, 1 and up (look_searched) */
    int found;          /* would its verdict, if p_adj were small enough, be a finding: the sign of
                           its effect; 0 = no */

    /* ---- filled by looks_decide ---- */
    double p_adj; /* p times what it counts for among all subjects, at most 1 */
    double bound; /* what p_adj has to be under; of no look that of the last one; NaN = none */
    double limit; /* the bound, or .05 where it is held */
    double spent; /* in all, of SPENDING_ALL */
    double total; /* planned information */
    bool held;

    /* ---- told to looks_write ---- */
    const char *verdict;
    double chance; /* of LOOK_TRACK, which tests nothing (p and information NaN): to hit the target;
                      stands in the column p. effect, low, high are then the projection and its
                      80 % band */
    double effect, low, high, se;
    bool spread; /* the effect is over all lags, and is not compared by lag */
    int lag;
    const struct look_effect *effects; /* borrowed; NULL = none */
    size_t effect_count;
};

struct looks {
    struct ledger ledger;
    struct ledger_lock lock;
    const char *file, *because; /* NULL = no reason is given */
    struct look *items;
    size_t count, capacity;
};

int looks_begin(struct looks *looks, const char *file, const char *because, struct error *err);
/* told: its first part; copied. The look is items[count - 1]. */
void looks_take(struct looks *looks, const struct look *told);
int looks_check(const struct looks *looks, struct error *err);
/* Besides: refuses where looks of another run ask for lags that were not searched. */
int looks_lock(struct looks *looks, struct error *err);
void looks_decide(struct looks *looks, enum adjust_method method, double shares_of);
/* seed: written down. */
int looks_write(struct looks *looks, long seed, struct error *err);
void looks_end(struct looks *looks);

/*
 * How many independent tests a search over lags is worth, whose largest |t| has this critical value
 * at .05, each t having so many degrees of freedom: n with 1 - (1 - p)^n = .05 (Sidak 1967), at least 1.
 */
double look_searched(double critical, double freedom);

/* The verdict of the last look, which stands where this is none; "" where there is none. */
const char *look_stands(const struct look *look);

#endif
