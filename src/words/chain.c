/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/chain.h"

/* clang-format off */
static const struct word words[CHAIN_VERDICTS] = {
    [CHAIN_UNUSABLE] = { .name = "unusable", .finds = FINDS_NOTHING, .color = "2",
      .one = "could not be tested", .many = "could not be tested",
      .meaning = "A step could not be tested: the note says why." },
    [CHAIN_BROKEN] = { .name = "broken", .finds = FINDS_IT, .color = "31",
      .one = "is broken", .many = "are broken",
      .meaning = "A step has no effect worth having, came apart, or goes against what is hoped for." },
    [CHAIN_BYPASSED] = { .name = "bypassed", .finds = FINDS_IT, .color = "33",
      .one = "is bypassed", .many = "are bypassed",
      .meaning = "The first moves the last also beside what lies between." },
    [CHAIN_CONNECTED] = { .name = "connected", .finds = FINDS_IT, .color = "32",
      .one = "is connected", .many = "are connected",
      .meaning = "Every step is there, each more than chance explains." },
    [CHAIN_CANNOT_TELL] = { .name = "cannot-tell", .finds = FINDS_NOTHING, .color = "2",
      .one = "cannot be told yet", .many = "cannot be told yet",
      .meaning = "These data do not settle it: at least one step is not established." },
};
/* clang-format on */
const struct vocabulary chain_words = {
    .what = "verdict of chain",
    .words = words,
    .count = CHAIN_VERDICTS,
    .one = "step or chain",
    .many = "steps and chains",
};

/* clang-format off */
static const struct result_note notes[] = {
    { .term = "Chain",
      .text = "Each step is tested as a link, with the nodes before it held still. The whole has the "
              "largest p of its steps, so it is there only if every one is; its effect is the product "
              "of theirs." },
    { .term = "Share",
      .text = "How much of the change of the last node from the first stretch to the second this step's "
              "rate did; in the row of the whole, how much the first node did. They add up to 1 "
              "exactly, and say nothing of causes." },
    { .term = "Weakest",
      .text = "The step with the least evidence (the largest p), and that with the least room: which "
              "passes on least even at the upper end of its interval." },
    { .text = NULL },
};

#define COLUMN(field, kind, ...) RESULT_COLUMN(struct chain_row, field, kind, __VA_ARGS__)
static const struct result_column columns[] = {
    COLUMN(chain, TEXT, .header = "Chain", .width = 30, .place = 25),
    COLUMN(step, TEXT, .header = "Step", .width = 8, .place = 30, .view = 1),
    COLUMN(output, TEXT, .header = "From", .width = 18, .place = 40, .view = 2),
    COLUMN(outcome, TEXT, .header = "To", .width = 18, .place = 50, .view = 3),
    COLUMN(verdict, TEXT, .words = &chain_words, .header = "Verdict", .width = 16, .place = 20,
           .view = 4),
    COLUMN(lag, WHOLE, .header = "Lag (#)", .width = 10, .place = 60, .view = 5, .wide = true),
    COLUMN(effect, NUMBER, .header = "Effect", .width = 14, .place = 70, .view = 6, .wide = true),
    COLUMN(effect_low, NUMBER, .header = "Effect: low end of the 95% interval", .width = 16,
           .place = 80),
    COLUMN(effect_high, NUMBER, .header = "Effect: high end of the 95% interval", .width = 16,
           .place = 90),
    COLUMN(p, P, .header = "p", .width = 12, .place = 100),
    COLUMN(p_adj, P, .header = "p, corrected for steps or chains", .width = 16, .place = 110),
    COLUMN(share, R, .header = "Share of the change", .absent = "[z]", .width = 14, .place = 120),
    COLUMN(share_low, R, .header = "Share: low end of the 95% interval", .absent = "[z]",
           .width = 16, .place = 130),
    COLUMN(share_high, R, .header = "Share: high end of the 95% interval", .absent = "[z]",
           .width = 16, .place = 140),
    COLUMN(weakest, TEXT, .header = "Weakest in", .absent = "[z]", .width = 16, .place = 150),
    COLUMN(note, TEXT, .header = "In one sentence", .width = 60, .place = 10, .view = 7),
};
/* clang-format on */

const struct result_table result_chain = {
    .name = "chain",
    .about = "One row is one step of a chain, or all of it.",
    .page = "lever-chain.1",
    RESULT_COLUMNS(columns),
    .known_by = 16,
    .words = &chain_words,
    .notes = notes,
    .topic = RESULT_LINKS,
    .sheet = "Chain",
    .title = "Chain: where does it break",
};
