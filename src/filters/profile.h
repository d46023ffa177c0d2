/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lags table: a row for each lag of each link, as `lever lags`
 * and `lever test --profile` write it. The trials must have been run with `profile`
 * wanted; a link that is unusable has no rows.
 */
#ifndef LEVER_FILTERS_PROFILE_H
#define LEVER_FILTERS_PROFILE_H

#include "base/error.h"
#include "filters/trials.h"

/* file NULL or "-": standard output. */
int profile_write(const struct trials *trials, const char *file, struct error *err);

#endif
