/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/links.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "plan/form.h"

enum links_column {
    LINKS_OUTPUT,
    LINKS_OUTCOME,
    LINKS_NEEDED, /* those before must be there */
    LINKS_SIGN = LINKS_NEEDED,
    LINKS_LAGS,
    LINKS_MIN_EFFECT,
    LINKS_BECAUSE,
    LINKS_REGISTERED,
    LINKS_COLUMNS
};

static const char *const column_names[LINKS_COLUMNS] = {
    [LINKS_OUTPUT] = "output",         [LINKS_OUTCOME] = "outcome",
    [LINKS_SIGN] = "sign",             [LINKS_LAGS] = "lags",
    [LINKS_MIN_EFFECT] = "min_effect", [LINKS_BECAUSE] = "because",
    [LINKS_REGISTERED] = "registered",
};

/* As far as --lags goes. */
enum { LAG_MOST = 1000 };

static int check_measure(const struct form *form, enum links_column column,
                         const struct plan *plan, struct error *err)
{
    const char *name = form->cells[column];
    const struct measure *measure;
    const char **names;
    long nearest;
    size_t i;

    if (*name == '\0')
        return form_refuse(form, column, err, "is empty: a measure is wanted");
    if (!plan)
        return 0;
    measure = plan_measure(plan, name);
    if (measure && measure->role == ROLE_CONTEXT)
        return form_refuse(form, column, err,
                           "\"%s\" is context in %s, line %lu: a link goes from an output to an "
                           "outcome", name, plan->file, measure->line);
    if (measure)
        return 0;
    names = xarray(plan->count, sizeof *names);
    for (i = 0; i < plan->count; i++)
        names[i] = plan->measures[i].name;
    nearest = nearest_name(name, names, plan->count);
    if (nearest >= 0)
        form_refuse(form, column, err, "\"%s\" is no measure of %s; did you mean \"%s\"?", name,
                    plan->file, names[nearest]);
    else
        form_refuse(form, column, err, "\"%s\" is no measure of %s", name, plan->file);
    free(names);
    return -1;
}

static int check_pair(const struct form *form, const struct links *links, struct error *err)
{
    const char *output = form->cells[LINKS_OUTPUT];
    const char *outcome = form->cells[LINKS_OUTCOME];
    const struct hypothesis *before = links_find(links, output, outcome);

    if (strcmp(output, outcome) == 0)
        return form_refuse(form, LINKS_OUTCOME, err, "\"%s\" is the output of this link as well",
                           outcome);
    if (before)
        return form_refuse(form, LINKS_OUTCOME, err,
                           "the link from \"%s\" to \"%s\" is on line %lu already", output, outcome,
                           before->line);
    return 0;
}

static int read_sign(const struct form *form, int *sign, struct error *err)
{
    static const char *const words[] = { "up", "down", "+", "-" };
    int index;

    if (form_word(form, LINKS_SIGN, words, sizeof words / sizeof *words, "a sign", &index,
                  err) != 0)
        return -1;
    *sign = index < 0 ? 0 : index % 2 == 0 ? 1 : -1;
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

static int read_lags(const struct form *form, struct hypothesis *item, struct error *err)
{
    const char *cell = form->cells[LINKS_LAGS];
    const char *at = cell;

    if (*cell == '\0')
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
        return form_refuse(form, LINKS_LAGS, err, "\"%s\" runs backwards: write %ld..%ld", cell,
                           item->lags.last, item->lags.first);
    item->ranged = true;
    return 0;
bad:
    return form_refuse(form, LINKS_LAGS, err,
                       "not a range of lags such as 0..8, within -%d..%d: \"%s\"", LAG_MOST,
                       LAG_MOST, cell);
}

static int read_link(struct form *form, const struct plan *plan, const struct links *links,
                     struct hypothesis *item, struct error *err)
{
    if (check_measure(form, LINKS_OUTPUT, plan, err) != 0 ||
        check_measure(form, LINKS_OUTCOME, plan, err) != 0 ||
        check_pair(form, links, err) != 0 ||
        read_sign(form, &item->sign, err) != 0 || read_lags(form, item, err) != 0 ||
        form_number(form, LINKS_MIN_EFFECT, &item->min_effect, err) != 0 ||
        form_date(form, LINKS_REGISTERED, err) != 0)
        return -1;
    if (item->min_effect < 0)
        return form_refuse(form, LINKS_MIN_EFFECT, err,
                           "is a size, so it cannot be negative: \"%s\" (the direction is "
                           "the sign's)",
                           form->cells[LINKS_MIN_EFFECT]);
    if (item->min_effect == 0)
        return form_refuse(form, LINKS_MIN_EFFECT, err,
                           "is the smallest effect that would matter, so it cannot be 0: no data "
                           "can show that an effect is smaller (leave it empty where none is "
                           "stated)");
    item->line = form->line;
    item->output = form_take(form, LINKS_OUTPUT);
    item->outcome = form_take(form, LINKS_OUTCOME);
    item->because = form_take(form, LINKS_BECAUSE);
    item->registered = form_take(form, LINKS_REGISTERED);
    return 0;
}

struct links *links_read(const char *file, const struct plan *plan, struct error *err)
{
    struct links *links;
    struct form form;
    size_t capacity = 0;
    int got;

    if (form_open(&form, file, column_names, LINKS_COLUMNS, LINKS_NEEDED, err) != 0)
        return NULL;
    links = xcalloc(1, sizeof *links);
    links->file = xstrdup(file);
    links->note = form.note;
    form.note = NULL;
    while ((got = form_next(&form, err)) == 1) {
        struct hypothesis item = { 0 };

        got = read_link(&form, plan, links, &item, err);
        if (got != 0)
            break;
        links->items = xgrow(links->items, links->count, &capacity, sizeof item);
        links->items[links->count++] = item;
    }
    form_close(&form);
    if (got == 0 && links->count == 0)
        got = error_at(err, file, 0, NULL, "has a header but no links");
    if (got != 0) {
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
    for (i = 0; i < links->count; i++) {
        free(links->items[i].output);
        free(links->items[i].outcome);
        free(links->items[i].because);
        free(links->items[i].registered);
    }
    free(links->items);
    free(links->file);
    free(links->note);
    free(links);
}

const struct hypothesis *links_find(const struct links *links, const char *output, const char *outcome)
{
    size_t i;

    for (i = 0; i < links->count; i++)
        if (strcmp(links->items[i].output, output) == 0 &&
            strcmp(links->items[i].outcome, outcome) == 0)
            return &links->items[i];
    return NULL;
}
