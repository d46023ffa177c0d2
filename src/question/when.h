/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A date that somebody wrote, as a place on the time axis. */
#ifndef LEVER_QUESTION_WHEN_H
#define LEVER_QUESTION_WHEN_H

#include "question/frame.h"

/*
 * The position of the period in which the date (or the period of the axis's kind) lies; 0 where it is
 * before the axis, axis.periods where it is behind it. who: for the message, "--at" or a place in the
 * plan. Refused: what is no date, and rows without a time.
 */
int when_find(const struct frame *frame, const char *who, const char *text, size_t *position,
              struct error *err);

#endif
