/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The goals on one page, to be published as it is: which are reached and when, which are on track,
 * which are not, and which cannot be told; a sentence each.
 */
#include <stdlib.h>
#include <string.h>

#include "book/kinds.h"
#include "words/track.h"

/* The headings, in the order in which a reader wants them, and the verdicts below each. */
static const struct part {
    const char *heading;
    const char *verdicts[3];
} parts[] = {
    { "Reached", { "reached" } },
    { "On track", { "on-track" } },
    { "At risk", { "at-risk" } },
    { "Off track, or missed", { "off-track", "missed" } },
    { "Cannot be told yet", { "cannot-tell", "no-baseline", "unusable" } },
};
enum { part_count = sizeof parts / sizeof *parts, verdict_count = 3 };

static struct source *next_track(struct book *book, struct source *before)
{
    return book_source(book, &sheet_kind_track, before);
}

static void plan_goals(struct book *book, const struct sheet_kind *kind)
{
    struct source *source = NULL;

    while (!book->failed && (source = next_track(book, source)) != NULL) {
        struct sheet *sheet = sheet_add(book, kind, "Goals", "Goals: where they stand");

        sheet->source = source;
        sheet->has_table = false;
    }
}

static bool stands_in(const struct part *part, const char *verdict)
{
    size_t i;

    for (i = 0; i < verdict_count && part->verdicts[i]; i++)
        if (strcmp(part->verdicts[i], verdict) == 0)
            return true;
    return false;
}

/* "North, 2025-W28: Answered in time: ..." */
static const char *line_of(struct book *book, const struct source *source, size_t row)
{
    const char *entity = source_text(source, row, source_column(source, "entity"));
    const char *note = source_text(source, row, source_column(source, "note"));

    return *entity ? book_keepf(book, "%s: %s", entity, note) : note;
}

static void write_goals(struct book *book, struct sheet *sheet)
{
    static const struct grid_column column = { "", 110, false };
    const struct source *source = sheet->source;
    lxw_row_t at = sheet->header;
    size_t p, row;

    sheet_columns(sheet, &column, 1);
    for (p = 0; p < part_count; p++) {
        bool begun = false;

        for (row = 0; row < source->height; row++) {
            if (!stands_in(&parts[p], source_text(source, row, source_column(source, "verdict"))))
                continue;
            if (!begun)
                sheet_text(sheet, at++, 0, STYLE_HEADING, parts[p].heading);
            begun = true;
            sheet_text(sheet, at++, 0, STYLE_PROSE, line_of(book, source, row));
        }
        at += begun;
    }
    worksheet_set_landscape(sheet->worksheet);
    worksheet_fit_to_pages(sheet->worksheet, 1, 1);
}

const struct sheet_kind sheet_kind_goals = {
    .rank = 22,
    .plan = plan_goals,
    .write = write_goals,
    .prose = true,
};
