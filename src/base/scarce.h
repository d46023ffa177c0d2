/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Failures that libraries do not look at.
 *
 * libxlsxwriter, GSL and others go on where memory has run out, some by writing to address 0, some
 * by leaving out what they could not keep. So malloc, calloc and realloc of the whole program, its
 * libraries included, are those of scarce.c: they hand on to the system's, and where these give
 * nothing they end the program as memory.h says. Built with sanitizers, which have a malloc of their
 * own, and elsewhere than under glibc, they are the system's.
 *
 * libxlsxwriter does not look whether its temporary files could be written, and rewind(), which it
 * calls before it packs them, forgets that they could not. So rewind() is ours too, and remembers.
 */
#ifndef LEVER_BASE_SCARCE_H
#define LEVER_BASE_SCARCE_H

#include <stdbool.h>

/* Whether a stream was rewound of which a write had failed, since this was asked last. */
bool scarce_writes_lost(void);

#endif
