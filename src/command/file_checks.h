/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The files of a command line, held against each other: what is written, by whichever
 * option, replaces nothing that is read, goes to no file that another option writes, and
 * not to standard output where the table goes.
 *
 * The options say themselves what they are: OPTION_WRITTEN, or a file that is read.
 */
#ifndef LEVER_COMMAND_FILE_CHECKS_H
#define LEVER_COMMAND_FILE_CHECKS_H

#include "command/filter.h"

/* -1 with a usage error. */
int file_checks(const struct filter *filter, const void *settings, const struct parsed *parsed,
                struct error *err);

#endif
