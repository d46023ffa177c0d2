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

#define AT(member) offsetof(struct chain_settings, member)

/* clang-format off */
static const struct option options[] = {
    { .name = "at", .kind = OPTION_TEXT, .offset = AT(at), .argument = "DATE",
      .help = "split what changed from here on; without it, of the second half of the periods",
      .holds = HOLDS_NAMES, .cells = "time" },
    { .name = "split", .kind = OPTION_WRITTEN, .offset = AT(split), .argument = "FILE",
      .help = "also write what that change is made of, a row a factor" },
    { .name = NULL },
};
/* clang-format on */

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
    const char *text = NULL, *file = "-";
    struct chain_paths paths = { NULL, 0 };
    struct chain_lines lines = { .count = 0 };
    uint64_t wanted = 0;
    struct error err;
    bool held = true;
    int status = vocabulary_parse(&chain_words, common->assert_words, &wanted, &err);
    size_t i;

    if (status == 0)
        status = chain_paths_operands(count, operands, &text, &file, &err);
    if (status == 0)
        status = chain_paths_ask(common, text, &paths, &err);
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
