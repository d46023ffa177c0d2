/* SPDX-License-Identifier: GPL-3.0-or-later */
/* drift - says where a number stopped meaning what it meant: links that came apart, a moved mix,
   counters that were traded */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "command/filter.h"
#include "command/provenance.h"
#include "filters/drift_rows.h"
#include "question/drifts.h"
#include "words/drift_note.h"

#define AT(member) offsetof(struct drift_settings, member)

/* clang-format off */
static const struct option options[] = {
    { .name = "at", .kind = OPTION_TEXT, .offset = AT(at), .argument = "DATE",
      .help = "the first period after a change that is known; without it every one is searched",
      .holds = HOLDS_NAMES, .cells = "time" },
    { .name = "mix", .kind = OPTION_COLUMNS, .offset = AT(mix), .argument = "PART,COUNT,RATE",
      .help = "split the change of a rate into the parts' shares and their rates" },
    { .name = "mix-of", .kind = OPTION_FILENAME, .offset = AT(mix_of), .argument = "FILE",
      .help = "the table of --mix, where links are asked about too" },
    { .name = "parts", .kind = OPTION_WRITTEN, .offset = AT(parts), .argument = "FILE",
      .help = "also write what --mix is made of, a row a part" },
    { .name = NULL },
};
/* clang-format on */

struct drift_line *drift_lines_add(struct drift_lines *lines, const char *kind, const char *subject,
                                   const char *against)
{
    struct drift_line *line;

    lines->items = xrearray(lines->items, lines->count + 1, sizeof *lines->items);
    line = &lines->items[lines->count++];
    memset(line, 0, sizeof *line);
    line->subject = xstrdup(subject);
    line->against = xstrdup(against);
    line->verdict = DRIFTS_CANNOT_TELL;
    line->row = (struct drift_row){ .kind = kind,
                                    .before = NAN,
                                    .before_low = NAN,
                                    .before_high = NAN,
                                    .after = NAN,
                                    .after_low = NAN,
                                    .after_high = NAN,
                                    .effect = NAN,
                                    .effect_low = NAN,
                                    .effect_high = NAN,
                                    .p = NAN,
                                    .p_adj = NAN,
                                    .n_before = NAN,
                                    .n_after = NAN };
    return line;
}

void drift_lines_free(struct drift_lines *lines)
{
    size_t i;

    for (i = 0; i < lines->count; i++) {
        free(lines->items[i].subject);
        free(lines->items[i].against);
        free(lines->items[i].note);
    }
    free(lines->items);
    *lines = (struct drift_lines){ NULL, 0 };
}

void drift_period(const struct axis *axis, size_t position, char text[PERIOD_SIZE])
{
    text[0] = '\0';
    if (position < axis->periods)
        period_format(axis->kind, axis->first + (long)position, text);
}

static enum drift_verdict verdict_of_link(enum drift_state state)
{
    switch (state) {
    case DRIFT_UNUSABLE:
        return DRIFTS_UNUSABLE;
    case DRIFT_DECOUPLED:
        return DRIFTS_DECOUPLED;
    case DRIFT_DIFFERS:
        return DRIFTS_DIFFERS;
    case DRIFT_HOLDS:
        return DRIFTS_HOLDS;
    case DRIFT_UNSEEN:
        break;
    }
    return DRIFTS_CANNOT_TELL;
}

static void fill_figures(const struct drift_result *result, double p_adj, struct drift_row *row)
{
    row->before = result->before.effect;
    row->before_low = result->before.low;
    row->before_high = result->before.high;
    row->after = result->after.effect;
    row->after_low = result->after.low;
    row->after_high = result->after.high;
    row->effect = result->effect;
    row->effect_low = result->low;
    row->effect_high = result->high;
    row->p = result->p;
    row->p_adj = p_adj;
    row->n_before = (double)result->before.n;
    row->n_after = (double)result->after.n;
}

/* The link's name; of an entity's with it. */
static char *subject_of(const struct link_tests *tests, const struct link_test *test)
{
    const char *entity = link_tests_entity(tests, test);

    return *entity ? xasprintf("%s (%s)", test->link->output_name, entity)
                   : xstrdup(test->link->output_name);
}

static void add_link(struct link_tests *tests, const struct drifts *drifts, size_t i,
                     struct drift_lines *lines)
{
    const struct link_test *test = &tests->items[i];
    const struct drift_result *result = &drifts->results[i];
    bool usable = drifts->states[i] != DRIFT_UNUSABLE;
    char *subject = subject_of(tests, test);
    struct drift_line *line = drift_lines_add(lines, "link", subject, test->link->outcome_name);
    struct drift_dates dates;
    struct drift_said said = drifts_said(tests, drifts, i, &dates);
    struct text note = TEXT_EMPTY;

    line->verdict = verdict_of_link(drifts->states[i]);
    if (usable)
        fill_figures(result, drifts->p_adj[i], &line->row);
    drift_note_link(&said, &note);
    /* Where nothing was found, the date that came nearest is none. */
    if (said.dated)
        memcpy(line->date, dates.date, sizeof line->date);
    if (line->verdict == DRIFTS_DECOUPLED || line->verdict == DRIFTS_DIFFERS) {
        memcpy(line->date, dates.date, sizeof line->date);
        memcpy(line->low, dates.low, sizeof line->low);
        memcpy(line->high, dates.high, sizeof line->high);
    }
    line->note = text_take(&note);
    free(subject);
}

static int check(const struct link_tests *tests, struct error *err)
{
    if (!tests->question.frame.axis.timed)
        return error_usage(err, "drift compares before with after: name the column with the date "
                                "with -t");
    if (tests->panel)
        return error_usage(err, "drift looks at one series at a time: --each takes each of --by by "
                                "itself; or leave --by out and roll the entities up");
    if (tests->method.estimate)
        return error_usage(err, "--method: drift looks at the slope; leave it out");
    return 0;
}

/* What an auditor asks for. */
static void keep_settings(const struct link_tests *tests, const struct drift_settings *settings)
{
    provenance_set("at", "%s", settings->at ? settings->at : "searched");
    provenance_set("season", "%s", tests->common->season);
    provenance_set("seed", "%ld", tests->common->seed);
    provenance_set("resamples", "%zu", tests->resamples);
}

static int ask_links(const struct drift_settings *settings, const char *file,
                     struct drift_lines *lines, struct error *err)
{
    struct link_tests tests = { .question.counters = settings->common.plan != NULL,
                                .question.may_be_none = settings->mix_of != NULL };
    struct drifts drifts = { .asked = false };
    int status = link_tests_ask(&tests, &settings->common, file, err);
    size_t i;

    if (status == 0)
        status = check(&tests, err);
    if (status == 0)
        status = drifts_run(&tests, settings->at, false, &drifts, err);
    if (status == 0)
        keep_settings(&tests, settings);
    for (i = 0; status == 0 && drifts.asked && i < tests.count; i++)
        add_link(&tests, &drifts, i, lines);
    if (status == 0 && settings->common.plan)
        status = drift_counters(&tests, settings->at, lines, err);
    drifts_free(&drifts);
    link_tests_free(&tests);
    return status;
}

static int write_lines(const struct common *common, struct drift_lines *lines, struct error *err)
{
    struct dialect dialect = common_out_dialect(common);
    struct writer *writer = writer_open(common->out, &dialect, err);
    size_t i;

    if (!writer)
        return -1;
    result_header(writer, &result_drift, RESULT_ALWAYS);
    for (i = 0; i < lines->count; i++) {
        struct drift_line *line = &lines->items[i];

        line->row.subject = line->subject;
        line->row.against = line->against;
        line->row.verdict = vocabulary_name(&drift_words, line->verdict);
        line->row.note = line->note;
        line->row.date = (struct result_period){ line->date, NAN };
        line->row.date_low = (struct result_period){ line->low, NAN };
        line->row.date_high = (struct result_period){ line->high, NAN };
        result_row(writer, &result_drift, RESULT_ALWAYS, &line->row);
    }
    return writer_close(writer, err);
}

static int ask(const struct drift_settings *settings, const char *file, struct drift_lines *lines,
               struct error *err)
{
    if (settings->mix_of && !settings->mix)
        return error_usage(err, "--mix-of: which columns? Say --mix PART,COUNT,RATE");
    if (settings->mix && !settings->mix_of)
        return drift_mix(settings, file, lines, err);
    if (ask_links(settings, file, lines, err) != 0)
        return -1;
    return settings->mix ? drift_mix(settings, settings->mix_of, lines, err)
                         : drift_no_parts(settings, err);
}

static int run_drift(void *arguments, size_t count, char **operands)
{
    const struct drift_settings *settings = arguments;
    const struct common *common = &settings->common;
    const char *file = count ? operands[0] : "-";
    struct drift_lines lines = { NULL, 0 };
    uint64_t wanted = 0;
    struct error err;
    bool held = true;
    int status = vocabulary_parse(&drift_words, common->assert_words, &wanted, &err);
    size_t i;

    if (status == 0)
        status = ask(settings, file, &lines, &err);
    if (status == 0)
        status = write_lines(common, &lines, &err);
    for (i = 0; common->assert_words && i < lines.count; i++)
        held = held && (wanted >> lines.items[i].verdict & 1);
    drift_lines_free(&lines);
    if (status != 0)
        return message_error(&err);
    return held ? 0 : 3;
}

const struct filter filter_drift = {
    .name = "drift",
    .heading = HEADING_ASK,
    .summary = "says where a number stopped meaning what it meant",
    .operands = "[FILE]",
    .common = TAKES_QUESTION | TAKES(LAGS) | TAKES(RESAMPLES) | TAKES(VERDICTS) | TAKES_OUTPUT |
              TAKES(JSON) | TAKES(TRAIL),
    .options = options,
    .settings = sizeof(struct drift_settings),
    .most = 1,
    .result = &result_drift,
    .run = run_drift,
};
