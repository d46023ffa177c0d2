/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One form for texts that look alike: letters composed as Unicode's NFC has them, spaces
 * that do not break as plain spaces, and what has no width (zero-width spaces, soft
 * hyphens, marks of direction, a byte order mark) left out. Joiners stay: scripts and
 * pictures are written with them. Text is UTF-8; what is not stays as it is.
 */
#ifndef LEVER_BASE_TEXT_ALIKE_H
#define LEVER_BASE_TEXT_ALIKE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

/* Whether text_alike may change the text: false for nearly all, and quick. */
bool text_may_differ(const char *bytes, size_t length);
/* Adds the text in that form to out; true where it is not the text as it was. */
bool text_alike(const char *bytes, size_t length, struct text *out);
/* Do the names look alike? */
bool same_to_the_eye(const char *a, const char *b);

#endif
