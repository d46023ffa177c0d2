/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The verdict words of a link, each in one row: included where a row is to become something.
 *
 *   VERDICT(its enumerator, who tells its sentence, the members of its struct word)
 *
 * The first that applies wins. To add a word: a row here, its sentence in words/sentence.c, where
 * verdict_of (verdict.c) finds it, and its line in lever-verdict(5). No guard: it is meant to be
 * included several times.
 */
/* clang-format off */
VERDICT(UNUSABLE, tell_unusable,
        .name = "unusable", .finds = FINDS_NOTHING, .color = "2",
        .one = "could not be tested", .many = "could not be tested",
        .meaning = "There are too few usable rows, too many values are missing, or a column "
                   "does not vary: the data cannot speak about this link.")
/* Found by drift.h, over what verdict_of says. */
VERDICT(DECOUPLED, tell_decoupled,
        .name = "decoupled", .finds = FINDS_NONE, .color = "35",
        .one = "came apart", .many = "came apart",
        .meaning = "The link held and then came apart.")
VERDICT(MOVES, tell_link,
        .name = "moves", .finds = FINDS_IT, .color = "32",
        .one = "holds: the output moves the outcome", .many = "hold: the output moves the outcome",
        .meaning = "When the output changes, the outcome changes later, in the direction hoped "
                   "for, more than chance, trend, season and persistence explain.")
VERDICT(MOVES_AGAINST, tell_link,
        .name = "moves-against", .finds = FINDS_IT, .color = "31",
        .one = "goes the opposite way", .many = "go the opposite way",
        .meaning = "As moves, but in the opposite direction to the one hoped for.")
VERDICT(HARMS, tell_link,
        .name = "harms", .finds = FINDS_IT, .color = "1;31",
        .one = "harms a guardrail", .many = "harm a guardrail",
        .meaning = "As moves, on an outcome that must not get worse, and it gets worse.")
VERDICT(MOVES_TOGETHER, tell_link,
        .name = "moves-together", .finds = FINDS_IT, .color = "36",
        .one = "moves together with its outcome{ in the same period}, direction not established",
        .many = "move together with their outcomes{ in the same period}, direction not "
                "established",
        .meaning = "Output and outcome change together, neither before the other: "
                   "which comes first is not established.")
VERDICT(REVERSE, tell_link,
        .name = "reverse", .finds = FINDS_IT, .color = "33",
        .one = "runs from the outcome to the output", .many = "run from the outcome to the output",
        .meaning = "The outcome changes first and the output follows.")
VERDICT(NO_EFFECT, tell_no_effect,
        .name = "no-effect", .finds = FINDS_NONE, .color = "34",
        .one = "has no effect worth having", .many = "have no effect worth having",
        .meaning = "Whatever effect there is, it is smaller than the smallest one that "
                   "matters, as stated beforehand.")
VERDICT(SHARED_TREND, tell_shared_trend,
        .name = "shared-trend", .finds = FINDS_NONE, .color = "33",
        .one = "shares growth or season", .many = "share growth or season",
        .meaning = "The plain correlation looks convincing, but it comes from a trend or "
                   "a season that both share.")
VERDICT(CANNOT_TELL, tell_nothing_yet,
        .name = "cannot-tell", .finds = FINDS_NOTHING, .color = "2",
        .one = "cannot be told yet", .many = "cannot be told yet",
        .meaning = "These data do not settle it, one way or the other.")
/* clang-format on */
