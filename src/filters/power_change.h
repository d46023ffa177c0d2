/* SPDX-License-Identifier: GPL-3.0-or-later */
/* power --at: what change at a date could be seen after how many periods. */
#ifndef LEVER_FILTERS_POWER_CHANGE_H
#define LEVER_FILTERS_POWER_CHANGE_H

#include "command/common.h"

/* Reads, works out and writes it all. at: the date; effect: to be seen, 0 = none is stated. */
int power_change(const struct common *common, const char *at, double effect, const char *file,
                 struct error *err);

#endif
