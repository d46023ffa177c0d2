/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The notes: what the words, marks and figures mean, for whoever was handed the
 * workbook and nothing else.
 */
#include <stdlib.h>
#include <string.h>

#include "book/formulas.h"
#include "book/kinds.h"
#include "link/verdict.h"

static const char *const meanings[VERDICTS] = {
    [VERDICT_UNUSABLE] = "There are too few usable rows, too many values are missing, or a column "
                         "does not vary: the data cannot speak about this link.",
    [VERDICT_DECOUPLED] = "The link held and then came apart.",
    [VERDICT_MOVES] = "When the output changes, the outcome changes later, in the direction hoped "
                      "for, more than chance, trend, season and persistence explain.",
    [VERDICT_MOVES_AGAINST] = "As moves, but in the opposite direction to the one hoped for.",
    [VERDICT_HARMS] = "As moves, on an outcome that must not get worse, and it gets worse.",
    [VERDICT_MOVES_TOGETHER] = "Output and outcome change together, neither before the other: "
                               "which comes first is not established.",
    [VERDICT_REVERSE] = "The outcome changes first and the output follows.",
    [VERDICT_NO_EFFECT] = "Whatever effect there is, it is smaller than the smallest one that "
                          "matters, as stated beforehand.",
    [VERDICT_SHARED_TREND] = "The plain correlation looks convincing, but it comes from a trend or "
                             "a season that both share.",
    [VERDICT_CANNOT_TELL] = "These data do not settle it, one way or the other.",
};

const char *verdict_meaning(const char *word)
{
    int verdict = verdict_find(word);

    return verdict < 0 ? NULL : meanings[verdict];
}

struct note {
    const char *term;
    const char *meaning;
    bool tables; /* of any tables, not only of links */
};

static const struct note notes[] = {
    { "[note 1]",
      "p is the chance of so strong a link where there is none, counted over all lags that were "
      "searched; corrected for links, over all links too. It comes from a bootstrap (resampled "
      "series in which the link is cut), so no spreadsheet formula can give it: it is a value. What "
      "makes of it the p corrected for links (Holm, or Benjamini and Hochberg) is a formula over "
      "the p of all links, of up to 200.", false },
    { "[note 2]",
      "Trend, season and context are removed from both series and what persists from one period to "
      "the next is filtered out (whitening). r is the correlation of what is left, at the lag of "
      "the strongest link.", false },
    { "[note 3]",
      "Naive figures are what a spreadsheet says of the raw columns, row beside row unless a lag "
      "is named; a row without one of the two values is left out. They are shown for comparison: two "
      "series that merely grow look strongly related by them, and so does the best of several lags. "
      "They are formulas over a sheet of data that has these columns and gives the same figure; "
      "otherwise, and where the data are too long to be marked up as a table, they are values.", false },
    { "[note 4]",
      "How far the design carries, from weakest to strongest: association, lagged, before-after, "
      "experiment.", false },
    { "[note 5]",
      "The smallest effect, in outcome units per unit of output, that these data would have shown "
      "four times in five.", false },
    { "[note 6]",
      "How many more periods it takes to see the smallest effect that matters, where one was "
      "stated. [z] too where that is out of reach: more than ten times these data.", false },
    { "[note 7]",
      "The same test on the output shuffled in blocks, many times: how often it is said to move "
      "although it cannot. About 0.05 or less is what the test promises.", false },
    { "[note 8]",
      "What is left of the effect when all outputs on the outcome are tested together, each at its "
      "own lag and with the others held still; in the unit of the effect. p is a value, from a "
      "bootstrap. Variance inflation is by how much the other outputs' company widens the variance "
      "of this figure: 1 is not at all, and from about 10 the outputs can hardly be told apart. [x] "
      "where they cannot be told apart at all. The verdict stays that of the output by itself.", false },
    { "[x]", "Not available: there is no such value.", true },
    { "[z]", "Not applicable: the question does not arise in this row.", true },
    { "[low]", "Not zero, but it would round to zero.", false },
    { "Output", "What a team produces or does: calls made, posts written, tickets closed.", false },
    { "Outcome", "What changes for somebody because of it: revenue, satisfaction, retention.", false },
    { "Guardrail", "An outcome that must not get worse, whatever else gets better.", false },
    { "Link", "An output paired with an outcome.", false },
    { "Lag", "Periods from the output to the outcome; positive: the outcome comes later.", false },
    { "Effect", "Units of the outcome for one more unit of the output, at the lag shown. Its 95% "
                "interval leaves out zero exactly when p is under 0.05.", false },
    { "Working", "The whitened columns of one link. The effect is the slope through their origin "
                 "(Frisch and Waugh 1933); standard error, r, t and the nominal p are formulas "
                 "beside it. The nominal p takes the lag as given beforehand; as it was searched "
                 "for, the bootstrap p is the one to go by.", false },
    { "Live formulas", "Every figure that a spreadsheet can compute is a formula over the sheets "
                       "of this workbook; change a cell, and it follows. Figures marked as values "
                       "come from lever.", true },
};

/* Does this sheet tell of formulas? One that continues another shares them. */
static bool tells(const struct book *book, size_t sheet)
{
    return sheet == 0 || book->sheets[sheet]->live != book->sheets[sheet - 1]->live;
}

static void formulas(struct book *book, struct sheet *sheet, lxw_row_t row)
{
    size_t i;
    size_t k;

    for (i = 0; i < book->sheet_count; i++)
        for (k = 0; tells(book, i) && k < live_notes(book->sheets[i]); k++, row++) {
            char *meaning;

            sheet_text(sheet, row, 0, STYLE_CELL, live_note(book->sheets[i], k, &meaning));
            sheet_text(sheet, row, 1, STYLE_CELL, meaning);
            free(meaning);
        }
}

/* Tables without links or formulas need no explanation beyond their own sheets'. */
static void plan_notes(struct book *book, const struct sheet_kind *kind)
{
    if (!book_asks(book) && !book->options->formulas)
        return;
    sheet_add(book, kind, "Notes", "Notes: what the words, marks and figures mean");
}

static void write_notes(struct book *book, struct sheet *sheet)
{
    static const struct grid_column columns[] = { { "Note or term", 24, false },
                                                  { "Meaning", 110, false } };
    enum { count = sizeof notes / sizeof *notes };
    lxw_row_t row = sheet->header + 1;
    bool links = book_asks(book);
    size_t lines = links ? VERDICTS : 0;
    size_t i;

    for (i = 0; i < count; i++)
        lines += links || notes[i].tables;
    for (i = 0; i < book->sheet_count; i++)
        lines += tells(book, i) ? live_notes(book->sheets[i]) : 0;
    sheet_table(sheet, "notes", columns, 2, lines);
    for (i = 0; i < count; i++) {
        if (!links && !notes[i].tables)
            continue;
        sheet_text(sheet, row, 0, STYLE_CELL, notes[i].term);
        sheet_text(sheet, row++, 1, STYLE_CELL, notes[i].meaning);
    }
    for (i = 0; links && i < VERDICTS; i++, row++) {
        sheet_text(sheet, row, 0, STYLE_CELL, verdict_name((enum verdict)i));
        sheet_text(sheet, row, 1, STYLE_CELL, meanings[i]);
    }
    formulas(book, sheet, row);
}

const struct sheet_kind sheet_kind_notes = {
    .rank = 120,
    .plan = plan_notes,
    .write = write_notes,
};
