/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The cover: the question, the answer, what it is based on, and the way to the
 * other sheets. Text runs down column A; the contents are the sheet's table.
 */
#include <time.h>

#include "book/answers.h"
#include "book/contents.h"
#include "book/kinds.h"
#include "book/picture.h"

/* A cover of fewer rows is printed on one page. */
enum { cover_rows = 90 };

static void plan_cover(struct book *book, const struct sheet_kind *kind)
{
    struct sheet *sheet = sheet_add(book, kind, "Cover", book->title);

    /* A picture stands in no table's way: the contents then have a sheet of their own. */
    sheet->has_table = !picture_has(book);
}

/* Text at the next row. */
static void say(struct sheet *sheet, enum style style, const char *text)
{
    sheet_text(sheet, sheet->header++, 0, style, text);
}

/* Where the findings stand that have no line of their own. */
static void point_to_others(struct book *book, struct sheet *sheet, const struct answer_line *line)
{
    const struct sheet_kind *kind = &sheet_kind_verdicts;
    size_t i;

    for (i = 0; i < book->finding_count; i++)
        if (book->findings[i].answer == line->answer && !book->findings[i].link)
            kind = &sheet_kind_findings;
    for (i = 0; i < book->sheet_count; i++)
        if (book->sheets[i]->kind == kind)
            sheet_pointer(sheet, sheet->header++, book->sheets[i],
                          book_keepf(book, "%s are on the sheet %s.", line->text,
                                     book->sheets[i]->name));
}

static void write_line(struct book *book, struct sheet *sheet, const struct answer_line *line)
{
    const struct sheet *page = line->finding ? finding_page(book, line->finding) : NULL;

    switch (line->kind) {
    case LINE_HEADING:
    case LINE_SUBHEADING:
        say(sheet, STYLE_HEADING, line->text);
        break;
    case LINE_FINDING:
        say(sheet, STYLE_PROSE, line->text);
        if (page)
            sheet_pointer(sheet, sheet->header++, page, book_keepf(book, "See %s.", page->name));
        break;
    case LINE_PROSE:
        say(sheet, STYLE_PROSE, line->text);
        break;
    case LINE_LEFT:
        point_to_others(book, sheet, line);
        break;
    case LINE_PICTURE:
        picture_place(sheet);
        break;
    }
}

/* What the workbook made of the tables, and who made it when. */
static void made(struct book *book, struct sheet *sheet)
{
    char date[32];
    struct tm when;
    size_t i;

    for (i = 1; i < book->sheet_count; i++)
        if (book->sheets[i]->stream && book->sheets[i]->grid == book->sheets[i - 1]->grid)
            say(sheet, STYLE_PROSE,
                book_keepf(book, "%s continues in %s: a sheet holds 1,048,576 rows.",
                           book->sheets[i - 1]->name, book->sheets[i]->name));
    if (book->truncated)
        say(sheet, STYLE_PROSE,
            book_keepf(book, "%zu text%s cut to 32,767 characters, the most that a cell holds.",
                       book->truncated, book->truncated == 1 ? " was" : "s were"));
    gmtime_r(&book->options->created, &when);
    strftime(date, sizeof date, "%Y-%m-%d", &when);
    say(sheet, STYLE_PROSE, book_keepf(book, "Made by lever " PACKAGE_VERSION " on %s.", date));
}

static void point_to_contents(struct book *book, struct sheet *sheet)
{
    size_t i;

    for (i = 0; i < book->sheet_count; i++)
        if (book->sheets[i]->kind == &sheet_kind_contents)
            sheet_pointer(sheet, sheet->header++, book->sheets[i], "All sheets of this workbook");
}

static void write_cover(struct book *book, struct sheet *sheet)
{
    struct answers answers;
    size_t i;

    if (book->failed)
        return;
    worksheet_set_portrait(sheet->worksheet);
    sheet_columns(sheet, contents_columns, 2);
    answers_tell(book, &answers);
    for (i = 0; i < answers.count; i++)
        write_line(book, sheet, &answers.lines[i]);
    answers_free(&answers);
    made(book, sheet);
    sheet_print(sheet, sheet->header - 1, sheet->header < cover_rows);
    if (sheet->has_table)
        contents_write(book, sheet);
    else
        point_to_contents(book, sheet);
}

const struct sheet_kind sheet_kind_cover = {
    .rank = 10,
    .plan = plan_cover,
    .write = write_cover,
};
