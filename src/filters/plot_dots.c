/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filters/plot_dots.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

#include "base/message.h"
#include "base/unit.h"
#include "command/gnuplot.h"
#include "question/tracks.h"

enum { MOST_DOTS = 30, DOTS_PATHS = 999 };

static bool wanted(const struct tracks *tracks, const struct track_item *item, const char *entity)
{
    return item->tracked.dots.n > 0 &&
           (!entity || strcmp(frame_entity(&tracks->frame, item->entity), entity) == 0);
}

/* The mark of a row as a column: 1 usual, 2 to the better side, 3 to the worse. */
static int kind_of(const struct track_item *item, int mark)
{
    int better = item->goal.better     ? item->goal.better
                 : item->tracked.sense ? item->tracked.sense
                                       : 1;

    return mark == 0 ? 1 : (mark > 0) == (better > 0) ? 2 : 3;
}

static void add_number(struct text *script, double value)
{
    text_addc(script, ' ');
    gnuplot_number(script, value);
}

/* Rows: period, value, low, high, its value if usual, better, worse, projected, low80, high80. */
static void add_rows(struct tracks *tracks, const struct track_item *item, struct text *script)
{
    const struct tracked *tracked = &item->tracked;
    const double *y = frame_series(&tracks->frame, item->column, item->entity);
    char period[PERIOD_SIZE];
    size_t t, h;
    int kind;

    text_adds(script, "$data << END\n");
    for (t = tracked->first; t < tracked->rows; t++) {
        size_t at = t - tracked->first;

        tracks_period(tracks, (long)t, period);
        text_adds(script, period);
        add_number(script, y[t]);
        add_number(script, tracked->dots.low[at]);
        add_number(script, tracked->dots.high[at]);
        for (kind = 1; kind <= 3; kind++)
            add_number(script, kind_of(item, tracked->dots.mark[at]) == kind ? y[t] : NAN);
        text_adds(script, " NaN NaN NaN\n");
    }
    for (h = 0; h < tracked->ahead_count; h++) {
        tracks_period(tracks, (long)(tracked->rows + h), period);
        text_addf(script, "%s NaN NaN NaN NaN NaN NaN", period);
        add_number(script, tracked->ahead[h].projected);
        add_number(script, tracked->ahead[h].low80);
        add_number(script, tracked->ahead[h].high80);
        text_addc(script, '\n');
    }
    text_adds(script, "END\n");
}

static void add_axis(struct tracks *tracks, const struct track_item *item, struct text *script)
{
    const struct tracked *tracked = &item->tracked;
    size_t rows = tracked->rows - tracked->first + tracked->ahead_count, every = rows / 6 + 1, t;
    char period[PERIOD_SIZE];

    text_adds(script, "set xtics nomirror (");
    for (t = 0; t < rows; t += every) {
        tracks_period(tracks, (long)(tracked->first + t), period);
        text_adds(script, t ? ", " : "");
        gnuplot_quoted(script, period);
        text_addf(script, " %zu", t);
    }
    text_adds(script, ")\n");
}

static void draw_item(struct tracks *tracks, const struct track_item *item, bool as_text,
                      struct text *script)
{
    const char *entity = frame_entity(&tracks->frame, item->entity);
    struct text title = TEXT_EMPTY;

    add_rows(tracks, item, script);
    add_axis(tracks, item, script);
    text_addf(&title, "%s%s%s", item->measure->name, *entity ? ", " : "", entity);
    if (*item->measure->unit)
        text_addf(&title, " (%s)", item->measure->unit);
    text_adds(script, "set title ");
    gnuplot_quoted(script, title.bytes);
    text_free(&title);
    text_adds(script, "\nplot ");
    if (!as_text)
        text_adds(script,
                  "$data using 0:3:4 with filledcurves lc rgb '#E4E4E4' title 'limits', "
                  "$data using 0:9:10 with filledcurves lc rgb '#C9D7E6' title '80 in 100', ");
    text_adds(script, "$data using 0:2 with lines lt 1 title 'value', "
                      "$data using 0:6 with points pt 7 lc rgb '#28A197' title 'better', "
                      "$data using 0:7 with points pt 5 lc rgb '#F46A25' title 'worse', "
                      "$data using 0:8 with lines lt 1 dt 2 title 'projected'");
    if (isfinite(item->goal.target) && !item->goal.total) {
        text_adds(script, ", ");
        gnuplot_number(script, item->goal.target);
        text_adds(script, " with lines lc rgb '#801650' title 'target'");
    }
    text_addc(script, '\n');
}

static int draw_all(struct tracks *tracks, const struct common *common,
                    const struct picture *picture, const char *entity, struct error *err)
{
    struct picture all = *picture;
    struct text script = TEXT_EMPTY;
    bool as_text = picture->format == FORMAT_DUMB;
    size_t i;
    int status;

    all.count = 0;
    for (i = 0; i < tracks->count; i++)
        all.count += wanted(tracks, &tracks->items[i], entity);
    if (all.count == 0)
        return error_set(err, "nothing to draw: %d periods that differ are the least%s",
                         (int)DOTS_ROWS, entity ? ", or there is no such entity" : "");
    if (all.count > MOST_DOTS)
        return error_usage(err,
                           "%zu pictures are too many (%d are not): name a measure with -y, or "
                           "one entity with --entity",
                           all.count, (int)MOST_DOTS);
    picture_begin(&all, &script);
    for (i = 0; i < tracks->count; i++)
        if (wanted(tracks, &tracks->items[i], entity))
            draw_item(tracks, &tracks->items[i], as_text, &script);
    status = picture_write(&script, as_text, common->out, err);
    text_free(&script);
    return status;
}

int plot_dots(const struct common *common, const struct picture *picture, const char *file,
              const char *entity, struct error *err)
{
    const struct tracks_wanted asked = {
        .last = 1, .paths = DOTS_PATHS, .origin_paths = 99, .measures = common->outcomes
    };
    struct tracks tracks;
    int status;

    if (picture->format == FORMAT_PNG && !common->out && isatty(STDOUT_FILENO))
        return error_usage(err, "a picture is not for a terminal: name a file with --out");
    if (entity && !common->by)
        return error_usage(err, "--entity: one of which? Name the columns with --by");
    status = tracks_ask(&tracks, common, file, &asked, err);
    if (status == 0) {
        tracks_run(&tracks, common, &asked);
        status = draw_all(&tracks, common, picture, entity, err);
    }
    tracks_free(&tracks);
    return status;
}
