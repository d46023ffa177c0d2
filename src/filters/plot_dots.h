/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * plot --kind dots: a measure over time, which of its periods stand out, its target, and what may come.
 *
 * The measures are those of -y, or the plan's that have a target. Without a plan all rows are judged by
 * all; with one, the rows from start on by those before, if there are enough. A picture a measure
 * and entity.
 */
#ifndef LEVER_FILTERS_PLOT_DOTS_H
#define LEVER_FILTERS_PLOT_DOTS_H

#include "command/common.h"
#include "filters/plot_picture.h"

/* picture->count is found here; entity: only this one, NULL = all. */
int plot_dots(const struct common *common, const struct picture *picture, const char *file,
              const char *entity, struct error *err);

#endif
