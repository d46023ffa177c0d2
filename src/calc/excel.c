/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calc/excel.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "calc/excel_piece.h"
#include "calc/functions.h"


struct render {
    const struct calc *calc;
    size_t index;
    const struct formula *formula;
    const struct excel_printer *printer;
    bool blanks_only; /* inside IFERROR: text where a number is due is for it to catch */
    const char *why;
    unsigned depth;
};

static enum excel_result render(struct render *r, node_index index, long shift,
                                struct piece *piece);

static enum excel_result give_up(struct render *r, const char *why)
{
    r->why = why;
    return EXCEL_VALUE;
}

static enum strength operator_strength(const struct node *node)
{
    static const struct {
        const char *name;
        enum strength strength;
    } strengths[] = {
        { "U-", SIGNS }, { "U+", SIGNS }, { "%", PERCENT }, { "^", RAISES },
        { "*", MULTIPLIES }, { "/", MULTIPLIES }, { "+", ADDS }, { "-", ADDS }, { "&", JOINS },
    };
    size_t i;

    for (i = 0; i < sizeof strengths / sizeof *strengths; i++)
        if (strcmp(node->function->name, strengths[i].name) == 0)
            return strengths[i].strength;
    return COMPARES;
}

/* ---- leaves ---- */

static void add_quoted(struct text *out, const char *text, size_t length)
{
    size_t i;

    text_addc(out, '"');
    for (i = 0; i < length; i++) {
        text_addc(out, text[i]);
        if (text[i] == '"')
            text_addc(out, '"');
    }
    text_addc(out, '"');
}

static enum excel_result render_literal(const struct node *node, struct piece *piece)
{
    char number[NUMBER_SIZE];

    piece->strength = ATOM;
    if (node->kind == NODE_TEXT)
        add_quoted(&piece->text, node->text, node->length);
    else if (node->kind == NODE_LOGICAL)
        text_adds(&piece->text, node->number > 0 ? "TRUE" : "FALSE");
    else
        text_add(&piece->text, number, number_format(node->number, number));
    return EXCEL_DONE;
}

/* The output column that a node names; SIZE_MAX: what it means is not in the result. */
static size_t column_of(const struct render *r, const struct node *node)
{
    size_t i;

    if (node->kind == NODE_FORMULA)
        return r->calc->place[node->column];
    for (i = 0; i < r->calc->count; i++)
        if (r->calc->place[i] == node->column)
            return SIZE_MAX; /* replaced: the old cells are gone */
    return node->column;
}

static bool counts_as_number(const struct node *node)
{
    return node->wanted == 'N' || node->wanted == 'C';
}

static enum excel_result render_cell(struct render *r, size_t column, bool number, long shift,
                                     struct piece *piece)
{
    const struct excel_printer *printer = r->printer;
    enum excel_result result;

    if (column == SIZE_MAX)
        return give_up(r, "a column that is replaced");
    result = printer->cell(printer->context, column, shift, &piece->text);
    piece->strength = ATOM;
    if (result == EXCEL_DONE && printer->guard && printer->gaps(printer->context, column)) {
        if (number && !r->blanks_only)
            piece_needs_number(piece, piece->text.bytes);
        else
            piece_needs_not(piece, "%s=\"\"", piece->text.bytes);
    }
    return result;
}

/* ---- guards ---- */

/* What gives "" where it is missing; a branch of IF, a side of &. */
static enum excel_result render_guarded(struct render *r, node_index index, long shift,
                                        struct piece *piece)
{
    enum excel_result result = render(r, index, shift, piece);

    if (result == EXCEL_MISSING) {
        text_clear(&piece->text);
        text_adds(&piece->text, "\"\"");
        piece->strength = ATOM;
        return EXCEL_DONE;
    }
    if (result == EXCEL_DONE)
        piece_guard(piece);
    return result;
}

/* The same for a value that a call hands on, whose error IFERROR around it is to see. */
static enum excel_result render_handed_on(struct render *r, node_index index, long shift,
                                          struct piece *piece, bool *may_fail)
{
    enum excel_result result = render(r, index, shift, piece);

    if (result == EXCEL_MISSING) {
        piece_clear(piece);
        text_adds(&piece->text, "\"\"");
        return EXCEL_DONE;
    }
    *may_fail |= piece->may_fail;
    piece->may_fail = false;
    if (result == EXCEL_DONE)
        piece_guard(piece);
    return result;
}

/* ---- functions that are not like others ---- */

/* IF and IFS: each value stands for itself, each condition has to be known. */
static enum excel_result render_branches(struct render *r, const struct node *call,
                                         node_index argument, long shift, struct piece *piece)
{
    const struct node *nodes = r->formula->nodes;
    bool ifs = function_choice(call->function) == CHOICE_IFS;
    node_index value = nodes[argument].next;
    node_index otherwise = nodes[value].next;
    struct piece then = PIECE_EMPTY;
    struct piece rest = PIECE_EMPTY;
    bool fails = false;
    enum excel_result result = render(r, argument, shift, piece);

    if (result == EXCEL_DONE)
        result = render_handed_on(r, value, shift, &then, &fails);
    if (result == EXCEL_DONE && otherwise == NODE_NONE)
        text_adds(&rest.text, ifs ? "\"\"" : "FALSE");
    else if (result == EXCEL_DONE && ifs) {
        result = render_branches(r, call, otherwise, shift, &rest);
        fails |= rest.may_fail;
        rest.may_fail = false;
        if (result == EXCEL_DONE)
            piece_guard(&rest);
    } else if (result == EXCEL_DONE)
        result = render_handed_on(r, otherwise, shift, &rest, &fails);
    if (result == EXCEL_DONE) {
        piece->may_fail |= fails;
        piece_wrap(piece, "IF(", ",");
        text_addf(&piece->text, "%s,%s)", then.text.bytes, rest.text.bytes);
        piece->strength = ATOM;
        piece->may_be_blank = true;
    }
    piece_free(&then);
    piece_free(&rest);
    return result;
}

static enum excel_result render_iferror(struct render *r, const struct node *call, long shift,
                                        struct piece *piece)
{
    const struct node *nodes = r->formula->nodes;
    bool before = r->blanks_only;
    struct piece otherwise = PIECE_EMPTY;
    enum excel_result result;
    bool fails = false;

    r->blanks_only = true;
    result = render(r, call->first, shift, piece);
    r->blanks_only = before;
    if (result == EXCEL_DONE)
        result = render_handed_on(r, nodes[call->first].next, shift, &otherwise, &fails);
    if (result == EXCEL_DONE) {
        piece_wrap(piece, "IFERROR(", ",");
        text_addf(&piece->text, "%s)", otherwise.text.bytes);
        piece->may_fail = fails;
        piece->may_be_blank = true;
        piece->strength = ATOM;
    }
    piece_free(&otherwise);
    return result;
}

/*
 * AND and OR are settled by one FALSE or TRUE, whatever else is missing:
 * IF(OR(each one that is known and settles it), that, IF(any is missing, "", the other)).
 */
static enum excel_result render_logic(struct render *r, const struct node *call, long shift,
                                      struct piece *piece)
{
    const struct node *nodes = r->formula->nodes;
    bool is_and = call->function->name[0] == 'A';
    struct text plain = TEXT_EMPTY;
    struct text settles = TEXT_EMPTY;
    struct text unknown = TEXT_EMPTY;
    enum excel_result result = EXCEL_DONE;
    node_index i;

    for (i = call->first; i != NODE_NONE && result == EXCEL_DONE; i = nodes[i].next) {
        struct piece one = PIECE_EMPTY;
        char *condition;

        result = render(r, i, shift, &one);
        if (result == EXCEL_MISSING) {
            text_addf(&unknown, "%sTRUE", unknown.length ? "," : "");
            result = EXCEL_DONE;
        } else if (result == EXCEL_DONE && one.may_fail) {
            result = give_up(r, call->function->name);
        } else if (result == EXCEL_DONE) {
            piece_settle(&one);
            condition = piece_condition(&one);
            text_addf(&plain, "%s%s", plain.length ? "," : "", one.text.bytes);
            text_addf(&settles, condition ? "%sIF(%s,FALSE,%s%s%s)" : "%s%s%s%s%s",
                      settles.length ? "," : "", condition ? condition : "",
                      is_and ? "NOT(" : "", one.text.bytes, is_and ? ")" : "");
            if (condition)
                text_addf(&unknown, "%s%s", unknown.length ? "," : "", condition);
            free(condition);
        }
        piece_free(&one);
    }
    if (result == EXCEL_DONE && unknown.length == 0)
        text_addf(&piece->text, "%s(%s)", call->function->name, plain.bytes);
    else if (result == EXCEL_DONE && settles.length == 0)
        result = EXCEL_MISSING;
    else if (result == EXCEL_DONE)
        text_addf(&piece->text, "IF(OR(%s),%s,IF(OR(%s),\"\",%s))", settles.bytes,
                  is_and ? "FALSE" : "TRUE", unknown.bytes, is_and ? "TRUE" : "FALSE");
    piece->may_be_blank = unknown.length > 0;
    piece->strength = ATOM;
    text_free(&plain);
    text_free(&settles);
    text_free(&unknown);
    return result;
}

/* Whether an argument is just a column. */
static bool names_column(const struct render *r, const struct node *call, size_t number)
{
    node_index index = calc_argument(r->formula, (node_index)(call - r->formula->nodes), number);
    enum node_kind kind = r->formula->nodes[index].kind;

    return kind == NODE_COLUMN || kind == NODE_FORMULA;
}

/* ---- values, one beside the other ---- */

/* Where it is missing in this row, a text stands in for it. */
static void stand_in(const struct render *r, const struct node *node, struct piece *piece)
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
static enum excel_result find_row(const struct render *r, long shift)
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
static enum excel_result render_window(struct render *r, node_index index, long shift,
                                       double length, struct piece *list)
{
    const struct excel_printer *printer = r->printer;
    struct text cells = TEXT_EMPTY;
    enum excel_result result;
    long back;
    size_t count = 0;

    if (length > EXCEL_WIDEST)
        return give_up(r, "a function of more than 255 arguments");
    /* Whether the window is full goes by rows, and does not depend on the column. */
    result = printer->range(printer->context, r->calc->place[r->index], shift, EXCEL_WINDOW,
                            (long)length, &cells);
    text_free(&cells);
    for (back = (long)length; result == EXCEL_DONE && back-- > 0;) {
        struct piece value = PIECE_EMPTY;

        result = find_row(r, shift - back);
        if (result == EXCEL_DONE)
            result = render(r, index, shift - back, &value);
        if (result == EXCEL_DONE) {
            stand_in(r, &r->formula->nodes[index], &value);
            add_value(list, &value);
            count++;
        } else if (result == EXCEL_MISSING) {
            result = EXCEL_DONE;
        }
        piece_free(&value);
        if (list->text.length > EXCEL_LONGEST)
            result = give_up(r, "more than 8192 characters");
    }
    return result == EXCEL_DONE ? end_list(r, list) : result;
}

/* A running sum of what is no column: the sum before, and the formula in this row. */
static enum excel_result render_running(struct render *r, node_index index, struct piece *list)
{
    const struct excel_printer *printer = r->printer;
    struct piece value = PIECE_EMPTY;
    enum excel_result before = printer->cell(printer->context, r->calc->place[r->index],
                                             EXCEL_BEFORE, &list->text);
    enum excel_result result = before == EXCEL_VALUE ? before : render(r, index, 0, &value);

    if (result == EXCEL_DONE) {
        stand_in(r, &r->formula->nodes[index], &value);
        add_value(list, &value);
    }
    piece_free(&value);
    return result == EXCEL_VALUE ? result : end_list(r, list);
}

/* ---- templates ---- */

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
            result = render_cell(r, column_of(r, node), false, shift, piece);
            piece->certain = !piece_is_open(piece);
            if (!needed)
                piece_forgive(piece);
            if (result != EXCEL_MISSING || kind == 'C')
                return result;
        } else if (kind == 'C') {
            result = render(r, index, shift, piece);
            if (result == EXCEL_DONE)
                stand_in(r, node, piece); /* SUM("") is an error */
            return result;
        }
        piece_clear(piece);
        return render_guarded(r, index, shift, piece);
    }
    result = render(r, index, shift, piece);
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
    return r->formula->nodes[calc_argument(r->formula, (node_index)(call - r->formula->nodes),
                                           number)].number;
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
struct place {
    size_t number;       /* of the argument; SIZE_MAX = the formula itself */
    char what;           /* 0 this row, ? blank or not, - + a shift, # a window, . so far,
                            : entity, * column */
    double length;
    const char *end;     /* behind it */
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

static struct place read_place(const struct render *r, const struct node *call, const char *at)
{
    struct place place = { .number = SIZE_MAX };

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
                                      const struct place *place, long shift, struct piece *piece)
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
            return render_window(r, index, shift, place->length, piece);
        /* Only a whole formula has a cell of its own. */
        if (range == EXCEL_SO_FAR && strcmp(call->function->excel, "SUM($1[..])") == 0 &&
            call == &r->formula->nodes[formula_root(r->formula)] && shift == 0)
            return render_running(r, index, piece);
        return give_up(r, "a formula inside a function over many rows (as a column of its own "
                          "it would be live)");
    }
    column = column_of(r, node);
    if (column == SIZE_MAX)
        return give_up(r, "a column that is replaced");
    result = printer->range(printer->context, column, shift, range, (long)place->length,
                            &piece->text);
    piece->strength = ATOM;
    if (result == EXCEL_DONE && printer->guard && printer->gaps(printer->context, column))
        piece_needs_not(piece, "COUNT(%s)=0", piece->text.bytes);
    return result;
}

static enum excel_result render_place(struct render *r, const struct node *call,
                                      const struct place *place, long shift, struct piece *piece)
{
    if (place->number == SIZE_MAX) {
        /* Only a whole formula has a cell of its own. */
        if (call != &r->formula->nodes[formula_root(r->formula)] || shift != 0)
            return give_up(r, call->function->name);
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
            return give_up(r, "a LAG of a LEAD");
        shift += more;
        if (!names_column(r, call, place->number)) {
            enum excel_result row = find_row(r, shift);

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
    bool operator = function_is_operator(call->function);
    enum strength strength = operator ? operator_strength(call) : template_strength(template);
    enum excel_result result = EXCEL_DONE;
    const char *at = template;

    while (*at && *at != '\n' && result == EXCEL_DONE) {
        struct piece piece = PIECE_EMPTY;
        struct place place;
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
            bare = operator ? piece.strength > strength ||
                                  (piece.strength == strength && place.number == 0 &&
                                   call->count > 1 && strength != RAISES)
                            : piece.strength == ATOM || stands_alone(at, place.end, template);
            /* Cells here and there are a list of arguments, or one argument in parentheses. */
            if (place.what && strchr(":.#", place.what) && strchr(piece.text.bytes, ',') &&
                !(at > template && at[-1] == '(' && *place.end == ')'))
                result = give_up(r, "rows of an entity that are scattered over the sheet");
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

static enum excel_result render_template(struct render *r, const struct node *call, long shift,
                                         struct piece *piece)
{
    const char *template = call->function->excel;
    char *same = NULL;
    enum excel_result result;
    const char *next;

    if (!template)
        return give_up(r, call->function->name);
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

static enum excel_result render_call(struct render *r, const struct node *call, long shift,
                                     struct piece *piece)
{
    enum function_choice choice = function_choice(call->function);

    if (!r->printer->guard)
        return render_template(r, call, shift, piece);
    if (choice == CHOICE_IFERROR)
        return render_iferror(r, call, shift, piece);
    if (choice != CHOICE_NONE)
        return render_branches(r, call, call->first, shift, piece);
    if (call->function->row && call->function->gives == 'L' && call->function->kinds[0] == '(')
        return render_logic(r, call, shift, piece);
    return render_template(r, call, shift, piece);
}

static enum excel_result render(struct render *r, node_index index, long shift,
                                struct piece *piece)
{
    const struct node *node = &r->formula->nodes[index];
    enum excel_result result;

    switch (node->kind) {
    case NODE_COLUMN:
    case NODE_FORMULA:
        return render_cell(r, column_of(r, node), counts_as_number(node), shift, piece);
    case NODE_CALL:
        if (++r->depth > EXCEL_DEEPEST)
            return give_up(r, "more than 64 calls within each other");
        result = render_call(r, node, shift, piece);
        r->depth--;
        return result == EXCEL_DONE && piece->text.length > EXCEL_LONGEST
                   ? give_up(r, "more than 8192 characters") : result;
    default:
        if (node->kind == NODE_TEXT && node->length == 0 && r->printer->guard)
            return EXCEL_MISSING;
        return render_literal(node, piece);
    }
}

enum excel_result excel_formula(const struct calc *calc, size_t index,
                                const struct excel_printer *printer, struct text *out,
                                const char **why)
{
    const struct formula *formula = calc->formulas[index];
    struct render r = { .calc = calc, .index = index, .formula = formula, .printer = printer };
    struct piece piece = PIECE_EMPTY;
    node_index root = formula_root(formula);
    enum excel_result result;

    if (calc->place[index] == SIZE_MAX)
        result = give_up(&r, "a column that is replaced");
    else
        result = render(&r, root, 0, &piece);
    if (result == EXCEL_DONE) {
        piece_guard(&piece);
        text_add(out, piece.text.bytes, piece.text.length);
    }
    if (why)
        *why = r.why;
    piece_free(&piece);
    return result;
}
