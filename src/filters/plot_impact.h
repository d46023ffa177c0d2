/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plot --kind impact: an outcome as it was, and as it would have been without a change. */
#ifndef LEVER_FILTERS_PLOT_IMPACT_H
#define LEVER_FILTERS_PLOT_IMPACT_H

#include "base/text.h"
#include "question/changes.h"

/* Asks and answers, and counts the pictures: one a change that has a path. Refused: none has one, or
 * more than `most` have. */
int plot_impact_ask(struct changes *changes, const struct common *common,
                    const struct changes_options *options, const char *file, size_t most,
                    size_t *pictures, struct error *err);
/* Adds them to the script; words: the picture is made of letters. */
void plot_impact_draw(struct changes *changes, bool words, struct text *script);

#endif
