/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filters/plot_impact.h"

#include <math.h>
#include <stdlib.h>

#include "command/gnuplot.h"
#include "question/impact_row.h"

int plot_impact_ask(struct changes *changes, const struct common *common,
                    const struct changes_options *options, const char *file, size_t most,
                    size_t *pictures, struct error *err)
{
    size_t i;

    if (changes_ask(changes, common, options, file, err) != 0)
        return -1;
    changes_run(changes);
    *pictures = 0;
    for (i = 0; i < changes->count; i++)
        *pictures += changes->items[i].result.path_rows > 0;
    if (*pictures == 0)
        return error_set(err, "nothing to draw: no change could be tested; lever impact says why");
    if (*pictures > most)
        return error_usage(err,
                           "%zu pictures, one for each change, are too many (%zu are not): name "
                           "fewer with -y or --at",
                           *pictures, most);
    return 0;
}

static void add_rows(struct changes *changes, const struct change_item *item, struct text *script)
{
    const struct change_result *result = &item->result;
    const double *y = frame_series(&changes->frame, item->outcome, item->entity);
    size_t t, k = 0;

    text_adds(script, "$data << END\n");
    for (t = 0; t < changes->frame.axis.periods; t++) {
        const struct change_row *row = k < result->path_rows && result->path[k].row == t
                                           ? &result->path[k++]
                                           : NULL;
        const double values[] = { y[t], row ? row->counterfactual : NAN,
                                  row ? y[t] - row->effect.high : NAN,
                                  row ? y[t] - row->effect.low : NAN };
        size_t i;

        text_addf(script, "%zu", t);
        for (i = 0; i < sizeof values / sizeof *values; i++) {
            text_addc(script, ' ');
            gnuplot_number(script, values[i]);
        }
        text_addc(script, '\n');
    }
    text_adds(script, "END\n");
}

static void add_tics(const struct changes *changes, struct text *script)
{
    const struct axis *axis = &changes->frame.axis;
    size_t every = axis->periods / 6 + 1, t;
    char period[PERIOD_SIZE];

    text_adds(script, "set xtics nomirror (");
    for (t = 0; t < axis->periods; t += every) {
        axis_period(axis, t, period);
        text_adds(script, t ? ", " : "");
        gnuplot_quoted(script, period);
        text_addf(script, " %zu", t);
    }
    text_adds(script, ")\n");
}

static void draw_one(struct changes *changes, const struct change_item *item, bool words,
                     struct text *script)
{
    const char *entity = frame_entity(&changes->frame, item->entity);
    struct text title = TEXT_EMPTY;

    add_rows(changes, item, script);
    text_addf(&title, "%s: %s%s%s (%s)", changes->event[item->event].name,
              changes->frame.table->columns[item->outcome].name, *entity ? ", " : "", entity,
              vocabulary_name(&impact_words, impact_verdict_of(item)));
    text_adds(script, "set title ");
    gnuplot_quoted(script, title.bytes);
    text_free(&title);
    text_addf(script,
              "\nset yrange [*:*]\nunset arrow\n"
              "set arrow from %zu, graph 0 to %zu, graph 1 nohead dt 3\n",
              item->question.date, item->question.date);
    add_tics(changes, script);
    text_adds(script, "plot ");
    text_adds(script, words ? "$data using 1:4 with lines lt 3 title 'interval', "
                              "$data using 1:5 with lines lt 3 notitle, "
                            : "$data using 1:4:5 with filledcurves lc rgb '#F9D5C2' "
                              "title '95 % interval', ");
    text_adds(script, "$data using 1:3 with lines lt 2 title 'without the change', "
                      "$data using 1:2 with lines lt 1 title 'as it was'\n");
}

void plot_impact_draw(struct changes *changes, bool words, struct text *script)
{
    size_t i;

    for (i = 0; i < changes->count; i++)
        if (changes->items[i].result.path_rows > 0)
            draw_one(changes, &changes->items[i], words, script);
}
