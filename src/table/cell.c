/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/cell.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number_quick.h"

struct cells {
    char decimal;
    char **words;
    size_t word_count;
    size_t word_capacity;
    double *values; /* of the words that are numbers */
    size_t value_count;
};

static void trim(const char **text, size_t *length)
{
    while (*length > 0 && (**text == ' ' || **text == '\t')) {
        (*text)++;
        (*length)--;
    }
    while (*length > 0 && ((*text)[*length - 1] == ' ' || (*text)[*length - 1] == '\t'))
        (*length)--;
}

static void add_word(struct cells *cells, const char *text, size_t length)
{
    trim(&text, &length);
    cells->words = xgrow(cells->words, cells->word_count, &cells->word_capacity,
                         sizeof *cells->words);
    cells->words[cells->word_count++] = xstrndup(text, length);
}

struct cells *cells_new(const struct dialect *dialect)
{
    struct cells *cells = xcalloc(1, sizeof *cells);
    const char *list = dialect->missing;
    size_t i;

    cells->decimal = dialect->decimal ? dialect->decimal : '.';
    add_word(cells, "", 0);
    add_word(cells, "NA", 2);
    while (list && *list) {
        size_t length = strcspn(list, ",");

        add_word(cells, list, length);
        list += length + (list[length] == ',');
    }
    cells->values = xarray(cells->word_count, sizeof *cells->values);
    for (i = 0; i < cells->word_count; i++)
        if (number_parse(cells->words[i], strlen(cells->words[i]), cells->decimal,
                         &cells->values[cells->value_count]) == 0)
            cells->value_count++;
    return cells;
}

void cells_free(struct cells *cells)
{
    size_t i;

    if (!cells)
        return;
    for (i = 0; i < cells->word_count; i++)
        free(cells->words[i]);
    free(cells->words);
    free(cells->values);
    free(cells);
}

static int missing_word(const struct cells *cells, const char *text, size_t length, double *value)
{
    size_t i;

    trim(&text, &length);
    for (i = 0; i < cells->word_count; i++) {
        if (strlen(cells->words[i]) == length && memcmp(cells->words[i], text, length) == 0) {
            *value = NAN;
            return 0;
        }
    }
    return -1;
}

static void apply_missing_values(const struct cells *cells, double *value)
{
    size_t i;

    for (i = 0; i < cells->value_count; i++)
        if (*value == cells->values[i])
            *value = NAN;
}

int cell_number(const struct cells *cells, const char *text, size_t length, double *value)
{
    if (length == 0) {
        *value = NAN;
        return 0;
    }
    if (number_parse(text, length, cells->decimal, value) != 0)
        return missing_word(cells, text, length, value);
    apply_missing_values(cells, value);
    return 0;
}

int cell_number_quick(const struct cells *cells, const char *text, size_t length, double *value)
{
    if (!number_quick(text, length, cells->decimal, value))
        return cell_number(cells, text, length, value);
    if (cells->value_count > 0)
        apply_missing_values(cells, value);
    return 0;
}
