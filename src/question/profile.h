/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lags table: a row for each lag of each link, as `lever lags`
 * and `lever test --profile` write it. The tests must have been run with `profile`
 * wanted; a link that is unusable has no rows.
 */
#ifndef LEVER_QUESTION_PROFILE_H
#define LEVER_QUESTION_PROFILE_H

#include "base/error.h"
#include "question/link_tests.h"

/* file NULL or "-": standard output. */
int profile_write(const struct link_tests *tests, const char *file, struct error *err);

#endif
