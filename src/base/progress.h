/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One line of progress on standard error, for whoever is watching.
 *
 * In mode `auto` it appears only on a terminal, and only once the work has taken
 * longer than a second; `always` writes a plain line every few seconds, for logs;
 * `never` is silent. It says what is being done, how far it is and, once that can
 * be told, how long it will still take. Steps may come from any thread.
 */
#ifndef LEVER_BASE_PROGRESS_H
#define LEVER_BASE_PROGRESS_H

#include <stddef.h>

enum progress_mode { PROGRESS_AUTO, PROGRESS_ALWAYS, PROGRESS_NEVER };

void progress_set(enum progress_mode mode);
/* Starts a job of `total` steps (0 = unknown); `what` is borrowed until progress_end. */
void progress_begin(const char *what, size_t total);
void progress_step(size_t steps);
void progress_end(void);
/* Takes the line off the terminal, so that a message can be written. */
void progress_clear(void);

#endif
