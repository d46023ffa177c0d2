/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The naive correlation at a lag, as a formula over the raw columns of a data sheet: each
 * row's output beside the outcome of the same entity so many periods later.
 *
 *   - Where that outcome always stands the same number of rows further down, the ranges are
 *     shifted against each other; where the rows of several entities meet, EXACT leaves out
 *     the pairs that are of two.
 *   - Where periods are missing or the rows lie anyhow, it is found by its period: a matrix
 *     of which row follows which, times the outcomes. It grows with the square of the
 *     rows, so this is done for a few hundred of them.
 *
 * CORREL itself leaves out a pair of which one cell is empty.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "book/grid.h"
#include "book/kinds.h"
#include "book/naive.h"
#include "period/period.h"
#include "stats/moments.h"

enum { matrix_rows_most = 400, formula_most = 8000 };

/* ---- where each row stands ---- */

static bool is_placed(const struct naive *naive, size_t row)
{
    return naive->who[row] != SIZE_MAX && naive->when[row] != PERIOD_NONE;
}

/* The rows that are somewhere, by entity and period; false where two are in one place. */
static bool put_in_order(struct naive *naive)
{
    struct row_marks *marks = &naive->marks;
    struct error ignored;
    size_t i;

    row_marks_free(marks);
    for (i = 0; i < naive->count; i++)
        if (is_placed(naive, i))
            row_marks_add(marks, i, (uint32_t)naive->who[i], naive->when[i], &ignored);
    row_marks_sort(marks, ROWS_BY_ENTITY);
    for (i = 0; i < marks->count; i++) {
        const struct row_mark *mark = &marks->items[i];

        if (i == 0 || mark->period < naive->when[naive->ends[0]])
            naive->ends[0] = mark->row;
        if (i == 0 || mark->period > naive->when[naive->ends[1]])
            naive->ends[1] = mark->row;
    }
    return marks->count > 0 && row_marks_twice(marks, FIRST_IN_ORDER) == marks->count;
}

/* Two rows of different entities: might = take a part of one's name for the other's? */
static bool are_alike(const struct naive *naive, size_t a, size_t b)
{
    const struct source *source = naive->sheet->source;
    size_t i;

    for (i = 0; i < naive->named.count; i++) {
        const char *one = source_text(source, naive->first + a, (long)naive->named.columns[i]);
        const char *other = source_text(source, naive->first + b, (long)naive->named.columns[i]);

        if (strcmp(one, other) != 0 && same_in_any_case(one, other))
            return true;
    }
    return false;
}

/* The number of a row's entity, of those that are pooled. */
static size_t pooled_entity(const struct naive *naive, struct entities *entities, size_t row)
{
    const struct source *source = naive->sheet->source;
    size_t i;

    for (i = 0; i < naive->named.count; i++) {
        const char *text = source_text(source, naive->first + row, (long)naive->named.columns[i]);

        entities_cell(entities, text, strlen(text));
    }
    return entities_row(entities);
}

/* Numbers the entities. Of one entity the rows with its name are known by xs and ys. */
static void number_entities(struct naive *naive)
{
    struct entities entities = ENTITIES_EMPTY;
    size_t *first = xarray(naive->count + 1, sizeof *first);
    size_t count = 0;
    size_t i;
    size_t k;

    naive->who = xarray(naive->count, sizeof *naive->who);
    for (i = 0; i < naive->count; i++) {
        if (!naive->pooled) {
            naive->who[i] = naive->is_its[i] ? 0 : SIZE_MAX;
            continue;
        }
        naive->who[i] = pooled_entity(naive, &entities, i);
        if (naive->who[i] < count)
            continue;
        for (k = 0; k < count && !naive->alike; k++)
            naive->alike = are_alike(naive, first[k], i);
        first[count++] = i;
    }
    entities_free(&entities);
    free(first);
}

/* Is the working's row on the sheet: that entity and period, and that outcome? */
static bool shows(const struct naive *naive, const struct book_link *link, size_t row)
{
    const struct source *working = link->working;
    const char *text = source_text(working, row, source_column(working, "period"));
    double y = source_number(working, row, source_column(working, "y"));
    enum period_kind kind;
    long index;
    size_t i;

    if (period_parse(text, strlen(text), &kind, &index) != 0 || kind != naive->kind)
        return false;
    for (i = 0; i < naive->count; i++)
        if (naive->who[i] != SIZE_MAX && naive->when[i] == index && naive->ys[i] == y)
            return true;
    return false;
}

/* Is the column the time of the working's rows? Without working a date will do, but no number. */
static bool is_time(struct naive *naive, const struct book_link *link, size_t column)
{
    const struct source *source = naive->sheet->source;
    const struct period_options options = { .file = source->file, .settled = true };
    const char **texts = xarray(naive->count, sizeof *texts);
    struct periods periods;
    struct error err;
    size_t i;
    bool good;

    for (i = 0; i < naive->count; i++)
        texts[i] = source_text(source, naive->first + i, (long)column);
    good = periods_read(texts, naive->count, &options, &periods, &err) == 0;
    free(texts);
    if (!good)
        return false;
    naive->kind = periods.kind;
    naive->time = column;
    free(naive->when);
    naive->when = periods.index;
    periods.index = NULL;
    periods_free(&periods);
    if (!put_in_order(naive))
        return false;
    return link->working
               ? shows(naive, link, link->rows[0]) && shows(naive, link, link->rows[link->n - 1])
               : naive->kind != PERIOD_INTEGER;
}

void naive_lag_find_time(struct naive *naive, const struct book_link *link)
{
    size_t column;

    if (link->working && (strcmp(link->step, "row") == 0 || link->n < 2))
        return;
    number_entities(naive);
    for (column = 0; column < naive->sheet->source->width; column++)
        if (column != naive->x && column != naive->y && is_time(naive, link, column)) {
            naive->timed = true;
            return;
        }
}

/* ---- pairs at a lag ---- */

struct pairs {
    double *x, *y; /* n each */
    size_t n;
    long shift; /* rows from the output to the outcome */
    bool even;  /* it is the same for all */
};

static void find_pairs(const struct naive *naive, long lag, struct pairs *pairs)
{
    const struct row_marks *marks = &naive->marks;
    size_t at = 0;
    size_t i;

    *pairs = (struct pairs){ .x = xarray(marks->count, sizeof(double)),
                             .y = xarray(marks->count, sizeof(double)),
                             .even = true };
    for (i = 0; i < marks->count; i++) {
        struct row_mark wanted = marks->items[i];
        size_t row = wanted.row;
        size_t other;

        wanted.period += lag;
        while (at < marks->count &&
               row_marks_compare(&marks->items[at], &wanted, ROWS_BY_ENTITY) < 0)
            at++;
        if (at == marks->count)
            break;
        other = marks->items[at].row;
        if (row_marks_compare(&marks->items[at], &wanted, ROWS_BY_ENTITY) != 0 ||
            isnan(naive->xs[row]) || isnan(naive->ys[other]))
            continue;
        pairs->even &= pairs->n == 0 || pairs->shift == (long)other - (long)row;
        pairs->shift = (long)other - (long)row;
        pairs->x[pairs->n] = naive->xs[row];
        pairs->y[pairs->n++] = naive->ys[other];
    }
}

enum strays { STRAYS_NONE, STRAYS_OF_OTHERS, STRAYS_OF_OTHER_PERIODS };

/* What else a plain shift of the ranges would put side by side. */
static enum strays find_strays(const struct naive *naive, long lag, long shift)
{
    enum strays strays = STRAYS_NONE;
    size_t from = shift < 0 ? (size_t)-shift : 0;
    size_t i;

    for (i = from; i < naive->count && i + (size_t)shift < naive->count; i++) {
        size_t j = i + (size_t)shift;

        if (naive->who[i] != naive->who[j] || naive->who[i] == SIZE_MAX) {
            strays = strays == STRAYS_NONE ? STRAYS_OF_OTHERS : strays;
            continue;
        }
        if (isnan(naive->xs[i]) || isnan(naive->ys[j]))
            continue;
        if (!is_placed(naive, i) || !is_placed(naive, j) || naive->when[j] != naive->when[i] + lag)
            return STRAYS_OF_OTHER_PERIODS;
    }
    return strays;
}

/* ---- formulas ---- */

static const char *rows_of(struct naive *naive, size_t column, size_t from, size_t count)
{
    return sheet_range(naive->sheet, (lxw_col_t)column,
                       naive->sheet->header + 1 + (lxw_row_t)(naive->first + from), count);
}

/* EXACT of each of the columns that name the entity: with its name, or with other rows. */
static void add_exact(struct text *out, struct naive *naive, size_t from, size_t other,
                      size_t count)
{
    size_t i;

    for (i = 0; i < naive->named.count; i++) {
        size_t column = naive->named.columns[i];

        if (naive->pooled)
            text_addf(out, "%sEXACT(%s,%s)", i ? "*" : "", rows_of(naive, column, from, count),
                      rows_of(naive, column, other, count));
        else
            text_addf(out, "%sEXACT(%s,%s)*EXACT(%s,%s)", i ? "*" : "",
                      rows_of(naive, column, from, count), naive->named.literals[i],
                      rows_of(naive, column, other, count), naive->named.literals[i]);
    }
}

static const char *shifted(struct book *book, struct naive *naive, long shift, enum strays strays)
{
    size_t size = (size_t)labs(shift);
    size_t count = naive->count - size;
    size_t x_from = shift < 0 ? size : 0;
    size_t y_from = shift > 0 ? size : 0;
    const char *x = rows_of(naive, naive->x, x_from, count);
    const char *y = rows_of(naive, naive->y, y_from, count);
    struct text where = TEXT_EMPTY;
    const char *formula;

    if (strays == STRAYS_NONE)
        return book_keepf(book, "=CORREL(%s,%s)", x, y);
    add_exact(&where, naive, x_from, y_from, count);
    text_addf(&where, "*ISNUMBER(%s)*ISNUMBER(%s)", x, y);
    formula = book_keepf(book, "{=CORREL(IF(%s,%s,\"\"),IF(%s,%s,\"\"))}", where.bytes, x,
                         where.bytes, y);
    text_free(&where);
    return formula;
}

/* The period of each row as a number that rises by *step a period; NULL where the cells do not
 * say it in a form that a formula can read. */
static const char *period_number(struct book *book, struct naive *naive, long *step)
{
    static const struct {
        enum period_kind kind;
        enum value_kind cells;
        const char *shape; /* of a text: 0 is a digit */
        long step;
        const char *formula; /* # is the range */
    } forms[] = {
        { PERIOD_DAY, VALUE_DATE, NULL, 1, "#" },
        { PERIOD_WEEK, VALUE_DATE, NULL, 7, "(#-WEEKDAY(#,3))" },
        { PERIOD_MONTH, VALUE_DATE, NULL, 1, "(YEAR(#)*12+MONTH(#))" },
        { PERIOD_QUARTER, VALUE_DATE, NULL, 1, "(YEAR(#)*4+INT((MONTH(#)-1)/3))" },
        { PERIOD_YEAR, VALUE_DATE, NULL, 1, "YEAR(#)" },
        { PERIOD_YEAR, VALUE_NUMBER, NULL, 1, "#" },
        { PERIOD_INTEGER, VALUE_NUMBER, NULL, 1, "#" },
        { PERIOD_MONTH, VALUE_TEXT, "0000-00", 1, "(LEFT(#,4)*12+RIGHT(#,2))" },
        { PERIOD_QUARTER, VALUE_TEXT, "0000-Q0", 1, "(LEFT(#,4)*4+RIGHT(#,1))" },
        { PERIOD_WEEK, VALUE_TEXT, "0000-W00", 7,
          "(DATE(LEFT(#,4),1,4)-WEEKDAY(DATE(LEFT(#,4),1,4),3)+7*RIGHT(#,2))" },
    };
    const struct source *source = naive->sheet->source;
    const char *range = rows_of(naive, naive->time, 0, naive->count);
    struct text out = TEXT_EMPTY;
    const char *at;
    size_t i;
    size_t row;

    for (i = 0; i < sizeof forms / sizeof *forms; i++)
        if (forms[i].kind == naive->kind &&
            forms[i].cells == naive->sheet->grid->kinds[naive->time])
            break;
    if (i == sizeof forms / sizeof *forms)
        return NULL;
    for (row = 0; row < naive->count; row++) {
        const char *text = source_text(source, naive->first + row, (long)naive->time);
        size_t k;

        if (naive->when[row] == PERIOD_NONE)
            return NULL;
        for (k = 0; forms[i].shape && (text[k] || forms[i].shape[k]); k++)
            if (forms[i].shape[k] == '0' ? text[k] < '0' || text[k] > '9'
                                         : text[k] != forms[i].shape[k])
                return NULL;
    }
    for (at = forms[i].formula; *at; at++)
        if (*at == '#')
            text_adds(&out, range);
        else
            text_addc(&out, *at);
    *step = forms[i].step;
    return book_keep(book, text_take(&out));
}

static const char *matched(struct book *book, struct naive *naive, long lag)
{
    const char *x = rows_of(naive, naive->x, 0, naive->count);
    const char *y = rows_of(naive, naive->y, 0, naive->count);
    const char *period;
    struct text follows = TEXT_EMPTY;
    const char *where;
    const char *formula;
    long step;
    size_t i;

    /* EXACT would tell names apart that = does not, but Gnumeric's compares no column with a row. */
    if (naive->count > matrix_rows_most || naive->alike ||
        !(period = period_number(book, naive, &step)))
        return NULL;
    text_addf(&follows, "(TRANSPOSE(%s)=%s%+ld)*1", period, period, lag * step);
    for (i = 0; i < naive->named.count && (naive->pooled || naive->entity_is); i++) {
        const char *name = rows_of(naive, naive->named.columns[i], 0, naive->count);

        if (naive->pooled)
            text_addf(&follows, "*(%s=TRANSPOSE(%s))", name, name);
        else
            text_addf(&follows, "*EXACT(%s,%s)*TRANSPOSE(EXACT(%s,%s))", name,
                      naive->named.literals[i], name, naive->named.literals[i]);
    }
    where = book_keepf(book, "(MMULT(%s,ISNUMBER(%s)*1)=1)*ISNUMBER(%s)", follows.bytes, y, x);
    formula = book_keepf(book,
                         "{=CORREL(IF(%s,%s,\"\"),IF(%s,MMULT(%s,IF(ISNUMBER(%s),%s,0)),\"\"))}",
                         where, x, where, follows.bytes, y, y);
    text_free(&follows);
    return strlen(formula) < formula_most ? formula : NULL;
}

const char *naive_at_lag(struct book *book, struct naive *naive, long lag, double *value)
{
    const char *formula = NULL;
    enum strays strays;
    struct pairs pairs;

    if (!naive->timed)
        return NULL;
    find_pairs(naive, lag, &pairs);
    if (pairs.n >= 3) {
        *value = moments_correlation(pairs.x, pairs.y, pairs.n);
        strays = pairs.even ? find_strays(naive, lag, pairs.shift) : STRAYS_OF_OTHER_PERIODS;
        formula = strays == STRAYS_OF_OTHER_PERIODS ? matched(book, naive, lag)
                                                    : shifted(book, naive, pairs.shift, strays);
        if (formula && strlen(formula) >= formula_most)
            formula = NULL;
    }
    free(pairs.x);
    free(pairs.y);
    return formula;
}
