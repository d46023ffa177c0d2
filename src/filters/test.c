/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test - says which outputs move which outcomes, allowing for trend, season and chance */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/output.h"
#include "command/filter.h"
#include "command/provenance.h"
#include "filters/test_switch.h"
#include "question/decision.h"
#include "question/drifts.h"
#include "question/joint.h"
#include "question/link_tests.h"
#include "question/looking.h"
#include "question/placebo.h"
#include "question/profile.h"
#include "question/verdict_row.h"
#include "stats/adjust.h"
#include "stats/moments.h"
#include "words/verdicts.h"

struct settings {
    struct common common;
    const char *working;
    const char *profile;
    const char *rewritten;
    bool joint;
    long placebo;
};

#define AT(member) offsetof(struct settings, member)

/* clang-format off */
static const struct option options[] = {
    { .name = "working", .kind = OPTION_WRITTEN, .offset = AT(working), .argument = "FILE",
      .help = "also write the series behind each verdict" },
    { .name = "profile", .kind = OPTION_WRITTEN, .offset = AT(profile), .argument = "FILE",
      .help = "also write how strongly each link holds at every lag, as lever lags does" },
    { .name = "rewritten", .kind = OPTION_WRITTEN, .offset = AT(rewritten), .argument = "FILE",
      .help = "with --ledger, also write what is no longer what was looked at" },
    { .name = "joint", .kind = OPTION_FLAG, .offset = AT(joint),
      .help = "also the part of each output beside all the others on its outcome" },
    { .name = "placebo", .kind = OPTION_INTEGER, .offset = AT(placebo), .argument = "N",
      .help = "also test the outputs shuffled in blocks, N times: how often is it said to move?",
      .least = 1, .most = 100000 },
    { .name = NULL },
};
/* clang-format on */

static bool all_whole(const double *x, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (!isnan(x[i]) && x[i] != floor(x[i]))
            return false;
    return true;
}

/* What was asked for besides; NULL = not. One a test. */
struct extras {
    struct placebo_tally *tallies;
    struct joint_part *parts;
    struct looking looking;
};

/*
 * How much the output varies: of a panel, within its entities, for that some always have more of it
 * than others is no reason to speak of steps so large.
 */
static double spread(const double *x, size_t entities, size_t periods)
{
    double *within = xarray(entities * periods, sizeof *within);
    double sd;
    size_t g;
    size_t t;

    for (g = 0; g < entities; g++) {
        double mean = moments_mean(x + g * periods, periods);

        for (t = 0; t < periods; t++)
            within[g * periods + t] = x[g * periods + t] - mean;
    }
    sd = moments_sd(within, entities * periods);
    free(within);
    return sd;
}

static int write_verdicts(struct link_tests *tests, const struct decision *decision,
                          const struct drifts *drifts, const struct extras *extras,
                          struct error *err)
{
    const struct question *q = &tests->question;
    struct dialect dialect = common_out_dialect(tests->common);
    struct writer *writer = writer_open(tests->common->out, &dialect, err);
    const char *method = link_tests_method(tests);
    struct drift_dates dates;
    struct drift_said said;
    size_t i;

    if (!writer)
        return -1;
    verdict_row_header(writer, method, extras->tallies != NULL, extras->parts != NULL);
    for (i = 0; i < tests->count; i++) {
        const struct link_test *test = &tests->items[i];
        const double *x = link_tests_series(tests, test->link->output, test->entity);
        struct sentence_look look;
        struct verdict_basis row = {
            .question = q,
            .link = test->link,
            .result = &test->result,
            .terms = &decision->terms[i],
            .verdict = decision->verdicts[i],
            .links_tried = decision->links_tried,
            .entity = link_tests_entity(tests, test),
            .whole = all_whole(x, tests->span),
            .spread = spread(x, tests->span / q->frame.axis.periods, q->frame.axis.periods),
            .method = method,
            .placebo = extras->tallies ? &extras->tallies[i] : NULL,
            .joint = extras->parts ? &extras->parts[i] : NULL,
            .gaps = context_gaps_of(tests, test),
            .look = looking_sentence(&extras->looking, i, &look) ? &look : NULL,
        };

        if (row.verdict == VERDICT_DECOUPLED) {
            said = drifts_said(tests, drifts, i, &dates);
            row.drift = &said;
        }
        verdict_row_write(writer, &row);
    }
    return writer_close(writer, err);
}

static int write_working(const struct link_tests *tests, const char *file, struct error *err)
{
    struct dialect dialect = common_out_dialect(tests->common);
    struct writer *writer;
    size_t i;

    if (!file)
        return 0;
    writer = writer_open(file, &dialect, err);
    if (!writer)
        return -1;
    verdict_row_working_header(writer);
    for (i = 0; i < tests->count; i++)
        verdict_row_working(writer, tests, &tests->items[i]);
    return writer_close(writer, err);
}

static void decide_all(const struct link_tests *tests, struct decision *decision)
{
    const struct link_result **results = xcalloc(tests->count, sizeof *results);
    size_t i;

    for (i = 0; i < tests->count; i++)
        results[i] = &tests->items[i].result;
    decide(tests, results, decision);
    free(results);
}

/* A link that drift says came apart is that, whatever it is over all. */
static int look_for_breaks(struct link_tests *tests, struct decision *decision,
                           struct drifts *drifts, struct error *err)
{
    size_t i;

    if (drifts_run(tests, NULL, true, drifts, err) != 0)
        return -1;
    for (i = 0; drifts->asked && i < tests->count; i++)
        if (drifts->states[i] == DRIFT_DECOUPLED && decision->verdicts[i] != VERDICT_UNUSABLE)
            decision->verdicts[i] = VERDICT_DECOUPLED;
    return 0;
}

/* Runs the placebo where it was asked for, and says what it came to. */
static int take_placebo(struct link_tests *tests, long times, struct placebo_tally **tallies,
                        struct error *err)
{
    size_t any, resamples, n = 0, found = 0;
    size_t i;

    if (times == 0)
        return 0;
    *tallies = xcalloc(tests->count, sizeof **tallies);
    if (placebo_run(tests, (size_t)times, *tallies, &any, &resamples, err) != 0)
        return -1;
    for (i = 0; i < tests->count; i++) {
        n += (*tallies)[i].n;
        found += (*tallies)[i].found;
    }
    if (n == 0)
        message_note("placebo: no shuffled output could be tested");
    else
        message_note("placebo: of %zu shuffled links, %zu (%.1f %%) were said to move; "
                     "in %zu of %ld runs at least one was (%zu resamples each)",
                     n, found, 100 * (double)found / (double)n, any, times, resamples);
    return 0;
}

/* Who names a few links after a look at all of them has p_adj count too few. */
static void note_narrowing(const struct link_tests *tests)
{
    const struct question *q = &tests->question;
    const struct common *common = tests->common;

    if (q->possible <= q->count || !(common->outputs || common->outcomes))
        return;
    message_note(
        "p_adj counts the %zu link%s that -x and -y name; %s has %zu: chosen after a look at "
        "them, p_adj is too small",
        q->count, q->count == 1 ? "" : "s", q->links ? q->links->file : q->frame.plan->file,
        q->possible);
}

/* However strong a link, its p is one over the resamples at best, times the links by Holm. */
static void warn_of_few(const struct link_tests *tests, size_t links)
{
    size_t least = 20 * links;
    bool holm = tests->common->adjust == ADJUST_HOLM;

    if (holm && links > 0 && tests->resamples + 1 <= least)
        message_warning("with %zu resamples and %zu link%s no p_adj can fall below .05; "
                        "--resamples %zu can",
                        tests->resamples, links, links == 1 ? "" : "s", 2 * least);
}

/* What an auditor asks for. The lags of a link that names its own are in its row of the links. */
static void keep_settings(const struct link_tests *tests)
{
    const struct common *common = tests->common;
    const char *method = link_tests_method(tests);

    provenance_set("method", "%s", method ? method : "pearson");
    if (common->lags.by_itself)
        provenance_set("lags", "auto");
    else
        provenance_set("lags", "%ld..%ld", common->lags.first, common->lags.last);
    provenance_set("season", "%s", common->season);
    provenance_set("seed", "%ld", common->seed);
    provenance_set("resamples", "%zu", tests->resamples);
    provenance_set("adjust", "%s", adjust_words[common->adjust]);
    provenance_set("links tested", "%zu", tests->count);
}

/* Verdicts by what the ledger allows, and a row in it for each link. */
static int take_look(const struct link_tests *tests, struct decision *decision,
                     struct looking *looking, const char *rewritten, struct error *err)
{
    if (rewritten && !looking->on)
        return error_usage(err, "--rewritten: what was looked at is in a ledger; name it with "
                                "--ledger");
    if (looking_decide(looking, tests, decision, err) != 0 ||
        looking_tell(looking, tests, rewritten, err) != 0)
        return -1;
    return looking_write(looking, tests, decision, err);
}

static int run_test(void *arguments, size_t count, char **operands)
{
    const struct settings *settings = arguments;
    const struct common *common = &settings->common;
    struct link_tests tests = { .profile = settings->profile != NULL,
                                .working = settings->working || settings->joint };
    struct decision decision = { NULL, NULL, 0 };
    struct drifts drifts = { .asked = false };
    uint64_t wanted = 0;
    struct extras extras = { .tallies = NULL };
    struct error err;
    bool held = true;
    int status;
    size_t i;

    status = vocabulary_parse(&verdict_words, common->assert_words, &wanted, &err);
    if (status == 0)
        status = link_tests_ask(&tests, common, count ? operands[0] : "-", &err);
    if (status == 0)
        status = looking_begin(&extras.looking, &tests, &err);
    if (status == 0)
        status = link_tests_run(&tests, &err);
    if (status == 0) {
        keep_settings(&tests);
        decide_all(&tests, &decision);
        warn_of_few(&tests, decision.links_tried);
        note_narrowing(&tests);
        test_switch_note(&tests, count ? operands[0] : "-");
        status = look_for_breaks(&tests, &decision, &drifts, &err);
    }
    if (status == 0) {
        status = take_placebo(&tests, settings->placebo, &extras.tallies, &err);
    }
    if (status == 0 && settings->joint) {
        extras.parts = xcalloc(tests.count, sizeof *extras.parts);
        status = joint_run(&tests, extras.parts, &err);
    }
    if (status == 0) {
        /* Verdicts last: where they stand on standard output, all went well. */
        status = write_working(&tests, settings->working, &err);
    }
    if (status == 0 && settings->profile)
        status = profile_write(&tests, settings->profile, &err);
    if (status == 0)
        status = take_look(&tests, &decision, &extras.looking, settings->rewritten, &err);
    if (status == 0)
        status = write_verdicts(&tests, &decision, &drifts, &extras, &err);
    for (i = 0; status == 0 && common->assert_words && i < tests.count; i++)
        held = held && (wanted >> decision.verdicts[i] & 1);
    if (status != 0)
        status = message_error(&err);
    else if (!held)
        status = 3;
    decision_free(&decision);
    drifts_free(&drifts);
    free(extras.tallies);
    free(extras.parts);
    looking_end(&extras.looking);
    link_tests_free(&tests);
    return status;
}

const struct filter filter_test = {
    .name = "test",
    .heading = HEADING_ASK,
    .summary = "says which outputs move which outcomes",
    .operands = "[FILE]",
    .common = TAKES_QUESTION | TAKES(LAGS) | TAKES(RESAMPLES) | TAKES(VERDICTS) | TAKES(LEDGER) |
              TAKES_OUTPUT | TAKES(JSON) | TAKES(TRAIL),
    .options = options,
    .settings = sizeof(struct settings),
    .most = 1,
    .result = &result_verdicts,
    .run = run_test,
};
