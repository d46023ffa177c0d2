/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Completion of a command line, for whichever shell asks.
 *
 * `lever --complete INDEX WORD ...` is given the words behind `lever` and which of
 * them (0-based) the cursor is in. The first line of the answer is
 *
 *   KIND tab PREFIX
 *
 * KIND is `words` (each may be followed by a space), `list` (a comma may follow) or
 * `files` (the shell completes names of files, there are no more lines). PREFIX is
 * what of the word is settled and not repeated below: "--out=", or "calls," of a
 * list. A line for each candidate follows: CANDIDATE tab DESCRIPTION. Only those
 * that begin with what was typed are given; nothing is quoted for the shell.
 *
 * In a formula (an operand of calc with an = in it) functions and columns are given.
 *
 * Column names come out of the headers of the files on the line, wherever on it
 * they stand, or are the measures of a plan that is the operand, or that is given with
 * --plan where there is no file; plugins' names without loading them; nothing external
 * is run. An option that counts once is not offered twice.
 */
#ifndef LEVER_COMMAND_COMPLETION_H
#define LEVER_COMMAND_COMPLETION_H

#include <stddef.h>

/* Returns 0, or -1 where index is none of the words. Writes to standard output. */
int completion(size_t index, size_t count, char **words);

#endif
