/* SPDX-License-Identifier: GPL-3.0-or-later */
/* roll - rolls events or fine periods up to one row a period and entity */
#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "command/filter.h"
#include "filters/roll_items.h"
#include "question/roles.h"
#include "reshape/roll.h"
#include "table/select.h"
#include "table/writer.h"

struct settings {
    struct common common;
    struct each items; /* --sum COLS ... --count NAME, in their order */
    int ends;          /* enum roll_ends */
    int coarser;       /* of coarser_words */
    bool no_alike;
    const char *fill;
    long year_start;
    const char *tz;
    long absent;
};

#define AT(member) offsetof(struct settings, member)

/* What needs a column says so; what needs none wants a name, and stands behind the others. */
#define OF_NUMBERS(word, sentence) OF_COLUMN(word, sentence, "COLS", HOLDS_BY_KIND)
#define OF_TEXTS(word, sentence) OF_COLUMN(word, sentence, "COLS", HOLDS_BY_KIND)
#define OF_COLUMN(word, sentence, value, of)                                                       \
    { .name = #word,                                                                               \
      .kind = OPTION_EACH,                                                                         \
      .offset = AT(items),                                                                         \
      .argument = value,                                                                           \
      .help = sentence,                                                                            \
      .holds = of },

static const char *const ends_words[] = {
    [ROLL_ENDS_DROP] = "drop", [ROLL_ENDS_MARK] = "mark", [ROLL_ENDS_KEEP] = "keep", NULL
};

enum { COARSER_REFUSE, COARSER_KEEP };
static const char *const coarser_words[] = {
    [COARSER_REFUSE] = "refuse", [COARSER_KEEP] = "keep", NULL
};

/* clang-format off */
static const struct option options[] = {
#define AGGREGATE(needs, word, sentence, ...) OF_##needs(word, sentence)
#define OF_NOTHING(word, sentence)
#include "reshape/aggregate_list.h"
#undef OF_NUMBERS
#undef OF_TEXTS
#undef OF_NOTHING
#define OF_NUMBERS(word, sentence)
#define OF_TEXTS(word, sentence)
#define OF_NOTHING(word, sentence) OF_COLUMN(word, sentence, "NAME", HOLDS_NEW_NAME)
#include "reshape/aggregate_list.h"
#undef AGGREGATE
    { .name = "absent", .kind = OPTION_INTEGER, .offset = AT(absent), .argument = "N",
      .help = "periods without an ID after which it is away (1)", .least = 1, .most = 100000 },
    { .name = "ends", .kind = OPTION_CHOICE, .offset = AT(ends),
      .help = "what becomes of a partial first or last period", .preset = "keep",
      .words = ends_words },
    { .name = "coarser", .kind = OPTION_CHOICE, .offset = AT(coarser),
      .help = "what becomes of periods that are coarser than --period", .preset = "refuse",
      .words = coarser_words },
    { .name = "refuse-alike", .kind = OPTION_FLAG, .offset = AT(no_alike),
      .help = "refuse entities whose names differ only in case" },
    { .name = "fill", .kind = OPTION_TEXT, .offset = AT(fill), .argument = "0|throughout|missing",
      .help = "write periods without rows too" },
    { .name = "year-start", .kind = OPTION_INTEGER, .offset = AT(year_start), .argument = "MONTH",
      .help = "the month in which fiscal years begin", .preset = "1", .least = 1, .most = 12 },
    { .name = "tz", .kind = OPTION_TEXT, .offset = AT(tz), .argument = "written|ZONE",
      .help = "whose date a time with a zone has; a ZONE is UTC, +02:00 or an area" },
    { .name = NULL },
};
/* clang-format on */

static int parse_period(const struct settings *settings, struct period_options *period,
                        struct error *err)
{
    const struct common *common = &settings->common;

    if (common_period(common, period, err) != 0)
        return -1;
    if (period->week && !period->fixed) {
        period->fixed = true;
        period->kind = PERIOD_WEEK;
    }
    period->year_start = (int)settings->year_start;
    if (settings->year_start != 1 &&
        (!period->fixed || (period->kind != PERIOD_QUARTER && period->kind != PERIOD_YEAR)))
        return error_usage(err, "--year-start goes with --period quarter or year");
    return settings->tz ? period_zone_parse(settings->tz, period, err) : 0;
}

static int parse_fill(const char *word, enum roll_fill *fill, struct error *err)
{
    *fill = ROLL_FILL_NONE;
    if (!word)
        return 0;
    if (strcmp(word, "0") == 0)
        *fill = ROLL_FILL_ZERO;
    else if (strcmp(word, "throughout") == 0)
        *fill = ROLL_FILL_ZERO;
    else if (strcmp(word, "missing") == 0)
        *fill = ROLL_FILL_MISSING;
    else
        return error_usage(err, "--fill: \"%s\" is not 0, throughout or missing", word);
    return 0;
}

/* -t, or the column called period or date, in capitals or not. */
static int find_time(const struct table *table, const char *asked, const struct role_source *roles,
                     size_t *time, struct error *err)
{
    static const char *const usual[] = { "period", "date" };
    const char *const *names = table_names(table);
    size_t i;
    size_t j;

    if (asked)
        return select_column(names, table->width, asked, table->file, roles, time, err);
    for (i = 0; i < sizeof usual / sizeof *usual; i++) {
        for (j = 0; j < table->width; j++) {
            if (same_ignoring_case(names[j], usual[i])) {
                *time = j;
                return 0;
            }
        }
    }
    return error_usage(err,
                       "which column has the date? There is no \"period\" and no \"date\" "
                       "(see --time)%s",
                       delimiter_hint(names, table->width));
}

static void say_end(const char *file, const char *which, const struct roll_summary *s, long period,
                    const char *day, const char *verb, int ends)
{
    char text[PERIOD_SIZE];

    period_format(s->kind, period, text);
    message_note("%s: the %s %s, %s, is partial: the data %s with %s%s", file, which,
                 period_kind_name(s->kind), text, verb, day,
                 ends == ROLL_ENDS_DROP   ? "; it is left out"
                 : ends == ROLL_ENDS_KEEP ? " (see --ends)"
                                          : "");
}

/* What counts of IDs cannot know. */
static void say_untold(const struct settings *settings, const char *file,
                       const struct roll_summary *s)
{
    const char *kind = period_kind_name(s->kind);
    const char *whole = settings->ends == ROLL_ENDS_DROP && s->first_partial ? "whole " : "";

    if (s->untold == 1)
        message_note("%s: who came before the data begin is not known: new and kept are missing in "
                     "the first %s%s, returned and lost in the first two",
                     file, whole, kind);
    else
        message_note("%s: who came before the data begin is not known: new and kept are missing in "
                     "the first %ld %s%ss, returned and lost in the first %ld",
                     file, s->untold, whole, kind, s->untold + 1);
}

static void say(const struct settings *settings, const struct table *table, size_t time,
                const struct roll_summary *s, enum roll_fill fill)
{
    const char *column = table->columns[time].name;
    const char *file = file_shown(table->file);

    if (s->note[0])
        message_note("%s: column \"%s\": %s", file, column, s->note);
    if (settings->year_start != 1)
        message_note("%s: fiscal years begin in month %ld and are named by the year in which they "
                     "end",
                     file, settings->year_start);
    if (s->rows_without)
        message_warning("%s:%lu: column \"%s\" is empty: %zu %s without a period left out", file,
                        s->line_without, column, s->rows_without,
                        s->rows_without == 1 ? "row" : "rows");
    if (s->first_partial)
        say_end(file, "first", s, s->first, s->first_day, "begin", settings->ends);
    if (s->last_partial)
        say_end(file, "last", s, s->last, s->last_day, "end", settings->ends);
    if (s->visits && s->untold)
        say_untold(settings, file, s);
    if (s->gaps && fill == ROLL_FILL_NONE)
        message_note("%s: %zu %s%s no rows and %s not written (see --fill)", file, s->gaps,
                     period_kind_name(s->kind), s->gaps == 1 ? " has" : "s have",
                     s->gaps == 1 ? "is" : "are");
    else if (s->gaps)
        message_note("%s: %zu %s without rows %s filled with %s", file, s->gaps,
                     s->gaps == 1 ? "period" : "periods", s->gaps == 1 ? "was" : "were",
                     fill == ROLL_FILL_ZERO ? "0" : "nothing");
}

static int write_out(const struct settings *settings, struct roll *roll, enum roll_fill fill,
                     struct error *err)
{
    struct dialect dialect = common_out_dialect(&settings->common);
    struct writer *writer = writer_open(settings->common.out, &dialect, err);

    if (!writer)
        return -1;
    if (roll_write(roll, (enum roll_ends)settings->ends, fill, writer, err) != 0) {
        writer_abandon(writer);
        return -1;
    }
    return writer_close(writer, err);
}

/* With --coarser keep: periods that are coarser than the one asked for stay what they are. */
static int keep_coarser(const struct settings *settings, const char *file,
                        const struct dialect *dialect, struct roll_ask *ask, struct error *err)
{
    struct period_options any = ask->period;
    struct table *table = table_open(file, dialect, err);
    struct periods periods;
    size_t time;

    any.fixed = false;
    if (!table || find_time(table, settings->common.time, NULL, &time, err) != 0) {
        table_free(table);
        return -1;
    }
    any.file = table->file;
    any.column = table_names(table)[time];
    table_want(table, time, COLUMN_TEXT);
    if (table_load(table, common_threads(&settings->common), err) != 0) {
        table_free(table);
        return -1;
    }
    /* What is wrong with the column is told where it is rolled. */
    if (periods_read(table->columns[time].texts, table->height, &any, &periods, err) == 0) {
        if (periods.kind > ask->period.kind && periods.kind != PERIOD_INTEGER) {
            message_note("%s: column \"%s\" holds %ss, which are coarser than a %s and stay",
                         file_shown(table->file), any.column, period_kind_name(periods.kind),
                         period_kind_name(ask->period.kind));
            ask->period.kind = periods.kind;
        }
        periods_free(&periods);
    }
    table_free(table);
    return 0;
}

static int roll_table(const struct settings *settings, struct table *table, struct roll_ask *ask,
                      enum roll_fill fill, struct error *err)
{
    const struct common *common = &settings->common;
    struct selection by = { NULL, 0 };
    struct roll_items items = { .count = 0 };
    struct roll *roll = NULL;
    struct roll_summary summary;
    struct roles roles;
    int bad = roles_open(&roles, common, err);

    if (!bad)
        bad = find_time(table, common->time, &roles.source, &ask->time, err);
    if (!bad && common->by)
        bad = select_columns(table_names(table), table->width, common->by, table->file,
                             &roles.source, &by, err);
    ask->by = by.columns;
    ask->by_count = by.count;
    if (!bad)
        bad = roll_items_find(&settings->items, table, &roles.source, &by,
                              settings->ends == ROLL_ENDS_MARK, &items, err);
    ask->items = items.items;
    ask->item_count = items.count;
    if (!bad)
        bad = roll_read(table, ask, common_threads(common), &roll, err);
    if (!bad && settings->no_alike)
        bad = roll_refuse_alike(roll, common->by, err);
    if (!bad) {
        roll_summarise(roll, (enum roll_ends)settings->ends, &summary);
        say(settings, table, ask->time, &summary, fill);
        bad = write_out(settings, roll, fill, err);
    }
    roles_close(&roles);
    roll_free(roll);
    roll_items_free(&items);
    selection_free(&by);
    return bad;
}

static int run_roll(void *arguments, size_t count, char **operands)
{
    const struct settings *settings = arguments;
    struct dialect dialect = common_in_dialect(&settings->common);
    struct roll_ask ask = { .time = 0 };
    struct table *table = NULL;
    enum roll_fill fill;
    struct error err;
    int bad;

    bad = parse_period(settings, &ask.period, &err);
    if (!bad)
        bad = parse_fill(settings->fill, &fill, &err);
    if (!bad) {
        ask.listed = fill == ROLL_FILL_ZERO;
        ask.absent = settings->absent;
        ask.throughout = ask.listed && strcmp(settings->fill, "0") != 0;
    }
    if (!bad && settings->items.count == 0)
        bad = error_usage(&err, "nothing to roll up: say which columns by --sum COLS, --mean COLS "
                                "..., or --count NAME for the number of rows");
    if (!bad && settings->coarser == COARSER_KEEP) {
        bad = count == 0 || strcmp(operands[0], "-") == 0 || !ask.period.fixed
                  ? error_usage(&err,
                                "--coarser keep goes with --period, and reads its file twice: "
                                "name both")
                  : keep_coarser(settings, operands[0], &dialect, &ask, &err);
    }
    if (!bad) {
        table = table_open(count ? operands[0] : "-", &dialect, &err);
        bad = !table || roll_table(settings, table, &ask, fill, &err) != 0;
    }
    table_free(table);
    return bad ? message_error(&err) : 0;
}

const struct filter filter_roll = {
    .name = "roll",
    .heading = HEADING_READ,
    .summary = "rolls events or fine periods up to one row a period and entity",
    .operands = "[FILE]",
    .common = TAKES_PERIODS | TAKES(PLAN) | TAKES_TABLE | TAKES(TRAIL),
    .options = options,
    .settings = sizeof(struct settings),
    .least = 0,
    .most = 1,
    .run = run_roll,
};
