/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/select.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "base/text_alike.h"

/* What a selection is made from, handed down. */
struct choice {
    const char *const *names;
    const char *const *written; /* what name[2] counts: the names, or what they were */
    size_t count;
    const char *file;
    const struct role_source *roles;
    bool *taken;
    struct selection *selection;
    struct error *err;
};

/* ---- lists ---- */

/* Behind the item that starts at `at`: its comma or the end; NULL = an open quote. */
static const char *item_end(const char *at)
{
    bool quoted = false;

    for (; *at && (quoted || *at != ','); at++)
        if (*at == '"')
            quoted = !quoted;
    return quoted ? NULL : at;
}

int list_split(const char *text, struct list *list, struct error *err)
{
    const char *at = text;
    size_t capacity = 0;

    *list = (struct list){ NULL, 0 };
    for (;;) {
        const char *end = item_end(at);

        if (!end) {
            list_free(list);
            return error_usage(err, "a quote in the list does not end: %s", text);
        }
        if (strspn(at, " \t") >= (size_t)(end - at)) {
            list_free(list);
            return error_usage(err, "an empty item in the list \"%s\"", text);
        }
        list->items = xgrow(list->items, list->count, &capacity, sizeof *list->items);
        list->items[list->count++] = xstrndup(at, (size_t)(end - at));
        if (!*end)
            return 0;
        at = end + 1;
    }
}

void list_free(struct list *list)
{
    size_t i;

    for (i = 0; i < list->count; i++)
        free(list->items[i]);
    free(list->items);
    *list = (struct list){ NULL, 0 };
}

const char *list_find(const char *item, char c)
{
    bool quoted = false;

    for (; *item; item++) {
        if (*item == '"')
            quoted = !quoted;
        else if (!quoted && *item == c)
            return item;
    }
    return NULL;
}

char *list_quote(const char *name)
{
    struct text text = TEXT_EMPTY;

    if (!strpbrk(name, ",\"") && name[0] != '!' && name[0] != '@' && name[0] != ' ')
        return xstrdup(name);
    text_addc(&text, '"');
    for (; *name; name++) {
        if (*name == '"')
            text_addc(&text, '"');
        text_addc(&text, *name);
    }
    text_addc(&text, '"');
    return text_take(&text);
}

char *list_name(const char *item)
{
    size_t length;
    char *name;
    char *to;
    const char *from;

    item += strspn(item, " \t");
    length = strlen(item);
    while (length && (item[length - 1] == ' ' || item[length - 1] == '\t'))
        length--;
    name = xstrndup(item, length);
    if (name[0] != '"')
        return name;
    to = name;
    for (from = name + 1; *from; from++) {
        if (*from == '"') {
            if (from[1] == '"')
                *to++ = *++from;
            continue;
        }
        *to++ = *from;
    }
    *to = '\0';
    return name;
}

/* ---- errors ---- */

/* Bytes of a list of columns in a message of a line or two. */
enum { ENOUGH = 280 };

char *list_of_columns(const char *const *names, size_t count, size_t enough)
{
    struct text text = TEXT_EMPTY;
    size_t i;

    for (i = 0; i < count; i++) {
        char *name;

        if (text.length > enough && count - i > 1) {
            text_addf(&text, ", ... (%zu in all)", count);
            break;
        }
        name = list_quote(names[i]); /* one with a comma reads as two */
        text_addf(&text, "%s%.80s", i ? ", " : "", name);
        free(name);
    }
    if (count == 0)
        text_adds(&text, "none");
    return text_take(&text);
}

const char *delimiter_hint(const char *const *names, size_t count)
{
    if (count == 1 && strpbrk(names[0], ";\t|"))
        return " (one column: is the delimiter right? See --delimiter, or lever clean)";
    return "";
}

static int no_such_column(const struct choice *choice, const char *what, const char *name)
{
    char *names = list_of_columns(choice->names, choice->count, ENOUGH);
    long nearest = nearest_name(name, choice->names, choice->count);

    if (nearest >= 0)
        error_at(choice->err, choice->file, 0, NULL,
                 "no %s \"%.80s\"; did you mean \"%.80s\"? The columns are: %s%s", what, name,
                 choice->names[nearest], names, delimiter_hint(choice->names, choice->count));
    else
        error_at(choice->err, choice->file, 0, NULL, "no %s \"%.80s\". The columns are: %s%s", what,
                 name, names, delimiter_hint(choice->names, choice->count));
    free(names);
    return -1;
}

/* ---- one item ---- */

static void take(struct choice *choice, size_t column, bool away)
{
    struct selection *selection = choice->selection;
    size_t i;

    if (away && choice->taken[column]) {
        for (i = 0; selection->columns[i] != column; i++)
            ;
        memmove(selection->columns + i, selection->columns + i + 1,
                (selection->count - i - 1) * sizeof *selection->columns);
        selection->count--;
    } else if (!away && !choice->taken[column]) {
        selection->columns[selection->count++] = column;
    }
    choice->taken[column] = !away;
}

static size_t occurrences(const char *const *names, size_t count, const char *name, size_t *first)
{
    size_t found = 0;
    size_t i;

    for (i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0 && found++ == 0)
            *first = i;
    return found;
}

/* The only header that looks like the name, though it is written otherwise; count = none. */
static size_t to_the_eye(const struct choice *choice, const char *name)
{
    size_t found = choice->count;
    size_t i;

    for (i = 0; i < choice->count; i++) {
        if (!same_to_the_eye(choice->names[i], name))
            continue;
        if (found < choice->count)
            return choice->count;
        found = i;
    }
    return found;
}

/* 1 taken, 0 no header of that name, -1 refused. */
static int take_name(struct choice *choice, const char *name, bool away)
{
    char letters[2][8];
    size_t first = 0;
    size_t second;
    size_t found = occurrences(choice->names, choice->count, name, &first);

    if (found == 0) {
        first = to_the_eye(choice, name);
        found = first < choice->count;
    }
    if (found == 0)
        return 0;
    if (found == 1) {
        take(choice, first, away);
        return 1;
    }
    for (second = first + 1; strcmp(choice->names[second], name) != 0; second++)
        ;
    return error_at(choice->err, choice->file, 0, NULL,
                    "%zu columns are called \"%.80s\": say \"%.80s[1]\" (column %s), "
                    "\"%.80s[2]\" (column %s) ...",
                    found, name, name, column_letters(first, letters[0]), name,
                    column_letters(second, letters[1]));
}

/* name[2]: the length of name, and which of its columns; false where it is not of that form. */
static bool bracketed(const char *item, size_t *length, unsigned long *which)
{
    const char *open = strrchr(item, '[');
    char *end;

    if (!open || open[1] < '1' || open[1] > '9')
        return false;
    *which = strtoul(open + 1, &end, 10);
    *length = (size_t)(open - item);
    return end[0] == ']' && end[1] == '\0';
}

static int take_occurrence(struct choice *choice, const char *item, bool away)
{
    unsigned long which;
    size_t length;
    size_t found;
    size_t first = 0;
    char *raw;
    char *name;
    int result = 1;

    if (!bracketed(item, &length, &which))
        return 0;
    raw = xstrndup(item, length);
    name = list_name(raw);
    found = occurrences(choice->written, choice->count, name, &first);
    if (found == 0) {
        result = 0;
    } else if (which > found) {
        result = error_at(choice->err, choice->file, 0, NULL,
                          "no column \"%.80s[%lu]\": %zu %s called \"%.80s\"", name, which, found,
                          found == 1 ? "column is" : "columns are", name);
    } else {
        while (--which)
            do
                first++;
            while (strcmp(choice->written[first], name) != 0);
        take(choice, first, away);
    }
    free(raw);
    free(name);
    return result;
}

/* A column by its capital letters or its number, 1-based: the bytes it took, or 0. */
static size_t read_letters(const char *text, size_t *column)
{
    size_t n = 0;

    for (*column = 0; text[n] >= 'A' && text[n] <= 'Z' && n < 6; n++)
        *column = *column * 26 + (size_t)(text[n] - 'A') + 1;
    return n;
}

static size_t read_number(const char *text, size_t *column)
{
    size_t n = 0;

    for (*column = 0; text[n] >= '0' && text[n] <= '9' && n < 9; n++)
        *column = *column * 10 + (size_t)(text[n] - '0');
    return n;
}

static int take_range(struct choice *choice, const char *item, bool away, char between,
                      size_t (*read)(const char *, size_t *))
{
    size_t first;
    size_t last;
    size_t i;
    size_t n = read(item, &first);

    if (n == 0)
        return 0;
    last = first;
    if (item[n] == between) {
        size_t m = read(item + n + 1, &last);

        if (m == 0 && between == '-')
            last = choice->count > first ? choice->count : first;
        else if (m == 0)
            return 0;
        n += 1 + m;
    }
    if (item[n])
        return 0;
    if (first < 1 || last < 1)
        return error_at(choice->err, choice->file, 0, NULL,
                        "no column 0: columns are counted from 1");
    if (first > choice->count || last > choice->count) {
        if (between == ':')
            return 0; /* a word in capitals more likely than a column that far out */
        return error_at(choice->err, choice->file, 0, NULL, "no column %zu: the table has %zu %s",
                        first > last ? first : last, choice->count,
                        choice->count == 1 ? "column" : "columns");
    }
    for (i = first;; i = first < last ? i + 1 : i - 1) {
        take(choice, i - 1, away);
        if (i == last)
            return 1;
    }
}

/* Where something does not fit, the last star takes a byte more: no star before it matters. */
static bool matches(const char *glob, const char *name)
{
    const char *behind_star = NULL;
    const char *tried = NULL; /* from where on what is behind the star was tried */
    uint32_t code;

    while (*name || *glob == '*') {
        if (*glob == '*') {
            behind_star = ++glob;
            tried = name;
        } else if (*glob == '?' && *name) {
            name += utf8_next(name, strlen(name), &code);
            glob++;
        } else if (*glob && *glob == *name) {
            glob++;
            name++;
        } else if (behind_star && *tried) {
            glob = behind_star;
            name = ++tried;
        } else {
            return false;
        }
    }
    return *glob == '\0';
}

static int take_glob(struct choice *choice, const char *glob, bool away)
{
    int found = 0;
    size_t i;

    if (!strpbrk(glob, "*?"))
        return 0;
    for (i = 0; i < choice->count; i++) {
        if (matches(glob, choice->names[i])) {
            take(choice, i, away);
            found = 1;
        }
    }
    return found;
}

static int take_role(struct choice *choice, const char *item, bool away)
{
    const char *const *measures;
    size_t count = 0;
    size_t i;

    if (item[0] != '@')
        return 0;
    if (!choice->roles)
        return error_usage(choice->err,
                           "\"%s\" needs a plan, and there is no --plan here: name "
                           "the columns",
                           item);
    if (choice->roles->names(choice->roles->context, item + 1, &measures, &count, choice->err) < 0)
        return -1;
    if (count == 0)
        return error_at(choice->err, choice->file, 0, NULL,
                        "%s selects nothing: the plan has no measure with that role", item);
    for (i = 0; i < count; i++) {
        int taken = take_name(choice, measures[i], away);

        if (taken == 0)
            return no_such_column(choice, "column for the plan's measure", measures[i]);
        if (taken < 0)
            return -1;
    }
    return 1;
}

/* The readings of an item that is not in quotes, in their order. */
static int take_plain(struct choice *choice, const char *item, bool away)
{
    int taken = take_name(choice, item, away);

    if (taken == 0)
        taken = take_range(choice, item, away, ':', read_letters);
    if (taken == 0)
        taken = take_range(choice, item, away, '-', read_number);
    if (taken == 0)
        taken = take_occurrence(choice, item, away);
    if (taken == 0)
        taken = take_glob(choice, item, away);
    if (taken == 0)
        taken = take_role(choice, item, away);
    return taken;
}

static int take_item(struct choice *choice, const char *raw, bool first)
{
    char *item = list_name(raw);
    const char *start = raw + strspn(raw, " \t");
    bool away = false;
    bool quoted;
    int taken = take_name(choice, raw, false);
    size_t i;

    if (taken == 0 && start[0] == '!') {
        taken = take_name(choice, item, false);
        if (taken == 0) {
            away = true;
            free(item);
            start += 1 + strspn(start + 1, " \t");
            item = list_name(start);
            for (i = 0; first && i < choice->count; i++)
                take(choice, i, false);
        }
    }
    quoted = start[0] == '"';
    if (taken == 0 && quoted && start[strcspn(start, "[")] == '[')
        taken = take_occurrence(choice, start, away);
    if (taken == 0)
        taken = quoted ? take_name(choice, item, away) : take_plain(choice, item, away);
    if (taken == 0)
        taken = no_such_column(choice, "column", item);
    if (taken < 0)
        error_word(choice->err, item);
    free(item);
    return taken < 0 ? -1 : 0;
}

int select_renamed(const char *const *names, const char *const *written, size_t count,
                   const char *list, const char *file, const struct role_source *roles,
                   struct selection *selection, struct error *err)
{
    struct choice choice = { names, written, count, file, roles, NULL, selection, err };
    struct list items;
    size_t i;
    int bad = 0;

    *selection = (struct selection){ NULL, 0 };
    if (list_split(list, &items, err) != 0)
        return -1;
    choice.taken = xcalloc(count, sizeof *choice.taken);
    selection->columns = xarray(count, sizeof *selection->columns);
    for (i = 0; i < items.count && !bad; i++)
        bad = take_item(&choice, items.items[i], i == 0);
    if (!bad && selection->count == 0)
        bad = error_at(err, file, 0, NULL, "\"%s\" leaves no column", list);
    free(choice.taken);
    list_free(&items);
    if (bad)
        selection_free(selection);
    return bad;
}

int select_columns(const char *const *names, size_t count, const char *list, const char *file,
                   const struct role_source *roles, struct selection *selection, struct error *err)
{
    return select_renamed(names, names, count, list, file, roles, selection, err);
}

int select_column(const char *const *names, size_t count, const char *item, const char *file,
                  const struct role_source *roles, size_t *column, struct error *err)
{
    struct selection selection;
    size_t found = occurrences(names, count, item, column);

    if (found == 1)
        return 0;
    if (select_columns(names, count, item, file, roles, &selection, err) != 0)
        return -1;
    found = selection.count;
    *column = selection.columns[0];
    selection_free(&selection);
    if (found == 1)
        return 0;
    error_usage(err, "\"%s\" selects %zu columns, but one is needed", item, found);
    return error_word(err, item);
}

bool selection_has(const struct selection *selection, size_t column)
{
    size_t i;

    for (i = 0; i < selection->count; i++)
        if (selection->columns[i] == column)
            return true;
    return false;
}

void selection_free(struct selection *selection)
{
    free(selection->columns);
    *selection = (struct selection){ NULL, 0 };
}

const char *column_letters(size_t column, char buffer[8])
{
    size_t n = 7;

    buffer[n] = '\0';
    for (column++; column > 0 && n > 0; column = (column - 1) / 26)
        buffer[--n] = (char)('A' + (column - 1) % 26);
    return memmove(buffer, buffer + n, 8 - n);
}
