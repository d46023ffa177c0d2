/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test - says which outputs move which outcomes, allowing for trend, season and chance */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/message.h"
#include "filters/filter.h"
#include "filters/trials.h"
#include "filters/verdict_row.h"
#include "stats/adjust.h"
#include "stats/moments.h"

struct settings {
    struct common common;
    const char *working;
};

static const struct option options[] = {
    { 0, "working", OPTION_FILENAME, offsetof(struct settings, working), "FILE",
      "also write the series behind each verdict", NULL, NULL, 0, 0 },
    { 0 },
};

/* p_adj and the verdict of every link; links_tried counts those that have a p. */
struct decision {
    struct verdict_terms *terms;
    enum verdict *verdicts;
    size_t links_tried;
};

static void decide(const struct trials *trials, struct decision *decision)
{
    static const enum adjust_method adjustments[] = { ADJUST_HOLM, ADJUST_BH, ADJUST_NONE };
    double *p = xarray(trials->count, sizeof *p);
    size_t i;

    decision->terms = xcalloc(trials->count, sizeof *decision->terms);
    decision->verdicts = xcalloc(trials->count, sizeof *decision->verdicts);
    for (i = 0; i < trials->count; i++) {
        p[i] = trials->items[i].result.p;
        if (!isnan(p[i]))
            decision->links_tried++;
    }
    adjust_p(adjustments[trials->common->adjust], p, trials->count, p);
    for (i = 0; i < trials->count; i++) {
        const struct question_link *link = trials->items[i].link;

        decision->terms[i] = (struct verdict_terms){
            .p_adj = p[i],
            .timed = trials->question.axis.timed,
            .registered_sign = link->sign,
            .better = link->better,
            .guardrail = link->guardrail,
            .min_effect = link->min_effect,
        };
        decision->verdicts[i] = verdict_of(&trials->items[i].result, &decision->terms[i]);
    }
    free(p);
}

static void decision_free(struct decision *decision)
{
    free(decision->terms);
    free(decision->verdicts);
}

static int write_verdicts(struct trials *trials, const struct decision *decision,
                          struct error *err)
{
    const struct question *q = &trials->question;
    struct dialect dialect = common_out_dialect(trials->common);
    struct writer *writer = writer_open(trials->common->out, &dialect, err);
    const char *method = trials_method(trials);
    size_t i;

    if (!writer)
        return -1;
    verdict_row_header(writer, method);
    for (i = 0; i < trials->count; i++) {
        const struct trial *trial = &trials->items[i];
        const double *x = trials_series(trials, trial->link->output, trial->entity);
        struct verdict_row row = {
            .question = q,
            .link = trial->link,
            .result = &trial->result,
            .terms = &decision->terms[i],
            .verdict = decision->verdicts[i],
            .links_tried = decision->links_tried,
            .entity = q->axis.entity[trial->entity],
            .spread = moments_sd(x, q->axis.periods),
            .method = method,
        };

        verdict_row_write(writer, &row);
    }
    return writer_close(writer, err);
}

static int write_working(const struct trials *trials, const char *file, struct error *err)
{
    struct dialect dialect = common_out_dialect(trials->common);
    struct writer *writer;
    size_t i;

    if (!file)
        return 0;
    writer = writer_open(file, &dialect, err);
    if (!writer)
        return -1;
    verdict_row_working_header(writer);
    for (i = 0; i < trials->count; i++)
        verdict_row_working(writer, &trials->question, trials->items[i].link,
                            &trials->items[i].result, trials->items[i].entity);
    return writer_close(writer, err);
}

static int run(void *arguments, size_t count, char **operands)
{
    const struct settings *settings = arguments;
    const struct common *common = &settings->common;
    struct trials trials = { .working = settings->working != NULL };
    struct decision decision = { NULL, NULL, 0 };
    struct verdict_words words = { { false } };
    struct error err;
    bool held = true;
    int status;
    size_t i;

    status = verdict_words_parse(common->assert_words, &words, &err);
    if (status == 0)
        status = trials_ask(&trials, common, count ? operands[0] : "-", &err);
    if (status == 0)
        status = trials_run(&trials, &err);
    if (status == 0) {
        decide(&trials, &decision);
        /* Verdicts last: where they stand on standard output, all went well. */
        status = write_working(&trials, settings->working, &err);
    }
    if (status == 0)
        status = write_verdicts(&trials, &decision, &err);
    for (i = 0; status == 0 && common->assert_words && i < trials.count; i++)
        held = held && words.named[decision.verdicts[i]];
    if (status != 0)
        status = message_error(&err);
    else if (!held)
        status = 3;
    decision_free(&decision);
    trials_free(&trials);
    return status;
}

const struct filter filter_test = {
    .name = "test",
    .summary = "says which outputs move which outcomes",
    .operands = "[FILE]",
    .common = TAKES(OUTPUTS) | TAKES(OUTCOMES) | TAKES(CONTEXT) | TAKES(TIME) | TAKES(BY) |
              TAKES(PLAN) | TAKES(LINKS) | TAKES(PERIOD) | TAKES(LAGS) | TAKES(SEASON) |
              TAKES(METHOD) | TAKES(SEED) | TAKES(RESAMPLES) | TAKES(ADJUST) | TAKES(ASSERT) |
              TAKES(DATE_FORMAT) | TAKES(THREADS) | TAKES_INPUT | TAKES_OUTPUT |
              TAKES(JSON),
    .options = options,
    .settings = sizeof(struct settings),
    .most = 1,
    .run = run,
};
