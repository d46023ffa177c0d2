/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Work on several threads with a result that does not depend on how many.
 *
 * The caller cuts the work into a fixed number of blocks (a number that never
 * depends on `threads`), each block writes only what is its own, and whoever
 * sums over blocks does so in block order afterwards.
 */
#ifndef LEVER_BASE_PARALLEL_H
#define LEVER_BASE_PARALLEL_H

#include <stddef.h>

/* Does block `block` of the work; `worker` (0 .. threads-1) names scratch space. */
typedef void parallel_work(void *context, size_t block, size_t worker);

/*
 * Runs work for every block in 0 .. blocks-1, each once, on at most `threads`
 * threads (the calling one among them; 1 starts none) and returns when all are
 * done. Where a thread cannot be started, the others do its share.
 */
void parallel_for(size_t blocks, size_t threads, parallel_work *work, void *context);

/* Processors this process may run on, at least 1. */
size_t parallel_default(void);

#endif
