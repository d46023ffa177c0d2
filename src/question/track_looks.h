/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Projections as looks in a ledger (ledger/look.h): track --ledger FILE, --because TEXT.
 *
 * A projection tests nothing and spends nothing: the look keeps the projection with its 80 % band and the
 * chance to hit, so that they can be held against what comes. Once the due period is there, the look
 * has what came as projection and as both ends of the band.
 *
 * What is asked of a target, and so must not change in silence: the target, its baseline, start and
 * due, and what a value is. Data that are those of the last look, or older, or rewritten, are no look; a
 * warning tells of the latter.
 */
#ifndef LEVER_QUESTION_TRACK_LOOKS_H
#define LEVER_QUESTION_TRACK_LOOKS_H

#include "question/tracks.h"

/* Whether the ledger can be read, relied on and written; before anything is computed. 0, or -1 and
 * err; 0 without --ledger. */
int track_looks_check(const struct common *common, struct error *err);
/* Adds a look of every target; 0, or -1 and err, and the ledger is what it was. */
int track_looks_write(struct tracks *tracks, const struct common *common, struct error *err);

#endif
