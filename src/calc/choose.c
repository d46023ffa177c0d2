/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calc/choose.h"

#include <math.h>

#include "calc/functions.h"

static uint32_t choose_if(const struct node *call, const struct vector *const *given, size_t row)
{
    double condition = given[0]->cells.number[row];

    if (isnan(condition))
        return CHOSEN_NONE;
    if (condition != 0)
        return 1;
    return call->count > 2 ? 2 : CHOSEN_FALSE;
}

/* The first condition that holds; one that cannot be told ends the search. */
static uint32_t choose_ifs(const struct node *call, const struct vector *const *given, size_t row)
{
    uint32_t i;

    for (i = 0; i + 1 < call->count; i += 2) {
        double condition = given[i]->cells.number[row];

        if (isnan(condition))
            return CHOSEN_NONE;
        if (condition != 0)
            return i + 1;
    }
    return CHOSEN_TROUBLE;
}

void choose_which(const struct node *call, const struct vector *const *given, size_t rows,
                  uint32_t *chosen)
{
    enum function_choice choice = function_choice(call->function);
    size_t i;

    for (i = 0; i < rows; i++)
        chosen[i] = choice == CHOICE_IF    ? choose_if(call, given, i)
                    : choice == CHOICE_IFS ? choose_ifs(call, given, i)
                                           : given[0]->fault && given[0]->fault[i];
}

/* Whose fault it is that no value is chosen: a condition's. */
static unsigned char fault_of(const struct node *call, const struct vector *const *given,
                              size_t row)
{
    size_t step = function_choice(call->function) == CHOICE_IFS ? 2 : 1;
    size_t i;

    for (i = 0; i < call->count; i += step) {
        if (isnan(given[i]->cells.number[row]))
            return given[i]->fault ? given[i]->fault[row] & FAULT_TROUBLE : 0;
        if (step == 1)
            break;
    }
    return 0;
}

static void take_none(char kind, struct vector *out, size_t row, bool is_false)
{
    if (kind == 'T' || kind == 'A')
        out->cells.text[row] = (struct lever_text){ "", 0 };
    if (kind != 'T')
        out->cells.number[row] = is_false ? 0 : NAN;
    if (kind == 'A')
        out->cells.kind[row] = is_false ? 'L' : 0;
}

static void take(char kind, const struct vector *from, struct vector *out, size_t row)
{
    if (kind == 'T' || kind == 'A')
        out->cells.text[row] = from->cells.text[row];
    if (kind != 'T')
        out->cells.number[row] = from->cells.number[row];
    if (kind == 'A')
        out->cells.kind[row] = from->cells.kind[row];
    else if (out->cells.kind &&
             (from->kind == 'D' || (from->cells.kind && from->cells.kind[row] == 'D')))
        out->cells.kind[row] = 'D';
}

void choose(const struct node *call, const struct vector *const *given, size_t rows,
            uint32_t *chosen, struct vector *out)
{
    char kind = call->gives == 'D' || call->gives == 0 ? 'N' : call->gives;
    bool dates = false;
    bool fault = false;
    size_t i;

    for (i = 0; i < call->count; i++) {
        dates |= given[i]->kind == 'D' || (given[i]->kind != 'A' && given[i]->cells.kind);
        fault |= given[i]->fault != NULL;
    }
    choose_which(call, given, rows, chosen);
    vector_room(out, kind, rows, dates && kind == 'N');
    for (i = 0; i < rows; i++) {
        const struct vector *from = chosen[i] < call->count ? given[chosen[i]] : NULL;
        unsigned char why;

        if (from)
            take(kind, from, out, i);
        else
            take_none(kind, out, i, chosen[i] == CHOSEN_FALSE);
        if (!fault && chosen[i] != CHOSEN_TROUBLE)
            continue;
        why = chosen[i] == CHOSEN_TROUBLE ? FAULT_FRESH | call->trouble
              : from                      ? from->fault ? from->fault[i] & FAULT_TROUBLE : 0
                                          : fault_of(call, given, i);
        if (!why)
            continue;
        if (!out->fault)
            vector_faults(out, rows);
        out->fault[i] = why;
    }
}
