/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filters/plot_picture.h"

#include <errno.h>
#include <stdio.h>

#include "base/output.h"
#include "command/gnuplot.h"

/* One picture above the other over time, which they share; two in a row else. As text, one
 * after the other. */
void picture_begin(const struct picture *picture, struct text *script)
{
    bool as_text = picture->format == FORMAT_DUMB;
    long across = picture->over_time || picture->count == 1 ? 1 : 2;
    long down = ((long)picture->count + across - 1) / across;
    long width = picture->width ? picture->width : as_text ? 79 : 900;
    long height = picture->height       ? picture->height
                  : as_text             ? 24
                  : picture->count == 1 ? 500
                                        : (picture->over_time ? 250 : 350) * down;

    text_adds(script, "set encoding utf8\n");
    if (picture->format == FORMAT_SVG)
        text_addf(script, "set terminal svg noenhanced size %ld,%ld dynamic background 'white'\n",
                  width, height);
    else if (picture->format == FORMAT_PNG)
        text_addf(script, "set terminal pngcairo noenhanced size %ld,%ld\n", width, height);
    else
        text_addf(script, "set terminal dumb nofeed noenhanced size %ld,%ld\n", width, height);
    /* NaN is no missing value to gnuplot: a line ends there, it is not led across the gap. */
    text_adds(script, "set key outside top center horizontal\n"
                      "set linetype 1 lc rgb '#12436D' lw 2 pt 7 ps 0.6\n"
                      "set linetype 2 lc rgb '#F46A25' lw 2 pt 5 ps 0.6\n");
    if (picture->count > 1 && !as_text)
        text_addf(script,
                  "set multiplot layout %ld,%ld\nset tics font ',8'\n"
                  "set lmargin 10\nset rmargin %d\n",
                  down, across, picture->over_time ? 10 : 2);
}

int picture_write(const struct text *script, bool as_text, const char *out, struct error *err)
{
    struct output output = { 0 };
    struct text picture = TEXT_EMPTY;
    int status = gnuplot_run(script, as_text, &picture, err);

    if (status == 0)
        status = output_open(&output, out, err);
    if (status == 0) {
        errno = 0;
        if (picture.length && fwrite(picture.bytes, picture.length, 1, output.stream) != 1)
            status = error_errno(err, out ? out : "", errno, "cannot write the picture");
        else
            status = output_close(&output, err);
    }
    output_abandon(&output);
    text_free(&picture);
    return status;
}
