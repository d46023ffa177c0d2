/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text_alike.h"
#include "clean/layout.h"
#include "clean/sample.h"
#include "table/select.h"

/* A name without the # and the blanks in front of it. */
static void take_unmarked(const struct cell *cell, struct text *name)
{
    uint32_t i = 0;

    while (i < cell->length && (cell->text[i] == '#' || cell->text[i] == ' '))
        i++;
    text_add(name, cell->text + i, cell->length - i);
}

/* Did the cell lose more than plain blanks at its ends? */
static bool lost_unseen(const struct cell *cell)
{
    uint32_t i;

    for (i = 0; cell->spaced && !cell->quoted && i < cell->raw_length - cell->length; i++)
        if (cell->raw[i] & 0x80)
            return text_may_differ(cell->raw, cell->raw_length);
    return false;
}

/* The header's names out of its rows; an upper row's name reaches over the empty
 * cells to its right, as merged cells are exported. */
void layout_take_names(struct clean_layout *layout, const struct clean_sample *sample,
                       size_t header, size_t rows)
{
    size_t shift = layout->row_names ? 1 : 0;
    size_t last = header + rows - 1;
    struct text *names = xcalloc(layout->width, sizeof *names);
    size_t i;
    size_t j;

    for (i = header; i <= last && i < sample->count; i++) {
        const struct clean_sample_row *row = &sample->rows[i];
        const struct cell *reaching = NULL; /* the last cell that is not empty */

        for (j = shift; j < layout->width; j++) {
            size_t k = j - shift;
            const struct cell *cell = k < row->count ? &row->cells[k] : NULL;
            bool reached = i < last && last < sample->count && k < sample->rows[last].count &&
                           sample->rows[last].cells[k].length > 0;

            if (cell && cell->length > 0)
                reaching = cell;
            else
                cell = cell && reached ? reaching : NULL;
            if (!cell)
                continue;
            if (names[j].length)
                text_addc(&names[j], ' ');
            if (layout->marked && k == 0)
                take_unmarked(cell, &names[j]);
            else
                text_add(&names[j], cell->text, cell->length);
        }
    }
    layout->written = xcalloc(layout->width, sizeof *layout->written);
    layout->before = xcalloc(layout->width, sizeof *layout->before);
    for (j = 0; j < layout->width; j++) {
        const struct clean_sample_row *row = &sample->rows[last < sample->count ? last : header];
        const struct cell *cell = j >= shift && j - shift < row->count ? &row->cells[j - shift]
                                                                       : NULL;

        layout->written[j] = text_take(&names[j]);
        layout->before[j] = rows == 1 && cell && lost_unseen(cell)
                                ? xstrndup(cell->raw, cell->raw_length)
                                : xstrdup(layout->written[j]);
    }
    free(names);
}

/* Names that are taken, and how often each was asked for. An open hash of 2^bits slots. */
struct taken {
    struct taken_name {
        const char *name; /* NULL = free; borrowed */
        size_t last;      /* the last column that is written so, + 1 */
        size_t number;    /* the last one given to it, 0 = none */
        bool given;       /* a column has it */
    } * slots;
    size_t mask;
};

static struct taken_name *find_taken(struct taken *taken, const char *name)
{
    uint64_t hash = UINT64_C(14695981039346656037); /* FNV-1a */
    const char *p;
    size_t i;

    for (p = name; *p; p++)
        hash = (hash ^ (unsigned char)*p) * UINT64_C(1099511628211);
    for (i = (size_t)(hash ^ hash >> 32) & taken->mask; taken->slots[i].name;
         i = (i + 1) & taken->mask)
        if (strcmp(taken->slots[i].name, name) == 0)
            break;
    return &taken->slots[i];
}

static void start_taken(struct taken *taken, const struct clean_layout *layout)
{
    size_t size = 16;
    size_t j;

    while (size < 4 * layout->width)
        size *= 2;
    taken->slots = xcalloc(size, sizeof *taken->slots);
    taken->mask = size - 1;
    for (j = 0; j < layout->width; j++) {
        struct taken_name *slot = find_taken(taken, layout->written[j]);

        slot->name = layout->written[j];
        slot->last = j + 1;
    }
}

/* One line, and no tab in it; in the form of all names that look like it. */
static char *flat_name(const char *written)
{
    struct text alike = TEXT_EMPTY;
    char *name;
    char *at;

    if (text_may_differ(written, strlen(written)) && text_alike(written, strlen(written), &alike))
        name = text_take(&alike);
    else
        name = xstrdup(written);
    text_free(&alike);

    while ((at = strstr(name, "\r\n")) != NULL)
        memmove(at, at + 1, strlen(at));
    for (at = name; *at; at++)
        if (*at == '\n' || *at == '\r' || *at == '\t')
            *at = ' ';
    return name;
}

/* The name, or with the first number behind it by which it is nobody's yet: not a column's
 * before it, nor, once it has a number, of one written so behind it. */
static char *free_name(struct taken *taken, char *name, size_t column)
{
    struct taken_name *slot = find_taken(taken, name);
    char *numbered = NULL;

    while (slot->name && (slot->given || (numbered && slot->last > column + 1))) {
        struct taken_name *base = find_taken(taken, name);

        free(numbered);
        base->number += base->number == 0 ? 2 : 1;
        numbered = xasprintf("%s_%zu", name, base->number);
        slot = find_taken(taken, numbered);
    }
    if (numbered) {
        free(name);
        name = numbered;
    }
    slot->given = true;
    if (!slot->name)
        slot->name = name; /* lives as long as the layout's names */
    return name;
}

/* Every column gets a name, and no two the same. */
void layout_make_names(struct clean_layout *layout, bool no_headers)
{
    struct taken taken;
    size_t j;

    layout->names = xcalloc(layout->width, sizeof *layout->names);
    start_taken(&taken, layout);
    for (j = 0; j < layout->width; j++) {
        char letters[8];
        char *name = layout->written[j][0] ? flat_name(layout->written[j])
                     : no_headers          ? xstrdup(column_letters(j, letters))
                                           : xasprintf("column_%zu", j + 1);

        layout->names[j] = free_name(&taken, name, j);
    }
    free(taken.slots);
}
