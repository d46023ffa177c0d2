/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filters/power_change.h"

#include <math.h>
#include <stdlib.h>

#include "base/text.h"
#include "question/changes.h"
#include "table/writer.h"
#include "words/power.h"

/* Periods from the date on. */
static const size_t AFTER[] = { 4, 8, 13, 26, 52 };

enum { RESAMPLES = 999 };

static double detectable(const struct changes *changes, const struct change_item *item, size_t date,
                         size_t after)
{
    const struct frame *frame = &changes->frame;
    struct change_question question = item->question;
    struct change_options options = {
        .resamples = frame->common->resamples ? (size_t)frame->common->resamples : RESAMPLES,
        .seed = (uint64_t)frame->common->seed,
        .threads = frame_threads(frame),
    };
    struct season_road road;
    struct error ignored;
    double found;
    long setting;

    if (common_season(frame->common, &setting, &ignored) != 0)
        return NAN;
    season_road_make(&road, true, frame->axis.kind, frame->axis.first, date + after, setting);
    question.season = road.request;
    question.date = date;
    question.n = date + after;
    question.end = 0;
    found = change_power(&question, &options);
    season_road_free(&road);
    return found;
}

static char *sentence(const struct changes *changes, size_t date, size_t after, double mde,
                      double effect)
{
    const struct axis *axis = &changes->frame.axis;
    const char *noun = period_noun(true, axis->kind);
    struct text words = TEXT_EMPTY;
    char period[PERIOD_SIZE];

    period_format(axis->kind, axis->first + (long)date, period);
    if (isnan(mde)) {
        text_addf(&words, "Before %s there are too few %ss to say: %d are needed.", period, noun,
                  CHANGE_BEFORE_MIN);
        return text_take(&words);
    }
    text_addf(&words,
              "With %zu %ss from %s on, a change that stays of %.3g or more is likely (80 %%) to "
              "show",
              after, noun, period, mde);
    if (effect > 0)
        text_addf(&words, "; %.3g is %s", effect,
                  mde <= effect ? "large enough" : "too small to be seen then");
    text_addc(&words, '.');
    return text_take(&words);
}

static void write_item(struct writer *writer, const struct changes *changes,
                       const struct change_item *item, double effect)
{
    size_t n = changes->frame.axis.periods, i;
    long first = changes->event[item->event].first;
    size_t date = first < 0 ? 0 : first > (long)n ? n : (size_t)first;

    for (i = 0; i < sizeof AFTER / sizeof *AFTER; i++) {
        double mde = date >= CHANGE_BEFORE_MIN ? detectable(changes, item, date, AFTER[i]) : NAN;
        char *note = sentence(changes, date, AFTER[i], mde, effect);
        const struct power_row row = {
            .output = changes->event[item->event].name,
            .outcome = changes->frame.table->columns[item->outcome].name,
            .lag = NAN,
            .n = (double)AFTER[i],
            .n_eff = NAN,
            .mde = mde,
            .effect = effect > 0 ? effect : NAN,
            .more_periods = effect > 0 && mde <= effect ? 0 : NAN,
            .note = note,
            .entity = frame_entity(&changes->frame, item->entity),
        };

        result_row(writer, &result_power, RESULT_ALWAYS, &row);
        free(note);
        if (isnan(mde))
            return;
    }
}

int power_change(const struct common *common, const char *at, double effect, const char *file,
                 struct error *err)
{
    struct changes_options options = { .at = at };
    struct changes changes = { .count = 0 };
    struct dialect dialect = common_out_dialect(common);
    struct writer *writer = NULL;
    size_t i;
    int status = changes_ask(&changes, common, &options, file, err);

    if (status == 0)
        writer = writer_open(common->out, &dialect, err);
    if (status == 0 && !writer)
        status = -1;
    if (status == 0) {
        result_header(writer, &result_power, RESULT_ALWAYS);
        for (i = 0; i < changes.count; i++)
            write_item(writer, &changes, &changes.items[i], effect);
        status = writer_close(writer, err);
    }
    changes_free(&changes);
    return status;
}
