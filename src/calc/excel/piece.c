/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calc/excel/piece.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static void drop(char **items, size_t *count)
{
    while (*count > 0)
        free(items[--*count]);
}

void piece_clear(struct piece *piece)
{
    text_clear(&piece->text);
    piece_forgive(piece);
    piece->may_be_blank = piece->certain = false;
    piece->strength = LOOSE;
}

void piece_free(struct piece *piece)
{
    piece_clear(piece);
    text_free(&piece->text);
    free(piece->numbers);
    free(piece->conditions);
}

void piece_forgive(struct piece *piece)
{
    drop(piece->numbers, &piece->number_count);
    drop(piece->conditions, &piece->condition_count);
    piece->may_fail = piece->condition_may_fail = false;
}

void piece_wrap(struct piece *piece, const char *before, const char *behind)
{
    char *text = xasprintf("%s%s%s", before, piece->text.bytes, behind);

    text_clear(&piece->text);
    text_adds(&piece->text, text);
    free(text);
}

/* Takes over what is not there yet. */
static void add(char ***items, size_t *count, size_t *capacity, char *item)
{
    size_t i;

    for (i = 0; i < *count; i++) {
        if (strcmp((*items)[i], item) == 0) {
            free(item);
            return;
        }
    }
    *items = xgrow(*items, *count, capacity, sizeof **items);
    (*items)[(*count)++] = item;
}

void piece_needs_number(struct piece *piece, const char *cell)
{
    add(&piece->numbers, &piece->number_count, &piece->number_capacity, xstrdup(cell));
}

static void needs_not(struct piece *piece, char *condition)
{
    add(&piece->conditions, &piece->condition_count, &piece->condition_capacity, condition);
}

void piece_needs_not(struct piece *piece, const char *format, const char *what)
{
    const char *place = strstr(format, "%s");

    needs_not(piece, xasprintf("%.*s%s%s", (int)(place - format), format, what, place + 2));
}

void piece_needs_arguments(struct piece *piece)
{
    const char *open = strchr(piece->text.bytes, '(');

    needs_not(piece, xasprintf("COUNT%s=0", open));
}

void piece_inherit(struct piece *piece, const struct piece *part)
{
    size_t i;

    for (i = 0; i < part->number_count; i++)
        piece_needs_number(piece, part->numbers[i]);
    for (i = 0; i < part->condition_count; i++)
        needs_not(piece, xstrdup(part->conditions[i]));
    piece->may_fail |= part->may_fail;
    piece->condition_may_fail |= part->condition_may_fail;
}

bool piece_is_open(const struct piece *piece)
{
    return piece->number_count > 0 || piece->condition_count > 0 || piece->may_fail;
}

char *piece_condition(const struct piece *piece)
{
    size_t count = piece->condition_count + (piece->number_count > 0);
    struct text out = TEXT_EMPTY;
    size_t i;

    if (count == 0)
        return NULL;
    if (count > 1)
        text_adds(&out, "OR(");
    for (i = 0; i < piece->number_count; i++)
        text_addf(&out, "%s%s", i ? "," : "COUNT(", piece->numbers[i]);
    if (piece->number_count)
        text_addf(&out, ")<%zu", piece->number_count);
    for (i = 0; i < piece->condition_count; i++)
        text_addf(&out, "%s%s", i || piece->number_count ? "," : "", piece->conditions[i]);
    if (count > 1)
        text_addc(&out, ')');
    return text_take(&out);
}

void piece_settle(struct piece *piece)
{
    char *condition;

    if (!piece->may_be_blank)
        return;
    /* Where what it needs is not there, the text may be an error: that is asked first. */
    condition = piece_condition(piece);
    drop(piece->numbers, &piece->number_count);
    drop(piece->conditions, &piece->condition_count);
    needs_not(piece, condition ? xasprintf("IF(%s,TRUE,%s=\"\")", condition, piece->text.bytes)
                               : xasprintf("%s=\"\"", piece->text.bytes));
    free(condition);
    piece->condition_may_fail |= piece->may_fail;
    piece->may_be_blank = false;
}

void piece_guard(struct piece *piece)
{
    char *condition = piece_condition(piece);
    char *before;

    if (piece->may_fail && !piece->condition_may_fail)
        piece_wrap(piece, "IFERROR(", ",\"\")");
    if (condition) {
        before = xasprintf("IF(%s,\"\",", condition);
        piece_wrap(piece, before, ")");
        free(before);
    }
    if (piece->condition_may_fail)
        piece_wrap(piece, "IFERROR(", ",\"\")");
    if (condition || piece->may_fail) {
        piece->may_be_blank = true;
        piece->strength = ATOM;
    }
    free(condition);
    piece_forgive(piece);
}

void piece_stand_in(struct piece *piece, bool logical, const char *cell)
{
    char *condition = piece_condition(piece);
    char *before;

    if (logical)
        piece_wrap(piece, "IF(", ",1,0)");
    if (piece->may_fail || piece->may_be_blank) {
        before = xasprintf("IF(ISNUMBER(%s),%s,%s)", piece->text.bytes, piece->text.bytes, cell);
        text_clear(&piece->text);
        text_adds(&piece->text, before);
        free(before);
    }
    if (condition) {
        before = xasprintf("IF(%s,%s,", condition, cell);
        piece_wrap(piece, before, ")");
        free(before);
    }
    if (piece->condition_may_fail) {
        before = xasprintf(",%s)", cell);
        piece_wrap(piece, "IFERROR(", before);
        free(before);
    }
    if (logical || condition || piece->may_fail || piece->may_be_blank)
        piece->strength = ATOM;
    free(condition);
    piece_forgive(piece);
    piece->may_be_blank = false;
}
