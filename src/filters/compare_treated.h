/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `lever compare --treated NAMES --at DATE`: some units were treated from a date on, others were not.
 * Which design that is goes by how many there are of each; a row of the list in compare_treated.c.
 */
#ifndef LEVER_FILTERS_COMPARE_TREATED_H
#define LEVER_FILTERS_COMPARE_TREATED_H

#include "compare/units.h"
#include "filters/compare_answers.h"

/* One outcome of all units on the periods that all of them have. */
struct panel {
    const struct compare_settings *settings;
    struct frame *frame;
    size_t date;      /* a position on the axis */
    bool *treated;    /* of each entity of the axis */
    size_t chosen[2]; /* how many entities: others, treated */
    /* Of an outcome, in turn: */
    size_t outcome;
    struct units units; /* those without too many gaps; y and treated are owned */
    double *y;
    bool *is;
    size_t count[2];
    double *mean[2]; /* of others and treated, units.n each */
    double *difference;
    size_t *position; /* on the axis, of each of units.n */
    size_t lost;      /* units left out for their gaps */
};

int compare_treated(const struct compare_settings *settings, struct frame *frame, const char *file,
                    struct compare_answers *answers, struct error *err);

/* Fills panel->units and what is behind it for panel->outcome. Returns why it cannot be, or NULL. */
const char *panel_take(struct panel *panel);
/* Warns of an entity that is the sum of the others, or is called All: after panel_take. */
void panel_warn_of_totals(const struct panel *panel);
void panel_drop(struct panel *panel);

#endif
