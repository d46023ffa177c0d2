/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "clean/layout.h"
#include "clean/sample.h"
#include "table/select.h"

/* The header's names out of its rows; an upper row's name reaches over the empty
 * cells to its right, as merged cells are exported. */
void layout_take_names(struct layout *layout, const struct clean_sample *sample, size_t header,
                       size_t rows, size_t shift)
{
    struct text name = TEXT_EMPTY;
    size_t j;
    size_t i;

    layout->written = xcalloc(layout->width, sizeof *layout->written);
    for (j = 0; j < layout->width; j++) {
        text_clear(&name);
        for (i = header; i < header + rows && i < sample->count; i++) {
            const struct clean_sample_row *row = &sample->rows[i];
            size_t k = j - shift;

            if (j < shift)
                continue;
            if (i + 1 < header + rows && k < sample->rows[header + rows - 1].count &&
                sample->rows[header + rows - 1].cells[k].length > 0)
                while (k > 0 && k < row->count && row->cells[k].length == 0)
                    k--;
            if (k >= row->count || row->cells[k].length == 0)
                continue;
            if (name.length)
                text_addc(&name, ' ');
            text_add(&name, row->cells[k].text, row->cells[k].length);
        }
        layout->written[j] = text_take(&name);
    }
}

/* Every column gets a name, and no two the same. */
void layout_make_names(struct layout *layout, bool no_headers)
{
    size_t i;
    size_t j;

    layout->names = xcalloc(layout->width, sizeof *layout->names);
    for (j = 0; j < layout->width; j++) {
        char letters[8];
        char *name = layout->written[j][0] ? xstrdup(layout->written[j])
                     : no_headers          ? xstrdup(column_letters(j, letters))
                                           : xasprintf("column_%zu", j + 1);
        char *at;
        size_t number = 1;

        while ((at = strstr(name, "\r\n")) != NULL)
            memmove(at, at + 1, strlen(at));
        for (at = name; *at; at++)
            if (*at == '\n' || *at == '\r' || *at == '\t')
                *at = ' ';
        layout->names[j] = name;
        for (i = 0; i < layout->width; i++) {
            const char *other = i < j ? layout->names[i] : layout->written[i];

            /* a name is taken where it stands before, or where a number made it */
            if (i == j || strcmp(other, layout->names[j]) != 0 || (i > j && number == 1))
                continue;
            if (layout->names[j] != name)
                free(layout->names[j]);
            layout->names[j] = xasprintf("%s_%zu", name, ++number);
            i = (size_t)-1;
        }
        if (layout->names[j] != name)
            free(name);
    }
}
