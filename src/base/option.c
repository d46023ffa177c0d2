/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/option.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"

static const char *keep(struct parsed *parsed, char *string)
{
    parsed->owned = xgrow(parsed->owned, parsed->owned_count, &parsed->owned_capacity,
                          sizeof *parsed->owned);
    parsed->owned[parsed->owned_count++] = string;
    return string;
}

void parsed_free(struct parsed *parsed)
{
    size_t i;

    for (i = 0; i < parsed->owned_count; i++)
        free(parsed->owned[i]);
    for (i = 0; i < parsed->list_count; i++)
        free(parsed->lists[i]->items);
    free(parsed->owned);
    free(parsed->operands);
    *parsed = (struct parsed){ 0 };
}

/* How an option is called in messages and in --help: "-x, --outputs" or "--links". */
static const char *title(const struct option *row, char *buffer, size_t size)
{
    if (row->letter)
        snprintf(buffer, size, "-%c, --%s", row->letter, row->name);
    else
        snprintf(buffer, size, "--%s", row->name);
    return buffer;
}

const struct option_mark option_marks[] = {
    { "comma", ',' }, { "semicolon", ';' }, { "tab", '\t' },  { "\\t", '\t' }, { "pipe", '|' },
    { "point", '.' }, { "dot", '.' },       { "space", ' ' }, { NULL, '\0' },
};

enum option_holds option_holds(const struct option *row)
{
    if (row->holds != HOLDS_BY_KIND)
        return row->holds;
    switch (row->kind) {
    case OPTION_FILENAME:
    case OPTION_WRITTEN:
        return HOLDS_FILE;
    case OPTION_COLUMNS:
    case OPTION_EACH:
        return HOLDS_COLUMNS;
    case OPTION_METHOD:
        return HOLDS_METHOD;
    default:
        return HOLDS_BY_KIND;
    }
}

bool option_is_file(const struct option *row)
{
    return option_holds(row) == HOLDS_FILE;
}

/* The words of a CHOICE behind each other. The caller frees it. */
static char *joined(const char *const *words, const char *between)
{
    struct text text = TEXT_EMPTY;
    size_t i;

    for (i = 0; words[i]; i++)
        text_addf(&text, "%s%s", i ? between : "", words[i]);
    return text_take(&text);
}

char *option_argument(const struct option *row)
{
    if (row->kind == OPTION_FLAG)
        return NULL;
    return row->kind == OPTION_CHOICE ? joined(row->words, "|") : xstrdup(row->argument);
}

char *option_typed(const struct option *row, const void *settings)
{
    const void *slot = (const char *)settings + row->offset;
    const struct range *range = slot;
    const char *text = NULL;
    char word[2];

    switch (row->kind) {
    case OPTION_FLAG:
        text = *(const bool *)slot ? "" : NULL;
        break;
    case OPTION_TEXT:
    case OPTION_FILENAME:
    case OPTION_WRITTEN:
    case OPTION_COLUMNS:
    case OPTION_METHOD:
        text = *(const char *const *)slot;
        break;
    case OPTION_INTEGER:
        return *(const long *)slot || row->preset ? xasprintf("%ld", *(const long *)slot) : NULL;
    case OPTION_NUMBER:
        return *(const double *)slot != 0 || row->preset ? xasprintf("%.17g", *(const double *)slot)
                                                         : NULL;
    case OPTION_CHOICE:
        text = row->words[*(const int *)slot];
        break;
    case OPTION_CHARACTER:
        word[0] = *(const char *)slot;
        word[1] = '\0';
        text = word[0] ? word : NULL;
        break;
    case OPTION_RANGE:
        return range->by_itself ? xstrdup("auto")
                                : xasprintf("%ld..%ld", range->first, range->last);
    case OPTION_EACH:
        break;
    }
    return text ? xstrdup(text) : NULL;
}

static int parse_choice(const struct option *row, const char *value, int *result, struct error *err)
{
    char *words;
    int i;

    for (i = 0; row->words[i]; i++) {
        if (strcmp(row->words[i], value) == 0) {
            *result = i;
            return 0;
        }
    }
    words = joined(row->words, ", ");
    error_usage(err, "--%s: \"%s\" is not one of %s", row->name, value, words);
    free(words);
    return -1;
}

static int parse_character(const struct option *row, const char *value, char *result,
                           struct error *err)
{
    size_t i;

    for (i = 0; option_marks[i].word; i++) {
        if (strcmp(value, option_marks[i].word) == 0) {
            *result = option_marks[i].mark;
            return 0;
        }
    }
    if (strlen(value) != 1)
        return error_usage(err, "--%s: \"%s\" is not a single ASCII character", row->name, value);
    *result = value[0];
    return 0;
}

static int parse_integer(const char *value, const char **end, long *result)
{
    char *stop;

    errno = 0;
    *result = strtol(value, &stop, 10);
    *end = stop;
    return stop == value || errno ? -1 : 0;
}

static int out_of_limits(const struct option *row, double number)
{
    return (row->least != 0 || row->most != 0) && !(number >= row->least && number <= row->most);
}

/* The limits as messages have them; whole ones never as 1e+15. */
static const char *limits(const struct option *row, char *buffer, size_t size)
{
    int digits = row->kind == OPTION_NUMBER ? 15 : 17;

    snprintf(buffer, size, "%.*g..%.*g", digits, row->least, digits, row->most);
    return buffer;
}

static int parse_number(const struct option *row, const char *value, double *result,
                        struct error *err)
{
    const char *end;
    char text[80];
    char *stop;
    long whole = 0;

    if (row->kind == OPTION_INTEGER) {
        if (parse_integer(value, &end, &whole) != 0 || *end)
            return error_usage(err, "--%s: \"%s\" is not a whole number", row->name, value);
        *result = (double)whole;
    } else {
        *result = strtod(value, &stop);
        if (stop == value || *stop || !isfinite(*result))
            return error_usage(err, "--%s: \"%s\" is not a number", row->name, value);
    }
    if (out_of_limits(row, *result))
        return error_usage(err, "--%s: %s is not in %s", row->name, value,
                           limits(row, text, sizeof text));
    return 0;
}

static int parse_range(const struct option *row, const char *value, struct range *range,
                       struct error *err)
{
    bool by_itself = strstr(row->argument, "|auto") != NULL;
    const char *at;
    char text[80];

    *range = (struct range){ .by_itself = by_itself && strcmp(value, "auto") == 0 };
    if (range->by_itself)
        return 0;
    if (parse_integer(value, &at, &range->first) == 0) {
        range->last = range->first;
        if (*at == '\0')
            goto whole;
        if (strncmp(at, "..", 2) == 0 && parse_integer(at + 2, &at, &range->last) == 0 && !*at)
            goto whole;
    }
    return error_usage(err, "--%s: \"%s\" is not a range such as 0..8%s", row->name, value,
                       by_itself ? " or auto" : "");
whole:
    if (range->first > range->last)
        return error_usage(err, "--%s: %s runs backwards: write %ld..%ld", row->name, value,
                           range->last, range->first);
    if (out_of_limits(row, (double)range->first) || out_of_limits(row, (double)range->last))
        return error_usage(err, "--%s: %s goes beyond %s", row->name, value,
                           limits(row, text, sizeof text));
    return 0;
}

static int store(const struct option *row, void *settings, const char *value, bool given,
                 struct parsed *parsed, struct error *err)
{
    void *slot = (char *)settings + row->offset;
    double number;

    switch (row->kind) {
    case OPTION_FLAG:
        *(bool *)slot = true;
        return 0;
    case OPTION_COLUMNS:
        if (given && *(const char **)slot && *(const char **)slot != row->preset)
            value = keep(parsed, xasprintf("%s,%s", *(const char **)slot, value));
        /* fall through */
    case OPTION_TEXT:
    case OPTION_FILENAME:
    case OPTION_WRITTEN:
    case OPTION_METHOD:
        *(const char **)slot = value;
        return 0;
    case OPTION_INTEGER:
        if (parse_number(row, value, &number, err) != 0)
            return -1;
        *(long *)slot = (long)number;
        return 0;
    case OPTION_NUMBER:
        return parse_number(row, value, slot, err);
    case OPTION_CHOICE:
        return parse_choice(row, value, slot, err);
    case OPTION_CHARACTER:
        return parse_character(row, value, slot, err);
    case OPTION_RANGE:
        return parse_range(row, value, slot, err);
    case OPTION_EACH: {
        struct each *each = slot;
        size_t i;

        for (i = 0; i < parsed->list_count && parsed->lists[i] != each; i++)
            ;
        if (i == parsed->list_count && i < sizeof parsed->lists / sizeof *parsed->lists)
            parsed->lists[parsed->list_count++] = each;
        each->items = xgrow(each->items, each->count, &each->capacity, sizeof *each->items);
        each->items[each->count++] = (struct each_item){ row->name, value };
        return 0;
    }
    }
    return error_set(err, "--%s: unknown kind of option", row->name);
}

static const struct option *by_letter(const struct option *const *rows, char letter)
{
    for (; *rows; rows++)
        if ((*rows)->letter == letter)
            return *rows;
    return NULL;
}

static const struct option *by_name(const struct option *const *rows, const char *name,
                                    size_t length)
{
    for (; *rows; rows++)
        if (strlen((*rows)->name) == length && memcmp((*rows)->name, name, length) == 0)
            return *rows;
    return NULL;
}

const struct option *option_named(const struct option *const *rows, const char *name)
{
    return by_name(rows, name, strlen(name));
}

static int unknown(const struct option *const *rows, const char *name, size_t length,
                   struct error *err)
{
    const char *names[128];
    char *asked = xstrndup(name, length);
    size_t count = 0;
    long nearest;

    for (; *rows && count < sizeof names / sizeof *names; rows++)
        names[count++] = (*rows)->name;
    nearest = nearest_name(asked, names, count);
    if (nearest >= 0)
        error_usage(err, "no option --%s; did you mean --%s?", asked, names[nearest]);
    else
        error_usage(err, "no option --%s", asked);
    free(asked);
    return -1;
}

/* called: "-x" or "--outputs", as it was typed. */
static int lacks_value(const struct option *row, const char *called, struct error *err)
{
    char *argument = option_argument(row);

    error_usage(err, "%s needs a value: %s", called, argument);
    free(argument);
    return -1;
}

static int parse_long(const struct option *const *rows, void *settings, char **argv, int *at,
                      int argc, struct parsed *parsed, struct error *err)
{
    const char *name = argv[*at] + 2;
    size_t length = strcspn(name, "=");
    const struct option *row = by_name(rows, name, length);
    const char *value = name[length] ? name + length + 1 : NULL;

    if (!row)
        return unknown(rows, name, length, err);
    if (row->kind == OPTION_FLAG && value)
        return error_usage(err, "--%s takes no value", row->name);
    if (row->kind != OPTION_FLAG && !value) {
        if (*at + 1 >= argc)
            return lacks_value(row, argv[*at], err);
        value = argv[++*at];
    }
    return store(row, settings, value, true, parsed, err);
}

static int parse_short(const struct option *const *rows, void *settings, char **argv, int *at,
                       int argc, struct parsed *parsed, struct error *err)
{
    const char *letters = argv[*at] + 1;

    for (; *letters; letters++) {
        const struct option *row = by_letter(rows, *letters);
        const char *value = NULL;

        if (!row)
            return error_usage(err, "no option -%c", *letters);
        if (row->kind != OPTION_FLAG) {
            value = letters + 1;
            if (!*value) {
                if (*at + 1 >= argc)
                    return lacks_value(row, (const char[]){ '-', *letters, '\0' }, err);
                value = argv[++*at];
            }
        }
        if (store(row, settings, value, true, parsed, err) != 0)
            return -1;
        if (row->kind != OPTION_FLAG)
            break;
    }
    return 0;
}

int option_parse(const struct option *const *rows, void *settings, int argc, char **argv,
                 struct parsed *parsed, struct error *err)
{
    const struct option *const *row;
    int i;

    *parsed = (struct parsed){ 0 };
    parsed->operands = xarray((size_t)argc + 1, sizeof *parsed->operands);
    for (row = rows; *row; row++)
        if ((*row)->preset && store(*row, settings, (*row)->preset, false, parsed, err) != 0)
            return -1;
    for (i = 1; i < argc; i++) {
        int bad;

        if (argv[i][0] != '-' || argv[i][1] == '\0') {
            parsed->operands[parsed->count++] = argv[i];
            continue;
        }
        if (strcmp(argv[i], "--") == 0) {
            while (++i < argc)
                parsed->operands[parsed->count++] = argv[i];
            break;
        }
        bad = argv[i][1] == '-' ? parse_long(rows, settings, argv, &i, argc, parsed, err)
                                : parse_short(rows, settings, argv, &i, argc, parsed, err);
        if (bad)
            return -1;
    }
    return 0;
}

/* One row of --help: what it is called in the first columns, help wrapped behind. */
static void help_row(const struct option *row, FILE *out)
{
    enum { left = 30, width = 80 };
    char *argument = option_argument(row);
    char name[80];
    struct text head = TEXT_EMPTY;
    struct text tail = TEXT_EMPTY;
    const char *word;
    size_t column;

    title(row, name, sizeof name);
    text_addf(&head, "  %s%s", row->letter ? "" : "    ", name);
    if (argument)
        text_addf(&head, " %s", argument);
    text_adds(&tail, row->help);
    if (row->preset && row->preset[0])
        text_addf(&tail, " (%s)", row->preset);
    fputs(head.bytes, out);
    column = head.length;
    if (column + 2 > left) {
        fputc('\n', out);
        column = 0;
    }
    fprintf(out, "%*s", (int)(left - column), "");
    column = left;
    for (word = tail.bytes; *word;) {
        size_t length = strcspn(word, " ");

        if (column > left && column + 1 + length > width - 1) {
            fprintf(out, "\n%*s", left, "");
            column = left;
        } else if (column > left) {
            fputc(' ', out);
            column++;
        }
        fwrite(word, 1, length, out);
        column += length;
        word += length;
        word += strspn(word, " ");
    }
    fputc('\n', out);
    free(argument);
    text_free(&head);
    text_free(&tail);
}

void option_help(const struct option *const *rows, FILE *out)
{
    for (; *rows; rows++)
        help_row(*rows, out);
}

void option_list(const struct option *const *rows, FILE *out)
{
    static const char *const kinds[] = {
        [OPTION_FLAG] = "flag",       [OPTION_TEXT] = "text",           [OPTION_FILENAME] = "file",
        [OPTION_WRITTEN] = "file",    [OPTION_COLUMNS] = "columns",     [OPTION_METHOD] = "method",
        [OPTION_INTEGER] = "integer", [OPTION_NUMBER] = "number",       [OPTION_CHOICE] = "choice",
        [OPTION_RANGE] = "range",     [OPTION_CHARACTER] = "character", [OPTION_EACH] = "columns",
    };

    for (; *rows; rows++) {
        const struct option *row = *rows;
        char *argument = option_argument(row);
        char letter[2] = { row->letter, '\0' };

        fprintf(out, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", letter, row->name,
                kinds[option_is_file(row) ? OPTION_FILENAME : row->kind], argument ? argument : "",
                row->kind == OPTION_CHOICE ? argument : "", row->help, row->groups ? "shared" : "");
        free(argument);
    }
}
