/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chains that are asked about: one in words, or those that links form. */
#ifndef LEVER_FILTERS_CHAIN_PATHS_H
#define LEVER_FILTERS_CHAIN_PATHS_H

#include "base/error.h"
#include "command/common.h"
#include "plan/links.h"
#include "stats/decompose.h"

/* Most chains that links may form, and nodes of one. */
enum { CHAINS_MOST = 50, CHAIN_NODES_MOST = DECOMPOSE_FACTORS };

struct chain_path {
    char **node; /* at least 3 of links, 2 in words */
    size_t count;
    char *text; /* "calls > leads > revenue" */
};

struct chain_paths {
    struct chain_path *items;
    size_t count;
};

/* "calls > leads > revenue". Refused: fewer than two nodes, more than CHAIN_NODES_MOST, one twice. */
int chain_paths_parse(const char *text, struct chain_paths *paths, struct error *err);
/* All ways from an output that no link ends in to an outcome that none begins in, of two links at
 * least. Refused: links that go round, and too many chains. None is no error. */
int chain_paths_find(const struct links *links, struct chain_paths *paths, struct error *err);
/* Which of the operands is the chain in words (NULL: none), and which the file. Refused: two files. */
int chain_paths_operands(size_t count, char **operands, const char **text, const char **file,
                         struct error *err);
/* The chain in words, or where text is NULL those that --links form. Refused: neither is there, or
 * links form none. */
int chain_paths_ask(const struct common *common, const char *text, struct chain_paths *paths,
                    struct error *err);
void chain_paths_free(struct chain_paths *paths);

#endif
