/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What messages call files.
 *
 * A sentence that names a file says file_shown(file). That is the name as it was given, or, of a
 * file that goes by other names here, a mark: who prints or keeps the sentence puts the right name
 * there, and need not look for names in what others wrote. Sentences whose marks are not replaced
 * must not leave the program.
 */
#ifndef LEVER_BASE_CALLED_H
#define LEVER_BASE_CALLED_H

#include "base/text.h"

/* For whom: people read messages; a trail keeps them (message_listen). */
enum called_by { CALLED_BY_PEOPLE, CALLED_BY_TRAIL, CALLED_BY };

/* From now on the file of that name goes by another; the first word on it counts. Both are borrowed
 * until all names of that kind are forgotten. */
void called_set(const char *file, enum called_by by, const char *name);
void called_forget(enum called_by by);

/* The name of a file in a sentence: itself, "(stdin)" for "-", or a mark. It is good until names
 * are set or forgotten. */
const char *file_shown(const char *file);

/* Adds a sentence with names for its marks. */
void called_add(struct text *text, const char *sentence, enum called_by by);

#endif
