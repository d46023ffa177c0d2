/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/measure_formula.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "calc/calc.h"
#include "plan/plan_private.h"

char *formula_of_column(const char *name, const char *expression)
{
    struct text out = TEXT_EMPTY;

    text_addc(&out, '\'');
    for (; *name; name++) {
        if (*name == '\'')
            text_addc(&out, '\'');
        text_addc(&out, *name);
    }
    text_addf(&out, "' = %s", expression);
    return text_take(&out);
}

static void add_name(struct formula_names *names, const char *name)
{
    size_t i;

    for (i = 0; i < names->count; i++)
        if (strcmp(names->items[i], name) == 0)
            return;
    names->items = xgrow(names->items, names->count, &names->capacity, sizeof *names->items);
    names->items[names->count++] = xstrdup(name);
}

void formula_names_free(struct formula_names *names)
{
    while (names->count)
        free(names->items[--names->count]);
    free(names->items);
    names->items = NULL;
}

/* What messages call a formula, until the plan's place tells it. */
static const char nameless[] = "formula";

static void shorten(struct error *err)
{
    const char *behind = err->what + sizeof nameless + 1;

    if (strncmp(err->what, nameless, sizeof nameless - 1) == 0)
        memmove(err->what, behind, strlen(behind) + 1);
}

/* Functions, arguments and kinds, with the names it uses as if all were columns. */
static int hold(struct calc *calc, const struct formula_names *names, struct error *err)
{
    return calc_bind(calc, (const char *const *)names->items, names->count, "", err);
}

int formula_read(const char *expression, struct formula_names *names, struct error *err)
{
    struct formula_names own = { NULL, 0, 0 };
    struct calc *calc = calc_new('.', true);
    int status = calc_add_expression(calc, nameless, expression, err);
    node_index i;

    if (!names)
        names = &own;
    *names = (struct formula_names){ NULL, 0, 0 };
    if (status == 0) {
        const struct formula *formula = calc->formulas[0];

        for (i = 0; i < formula->count; i++)
            if (formula->nodes[i].kind == NODE_NAME)
                add_name(names, formula->nodes[i].text);
        status = hold(calc, names, err);
    }
    if (status != 0)
        shorten(err);
    calc_free(calc);
    formula_names_free(&own);
    return status;
}

/* ---- formulas over measures ---- */

static bool is_over_measures(const struct measure *measure)
{
    return *measure->formula && *measure->source == '\0';
}

static void fault(const struct plan *plan, const struct measure *measure, const char *sentence,
                  struct faults *faults)
{
    struct error err;

    error_at(&err, plan->file, measure->line, "formula", "%s", sentence);
    faults_add(faults, &err);
}

static void refuse_name(const struct plan *plan, const struct measure *measure, const char *name,
                        struct faults *faults)
{
    const char **names = xarray(plan->count, sizeof *names);
    char *sentence;
    long nearest;
    size_t i;

    for (i = 0; i < plan->count; i++)
        names[i] = plan->measures[i].name;
    nearest = nearest_name(name, names, plan->count);
    sentence = nearest >= 0
                   ? xasprintf("\"%s\" is no measure of this plan; did you mean \"%s\"?", name,
                               names[nearest])
                   : xasprintf("\"%s\" is no measure of this plan (without a source, a formula is "
                               "over measures)",
                               name);
    fault(plan, measure, sentence, faults);
    free(sentence);
    free(names);
}

static void find_parts(const struct plan *plan, struct measure *measure, struct faults *faults)
{
    struct formula_names names;
    struct error ignored;
    size_t i;

    if (formula_read(measure->formula, &names, &ignored) == 0) {
        measure->parts = xcalloc(names.count + 1, sizeof *measure->parts);
        for (i = 0; i < names.count; i++) {
            const struct measure *part = plan_measure(plan, names.items[i]);

            if (!part)
                refuse_name(plan, measure, names.items[i], faults);
            else
                measure->parts[measure->part_count++] = (size_t)(part - plan->measures);
        }
    }
    formula_names_free(&names);
}

/* A way through formulas: measures by index. */
struct way {
    size_t *items;
    size_t count;
    bool *seen;
};

/* Finds a way from a measure back to `home`, which is not in it. */
static bool leads_back(const struct plan *plan, size_t at, size_t home, struct way *way)
{
    const struct measure *measure = &plan->measures[at];
    size_t i;

    for (i = 0; i < measure->part_count; i++) {
        size_t part = measure->parts[i];

        if (part == home)
            return true;
        if (way->seen[part])
            continue;
        way->seen[part] = true;
        way->items[way->count++] = part;
        if (leads_back(plan, part, home, way))
            return true;
        way->count--;
    }
    return false;
}

static void refuse_circle(const struct plan *plan, size_t at, const struct way *way,
                          struct faults *faults)
{
    struct text out = TEXT_EMPTY;
    size_t i;

    text_adds(&out, "needs ");
    for (i = 0; i < way->count; i++)
        text_addf(&out, "\"%s\", which needs ", plan->measures[way->items[i]].name);
    text_addf(&out, "\"%s\" itself", plan->measures[at].name);
    fault(plan, &plan->measures[at], out.bytes, faults);
    text_free(&out);
}

/* A circle is told once, at the first measure in it. */
static void check_circle(const struct plan *plan, size_t at, struct faults *faults)
{
    struct way way = { xarray(plan->count, sizeof *way.items), 0,
                       xcalloc(plan->count, sizeof *way.seen) };
    bool first = true;
    size_t i;

    if (leads_back(plan, at, at, &way)) {
        for (i = 0; i < way.count; i++)
            first = first && way.items[i] > at;
        if (first)
            refuse_circle(plan, at, &way, faults);
    }
    free(way.items);
    free(way.seen);
}

void plan_check_parts(struct plan *plan, struct faults *faults)
{
    size_t i;

    for (i = 0; i < plan->count; i++)
        if (is_over_measures(&plan->measures[i]))
            find_parts(plan, &plan->measures[i], faults);
    for (i = 0; i < plan->count; i++)
        check_circle(plan, i, faults);
}

bool plan_stands_in(const struct plan *plan, const struct measure *part,
                    const struct measure *whole)
{
    size_t i;

    for (i = 0; i < whole->part_count; i++) {
        const struct measure *one = &plan->measures[whole->parts[i]];

        if (one == part || plan_stands_in(plan, part, one))
            return true;
    }
    return false;
}
