/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Functions by their Excel form, a template (lever-function.h). */
#include "calc/excel/excel_private.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "calc/functions.h"

/* Whether an argument is just a column. */
static bool names_column(const struct render *r, const struct node *call, size_t number)
{
    node_index index = calc_argument(r->formula, (node_index)(call - r->formula->nodes), number);
    enum node_kind kind = r->formula->nodes[index].kind;

    return kind == NODE_COLUMN || kind == NODE_FORMULA;
}

/* An argument where it counts: strict, so that what it needs the call needs; or, for texts
 * and questions about a cell, as a cell that may be blank. */
static enum excel_result render_argument(struct render *r, const struct node *call, size_t number,
                                         long shift, struct piece *piece)
{
    node_index index = calc_argument(r->formula, (node_index)(call - r->formula->nodes), number);
    const struct node *node = &r->formula->nodes[index];
    char kind = function_kind(call->function, number);
    bool asks = kind == 'A' && !function_compares(call->function) && call->function->gives == 'L';
    /* To texts what is missing is the empty one; VALUE("") is nothing. */
    bool needed = kind == 'T' && call->function->gives == 'N' && call->function->trouble;
    enum excel_result result;

    if (kind == 'C' || kind == 'T' || asks) {
        if (node->kind == NODE_COLUMN || node->kind == NODE_FORMULA) {
            result = excel_render_cell(r, excel_column_of(r, node), false, shift, piece);
            piece->certain = !piece_is_open(piece);
            if (!needed)
                piece_forgive(piece);
            if (result != EXCEL_MISSING || kind == 'C')
                return result;
        } else if (kind == 'C') {
            result = excel_render(r, index, shift, piece);
            if (result == EXCEL_DONE)
                excel_stand_in(r, node, piece); /* SUM("") is an error */
            return result;
        }
        piece_clear(piece);
        return excel_render_guarded(r, index, shift, piece);
    }
    result = excel_render(r, index, shift, piece);
    if (result == EXCEL_DONE)
        piece_settle(piece); /* what may be "" must not be */
    return result;
}

/* A constant argument, or what stands for it where it was not given. */
static double constant(const struct render *r, const struct node *call, size_t number,
                       double otherwise)
{
    if (number >= call->count)
        return otherwise;
    return r->formula
        ->nodes[calc_argument(r->formula, (node_index)(call - r->formula->nodes), number)]
        .number;
}

/* `$*`: all arguments; those of SUM that are missing in this row are left out. */
static enum excel_result add_all(struct render *r, const struct node *call, long shift,
                                 struct piece *out)
{
    enum excel_result result = EXCEL_DONE;
    bool any = false;
    size_t i;

    for (i = 0; i < call->count && result == EXCEL_DONE; i++) {
        struct piece piece = PIECE_EMPTY;
        bool skips = function_kind(call->function, i) == 'C';

        result = render_argument(r, call, i, shift, &piece);
        if (result == EXCEL_DONE) {
            text_addf(&out->text, "%s%s", any ? "," : "", piece.text.bytes);
            piece_inherit(out, &piece);
            out->certain |= piece.certain;
            any = true;
        } else if (result == EXCEL_MISSING && skips) {
            result = EXCEL_DONE;
        }
        piece_free(&piece);
    }
    return call->count && !any && result == EXCEL_DONE ? EXCEL_MISSING : result;
}

/* One place of a template. */
struct placeholder {
    size_t number; /* of the argument; SIZE_MAX = the formula itself */
    char what;     /* 0 this row, ? blank or not, - + a shift, # a window, . so far,
                            : entity, * column */
    double length;
    const char *end; /* behind it */
};

/* `1` or `$2|1`: a number of periods. */
static double read_length(const struct render *r, const struct node *call, const char **at)
{
    size_t number;
    double otherwise = NAN;

    if (**at != '$')
        return strtod(*at, (char **)(uintptr_t)at);
    number = (size_t)((*at)[1] - '1');
    *at += 2;
    if (**at == '|')
        otherwise = strtod(*at + 1, (char **)(uintptr_t)at);
    return constant(r, call, number, otherwise);
}

static struct placeholder read_place(const struct render *r, const struct node *call,
                                     const char *at)
{
    struct placeholder place = { .number = SIZE_MAX };

    if (strncmp(at, "$self", 5) == 0) {
        at += 5;
    } else {
        place.number = (size_t)(at[1] - '1');
        at += 2;
    }
    if (*at == '[') {
        place.what = at[1];
        at += 2;
        if (place.what == '.')
            at++;
        else if ((place.what == '-' || place.what == '+' || place.what == '#') && *at != ']')
            place.length = read_length(r, call, &at);
        at++;
    }
    place.end = at;
    return place;
}

static enum excel_result render_range(struct render *r, const struct node *call,
                                      const struct placeholder *place, long shift,
                                      struct piece *piece)
{
    const struct excel_printer *printer = r->printer;
    node_index index = calc_argument(r->formula, (node_index)(call - r->formula->nodes),
                                     place->number);
    const struct node *node = &r->formula->nodes[index];
    enum excel_range range = place->what == '#'   ? EXCEL_WINDOW
                             : place->what == '.' ? EXCEL_SO_FAR
                             : place->what == ':' ? EXCEL_ENTITY
                                                  : EXCEL_COLUMN;
    enum excel_result result;
    size_t column;

    if (node->kind != NODE_COLUMN && node->kind != NODE_FORMULA) {
        if (range == EXCEL_WINDOW)
            return excel_render_window(r, index, shift, place->length, piece);
        /* Only a whole formula has a cell of its own. */
        if (range == EXCEL_SO_FAR && strcmp(call->function->excel, "SUM($1[..])") == 0 &&
            call == &r->formula->nodes[formula_root(r->formula)] && shift == 0)
            return excel_render_running(r, index, piece);
        return excel_give_up(r, "a formula inside a function over many rows (as a column of its "
                                "own it would be live)");
    }
    column = excel_column_of(r, node);
    if (column == SIZE_MAX)
        return excel_give_up(r, "a column that is replaced");
    result = printer->range(printer->context, column, shift, range, (long)place->length,
                            &piece->text);
    piece->strength = ATOM;
    if (result == EXCEL_DONE && printer->guard && printer->gaps(printer->context, column))
        piece_needs_not(piece, "COUNT(%s)=0", piece->text.bytes);
    return result;
}

static enum excel_result render_place(struct render *r, const struct node *call,
                                      const struct placeholder *place, long shift,
                                      struct piece *piece)
{
    if (place->number == SIZE_MAX) {
        /* Only a whole formula has a cell of its own. */
        if (call != &r->formula->nodes[formula_root(r->formula)] || shift != 0)
            return excel_give_up(r, call->function->name);
        piece->strength = ATOM;
        return r->printer->cell(r->printer->context, r->calc->place[r->index], EXCEL_BEFORE,
                                &piece->text);
    }
    if (place->what == '?') {
        enum excel_result result = render_argument(r, call, place->number, shift, piece);

        if (result == EXCEL_MISSING) {
            piece_clear(piece);
            text_adds(&piece->text, "\"\"");
            piece->strength = ATOM;
            return EXCEL_DONE;
        }
        /* A cell is blank by itself. */
        if (piece->may_fail || piece->number_count > 1 || piece->strength != ATOM)
            piece_guard(piece);
        piece_forgive(piece);
        return result;
    }
    if (place->what == '-' || place->what == '+') {
        long more = (long)(place->what == '-' ? -place->length : place->length);

        /* There and back: the row in between may not be there, and that cannot be seen. */
        if ((shift < 0 && more > 0) || (shift > 0 && more < 0))
            return excel_give_up(r, "a LAG of a LEAD");
        shift += more;
        if (!names_column(r, call, place->number)) {
            enum excel_result row = excel_find_row(r, shift);

            if (row != EXCEL_DONE)
                return row;
        }
    } else if (place->what) {
        return render_range(r, call, place, shift, piece);
    }
    return render_argument(r, call, place->number, shift, piece);
}

/* What a place is between: an argument of its own needs no parentheses. */
static bool stands_alone(const char *before, const char *behind, const char *begin)
{
    return (before == begin || before[-1] == '(' || before[-1] == ',') &&
           (*behind == '\0' || *behind == ')' || *behind == ',' || *behind == '\n');
}

static enum strength operator_strength(const struct node *node)
{
    static const struct {
        const char *name;
        enum strength strength;
    } strengths[] = {
        { "U-", SIGNS }, { "U+", SIGNS },     { "%", PERCENT },
        { "^", RAISES }, { "*", MULTIPLIES }, { "/", MULTIPLIES },
        { "+", ADDS },   { "-", ADDS },       { "&", JOINS },
    };
    size_t i;

    for (i = 0; i < sizeof strengths / sizeof *strengths; i++)
        if (strcmp(node->function->name, strengths[i].name) == 0)
            return strengths[i].strength;
    return COMPARES;
}

/* NAME(...) as a whole binds like an atom; what has operators outside of parentheses, loosely. */
static enum strength template_strength(const char *template)
{
    size_t name = strspn(template, "~ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.");
    size_t open = 0;
    size_t i;

    if (name == 0 || template[name] != '(')
        return COMPARES;
    for (i = name; template[i] && template[i] != '\n'; i++) {
        open += template[i] == '(';
        open -= template[i] == ')';
        if (open == 0)
            return template[i + 1] == '\0' || template[i + 1] == '\n' ? ATOM : COMPARES;
    }
    return COMPARES;
}

/* One reading of a template: up to its end, or a line end. */
static enum excel_result render_line(struct render *r, const struct node *call,
                                     const char *template, long shift, struct piece *out)
{
    bool operator= function_is_operator(call->function);
    enum strength strength = operator? operator_strength(call) : template_strength(template);
    enum excel_result result = EXCEL_DONE;
    const char *at = template;

    while (*at && *at != '\n' && result == EXCEL_DONE) {
        struct piece piece = PIECE_EMPTY;
        struct placeholder place;
        bool bare;

        if (at[0] == '~') {
            text_adds(&out->text, r->printer->file ? "_xlfn." : "");
            at++;
            continue;
        }
        if (at[0] != '$') {
            text_addc(&out->text, *at++);
            continue;
        }
        if (at[1] == '*') {
            result = add_all(r, call, shift, out);
            at += 2;
            continue;
        }
        if (at[2] == '|') { /* a constant that may not have been given */
            char number[NUMBER_SIZE];
            double value = read_length(r, call, &at);

            text_add(&out->text, number, number_format(value, number));
            continue;
        }
        place = read_place(r, call, at);
        result = render_place(r, call, &place, shift, &piece);
        if (result == EXCEL_DONE) {
            /* The right side of an operator binds as tightly as the left one would not have to. */
            /* Not all programs read chains of ^ from the left. */
            bare = operator? piece.strength > strength ||
                                 (piece.strength == strength && place.number == 0 &&
                                  call->count > 1 && strength != RAISES)
                           : piece.strength == ATOM || stands_alone(at, place.end, template);
            /* Cells here and there are a list of arguments, or one argument in parentheses. */
            if (place.what && strchr(":.#", place.what) && strchr(piece.text.bytes, ',') &&
                !(at > template && at[-1] == '(' && *place.end == ')'))
                result = excel_give_up(r, "rows of an entity that are scattered over the sheet");
            text_addf(&out->text, bare ? "%s" : "(%s)", piece.text.bytes);
            piece_inherit(out, &piece);
        }
        if (at == template && (*place.end == '\0' || *place.end == '\n'))
            strength = piece.strength; /* it is all there is */
        at = place.end;
        piece_free(&piece);
    }
    out->strength = strength;
    return result;
}

/* What of a call's trouble Excel shows as an error: sums do not overflow in practice. */
static bool may_fail(const struct node *call)
{
    const char *name = call->function->name;

    if (call->function->over != LEVER_ROWS)
        return call->function->gives != 'A';
    return (call->trouble && !strchr("+-*", name[0]) && strcmp(name, "SUM") != 0) ||
           strcmp(name, "STDEV.S") == 0;
}

enum excel_result excel_render_template(struct render *r, const struct node *call, long shift,
                                        struct piece *piece)
{
    const char *template = call->function->excel;
    char *same = NULL;
    enum excel_result result;
    const char *next;

    if (!template)
        return excel_give_up(r, call->function->name);
    if (strcmp(template, "=") == 0)
        template = same = xasprintf("%s($*)", call->function->name);
    result = render_line(r, call, template, shift, piece);
    /* Where the first reading refers to nothing, the next may. */
    while (result == EXCEL_MISSING && (next = strchr(template, '\n')) != NULL) {
        template = next + 1;
        piece_clear(piece);
        result = render_line(r, call, template, shift, piece);
    }
    if (result == EXCEL_DONE && r->printer->guard) {
        piece->may_fail |= may_fail(call);
        if (call->function->kinds[0] == '(' && call->function->kinds[1] == 'C' &&
            strcmp(call->function->name, "COUNT") != 0 && !piece->certain)
            piece_needs_arguments(piece);
        piece->certain = false;
    }
    free(same);
    return result;
}
