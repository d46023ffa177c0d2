/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * plot --kind chain: the nodes of a chain as boxes, its steps as arrows with what was found.
 *
 * With a chain in words, or with --links, the chain is tested as lever chain does. Without either the
 * file is what lever chain wrote. Text is drawn here; other pictures go through gnuplot.
 */
#ifndef LEVER_FILTERS_PLOT_CHAIN_H
#define LEVER_FILTERS_PLOT_CHAIN_H

#include "command/common.h"
#include "filters/plot_picture.h"

/* picture->count is found here. */
int plot_chain(const struct common *common, const struct picture *picture, size_t count,
               char **operands, struct error *err);

#endif
