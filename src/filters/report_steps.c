/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filters/report_private.h"

#include "base/memory.h"
#include "base/text.h"
#include "base/unit.h"
#include "command/filter.h"
#include "command/pipeline.h"
#include "command/provenance.h"
#include "filters/report_analyses.h"
#include "filters/report_laying.h"
#include "filters/report_sources.h"
#include "plan/links.h"
#include "plan/plan.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const struct sources_name report_names[] = {
    [FILE_NONE] = { "", "" },
    [FILE_PRINTED] = { "printed.csv", "the result" },
    [FILE_VERDICTS] = { "verdicts.csv", "verdicts.csv" },
    [FILE_WORKING] = { "working.csv", "the working" },
    [FILE_LAGS] = { "lags.csv", "the lag profiles" },
    [FILE_REWRITTEN] = { "rewritten.csv", "what was rewritten" },
    [FILE_TRAIL] = { "trail.csv", "the trail" },
    [FILE_MIX] = { LAYING_MIX, "the parts of the mix" },
    [FILE_PLAIN_PLAN] = { REPORT_PLAN, "the plan" },
    [FILE_PLAIN_LINKS] = { "links.csv", "the links" },
    [FILE_TOLD] = { "", "" },
    [FILE_IN_FOLDER] = { NULL, NULL },
};

static void add_file(const struct report *report, struct command *command, enum file file)
{
    const struct sources *sources = &report->sources;
    size_t i;

    if (file == FILE_PLAN && (report->assumed || !written_plainly(&report->plan->as)))
        file = FILE_PLAIN_PLAN;
    if (file == FILE_LINKS && report->links && !written_plainly(&report->links->as))
        file = FILE_PLAIN_LINKS;
    if (file == FILE_TOLD)
        command_inside(command, report->printed);
    else if (file >= FILE_VERDICTS && file <= FILE_LAGS && !report->asked.verdicts)
        ; /* no link was tested */
    else if (file < FILE_IN_FOLDER)
        command_inside(command, report_names[file].file);
    else if (file == FILE_DATA)
        command_inside(command, sources->data);
    else if (file == FILE_PLAN)
        command_outside(command, report->file);
    else if (file == FILE_LINKS && report->settings->common.links)
        command_outside(command, report->settings->common.links);
    for (i = 0; file == FILE_REPAIRS && i < sources->count; i++)
        command_inside(command, sources->repairs[i]);
}

/* ---- the steps ---- */

/* Those whose cells were asked about when their sources were cleaned. */
static void add_percent(const struct report *report, struct command *command)
{
    struct text list = TEXT_EMPTY;
    size_t i;

    for (i = 0; i < report->plan->count; i++) {
        const struct measure *measure = &report->plan->measures[i];

        if (*measure->source == '\0' || *measure->formula || !unit_is_percent_sign(measure->unit))
            continue;
        if (list.length)
            text_addc(&list, ',');
        laying_item(&list, measure->name);
    }
    if (list.length)
        command_option(command, "--percent", list.bytes);
    text_free(&list);
}

static bool wants_test(const struct report *report)
{
    return report->asked.verdicts != NULL;
}

static void test_arguments(const struct report *report, struct command *command)
{
    add_percent(report, command);
    asked_roles(&report->asked, command);
    if (report->settings->common.ledger) {
        command_word(command, "--rewritten");
        command_inside(command, report_names[FILE_REWRITTEN].file);
    }
}

/* What the workbook does not depend on. */
static bool elsewhere(const struct option *row)
{
    return strcmp(row->name, "out") == 0 || row->form;
}

bool report_wants_workbook(const struct report *report)
{
    return report->settings->common.out || report->settings->html;
}

static void book_arguments(const struct report *report, struct command *command)
{
    /* Whatever it was called, it is the same workbook. */
    const char *const operands[] = { "--out", "workbook.xlsx", report->file };
    char *all = provenance_command(&filter_report, report->typed, 3, operands, elsewhere);

    command_option(command, "--command", all);
    free(all);
}

/*
 * What is done with the table that the sources became (report_sources.h), in this order. Each is
 * a command of a filter: its arguments, then what it makes, what was said to report, and what it
 * reads.
 */
static void add_analyses(struct report *report);
static void add_views(struct report *report);

static const struct step {
    const char *filter;
    void (*add)(struct report *report); /* what adds commands of several filters, in its place */
    bool inside;                        /* see pipeline_add */
    bool (*when)(const struct report *report);                               /* NULL = always */
    void (*arguments)(const struct report *report, struct command *command); /* NULL = none */
    struct making {
        const char *option; /* that names the file */
        enum file file;
    } makes[4];
    enum file reads[9];
    bool analyses; /* what analyses make is read, too */
    bool prints;   /* what was said of how the result is spelt, and nothing else, is for this step,
                  * which is left out where that is nothing; what it makes is printed then */
} steps[] = {
    { .filter = "test",
      .inside = true,
      .when = wants_test,
      .arguments = test_arguments,
      .makes = { { "--working", FILE_WORKING },
                 { "--profile", FILE_LAGS },
                 { "--out", FILE_VERDICTS } },
      .reads = { FILE_DATA } },
    { .add = add_analyses },
    { .filter = "book",
      .when = report_wants_workbook,
      .arguments = book_arguments,
      .reads = { FILE_VERDICTS, FILE_DATA, FILE_WORKING, FILE_LAGS, FILE_PLAN, FILE_LINKS,
                 FILE_REPAIRS, FILE_TRAIL },
      .analyses = true },
    { .filter = "calc",
      .inside = true,
      .prints = true,
      .makes = { { "--out", FILE_PRINTED } },
      .reads = { FILE_TOLD } },
    { .add = add_views },
};

void report_add_plain(struct report *report, enum file file, const char *path,
                      const struct written_as *as)
{
    const char *trail = report->pipeline.trail;
    const char delimiter[] = { as->delimiter ? as->delimiter : ',', '\0' };
    char *header = xasprintf("%lu", as->header);
    struct command *command;

    report->pipeline.trail = NULL; /* nothing is done to the data */
    command = pipeline_add(&report->pipeline, "clean", false);
    report->pipeline.trail = trail;
    if (!as->workbook)
        command_option(command, "--delimiter", delimiter);
    if (as->sheet)
        command_option(command, "--sheet", as->sheet);
    if (as->encoding)
        command_option(command, "--encoding", as->encoding);
    command_option(command, "--header-line", header);
    command_option(command, "--text", "*");
    command_word(command, "--keep-totals");
    command_word(command, "--quiet");
    command_word(command, "--out");
    add_file(report, command, file);
    command_outside(command, path);
    free(header);
}

/* The tables of an analysis, as far as there are any. */
static void read_analysis(struct command *command, const struct analysis *analysis)
{
    command_inside_if_made(command, analysis->makes.file);
    if (analysis->also.option)
        command_inside_if_made(command, analysis->also.makes.file);
}

static void add_step(struct report *report, const struct step *step)
{
    struct command *command;
    const struct making *making;
    const enum file *read;

    const struct analysis *analysis;

    if (step->add)
        step->add(report);
    if (step->add || (step->when && !step->when(report)))
        return;
    if (step->prints)
        report->pipeline.trail = NULL; /* the workbook is made: there is nothing more to tell it */
    command = pipeline_add(&report->pipeline, step->filter, step->inside);
    if (step->prints && !command_pass_output(command, &filter_report, report->settings)) {
        pipeline_drop(&report->pipeline);
        return;
    }
    if (step->arguments)
        step->arguments(report, command);
    for (making = step->makes; making->option; making++) {
        command_word(command, making->option);
        add_file(report, command, making->file);
    }
    if (!step->prints)
        command_pass(command, &filter_report, report->settings);
    for (read = step->reads; *read; read++)
        add_file(report, command, *read);
    for (analysis = report_analyses; step->analyses && analysis->filter; analysis++)
        if (analysis->when(&report->asked))
            read_analysis(command, analysis);
    for (making = step->makes; step->prints && making->option; making++)
        report->printed = report_names[making->file].file;
}

/* The rows of report_analyses.h that are called for. The first one's table is what is printed where
 * there are no verdicts. */
static void add_analyses(struct report *report)
{
    const struct analysis *analysis;

    for (analysis = report_analyses; analysis->filter; analysis++) {
        const char *file = analysis->makes.file;
        struct command *command;

        if (!analysis->when(&report->asked))
            continue;
        command = pipeline_add(&report->pipeline, analysis->filter, true);
        command_may_fail(command, file);
        command_word(command, "--out");
        command_inside(command, file);
        if (analysis->also.option) {
            command_makes_besides(command, analysis->also.makes.file);
            command_word(command, analysis->also.option);
            command_inside(command, analysis->also.makes.file);
        }
        if (analysis->arguments)
            analysis->arguments(&report->asked, command);
        command_pass(command, &filter_report, report->settings);
        if (analysis->reads)
            analysis->reads(&report->asked, command);
        else
            command_inside(command, report->asked.data);
        if (!report->printed && !analysis->besides)
            report->printed = file;
    }
}

static void add_view(struct report *report, const char *file)
{
    struct command *command = pipeline_add(&report->pipeline, "view", true);

    command_needs(command, file);
    command_inside(command, file);
}

/* On a terminal people read the tables, unless they said how these are to be spelt. */
static void add_views(struct report *report)
{
    const struct analysis *analysis;

    report->pipeline.trail = NULL;
    if (report->settings->show || !isatty(STDOUT_FILENO) ||
        report->printed == report_names[FILE_PRINTED].file)
        return;
    if (report->asked.verdicts)
        add_view(report, report->asked.verdicts);
    for (analysis = report_analyses; analysis->filter; analysis++)
        if (analysis->when(&report->asked))
            add_view(report, analysis->makes.file);
    report->printed = NULL; /* they have told it all */
}

void report_add_steps(struct report *report)
{
    size_t i;

    for (i = 0; i < sizeof steps / sizeof *steps; i++)
        add_step(report, &steps[i]);
}

struct sources_name *report_reserved(void)
{
    size_t count = sizeof report_names / sizeof *report_names;
    struct sources_name *list;
    size_t i;

    for (i = 0; report_analyses[i].filter; i++)
        count += 2;
    list = xcalloc(count, sizeof *list);
    memcpy(list, report_names, sizeof report_names);
    count = sizeof report_names / sizeof *report_names - 1;
    for (i = 0; report_analyses[i].filter; i++) {
        list[count++] = report_analyses[i].makes;
        if (report_analyses[i].also.option)
            list[count++] = report_analyses[i].also.makes;
    }
    return list;
}

void report_keep_tables(struct report *report)
{
    const struct analysis *analysis;
    size_t i;

    if (report->asked.verdicts)
        for (i = FILE_VERDICTS; i <= FILE_LAGS; i++)
            pipeline_keep(&report->pipeline, report_names[i].file, report_names[i].file);
    if (report->asked.verdicts && report->settings->common.ledger)
        pipeline_keep(&report->pipeline, report_names[FILE_REWRITTEN].file,
                      report_names[FILE_REWRITTEN].file);
    for (analysis = report_analyses; analysis->filter; analysis++)
        if (analysis->when(&report->asked)) {
            pipeline_keep(&report->pipeline, analysis->makes.file, analysis->makes.file);
            if (analysis->also.option)
                pipeline_keep(&report->pipeline, analysis->also.makes.file,
                              analysis->also.makes.file);
        }
    pipeline_keep(&report->pipeline, report->sources.data, "data.csv");
}
