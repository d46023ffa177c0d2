/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filters/roll_items.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"

/* name: owned from here on; NULL = the column's own. */
static void add(struct roll_items *items, const struct aggregate_kind *kind, size_t column,
                char *name)
{
    size_t capacity = items->capacity;

    items->items = xgrow(items->items, items->count, &items->capacity, sizeof *items->items);
    items->names = xgrow(items->names, items->count, &capacity, sizeof *items->names);
    items->items[items->count] = (struct roll_item){ kind, column, NULL };
    items->names[items->count++] = name;
}

static bool is_header(const struct table *table, const char *name)
{
    size_t i;

    for (i = 0; i < table->width; i++)
        if (strcmp(table->columns[i].name, name) == 0)
            return true;
    return false;
}

/* NEW=OLD: where the = is, or NULL. */
static const char *renaming(const struct table *table, const char *item)
{
    char *name = list_name(item);
    bool whole = is_header(table, name);

    free(name);
    return whole || item[strspn(item, " \t")] == '!' ? NULL : list_find(item, '=');
}

/* Columns named without a new name; they are looked up together because of "!". */
static int add_plain(struct roll_items *items, const struct aggregate_kind *kind,
                     const struct table *table, struct text *plain, struct error *err)
{
    struct selection selection;
    size_t i;

    if (plain->length == 0)
        return 0;
    if (select_columns(table_names(table), table->width, plain->bytes, table->file, items->roles,
                       &selection, err) != 0)
        return -1;
    for (i = 0; i < selection.count; i++)
        add(items, kind, selection.columns[i], NULL);
    selection_free(&selection);
    text_clear(plain);
    return 0;
}

static int add_renamed(struct roll_items *items, const struct aggregate_kind *kind,
                       const struct table *table, const char *item, const char *equals,
                       struct error *err)
{
    char *left = xstrndup(item, (size_t)(equals - item));
    char *name = list_name(left);
    size_t column;
    int bad = 0;

    if (!name[0])
        bad = error_usage(err, "--%s %s: the new name is empty", kind->name, item);
    if (!bad)
        bad = select_column(table_names(table), table->width, equals + 1, table->file, items->roles,
                            &column, err);
    if (!bad)
        add(items, kind, column, xstrdup(name));
    free(left);
    free(name);
    return bad;
}

static int add_list(struct roll_items *items, const struct each_item *asked,
                    const struct table *table, struct error *err)
{
    struct text plain = TEXT_EMPTY;
    const struct aggregate_kind *kind = aggregate_find(asked->option);
    struct list list;
    size_t i;
    int bad = 0;

    if (!kind)
        return error_usage(err, "no aggregate \"%s\"", asked->option);
    if (kind->needs == AGGREGATE_NOTHING) {
        if (!asked->value[0])
            return error_usage(err, "--%s: the name is empty", kind->name);
        add(items, kind, 0, xstrdup(asked->value));
        return 0;
    }
    if (list_split(asked->value, &list, err) != 0)
        return -1;
    for (i = 0; i < list.count && !bad; i++) {
        const char *equals = renaming(table, list.items[i]);

        if (!equals) {
            text_addf(&plain, "%s%s", plain.length ? "," : "", list.items[i]);
            continue;
        }
        bad = add_plain(items, kind, table, &plain, err);
        if (!bad)
            bad = add_renamed(items, kind, table, list.items[i], equals, err);
    }
    if (!bad)
        bad = add_plain(items, kind, table, &plain, err);
    text_free(&plain);
    list_free(&list);
    return bad;
}

/* ID_new stands beside ID_kept, and is no ID itself. */
static bool is_suffixed(const struct roll_item *item, size_t uses)
{
    return uses > 1 || item->kind->visit;
}

static void name_items(struct roll_items *items, const struct table *table)
{
    bool *plain = xcalloc(items->count, sizeof *plain);
    size_t i;
    size_t j;

    for (i = 0; i < items->count; i++)
        plain[i] = !items->names[i];
    for (i = 0; i < items->count; i++) {
        const char *own = table->columns[items->items[i].column].name;
        size_t uses = 0;

        if (!plain[i])
            continue;
        for (j = 0; j < items->count; j++)
            uses += plain[j] && items->items[j].column == items->items[i].column;
        items->names[i] = is_suffixed(&items->items[i], uses)
                              ? xasprintf("%s_%s", own, items->items[i].kind->name)
                              : xstrdup(own);
    }
    for (i = 0; i < items->count; i++)
        items->items[i].name = items->names[i];
    free(plain);
}

static int check_names(const struct roll_items *items, const struct table *table,
                       const struct selection *by, bool marked, struct error *err)
{
    const char **names = xarray(items->count + by->count + 2, sizeof *names);
    size_t count = 0;
    size_t i;
    size_t j;
    int bad = 0;

    names[count++] = "period";
    for (i = 0; i < by->count; i++)
        names[count++] = table->columns[by->columns[i]].name;
    for (i = 0; i < items->count; i++)
        names[count++] = items->names[i];
    if (marked)
        names[count++] = "partial";
    for (i = 1; i < count && !bad; i++)
        for (j = 0; j < i && !bad; j++)
            if (strcmp(names[i], names[j]) == 0)
                bad = error_usage(err,
                                  "two columns would be called \"%.100s\": name one anew, as "
                                  "in --sum NEW=OLD",
                                  names[i]);
    free(names);
    return bad;
}

int roll_items_find(const struct each *asked, const struct table *table,
                    const struct role_source *roles, const struct selection *by, bool marked,
                    struct roll_items *items, struct error *err)
{
    size_t i;

    *items = (struct roll_items){ .roles = roles };
    for (i = 0; i < asked->count; i++) {
        if (add_list(items, &asked->items[i], table, err) != 0) {
            roll_items_free(items);
            return -1;
        }
    }
    name_items(items, table);
    if (check_names(items, table, by, marked, err) == 0)
        return 0;
    roll_items_free(items);
    return -1;
}

void roll_items_free(struct roll_items *items)
{
    size_t i;

    for (i = 0; i < items->count; i++)
        free(items->names[i]);
    free(items->names);
    free(items->items);
    *items = (struct roll_items){ .count = 0 };
}
