/* SPDX-License-Identifier: GPL-3.0-or-later */
/* nudge - draws by chance when to do more and when less of an output, so that its effect can be seen */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "command/filter.h"
#include "command/provenance.h"
#include "compare/nudge.h"
#include "question/frame.h"
#include "table/writer.h"
#include "words/schedule.h"
#include "words/wording.h"

struct settings {
    struct common common;
    const char *from;
    long periods;
    long block;
    const char *entities;
    const char *levels;
    double effect;
};

#define AT(member) offsetof(struct settings, member)

/* clang-format off */
static const struct option options[] = {
    { .name = "from", .kind = OPTION_TEXT, .offset = AT(from), .argument = "PERIOD",
      .help = "the first period: 2026-W10, 2026-03, 2026-03-02" },
    { .name = "periods", .kind = OPTION_INTEGER, .offset = AT(periods), .argument = "N",
      .help = "how many periods", .least = 1, .most = 100000 },
    { .name = "block", .kind = OPTION_INTEGER, .offset = AT(block), .argument = "N",
      .help = "periods that go together: as many as the effect lasts", .preset = "1", .least = 1,
      .most = 10000 },
    { .name = "entities", .kind = OPTION_TEXT, .offset = AT(entities), .argument = "NAMES",
      .help = "who has a calendar each: north,south", .holds = HOLDS_NAMES, .cells = "by" },
    { .name = "levels", .kind = OPTION_TEXT, .offset = AT(levels), .argument = "LO,HI",
      .help = "how much is done in the one block, and in the other", .preset = "0,1" },
    { .letter = 'y', .name = "outcomes", .kind = OPTION_COLUMNS, .offset = AT(common.outcomes),
      .argument = "COLS", .help = "outcomes in FILE, to say what such a calendar would show" },
    { .name = "effect", .kind = OPTION_NUMBER, .offset = AT(effect), .argument = "E",
      .help = "also how likely an effect of this size is found, in outcome units", .least = 1e-300,
      .most = 1e300 },
    { .name = NULL },
};
/* clang-format on */

/* What is to be drawn. */
struct calendar {
    enum period_kind kind;
    long first;
    double low, high;
    struct list names; /* of entities; one "" where none are named */
    struct nudge_set set;
    signed char *coin;
};

/* ---- what was asked ---- */

static int read_from(const struct settings *settings, struct calendar *calendar, struct error *err)
{
    struct period_options wanted;

    if (common_period(&settings->common, &wanted, err) != 0)
        return -1;
    if (!settings->from || settings->periods == 0)
        return error_usage(err, "from when, and for how long? --from PERIOD --periods N");
    if (period_parse(settings->from, strlen(settings->from), &calendar->kind, &calendar->first) !=
        0)
        return error_usage(err,
                           "--from: \"%s\" is not a period such as 2026-03-02, 2026-W10, 2026-03, "
                           "2026-Q1, 2026 or 1",
                           settings->from);
    if (wanted.fixed && wanted.kind != calendar->kind) {
        if (calendar->kind == PERIOD_INTEGER || wanted.kind == PERIOD_INTEGER ||
            wanted.kind < calendar->kind)
            return error_usage(err, "--from: \"%s\" is not a %s", settings->from,
                               period_kind_name(wanted.kind));
        calendar->first = period_convert(calendar->kind, calendar->first, wanted.kind);
        calendar->kind = wanted.kind;
    }
    return 0;
}

static int read_levels(const char *text, struct calendar *calendar, struct error *err)
{
    char *end = NULL;

    calendar->low = strtod(text, &end);
    calendar->high = NAN;
    if (end > text && *end == ',')
        calendar->high = strtod(end + 1, &end);
    if (*end || !isfinite(calendar->low) || !isfinite(calendar->high))
        return error_usage(err, "--levels: \"%s\" is not two numbers, such as 0,1 or 20,40", text);
    if (calendar->low == calendar->high)
        return error_usage(err, "--levels: both are %g; what is to be compared?", calendar->low);
    if (calendar->low > calendar->high) {
        double low = calendar->high;

        calendar->high = calendar->low;
        calendar->low = low;
    }
    return 0;
}

/* The least number of periods that will do. */
static int read_periods(const struct settings *settings, struct calendar *calendar,
                        struct error *err)
{
    long pair = 2 * settings->block, least = NUDGE_PAIRS_MIN * pair;

    if (settings->periods < least)
        return error_usage(err,
                           "--periods: %ld periods are %ld pairs of blocks of %ld; it takes %d "
                           "pairs, %ld periods, to tell anything%s",
                           settings->periods, settings->periods / pair, settings->block,
                           NUDGE_PAIRS_MIN, least,
                           settings->block > 1 ? ", or a shorter --block" : "");
    if (settings->periods % pair != 0)
        return error_usage(err,
                           "--periods: %ld periods are not whole pairs of blocks of %ld; say %ld "
                           "or %ld",
                           settings->periods, settings->block, settings->periods / pair * pair,
                           (settings->periods / pair + 1) * pair);
    calendar->set.pairs = (size_t)(settings->periods / pair);
    calendar->set.block = (size_t)settings->block;
    return 0;
}

static int read_names(const char *text, struct calendar *calendar, struct error *err)
{
    struct list *names = &calendar->names;
    size_t i, j;

    if (!text) {
        *names = (struct list){ xcalloc(1, sizeof(char *)), 1 };
        names->items[0] = xstrdup("");
        return 0;
    }
    if (list_split(text, names, err) != 0)
        return -1;
    for (i = 0; i < names->count; i++) {
        char *name = list_name(names->items[i]);

        free(names->items[i]);
        names->items[i] = name;
        for (j = 0; j < i; j++)
            if (same_in_any_case(name, names->items[j]))
                return error_usage(err, "--entities: \"%s\" is there twice", name);
    }
    return 0;
}

/* ---- what it would show ---- */

/* The entities of the file that have a calendar, in the calendar's order; all of the file's where
 * none were named. */
static int find_entities(const struct frame *frame, const struct calendar *calendar, size_t *entity,
                         struct error *err)
{
    const struct axis *axis = &frame->axis;
    size_t i, e;

    for (i = 0; i < calendar->names.count; i++) {
        const char *name = calendar->names.items[i];
        long nearest;

        for (e = 0; e < axis->entities && strcmp(axis->entity[e], name) != 0; e++)
            ;
        entity[i] = e;
        if (e < axis->entities)
            continue;
        if (!frame->common->by)
            return error_usage(err, "--entities: which column of the file says who? -b COL");
        nearest = nearest_name(name, (const char *const *)axis->entity, axis->entities);
        return error_at(err, frame->table->file, 0, frame->by_name,
                        nearest < 0 ? "--entities: nobody is \"%s\""
                                    : "--entities: nobody is \"%s\"; did you mean \"%s\"?",
                        name, nearest < 0 ? "" : axis->entity[nearest]);
    }
    return 0;
}

enum { SIMULATIONS = 400 };

static void say_power(const double *found, size_t n, const char *outcome, double effect)
{
    struct text words = TEXT_EMPTY;
    struct thing thing;
    double mde = found[(n * 4 + 4) / 5 - 1];
    size_t below = 0, i;

    thing_name(&thing, outcome, "");
    if (isfinite(mde)) {
        text_addf(&words, "%s: by its past, an effect of ", outcome);
        add_rounded(&words, mde, rounding_unit(mde));
        text_adds(&words, " or more is found four times in five");
    } else {
        text_addf(&words, "%s: by its past, such a calendar finds no effect four times in five",
                  outcome);
    }
    for (i = 0; i < n; i++)
        below += found[i] <= effect;
    if (effect > 0)
        text_addf(&words, "; one of %g in %.0f %%", effect, 100 * (double)below / (double)n);
    message_note("%s", words.bytes);
    thing_free(&thing);
    text_free(&words);
}

static int tell_outcome(struct frame *frame, const struct settings *settings,
                        const struct calendar *calendar, const size_t *entity, size_t column,
                        struct error *err)
{
    const struct range *lags = &settings->common.lags;
    size_t n = frame->axis.periods, i;
    double *y = xarray(calendar->set.entities * n, sizeof *y);
    double *found = xarray(SIMULATIONS, sizeof *found);
    struct nudge_past past = { .set = calendar->set,
                               .y = y,
                               .n = n,
                               .lag_first = lags->by_itself ? 0 : (size_t)lags->first,
                               .lag_last = lags->by_itself ? calendar->set.block - 1
                                                           : (size_t)lags->last,
                               .simulations = SIMULATIONS,
                               .seed = (uint64_t)settings->common.seed,
                               .threads = frame_threads(frame) };
    int status = 0;

    for (i = 0; i < calendar->set.entities; i++)
        memcpy(y + i * n, frame_series(frame, column, entity[i]), n * sizeof *y);
    if (nudge_power(&past, found))
        say_power(found, SIMULATIONS, table_names(frame->table)[column], settings->effect);
    else
        status = error_at(err, frame->table->file, 0, table_names(frame->table)[column],
                          "its past cannot be simulated: it takes %d rows that vary, of each "
                          "entity",
                          NUDGE_PAST_MIN);
    free(y);
    free(found);
    return status;
}

static int tell_power(const struct settings *settings, struct calendar *calendar, const char *file,
                      struct error *err)
{
    struct selection outcomes = { NULL, 0 };
    struct frame frame;
    size_t *entity = NULL, i;
    int status;

    frame_begin(&frame, &settings->common);
    status = frame_open(&frame, file, err);
    if (status == 0 && frame.time == SIZE_MAX)
        status = error_usage(err, "when were the rows of the file? -t COL");
    if (status == 0 && settings->common.by && !settings->entities)
        status = error_usage(err, "-b says who is who: whom is the calendar for? --entities NAMES");
    if (status == 0)
        status = frame_choose(&frame, settings->common.outcomes, &outcomes, err);
    if (status == 0)
        status = frame_load(&frame, outcomes.columns, outcomes.count, err);
    if (status == 0 && frame.axis.kind != calendar->kind)
        status = error_at(err, file, 0, table_names(frame.table)[frame.time],
                          "the file has %ss, the calendar %ss; roll the file, or say another "
                          "--from",
                          period_kind_name(frame.axis.kind), period_kind_name(calendar->kind));
    if (status == 0) {
        entity = xcalloc(calendar->names.count, sizeof *entity);
        status = find_entities(&frame, calendar, entity, err);
    }
    for (i = 0; i < outcomes.count && status == 0; i++)
        status = tell_outcome(&frame, settings, calendar, entity, outcomes.columns[i], err);
    free(entity);
    selection_free(&outcomes);
    frame_free(&frame);
    return status;
}

/* ---- out ---- */

/* "8 pairs of neighbouring blocks of 2 weeks, a coin for each pair; 256 calendars" */
static char *set_in_words(const struct calendar *calendar)
{
    struct text words = TEXT_EMPTY;
    double count = nudge_calendars(&calendar->set);

    text_addf(&words, "%zu pairs of neighbouring blocks of %zu %s%s, a coin for each pair",
              calendar->set.pairs, calendar->set.block, period_noun(true, calendar->kind),
              calendar->set.block == 1 ? "" : "s");
    if (calendar->set.entities > 1)
        text_addf(&words, ", balanced over %zu entities", calendar->set.entities);
    if (count < 1e15)
        text_addf(&words, "; %.0f calendars", count);
    else if (isfinite(count))
        text_addf(&words, "; %.1e calendars", count);
    return text_take(&words);
}

static int write_calendar(const struct settings *settings, const struct calendar *calendar,
                          struct error *err)
{
    const struct nudge_set *set = &calendar->set;
    struct dialect dialect = common_out_dialect(&settings->common);
    struct writer *writer = writer_open(settings->common.out, &dialect, err);
    size_t n = 2 * set->pairs * set->block, t, e;
    char *words;

    if (!writer)
        return -1;
    words = set_in_words(calendar);
    result_header(writer, &result_schedule, RESULT_ALWAYS);
    for (t = 0; t < n; t++) {
        char period[PERIOD_SIZE];
        size_t block = t / set->block;

        period_format(calendar->kind, calendar->first + (long)t, period);
        for (e = 0; e < set->entities; e++) {
            bool high = (calendar->coin[block / 2 * set->entities + e] > 0) == (block % 2 == 0);
            struct schedule_row row = { .period = { period, NAN },
                                        .entity = calendar->names.items[e],
                                        .level = high ? calendar->high : calendar->low,
                                        .block = (double)block + 1,
                                        .seed = (double)settings->common.seed,
                                        .set = words };

            result_row(writer, &result_schedule, RESULT_ALWAYS, &row);
        }
    }
    message_note("drawn from %s; the smallest p it can give is %.2g", words,
                 nudge_least_p(set, NUDGE_DRAWS));
    free(words);
    return writer_close(writer, err);
}

static int check_lags(const struct settings *settings, const struct calendar *calendar,
                      struct error *err)
{
    const struct range *lags = &settings->common.lags;
    long n = (long)(2 * calendar->set.pairs * calendar->set.block);

    if (lags->by_itself)
        return 0;
    if (lags->first < 0)
        return error_usage(err, "--lags: a calendar is drawn before the outcome; lags begin at 0");
    if (lags->last > (long)calendar->set.block)
        message_warning("--lags %ld..%ld: an effect so late falls into the next block; --block %ld "
                        "keeps it in its own",
                        lags->first, lags->last, lags->last);
    return lags->last < n / 4
               ? 0
               : error_usage(err, "--lags: %ld is too late for %ld periods", lags->last, n);
}

static int run_nudge(void *arguments, size_t count, char **operands)
{
    const struct settings *settings = arguments;
    struct calendar calendar = { .names = { NULL, 0 } };
    struct random random;
    struct error err;
    int status = read_from(settings, &calendar, &err);

    if (status == 0)
        status = read_levels(settings->levels, &calendar, &err);
    if (status == 0)
        status = read_periods(settings, &calendar, &err);
    if (status == 0)
        status = read_names(settings->entities, &calendar, &err);
    if (status == 0)
        status = check_lags(settings, &calendar, &err);
    if (status == 0 && count > 0 && !settings->common.outcomes)
        status = error_usage(&err, "%s: which outcome's past is it? -y COLS", operands[0]);
    if (status == 0 && settings->effect > 0 && !settings->common.outcomes)
        status = error_usage(&err, "--effect goes with -y and a FILE of the past");
    if (status == 0) {
        calendar.set.entities = calendar.names.count;
        calendar.coin = xarray(calendar.set.pairs * calendar.set.entities, 1);
        random_start(&random, (uint64_t)settings->common.seed, 0);
        nudge_draw(&calendar.set, &random, calendar.coin);
        if (settings->common.outcomes)
            status = tell_power(settings, &calendar, count ? operands[0] : "-", &err);
    }
    if (status == 0)
        status = write_calendar(settings, &calendar, &err);
    if (status != 0)
        status = message_error(&err);
    list_free(&calendar.names);
    free(calendar.coin);
    return status;
}

const struct filter filter_nudge = {
    .name = "nudge",
    .heading = HEADING_ASK,
    .summary = "draws a calendar for an output, so that chance says when more of it is done",
    .operands = "[FILE]",
    .common = TAKES_PERIODS | TAKES(SEED) | TAKES(LAGS) | TAKES(INPUT) | TAKES_OUTPUT |
              TAKES(JSON) | TAKES(THREADS) | TAKES(TRAIL),
    .options = options,
    .settings = sizeof(struct settings),
    .most = 1,
    .run = run_nudge,
};
