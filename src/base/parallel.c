/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/parallel.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/memory.h"

struct crew {
    parallel_work *work;
    void *context;
    size_t blocks;
    atomic_size_t next;
};

struct hand {
    struct crew *crew;
    size_t worker;
    pthread_t thread;
};

static void *toil(void *argument)
{
    struct hand *hand = argument;
    struct crew *crew = hand->crew;
    size_t block;

    while ((block = atomic_fetch_add(&crew->next, 1)) < crew->blocks)
        crew->work(crew->context, block, hand->worker);
    return NULL;
}

void parallel_for(size_t blocks, size_t threads, parallel_work *work, void *context)
{
    struct crew crew = { .work = work, .context = context, .blocks = blocks };
    struct hand *hands;
    size_t started = 1;

    if (threads > blocks)
        threads = blocks;
    if (threads < 1)
        threads = 1;
    atomic_init(&crew.next, 0);
    hands = xcalloc(threads, sizeof *hands);
    for (; started < threads; started++) {
        hands[started] = (struct hand){ .crew = &crew, .worker = started };
        if (pthread_create(&hands[started].thread, NULL, toil, &hands[started]) != 0)
            break;
    }
    hands[0] = (struct hand){ .crew = &crew, .worker = 0 };
    toil(&hands[0]);
    while (--started > 0)
        pthread_join(hands[started].thread, NULL);
    free(hands);
}

size_t parallel_default(void)
{
    cpu_set_t set;
    int n = 0;

    if (sched_getaffinity(0, sizeof set, &set) == 0)
        n = CPU_COUNT(&set);
    return n > 0 ? (size_t)n : 1;
}
