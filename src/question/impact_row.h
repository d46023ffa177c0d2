/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what the engine says of a change to its word, its row in the impact table and its path. */
#ifndef LEVER_QUESTION_IMPACT_ROW_H
#define LEVER_QUESTION_IMPACT_ROW_H

#include "question/changes.h"
#include "table/writer.h"
#include "words/impact.h"

/* Its word; see lever-impact(1) for the order. */
enum impact_verdict impact_verdict_of(const struct change_item *item);

void impact_row_write(struct writer *writer, struct changes *changes,
                      const struct change_item *item);
/* The rows of its path; of an unusable one, the outcome as it was. */
void impact_path_write(struct writer *writer, struct changes *changes,
                       const struct change_item *item);

#endif
