/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lint - says what is wrong with goals as they are written, and how to mend it */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/text.h"
#include "command/filter.h"
#include "filters/lint_verdicts.h"
#include "lint/lint.h"
#include "plan/when.h"
#include "table/writer.h"
#include "words/lint.h"

struct settings {
    struct common common;
    const char *goals;
    const char *links;
    struct each verdicts;
    const char *due;
    struct each words;
    bool rules;
    const char *allowed;
};

#define AT(member) offsetof(struct settings, member)

/* clang-format off */
static const struct option options[] = {
    { .name = "goals", .kind = OPTION_FILENAME, .offset = AT(goals), .argument = "FILE",
      .help = "goals, as CSV or a sentence a line" },
    { .name = "links", .kind = OPTION_FILENAME, .offset = AT(links), .argument = "FILE",
      .help = "links.csv: the hypotheses" },
    { .name = "verdicts", .kind = OPTION_EACH, .offset = AT(verdicts), .argument = "FILE",
      .help = "what lever test or lever track found; may be repeated", .holds = HOLDS_FILE },
    { .name = "due", .kind = OPTION_TEXT, .offset = AT(due), .argument = "DATE",
      .help = "by when all goals are meant that do not say it" },
    { .name = "words", .kind = OPTION_EACH, .offset = AT(words), .argument = "FILE",
      .help = "lists of words besides those built in; may be repeated", .holds = HOLDS_FILE },
    { .name = "rules", .kind = OPTION_FLAG, .offset = AT(rules),
      .help = "write the rules instead" },
    { .name = "assert", .kind = OPTION_TEXT, .offset = AT(allowed), .argument = "WORDS",
      .help = "exit 3 where there is worse than these", .holds = HOLDS_VERDICTS },
    { .name = NULL },
};
/* clang-format on */

/* What is read, to be freed together. */
struct papers {
    struct lexicon *lexicon;
    struct plan *plan;
    struct goals *goals;
    struct links *links;
    struct lint_verdicts verdicts;
};

static int write_rules(const struct common *common, struct error *err)
{
    static const char *const header[] = { "rule", "severity", "about", "fix", "bad", "mended" };
    struct dialect dialect = common_out_dialect(common);
    struct writer *writer = writer_open(common->out, &dialect, err);
    size_t i;

    if (!writer)
        return -1;
    writer_row(writer, header, sizeof header / sizeof *header);
    for (i = 0; i < RULES; i++) {
        const struct rule_row *rule = &rules[i];
        const char *const row[] = { rule->name,  severity_name(rule->severity),
                                    rule->about, rule->fix,
                                    rule->bad,   rule->mended };

        writer_row(writer, row, sizeof row / sizeof *row);
    }
    return writer_close(writer, err);
}

static int read_words(const struct settings *settings, struct papers *papers, struct error *err)
{
    size_t i;

    papers->lexicon = lexicon_new();
    for (i = 0; i < settings->words.count; i++)
        if (lexicon_add(papers->lexicon, settings->words.items[i].value, err) != 0)
            return -1;
    return 0;
}

/* Everything that is named, so that all faults are told in one run. */
static int read_papers(const struct settings *settings, const char *plan, struct papers *papers,
                       struct error *err)
{
    struct faults faults = FAULTS_NONE;
    long first, last;
    size_t i;

    if (!plan && !settings->goals && !settings->links)
        return error_usage(err, "nothing to look at: name a plan, or --goals, or --links");
    if (settings->due && !when_days(settings->due, &first, &last))
        return error_usage(err,
                           "--due: not a date or period such as 2026-12-31 or 2026-Q4: \"%.80s\"",
                           settings->due);
    if (plan)
        papers->plan = plan_read(plan, &faults);
    if (settings->goals)
        papers->goals = goals_read(settings->goals, papers->plan, &faults);
    if (settings->links)
        papers->links = links_read(settings->links, papers->plan, &faults);
    if (message_faults(&faults, err) != 0)
        return -1;
    if (papers->plan && papers->plan->note)
        message_note("%s", papers->plan->note);
    if (papers->goals && papers->goals->note)
        message_note("%s", papers->goals->note);
    if (papers->links && papers->links->note)
        message_note("%s", papers->links->note);
    for (i = 0; i < settings->verdicts.count; i++)
        if (lint_verdicts_read(settings->verdicts.items[i].value, &settings->common,
                               &papers->verdicts, err) != 0)
            return -1;
    return 0;
}

static int write_findings(const struct common *common, const struct lint *lint, struct error *err)
{
    struct dialect dialect = common_out_dialect(common);
    struct writer *writer = writer_open(common->out, &dialect, err);
    size_t i;

    if (!writer)
        return -1;
    result_header(writer, &result_lint, RESULT_ALWAYS);
    for (i = 0; i < lint->count; i++) {
        const struct finding_row *finding = &lint->items[i];
        const struct rule_row *rule = &rules[finding->rule];
        struct text file = TEXT_EMPTY;
        struct lint_row row = {
            .line = finding->line ? (double)finding->line : NAN,
            .subject = finding->subject,
            .rule = rule->name,
            .severity = severity_name(rule->severity),
            .finding = finding->finding,
            .fix = rule->fix,
        };

        called_add(&file, file_shown(finding->file), CALLED_BY_PEOPLE);
        row.file = file.bytes;
        result_row(writer, &result_lint, RESULT_ALWAYS, &row);
        text_free(&file);
    }
    return writer_close(writer, err);
}

/* Is there worse than the worst that is allowed? */
static bool worse(const struct lint *lint, uint64_t allowed)
{
    enum severity most = SEVERITY_HINT;
    size_t i;

    while (most + 1 < SEVERITIES && allowed >> (most + 1))
        most++;
    for (i = 0; i < lint->count; i++)
        if (rules[lint->items[i].rule].severity > most)
            return true;
    return false;
}

static int look(const struct settings *settings, const char *plan, struct papers *papers,
                struct lint *lint, struct error *err)
{
    struct lint_asked asked;

    if (read_words(settings, papers, err) != 0 || read_papers(settings, plan, papers, err) != 0)
        return -1;
    asked = (struct lint_asked){ .lexicon = papers->lexicon,
                                 .goals = papers->goals,
                                 .plan = papers->plan,
                                 .links = papers->links,
                                 .verdicts = papers->verdicts.items,
                                 .verdict_count = papers->verdicts.count,
                                 .dated = settings->due != NULL };
    lint_run(&asked, lint);
    if (write_findings(&settings->common, lint, err) != 0)
        return -1;
    if (lint->goals > 0)
        message_note("%zu of %zu goal%s %s sound: neither an error nor a warning", lint->sound,
                     lint->goals, lint->goals == 1 ? "" : "s",
                     lint->sound == 1 || lint->goals == 1 ? "is" : "are");
    return 0;
}

static int run_lint(void *arguments, size_t count, char **operands)
{
    const struct settings *settings = arguments;
    struct papers papers = { NULL, NULL, NULL, NULL, { NULL, 0, NULL, 0 } };
    struct lint lint = { NULL, 0, 0, 0, 0 };
    struct error err;
    uint64_t allowed = 0;
    int status = vocabulary_parse(&severity_words, settings->allowed, &allowed, &err);

    if (status == 0)
        status = settings->rules ? write_rules(&settings->common, &err)
                                 : look(settings, count ? operands[0] : NULL, &papers, &lint, &err);
    if (status != 0)
        status = message_error(&err);
    else if (settings->allowed && worse(&lint, allowed))
        status = 3;
    lint_free(&lint);
    lint_verdicts_free(&papers.verdicts);
    links_free(papers.links);
    goals_free(papers.goals);
    plan_free(papers.plan);
    lexicon_free(papers.lexicon);
    return status;
}

const struct filter filter_lint = {
    .name = "lint",
    .heading = HEADING_GOALS,
    .summary = "says what is wrong with goals as they are written, and how to mend it",
    .operands = "[PLAN]",
    .common = TAKES_OUTPUT | TAKES(JSON) | TAKES(TRAIL),
    .options = options,
    .settings = sizeof(struct settings),
    .most = 1,
    .result = &result_lint,
    .run = run_lint,
};
