/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lags - shows how strongly each link holds at every lag, in both directions */
#include <stdbool.h>
#include <stdlib.h>

#include "base/message.h"
#include "command/filter.h"
#include "question/link_tests.h"
#include "question/profile.h"
#include "stats/granger.h"
#include "table/writer.h"
#include "words/granger.h"

struct settings {
    struct common common;
    bool granger;
};

/* Both directions are searched unless told otherwise: the row stands in for the
 * common one, whose preset looks forward only. */
#define AT(member) offsetof(struct settings, member)

/* clang-format off */
static const struct option options[] = {
    { .name = "lags", .kind = OPTION_RANGE, .offset = AT(common.lags), .argument = "A..B|auto",
      .help = "periods from output to outcome; below 0 the outcome is first", .preset = "auto",
      .least = -1000, .most = 1000 },
    { .name = "granger", .kind = OPTION_FLAG, .offset = AT(granger),
      .help = "instead: does the past of one help to predict the other? At each order in --lags" },
    { .name = NULL },
};
/* clang-format on */

static void warn_of_unusable(const struct link_tests *tests)
{
    size_t i;

    for (i = 0; i < tests->count; i++)
        if (!tests->items[i].result.profile)
            message_warning("%s and %s: no profile, the link is unusable; lever test says why",
                            tests->items[i].link->output_name, tests->items[i].link->outcome_name);
}

/* Under this share of its length a lag is hardly told apart from the others (rcond about as much). */
static const double NEARLY = 1e-4;

/* Why there is no test, or on how few digits it rests. */
static void warn_of_granger(const struct question *q, size_t cause, size_t effect,
                            const char *entity, size_t order, const struct granger *test)
{
    const char *from = q->frame.table->columns[cause].name,
               *to = q->frame.table->columns[effect].name;
    const char *of = *entity ? " of " : "";
    const char *named = test->by_cause ? from : to;

    if ((test->status == STATS_CONSTANT || test->status == STATS_COLLINEAR) && test->lag > 0)
        message_warning("%s to %s%s%s at order %zu: no test: %s (%s, %zu before)", from, to, of,
                        entity, order, stats_status_text(test->status), named, test->lag);
    else if (test->status != STATS_OK)
        message_warning("%s to %s%s%s at order %zu: no test: %s", from, to, of, entity, order,
                        stats_status_text(test->status));
    else if (test->tolerance < NEARLY)
        message_warning("%s to %s%s%s at order %zu: %s, %zu before, is nearly determined by the "
                        "other columns (rcond %.1e)",
                        from, to, of, entity, order, named, test->lag, test->rcond);
}

static void write_granger(struct writer *writer, struct link_tests *tests, size_t cause,
                          size_t effect, size_t entity, size_t order)
{
    const struct question *q = &tests->question;
    struct granger test = granger_test(link_tests_series(tests, cause, entity),
                                       link_tests_series(tests, effect, entity),
                                       q->frame.axis.periods, order);
    const struct granger_row row = {
        .cause = q->frame.table->columns[cause].name,
        .effect = q->frame.table->columns[effect].name,
        .order = (double)order,
        .n = (double)test.n,
        .df1 = (double)test.df1,
        .df2 = (double)test.df2,
        .f = test.f,
        .p = test.p,
        .entity = q->frame.axis.entity[entity],
    };

    warn_of_granger(q, cause, effect, row.entity, order, &test);
    result_row(writer, &result_granger, RESULT_ALWAYS, &row);
}

/* A range that ends below 1 holds no order. */
static int check_orders(const struct question *q, struct error *err)
{
    size_t i;

    for (i = 0; i < q->count; i++)
        if (q->link[i].lags.last < 1)
            return error_usage(err,
                               "--granger: no order from 1 on in the lags %ld..%ld of %s and %s",
                               q->link[i].lags.first, q->link[i].lags.last, q->link[i].output_name,
                               q->link[i].outcome_name);
    return 0;
}

/* Both directions at every order of the range that is one (from 1 on). */
static int write_grangers(struct link_tests *tests, struct error *err)
{
    struct dialect dialect = common_out_dialect(tests->common);
    const struct question *q = &tests->question;
    struct writer *writer = writer_open(tests->common->out, &dialect, err);
    size_t entity;
    size_t i;
    long order;

    if (!writer)
        return -1;
    result_header(writer, &result_granger, RESULT_ALWAYS);
    for (i = 0; i < q->count; i++) {
        const struct question_link *link = &q->link[i];

        for (entity = 0; entity < q->frame.axis.entities; entity++) {
            for (order = link->lags.first < 1 ? 1 : link->lags.first; order <= link->lags.last;
                 order++) {
                write_granger(writer, tests, link->output, link->outcome, entity, (size_t)order);
                write_granger(writer, tests, link->outcome, link->output, entity, (size_t)order);
            }
        }
    }
    return writer_close(writer, err);
}

/* Lags that nobody named are looked at in both directions, as far back as forward. */
static void look_back(struct question *q)
{
    size_t i;

    for (i = 0; i < q->count; i++)
        if (q->link[i].lags.by_itself)
            q->link[i].lags.first = -q->link[i].lags.last;
}

static int run_lags(void *arguments, size_t count, char **operands)
{
    const struct settings *settings = arguments;
    struct link_tests tests = { .profile = true };
    struct error err;
    const char *file = count ? operands[0] : "-";
    int status = link_tests_ask(&tests, &settings->common, file, &err);

    if (status == 0 && !tests.question.frame.axis.timed)
        status = error_usage(&err, "rows without a time have no lags: name it with -t");
    if (status == 0)
        look_back(&tests.question);
    if (status == 0 && settings->granger)
        status = check_orders(&tests.question, &err);
    if (status == 0 && settings->granger)
        status = write_grangers(&tests, &err);
    else if (status == 0)
        status = link_tests_run(&tests, &err);
    if (status == 0 && !settings->granger) {
        warn_of_unusable(&tests);
        status = profile_write(&tests, settings->common.out, &err);
    }
    if (status != 0)
        status = message_error(&err);
    link_tests_free(&tests);
    return status;
}

const struct filter filter_lags = {
    .name = "lags",
    .heading = HEADING_ASK,
    .summary = "shows how strongly each link holds at every lag",
    .operands = "[FILE]",
    .common = TAKES_QUESTION | TAKES(RESAMPLES) | TAKES_OUTPUT | TAKES(JSON) | TAKES(TRAIL),
    .options = options,
    .settings = sizeof(struct settings),
    .most = 1,
    .run = run_lags,
};
