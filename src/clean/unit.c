/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clean/unit.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/unit.h"
#include "table/select.h"

static int choose(const struct clean *clean, const char *list, struct selection *selection,
                  struct error *err)
{
    return select_renamed((const char *const *)clean->layout.names,
                          (const char *const *)clean->layout.written, clean->layout.width, list,
                          clean->input.name, NULL, selection, err);
}

static int state_percent(struct clean *clean, const char *list, struct error *err)
{
    struct selection selection;
    size_t i;
    int status = 0;

    if (choose(clean, list, &selection, err) != 0)
        return -1;
    for (i = 0; i < selection.count && status == 0; i++) {
        struct clean_column *column = &clean->columns[selection.columns[i]];

        if (column->stated != STATED_NOTHING && column->stated != STATED_NUMBER)
            status = error_usage(err, "column \"%s\" is stated to be two things", column->name);
        column->stated = STATED_NUMBER;
        column->percent = true;
    }
    selection_free(&selection);
    return status;
}

/* An item COL=UNIT, with its two halves; column is to be freed. */
static int split(const char *item, char **column, const char **unit, struct error *err)
{
    const char *equals = list_find(item, '=');

    if (!equals || equals == item || !equals[1])
        return error_usage(err,
                           "--unit %s: a column and its unit are wanted, such as "
                           "revenue=EUR",
                           item);
    *column = xstrndup(item, (size_t)(equals - item));
    *unit = equals + 1;
    return 0;
}

int units_state(struct clean *clean, struct error *err)
{
    const struct clean_options *options = clean->options;
    const char *unit;
    char *column;
    size_t i;
    int status = options->percent ? state_percent(clean, options->percent, err) : 0;

    for (i = 0; options->units && i < options->units->count && status == 0; i++) {
        status = split(options->units->items[i].value, &column, &unit, err);
        if (status != 0)
            break;
        if (unit_is_percent(unit))
            status = state_percent(clean, column, err);
        free(column);
    }
    return status;
}

/* ---- currencies ---- */

/* Signs that several countries use, and the codes of those others. */
static const struct {
    const char *sign;
    const char *code; /* the cell is no shared sign where it has that */
    const char *others[11];
} shared[] = {
    { "$", "US", { "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "ARS", "CLP", "COP", NULL } },
    { "kr", "NOTHING", { "SEK", "NOK", "DKK", "ISK", NULL } },
    { "JPY", "JPY", { "CNY", NULL } },
    { "INR", "INR", { "PKR", NULL } },
};

static unsigned currency(const char *word)
{
    return number_currency(word, strlen(word));
}

/* The currency that a word of a unit means; 0 = none. EUR, euros, k€, TEUR. */
static unsigned currency_in(const char *word, size_t length)
{
    static const struct {
        const char *name, *code;
    } names[] = {
        { "euros", "EUR" },   { "dollar", "USD" }, { "dollars", "USD" }, { "pound", "GBP" },
        { "pounds", "GBP" },  { "yen", "JPY" },    { "franc", "CHF" },   { "francs", "CHF" },
        { "franken", "CHF" }, { "yuan", "CNY" },   { "rupees", "INR" },
    };
    char *own = xstrndup(word, length);
    unsigned found = number_currency(word, length);
    size_t i;

    for (i = 0; i < sizeof names / sizeof *names && !found; i++)
        if (same_ignoring_case(own, names[i].name))
            found = currency(names[i].code);
    for (i = 0; i < length; i++)
        own[i] = (char)toupper((unsigned char)own[i]);
    if (!found)
        found = number_currency(own, length);
    if (!found && length > 1 && strchr("KTM", own[0])) /* thousands, millions */
        found = number_currency(own + 1, length - 1);
    if (!found && length > 1 && strchr("KTM", own[length - 1]))
        found = number_currency(own, length - 1);
    free(own);
    return found;
}

/* Can the amount of the cell, in that currency, be in the one of the unit? */
static bool is_same(unsigned in_unit, unsigned in_cell, const char *cell)
{
    size_t i, k;

    if (in_unit == in_cell)
        return true;
    for (i = 0; i < sizeof shared / sizeof *shared; i++) {
        if (currency(shared[i].sign) != in_cell || strstr(cell, shared[i].code))
            continue;
        for (k = 0; shared[i].others[k]; k++)
            if (currency(shared[i].others[k]) == in_unit)
                return true;
    }
    return false;
}

/* Is the currency of the cell among the unit's words: EUR, EUR/month, thousand EUR? */
static bool is_in_unit(const char *unit, unsigned in_cell, const char *cell)
{
    static const char between[] = " \t/()[],;:-*";
    const char *at;
    size_t length;

    for (at = unit; *at; at += length) {
        at += strspn(at, between);
        length = strcspn(at, between);
        if (length > 0 && is_same(currency_in(at, length), in_cell, cell))
            return true;
    }
    return false;
}

/* ---- what the cells say ---- */

static int check_column(const struct clean *clean, const struct clean_column *column,
                        const char *unit, struct error *err)
{
    const struct column_evidence *evidence = &column->evidence;
    const struct testimony *said = evidence->said;
    const struct testimony *sign = &said[IS_PERCENT];
    const char *file = clean->input.name;

    if (!column->numeric)
        return 0;
    if (evidence->currency && !is_in_unit(unit, evidence->currency, said[FIRST_CURRENCY].text))
        return error_at(err, file, said[FIRST_CURRENCY].line, column->name,
                        "\"%s\" has a currency that is not the unit, \"%s\": mend the unit, or "
                        "convert the amounts",
                        said[FIRST_CURRENCY].text, unit);
    if (sign->line && !unit_is_percent(unit))
        return error_at(err, file, sign->line, column->name,
                        "\"%s\" has a percent sign, but the unit is \"%s\": with the unit %% it "
                        "stays in percent, without a unit it becomes a fraction",
                        sign->text, unit);
    if (unit_is_percent_sign(unit) && !sign->line && said[WITHIN_ONE].line &&
        !said[BEYOND_ONE].line)
        return error_at(err, file, said[WITHIN_ONE].line, column->name,
                        "\"%s\" has the unit %%, but no percent sign, and no value is beyond 1: "
                        "percent or fractions? The unit \"percent\" takes them for percent; for "
                        "fractions leave the unit empty, or multiply by 100",
                        said[WITHIN_ONE].text);
    return 0;
}

int units_check(const struct clean *clean, struct error *err)
{
    const struct each *units = clean->options->units;
    struct selection selection;
    const char *unit;
    char *column;
    size_t i, k;
    int status = 0;

    for (i = 0; units && i < units->count && status == 0; i++) {
        if (split(units->items[i].value, &column, &unit, err) != 0)
            return -1;
        status = choose(clean, column, &selection, err);
        free(column);
        if (status != 0)
            break;
        for (k = 0; k < selection.count && status == 0; k++)
            status = check_column(clean, &clean->columns[selection.columns[k]], unit, err);
        selection_free(&selection);
    }
    return status;
}
