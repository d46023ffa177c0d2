/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A script for gnuplot, put together and run.
 *
 * gnuplot looks neither whether its own writing succeeds nor whether names hold what it
 * takes for its own: text goes into a script through gnuplot_quoted, and a picture into a
 * temporary file that is copied, so that a full disk shows.
 */
#ifndef LEVER_COMMAND_GNUPLOT_H
#define LEVER_COMMAND_GNUPLOT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/error.h"
#include "base/text.h"

/* Adds a string, quoted so that whatever is in it is drawn and nothing of it is read as a command;
 * control characters become spaces. */
void gnuplot_quoted(struct text *script, const char *string);
/* Adds a number; NaN for what is not finite. */
void gnuplot_number(struct text *script, double value);

/* Runs gnuplot on the script; what it draws lands in picture. -1 also where it is missing. */
int gnuplot_run(const struct text *script, FILE *picture, struct error *err);
/* Copies the picture to stream: `text` without the spaces that fill its lines up, and the
 * blank lines around it. */
int gnuplot_copy(FILE *picture, bool text, FILE *stream, struct error *err);

#endif
