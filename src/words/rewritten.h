/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was looked at before and is no longer what it was, a row a stretch. */
#ifndef LEVER_WORDS_REWRITTEN_H
#define LEVER_WORDS_REWRITTEN_H

#include "words/result.h"

struct rewritten_row {
    const char *link, *column, *from, *to, *change, *note;
};
extern const struct result_table result_rewritten;

#endif
