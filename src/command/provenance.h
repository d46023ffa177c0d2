/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The trail of a filter (--trail FILE): what was asked of it, by what program, what it chose
 * and what it said, so that whoever is handed the result can see how it came about and
 * repeat it. A table step,setting,value (lever-csv(5)), to which every filter of a chain
 * adds its rows; `book` makes a sheet of it.
 *
 * Rows are added when the filter has done its work, in one piece; a filter that failed adds
 * none. Files are called without their folders, which are this machine's own.
 */
#ifndef LEVER_COMMAND_PROVENANCE_H
#define LEVER_COMMAND_PROVENANCE_H

#include "base/error.h"
#include "base/option.h"
#include "command/filter.h"

/*
 * Begins the trail of a filter called so, where its settings name a file for it; from now
 * on its notes and warnings are kept. Usage error: the file is an input or the result.
 */
int provenance_begin(const struct filter *filter, const void *settings, const struct parsed *parsed,
                     struct error *err);
/*
 * The command line that says the same, "lever report --lags 0..4 plan.csv", without what says
 * nothing of the result, and without the options that `without` says (NULL = none). The caller frees it.
 */
char *provenance_command(const struct filter *filter, const void *settings, size_t count,
                         const char *const *operands, bool (*without)(const struct option *row));
/* A setting that the filter chose or was given; nothing where no trail is kept. */
void provenance_set(const char *setting, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Adds the rows to the file, unless the filter failed; ends the trail in any case. */
int provenance_end(int status, struct error *err);

#endif
