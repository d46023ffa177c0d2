/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clean/rounds.h"

#include <stdlib.h>

#include "base/parallel.h"

struct block_round {
    struct block blocks[ROUND];
    size_t count;
    bool last;   /* the file ends with it, */
    bool failed; /* or cannot be read on: why */
    struct error failure;
};

struct rounds {
    const struct rounds_pass *pass;
    void *context;
    struct block_reader reader;
    struct block_round rounds[2];
    size_t turn; /* the one that is worked on; the other is put away, then read */
    bool put_failed;
    struct error put_failure;
};

static void read_round(struct rounds *rounds, struct block_round *round)
{
    int more = 1;

    for (round->count = 0; round->count < ROUND; round->count++) {
        more = block_read(&rounds->reader, &round->blocks[round->count], &round->failure);
        if (more <= 0)
            break;
    }
    round->failed = more < 0;
    round->last = more <= 0;
}

static void put_round(struct rounds *rounds, size_t turn)
{
    size_t count = rounds->rounds[turn].count;

    if (rounds->pass->put && count && !rounds->put_failed)
        rounds->put_failed = rounds->pass->put(rounds->context, turn, count,
                                               &rounds->put_failure) != 0;
}

static void work(void *context, size_t item, size_t worker)
{
    struct rounds *rounds = context;
    struct block_round *now = &rounds->rounds[rounds->turn];
    size_t other = !rounds->turn;

    (void)worker;
    if (item > 0) {
        rounds->pass->work(rounds->context, &now->blocks[item - 1], rounds->turn, item - 1);
        return;
    }
    put_round(rounds, other);
    rounds->rounds[other].count = 0;
    if (!now->last)
        read_round(rounds, &rounds->rounds[other]);
}

/* All rounds; at the end, `turn` is the last one, which is not put away yet. */
static int run(struct rounds *rounds, size_t threads, struct error *err)
{
    read_round(rounds, &rounds->rounds[0]);
    for (;; rounds->turn = !rounds->turn) {
        struct block_round *now = &rounds->rounds[rounds->turn];
        int status;

        parallel_for(1 + now->count, threads, work, rounds);
        if (rounds->put_failed) {
            *err = rounds->put_failure;
            return -1;
        }
        status = rounds->pass->take(rounds->context, rounds->turn, now->count, err);
        if (status != 0)
            return status;
        if (now->failed)
            *err = now->failure;
        if (now->last)
            return now->failed ? -1 : 0;
    }
}

int rounds_run(const struct rounds_pass *pass, void *context, const struct clean_input *input,
               char delimiter, size_t max_record, off_t offset, unsigned long line, size_t threads,
               struct error *err)
{
    struct rounds rounds = { .pass = pass, .context = context };
    int status;
    size_t i;

    block_reader_start(&rounds.reader, input, delimiter, max_record, offset, line);
    status = run(&rounds, threads, err);
    if (status == 0) {
        put_round(&rounds, rounds.turn);
        if (rounds.put_failed) {
            *err = rounds.put_failure;
            status = -1;
        }
    }
    for (i = 0; i < ROUND; i++) {
        free(rounds.rounds[0].blocks[i].bytes);
        free(rounds.rounds[1].blocks[i].bytes);
    }
    return status;
}
