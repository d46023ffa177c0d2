/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The raw columns of the links on the data sheets, so that what a spreadsheet says
 * of them can be a live formula there.
 *
 * CORREL and SLOPE leave out a row where either cell is empty or text, in Excel,
 * LibreOffice and Gnumeric alike, so missing values need nothing. Where the rows of
 * an entity stand together a range is enough; where they lie scattered, an array
 * formula takes them out: IF(EXACT(team,"North")*..., calls, "").
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "book/grid.h"
#include "book/kinds.h"
#include "book/naive.h"
#include "stats/moments.h"
#include "stats/student.h"

void naive_free(struct naive *naive)
{
    size_t i;

    if (!naive)
        return;
    for (i = 0; i < naive->named.count; i++)
        free(naive->named.parts[i]);
    free(naive->is_its);
    free(naive->when);
    free(naive->who);
    row_marks_free(&naive->marks);
    free(naive->xs);
    free(naive->ys);
    free(naive);
}

/* ---- the entity ---- */

enum { entity_text_most = 255 };

static bool names_row(const struct named *named, const struct source *source, size_t row,
                      size_t upto)
{
    size_t i;

    for (i = 0; i < upto; i++)
        if (strcmp(source_text(source, row, (long)named->columns[i]), named->parts[i]) != 0)
            return false;
    return true;
}

static bool names_rows(const struct named *named, const struct source *source, size_t upto)
{
    size_t row;

    for (row = 0; row < source->height; row++)
        if (names_row(named, source, row, upto))
            return true;
    return false;
}

/* Finds a column for part `at` and those behind it. */
static bool find_columns(struct named *named, const struct source *source, size_t at)
{
    size_t column;
    size_t i;

    if (at == named->count || at == entity_columns_most)
        return true;
    for (column = 0; column < source->width; column++) {
        for (i = 0; i < at && named->columns[i] != column; i++)
            ;
        named->columns[at] = column;
        if (i == at && names_rows(named, source, at + 1) && find_columns(named, source, at + 1))
            return true;
    }
    return false;
}

/* An entity of several columns is called "North / Sales". */
static bool find_entity(struct named *named, const struct source *source, const char *entity)
{
    static const char divider[] = " / ";
    const char *at = entity;
    const char *end;

    named->count = 1;
    named->parts[0] = xstrdup(entity);
    if (find_columns(named, source, 0))
        return true;
    free(named->parts[0]);
    for (named->count = 0; at && named->count < entity_columns_most; named->count++) {
        end = strstr(at, divider);
        named->parts[named->count] = end ? xstrndup(at, (size_t)(end - at)) : xstrdup(at);
        at = end ? end + strlen(divider) : NULL;
    }
    return !at && find_columns(named, source, 0);
}

/* Each part in quotes, as formulas write it. */
static void write_literals(struct book *book, struct named *named)
{
    size_t i;

    for (i = 0; i < named->count; i++) {
        struct text out = TEXT_EMPTY;
        const char *at;

        text_addc(&out, '"');
        for (at = named->parts[i]; *at; at++) {
            if (*at == '"')
                text_addc(&out, '"');
            text_addc(&out, *at);
        }
        text_addc(&out, '"');
        named->literals[i] = book_keep(book, text_take(&out));
    }
}

/* EXACT('Data'!$B$6:$B$95,"North")*...; the book keeps it. */
static const char *entity_array(struct book *book, struct sheet *sheet, const struct named *named)
{
    struct text out = TEXT_EMPTY;
    size_t i;

    for (i = 0; i < named->count; i++)
        text_addf(&out, "%sEXACT(%s,%s)", i ? "*" : "",
                  sheet_range(sheet, (lxw_col_t)named->columns[i], sheet->header + 1,
                              sheet->source->height),
                  named->literals[i]);
    return book_keep(book, text_take(&out));
}

/* The columns that name the entities of a link on all of them: those that name the first. */
static void find_pooled(struct naive *naive, const struct book_link *link)
{
    const struct source *source = naive->sheet->source;
    const char *entity = link->working && link->n > 0
                             ? source_text(link->working, link->rows[0],
                                           source_column(link->working, "entity"))
                             : "";

    naive->pooled = entity[0] && find_entity(&naive->named, source, entity);
}

/* Finds the rows of the link's entity; false where the sheet does not name it. */
static bool find_rows(struct book *book, struct naive *naive, const struct book_link *link)
{
    struct source *source = naive->sheet->source;
    struct named *named = &naive->named;
    size_t found = 0;
    size_t end = 0;
    size_t row;
    bool good;

    naive->first = 0;
    naive->count = source->height;
    if (!link->entity[0]) {
        find_pooled(naive, link);
    } else {
        good = strlen(link->entity) <= entity_text_most && find_entity(named, source, link->entity);
        if (!good)
            return false;
        write_literals(book, named);
        for (row = 0; row < source->height; row++) {
            if (!names_row(named, source, row, named->count))
                continue;
            naive->first = found++ ? naive->first : row;
            end = row + 1;
        }
        if (end - naive->first == found) {
            naive->count = found;
        } else {
            naive->first = 0;
            naive->entity_is = entity_array(book, naive->sheet, named);
        }
    }
    naive->is_its = xcalloc(naive->count, sizeof *naive->is_its);
    for (row = 0; row < naive->count; row++)
        naive->is_its[row] = !naive->entity_is ||
                             names_row(named, source, naive->first + row, named->count);
    return true;
}

/* ---- the columns ---- */

static void read_columns(struct naive *naive)
{
    const struct source *source = naive->sheet->source;
    size_t i;

    naive->xs = xarray(naive->count, sizeof *naive->xs);
    naive->ys = xarray(naive->count, sizeof *naive->ys);
    for (i = 0; i < naive->count; i++) {
        bool its = naive->is_its[i];

        naive->xs[i] = its ? source_number(source, naive->first + i, (long)naive->x) : NAN;
        naive->ys[i] = its ? source_number(source, naive->first + i, (long)naive->y) : NAN;
    }
}

static bool close_to(double a, double b)
{
    return fabs(a - b) <= 1e-9 * fmax(fabs(a), fabs(b)) + 1e-15;
}

static const char *range_name(struct book *book, const struct naive *naive, const char *role,
                              size_t column, const char *measure, const char *entity)
{
    struct grid *grid = naive->sheet->grid;
    const char *range = sheet_range(naive->sheet, (lxw_col_t)column,
                                    naive->sheet->header + 1 + (lxw_row_t)naive->first,
                                    naive->count);

    if (naive->count < naive->sheet->source->height)
        return book_name(book, role, book_keepf(book, "%s_%s", measure, entity), range);
    if (!grid->names[column])
        grid->names[column] = book_name(book, role, measure, range);
    return grid->names[column];
}

static void compute(struct naive *naive)
{
    struct comoments both = moments_of_pair(naive->xs, naive->ys, naive->count);
    double rest = 1 - both.correlation * both.correlation;

    naive->n = both.n;
    naive->r = both.correlation;
    naive->effect = both.correlation * both.sd_y / both.sd_x;
    naive->p = naive->n > 2 && rest > 1e-12
                   ? student_p(naive->r * sqrt((double)(naive->n - 2) / rest),
                               (double)(naive->n - 2))
                   : NAN;
}

/* ---- all of it ---- */

/* A data sheet will do where both columns are numbers and, where the verdicts give a
 * naive r, it is theirs: otherwise other rows were tested than this sheet shows. */
static bool naive_from(struct book *book, struct book_link *link, struct sheet *sheet)
{
    const struct source *source = sheet->source;
    long x = source_column(source, link->output);
    long y = source_column(source, link->outcome);
    double said = link_number(link, "naive_r");
    struct naive *naive;

    if (sheet->stream || x < 0 || y < 0 || sheet->grid->kinds[x] != VALUE_NUMBER ||
        sheet->grid->kinds[y] != VALUE_NUMBER)
        return false;
    naive = xcalloc(1, sizeof *naive);
    naive->sheet = sheet;
    naive->x = (size_t)x;
    naive->y = (size_t)y;
    if (!find_rows(book, naive, link)) {
        naive_free(naive);
        return false;
    }
    read_columns(naive);
    compute(naive);
    if (!isfinite(naive->r) || (isfinite(said) && !close_to(said, naive->r))) {
        if (isfinite(said) && link->verdicts)
            book_note(book,
                      "%s and %s: the naive figures stay values, because \"%s\" gives "
                      "others (were other rows tested?)",
                      link->output, link->outcome, source->file);
        naive_free(naive);
        return false;
    }
    naive->x_range = range_name(book, naive, "outputs_", naive->x, link->output, link->entity);
    naive->y_range = range_name(book, naive, "outcomes_", naive->y, link->outcome, link->entity);
    naive_lag_find_time(naive, link);
    link->naive = naive;
    return true;
}

void naive_columns(struct book *book)
{
    size_t i;
    size_t j;

    for (i = 0; i < book->link_count; i++)
        for (j = 0; j < book->sheet_count && !book->links[i]->naive; j++)
            if (book->sheets[j]->kind == &sheet_kind_data)
                naive_from(book, book->links[i], book->sheets[j]);
}

/* ---- formulas ---- */

/* 1 in the rows of the entity that have both. */
static const char *usable(struct book *book, const struct naive *naive)
{
    return book_keepf(book, "%s%sISNUMBER(%s)*ISNUMBER(%s)",
                      naive->entity_is ? naive->entity_is : "", naive->entity_is ? "*" : "",
                      naive->x_range, naive->y_range);
}

const char *naive_formula(struct book *book, const struct naive *naive, const char *function,
                          bool swapped)
{
    const char *first = swapped ? naive->y_range : naive->x_range;
    const char *second = swapped ? naive->x_range : naive->y_range;
    const char *where;

    if (!naive->entity_is)
        return book_keepf(book, "=%s(%s,%s)", function, first, second);
    where = usable(book, naive);
    return book_keepf(book, "{=%s(IF(%s,%s,\"\"),IF(%s,%s,\"\"))}", function, where, first, where,
                      second);
}

const char *naive_count(struct book *book, const struct naive *naive)
{
    return book_keepf(book, "{=SUM(%s)}", usable(book, naive));
}
