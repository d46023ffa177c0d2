/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report - answers a plan or a table: cleans, rolls, joins, tests, and makes the workbook */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/output.h"
#include "base/text.h"
#include "command/filter.h"
#include "command/pipeline.h"
#include "filters/report_private.h"
#include "filters/report_table.h"
#include "filters/report_ways.h"
#include "ledger/look.h"
#include "methods/method.h"
#include "plan/links.h"
#include "plan/plan.h"
#include "plan/source_files.h"
#include "question/roles.h"
#include "unpack/unpack.h"
#include "words/verdicts.h"

/*
 * What is said to report is handed on by name: a row here is the row of that name in a filter of
 * the chain, as far as it does not say otherwise, and does what it does there (command_pass). So
 * do the common options.
 */
#define AT(member) .offset = offsetof(struct settings, member)

static const char *const ends_words[] = { "drop", "keep", NULL };

/* clang-format off */
static const struct option options[] = {
    { .letter = 't', .name = "time", .kind = OPTION_TEXT, AT(common.time), .argument = "COL",
      .help = "of a table: the column with the date or period", .holds = HOLDS_COLUMN },
    { .name = "agg", .kind = OPTION_COLUMNS, AT(agg), .argument = "NAME=WORD",
      .help = "of a table: how the rows of a period become one figure" },
    { .name = "plan-out", .kind = OPTION_WRITTEN, AT(plan_out), .argument = "FILE", .aside = true,
      .help = "of a table: also write the plan that it stands for" },
    { .name = "sheet", .kind = OPTION_TEXT, AT(common.sheet), .argument = "NAME|N",
      .help = "of a table in a workbook: the sheet to read" },
    { .letter = 'd', .name = "delimiter", .kind = OPTION_CHARACTER, AT(common.delimiter),
      .argument = "C", .holds = HOLDS_DELIMITER, .help = "of a table: what divides its fields" },
    { .name = "decimal", .kind = OPTION_CHARACTER, AT(common.decimal), .argument = "C",
      .help = "of a table: its decimal mark", .holds = HOLDS_DECIMAL },
    { .name = "missing", .kind = OPTION_TEXT, AT(common.missing), .argument = "LIST",
      .help = "of a table: words that mean missing" },
    { .name = "date-format", .kind = OPTION_TEXT, AT(common.date_format), .argument = "FMT",
      .help = "of a table: how its dates are written: %d/%m/%Y" },
    { .name = "title", .of = "book", AT(title) },
    { .name = "question", .of = "book", AT(question) },
    { .name = "ends", .of = "roll", AT(ends), .preset = "drop", .words = ends_words },
    { .name = "fill", .of = "roll", AT(fill), .help = "what a period without rows counts as" },
    { .name = "drop-totals", .of = "clean", AT(drop_totals) },
    { .name = "keep-totals", .of = "clean", AT(keep_totals) },
    { .name = "set-aside", .of = "clean", AT(set_aside) },
    { .name = "at-most", .of = "clean", AT(at_most), .preset = "1%" },
    { .name = "spread", .of = "join", AT(spread),
      .help = "repeat a coarser source's values on each finer period" },
    { .name = "keep-alike", .kind = OPTION_FLAG, AT(keep_alike),
      .help = "entities whose names differ only in case are two" },
    { .name = "year-start", .of = "roll", AT(year_start) },
    { .name = "absent", .of = "roll", AT(absent) },
    { .name = "tz", .of = "roll", AT(tz) },
    { .name = "joint", .of = "test", AT(joint) },
    { .name = "placebo", .of = "test", AT(placebo),
      .help = "also test the outputs shuffled in blocks, N times" },
    { .name = "goals", .of = "lint", AT(goals),
      .help = "goals, as CSV or a sentence a line: what is wrong with them" },
    { .name = "events", .of = "impact", AT(events) },
    { .name = "unaffected", .of = "impact", AT(unaffected) },
    { .name = "triggered", .of = "impact", AT(triggered) },
    { .name = "treated", .of = "compare", AT(treated),
      .help = "also compare: who of --by was treated from --treated-since on" },
    { .name = "treated-since", .kind = OPTION_TEXT, AT(treated_since), .argument = "DATE",
      .help = "since when those were treated" },
    { .name = "schedule", .of = "compare", AT(schedule),
      .help = "also compare: by a calendar of lever nudge" },
    { .name = "html", .of = "book", AT(html), .help = "also write a page for the web" },
    { .name = "tables", .kind = OPTION_FILENAME, AT(tables), .argument = "FOLDER",
      .help = "also write every table as CSV into this folder" },
    { .name = "show", .kind = OPTION_FLAG, AT(show),
      .help = "write the commands for the shell, run nothing", .aside = true },
    { .name = NULL },
};
/* clang-format on */

/* Without links, every output is tested with every outcome: there must be both, or something else
 * to be asked. */
static void check_roles(struct report *report, struct faults *faults)
{
    const struct plan *plan = report->plan;
    const struct common *common = &report->settings->common;
    bool outputs = common->outputs || plan->role_count[ROLE_OUTPUT] > 0;
    bool outcomes = common->outcomes ||
                    plan->role_count[ROLE_OUTCOME] + plan->role_count[ROLE_GUARDRAIL] > 0;
    struct error err;

    if (common->links || (outputs && outcomes)) {
        report->asked.verdicts = report_names[FILE_VERDICTS].file;
        report->printed = report_names[FILE_VERDICTS].file;
        return;
    }
    if (report_asks(&report->asked))
        return;
    if (!outputs) {
        error_at(&err, plan->file, 0, "role", "no measure is an output");
        faults_add(faults, &err);
    }
    if (!outcomes) {
        error_at(&err, plan->file, 0, "role", "no measure is an outcome or a guardrail");
        faults_add(faults, &err);
    }
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
               ? -1
               : 0;
}

static int refuse_files(const struct report *report, const struct measure *measure,
                        struct error *err)
{
    struct source_files files;
    struct error ignored; /* what cannot be found is a fault elsewhere */
    size_t i;
    int status = 0;

    source_files_find(report->plan, measure, &files, &ignored);
    for (i = 0; i < files.count && status == 0; i++)
        status = pipeline_refuse_input(&report->pipeline, "tables", files.paths[i], err);
    source_files_free(&files);
    return status;
}

/* No table of --tables replaces what the report is made from. */
static int refuse_inputs(const struct report *report, struct error *err)
{
    const struct plan *plan = report->plan;
    size_t i;

    if (pipeline_refuse_input(&report->pipeline, "tables", report->file, err) != 0 ||
        pipeline_refuse_input(&report->pipeline, "tables", report->settings->common.links, err) !=
            0 ||
        pipeline_refuse_input(&report->pipeline, "tables", report->settings->events, err) != 0 ||
        pipeline_refuse_input(&report->pipeline, "tables", report->settings->goals, err) != 0 ||
        pipeline_refuse_input(&report->pipeline, "tables", report->settings->common.ledger, err) !=
            0)
        return -1;
    for (i = 0; i < plan->count; i++)
        if (*plan->measures[i].source && refuse_files(report, &plan->measures[i], err) != 0)
            return -1;
    return 0;
}

/* A ledger that the test would refuse when its turn comes. */
static int check_ledger(const struct common *common, struct error *err)
{
    struct looks looks = { .lock = { .fd = -1 } };
    int status = common->ledger ? looks_begin(&looks, common->ledger, common->because, err) : 0;

    looks_end(&looks);
    return status;
}

static int read_plan(struct report *report, struct error *err)
{
    const struct settings *settings = report->settings;

    if (settings->common.out && strcmp(settings->common.out, "-") == 0)
        return error_usage(err, "-o -: the verdicts go to standard output, the workbook to a file");
    if (common_refuse_csv(&settings->common, err) != 0 ||
        check_words(&settings->common, err) != 0 || check_ledger(&settings->common, err) != 0)
        return -1;
    return report_table_read(report, err);
}

static int prepare(struct report *report, struct error *err)
{
    const struct settings *settings = report->settings;
    struct sources_asker asker = {
        .filter = &filter_report,
        .drops_totals = settings->drop_totals || settings->keep_totals,
        .spreads = settings->spread,
        .keeps_alike = settings->keep_alike,
        .tz = settings->tz,
        .set_aside = settings->set_aside,
    };
    struct faults faults = FAULTS_NONE;
    struct sources_name *reserved;

    if (read_plan(report, err) != 0)
        return -1;
    settings = report->settings; /* of a table they are others now */
    asker.settings = &settings->common;
    report->asked = (struct asked){ .filter = &filter_report,
                                    .settings = settings,
                                    .plan = report->plan,
                                    .written = report->assumed ? REPORT_PLAN : NULL,
                                    .links = report->links };
    if (report->assumed)
        pipeline_write(&report->pipeline, REPORT_PLAN, report->assumed);
    check_roles(report, &faults);
    if (report_wants_workbook(report))
        report->pipeline.trail = report_names[FILE_TRAIL].file;
    asker.names = reserved = report_reserved();
    sources_add(&report->pipeline, report->plan, report->links, &asker, &report->sources, &faults);
    free(reserved);
    if (message_faults(&faults, err) != 0)
        return -1;
    report->asked.by = report->sources.by;
    report->asked.data = report->sources.data;
    if (report_wants_workbook(report) && !report->assumed && !written_plainly(&report->plan->as))
        report_add_plain(report, FILE_PLAIN_PLAN, report->file, &report->plan->as);
    if (report_wants_workbook(report) && report->links && !written_plainly(&report->links->as))
        report_add_plain(report, FILE_PLAIN_LINKS, settings->common.links, &report->links->as);
    report_add_steps(report);
    report_keep_tables(report);
    report->pipeline.keeps_in = settings->tables;
    return refuse_inputs(report, err);
}

/* Copies the result to standard output. */
static int write_result(const struct report *report, struct error *err)
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

static int carry_out(struct report *report)
{
    struct error err;
    int without;
    int status;

    report->folder = temporary_folder(&err);
    if (!report->folder)
        return message_error(&err);
    report->pipeline.folder = report->folder;
    report->pipeline.after = report->assumed ? report_table_ways : report_ways;
    report->pipeline.after_data = report->file;
    if (report_table_write(report, &err) != 0)
        return message_error(&err);
    status = pipeline_run(&report->pipeline, &without);
    if (status != 0 && status != 3)
        return status;
    if (report->printed && write_result(report, &err) != 0)
        return message_error(&err);
    if (without != 0 && report_wants_workbook(report))
        message_note("the workbook has nothing of what failed above");
    if (!report_wants_workbook(report))
        message_note("no workbook was made: name one with -o");
    /* What failed by itself takes nothing else with it. */
    if (without != 0 && output_finish(&err) != 0)
        return message_error(&err);
    return without ? without : status;
}

/* The plan's workbook may hold what options name, each on a sheet of that name. */
static void take_sheets(struct settings *settings, const char *plan)
{
    static const char *const sheets[] = { "links", "events", "goals" };
    const struct option **rows = filter_rows(&filter_report);
    size_t i;

    for (i = 0; i < sizeof sheets / sizeof *sheets; i++) {
        const struct option *row = option_named(rows, sheets[i]);
        const char **file;

        if (!row || row->kind != OPTION_FILENAME)
            continue;
        file = (const char **)(void *)((char *)settings + row->offset);
        if (!*file && unpack_has_table(plan, sheets[i]))
            *file = plan;
    }
    free(rows);
}

static int run_report(void *data, size_t count, char **operands)
{
    struct settings *settings = data;
    struct report report = { .settings = settings, .file = operands[0] };
    struct error err;
    int status;

    (void)count;
    take_sheets(settings, operands[0]);
    status = prepare(&report, &err);
    if (status != 0)
        status = message_error(&err);
    else if (settings->show)
        pipeline_show(&report.pipeline, report.printed, stdout);
    else
        status = carry_out(&report);
    pipeline_free(&report.pipeline);
    sources_free(&report.sources);
    links_free(report.links);
    plan_free(report.plan);
    free(report.folder);
    free(report.without);
    free(report.assumed);
    free(report.user_plan);
    return status;
}

const struct filter filter_report = {
    .name = "report",
    .heading = HEADING_SHOW,
    .summary = "answers a plan or a table: cleans, rolls, joins, tests, and makes the workbook",
    .operands = "PLAN|TABLE",
    .common = TAKES_LINKS | TAKES(LAGS) | TAKES(RESAMPLES) | TAKES(VERDICTS) | TAKES(LEDGER) |
              TAKES(ENCODING) | TAKES(UNPACKED) | TAKES_OUTPUT,
    .options = options,
    .settings = sizeof(struct settings),
    .least = 1,
    .most = 1,
    .result = &result_verdicts,
    .run = run_report,
};
