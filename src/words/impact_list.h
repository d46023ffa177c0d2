/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The verdict words of a change at a known date, each in one row, as those of links in
 * link/verdict_list.h. The first that applies wins.
 *
 *   IMPACT(its enumerator, the members of its struct word)
 *
 * To add a word: a row here, where question/impact_verdict.c finds it, its sentence in
 * words/impact_sentence.c, and its line in lever-impact(1). No guard: it is included several times.
 */
/* clang-format off */
IMPACT(UNUSABLE,
       .name = "unusable", .finds = FINDS_NOTHING, .color = "2",
       .one = "could not be looked at", .many = "could not be looked at",
       .meaning = "There are too few rows before or after the date, or the outcome does not vary: "
                  "the data cannot speak about this change.")
IMPACT(ALREADY_MOVING,
       .name = "already-moving", .finds = FINDS_NONE, .color = "33",
       .one = "was moving before the date already", .many = "were moving before the date already",
       .meaning = "The outcome had begun to move before the date: what came after is not the "
                  "event's.")
IMPACT(SHARED_SHOCK,
       .name = "shared-shock", .finds = FINDS_NONE, .color = "33",
       .one = "changed as what the event cannot have moved did",
       .many = "changed as what the event cannot have moved did",
       .meaning = "Measures that the event cannot have moved changed too: nothing is left of the "
                  "change beside them.")
IMPACT(BACK_TO_BASELINE,
       .name = "back-to-baseline", .finds = FINDS_IT, .color = "36",
       .one = "changed and is back", .many = "changed and are back",
       .meaning = "It changed, and is by now within the smallest change that matters of where it "
                  "would have been.")
IMPACT(LASTS,
       .name = "lasts", .finds = FINDS_IT, .color = "32",
       .one = "changed, and it lasts", .many = "changed, and it lasts",
       .meaning = "It changed, and over half of the change is still there in the last quarter of "
                  "the periods since.")
IMPACT(GROWS,
       .name = "grows", .finds = FINDS_IT, .color = "32",
       .one = "changed, and the change grows", .many = "changed, and the change grows",
       .meaning = "It changed, and the change is larger in the last quarter of the periods since "
                  "than in the first.")
IMPACT(FADES,
       .name = "fades", .finds = FINDS_IT, .color = "36",
       .one = "changed, and the change fades", .many = "changed, and the change fades",
       .meaning = "It changed, and the change is smaller in the last quarter of the periods since "
                  "than in the first.")
IMPACT(CHANGED,
       .name = "changed", .finds = FINDS_IT, .color = "32",
       .one = "changed, for how long is open", .many = "changed, for how long is open",
       .meaning = "It changed; whether it lasts these data do not settle.")
IMPACT(NO_EFFECT,
       .name = "no-effect", .finds = FINDS_NONE, .color = "34",
       .one = "did not change by anything that matters",
       .many = "did not change by anything that matters",
       .meaning = "Whatever changed is smaller on average than the smallest change that matters, as "
                  "stated beforehand.")
IMPACT(CANNOT_TELL,
       .name = "cannot-tell", .finds = FINDS_NOTHING, .color = "2",
       .one = "cannot be told yet", .many = "cannot be told yet",
       .meaning = "These data do not settle it, one way or the other.")
/* clang-format on */
