/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of chain: steps tested, the whole decided, the change split. */
#ifndef LEVER_FILTERS_CHAIN_TEST_H
#define LEVER_FILTERS_CHAIN_TEST_H

#include "filters/chain_paths.h"
#include "question/link_tests.h"
#include "stats/funnel.h"
#include "words/chain.h"
#include "words/split.h"

struct chain_settings {
    struct common common;
    const char *at;
    const char *split;
};

/* A row; its texts are its own but for the names, which are the paths'. */
struct chain_line {
    struct chain_row row;
    char step[24];
    char *note, *weakest;
    enum chain_verdict verdict;
};

struct chain_lines {
    struct chain_line *items;
    size_t count;
    struct chain_factor *factors; /* of --split: all chains', one after another */
    size_t factor_count;
};

/* A row of --split. */
struct chain_factor {
    struct split_row row;
    char *factor;
    char date[PERIOD_SIZE];
};

/* Reads the file and fills the rows of all paths. */
int chain_test(const struct chain_settings *settings, const char *file,
               const struct chain_paths *paths, struct chain_lines *lines, struct error *err);
void chain_lines_free(struct chain_lines *lines);

/* What the notes are made of. */
struct chain_said {
    const struct chain_path *path;
    const struct link_result *steps; /* one a step, */
    const enum verdict *words;       /* what test says of it, */
    const enum chain_verdict *found; /* and what it is in the chain */
    const struct link_result *bypass;
    bool bypassed;
    double p; /* of the whole */
    size_t least_evidence, least_room;
    const struct funnel_result *split;
    const char *first, *second; /* the stretches: periods from first on, and from second on */
    bool halves;                /* nobody said where the second begins */
    enum period_kind period;
};
char *chain_note_step(const struct chain_said *said, size_t step);
char *chain_note_all(const struct chain_said *said, enum chain_verdict verdict);

#endif
