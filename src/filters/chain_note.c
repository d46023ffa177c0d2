/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences of chain. */
#include <math.h>

#include "filters/chain_test.h"
#include "words/verdicts.h"
#include "words/wording.h"

static void add_signed(struct text *out, double value, double unit)
{
    text_adds(out, value > 0 ? "+" : "");
    add_rounded(out, value, unit);
}

static double unit_of(const struct funnel_result *split, size_t nodes)
{
    double most = fabs(split->after - split->before);
    size_t f;

    for (f = 0; f < nodes; f++)
        most = fmax(most, fabs(split->factors[f].effect));
    return rounding_unit(most) / 10;
}

static void add_part(struct text *out, const struct funnel_factor *factor, double unit)
{
    add_signed(out, factor->effect, unit);
    if (!isfinite(factor->low))
        return;
    text_adds(out, " (");
    add_rounded(out, factor->low, unit);
    text_adds(out, " to ");
    add_rounded(out, factor->high, unit);
    text_addc(out, ')');
}

static const char *why(enum link_reason reason)
{
    switch (reason) {
    case LINK_TOO_FEW_ROWS:
    case LINK_LAGS_TOO_LONG:
    case LINK_TOO_MANY_CONTROLS:
        return "too few periods are left; fewer lags or a shorter chain may do";
    case LINK_X_MISSING:
    case LINK_Y_MISSING:
        return "more than a fifth of one is missing; --fill of roll, or a coarser period, may do";
    case LINK_X_CONSTANT:
    case LINK_Y_CONSTANT:
        return "one of them never changes";
    case LINK_BY_FORMULA:
        return "one stands in the formula of the other; a chain goes by counts, its rates follow";
    default:
        return "trend, season and the nodes before leave nothing to compare";
    }
}

/* A sentence has a capital, and names without underscores. */
static char *finish(struct text *out)
{
    char *words = text_take(out), *at;

    for (at = words; *at; at++)
        *at = *at == '_' ? ' ' : *at;
    start_with_capital(words);
    return words;
}

char *chain_note_step(const struct chain_said *said, size_t step)
{
    const struct link_result *result = &said->steps[step];
    const char *from = said->path->node[step], *to = said->path->node[step + 1];
    struct text out = TEXT_EMPTY;
    const struct funnel_factor *factor = &said->split->factors[step + 1];

    if (result->reason != LINK_USABLE) {
        text_addf(&out, "Not tested: %s to %s: %s.", from, to, why(result->reason));
        return finish(&out);
    }
    text_addf(&out, "One more of %s goes with ", from);
    add_signed(&out, result->effect, rounding_unit(result->effect));
    text_addf(&out, " of %s", to);
    if (result->lag != 0)
        text_addf(&out, " %d %s%s later", result->lag, period_noun(true, said->period),
                  result->lag == 1 ? "" : "s");
    else
        text_addf(&out, " in the same %s", period_noun(true, said->period));
    if (isfinite(result->effect_low)) {
        text_adds(&out, " (");
        add_rounded(&out, result->effect_low, rounding_unit(result->effect));
        text_adds(&out, " to ");
        add_rounded(&out, result->effect_high, rounding_unit(result->effect));
        text_addc(&out, ')');
    }
    text_addf(&out, "%s: test says %s", step > 0 ? ", the nodes before held still" : "",
              vocabulary_name(&verdict_words, said->words[step]));
    if (said->split->possible) {
        text_addf(&out, "; %s for each of %s went from ", to, from);
        add_rounded(&out, factor->before, rounding_unit(factor->before) / 10);
        text_adds(&out, " to ");
        add_rounded(&out, factor->after, rounding_unit(factor->before) / 10);
    }
    text_addc(&out, '.');
    return finish(&out);
}

static void add_split(struct text *out, const struct chain_said *said)
{
    const struct funnel_result *split = said->split;
    const char *last = said->path->node[said->path->count - 1];
    double unit;
    size_t f;

    if (!split->possible) {
        text_addf(
            out,
            " Its change is not split: one of the stretches lacks a node, or sums to 0, or the nodes are of sizes too far apart.");
        return;
    }
    unit = unit_of(split, said->path->count);
    text_addf(out, " From %s to %s on%s, %s a %s went from ", said->first, said->second,
              said->halves ? " (the halves of the data)" : "", last,
              period_noun(true, said->period));
    add_rounded(out, split->before, unit);
    text_adds(out, " to ");
    add_rounded(out, split->after, unit);
    text_addf(out, ": %s did ", said->path->node[0]);
    add_part(out, &split->factors[0], unit);
    for (f = 1; f < said->path->count; f++) {
        text_addf(out, "%s %s for each of %s ", f + 1 < said->path->count ? "," : " and",
                  said->path->node[f], said->path->node[f - 1]);
        add_part(out, &split->factors[f], unit);
    }
    text_addc(out, '.');
}

char *chain_note_all(const struct chain_said *said, enum chain_verdict verdict)
{
    size_t steps = said->path->count - 1, i;
    const char *first = said->path->node[0], *last = said->path->node[steps];
    struct text out = TEXT_EMPTY;

    switch (verdict) {
    case CHAIN_UNUSABLE:
        text_addf(&out, "A step from %s to %s could not be tested.", first, last);
        break;
    case CHAIN_BROKEN:
        for (i = 0; i + 1 < steps && said->found[i] != CHAIN_BROKEN; i++)
            ;
        text_addf(&out, "The chain breaks between %s and %s: test says %s.", said->path->node[i],
                  said->path->node[i + 1], vocabulary_name(&verdict_words, said->words[i]));
        break;
    case CHAIN_BYPASSED:
        text_addf(&out,
                  "%s goes with %s also beside what lies between: another way leads there, or "
                  "something moves both, which these data cannot tell apart.",
                  first, last);
        break;
    case CHAIN_CONNECTED:
        text_addf(&out, "Every step from %s to %s is there.", first, last);
        break;
    default:
        text_addf(&out, "Cannot tell yet whether %s reaches %s.", first, last);
        break;
    }
    if (verdict != CHAIN_UNUSABLE && steps > 1)
        text_addf(
            &out,
            " The weakest step is %s to %s by evidence, %s to %s by room. Power multiplies: if "
            "each of %zu steps had four chances in five, all together had %.0f in 100.",
            said->path->node[said->least_evidence], said->path->node[said->least_evidence + 1],
            said->path->node[said->least_room], said->path->node[said->least_room + 1], steps,
            100 * pow(.8, (double)steps));
    add_split(&out, said);
    return finish(&out);
}
