/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all kinds of pictures share: the terminal they are drawn on, and how they are written. */
#ifndef LEVER_FILTERS_PLOT_PICTURE_H
#define LEVER_FILTERS_PLOT_PICTURE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"

enum format { FORMAT_BY_NAME, FORMAT_SVG, FORMAT_PNG, FORMAT_DUMB };

struct picture {
    enum format format;
    size_t count;       /* pictures in it */
    bool over_time;     /* one above the other */
    long width, height; /* 0 = by the format */
};

/* Sets encoding, terminal and lines up. */
void picture_begin(const struct picture *picture, struct text *script);
/* Runs the script and writes what it drew to out, whole or not at all. */
int picture_write(const struct text *script, bool as_text, const char *out, struct error *err);

#endif
