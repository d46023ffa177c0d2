/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/drift_note.h"

#include <math.h>

#include "words/wording.h"

/* ---- links ---- */

struct telling {
    const struct drift_said *said;
    const struct drift_result *result;
    double step;
    struct thing output, outcome;
};

static void add_lag(struct text *out, const struct telling *telling)
{
    const char *noun = period_noun(true, telling->said->period);
    int lag = telling->result->lag, size = lag < 0 ? -lag : lag;

    if (lag == 0)
        text_addf(out, telling->said->period == PERIOD_DAY ? " on the same %s" : " in the same %s",
                  noun);
    else
        text_addf(out, " %d %s%s %s", size, noun, size == 1 ? "" : "s",
                  lag < 0 ? "earlier" : "later");
}

/* "40 EUR less" */
static void add_signed(struct text *out, const struct telling *telling, double effect, double unit)
{
    add_amount(out, &telling->outcome, effect, unit);
    text_addf(out, " %s", thing_more(&telling->outcome, effect));
}

/* "10 more calls went with 310 EUR more revenue 3 weeks later" */
static void add_went(struct text *out, const struct telling *telling, const char *verb,
                     double effect)
{
    double size = effect * telling->step;

    add_more(out, &telling->output, telling->step, rounding_unit(telling->step));
    text_addf(out, " %s with ", verb);
    add_more(out, &telling->outcome, size, rounding_unit(size));
    add_lag(out, telling);
}

static void add_since(struct text *out, const struct telling *telling)
{
    const struct drift_side *after = &telling->result->after;
    double size = after->effect * telling->step, low = after->low * telling->step,
           high = after->high * telling->step;
    double unit = rounding_unit(fmax(fabs(low), fabs(high)));

    text_adds(out, ", and with ");
    add_signed(out, telling, size, unit);
    text_adds(out, " since (");
    add_signed(out, telling, low, unit);
    text_adds(out, " to ");
    add_signed(out, telling, high, unit);
    text_addc(out, ')');
}

static void add_until(struct text *out, const struct telling *telling)
{
    const struct drift_said *said = telling->said;

    if (said->dated)
        text_addf(out, " until %s (by the data alone, %s to %s)", said->date, said->low,
                  said->high);
    else
        text_addf(out, " until about %s (%s to %s)", said->date, said->low, said->high);
}

static void tell_change(struct text *out, const struct telling *telling)
{
    const struct drift_side *before = &telling->result->before, *after = &telling->result->after;

    add_went(out, telling, "went", before->effect);
    add_until(out, telling);
    add_since(out, telling);
    if (telling->said->state == DRIFT_DECOUPLED)
        text_adds(out, ": the link held and came apart");
    else if (!(before->low > 0 || before->high < 0))
        text_adds(out, ": it is another, and before it was not sure to be there");
    else if (after->effect * before->effect < 0)
        text_adds(out, ": it turned round");
    else
        text_adds(out, fabs(after->effect) < fabs(before->effect) ? ": it is weaker"
                                                                  : ": it is stronger");
}

static void add_visible(struct text *out, const struct telling *telling)
{
    double size = telling->result->visible * telling->step;

    if (!isfinite(size)) {
        text_adds(out, "too few draws to say what would have been seen");
        return;
    }
    text_adds(out, "only a change of ");
    add_amount(out, &telling->outcome, size, rounding_unit(size));
    text_adds(out, " or more had a good chance (80 %) to be seen");
}

static void tell_unseen(struct text *out, const struct telling *telling)
{
    const struct drift_said *said = telling->said;

    if (said->dated)
        text_addf(out,
                  "No break at %s was found, which is not yet that the link holds: ", said->date);
    else
        text_adds(out, "No break was found, which is not yet that the link holds: ");
    add_visible(out, telling);
    text_adds(out, ", where ");
    add_went(out, telling, thing_is_plural(&telling->output, telling->step) ? "go" : "goes",
             telling->result->whole);
    text_adds(out, " over all");
}

static void tell_holds(struct text *out, const struct telling *telling)
{
    const struct drift_result *result = telling->result;
    double most = fmax(fabs(result->firm_low), fabs(result->firm_high)) * telling->step;

    add_went(out, telling, thing_is_plural(&telling->output, telling->step) ? "go" : "goes",
             result->whole);
    text_adds(out, ", and as they did before: whatever changed is under ");
    add_amount(out, &telling->outcome, most, rounding_unit(most));
    text_adds(out, ", too little to matter; ");
    add_visible(out, telling);
}

static void tell_lack(struct text *out, const struct telling *telling)
{
    const struct drift_result *result = telling->result;
    const char *noun = period_noun(true, telling->said->period);

    text_adds(out, "Not looked at: ");
    if (result->lack == DRIFT_LACKS_ROWS)
        text_addf(
            out,
            "%zu %ss have both at every lag, and under %zu a broken link cannot be told from "
            "chance; fewer --lags leave more of them, and lever test says whether there is a link at all",
            result->rows, noun, result->least);
    else if (result->lack == DRIFT_LACKS_SIDE)
        text_addf(out,
                  "%zu %ss on one side of %s, and at least %zu are needed; without a date all of "
                  "them are searched",
                  result->rows, noun, *telling->said->date ? telling->said->date : "the date",
                  result->least);
    else
        text_addf(out,
                  "trend, season and context leave nothing of %s that varies; lever test says more",
                  result->lack == DRIFT_LACKS_Y ? telling->outcome.name : telling->output.name);
}

void drift_note_link(const struct drift_said *said, struct text *out)
{
    struct telling telling = { .said = said, .result = said->result };
    size_t start = out->length;

    thing_name(&telling.output, said->output, said->output_unit);
    thing_name(&telling.outcome, said->outcome, said->outcome_unit);
    telling.step = wording_step(said->spread, said->result->whole);
    if (said->state == DRIFT_UNUSABLE)
        tell_lack(out, &telling);
    else if (said->state == DRIFT_DECOUPLED || said->state == DRIFT_DIFFERS)
        tell_change(out, &telling);
    else if (said->state == DRIFT_HOLDS)
        tell_holds(out, &telling);
    else
        tell_unseen(out, &telling);
    text_addc(out, '.');
    start_with_capital(out->bytes + start);
    thing_free(&telling.output);
    thing_free(&telling.outcome);
}

/* ---- counters ---- */

/* "calls rose by 45 (20 to 60)" */
static void add_moved(struct text *out, const struct thing *thing, const struct trade_side *side)
{
    double low = side->step < 0 ? -side->high : side->low;
    double high = side->step < 0 ? -side->low : side->high;
    double unit = rounding_unit(side->step);

    text_addf(out, "%s %s by ", thing->name, side->step < 0 ? "fell" : "rose");
    add_amount(out, thing, side->step, unit);
    text_adds(out, " (");
    add_rounded(out, low, unit);
    text_adds(out, " to ");
    add_rounded(out, high, unit);
    text_addc(out, ')');
}

/* The state that the signs say, and how likely it is. */
static void add_state(struct text *out, const struct drift_counter_said *said)
{
    static const char *const states[TRADE_STATES] = {
        [TRADE_BOTH_BETTER] = "both got better",
        [TRADE_OFF] = "the one got better and the other worse",
        [TRADE_BACK] = "the one got worse and the other better",
        [TRADE_BOTH_WORSE] = "both got worse",
    };
    const struct trade_result *result = said->result;
    bool measure = result->side[0].step * said->better[0] > 0;
    bool counter = result->side[1].step * said->better[1] > 0;
    enum trade_state state = measure ? (counter ? TRADE_BOTH_BETTER : TRADE_OFF)
                                     : (counter ? TRADE_BACK : TRADE_BOTH_WORSE);

    text_addf(out, ": %s (%s%.0f %% likely)", states[state],
              result->chance[state] > .99 ? "over " : "",
              result->chance[state] > .99 ? 99 : 100 * result->chance[state]);
}

static void tell_no_trade(struct text *out, const struct drift_counter_said *said,
                          const struct thing *counter)
{
    const struct trade_side *side = &said->result->side[1];

    if (said->verdict == DRIFTS_HOLDS)
        text_addf(out, "%s is as it was before %s: whatever changed is under ", counter->name,
                  said->date);
    else
        text_addf(
            out,
            "No change of %s since %s was found, which is not yet that there is none: only one "
            "of ",
            counter->name, said->date);
    if (said->verdict == DRIFTS_HOLDS) {
        add_amount(out, counter, fmax(fabs(side->firm_low), fabs(side->firm_high)),
                   rounding_unit(fmax(fabs(side->firm_low), fabs(side->firm_high))));
        text_adds(out, ", too little to matter");
        return;
    }
    add_amount(out, counter, side->visible, rounding_unit(side->visible));
    text_adds(out, " or more had a good chance (80 %) to be seen");
}

static void tell_counter_lack(struct text *out, const struct drift_counter_said *said)
{
    const struct trade_result *result = said->result;
    const char *noun = period_noun(true, said->period);

    if (said->lack) {
        text_addf(out, "Not looked at: %s", said->lack);
        return;
    }
    text_addf(
        out,
        "Not looked at: %s has %zu %ss before %s and %zu from then on, %s has %zu and %zu; at "
        "least %d and %d are needed that vary",
        said->measure, result->side[0].n_before, noun, said->date, result->side[0].n_after,
        said->counter, result->side[1].n_before, result->side[1].n_after, TRADE_BEFORE_MIN,
        TRADE_AFTER_MIN);
}

void drift_note_counter(const struct drift_counter_said *said, struct text *out)
{
    struct thing measure, counter;
    size_t start = out->length;

    thing_name(&measure, said->measure, said->measure_unit);
    thing_name(&counter, said->counter, said->counter_unit);
    if (said->verdict == DRIFTS_UNUSABLE) {
        tell_counter_lack(out, said);
    } else if (said->verdict == DRIFTS_STOPPED) {
        text_addf(out,
                  "%s, the counter of %s, has no values after %s, and %s has: whether it is bought "
                  "with that can no longer be seen",
                  counter.name, measure.name, said->last, measure.name);
    } else if (said->verdict == DRIFTS_HOLDS || said->verdict == DRIFTS_CANNOT_TELL) {
        tell_no_trade(out, said, &counter);
    } else {
        text_addf(out, "Since %s ", said->date);
        add_moved(out, &measure, &said->result->side[0]);
        text_adds(out, ", and its counter ");
        add_moved(out, &counter, &said->result->side[1]);
        add_state(out, said);
    }
    text_addc(out, '.');
    start_with_capital(out->bytes + start);
    thing_free(&measure);
    thing_free(&counter);
}

/* ---- mix ---- */

static void add_with_sign(struct text *out, double value, double unit)
{
    text_adds(out, value > 0 ? "+" : "");
    add_rounded(out, value, unit);
}

static void add_interval(struct text *out, const struct mix_figure *figure, double unit)
{
    if (!isfinite(figure->low))
        return;
    text_adds(out, " (");
    add_rounded(out, figure->low, unit);
    text_adds(out, " to ");
    add_rounded(out, figure->high, unit);
    text_addc(out, ')');
}

static void add_change(struct text *out, const struct mix_line *line, double unit)
{
    add_with_sign(out, line->effect.value, unit);
    add_interval(out, &line->effect, unit);
}

static double unit_of(const struct mix_result *result)
{
    double most = fmax(fabs(result->all.effect.value),
                       fmax(fabs(result->mix.effect.value), fabs(result->rate.effect.value)));

    return rounding_unit(most) / 10;
}

static void add_few(struct text *out, const struct drift_mix_said *said)
{
    if (isfinite(said->result->freedom))
        return;
    text_addf(out, "; %zu %s%s before and %zu from then on are too few for an interval",
              said->n_before, period_noun(true, said->period), said->n_before == 1 ? "" : "s",
              said->n_after);
}

void drift_note_mix(const struct drift_mix_said *said, struct text *out)
{
    const struct mix_result *result = said->result;
    double unit = unit_of(result);
    struct thing rate;
    size_t start = out->length;

    thing_name(&rate, said->rate, said->unit);
    text_addf(out, "As reported %s went from ", rate.name);
    add_rounded(out, result->all.before.value, unit);
    text_adds(out, " to ");
    add_rounded(out, result->all.after.value, unit);
    text_addf(out, " at %s (", said->date);
    add_with_sign(out, result->all.effect.value, unit);
    text_adds(out, "); at constant mix the change is ");
    add_change(out, &result->rate, unit);
    text_adds(out, ", and the moved shares make ");
    add_change(out, &result->mix, unit);
    add_few(out, said);
    text_addc(out, '.');
    start_with_capital(out->bytes + start);
    thing_free(&rate);
}

void drift_note_rate(const struct drift_mix_said *said, struct text *out)
{
    double unit = unit_of(said->result);
    struct thing rate;
    size_t start = out->length;

    thing_name(&rate, said->rate, said->unit);
    text_addf(out, "With the same shares before and after, %s changed by ", rate.name);
    add_change(out, &said->result->rate, unit);
    add_few(out, said);
    text_addc(out, '.');
    start_with_capital(out->bytes + start);
    thing_free(&rate);
}

void drift_note_part(const struct drift_mix_said *said, size_t i, const char *name,
                     struct text *out)
{
    const struct mix_result *result = said->result;
    const struct mix_line *part = &result->part[i];
    double unit = unit_of(result);
    struct thing rate;

    thing_name(&rate, said->rate, said->unit);
    text_addf(out, "The share of %s went from ", name);
    add_rounded(out, 100 * result->share_before[i], .1);
    text_adds(out, " % to ");
    add_rounded(out, 100 * result->share_after[i], .1);
    if (!(result->share_before[i] > 0) || !(result->share_after[i] > 0)) {
        text_addf(out, " %%: it is there only %s, and all it does is mix (",
                  result->share_after[i] > 0 ? "after" : "before");
        add_with_sign(out, result->by_mix[i], unit);
        text_addc(out, ')');
    } else {
        text_addf(out, " %%, its %s from ", rate.name);
        add_rounded(out, part->before.value, unit);
        text_adds(out, " to ");
        add_rounded(out, part->after.value, unit);
        text_adds(out, "; of the change of all, its share makes ");
        add_with_sign(out, result->by_mix[i], unit);
        text_adds(out, " and its rate ");
        add_with_sign(out, result->by_rate[i], unit);
    }
    text_addc(out, '.');
    thing_free(&rate);
}
