/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calc/excel/structured.h"

#include <string.h>

struct reference_scope {
    const struct calc *calc;
    bool entities;
};

/* A name inside brackets: what means something there stands behind an apostrophe. */
static void add_name(struct text *out, const char *name)
{
    for (; *name; name++) {
        if (strchr("[]#'", *name))
            text_addc(out, '\'');
        text_addc(out, *name);
    }
}

/* [@name], or [@[a name]] where it is not a plain word. */
static void add_cell(struct text *out, const char *name)
{
    bool plain = !strpbrk(name, " \t\n\r,:.[]#'\"{}$^&*+=-><()/!@%");

    text_adds(out, plain ? "[@" : "[@[");
    add_name(out, name);
    text_adds(out, plain ? "]" : "]]");
}

static enum excel_result cell(void *context, size_t column, long shift, struct text *out)
{
    const struct reference_scope *place = context;
    const char *name = calc_name(place->calc, column);

    if (shift == 0) {
        add_cell(out, name);
        return EXCEL_DONE;
    }
    text_adds(out, "OFFSET(");
    add_cell(out, name);
    text_addf(out, ",%ld,0)", shift == EXCEL_BEFORE ? -1 : shift);
    return EXCEL_DONE;
}

static enum excel_result range(void *context, size_t column, long shift, enum excel_range range,
                               long length, struct text *out)
{
    const struct reference_scope *place = context;
    const char *name = calc_name(place->calc, column);

    if (range == EXCEL_WINDOW) {
        text_adds(out, "OFFSET(");
        add_cell(out, name);
        text_addf(out, ",%ld,0,%ld,1)", shift - length + 1, length);
        return EXCEL_DONE;
    }
    if (place->entities && range != EXCEL_COLUMN)
        return EXCEL_VALUE;
    if (range == EXCEL_SO_FAR) {
        text_adds(out, "INDEX([");
        add_name(out, name);
        text_adds(out, "],1):");
        return cell(context, column, shift, out);
    }
    text_addc(out, '[');
    add_name(out, name);
    text_addc(out, ']');
    return EXCEL_DONE;
}

enum excel_result structured_formula(const struct calc *calc, size_t index, bool entities,
                                     struct text *out)
{
    struct reference_scope place = { calc, entities };
    const struct excel_printer printer = { .cell = cell, .range = range, .context = &place };
    size_t start = out->length;
    enum excel_result result;

    text_addc(out, '=');
    result = excel_formula(calc, index, &printer, out, NULL);
    if (result != EXCEL_DONE)
        out->length = start;
    return result;
}
