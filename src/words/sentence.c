/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/sentence.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "words/drift_note.h"
#include "words/wording.h"

/* What the phrases of one link share. */
struct telling {
    const struct sentence *said;
    const struct link_result *result;
    double step; /* of the output: effects are told for that much more of it */
    struct thing output;
    struct thing outcome;
};

static const char *noun(const struct telling *telling)
{
    return period_noun(telling->said->terms->timed, telling->said->period);
}

static void add_periods(struct text *out, const struct telling *telling, double count)
{
    text_addf(out, " %s%s", noun(telling), count == 1 ? "" : "s");
}

/* " in all, spread over the same week and the 8 weeks after it" */
static void add_spread(struct text *out, const struct telling *telling)
{
    int first = telling->result->spread_first, last = telling->result->spread_last;

    text_adds(out, " in all, spread over ");
    if (first > 0) {
        text_addf(out, "%d to %d", first, last);
        add_periods(out, telling, last);
        text_adds(out, " later");
        return;
    }
    text_addf(out, "the same %s and the %d", noun(telling), last);
    add_periods(out, telling, last);
    text_adds(out, " after it");
}

/* " 3 weeks later", " in the same week", or nothing where rows have no order. */
static void add_lag(struct text *out, const struct telling *telling)
{
    int lag = telling->result->lag;

    if (!telling->said->terms->timed)
        return;
    if (telling->result->spread) {
        add_spread(out, telling);
        return;
    }
    if (lag == 0) {
        text_addf(out, telling->said->period == PERIOD_DAY ? " on the same %s" : " in the same %s",
                  noun(telling));
        return;
    }
    text_addf(out, " %d", lag < 0 ? -lag : lag);
    add_periods(out, telling, abs(lag));
    text_adds(out, lag < 0 ? " earlier" : " later");
}

/* "10 more calls go with 310 EUR more revenue" */
static void add_link(struct text *out, const struct telling *telling, double effect)
{
    add_more(out, &telling->output, telling->step, rounding_unit(telling->step));
    text_adds(out, thing_is_plural(&telling->output, telling->step) ? " go with " : " goes with ");
    add_more(out, &telling->outcome, effect, rounding_unit(effect));
}

/* "calls and revenue go together 3 weeks later by dcor (0.58, 0.23 to 0.93), but not along a
   line: no direction" */
static void add_undirected(struct text *out, const struct telling *telling)
{
    const struct link_result *result = telling->result;
    const char *method = telling->said->method;

    text_addf(out, "%s and %s go together", telling->output.name, telling->outcome.name);
    add_lag(out, telling);
    text_addf(out, " by %s (", method ? method : "the method asked for");
    add_rounded(out, result->r, .01);
    if (isfinite(result->r_low) && isfinite(result->r_high)) {
        text_adds(out, ", ");
        add_rounded(out, result->r_low, .01);
        text_adds(out, " to ");
        add_rounded(out, result->r_high, .01);
    }
    text_adds(out, "), but not along a line: no direction");
}

/* "10 more calls go with 310 EUR more revenue 3 weeks later (40 to 580)" */
static void add_effect(struct text *out, const struct telling *telling)
{
    double effect = telling->result->effect * telling->step;
    double low = telling->result->effect_low * telling->step;
    double high = telling->result->effect_high * telling->step;
    double unit = rounding_unit(effect);

    if (verdict_undirected(telling->result)) {
        add_undirected(out, telling);
        return;
    }
    add_link(out, telling, effect);
    add_lag(out, telling);
    if (!isfinite(low) || !isfinite(high))
        return;
    text_adds(out, " (");
    add_rounded(out, effect < 0 ? -high : low, unit);
    text_adds(out, " to ");
    add_rounded(out, effect < 0 ? -low : high, unit);
    text_addc(out, ')');
}

/* "anything from 40 EUR less to 580 EUR more revenue" */
static void add_range(struct text *out, const struct telling *telling)
{
    double low = telling->result->effect_low * telling->step;
    double high = telling->result->effect_high * telling->step;
    double unit = rounding_unit(fmax(fabs(low), fabs(high)));

    add_more(out, &telling->output, telling->step, rounding_unit(telling->step));
    text_adds(out, " could go with anything from ");
    add_amount(out, &telling->outcome, low, unit);
    text_addf(out, " %s to ", thing_more(&telling->outcome, low));
    add_more(out, &telling->outcome, high, unit);
    add_lag(out, telling);
}

static void add_size(struct text *out, const struct telling *telling, double effect)
{
    add_amount(out, &telling->outcome, effect * telling->step,
               rounding_unit(effect * telling->step));
}

static bool against(const struct telling *telling)
{
    int expected = verdict_expected_sign(telling->said->terms);

    return expected != 0 && (telling->result->effect > 0 ? 1 : -1) != expected;
}

/* Statistically there, but too little to care about. */
static void add_negligible(struct text *out, const struct telling *telling)
{
    const struct link_result *result = telling->result;
    double least = telling->said->terms->min_effect;
    double most = fmax(fabs(result->effect_low), fabs(result->effect_high));
    double share = result->r * result->r;

    if (least > 0) {
        if (!(fabs(result->effect) < least))
            return;
        text_adds(out, most < least ? "; too little to matter: less than "
                                    : "; perhaps too little to matter: the estimate is less than ");
        add_size(out, telling, least);
    } else if (share < .01) {
        text_adds(out, "; very little: it accounts for ");
        add_rounded(out, 100 * share, rounding_unit(100 * share) * 10);
        text_addf(out, " %% of the ups and downs of %s", telling->outcome.name);
    }
}

static void tell_link(struct text *out, const struct telling *telling)
{
    enum verdict verdict = telling->said->verdict;
    bool undirected = verdict_undirected(telling->result);

    add_effect(out, telling);
    if (!undirected)
        add_negligible(out, telling);
    if (verdict == VERDICT_HARMS)
        text_adds(out, "; a guardrail gets worse");
    else if (!undirected && against(telling))
        text_adds(out, "; the opposite of what was expected");
    if (verdict == VERDICT_MOVES_TOGETHER)
        text_adds(out, undirected ? "; which comes first is not established"
                                  : "; the direction is not established");
    else if (verdict == VERDICT_REVERSE)
        text_adds(out, "; the outcome comes first");
}

static void tell_no_effect(struct text *out, const struct telling *telling)
{
    add_more(out, &telling->output, telling->step, rounding_unit(telling->step));
    text_adds(out, thing_is_plural(&telling->output, telling->step) ? " go with " : " goes with ");
    text_adds(out, "less than ");
    add_size(out, telling, telling->said->terms->min_effect);
    text_addf(out, " more or %s %s", thing_more(&telling->outcome, -1), telling->outcome.name);
    text_adds(out, telling->result->lags_tried > 1 ? " at every lag searched: too little to matter"
                                                   : ": too little to matter");
}

static void tell_shared_trend(struct text *out, const struct telling *telling)
{
    double before = telling->result->naive_r, after = telling->result->adjusted_r;

    text_addf(out, "%s and %s share growth or season", telling->output.name, telling->outcome.name);
    if (!isfinite(before) || !isfinite(after))
        return;
    text_adds(out, ": freed of it, their correlation falls from ");
    add_rounded(out, before, fabs(before) < .995 ? .01 : .001);
    text_adds(out, " to ");
    add_rounded(out, after, .01);
}

static void add_outlook(struct text *out, const struct telling *telling)
{
    const struct link_result *result = telling->result;
    double least = telling->said->terms->min_effect;

    if (least > 0 && isinf(result->more_periods)) {
        text_adds(out, "; an effect of ");
        add_size(out, telling, least);
        text_addf(out, " is out of reach: it would take more than %d times these data", LINK_REACH);
    } else if (least > 0 && isfinite(result->more_periods) && result->more_periods > 0) {
        text_adds(out, "; about ");
        add_rounded(out, result->more_periods, 1);
        text_adds(out, " more");
        add_periods(out, telling, result->more_periods);
        text_adds(out, " would show an effect of ");
        add_size(out, telling, least);
    } else if (least > 0 && result->more_periods == 0) {
        text_adds(out, "; an effect of ");
        add_size(out, telling, least);
        text_adds(out, " had a good chance to show");
    } else if (isfinite(result->mde)) {
        text_adds(out, "; the smallest effect that was likely to show is ");
        add_size(out, telling, result->mde);
    }
}

static void tell_nothing_yet(struct text *out, const struct telling *telling)
{
    const struct link_result *result = telling->result;
    double p_adj = telling->said->terms->p_adj;

    if (p_adj < .05 && verdict_undirected(result)) {
        text_adds(out, "Cannot tell: "); /* more periods bring no direction */
        add_effect(out, telling);
        text_adds(out, telling->said->terms->guardrail ? ", and a guardrail may get worse"
                                                       : ", and one is expected");
    } else if (p_adj < .05) {
        text_adds(out, "Cannot tell yet: ");
        add_effect(out, telling);
        if (telling->said->terms->bounded && !(p_adj < telling->said->terms->bound))
            text_adds(out, ", but that is not rare enough for data that are looked at again "
                           "and again");
        else if (result->season_missing)
            text_addf(out,
                      ", but a season that both have may do that, and %zu %ss are too few to "
                      "see one",
                      result->n, noun(telling));
        else if (result->rests_yearly)
            text_addf(out, ", but it rests on what comes back in the same %ss of every year",
                      noun(telling));
        else if (result->rests_count > 0)
            text_addf(out, ", but it rests on %s",
                      telling->said->rests ? telling->said->rests : "");
        else if (result->sign_method * result->effect < 0)
            text_adds(out, ", but the method asked for gives the opposite sign");
        else
            text_adds(out, ", but its sign does not hold in differences or ranks");
    } else if (result->p < .05) {
        text_addf(out, "Cannot tell yet: of %zu links tried, one may look like this by chance: ",
                  telling->said->links_tried);
        add_effect(out, telling);
    } else if (isfinite(result->effect_low) && isfinite(result->effect_high)) {
        text_adds(out, "Cannot tell yet: ");
        add_range(out, telling);
        add_outlook(out, telling);
    } else {
        text_adds(out, "Cannot tell yet");
    }
}

static void tell_missing(struct text *out, const struct telling *telling, const struct thing *thing,
                         bool open)
{
    text_addf(out, "%.0f %% of %s is missing, more than the %.0f %% allowed",
              100 * telling->result->reason_value, thing->name,
              100 * telling->result->reason_limit);
    if (!telling->said->terms->timed)
        return;
    if (open)
        text_addf(out,
                  "; if a %s without rows counts as 0, say so in the plan's column fill or "
                  "by --fill 0",
                  noun(telling));
    /* Working days are the commonest reason by far. */
    if (telling->said->period == PERIOD_DAY)
        text_adds(out, "; days without a row, also weekends, are missing days: lever roll "
                       "--period week makes weeks of them");
}

static void tell_constant(struct text *out, const struct telling *telling,
                          const struct thing *thing)
{
    double value = telling->result->reason_value;

    text_addf(out,
              telling->result->reason_limit > 0 ? "%s changes by no more than rounding"
                                                : "%s never changes",
              thing->name);
    if (!isfinite(value))
        return;
    text_adds(out, telling->result->reason_limit > 0 ? " (about " : " (always ");
    add_rounded(out, value, value == floor(value) ? 1 : rounding_unit(value) / 100);
    text_addc(out, ')');
}

static void tell_explained(struct text *out, const struct telling *telling, const char *name)
{
    if (telling->result->entities > 0 && isfinite(telling->result->reason_value)) {
        text_addf(out, "%s never changes inside any of ", name);
        add_counted(out, telling->result->entities, telling->said->entity);
        text_adds(out, ": none can be compared with itself");
    } else if (telling->result->entities > 0)
        text_addf(out, "%s changes only for all alike: nothing of it is left to compare", name);
    else
        text_addf(out, "trend, season and context leave nothing of %s to compare", name);
}

static void tell_unusable(struct text *out, const struct telling *telling)
{
    const struct link_result *result = telling->result;
    double value = result->reason_value, limit = result->reason_limit;

    text_adds(out, "Not tested: ");
    switch (result->reason) {
    case LINK_TOO_FEW_ROWS:
        text_addf(out, "%.0f usable", value);
        add_periods(out, telling, value);
        text_addf(out, " after lags and gaps, and at least %.0f are needed", limit);
        break;
    case LINK_LAGS_TOO_LONG:
        text_addf(out, "a lag of %.0f leaves nothing of %.0f", value, limit);
        add_periods(out, telling, limit);
        break;
    case LINK_X_MISSING:
        tell_missing(out, telling, &telling->output, telling->said->output_open);
        break;
    case LINK_Y_MISSING:
        tell_missing(out, telling, &telling->outcome, telling->said->outcome_open);
        break;
    case LINK_X_CONSTANT:
        tell_constant(out, telling, &telling->output);
        break;
    case LINK_Y_CONSTANT:
        tell_constant(out, telling, &telling->outcome);
        break;
    case LINK_X_EXPLAINED:
    case LINK_Y_EXPLAINED:
        tell_explained(out, telling,
                       result->reason == LINK_X_EXPLAINED ? telling->output.name
                                                          : telling->outcome.name);
        break;
    case LINK_TOO_MANY_CONTROLS:
        text_addf(out, "%.0f controls are too many for %.0f usable", value, limit);
        add_periods(out, telling, limit);
        break;
    case LINK_TOO_FEW_ENTITIES:
        add_counted(out, (size_t)value, telling->said->entity);
        text_addf(out, " with both %s and %s, and at least %.0f are needed together",
                  telling->output.name, telling->outcome.name, limit);
        break;
    case LINK_BY_FORMULA:
        text_addf(out, "%s stands in the formula of %s, so the two go together whatever happens",
                  value > 0 ? telling->output.name : telling->outcome.name,
                  value > 0 ? telling->outcome.name : telling->output.name);
        break;
    case LINK_NO_ESTIMATE:
        text_addf(out, "the method has no estimate for %s and %s", telling->output.name,
                  telling->outcome.name);
        break;
    case LINK_OUT_OF_RANGE:
        text_adds(out, "the values are too large or too small to compute with");
        break;
    case LINK_USABLE:
        text_adds(out, "the data do not allow it");
        break;
    }
}

/* " With the other 2 outputs beside it: 250 EUR more revenue (20 to 480)." */
static void add_beside(struct text *out, const struct telling *telling)
{
    const struct sentence_beside *beside = telling->said->beside;
    double effect = beside->effect * telling->step;
    double unit = rounding_unit(effect);

    text_adds(out, " With the other ");
    if (beside->others > 1)
        text_addf(out, "%zu outputs", beside->others);
    else
        text_adds(out, "output");
    text_adds(out, " beside it: ");
    if (!isfinite(effect) || !isfinite(beside->low) || !isfinite(beside->high)) {
        text_adds(out, "nothing that can be told apart.");
        return;
    }
    add_more(out, &telling->outcome, effect, unit);
    text_adds(out, " (");
    add_rounded(out, (effect < 0 ? -beside->high : beside->low) * telling->step, unit);
    text_adds(out, " to ");
    add_rounded(out, (effect < 0 ? -beside->low : beside->high) * telling->step, unit);
    text_adds(out, ").");
}

/* Who it is about; and where comparing entities would say the opposite of comparing periods. */
static void add_panel(struct text *out, const struct telling *telling)
{
    const struct link_result *result = telling->result;

    if (result->entities == 0)
        return;
    text_adds(out, " From ");
    add_counted(out, result->entities, telling->said->entity);
    text_adds(out, ", each compared with itself.");
    if (result->entities_flat > 0)
        text_addf(out, " In %zu of them %s never changes: they only show what happens to all.",
                  result->entities_flat, telling->output.name);
    if (result->entities_apart > 0) {
        text_addc(out, ' ');
        add_counted(out, result->entities_apart, telling->said->entity);
        text_addf(out, " without both %s and %s left out.", telling->output.name,
                  telling->outcome.name);
    }
    if (result->effect * result->effect_pooled < 0 && !verdict_undirected(result)) {
        text_adds(out, " Pooled, it looks the opposite: ");
        add_link(out, telling, result->effect_pooled * telling->step);
        text_adds(out, "; that says who has much of both, not what more of one brings.");
    }
}

/* What the reader should know of how the figures came about. */
static void add_caveats(struct text *out, const struct telling *telling)
{
    const struct link_result *result = telling->result;

    if (result->season_too_short)
        text_addf(out, " The data are too short to tell a %sseason from a trend.",
                  result->season.columns > 0 ? "yearly " : "");
    if (telling->said->season_unasked)
        text_adds(out, " No season was taken out, as asked.");
    if (result->x_bridged > 0)
        text_addf(out, " %zu missing %s of the output %s bridged.", result->x_bridged,
                  result->x_bridged == 1 ? "value" : "values",
                  result->x_bridged == 1 ? "was" : "were");
}

/* A column of context that is missing takes rows away, which nobody sees from the figures. */
static void add_context(struct text *out, const struct telling *telling)
{
    const struct sentence *said = telling->said;
    bool few = telling->result->reason == LINK_TOO_FEW_ROWS;
    struct thing context;
    size_t start;

    if (!said->context || said->context_lost == 0 ||
        (telling->result->reason != LINK_USABLE && !few) ||
        (!few && said->context_lost * 20 < said->context_rows))
        return;
    thing_name(&context, said->context, NULL);
    text_addc(out, ' ');
    start = out->length;
    text_addf(out, "%s, which is context, is missing in %zu of the %zu", context.name,
              said->context_lost, said->context_rows);
    start_with_capital(out->bytes + start);
    if (telling->result->entities > 0)
        text_adds(out, said->context_rows == 1 ? " row" : " rows");
    else
        add_periods(out, telling, (double)said->context_rows);
    text_addf(out, " with %s: these are left out.", telling->outcome.name);
    thing_free(&context);
}

/* A share of 5, "0.46 of the 5 %". */
static void add_spent(struct text *out, double spent)
{
    add_rounded(out, 100 * spent, rounding_unit(100 * spent));
    text_adds(out, " of the 5 %");
}

/* " Look 3: p is 0.012 and had to be under 0.0046; 0.46 of the 5 % of false alarms are spent." */
static void add_look(struct text *out, const struct sentence_look *look)
{
    if (look->was)
        text_addf(out, " It was called %s before, and goes on from there.", look->was);
    if (look->again || look->older || look->rewritten) {
        text_addf(out, " No look was taken: %s; the verdict of look %zu stands.",
                  look->again       ? "these are the data of the last one"
                  : look->rewritten ? "what was looked at has been rewritten"
                                    : "the data end before those of the last one",
                  look->look);
        return;
    }
    if (isnan(look->bound))
        return;
    text_addf(out, " Look %zu: p is ", look->look);
    add_rounded(out, look->p, rounding_unit(look->p));
    if (look->bound > 0) {
        text_adds(out,
                  look->p < look->bound ? ", and it had to be under " : " and had to be under ");
        add_rounded(out, look->bound, rounding_unit(look->bound));
    } else
        text_adds(out, " and nothing could be spent on these data");
    if (look->held)
        text_adds(out, " to be new; what was found before is kept while p is under 0.05");
    text_adds(out, "; ");
    add_spent(out, look->spent);
    text_adds(out, " of false alarms are spent.");
}

static void tell_decoupled(struct text *out, const struct telling *telling)
{
    if (telling->said->drift) {
        drift_note_link(telling->said->drift, out);
        return;
    }
    text_adds(out, "The link held and then came apart: ");
    add_effect(out, telling);
}

/* Who tells what, by the verdict. */
static void (*const tellers[VERDICTS])(struct text *, const struct telling *) = {
#define VERDICT(id, tell, ...) [VERDICT_##id] = tell,
#include "link/verdict_list.h"
#undef VERDICT
};

void sentence_note(const struct sentence *sentence, struct text *out)
{
    struct telling telling = { .said = sentence, .result = sentence->result };
    size_t start = out->length;

    telling.step = wording_step(sentence->output_spread, sentence->result->effect);
    if (sentence->output_whole && telling.step < 1)
        telling.step = 1; /* nobody does a tenth of a call */
    thing_name(&telling.output, sentence->output, sentence->output_unit);
    thing_name(&telling.outcome, sentence->outcome, sentence->outcome_unit);
    tellers[sentence->verdict](out, &telling);
    if (out->bytes[out->length - 1] != '.')
        text_addc(out, '.');
    start_with_capital(out->bytes + start);
    if (sentence->verdict != VERDICT_UNUSABLE) {
        if (sentence->beside)
            add_beside(out, &telling);
        add_panel(out, &telling);
        add_caveats(out, &telling);
    }
    add_context(out, &telling);
    if (sentence->look)
        add_look(out, sentence->look);
    thing_free(&telling.output);
    thing_free(&telling.outcome);
}
