/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All findings side by side, strongest first: the list behind the cover, and the cells that its
 * picture is drawn from. Bars that are stacked start at 0, so an interval is cut at 0 and at the
 * effect into a gap and four parts, of which two at most are there.
 */
#include <math.h>
#include <string.h>

#include "book/findings.h"
#include "book/grid.h"
#include "book/kinds.h"

enum place {
    AT_WHAT,
    AT_ANSWER,
    AT_WORD,
    AT_NOTE,
    AT_EFFECT,
    AT_LOW,
    AT_HIGH,
    AT_SCALE,
    AT_MEASURED,
    AT_PARTS, /* from here on */
    AT_PAGE = AT_PARTS + findings_parts,
    PLACES
};

/* clang-format off */
static const struct grid_column columns[PLACES] = {
    [AT_WHAT] = { "What it is about", 34, false },
    [AT_ANSWER] = { "Answer", 26, false },
    [AT_WORD] = { "Verdict", 18, false },
    [AT_NOTE] = { "In one sentence", 60, false },
    [AT_EFFECT] = { "Effect", 14, true },
    [AT_LOW] = { "Effect: low end of the 95% interval", 16, true },
    [AT_HIGH] = { "Effect: high end of the 95% interval", 16, true },
    [AT_SCALE] = { "Measured in", 14, true },
    [AT_MEASURED] = { "What that is", 24, false },
    [AT_PARTS] = { "Picture: gap up to 0", 12, true },
    [AT_PARTS + 1] = { "Picture: above 0, to the effect", 12, true },
    [AT_PARTS + 2] = { "Picture: above 0, beyond it", 12, true },
    [AT_PARTS + 3] = { "Picture: below 0, to the effect", 12, true },
    [AT_PARTS + 4] = { "Picture: below 0, beyond it", 12, true },
    [AT_PAGE] = { "Shown in", 16, false },
};

/* Of low end L, effect E, high end H and what they are measured in, S. */
static const char *const parts[findings_parts] = {
    "(MAX(0,L)+MIN(0,H))/S",
    "(MAX(0,E)-MAX(0,L))/S",
    "(MAX(0,H)-MAX(0,E))/S",
    "(MIN(0,E)-MIN(0,H))/S",
    "(MIN(0,L)-MIN(0,E))/S",
};
/* clang-format on */

static double part(const struct book_finding *finding, size_t k)
{
    double low = finding->low;
    double effect = finding->effect;
    double high = finding->high;
    const double values[findings_parts] = {
        fmax(0, low) + fmin(0, high),    fmax(0, effect) - fmax(0, low),
        fmax(0, high) - fmax(0, effect), fmin(0, effect) - fmin(0, high),
        fmin(0, low) - fmin(0, effect),
    };

    return values[k] / finding->scale;
}

static void plan_findings(struct book *book, const struct sheet_kind *kind)
{
    struct sheet *sheet;

    if (book->finding_count == 0)
        return;
    sheet = sheet_add(book, kind, "Findings", "Findings: all answers side by side");
    sheet_line(sheet,
               "Strongest first, in the order of the cover: the effect over the smallest one "
               "that matters, as it was stated.");
    sheet_line(sheet, "Where none was stated, it is over its standard error.");
    sheet_line(sheet,
               "The columns of the picture are what it is drawn from: the 95%% interval, cut "
               "at 0 and at the effect.");
    sheet_line(sheet, "Some shorthand is used: [x] not available.");
}

static const char *measured_in(const struct book_finding *finding)
{
    if (!(finding->scale > 0))
        return "[x]";
    return finding->stated ? "the smallest that matters" : "its standard error";
}

static void write_parts(struct sheet *sheet, const struct book_finding *finding, lxw_row_t row)
{
    static const struct {
        char letter;
        enum place at;
    } cells[] = { { 'L', AT_LOW }, { 'E', AT_EFFECT }, { 'H', AT_HIGH }, { 'S', AT_SCALE } };
    char name[LXW_MAX_CELL_NAME_LENGTH];
    size_t i, k;

    for (k = 0; k < findings_parts; k++) {
        struct text formula = TEXT_EMPTY;
        const char *from;

        text_addc(&formula, '=');
        for (from = parts[k]; *from; from++) {
            for (i = 0; i < sizeof cells / sizeof *cells && cells[i].letter != *from; i++)
                ;
            /* M of MAX and MIN, and their other letters, are none of the four. */
            if (i == sizeof cells / sizeof *cells) {
                text_addc(&formula, *from);
                continue;
            }
            lxw_rowcol_to_cell(name, row, (lxw_col_t)cells[i].at);
            text_adds(&formula, name);
        }
        sheet_formula(sheet, row, (lxw_col_t)(AT_PARTS + k), "0.00", formula.bytes,
                      part(finding, k));
        text_free(&formula);
    }
}

/* An effect and the ends of its interval are written with the same decimals. */
static const char *format_of(const struct book_finding *finding, double figure)
{
    double most = fmax(fabs(finding->low), fabs(finding->high));

    return isfinite(most) ? value_format(most, most, false) : value_format(figure, figure, false);
}

static void write_finding(struct sheet *sheet, const struct book_finding *finding, lxw_row_t row)
{
    const struct sheet *page = finding_page(sheet->book, finding);
    const double figures[] = { finding->effect, finding->low, finding->high, finding->scale };
    unsigned long line = finding->source->lines[finding->row];
    bool drawn = isfinite(finding->low) && isfinite(finding->high) &&
                 finding_strength(finding) >= 0;
    size_t k;

    sheet_cell_of(sheet, finding->source, row, AT_WHAT, finding->what, line, "entity");
    sheet_text(sheet, row, AT_ANSWER, STYLE_CELL, answer_heading(finding->answer));
    sheet_cell_of(sheet, finding->source, row, AT_WORD, finding->word, line, "verdict");
    sheet_cell_of(sheet, finding->source, row, AT_NOTE, finding->note, line, "note");
    for (k = 0; k < sizeof figures / sizeof *figures; k++)
        sheet_number(sheet, row, (lxw_col_t)(AT_EFFECT + k), format_of(finding, figures[k]),
                     figures[k]);
    sheet_text(sheet, row, AT_MEASURED, STYLE_CELL, measured_in(finding));
    if (drawn)
        write_parts(sheet, finding, row);
    for (k = 0; !drawn && k < findings_parts; k++)
        sheet_mark(sheet, row, (lxw_col_t)(AT_PARTS + k), "[x]");
    if (page)
        sheet_goto(sheet, row, AT_PAGE, page, page->name);
    else
        sheet_mark(sheet, row, AT_PAGE, "[x]");
}

static void make_room(const struct book *book, struct grid_column *wide)
{
    size_t i, k;

    for (i = 0; i < book->finding_count; i++) {
        const struct book_finding *finding = &book->findings[i];
        const double figures[] = { finding->effect, finding->low, finding->high, finding->scale };

        for (k = 0; k < sizeof figures / sizeof *figures; k++)
            if (isfinite(figures[k]))
                wide[AT_EFFECT + k].width = fmax(wide[AT_EFFECT + k].width,
                                                 grid_number_width(fmin(figures[k], 0),
                                                                   fmax(figures[k], 0),
                                                                   format_of(finding, figures[k]),
                                                                   false));
    }
}

static void write_findings(struct book *book, struct sheet *sheet)
{
    struct grid_column wide[PLACES];
    size_t i;

    memcpy(wide, columns, sizeof wide);
    make_room(book, wide);
    sheet_table(sheet, "findings", wide, PLACES, book->finding_count);
    for (i = 0; i < book->finding_count; i++)
        write_finding(sheet, &book->findings[i], sheet->header + 1 + (lxw_row_t)i);
}

lxw_col_t findings_part(size_t k)
{
    return (lxw_col_t)(AT_PARTS + k);
}

const struct sheet_kind sheet_kind_findings = {
    .rank = 15,
    .plan = plan_findings,
    .write = write_findings,
};
