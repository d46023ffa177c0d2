/* SPDX-License-Identifier: GPL-3.0-or-later */
/* power - says what effect these data could show, and how many more periods a given one needs */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/text.h"
#include "command/filter.h"
#include "filters/chain_paths.h"
#include "filters/power_arms.h"
#include "filters/power_change.h"
#include "methods/method.h"
#include "question/link_tests.h"
#include "question/roles.h"
#include "table/writer.h"
#include "words/power.h"

struct settings {
    struct common common;
    double effect;
    const char *at;
    const char *arms;
};

#define AT(member) offsetof(struct settings, member)

/* clang-format off */
static const struct option options[] = {
    { .name = "effect", .kind = OPTION_NUMBER, .offset = AT(effect), .argument = "E",
      .help = "the effect to see, in outcome units per unit of the output", .least = 1e-300,
      .most = 1e300 },
    { .name = "at", .kind = OPTION_TEXT, .offset = AT(at), .argument = "DATE",
      .help = "instead: what change at this date could be seen after how many periods",
      .holds = HOLDS_NAMES, .cells = "time" },
    { .name = "resamples", .kind = OPTION_INTEGER, .offset = AT(common.resamples), .argument = "N",
      .help = "simulated outcomes behind the critical value (9999, or 40 a link)", .least = 99,
      .most = 10000000 },
    { .name = "arms", .kind = OPTION_TEXT, .offset = AT(arms), .argument = "SHARES",
      .help = "what an experiment could show, by rows without one: treat=1,control=1" },
    { .name = NULL },
};
/* clang-format on */

/* The answer in words, and in *more what of it stands in the table. */
static char *answer(const struct link_test *test, const struct axis *axis, const char *method,
                    double mde, double needed, double *more)
{
    const struct link_result *result = &test->result;
    const char *step = period_noun(axis->timed, axis->kind);
    struct text words = TEXT_EMPTY;

    *more = NAN;
    if (result->reason != LINK_USABLE) {
        text_adds(&words, "The link is unusable as it stands; lever test says why.");
        return text_take(&words);
    }
    if (isnan(mde)) {
        text_addf(&words,
                  "What effect %s could have shown is not known: it has no scale of its own "
                  "that lever knows.",
                  method);
        return text_take(&words);
    }
    text_addf(&words, "With %zu %ss, an effect of %.3g or more was likely (80 %%) to show",
              result->n, result->entities > 0 ? "row" : step, mde);
    if (result->spread)
        text_addf(&words, ", in all over lags %d to %d", result->spread_first, result->spread_last);
    if (isnan(test->link->min_effect)) {
        text_addc(&words, '.');
    } else if (!(needed > 0)) {
        *more = 0;
        text_addf(&words, "; %.3g needs no more.", test->link->min_effect);
    } else if (isinf(needed)) {
        text_addf(&words, "; %.3g is out of reach: it would take more than %d times these data.",
                  test->link->min_effect, LINK_REACH);
    } else {
        *more = needed;
        text_addf(&words, "; %.3g needs %.0f more %s%s.", test->link->min_effect, *more, step,
                  *more == 1 ? "" : "s");
    }
    return text_take(&words);
}

static int write_answers(struct link_tests *tests, struct error *err)
{
    struct dialect dialect = common_out_dialect(tests->common);
    struct writer *writer = writer_open(tests->common->out, &dialect, err);
    const char *method = link_tests_method(tests);
    /* The method goes without saying where it is Pearson's. */
    unsigned groups = method ? RESULT_METHOD : RESULT_ALWAYS;
    size_t i;

    if (!writer)
        return -1;
    result_header(writer, &result_power, groups);
    for (i = 0; i < tests->count; i++) {
        const struct link_test *test = &tests->items[i];
        const struct link_result *result = &test->result;
        double min_effect = test->link->min_effect;
        double mde = method ? method_mde(tests->method.context, result) : result->mde;
        double needed = method ? link_more_periods(result, mde, min_effect,
                                                   link_tests_own(tests, test->entity))
                               : result->more_periods;
        double more;
        char *note = answer(test, &tests->question.frame.axis, method, mde, needed, &more);
        const struct power_row row = {
            .output = test->link->output_name,
            .outcome = test->link->outcome_name,
            .lag = result->reason == LINK_USABLE ? (double)result->lag : NAN,
            .n = (double)result->n,
            .n_eff = result->n_eff,
            .mde = mde,
            .effect = min_effect,
            .more_periods = more,
            .note = note,
            .entity = link_tests_entity(tests, test),
            .method = method,
        };

        result_row(writer, &result_power, groups, &row);
        free(note);
    }
    return writer_close(writer, err);
}

/* A chain is seen only if every step is. */
static void tell_chains(const struct common *common)
{
    struct chain_paths paths = { NULL, 0 };
    struct links *links = NULL;
    struct plan *plan = NULL;
    struct error ignored;
    size_t i;

    if (!common->links)
        return;
    /* Links that go round are chain's to refuse. */
    if (roles_read(common->plan, common->links, false, &plan, &links, &ignored) == 0 &&
        chain_paths_find(links, &paths, &ignored) == 0)
        for (i = 0; i < paths.count; i++)
            message_note("power multiplies along a chain: if each of the %zu steps of %s is seen "
                         "four times in five, all together are seen in %.0f of 100",
                         paths.items[i].count - 1, paths.items[i].text,
                         100 * pow(.8, (double)(paths.items[i].count - 1)));
    chain_paths_free(&paths);
    links_free(links);
    plan_free(plan);
}

static int run_power(void *arguments, size_t count, char **operands)
{
    const struct settings *settings = arguments;
    struct link_tests tests = { .profile = false };
    const char *file = count ? operands[0] : "-";
    struct error err;
    int status;
    size_t i;

    if (settings->at) {
        status = power_change(&settings->common, settings->at, settings->effect, file, &err);
        return status == 0 ? 0 : message_error(&err);
    }
    if (settings->arms)
        return power_arms(&settings->common, settings->arms, settings->effect, file, &err) == 0
                   ? 0
                   : message_error(&err);
    status = link_tests_ask(&tests, &settings->common, file, &err);
    for (i = 0; settings->effect > 0 && i < tests.question.count; i++)
        tests.question.link[i].min_effect = settings->effect;
    if (status == 0)
        status = link_tests_run(&tests, &err);
    if (status == 0)
        status = write_answers(&tests, &err);
    if (status == 0)
        tell_chains(&settings->common);
    if (status != 0)
        status = message_error(&err);
    link_tests_free(&tests);
    return status;
}

const struct filter filter_power = {
    .name = "power",
    .heading = HEADING_ASK,
    .summary = "says what effect the data could show, and how many periods one needs",
    .operands = "[FILE]",
    .common = TAKES_QUESTION | TAKES(LAGS) | TAKES_OUTPUT | TAKES(JSON),
    .options = options,
    .settings = sizeof(struct settings),
    .most = 1,
    .run = run_power,
};
