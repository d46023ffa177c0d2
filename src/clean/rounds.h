/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file's blocks in rounds of ROUND, for the passes of clean: threads work on the
 * blocks of a round while one of them puts away the round before and reads the next.
 * The number of blocks in a round is fixed: what a pass computes does not depend on
 * the threads.
 */
#ifndef LEVER_CLEAN_ROUNDS_H
#define LEVER_CLEAN_ROUNDS_H

#include "base/error.h"
#include "clean/input.h"

enum { ROUND = 8 };

struct rounds_pass {
    /* Works on block 0 .. ROUND-1 of a round, side by side with the others. */
    void (*work)(void *context, const struct block *block, size_t turn, size_t index);
    /* Once all blocks of a round are done; returns 0, or what to stop with. */
    int (*take)(void *context, size_t turn, size_t count, struct error *err);
    /* The same, but while the next round is worked on; NULL where there is nothing to
     * put away. turn (0 or 1) is not that of the round being worked on. */
    int (*put)(void *context, size_t turn, size_t count, struct error *err);
};

/*
 * Runs the pass over the input's bytes from offset (on `line`) up to its size. Returns
 * 0, what take returned other than 0, or -1. An error of the reading comes behind what
 * the blocks before it have to say.
 */
int rounds_run(const struct rounds_pass *pass, void *context, const struct clean_input *input,
               char delimiter, size_t max_record, off_t offset, unsigned long line, size_t threads,
               struct error *err);

#endif
