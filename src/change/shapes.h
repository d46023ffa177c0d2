/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The shapes that a change at a known date may have.
 *
 *   pulse    1 in the first one, two or three rows, then over
 *   step     1 from the date on
 *   ramp     1, 2, 3 … : it goes on and on
 *   fading   d^(t - T0), d on a grid: a jump that is lost
 *   gradual  1 - d^(t - T0 + 1): it takes time, then it stays
 *
 * With an end, each is there once during the change only, 0 behind it, and once without end, and a step
 * and fadings begin at the end as well: what it left behind.
 */
#ifndef LEVER_CHANGE_SHAPES_H
#define LEVER_CHANGE_SHAPES_H

#include <stdbool.h>
#include <stddef.h>

enum change_kind {
    CHANGE_PULSE,
    CHANGE_STEP,
    CHANGE_RAMP,
    CHANGE_FADING,
    CHANGE_GRADUAL,
    CHANGE_OTHER, /* the caller's own */
    CHANGE_KINDS
};

enum { CHANGE_SHAPES = 48 };

struct change_shape {
    enum change_kind kind;
    size_t width; /* of a pulse, in rows */
    double decay; /* d of fading and gradual */
    size_t from;  /* its first row that is not 0 */
    size_t to;    /* the row behind its last one */
};

struct change_shapes {
    size_t count;
    struct change_shape shape[CHANGE_SHAPES];
    size_t step, ramp; /* the plain ones, without end; count where there is none */
};

/* "pulse" … "gradual"; "not-established" of the others. */
const char *change_kind_name(enum change_kind kind);

/* The shapes of a date (and an end, n: none) in n rows; those that would be the same as another
 * are left out. */
void change_shapes_make(size_t n, size_t date, size_t end, struct change_shapes *shapes);
/* Fills out (n). */
void change_shape_fill(const struct change_shape *shape, size_t n, double *out);

#endif
