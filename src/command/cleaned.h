/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What there is to say of a file that was cleaned, for filters that clean. */
#ifndef LEVER_COMMAND_CLEANED_H
#define LEVER_COMMAND_CLEANED_H

#include <stdbool.h>

#include "clean/clean.h"

/* Warnings and notes on the file; how often each kind of repair was made, unless they are logged;
 * rows set aside are told anyway. */
void cleaned_say(const char *path, const struct clean_result *result, bool logged);
/* Prints the rows that cannot be placed, then the error; returns the exit status. */
int cleaned_fail(const struct clean_result *result, const struct error *err);
/* What --at-most says, 1% or 0.01, as a share of one. */
int cleaned_share(const char *text, double *share, struct error *err);

#endif
