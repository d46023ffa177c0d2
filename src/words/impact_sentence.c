/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/impact_sentence.h"

#include <math.h>
#include <string.h>

#include "words/wording.h"

struct telling {
    const struct impact_sentence *said;
    const struct impact_row *row;
    struct thing outcome;
    struct text *out;
};

static const char *noun(const struct telling *telling)
{
    return period_noun(true, telling->said->period);
}

static void add_periods(const struct telling *telling, double count)
{
    text_addf(telling->out, "%.3g %s%s", count, noun(telling), count == 1 ? "" : "s");
}

/* "(1,100 to 1,700)" */
static void add_interval_at(const struct telling *telling, double low, double high,
                            const char *level)
{
    double unit = rounding_unit(
        fmin(fabs(low) > 0 ? fabs(low) : INFINITY, fabs(high) > 0 ? fabs(high) : INFINITY));

    unit = fmax(isfinite(unit) ? unit : 1, rounding_unit(high - low) / 10);
    text_adds(telling->out, " (");
    add_rounded(telling->out, low, unit);
    text_adds(telling->out, " to ");
    add_rounded(telling->out, high, unit);
    text_addf(telling->out, "%s)", level);
}

static void add_interval(const struct telling *telling, double low, double high)
{
    add_interval_at(telling, low, high, "");
}

/* "1,400 more weekly users since (1,100 to 1,700)" */
static void add_effect(const struct telling *telling)
{
    const struct impact_row *row = telling->row;

    add_more(telling->out, &telling->outcome, row->effect, rounding_unit(row->effect));
    text_adds(telling->out, *row->end ? " while it ran" : " since");
    if (isfinite(row->effect_low) && isfinite(row->effect_high))
        add_interval(telling, row->effect_low, row->effect_high);
}

/* "Search v2, 2025-W18: ", "Search v2, 2025-W18 (north): " */
static void add_event(const struct telling *telling)
{
    const struct impact_row *row = telling->row;

    text_adds(telling->out, row->event);
    if (strcmp(row->event, row->date) != 0)
        text_addf(telling->out, ", %s", row->date);
    if (*row->end)
        text_addf(telling->out, " to %s", row->end);
    if (row->entity && *row->entity)
        text_addf(telling->out, " (%s)", row->entity);
    text_adds(telling->out, ": ");
}

/* Where the mean may be 0: when the change was. */
static void add_when(const struct telling *telling)
{
    const struct impact_sentence *said = telling->said;

    if (!said->most || !(telling->row->effect_low <= 0 && telling->row->effect_high >= 0))
        return;
    text_addf(telling->out, "; the mean may be 0: the change was largest in %s, ", said->most);
    add_more(telling->out, &telling->outcome, said->most_change, rounding_unit(said->most_change));
}

static void tell_found(const struct telling *telling)
{
    static const char *const how[IMPACT_VERDICTS] = {
        [IMPACT_LASTS] = ", and it lasts",
        [IMPACT_GROWS] = ", and it grows",
        [IMPACT_FADES] = ", and it fades",
        [IMPACT_CHANGED] = "; whether it lasts is not established",
    };
    const struct impact_row *row = telling->row;

    add_event(telling);
    if (isnan(row->effect))
        text_addf(telling->out, "%s changed", telling->outcome.name);
    else
        add_effect(telling);
    add_when(telling);
    text_adds(telling->out, how[telling->said->verdict]);
    if (telling->said->verdict == IMPACT_FADES && isfinite(row->half_life)) {
        text_adds(telling->out, ": half of it is gone after about ");
        add_periods(telling, row->half_life);
    }
    text_addc(telling->out, '.');
}

/* It changed, by less than matters from the beginning. */
static void tell_small(const struct telling *telling)
{
    add_event(telling);
    add_effect(telling);
    text_adds(telling->out, ", less than the ");
    add_amount(telling->out, &telling->outcome, telling->said->min_change,
               rounding_unit(telling->said->min_change));
    text_adds(telling->out, " that would matter, and so it is by now.");
}

static void tell_back(const struct telling *telling)
{
    const struct impact_row *row = telling->row;

    if (fabs(row->early) < telling->said->min_change) {
        tell_small(telling);
        return;
    }
    add_event(telling);
    add_more(telling->out, &telling->outcome, row->early, rounding_unit(row->early));
    text_adds(telling->out, " in the first ");
    add_periods(telling, telling->said->early_periods);
    text_adds(telling->out, ", and by now back where it would have been, give or take ");
    add_amount(telling->out, &telling->outcome, telling->said->min_change,
               rounding_unit(telling->said->min_change));
    text_addc(telling->out, '.');
}

static void tell_not_its(const struct telling *telling)
{
    const struct impact_sentence *said = telling->said;

    add_event(telling);
    if (said->verdict == IMPACT_ALREADY_MOVING) {
        text_addf(
            telling->out,
            "%s had begun to move in the %ss before it already (p = %.2g), so what came after "
            "is not known to be its.",
            telling->outcome.name, noun(telling), said->moving_p);
        return;
    }
    text_addf(
        telling->out,
        "%s changed, and so did %s, which it cannot have moved: beside that no change is left.",
        telling->outcome.name, said->shocked);
}

static void tell_nothing(const struct telling *telling)
{
    const struct impact_sentence *said = telling->said;

    add_event(telling);
    text_addf(telling->out, "no change of %s that matters: on average", telling->outcome.name);
    add_interval_at(telling, said->effect_low90, said->effect_high90, " at 90 %");
    text_adds(telling->out, ", and less than ");
    add_amount(telling->out, &telling->outcome, said->min_change, rounding_unit(said->min_change));
    text_adds(telling->out, " does not matter.");
}

static void tell_open(const struct telling *telling)
{
    const struct impact_sentence *said = telling->said;
    const struct impact_row *row = telling->row;

    text_adds(telling->out, "Cannot tell: ");
    add_event(telling);
    if (said->few) {
        text_addf(telling->out, "%s in ", telling->outcome.name);
        add_periods(telling, row->n_after);
        text_adds(telling->out, " is no more unusual than before.");
        return;
    }
    text_addf(telling->out, "%s may have changed by anything", telling->outcome.name);
    if (isfinite(row->effect_low) && isfinite(row->effect_high))
        add_interval(telling, row->effect_low, row->effect_high);
    text_adds(telling->out, " on average");
    if (isfinite(row->mde)) {
        text_adds(telling->out, "; a change of ");
        add_amount(telling->out, &telling->outcome, row->mde, rounding_unit(row->mde));
        text_adds(telling->out, " was likely to show");
    }
    if (isfinite(said->min_change) && isfinite(row->more_periods) && row->more_periods > 0) {
        text_adds(telling->out, ", one of ");
        add_amount(telling->out, &telling->outcome, said->min_change,
                   rounding_unit(said->min_change));
        text_adds(telling->out, " needs ");
        add_periods(telling, row->more_periods);
        text_adds(telling->out, " more");
    } else if (isfinite(said->min_change) && row->mde > said->min_change) {
        text_adds(telling->out, ", one of ");
        add_amount(telling->out, &telling->outcome, said->min_change,
                   rounding_unit(said->min_change));
        text_adds(telling->out, " is out of reach");
    }
    text_addc(telling->out, '.');
}

static void add_warnings(const struct telling *telling, bool found)
{
    const struct impact_sentence *said = telling->said;

    if (found && said->guardrail_worse)
        text_addf(telling->out, " %s must not get worse, and it got worse.", telling->outcome.name);
    if (found && isfinite(said->surprise))
        text_addf(
            telling->out,
            " Just before, %s was unusually %s (%.1f standard deviations): a return to the usual "
            "looks like this, too; --triggered leaves these %ss out.",
            telling->outcome.name, said->surprise > 0 ? "high" : "low", fabs(said->surprise),
            noun(telling));
    if ((said->verdict == IMPACT_NO_EFFECT || said->verdict == IMPACT_CANNOT_TELL) &&
        telling->row->naive_p < .05)
        text_addf(telling->out, " The plain means differ, but as trend, season or persistence make "
                                "them.");
}

void impact_note(const struct impact_sentence *sentence, struct text *out)
{
    struct telling telling = { .said = sentence, .row = sentence->row, .out = out };
    const struct vocabulary *words = &impact_words;
    size_t start = out->length;

    thing_name(&telling.outcome, sentence->row->outcome, sentence->unit);
    switch (sentence->verdict) {
    case IMPACT_UNUSABLE:
        add_event(&telling);
        text_addf(out, "%s", sentence->reason ? sentence->reason : "unusable.");
        break;
    case IMPACT_ALREADY_MOVING:
    case IMPACT_SHARED_SHOCK:
        tell_not_its(&telling);
        break;
    case IMPACT_BACK_TO_BASELINE:
        tell_back(&telling);
        break;
    case IMPACT_NO_EFFECT:
        tell_nothing(&telling);
        break;
    case IMPACT_CANNOT_TELL:
    case IMPACT_VERDICTS:
        tell_open(&telling);
        break;
    case IMPACT_LASTS:
    case IMPACT_GROWS:
    case IMPACT_FADES:
    case IMPACT_CHANGED:
        tell_found(&telling);
        break;
    }
    add_warnings(&telling, words->words[sentence->verdict].finds == FINDS_IT);
    start_with_capital(out->bytes + start);
    thing_free(&telling.outcome);
}
