/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "change/shapes.h"

#include <math.h>

static const double DECAYS[] = { .3, .4, .5, .6, .7, .8, .85, .9 };

const char *change_kind_name(enum change_kind kind)
{
    static const char *const names[CHANGE_KINDS + 1] = {
        [CHANGE_PULSE] = "pulse",
        [CHANGE_STEP] = "step",
        [CHANGE_RAMP] = "ramp",
        [CHANGE_FADING] = "fading",
        [CHANGE_GRADUAL] = "gradual",
        [CHANGE_OTHER] = "not-established",
        [CHANGE_KINDS] = "not-established",
    };

    return names[kind];
}

static void add(struct change_shapes *shapes, struct change_shape shape)
{
    if (shapes->count < CHANGE_SHAPES)
        shapes->shape[shapes->count++] = shape;
}

static void add_decays(struct change_shapes *shapes, enum change_kind kind, size_t from, size_t to)
{
    size_t i;

    for (i = 0; i < sizeof DECAYS / sizeof *DECAYS; i++)
        add(shapes,
            (struct change_shape){ .kind = kind, .decay = DECAYS[i], .from = from, .to = to });
}

/* Those that begin at a row; a step is all there is where but one row is left. */
static void add_all(struct change_shapes *shapes, size_t from, size_t to, bool lasting)
{
    size_t rows = to - from, width;

    for (width = 1; width <= 3 && lasting; width++)
        if (rows > width)
            add(shapes,
                (struct change_shape){
                    .kind = CHANGE_PULSE, .width = width, .from = from, .to = from + width });
    if (lasting)
        shapes->step = shapes->count;
    add(shapes, (struct change_shape){ .kind = CHANGE_STEP, .from = from, .to = to });
    if (rows < 3)
        return;
    if (lasting)
        shapes->ramp = shapes->count;
    add(shapes, (struct change_shape){ .kind = CHANGE_RAMP, .from = from, .to = to });
    if (!lasting)
        return;
    add_decays(shapes, CHANGE_FADING, from, to);
    add_decays(shapes, CHANGE_GRADUAL, from, to);
}

void change_shapes_make(size_t n, size_t date, size_t end, struct change_shapes *shapes)
{
    *shapes = (struct change_shapes){ .count = 0 };
    if (date < n)
        add_all(shapes, date, n, true);
    if (date < n && end > date && end < n) {
        add_all(shapes, date, end, false);
        add(shapes, (struct change_shape){ .kind = CHANGE_STEP, .from = end, .to = n });
        if (n - end >= 3)
            add_decays(shapes, CHANGE_FADING, end, n);
    }
    if (shapes->ramp == 0)
        shapes->ramp = shapes->count;
}

void change_shape_fill(const struct change_shape *shape, size_t n, double *out)
{
    double power = shape->kind == CHANGE_GRADUAL ? shape->decay : 1;
    size_t t;

    for (t = 0; t < n; t++) {
        bool on = t >= shape->from && t < shape->to;

        out[t] = on ? 1 : 0;
        if (!on)
            continue;
        if (shape->kind == CHANGE_RAMP)
            out[t] = (double)(t - shape->from + 1);
        if (shape->kind == CHANGE_FADING)
            out[t] = power;
        if (shape->kind == CHANGE_GRADUAL)
            out[t] = 1 - power;
        power *= shape->decay;
    }
}
