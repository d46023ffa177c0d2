/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/links.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "plan/form.h"
#include "plan/plan_private.h"

/* While links are read: what the checks of their columns go by. */
struct reading {
    const struct plan *plan; /* NULL = names are not checked */
    bool alone;              /* no plan was given, not even a faulty one */
    struct links *links;
};

/* As far as --lags goes. */
enum { LAG_MOST = 1000 };

static const struct reading *reading_of(const struct form *form)
{
    return form->context;
}

static int check_measure(const struct form *form, size_t column, void *row, struct error *err)
{
    const struct plan *plan = reading_of(form)->plan;
    const char *name = form->cells[column];
    const struct measure *measure;

    (void)row;
    if (*name == '\0')
        return form_refuse(form, column, err, "is empty: a measure is wanted");
    if (!plan)
        return 0;
    measure = plan_measure(plan, name);
    if (measure && measure->role == ROLE_CONTEXT)
        return form_refuse(form, column, err,
                           "\"%s\" is context in %s, line %lu: a link goes from an output to an "
                           "outcome",
                           name, file_shown(plan->file), measure->line);
    if (measure)
        return 0;
    return plan_refuse_name(form, column, name, plan, err);
}

/* Comes behind output in the table. */
static int check_outcome(const struct form *form, size_t column, void *row, struct error *err)
{
    const char *output = form_cell(form, "output");
    const char *outcome = form->cells[column];
    const struct hypothesis *before = links_find(reading_of(form)->links, output, outcome);

    if (check_measure(form, column, row, err) != 0)
        return -1;
    if (strcmp(output, outcome) == 0)
        return form_refuse(form, column, err, "\"%s\" is the output of this link as well", outcome);
    if (before)
        return form_refuse(form, column, err,
                           "the link from \"%s\" to \"%s\" is on line %lu already", output, outcome,
                           before->line);
    return 0;
}

static int read_sign(const struct form *form, size_t column, void *row, struct error *err)
{
    static const char *const words[] = { "up", "down", "+", "-" };
    struct hypothesis *item = row;
    int index;

    if (form_word(form, column, words, sizeof words / sizeof *words, "a sign", &index, err) != 0)
        return -1;
    item->sign = index < 0 ? 0 : index % 2 == 0 ? 1 : -1;
    return 0;
}

/* One end of a range; moves *at behind it. */
static int read_lag(const char **at, long *lag)
{
    char *end;

    if (**at != '-' && (**at < '0' || **at > '9'))
        return -1;
    errno = 0;
    *lag = strtol(*at, &end, 10);
    if (end == *at || errno || *lag < -LAG_MOST || *lag > LAG_MOST)
        return -1;
    *at = end;
    return 0;
}

static int read_lags(const struct form *form, size_t column, void *row, struct error *err)
{
    struct hypothesis *item = row;
    const char *cell = form->cells[column];
    const char *at = cell;

    if (*cell == '\0')
        return 0;
    item->ranged = true;
    item->lags.by_itself = strcmp(cell, "auto") == 0;
    if (item->lags.by_itself)
        return 0;
    if (read_lag(&at, &item->lags.first) != 0)
        goto bad;
    item->lags.last = item->lags.first;
    if (strncmp(at, "..", 2) == 0) {
        at += 2;
        if (read_lag(&at, &item->lags.last) != 0)
            goto bad;
    }
    if (*at)
        goto bad;
    if (item->lags.first > item->lags.last)
        return form_refuse(form, column, err, "\"%s\" runs backwards: write %ld..%ld", cell,
                           item->lags.last, item->lags.first);
    return 0;
bad:
    return form_refuse(form, column, err,
                       "not a range of lags such as 0..8 within -%d..%d, or auto: \"%s\"", LAG_MOST,
                       LAG_MOST, cell);
}

/* In the outcome's unit, as the plan has it. */
static int read_size(const struct form *form, size_t column, double *size, struct error *err)
{
    const struct plan *plan = reading_of(form)->plan;
    const struct measure *outcome = plan ? plan_measure(plan, form_cell(form, "outcome")) : NULL;
    const char *cell = form->cells[column];

    if (reading_of(form)->alone && *cell && cell[strlen(cell) - 1] == '%')
        return form_refuse(form, column, err,
                           "\"%s\" is in percent, but no plan says that the outcome is: write the "
                           "number alone, or give the plan (--plan)",
                           cell);
    /* an outcome that is not known is another fault */
    return target_read_value(form, column, outcome ? outcome->unit : "%", size, err);
}

/* Comes behind outcome in the table. */
static int read_min_effect(const struct form *form, size_t column, void *row, struct error *err)
{
    struct hypothesis *item = row;

    if (read_size(form, column, &item->min_effect, err) != 0)
        return -1;
    if (item->min_effect < 0)
        return form_refuse(form, column, err,
                           "is a size, so it cannot be negative: \"%s\" (the direction is "
                           "the sign's)",
                           form->cells[column]);
    if (item->min_effect == 0)
        return form_refuse(form, column, err,
                           "is the smallest effect that would matter, so it cannot be 0: no data "
                           "can show that an effect is smaller (leave it empty where none is "
                           "stated)");
    return 0;
}

/* ---- the columns, a row each ---- */

#define AT(member) .place = offsetof(struct hypothesis, member)

static const struct form_column columns[] = {
    { "output", FORM_TEXT, .needed = true, AT(output), .check = check_measure },
    { "outcome", FORM_TEXT, .needed = true, AT(outcome), .check = check_outcome },
    { "sign", FORM_READ, AT(sign), .check = read_sign },
    { "lags", FORM_READ, AT(lags), .check = read_lags },
    { "min_effect", FORM_READ, .check = read_min_effect },
    { "because", FORM_TEXT, .quotes = FORM_SENTENCE, AT(because) },
    { "registered", FORM_DATE, AT(registered) },
    { "until", FORM_DATE, AT(until) },
    { .name = NULL },
};

static void read_rows(struct form *form, struct links *links)
{
    size_t capacity = 0;

    for (;;) {
        struct hypothesis item = { 0 };

        if (form_next(form, &item) != 1)
            return;
        item.line = form->line;
        links->items = xgrow(links->items, links->count, &capacity, sizeof item);
        links->items[links->count++] = item;
    }
}

struct links *links_read(const char *file, const struct plan *plan, struct faults *faults)
{
    struct links *links = xcalloc(1, sizeof *links);
    size_t before = faults_found(faults);
    struct reading reading = { plan, !plan && before == 0, links };
    struct error err;
    struct form form;

    links->file = xstrdup(file);
    if (form_open(&form, file, "links", columns, &reading, faults) == 0) {
        read_rows(&form, links);
        links->note = form_note(&form);
        links->as = form_written(&form);
        form_close(&form);
    }
    if (faults_found(faults) == before && links->count == 0) {
        error_at(&err, file, 0, NULL, "has a header but no links");
        faults_add(faults, &err);
    }
    if (faults_found(faults) != before) {
        links_free(links);
        return NULL;
    }
    return links;
}

void links_free(struct links *links)
{
    size_t i;

    if (!links)
        return;
    for (i = 0; i < links->count; i++)
        form_row_free(columns, &links->items[i]);
    free(links->items);
    free(links->file);
    free(links->note);
    free(links);
}

const struct hypothesis *links_find(const struct links *links, const char *output,
                                    const char *outcome)
{
    size_t i;

    for (i = 0; i < links->count; i++)
        if (strcmp(links->items[i].output, output) == 0 &&
            strcmp(links->items[i].outcome, outcome) == 0)
            return &links->items[i];
    return NULL;
}
