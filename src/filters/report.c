/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report - answers a plan: cleans, rolls, joins, tests, and makes the workbook */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/output.h"
#include "base/text.h"
#include "base/unit.h"
#include "command/filter.h"
#include "command/pipeline.h"
#include "command/provenance.h"
#include "filters/report_analyses.h"
#include "filters/report_laying.h"
#include "filters/report_sources.h"
#include "filters/report_ways.h"
#include "ledger/look.h"
#include "methods/method.h"
#include "plan/links.h"
#include "plan/plan.h"
#include "plan/source_files.h"
#include "question/roles.h"
#include "unpack/unpack.h"
#include "words/verdicts.h"

struct settings {
    struct common common;
    const char *title;
    const char *question;
    int ends; /* index in ends_words */
    const char *fill;
    long year_start;
    long absent;
    const char *tz;
    bool drop_totals;
    bool keep_totals;
    const char *set_aside;
    const char *at_most;
    bool spread;
    bool keep_alike;
    bool joint;
    long placebo;
    const char *events;
    const char *unaffected;
    bool triggered;
    const char *treated;
    const char *treated_since;
    const char *schedule;
    const char *tables;
    const char *html;
    bool show;
};

/*
 * What is said to report is handed on by name: a row here is the row of that name in a filter of
 * the chain, as far as it does not say otherwise, and does what it does there (command_pass). So
 * do the common options.
 */
#define AT(member) .offset = offsetof(struct settings, member)

static const char *const ends_words[] = { "drop", "keep", NULL };

/* clang-format off */
static const struct option options[] = {
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

extern const struct filter filter_report; /* below */

/* ---- what passes between the steps ---- */

enum file {
    FILE_NONE,
    FILE_PRINTED,
    FILE_VERDICTS, /* what the test makes */
    FILE_WORKING,
    FILE_LAGS,
    FILE_REWRITTEN, /* where there is a ledger */
    FILE_TRAIL,
    FILE_PLAIN_PLAN, /* the user's, where they are not plain CSV */
    FILE_PLAIN_LINKS,
    FILE_TOLD,                  /* what goes to standard output, as it was made */
    FILE_IN_FOLDER,             /* those before are files of the folder, by the names below */
    FILE_DATA = FILE_IN_FOLDER, /* the table that the sources became */
    FILE_REPAIRS,               /* of each source */
    FILE_PLAN,                  /* files of the user's */
    FILE_LINKS,
};

/* What has been read and made, to be freed together. */
struct report {
    const struct settings *settings;
    const char *file; /* the plan's */
    struct plan *plan;
    struct links *links;
    struct pipeline pipeline;
    struct sources sources;
    struct asked asked;
    const char *printed; /* the file of the folder that goes to standard output */
    char *folder;
};

static const struct sources_name names[] = {
    [FILE_NONE] = { "", "" },
    [FILE_PRINTED] = { "printed.csv", "the result" },
    [FILE_VERDICTS] = { "verdicts.csv", "the verdicts" },
    [FILE_WORKING] = { "working.csv", "the working" },
    [FILE_LAGS] = { "lags.csv", "the lag profiles" },
    [FILE_REWRITTEN] = { "rewritten.csv", "what was rewritten" },
    [FILE_TRAIL] = { "trail.csv", "the trail" },
    [FILE_PLAIN_PLAN] = { "plan.csv", "the plan" },
    [FILE_PLAIN_LINKS] = { "links.csv", "the links" },
    [FILE_TOLD] = { "", "" },
    [FILE_IN_FOLDER] = { NULL, NULL },
};

static void add_file(const struct report *report, struct command *command, enum file file)
{
    const struct sources *sources = &report->sources;
    size_t i;

    if (file == FILE_PLAN && !written_plainly(&report->plan->as))
        file = FILE_PLAIN_PLAN;
    if (file == FILE_LINKS && report->links && !written_plainly(&report->links->as))
        file = FILE_PLAIN_LINKS;
    if (file == FILE_TOLD)
        command_inside(command, report->printed);
    else if (file >= FILE_VERDICTS && file <= FILE_LAGS && !report->asked.verdicts)
        ; /* no link was tested */
    else if (file < FILE_IN_FOLDER)
        command_inside(command, names[file].file);
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
        command_inside(command, names[FILE_REWRITTEN].file);
    }
}

/* What the workbook does not depend on. */
static bool elsewhere(const struct option *row)
{
    return strcmp(row->name, "out") == 0 || row->form;
}

static bool wants_workbook(const struct report *report)
{
    return report->settings->common.out || report->settings->html;
}

static void book_arguments(const struct report *report, struct command *command)
{
    /* Whatever it was called, it is the same workbook. */
    const char *const operands[] = { "--out", "workbook.xlsx", report->file };
    char *all = provenance_command(&filter_report, report->settings, 3, operands, elsewhere);

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
      .when = wants_workbook,
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

/* A plan as a spreadsheet wrote it, made plain for the workbook. */
static void add_plain(struct report *report, enum file file, const char *path,
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
        report->printed = names[making->file].file;
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
        report->printed == names[FILE_PRINTED].file)
        return;
    if (report->asked.verdicts)
        add_view(report, report->asked.verdicts);
    for (analysis = report_analyses; analysis->filter; analysis++)
        if (analysis->when(&report->asked))
            add_view(report, analysis->makes.file);
    report->printed = NULL; /* they have told it all */
}

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
        report->asked.verdicts = names[FILE_VERDICTS].file;
        report->printed = names[FILE_VERDICTS].file;
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

/* What files of the folder are called, ended by a row without: sources get none of these names. The
 * caller frees the list. */
static struct sources_name *reserved_names(void)
{
    size_t count = sizeof names / sizeof *names;
    struct sources_name *list;
    size_t i;

    for (i = 0; report_analyses[i].filter; i++)
        count += 2;
    list = xcalloc(count, sizeof *list);
    memcpy(list, names, sizeof names);
    count = sizeof names / sizeof *names - 1;
    for (i = 0; report_analyses[i].filter; i++) {
        list[count++] = report_analyses[i].makes;
        if (report_analyses[i].also.option)
            list[count++] = report_analyses[i].also.makes;
    }
    return list;
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

/* For the folder of --tables: what is made, under the names that it has here. */
static void keep_tables(struct report *report)
{
    const struct analysis *analysis;
    size_t i;

    if (report->asked.verdicts)
        for (i = FILE_VERDICTS; i <= FILE_LAGS; i++)
            pipeline_keep(&report->pipeline, names[i].file, names[i].file);
    if (report->asked.verdicts && report->settings->common.ledger)
        pipeline_keep(&report->pipeline, names[FILE_REWRITTEN].file, names[FILE_REWRITTEN].file);
    for (analysis = report_analyses; analysis->filter; analysis++)
        if (analysis->when(&report->asked)) {
            pipeline_keep(&report->pipeline, analysis->makes.file, analysis->makes.file);
            if (analysis->also.option)
                pipeline_keep(&report->pipeline, analysis->also.makes.file,
                              analysis->also.makes.file);
        }
    pipeline_keep(&report->pipeline, report->sources.data, "data.csv");
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

    if (strcmp(report->file, "-") == 0)
        return error_usage(err, "the plan is read more than once: name a file");
    if (settings->common.out && strcmp(settings->common.out, "-") == 0)
        return error_usage(err, "-o -: the verdicts go to standard output, the workbook to a file");
    if (common_refuse_csv(&settings->common, err) != 0 ||
        check_words(&settings->common, err) != 0 || check_ledger(&settings->common, err) != 0)
        return -1;
    return roles_read(report->file, settings->common.links, false, &report->plan, &report->links,
                      err);
}

static int prepare(struct report *report, struct error *err)
{
    const struct settings *settings = report->settings;
    struct sources_asker asker = {
        .filter = &filter_report,
        .settings = &settings->common,
        .drops_totals = settings->drop_totals || settings->keep_totals,
        .spreads = settings->spread,
        .keeps_alike = settings->keep_alike,
        .tz = settings->tz,
        .set_aside = settings->set_aside,
    };
    struct faults faults = FAULTS_NONE;
    struct sources_name *reserved;
    size_t i;

    if (read_plan(report, err) != 0)
        return -1;
    report->asked = (struct asked){
        .filter = &filter_report, .settings = settings, .plan = report->plan, .links = report->links
    };
    check_roles(report, &faults);
    if (wants_workbook(report))
        report->pipeline.trail = names[FILE_TRAIL].file;
    asker.names = reserved = reserved_names();
    sources_add(&report->pipeline, report->plan, report->links, &asker, &report->sources, &faults);
    free(reserved);
    if (message_faults(&faults, err) != 0)
        return -1;
    report->asked.by = report->sources.by;
    report->asked.data = report->sources.data;
    if (wants_workbook(report) && !written_plainly(&report->plan->as))
        add_plain(report, FILE_PLAIN_PLAN, report->file, &report->plan->as);
    if (wants_workbook(report) && report->links && !written_plainly(&report->links->as))
        add_plain(report, FILE_PLAIN_LINKS, settings->common.links, &report->links->as);
    for (i = 0; i < sizeof steps / sizeof *steps; i++)
        add_step(report, &steps[i]);
    keep_tables(report);
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
    report->pipeline.after = report_ways;
    report->pipeline.after_data = report->file;
    status = pipeline_run(&report->pipeline, &without);
    if (status != 0 && status != 3)
        return status;
    if (report->printed && write_result(report, &err) != 0)
        return message_error(&err);
    if (without != 0 && wants_workbook(report))
        message_note("the workbook has nothing of what failed above");
    if (!wants_workbook(report))
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
    return status;
}

const struct filter filter_report = {
    .name = "report",
    .heading = HEADING_SHOW,
    .summary = "answers a plan: cleans, rolls, joins, tests, and makes the workbook",
    .operands = "PLAN",
    .common = TAKES_LINKS | TAKES(LAGS) | TAKES(RESAMPLES) | TAKES(VERDICTS) | TAKES(LEDGER) |
              TAKES(ENCODING) | TAKES(UNPACKED) | TAKES_OUTPUT,
    .options = options,
    .settings = sizeof(struct settings),
    .least = 1,
    .most = 1,
    .result = &result_verdicts,
    .run = run_report,
};
