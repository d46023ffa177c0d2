/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values one beside the other, as arguments of SUM and its like. */
#include "calc/excel/excel_private.h"

/* Where it is missing in this row, a text stands in for it. */
void excel_stand_in(const struct render *r, const struct node *node, struct piece *piece)
{
    struct text cell = TEXT_EMPTY;
    bool certain = !piece_is_open(piece) && !piece->may_be_blank;

    if (r->printer->guard) {
        r->printer->nothing(r->printer->context, &cell);
        piece_stand_in(piece, node->gives == 'L', cell.bytes);
        text_free(&cell);
    }
    piece->certain = certain;
}

static void add_value(struct piece *list, const struct piece *value)
{
    text_addf(&list->text, "%s%s", list->text.length ? "," : "", value->text.bytes);
    list->certain |= value->certain;
}

/* Is there a row so many periods off? What is asked for its own column is only the row. */
enum excel_result excel_find_row(const struct render *r, long shift)
{
    struct text cell = TEXT_EMPTY;
    enum excel_result result = EXCEL_DONE;

    if (shift != 0)
        result = r->printer->cell(r->printer->context, r->calc->place[r->index], shift, &cell);
    text_free(&cell);
    return result;
}

/* A list of values that is done: one of them has to be a number. */
static enum excel_result end_list(const struct render *r, struct piece *list)
{
    list->strength = ATOM;
    if (list->text.length == 0)
        return EXCEL_MISSING;
    if (r->printer->guard && !list->certain)
        piece_needs_not(list, "COUNT(%s)=0", list->text.bytes);
    return EXCEL_DONE;
}

/* The last periods of what is no column: the formula in each of their rows. */
enum excel_result excel_render_window(struct render *r, node_index index, long shift, double length,
                                      struct piece *list)
{
    const struct excel_printer *printer = r->printer;
    struct text cells = TEXT_EMPTY;
    enum excel_result result;
    long back;
    size_t count = 0;

    if (length > EXCEL_WIDEST)
        return excel_give_up(r, "a function of more than 255 arguments");
    /* Whether the window is full goes by rows, and does not depend on the column. */
    result = printer->range(printer->context, r->calc->place[r->index], shift, EXCEL_WINDOW,
                            (long)length, &cells);
    text_free(&cells);
    for (back = (long)length; result == EXCEL_DONE && back-- > 0;) {
        struct piece value = PIECE_EMPTY;

        result = excel_find_row(r, shift - back);
        if (result == EXCEL_DONE)
            result = excel_render(r, index, shift - back, &value);
        if (result == EXCEL_DONE) {
            excel_stand_in(r, &r->formula->nodes[index], &value);
            add_value(list, &value);
            count++;
        } else if (result == EXCEL_MISSING) {
            result = EXCEL_DONE;
        }
        piece_free(&value);
        if (list->text.length > EXCEL_LONGEST)
            result = excel_give_up(r, "more than 8192 characters");
    }
    return result == EXCEL_DONE ? end_list(r, list) : result;
}

/* A running sum of what is no column: the sum before, and the formula in this row. */
enum excel_result excel_render_running(struct render *r, node_index index, struct piece *list)
{
    const struct excel_printer *printer = r->printer;
    struct piece value = PIECE_EMPTY;
    enum excel_result before = printer->cell(printer->context, r->calc->place[r->index],
                                             EXCEL_BEFORE, &list->text);
    enum excel_result result = before == EXCEL_VALUE ? before : excel_render(r, index, 0, &value);

    if (result == EXCEL_DONE) {
        excel_stand_in(r, &r->formula->nodes[index], &value);
        add_value(list, &value);
    }
    piece_free(&value);
    return result == EXCEL_VALUE ? result : end_list(r, list);
}
