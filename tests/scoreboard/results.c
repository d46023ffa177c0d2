/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/scoreboard/results.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

FILE *results_append(const char *program, const char *path)
{
    FILE *file = fopen(path, "a+");

    if (!file) {
        fprintf(stderr, "%s: %s: %s\n", program, path, strerror(errno));
        exit(1);
    }
    if (fseek(file, -1, SEEK_END) == 0 && getc(file) != '\n') {
        fseek(file, 0, SEEK_END);
        fputc('\n', file);
    }
    fseek(file, 0, SEEK_END);
    return file;
}

static size_t commas_in(const char *line)
{
    size_t count = 0;

    for (; *line; line++)
        count += *line == ',';
    return count;
}

size_t results_drawn(const char *path, int version, const char *cell, size_t commas)
{
    FILE *file = fopen(path, "r");
    char line[500], start[120];
    size_t length = (size_t)snprintf(start, sizeof start, "%d,%s,", version, cell);
    size_t done = 0, first, drawn;

    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, start, length) == 0 && commas_in(line) == commas &&
            sscanf(line + length, "%zu,%zu", &first, &drawn) == 2 && first + drawn > done)
            done = first + drawn;
    if (file)
        fclose(file);
    return done;
}

bool results_disagree(const struct link_result *result)
{
    bool found = (result->effect_low > 0 || result->effect_high < 0) != (result->p < .05);
    size_t l;

    for (l = 0; l < result->lags_tried; l++) {
        const struct link_lag *row = &result->profile[l];

        found = found || (!isnan(row->t) && (row->low95 > 0 || row->high95 < 0) != (row->p < .05));
    }
    return found;
}
