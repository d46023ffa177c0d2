/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/goal_sentence.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/unit.h"
#include "words/wording.h"

/* Three digits, with the unit: "4,120 EUR", "3.12 %". */
static void add_level(struct text *out, const struct goal_sentence *sentence, double value)
{
    if (value == 0)
        text_addc(out, '0');
    else
        add_rounded(out, value, rounding_unit(value) / 10);
    if (unit_is_percent(sentence->unit))
        text_adds(out, " %");
    else if (*sentence->unit && strcmp(sentence->unit, "1") != 0 &&
             strcmp(sentence->unit, "#") != 0)
        text_addf(out, " %s", sentence->unit);
}

static void add_why(const struct goal_sentence *sentence, struct text *out)
{
    const struct tracked *tracked = sentence->tracked;
    double value = tracked->reason_value, limit = tracked->reason_limit;

    switch (tracked->reason) {
    case TRACKED_USABLE:
        break;
    case TRACKED_EMPTY:
        text_adds(out, "it has no values.");
        break;
    case TRACKED_NO_TARGET:
        text_adds(out, "it has no target.");
        break;
    case TRACKED_NO_DUE:
        text_adds(out, "no date says by when: fill in due.");
        break;
    case TRACKED_AT_BASELINE:
        text_adds(out, "the target is the baseline, so there is nothing to reach; write a bound "
                       "such as >= where it is to be held.");
        break;
    case TRACKED_BACKWARDS:
        text_adds(out, "due lies before start.");
        break;
    case TRACKED_GAPS:
        if (isnan(value))
            text_adds(out, "its total has a gap since start: fill it, or say what a period without "
                           "rows is (fill).");
        else
            text_addf(out, "%.0f of %.0f %ss are missing, and a fifth may be.", value, limit,
                      sentence->period);
        break;
    case TRACKED_FEW_ROWS:
        text_addf(out,
                  "%.0f %ss are too few to project from: it takes %.0f. A finer period has "
                  "more.",
                  value, sentence->period, limit);
        break;
    case TRACKED_CONSTANT:
        text_adds(out, "it never changed, so nothing says how it might.");
        break;
    case TRACKED_FAR:
        text_addf(out,
                  "due is %.0f %ss ahead, and these data carry %.0f at most (half of what they "
                  "have); a nearer date can be judged.",
                  value, sentence->period, limit);
        break;
    case TRACKED_NOT_BEGUN:
        text_adds(out, "a total needs a start that the data have reached.");
        break;
    case TRACKED_UNLIKE:
        text_adds(out,
                  "a total, or a rate of another period, needs a measure that is added up (agg "
                  "sum or count).");
        break;
    }
}

static void add_wanted(const struct goal_sentence *sentence, struct text *out)
{
    const struct track_goal *goal = sentence->goal;

    if (isfinite(sentence->tracked->now)) {
        add_level(out, sentence, sentence->tracked->now);
        text_adds(out, goal->total ? " so far" : " now");
    }
    if (isnan(goal->target))
        return;
    text_adds(out, isfinite(sentence->tracked->now) ? ", " : "");
    add_level(out, sentence, goal->target);
    text_adds(out, sentence->tracked->sense < 0 ? " or less wanted" : " wanted");
    if (*sentence->due)
        text_addf(out, " by %s", sentence->due);
}

static void add_chance(const struct goal_sentence *sentence, struct text *out)
{
    const struct tracked *tracked = sentence->tracked;
    double chance = tracked->p_hit;

    text_adds(out, "the chance is ");
    if (chance < .01)
        text_adds(out, "under 0.01");
    else if (chance > .99)
        text_adds(out, "over 0.99");
    else
        text_addf(out, "%.2f", chance);
    text_adds(out, ", projected are ");
    add_level(out, sentence, tracked->projected);
    text_adds(out, " (80%: ");
    add_level(out, sentence, tracked->low80);
    text_adds(out, " to ");
    add_level(out, sentence, tracked->high80);
    text_adds(out, ").");
}

static void add_pace(const struct goal_sentence *sentence, struct text *out)
{
    const struct tracked *tracked = sentence->tracked;

    if (isnan(tracked->pace) || isnan(tracked->pace_needed))
        return;
    text_addf(out, " Pace: ");
    text_addf(out, "%.3g a %s, needed %.3g", tracked->pace, sentence->period, tracked->pace_needed);
    text_adds(out, ".");
}

static void add_record(const struct goal_sentence *sentence, struct text *out)
{
    const struct tracked *tracked = sentence->tracked;

    if (isnan(tracked->coverage80))
        text_adds(out, " There are too few periods for a record of such projections.");
}

static void add_verdict(const struct goal_sentence *sentence, struct text *out)
{
    const struct tracked *tracked = sentence->tracked;

    switch (tracked->word) {
    case TRACKED_UNUSABLE:
        text_adds(out, " Cannot be tracked: ");
        add_why(sentence, out);
        break;
    case TRACKED_NO_BASELINE:
        text_adds(out, " The target is a change, and no baseline says from what");
        if (isfinite(sentence->before)) {
            text_adds(out, "; before start the mean was ");
            add_level(out, sentence, sentence->before);
        }
        text_adds(out, ": fill in baseline.");
        break;
    case TRACKED_REACHED:
        text_adds(out, " Reached");
        if (*sentence->hit_by)
            text_addf(out, ", first in %s", sentence->hit_by);
        if (isfinite(tracked->p_hit)) {
            text_adds(out, "; ");
            add_chance(sentence, out);
        } else {
            text_addc(out, '.');
        }
        break;
    case TRACKED_MISSED:
        text_adds(out, " Missed.");
        break;
    case TRACKED_ON_TRACK:
    case TRACKED_AT_RISK:
    case TRACKED_OFF_TRACK:
        text_adds(out, tracked->word == TRACKED_ON_TRACK  ? " On track: "
                       : tracked->word == TRACKED_AT_RISK ? " At risk: "
                                                          : " Off track: ");
        add_chance(sentence, out);
        add_pace(sentence, out);
        add_record(sentence, out);
        break;
    case TRACKED_CANNOT_TELL:
    case TRACKED_WORDS:
        text_addf(out,
                  " Cannot tell: earlier projections held in %.0f of 100 cases, and somebody who "
                  "knew this series would have held %.0f at least.",
                  100 * tracked->coverage80, 100 * tracked->coverage_bound);
        break;
    }
}

void goal_sentence(const struct goal_sentence *sentence, struct text *out)
{
    char *name = xstrdup(sentence->measure), *at;
    size_t before;

    for (at = name; *at; at++)
        if (*at == '_')
            *at = ' ';
    start_with_capital(name);
    text_addf(out, "%s: ", name);
    free(name);
    before = out->length;
    add_wanted(sentence, out);
    if (out->length > before)
        text_addc(out, '.');
    else
        out->bytes[--out->length] = '\0';
    add_verdict(sentence, out);
}
