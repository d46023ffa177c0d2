/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unpack/tell.h"

static const char *s(unsigned long count)
{
    return count == 1 ? "" : "s";
}

/* The columns whose texts look like numbers; those without a number among them are said to be
 * text, of the others it is a question. */
static void tell_likes(const struct sheet_found *found, bool mixed, struct text *out)
{
    enum { ENOUGH = 8 };
    struct text list = TEXT_EMPTY;
    unsigned long cells = 0;
    size_t columns = 0;
    char name[4];
    size_t i;

    for (i = 0; i < found->column_count; i++) {
        const struct sheet_column *column = &found->columns[i];

        if (column->likes == 0 || (column->numbers > 0) != mixed)
            continue;
        cells += column->likes;
        sheet_column_name(i, name);
        if (columns++ < ENOUGH)
            text_addf(&list, "%s%s (%lu, first %s%lu)", list.length ? ", " : "", name,
                      column->likes, name, column->row);
    }
    if (columns > ENOUGH)
        text_addf(&list, " and %zu more", columns - ENOUGH);
    if (columns > 0 && mixed)
        text_addf(out,
                  "%lu cell%s beside numbers hold%s text that looks like a number, and stay%s as "
                  "written: column%s %s\n",
                  cells, s(cells), cells == 1 ? "s" : "", cells == 1 ? "s" : "", s(columns),
                  list.bytes);
    else if (columns > 0)
        text_addf(out,
                  "text that looks like numbers stays text: column%s %s; clean --number NAME makes "
                  "numbers of it\n",
                  s(columns), list.bytes);
    text_free(&list);
}

void tell_sheet(const struct sheet_found *found, bool from_1904, struct text *notes,
                struct text *warnings)
{
    if (found->errors.count > 0)
        text_addf(warnings, "%lu cell%s hold%s an error (first %s: %s), which counts as missing\n",
                  found->errors.count, s(found->errors.count), found->errors.count == 1 ? "s" : "",
                  found->errors.first, found->error_word);
    if (found->unvalued.count > 0)
        text_addf(warnings,
                  "%lu formula%s (first %s) %s never worked out, so %s missing: open and save the "
                  "workbook in a spreadsheet program\n",
                  found->unvalued.count, s(found->unvalued.count), found->unvalued.first,
                  found->unvalued.count == 1 ? "was" : "were",
                  found->unvalued.count == 1 ? "its value is" : "their values are");
    if (found->impossible.count > 0)
        text_addf(
            warnings,
            "%lu cell%s (first %s) %s shown as a day that there is not (before 1 January 1900, 29 "
            "February 1900, after 9999), which counts as missing\n",
            found->impossible.count, s(found->impossible.count), found->impossible.first,
            found->impossible.count == 1 ? "is" : "are");
    if (found->beyond.count > 0)
        text_addf(warnings,
                  "%lu cell%s (first %s) %s too large to be a number, which counts as missing\n",
                  found->beyond.count, s(found->beyond.count), found->beyond.first,
                  found->beyond.count == 1 ? "is" : "are");
    tell_likes(found, true, warnings);
    tell_likes(found, false, notes);
    if (found->merged.count > 0)
        text_addf(notes,
                  "%lu merged area%s (first %s): a value stands in the first cell, the others are "
                  "empty\n",
                  found->merged.count, s(found->merged.count), found->merged.first);
    if (found->hidden_rows.count > 0)
        text_addf(notes, "%lu hidden row%s (first %s) %s read like others\n",
                  found->hidden_rows.count, s(found->hidden_rows.count), found->hidden_rows.first,
                  found->hidden_rows.count == 1 ? "is" : "are");
    if (found->hidden_columns.count > 0)
        text_addf(notes, "%lu hidden column%s (first %s) %s read like others\n",
                  found->hidden_columns.count, s(found->hidden_columns.count),
                  found->hidden_columns.first, found->hidden_columns.count == 1 ? "is" : "are");
    if (from_1904)
        text_addf(notes, "days are counted from 1904, as the workbook says\n");
}
