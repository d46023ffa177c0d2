/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The column `by`: who a row is about, as columns of the source or made of them. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "plan/measure_formula.h"
#include "plan/plan_private.h"
#include "table/select.h"

/* Where the first c is that stands in no quotes and no brackets; the end where there is none. */
static const char *find_outside(const char *text, char c)
{
    int depth = 0;
    char quote = '\0';

    for (; *text && (*text != c || depth > 0 || quote); text++) {
        if (quote)
            quote = *text == quote ? '\0' : quote;
        else if (*text == '"' || *text == '\'')
            quote = *text;
        else if (*text == '(' || *text == '[')
            depth++;
        else if (*text == ')' || *text == ']')
            depth--;
    }
    return text;
}

void plan_free_by(struct measure *measure)
{
    while (measure->make_count) {
        struct made_by *make = &measure->makes[--measure->make_count];

        free(make->name);
        free(make->expression);
    }
    free(measure->makes);
}

/* team=PROPER(Team): adds the name to the list, and what it is made of to the measure. */
static int read_made(const struct form *form, size_t column, struct measure *measure, char *item,
                     struct text *list, struct error *err)
{
    char *mark = item + (find_outside(item, '=') - item);
    char *written = written_trim(item, (size_t)(mark - item));
    char *name = list_name(written);
    char *expression = written_trim(mark + 1, strlen(mark + 1));
    char *quoted = list_quote(name);
    size_t capacity = measure->make_count;
    struct error why;
    int status = 0;

    if (*name == '\0')
        status = form_refuse(form, column, err, "\"%s\": a name is wanted ahead of \"=\"", item);
    else if (formula_read(expression, NULL, &why) != 0)
        status = form_refuse(form, column, err, "%s", why.what);
    text_addf(list, "%s%s", list->length ? "," : "", quoted);
    measure->makes = xgrow(measure->makes, measure->make_count, &capacity, sizeof *measure->makes);
    measure->makes[measure->make_count++] = (struct made_by){ name, expression };
    free(quoted);
    free(written);
    return status;
}

static int check_list(const struct form *form, size_t column, const char *by, struct error *err)
{
    struct error why;
    struct list list;

    if (list_split(by, &list, &why) != 0)
        return form_refuse(form, column, err, "%s", why.what);
    list_free(&list);
    return 0;
}

int plan_read_by(const struct form *form, size_t column, void *row, struct error *err)
{
    struct measure *measure = row;
    const char *at = form->cells[column];
    struct text list = TEXT_EMPTY;
    int status = 0;

    if (*at == '\0' || *find_outside(at, '=') == '\0')
        return *at ? check_list(form, column, at, err) : 0;
    while (status == 0) {
        const char *end = find_outside(at, ',');
        char *item = written_trim(at, (size_t)(end - at));

        if (*find_outside(item, '='))
            status = read_made(form, column, measure, item, &list, err);
        else
            text_addf(&list, "%s%s", list.length ? "," : "", item);
        free(item);
        if (*end == '\0')
            break;
        at = end + 1;
    }
    if (status == 0)
        status = check_list(form, column, list.bytes, err);
    free(form->cells[column]);
    form->cells[column] = text_take(&list);
    return status;
}
