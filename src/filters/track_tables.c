/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filters/track_tables.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "table/writer.h"
#include "words/outlook.h"
#include "words/record.h"

/* What a mark is called, by what is better. */
static const char *mark_word(const struct tracked *tracked, const struct track_goal *goal, int mark)
{
    int better = goal->better ? goal->better : tracked->sense;
    bool good = (mark > 0 ? 1 : -1) == (better ? better : 1);

    return vocabulary_name(&mark_words, mark == 0                ? 0
                                        : abs(mark) == DOT_SHIFT ? (good ? 3 : 4)
                                                                 : (good ? 1 : 2));
}

/* The target as a line over the periods: of a total there is none. */
static double target_line(const struct track_goal *goal)
{
    return goal->total ? NAN : goal->target;
}

static void write_past(struct tracks *tracks, const struct track_item *item, struct writer *writer)
{
    const struct tracked *tracked = &item->tracked;
    const double *y = frame_series(&tracks->frame, item->column, item->entity);
    char period[PERIOD_SIZE];
    size_t t;

    for (t = tracked->first; t < tracked->rows; t++) {
        size_t at = t - tracked->first;
        bool dots = at < tracked->dots.n;
        struct outlook_row row = {
            .measure = item->measure->name,
            .period = period,
            .value = y[t],
            .expected = dots ? tracked->dots.expected[at] : NAN,
            .low = dots ? tracked->dots.low[at] : NAN,
            .high = dots ? tracked->dots.high[at] : NAN,
            .mark = dots && isfinite(y[t]) ? mark_word(tracked, &item->goal, tracked->dots.mark[at])
                                           : "",
            .improving = NAN,
            .concerning = NAN,
            .target = target_line(&item->goal),
            .needed = NAN,
            .projected = NAN,
            .low80 = NAN,
            .high80 = NAN,
            .low95 = NAN,
            .high95 = NAN,
            .entity = frame_entity(&tracks->frame, item->entity),
        };

        if (strncmp(row.mark, "better", 6) == 0)
            row.improving = y[t];
        else if (strncmp(row.mark, "worse", 5) == 0)
            row.concerning = y[t];
        tracks_period(tracks, (long)t, period);
        result_row(writer, &result_outlook, RESULT_ALWAYS, &row);
    }
}

static void write_ahead(struct tracks *tracks, const struct track_item *item, struct writer *writer)
{
    const struct tracked *tracked = &item->tracked;
    char period[PERIOD_SIZE];
    size_t h;

    for (h = 0; h < tracked->ahead_count; h++) {
        const struct track_ahead *ahead = &tracked->ahead[h];
        struct outlook_row row = {
            .measure = item->measure->name,
            .period = period,
            .value = NAN,
            .expected = NAN,
            .low = NAN,
            .high = NAN,
            .mark = "",
            .improving = NAN,
            .concerning = NAN,
            .target = target_line(&item->goal),
            .needed = ahead->needed,
            .projected = ahead->projected,
            .low80 = ahead->low80,
            .high80 = ahead->high80,
            .low95 = ahead->low95,
            .high95 = ahead->high95,
            .entity = frame_entity(&tracks->frame, item->entity),
        };

        tracks_period(tracks, (long)(tracked->rows + h), period);
        result_row(writer, &result_outlook, RESULT_ALWAYS, &row);
    }
}

static void write_record(struct tracks *tracks, const struct track_item *item,
                         struct writer *writer)
{
    const struct tracked *tracked = &item->tracked;
    char made[PERIOD_SIZE], seen[PERIOD_SIZE];
    size_t i;

    for (i = 0; i < tracked->origin_count; i++) {
        const struct track_origin *origin = &tracked->origins[i];
        struct record_row row = {
            .measure = item->measure->name,
            .made = made,
            .seen = seen,
            .projected = origin->projected,
            .low80 = origin->low80,
            .high80 = origin->high80,
            .actual = origin->actual,
            .held = origin->low80 <= origin->actual && origin->actual <= origin->high80,
            .entity = frame_entity(&tracks->frame, item->entity),
        };

        tracks_period(tracks, (long)(tracked->first + origin->row), made);
        tracks_period(tracks, (long)(tracked->first + origin->seen), seen);
        result_row(writer, &result_record, RESULT_ALWAYS, &row);
    }
}

static int write_table(struct tracks *tracks, const struct common *common, const char *file,
                       bool record, struct error *err)
{
    struct dialect dialect = common_out_dialect(common);
    struct writer *writer;
    size_t i;

    if (!file)
        return 0;
    writer = writer_open(file, &dialect, err);
    if (!writer)
        return -1;
    result_header(writer, record ? &result_record : &result_outlook, RESULT_ALWAYS);
    for (i = 0; i < tracks->count; i++) {
        if (record) {
            write_record(tracks, &tracks->items[i], writer);
            continue;
        }
        write_past(tracks, &tracks->items[i], writer);
        write_ahead(tracks, &tracks->items[i], writer);
    }
    return writer_close(writer, err);
}

int track_tables(struct tracks *tracks, const struct common *common, const char *path,
                 const char *record, struct error *err)
{
    return write_table(tracks, common, path, false, err) != 0
               ? -1
               : write_table(tracks, common, record, true, err);
}
