/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A question about changes: which events met which outcomes, on a frame (frame.h), and what the engine
 * (change/change.h) says of each.
 *
 * Events come from a file (plan/events.h) or from one date. Each meets the outcomes that it names; if
 * it names none, those of -y; else the plan's outcomes and guardrails that are columns of the table.
 * With --each, each entity by itself. Where several events may have moved an outcome, each is fitted
 * beside the others: as steps first; those found, then, as the shape that they turned out to have.
 *
 * Refused, besides what frame_open and frame_load refuse: rows without a time; --by without --each; an
 * event's date that is no period of the table's kind; an outcome of an event that is no column, naming
 * the nearest; no outcome at all. An event outside the data is no error: its rows are unusable.
 *
 * Order: changes_ask, changes_run; one changes_free, whichever step it came to. Names and series are
 * borrowed from the frame and the events.
 */
#ifndef LEVER_QUESTION_CHANGES_H
#define LEVER_QUESTION_CHANGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "change/change.h"
#include "plan/events.h"
#include "question/frame.h"

struct changes_event {
    const char *name;
    const char *date, *end; /* as written; "" = no end */
    const char *outcomes;   /* "" = any */
    const char *file;       /* where it stands; NULL: on the command line */
    unsigned long line;
    long first;   /* period of its date: a position on the axis, which may lie outside */
    long behind;  /* the period behind its last one; the axis' length where it has no end */
    double *step; /* 1 from the date (to the end), on the axis; NULL where it is outside */
};

struct change_item {
    size_t event, outcome, entity; /* outcome: a column of the table */
    struct change_question question;
    const double **columns; /* question.columns: context, then other events */
    double *own;            /* shapes of other events made for this one */
    double *y;              /* question.y */
    struct change_result result;
    struct change_rank rank;
    double moving_p; /* of a movement before the date; NaN: not looked at, or not to be had */
    bool shocked;    /* nothing is left beside the unaffected measures, and they changed */
    double p_adj;
    double more_periods;
    /* What the plan says of the outcome: */
    double min_change; /* NaN = not stated */
    int better;        /* +1, -1; 0 = not said */
    bool guardrail;
    const char *unit;
};

struct changes_options {
    const char *events;     /* a file; or */
    const char *at;         /* DATE[,END]; exactly one of the two is not NULL */
    const char *unaffected; /* columns; NULL = none */
    double min_change;      /* > 0, or 0 = as the plan says */
    bool triggered;
    bool paths; /* wanted: the path of every item */
};

struct changes {
    struct frame frame;
    const struct changes_options *options;
    struct events *events; /* NULL with a date */
    char *at;              /* the date's copy, cut up */
    struct changes_event *event;
    size_t event_count;
    struct selection outcomes, unaffected;
    struct change_item
        *items; /* event by event, outcome by outcome, the entities of each together */
    size_t count;
    size_t resamples;
};

int changes_ask(struct changes *changes, const struct common *common,
                const struct changes_options *options, const char *file, struct error *err);
void changes_run(struct changes *changes);
void changes_free(struct changes *changes);

/* Whether another event stands beside an item in its model. */
bool changes_beside(const struct changes *changes, const struct change_item *item, size_t event);

/* The last rows before a date that --triggered leaves out. */
enum { CHANGES_TRIGGERED = 3 };

#endif
