/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a filter says on standard error. One line a message, each starting with
 * the program's name as it was called ("lever test: "), so that the messages of
 * a pipeline can be told apart. Only filters (and main) say anything.
 *
 *   error     something failed: the exit status will not be 0
 *   warning   the result stands, but the user should know
 *   note      what was decided, found or summed up; -q silences notes
 *
 * Names and cells of a file may hold what steers a terminal or forges a line: it is shown by its
 * code (\n, \u001b).
 */
#ifndef LEVER_BASE_MESSAGE_H
#define LEVER_BASE_MESSAGE_H

#include <stdbool.h>

#include "base/error.h"
#include "base/faults.h"

void message_program(const char *name); /* borrowed; "lever test" */
const char *message_program_name(void);
void message_quiet(bool quiet);

/*
 * Whoever asked for `word` (struct error's): an error about it is then `program`'s, at that place,
 * and no fault of a command line. All are borrowed, place is copied, until message_asked(NULL,
 * NULL, NULL) forgets all. Of a word asked for twice, the first place counts.
 */
void message_asked(const char *word, const char *asker, const struct error *place);

/*
 * Notes and warnings go there too, -q or not, with files by the names for trails (called.h); kind
 * is "" or "warning: ". NULL ends it.
 */
void message_listen(void (*listener)(const char *kind, const char *line));

/*
 * After each error that is printed, `follow` is called with its line and with data, to say on
 * standard error what helps. NULL ends it. Errors about words asked for elsewhere (above) need none.
 */
void message_after(void (*follow)(const char *line, const void *data), const void *data);

/* Prints the error and returns the exit status it calls for. */
int message_error(const struct error *err);
/*
 * Prints all faults but the last, which goes to *err for whoever prints errors, and frees the
 * list. Returns -1; 0, and *err stays as it is, where there are none.
 */
int message_faults(struct faults *faults, struct error *err);
void message_warning(const char *format, ...) __attribute__((format(printf, 1, 2)));
void message_note(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
