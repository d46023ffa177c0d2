/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chain - says where a chain of measures breaks, step by step, and what a change of its end is made
   of */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "command/filter.h"
#include "command/provenance.h"
#include "filters/chain_test.h"
#include "question/roles.h"

#define AT(member) offsetof(struct chain_settings, member)

/* clang-format off */
static const struct option options[] = {
    { .name = "at", .kind = OPTION_TEXT, .offset = AT(at), .argument = "DATE",
      .help = "split what changed from here on; without it, of the second half of the periods" },
    { .name = "split", .kind = OPTION_WRITTEN, .offset = AT(split), .argument = "FILE",
      .help = "also write what that change is made of, a row a factor" },
    { .name = NULL },
};
/* clang-format on */

/* The chain in words, or those that --links form. */
static int find_paths(const struct chain_settings *settings, const char *text,
                      struct chain_paths *paths, struct error *err)
{
    const struct common *common = &settings->common;
    struct plan *plan;
    struct links *links;
    int status;

    if (text)
        return chain_paths_parse(text, paths, err);
    if (!common->links)
        return error_usage(err,
                           "which chain? Name its columns, as in 'calls > leads > revenue', or "
                           "the links with --links");
    if (roles_read(common->plan, common->links, false, &plan, &links, err) != 0)
        return -1;
    status = chain_paths_find(links, paths, err);
    if (status == 0 && paths->count == 0)
        status = error_at(err, common->links, 0, NULL,
                          "no link begins where another ends: there is no chain");
    links_free(links);
    plan_free(plan);
    return status;
}

static int write_rows(const struct common *common, const struct chain_lines *lines,
                      struct error *err)
{
    struct dialect dialect = common_out_dialect(common);
    struct writer *writer = writer_open(common->out, &dialect, err);
    size_t i;

    if (!writer)
        return -1;
    result_header(writer, &result_chain, RESULT_ALWAYS);
    for (i = 0; i < lines->count; i++) {
        struct chain_line *line = &lines->items[i];

        line->row.verdict = vocabulary_name(&chain_words, line->verdict);
        line->row.step = line->step;
        line->row.weakest = line->weakest;
        line->row.note = line->note;
        result_row(writer, &result_chain, RESULT_ALWAYS, &line->row);
    }
    return writer_close(writer, err);
}

static int write_split(const struct chain_settings *settings, const struct chain_lines *lines,
                       struct error *err)
{
    struct dialect dialect = common_out_dialect(&settings->common);
    struct writer *writer;
    size_t i;

    if (!settings->split)
        return 0;
    writer = writer_open(settings->split, &dialect, err);
    if (!writer)
        return -1;
    result_header(writer, &result_split, RESULT_ALWAYS);
    for (i = 0; i < lines->factor_count; i++) {
        struct chain_factor *factor = &lines->factors[i];

        factor->row.factor = factor->factor;
        factor->row.date = (struct result_period){ factor->date, NAN };
        result_row(writer, &result_split, RESULT_ALWAYS, &factor->row);
    }
    return writer_close(writer, err);
}

static int run_chain(void *arguments, size_t count, char **operands)
{
    const struct chain_settings *settings = arguments;
    const struct common *common = &settings->common;
    bool in_words = count > 0 && strchr(operands[0], '>');
    const char *file = count > (size_t)in_words ? operands[in_words] : "-";
    struct chain_paths paths = { NULL, 0 };
    struct chain_lines lines = { .count = 0 };
    uint64_t wanted = 0;
    struct error err;
    bool held = true;
    int status = vocabulary_parse(&chain_words, common->assert_words, &wanted, &err);
    size_t i;

    if (status == 0 && count > 1 && !in_words)
        status = error_usage(&err,
                             "\"%.100s\" is no chain: name its columns in order, as in 'calls > "
                             "leads > revenue'",
                             operands[0]);
    if (status == 0)
        status = find_paths(settings, in_words ? operands[0] : NULL, &paths, &err);
    if (status == 0)
        status = chain_test(settings, file, &paths, &lines, &err);
    if (status == 0) {
        provenance_set("seed", "%ld", common->seed);
        provenance_set("season", "%s", common->season);
        status = write_split(settings, &lines, &err);
        if (status == 0)
            status = write_rows(common, &lines, &err);
    }
    for (i = 0; common->assert_words && i < lines.count; i++)
        held = held && (wanted >> lines.items[i].verdict & 1);
    chain_lines_free(&lines);
    chain_paths_free(&paths);
    if (status != 0)
        return message_error(&err);
    return held ? 0 : 3;
}

const struct filter filter_chain = {
    .name = "chain",
    .heading = HEADING_ASK,
    .summary = "says where a chain of measures breaks",
    .operands = "['A > B > C'] [FILE]",
    .common = (TAKES_QUESTION & ~TAKES(PAIRS)) | TAKES(LAGS) | TAKES(RESAMPLES) | TAKES(VERDICTS) |
              TAKES_OUTPUT | TAKES(JSON) | TAKES(TRAIL),
    .options = options,
    .settings = sizeof(struct chain_settings),
    .most = 2,
    .result = &result_chain,
    .run = run_chain,
};
