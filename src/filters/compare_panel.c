/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "clean/words.h"
#include "filters/compare_treated.h"

/* A unit with more gaps than that is left out, and so are then periods with any. */
static const double gaps_most = .2;

static size_t gaps_of(const double *series, size_t n)
{
    size_t gaps = 0, t;

    for (t = 0; t < n; t++)
        gaps += isfinite(series[t]) ? 0 : 1;
    return gaps;
}

/* Entities that take part, by index; their number goes to panel->units.units. */
static size_t *choose_units(struct panel *panel)
{
    const struct axis *axis = &panel->frame->axis;
    size_t *in = xarray(axis->entities, sizeof *in), e;

    panel->lost = panel->units.units = panel->count[0] = panel->count[1] = 0;
    for (e = 0; e < axis->entities; e++) {
        const double *series = frame_series(panel->frame, panel->outcome, e);

        if ((double)gaps_of(series, axis->periods) > gaps_most * (double)axis->periods) {
            panel->lost++;
            continue;
        }
        panel->count[panel->treated[e]]++;
        in[panel->units.units++] = e;
    }
    return in;
}

/* Positions at which all of them have a value. */
static void choose_periods(struct panel *panel, const size_t *in)
{
    size_t periods = panel->frame->axis.periods, t, i;

    panel->position = xarray(periods, sizeof *panel->position);
    panel->units.n = panel->units.date = 0;
    for (t = 0; t < periods; t++) {
        for (i = 0; i < panel->units.units; i++)
            if (!isfinite(frame_series(panel->frame, panel->outcome, in[i])[t]))
                break;
        if (i < panel->units.units)
            continue;
        panel->units.date += t < panel->date;
        panel->position[panel->units.n++] = t;
    }
}

static void fill(struct panel *panel, const size_t *in)
{
    struct units *units = &panel->units;
    size_t periods = panel->frame->axis.periods, g, i, t;

    panel->y = xarray(units->units * units->n, sizeof *panel->y);
    panel->is = xarray(units->units, sizeof *panel->is);
    for (g = 0; g < 2; g++)
        panel->mean[g] = xarray(periods, sizeof *panel->mean[g]);
    panel->difference = xarray(periods, sizeof *panel->difference);
    for (t = 0; t < periods; t++)
        panel->mean[0][t] = panel->mean[1][t] = panel->difference[t] = NAN;
    for (t = 0; t < units->n; t++) {
        size_t at = panel->position[t];
        double count[2] = { 0, 0 };

        panel->mean[0][at] = panel->mean[1][at] = 0;
        for (i = 0; i < units->units; i++) {
            double y = frame_series(panel->frame, panel->outcome, in[i])[at];

            g = panel->treated[in[i]];
            panel->y[i * units->n + t] = y;
            panel->is[i] = g;
            panel->mean[g][at] += (y - panel->mean[g][at]) / ++count[g];
        }
        panel->difference[at] = panel->mean[1][at] - panel->mean[0][at];
    }
    units->y = panel->y;
    units->treated = panel->is;
}

/* Is it in every period what all the others have together, but for a rounding of the file's? */
static bool is_sum(const struct panel *panel, size_t entity)
{
    const struct axis *axis = &panel->frame->axis;
    size_t t, e;

    for (t = 0; t < panel->units.n; t++) {
        size_t at = panel->position[t];
        double y = frame_series(panel->frame, panel->outcome, entity)[at], sum = 0;

        for (e = 0; e < axis->entities; e++) {
            double other = frame_series(panel->frame, panel->outcome, e)[at];

            sum += e != entity && isfinite(other) ? other : 0;
        }
        if (!(fabs(y - sum) <= 1e-3 * fabs(y)))
            return false;
    }
    return true;
}

/* "All services": as clean tells rows of totals. */
static bool is_word_for_all(const char *name)
{
    struct cell cell = { .text = name,
                         .raw = name,
                         .length = (uint32_t)strlen(name),
                         .raw_length = (uint32_t)strlen(name),
                         .mask = CELL_LETTER };

    if (strpbrk(name, "0123456789"))
        cell.mask |= CELL_DIGIT;
    return cell_is_all(&cell);
}

void panel_warn_of_totals(const struct panel *panel)
{
    const struct axis *axis = &panel->frame->axis;
    size_t e;

    for (e = 0; e < axis->entities && axis->entities > 2; e++) {
        const char *name = axis->entity[e];
        bool all = is_word_for_all(name);

        if (all || is_sum(panel, e))
            message_warning("%s: column \"%s\": \"%s\" %s: a total is not one of them; leave its "
                            "rows out, as lever clean --drop-totals does",
                            file_shown(panel->frame->table->file), panel->frame->by_name, name,
                            all ? "is a word for all" : "is the sum of the others in all periods");
    }
}

const char *panel_take(struct panel *panel)
{
    size_t periods = panel->frame->axis.periods;
    size_t *in = choose_units(panel);
    const char *why = NULL;

    panel->y = panel->mean[0] = panel->mean[1] = panel->difference = NULL;
    panel->is = NULL;
    panel->position = NULL;
    if (panel->count[1] == 0)
        why = "Those who were treated have gaps in more than a fifth of the periods.";
    else if (panel->count[0] == 0)
        why = "There is nobody to hold it against: all others have gaps in more than a fifth of "
              "the periods.";
    if (!why) {
        choose_periods(panel, in);
        if ((double)panel->units.n < (1 - gaps_most) * (double)periods)
            why = "There is no common grid: they have a value together in under four fifths of the "
                  "periods.";
        else if (panel->units.date < UNITS_BEFORE_MIN)
            why = "There are under 8 periods before the date that all of them have: it cannot be "
                  "told what is usual between them.";
        else if (panel->units.date == panel->units.n)
            why = "No period from the date on has a value of all of them.";
    }
    if (!why)
        fill(panel, in);
    free(in);
    return why;
}

void panel_drop(struct panel *panel)
{
    free(panel->y);
    free(panel->is);
    free(panel->mean[0]);
    free(panel->mean[1]);
    free(panel->difference);
    free(panel->position);
    panel->y = panel->mean[0] = panel->mean[1] = panel->difference = NULL;
    panel->is = NULL;
    panel->position = NULL;
}
