/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report - answers a plan: cleans, rolls, joins, tests, and makes the workbook */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/output.h"
#include "command/filter.h"
#include "command/pipeline.h"
#include "filters/report_sources.h"
#include "command/provenance.h"
#include "words/verdicts.h"
#include "methods/method.h"
#include "plan/links.h"
#include "plan/plan.h"

struct settings {
    struct common common;
    const char *title;
    const char *question;
    int ends; /* index in drop|keep */
    const char *fill;
    long year_start;
    const char *tz;
    bool drop_totals;
    bool keep_totals;
    bool spread;
    bool joint;
    long placebo;
    bool show;
};

/*
 * What is said to report is handed on by name: a row here does what the row of that name does in
 * the filters of the chain that have one (command_pass), and so do the common options.
 */
#define AT(member) offsetof(struct settings, member)
#define ENDS "drop|keep"

static const struct option options[] = {
    { 0, "title", OPTION_TEXT, AT(title), "TEXT", "what the workbook is called", NULL, NULL, 0, 0 },
    { 0, "question", OPTION_TEXT, AT(question), "TEXT", "the question on its cover", NULL, NULL, 0,
      0 },
    { 0, "ends", OPTION_CHOICE, AT(ends), ENDS, "what becomes of a partial first or last period",
      "drop", ENDS, 0, 0 },
    { 0, "fill", OPTION_TEXT, AT(fill), "0|missing", "what a period without rows counts as", NULL,
      NULL, 0, 0 },
    { 0, "drop-totals", OPTION_FLAG, AT(drop_totals), NULL,
      "leave rows of totals out", NULL, NULL, 0, 0 },
    { 0, "keep-totals", OPTION_FLAG, AT(keep_totals), NULL,
      "what looks like a row of totals is a row like others", NULL, NULL, 0, 0 },
    { 0, "spread", OPTION_FLAG, AT(spread), NULL,
      "repeat a coarser source's values on each finer period", NULL, NULL, 0, 0 },
    { 0, "year-start", OPTION_INTEGER, AT(year_start), "MONTH",
      "the month in which fiscal years begin", "1", NULL, 1, 12 },
    { 0, "tz", OPTION_TEXT, AT(tz), "written|ZONE",
      "whose date a time with a zone has; a ZONE is UTC, +02:00 or an area", NULL, NULL, 0, 0 },
    { 0, "joint", OPTION_FLAG, AT(joint), NULL,
      "also the part of each output beside all the others on its outcome", NULL, NULL, 0, 0 },
    { 0, "placebo", OPTION_INTEGER, AT(placebo), "N",
      "also test the outputs shuffled in blocks, N times", NULL, NULL, 1, 100000 },
    { 0, "show", OPTION_FLAG, AT(show), NULL, "write the commands for the shell, run nothing", NULL,
      NULL, 0, 0 },
    { 0 },
};

extern const struct filter filter_report; /* below */

/* What has been read and made, to be freed together. */
struct report {
    struct plan *plan;
    struct links *links;
    struct pipeline pipeline;
    struct sources sources;
    const char *printed; /* the file of the folder that is */
    char *folder;
};

static void add_test(struct report *report, const struct settings *settings, const char *plan)
{
    struct command *command = pipeline_add(&report->pipeline, "test", true);

    command_option(command, "--time", "period");
    if (*report->sources.by)
        command_option(command, "--by", report->sources.by);
    command_word(command, "--plan");
    command_outside(command, plan);
    command_word(command, "--working");
    command_inside(command, SOURCES_WORKING);
    command_word(command, "--profile");
    command_inside(command, SOURCES_LAGS);
    command_word(command, "--out");
    command_inside(command, SOURCES_VERDICTS);
    command_pass(command, &filter_report, settings);
    command_inside(command, report->sources.data);
}

/* What the workbook does not depend on. */
static bool elsewhere(const struct option *row)
{
    return strcmp(row->name, "out") == 0 || option_of_output(row);
}

static void add_book(struct report *report, const struct settings *settings, const char *plan)
{
    /* Whatever it was called, it is the same workbook. */
    const char *const operands[] = { "--out", "workbook.xlsx", plan };
    struct command *command;
    char *all;
    size_t i;

    if (!settings->common.out)
        return;
    command = pipeline_add(&report->pipeline, "book", false);
    all = provenance_command(&filter_report, settings, 3, operands, elsewhere);
    command_option(command, "--command", all);
    free(all);
    command_pass(command, &filter_report, settings);
    command_inside(command, SOURCES_VERDICTS);
    command_inside(command, report->sources.data);
    command_inside(command, SOURCES_WORKING);
    command_inside(command, SOURCES_LAGS);
    command_outside(command, plan);
    if (settings->common.links)
        command_outside(command, settings->common.links);
    for (i = 0; i < report->sources.count; i++)
        command_inside(command, report->sources.repairs[i]);
    command_inside(command, SOURCES_TRAIL);
}

/* The verdicts as they are printed, where that is not as they are. */
static void add_print(struct report *report, const struct settings *settings)
{
    struct command *command;

    /* The workbook is made: there is nothing more to tell it. */
    report->pipeline.trail = NULL;
    command = pipeline_add(&report->pipeline, "calc", true);
    report->printed = SOURCES_VERDICTS;
    if (!command_pass_output(command, &filter_report, settings)) {
        pipeline_drop(&report->pipeline);
        return;
    }
    command_word(command, "--out");
    command_inside(command, SOURCES_PRINTED);
    command_inside(command, SOURCES_VERDICTS);
    report->printed = SOURCES_PRINTED;
}

/* Without links, every output is tested with every outcome: there must be both. */
static int check_roles(const struct plan *plan, const struct settings *settings, struct error *err)
{
    const struct common *common = &settings->common;

    if (common->links)
        return 0;
    if (!common->outputs && plan->role_count[ROLE_OUTPUT] == 0)
        return error_at(err, plan->file, 0, "role", "no measure is an output");
    if (!common->outcomes &&
        plan->role_count[ROLE_OUTCOME] + plan->role_count[ROLE_GUARDRAIL] == 0)
        return error_at(err, plan->file, 0, "role", "no measure is an outcome or a guardrail");
    return 0;
}

/* What the commands would refuse only when their turn comes, after minutes of cleaning. */
static int check_words(const struct common *common, struct error *err)
{
    struct period_options period;
    uint64_t wanted;
    long season;

    return common_period(common, &period, err) != 0 || common_season(common, &season, err) != 0 ||
                   !method_find(common->method, err) ||
                   vocabulary_parse(&verdict_words, common->assert_words, &wanted, err) != 0
               ? -1 : 0;
}

static int prepare(struct report *report, const struct settings *settings, const char *plan,
                   struct error *err)
{
    const struct sources_asker asker = { &filter_report, &settings->common };

    if (strcmp(plan, "-") == 0)
        return error_usage(err, "the plan is read more than once: name a file");
    if (settings->common.out && strcmp(settings->common.out, "-") == 0)
        return error_usage(err, "-o -: the verdicts go to standard output, the workbook to a file");
    if (common_refuse_csv(&settings->common, err) != 0 || check_words(&settings->common, err) != 0)
        return -1;
    report->plan = plan_read(plan, err);
    if (!report->plan)
        return -1;
    if (settings->common.links) {
        report->links = links_read(settings->common.links, report->plan, err);
        if (!report->links)
            return -1;
    }
    if (check_roles(report->plan, settings, err) != 0)
        return -1;
    if (settings->common.out)
        report->pipeline.trail = SOURCES_TRAIL;
    if (sources_add(&report->pipeline, report->plan, report->links, &asker, &report->sources,
                    err) != 0)
        return -1;
    add_test(report, settings, plan);
    add_book(report, settings, plan);
    add_print(report, settings);
    return 0;
}

/* Copies the verdicts to standard output. */
static int write_verdicts(const struct report *report, struct error *err)
{
    char *path = xasprintf("%s/%s", report->folder, report->printed);
    FILE *stream = fopen(path, "r");
    char block[8192];
    size_t n;
    int status = 0;

    if (!stream)
        status = error_errno(err, path, errno, "cannot open");
    while (status == 0 && (n = fread(block, 1, sizeof block, stream)) > 0)
        if (fwrite(block, 1, n, stdout) != n)
            status = error_errno(err, "", errno, "cannot write standard output");
    if (stream && ferror(stream))
        status = error_errno(err, path, errno, "cannot read");
    if (stream)
        fclose(stream);
    free(path);
    return status;
}

static int carry_out(struct report *report, const struct settings *settings)
{
    struct error err;
    int status;

    report->folder = temporary_folder(&err);
    if (!report->folder)
        return message_error(&err);
    report->pipeline.folder = report->folder;
    status = pipeline_run(&report->pipeline);
    if (status != 0 && status != 3)
        return status;
    if (write_verdicts(report, &err) != 0)
        return message_error(&err);
    if (!settings->common.out)
        message_note("no workbook was made: name one with -o");
    return status;
}

static int run_report(void *data, size_t count, char **operands)
{
    const struct settings *settings = data;
    struct report report = { 0 };
    struct error err;
    int status;

    (void)count;
    status = prepare(&report, settings, operands[0], &err);
    if (status != 0)
        status = message_error(&err);
    else if (settings->show)
        pipeline_show(&report.pipeline, report.printed, stdout);
    else
        status = carry_out(&report, settings);
    pipeline_free(&report.pipeline);
    sources_free(&report.sources);
    links_free(report.links);
    plan_free(report.plan);
    free(report.folder);
    return status;
}

const struct filter filter_report = {
    .name = "report",
    .summary = "answers a plan: cleans, rolls, joins, tests, and makes the workbook",
    .operands = "PLAN",
    .common = TAKES(OUTPUTS) | TAKES(OUTCOMES) | TAKES(CONTEXT) | TAKES(BY) | TAKES(EACH) |
              TAKES(LINKS) | TAKES(PERIOD) | TAKES(LAGS) | TAKES(SEASON) | TAKES(METHOD) |
              TAKES(SEED) | TAKES(RESAMPLES) | TAKES(ADJUST) | TAKES(ASSERT) | TAKES(ENCODING) |
              TAKES_OUTPUT | TAKES(THREADS),
    .options = options,
    .settings = sizeof(struct settings),
    .least = 1,
    .most = 1,
    .result = &result_verdicts,
    .run = run_report,
};
