/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A script for gnuplot, put together and run.
 *
 * gnuplot looks neither whether its own writing succeeds nor whether names hold what it takes for
 * its own: text goes into a script through gnuplot_quoted; a picture comes through a pipe, so that no
 * disk is between, and is believed only where it has its end. Settings of the user's own (~/.gnuplot)
 * do not count: same figures, same picture.
 */
#ifndef LEVER_COMMAND_GNUPLOT_H
#define LEVER_COMMAND_GNUPLOT_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"

/* Adds a string, quoted so that whatever is in it is drawn and nothing of it is read as a command;
 * control characters become spaces. */
void gnuplot_quoted(struct text *script, const char *string);
/* Adds a number; NaN for what is not finite. */
void gnuplot_number(struct text *script, double value);

/*
 * Runs gnuplot on the script and adds what it draws to picture: of `text` (terminal dumb) without the spaces that fill its lines up, and the blank lines around it. -1 where gnuplot is
 * missing, fails, or leaves off before the end; nothing is then added.
 */
int gnuplot_run(const struct text *script, bool text, struct text *picture, struct error *err);

#endif
