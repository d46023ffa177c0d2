/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question while it is answered: shared by change.c, effects.c and detectable_change.c. */
#ifndef LEVER_CHANGE_CHANGE_PRIVATE_H
#define LEVER_CHANGE_CHANGE_PRIVATE_H

#include "change/statistic.h"
#include "stats/series.h"

/* Resamples one block of parallel work does. */
enum { CHANGE_BLOCK = 64 };

struct change_run {
    const struct change_question *question;
    const struct change_options *options;
    const struct change_design *design;
    struct change_result *result;
    struct series y;
    struct sieve sieve;      /* the design's, with y, zero and its own null */
    double *z;               /* n: y on the scale */
    bool only_rounding;      /* nothing of z is left but what computing loses */
    struct change_fit fit;   /* of z */
    struct change_fit *fits; /* one a worker */
    double **simulated;      /* n each, one a worker */
    size_t workers;
    double *peaks; /* T* of every resample, sorted */
};

/* Draws a series on the scale: number `resample` of stream `kind`. */
void change_draw(const struct sieve *sieve, uint64_t seed, uint64_t kind, uint64_t resample,
                 double *z);

/* Fills what effects there are (options->paths > 0), after p. */
void change_effects(struct change_run *run);

/* mde, factor and step_se. */
void change_detectable(struct change_run *run);

/* change_power of one number of rows: before has the null of the rows before the question's date. */
double change_ahead(const struct change_run *before, const struct change_question *question,
                    const struct change_options *options);

/* The sieve of z less path, with the null of that: what is simulated about an effect. Its z (n) and null
 * are to be freed by change_about_free. */
struct change_about {
    struct sieve sieve;
    double *z;
};
void change_about_start(struct change_about *about, const struct change_run *run,
                        const double *path);
void change_about_free(struct change_about *about);

#endif
