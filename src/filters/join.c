/* SPDX-License-Identifier: GPL-3.0-or-later */
/* join - joins tables on period and entity, keeping gaps visible */
#include "reshape/join.h"
#include "base/message.h"
#include "command/filter.h"

struct settings {
    struct common common;
    bool spread;
    const char *zero;
    const char *throughout;
    bool no_alike;
};

#define AT(member) offsetof(struct settings, member)

static const struct option options[] = {
    { .name = "spread",
      .kind = OPTION_FLAG,
      .offset = AT(spread),
      .help = "repeat a coarser table's values on each finer period" },
    { .name = "zero",
      .kind = OPTION_COLUMNS,
      .offset = AT(zero),
      .argument = "COLS",
      .help = "0 where their table has no row: it lists all there was" },
    { .name = "throughout",
      .kind = OPTION_COLUMNS,
      .offset = AT(throughout),
      .argument = "COLS",
      .help = "the same, however long there was nothing" },
    { .name = "refuse-alike",
      .kind = OPTION_FLAG,
      .offset = AT(no_alike),
      .help = "refuse entities whose names differ only in case" },
    { .name = NULL },
};

static int ask_for(const struct settings *settings, struct join_ask *ask, struct error *err)
{
    const struct common *common = &settings->common;

    *ask = (struct join_ask){
        .time = common->time,
        .by = common->by,
        .spread = settings->spread,
        .zero = settings->zero,
        .throughout = settings->throughout,
        .no_alike = settings->no_alike,
        .in = common_in_dialect(common),
        .out = common_out_dialect(common),
        .threads = common_threads(common),
    };
    return common_period(common, &ask->period, err);
}

static int run_join(void *arguments, size_t count, char **operands)
{
    const struct settings *settings = arguments;
    struct join *join = NULL;
    struct writer *writer;
    struct join_ask ask;
    struct error err;
    const char *note;
    size_t i;
    int bad = ask_for(settings, &ask, &err);

    if (!bad && count < 2)
        bad = count ? error_usage(&err,
                                  "two tables are needed, and only \"%s\" is named (- is "
                                  "standard input)",
                                  operands[0])
                    : error_usage(&err, "two tables are needed, and none is named");
    if (!bad) {
        join = join_read(operands, count, &ask, &err);
        bad = !join;
    }
    for (i = 0; join && (note = join_note(join, i)) != NULL; i++) {
        if (note[0] == '!')
            message_warning("%s", note + 1);
        else
            message_note("%s", note);
    }
    if (!bad) {
        writer = writer_open(settings->common.out, &ask.out, &err);
        bad = !writer;
        if (writer) {
            join_write(join, writer);
            bad = writer_close(writer, &err);
        }
    }
    join_free(join);
    return bad ? message_error(&err) : 0;
}

const struct filter filter_join = {
    .name = "join",
    .heading = HEADING_READ,
    .summary = "joins tables on period and entity, keeping gaps visible",
    .operands = "FILE FILE ...",
    .common = TAKES_PERIODS | TAKES_TABLE | TAKES(TRAIL),
    .options = options,
    .settings = sizeof(struct settings),
    .least = 0,
    .most = 10000,
    .run = run_join,
};
