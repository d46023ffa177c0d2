/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rules, a row each, worst first: RULE(ID, severity, .name, .about, .fix and for those that read
 * a sentence .bad and .mended, which lever-lint(1) shows and a test tries). Severities are a contract:
 * errors cannot be measured, warnings are wrong as they stand, hints are worth a thought.
 */
/* clang-format off */
RULE(OUTPUT_AS_OUTCOME, ERROR, .name = "output-as-outcome", .about = "goal, plan",
     .fix = "say what is to change for whom because of it, and keep this as the output that should move it",
     .bad = "Launch the new website by June",
     .mended = "Raise the share of visitors who ask for an offer from 2 % to 3 % by June")
RULE(TOO_VAGUE, ERROR, .name = "too-vague", .about = "goal",
     .fix = "name the measure by which somebody else could tell that it has happened",
     .bad = "Be the best employer in town",
     .mended = "Cut yearly staff turnover from 18 % to 12 % by December")
RULE(NO_NUMBER, ERROR, .name = "no-number", .about = "goal, plan",
     .fix = "write from how much to how much",
     .bad = "Reduce customer churn this year",
     .mended = "Reduce customer churn from 5 % to 4 % this year")
RULE(NO_BASELINE, WARNING, .name = "no-baseline", .about = "goal, plan",
     .fix = "write where it stands now: from ... to ...",
     .bad = "Reach 5,000 weekly users by March",
     .mended = "Raise weekly users from 4,200 to 5,000 by March")
RULE(NO_DATE, WARNING, .name = "no-date", .about = "goal, plan",
     .fix = "write by when, in the goal, in due, in a heading above it, or with --due",
     .bad = "Raise weekly users from 4,200 to 5,000",
     .mended = "Raise weekly users from 4,200 to 5,000 by March")
RULE(WRONG_DIRECTION, WARNING, .name = "wrong-direction", .about = "goal, plan",
     .fix = "turn target and baseline around, or say which way is better",
     .bad = "Increase renewals from 80 to 70 a month by March",
     .mended = "Increase renewals from 70 to 80 a month by March")
RULE(TWO_MEASURES, WARNING, .name = "two-measures", .about = "goal",
     .fix = "make it two goals: one can be hit while the other is missed",
     .bad = "Raise satisfaction from 70 to 80 points and cut waiting time from 9 to 6 days by May",
     .mended = "Raise satisfaction from 70 to 80 points by May")
RULE(PERCENTAGE_TRAP, WARNING, .name = "percentage-trap", .about = "goal, plan",
     .fix = "write from ... % to ... %, or so many percentage points",
     .bad = "Increase the conversion rate, now 4 %, by 20 % by May",
     .mended = "Increase the conversion rate from 4 % to 4.8 % by May")
RULE(DISCOVERY_OPEN, WARNING, .name = "discovery-open", .about = "goal, plan",
     .fix = "write the question, and by when it is to be answered",
     .bad = "Learn more about small shops by May",
     .mended = "Find out why small shops leave after a month, by May")
RULE(NO_DIRECTION, HINT, .name = "no-direction", .about = "plan",
     .fix = "fill in better: up or down")
RULE(NO_SOURCE, HINT, .name = "no-source", .about = "plan",
     .fix = "name the source of its figures, or a formula over other measures")
RULE(NO_MEASURE, HINT, .name = "no-measure", .about = "goal",
     .fix = "name the measure of the plan by which this goal is judged")
RULE(NO_COUNTER, HINT, .name = "no-counter", .about = "plan",
     .fix = "name in counter what gets worse if it is improved the wrong way")
RULE(NO_GUARDRAIL, HINT, .name = "no-guardrail", .about = "plan",
     .fix = "add a measure with the role guardrail: what must not get worse meanwhile")
RULE(OUTPUTS_ONLY, HINT, .name = "outputs-only", .about = "plan",
     .fix = "add the outcome that these outputs are to move")
RULE(OUTCOMES_ONLY, HINT, .name = "outcomes-only", .about = "plan",
     .fix = "add what the team does to move it")
RULE(OUTPUT_ALONE, HINT, .name = "output-alone", .about = "links",
     .fix = "link it with what it should move, or ask why it is done")
RULE(OUTCOME_ALONE, HINT, .name = "outcome-alone", .about = "links",
     .fix = "link it with the output that should move it")
RULE(ROLE_CONTRADICTED, HINT, .name = "role-contradicted", .about = "links",
     .fix = "change its role in the plan, or turn the link around")
RULE(NO_SIGN, HINT, .name = "no-sign", .about = "links",
     .fix = "write + or - in sign before looking")
RULE(NO_LAGS, HINT, .name = "no-lags", .about = "links",
     .fix = "write in lags how many periods it may take: 0..8")
RULE(NO_MIN_EFFECT, HINT, .name = "no-min-effect", .about = "links",
     .fix = "write in min_effect the smallest effect that would matter")
RULE(REGISTERED_LATE, HINT, .name = "registered-late", .about = "links",
     .fix = "say so where the result is told, or test it on data that come later")
RULE(SEGMENT, HINT, .name = "segment", .about = "plan",
     .fix = "make it one measure, with that column in by")
RULE(NO_WHY, HINT, .name = "no-why", .about = "goal",
     .fix = "go on asking why until the answer is a measure of the plan")
RULE(OUT_OF_REACH, HINT, .name = "out-of-reach", .about = "verdicts",
     .fix = "set a target that could be met, or a later date")
RULE(INSIDE_NOISE, HINT, .name = "inside-noise", .about = "verdicts",
     .fix = "set a target beyond what chance does, or measure more finely or for longer")
RULE(NOT_MOVED, HINT, .name = "not-moved", .about = "verdicts",
     .fix = "replace it by something that moves the outcome")
/* clang-format on */
