/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An outcome without a link: what all links on one outcome share.
 *
 *   struct sieve   the outcome, its controls, the null fitted to it, how to draw from it
 *   struct draw    one outcome (the observed one or a simulated one) after step 1 of
 *                  the test: the season chosen, the autoregression, what is left
 *   struct white   a draw after filtering
 *
 * Bases of the controls are made once: constant, trend and season span a space that
 * a linear filter maps onto itself, so the filtered controls are projected out by
 * projecting out the unfiltered ones on the rows that the filter leaves. Context
 * columns have no such luck and are filtered for every draw. Where a filter has a root of exactly one,
 * it leaves nothing of a constant (or of a wave): that is projected out all the same, as it is for
 * all filters that come near to it.
 *
 * Series are scaled by a power of two and centred before they come here; missing
 * values are 0 with `present` false. Everything made here is freed with its _free.
 */
#ifndef LEVER_LINK_SIEVE_H
#define LEVER_LINK_SIEVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "link/null_model.h"
#include "stats/ar.h"
#include "stats/ar_bias.h"
#include "stats/ar_median.h"
#include "stats/season.h"

/*
 * Series of several entities on one time axis, one behind the other with empty rows between,
 * more of them than any lag and filter reach. Their controls are the entities' and the periods'
 * effects (the two-way within transformation), a trend of each entity's own and what its season has
 * beyond the season of all; like constant and season, these span spaces that a filter maps onto
 * themselves. Rows without a time: the entities' effects.
 *
 * Where every entity has every period, the periods' effects are taken out of all series before
 * they come here (`centred`): each filter and lag then leaves whole periods, still centred.
 */
struct panel_layout {
    size_t entities, periods;
    size_t stride;    /* row of (entity, period) = entity * stride + period */
    size_t max_order; /* of the autoregression */
    bool centred;     /* each period's values add up to 0 */
};

/* Orthonormal controls on some rows, 0 elsewhere. */
struct basis {
    double *values; /* columns x n */
    size_t columns;
};

struct panel_null;
struct cochrane_orcutt;

struct sieve {
    size_t n;
    bool timed;
    bool robust;           /* outliers are set aside before an autoregression to filter with is
                                   fitted (the null has its own way with them) */
    bool steady;           /* the row of a change is given: the null has no step of its own at a
                                   row that nobody knows */
    const double *y;       /* n, borrowed */
    double zero;           /* what a raw 0 became; values under it were negative */
    const bool *present;   /* n, borrowed: y and all context are there */
    const double *context; /* contexts x n, borrowed */
    size_t contexts;
    const struct season *season;      /* borrowed */
    const struct panel_layout *panel; /* borrowed; NULL: a single series */
    /* n, borrowed: rows at which a change is asked about, whose innovations say nothing of the null. It
       then has no step of its own, and sets no outlier aside there. NULL: none (null_model.h) */
    const bool *dated;
    const struct ar_median *median; /* borrowed: a season's in place of its bias; NULL: none */
    const double *given; /* n, borrowed: an output at its lag, for cochrane_orcutt.h; NULL: none */
    struct cochrane_orcutt *beside; /* made of it */
    size_t rows;                    /* present */
    size_t max_order;
    struct basis controls[SEASON_CANDIDATES]; /* constant, trend, season, context */
    struct ar_bias bias[SEASON_CANDIDATES];   /* of these; not of a panel */
    bool *whole[AR_MAX + 1]; /* [order][row]: present, and so are the `order` rows before */
    size_t whole_rows[AR_MAX + 1];
    /* Constant, trend, season on the whole rows; at order 0, context too: nothing filters it. */
    struct basis filtered[SEASON_CANDIDATES][AR_MAX + 1];
    struct null_model null;
    struct panel_null *panel_null; /* of a panel, in their place; else NULL */
};

struct draw {
    size_t least;  /* the candidate that the season has to contain, set beforehand */
    size_t season; /* index of the candidate */
    struct ar_fit ar;
    double *left; /* n: y without controls; NaN where not present */
};

struct white {
    const struct draw *draw;
    const struct basis *basis; /* the sieve's, for this draw */
    double filter[AR_MAX + 1]; /* 1, -phi1, -phi2, … */
    double *y;                 /* n: filtered, 0 where not whole */
    double *y_basis;           /* basis · y */
    double *context;           /* contexts x n: the same of the context */
    double *context_basis;     /* contexts x columns */
    size_t contexts;           /* 0 at order 0 */
};

/* Most columns of a basis. */
size_t sieve_columns(const struct sieve *sieve);
/* Degrees of freedom that went before: the periods' effects, where all series are centred. */
size_t sieve_taken(const struct sieve *sieve, size_t rows);

/*
 * The first half of sieve_start, for whoever simulates nothing: counts the rows, makes the controls
 * and what they take from an autoregression. sieve_refit and white_basis can be called then, white_make
 * cannot.
 */
void sieve_controls(struct sieve *sieve);
/* All of it, the null too; `observed` gets step 1 of the real outcome (draw_free'd by the caller). */
void sieve_start(struct sieve *sieve, struct draw *observed);
void sieve_free(struct sieve *sieve);

/* Constant, trend (if timed), season (or a panel's effects) and, if asked for, context, on the
   rows said. */
void sieve_basis(const struct sieve *sieve, size_t candidate, bool context, const bool *rows,
                 struct basis *basis);

/* The rows whose filter of order p reaches over present rows only: whole has n; returns how many. */
size_t sieve_whole(const struct sieve *sieve, size_t p, bool *whole);

/*
 * The controls as the draw's filter leaves them, on the rows said: constant, trend and season as they
 * are (see above), the context filtered (context: contexts x n of the draw; NULL at order 0, where it
 * is the sieve's own, or where there is none).
 */
void white_basis(const struct sieve *sieve, const struct draw *draw, const double *context,
                 const bool *rows, struct basis *basis);

/* Takes it out of v, 0 on the other rows; twice, for the last digits. */
void white_project(const struct basis *basis, size_t n, double *v);

/* `burg` of what is left, outliers set aside if the sieve is robust. */
void sieve_burg(const struct sieve *sieve, ar_burg_fit *burg, const double *left, size_t parameters,
                double *work, struct ar_fit *ar);

/* Frees one series' autoregression to simulate from of what candidate s took (ar_bias.h); that of a
   short series is drawn towards a walk, too: what it simulates is then rather too persistent. */
void sieve_unbias(const struct sieve *sieve, size_t s, struct ar_fit *ar);

/* What candidate s leaves of y (NaN where not present), and the autoregression of that: one to
   filter with (ar_burg_white, freed of its bias and drawn towards a walk), or one to simulate from
   (ar_burg_full, sieve_unbias); a panel's is ar_burg, both times. */
void sieve_leave(const struct sieve *sieve, size_t s, const double *y, bool simulate, double *left,
                 double *work, struct ar_fit *ar);

/* The season that AICc sees in a series (0 where not present) about constant and trend. */
size_t sieve_season(const struct sieve *sieve, const double *v, const bool *present);

/* Step 1 for the outcome y (0 where not present). spare: n; work: AR_WORK(n). */
void sieve_refit(const struct sieve *sieve, const double *y, double *spare, double *work,
                 struct draw *draw);
/* A simulated outcome: y has n rows. */
void sieve_simulate(const struct sieve *sieve, uint64_t seed, uint64_t resample, double *y);

void draw_start(struct draw *draw, size_t n);
void draw_free(struct draw *draw);

void white_start(struct white *white, const struct sieve *sieve);
void white_make(const struct sieve *sieve, const struct draw *draw, struct white *white);
void white_free(struct white *white);

#endif
