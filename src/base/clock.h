/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What time it is, for what is written down with its date. */
#ifndef LEVER_BASE_CLOCK_H
#define LEVER_BASE_CLOCK_H

#include <time.h>

#include "base/error.h"

/* SOURCE_DATE_EPOCH where it is set, otherwise now; -1 where it is set to nonsense. */
int clock_now(time_t *now, struct error *err);

#endif
