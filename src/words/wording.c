/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/wording.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"
#include "base/unit.h"

static bool ends_in(const char *word, size_t length, const char *ending)
{
    size_t n = strlen(ending);

    return length > n && memcmp(word + length - n, ending, n) == 0;
}

/* The singular of an English plural, or NULL where the word does not look like one. */
static char *singular(const char *word, size_t length)
{
    if (length < 4 || !ends_in(word, length, "s") || ends_in(word, length, "ss") ||
        ends_in(word, length, "us") || ends_in(word, length, "is") || ends_in(word, length, "news"))
        return NULL;
    if (length > 4 && ends_in(word, length, "ies"))
        return xasprintf("%.*sy", (int)(length - 3), word);
    if (ends_in(word, length, "sses") || ends_in(word, length, "ches") ||
        ends_in(word, length, "shes") || ends_in(word, length, "xes"))
        return xstrndup(word, length - 2);
    return xstrndup(word, length - 1);
}

/* Of a name of several words the last one counts ("sales calls"), or the first where
 * the second says what was done to it ("tickets closed"). */
static char *singular_name(const char *name)
{
    const char *last = strrchr(name, ' ');
    size_t first = strcspn(name, " ");
    size_t before = last ? (size_t)(last + 1 - name) : 0;
    char *word = singular(name + before, strlen(name + before));
    char *all = NULL;

    if (word) {
        all = xasprintf("%.*s%s", (int)before, name, word);
    } else if (last && name + first == last && ends_in(last, strlen(last), "ed")) {
        word = singular(name, first);
        if (word)
            all = xasprintf("%s%s", word, last);
    }
    free(word);
    return all;
}

/* Does the name say its unit: "follow up calls", in calls? */
static bool is_counted(const char *name, const char *unit)
{
    size_t length = strlen(unit);
    const char *at;

    if (strcmp(unit, "1") == 0 || strcmp(unit, "#") == 0)
        return true;
    for (at = name; length > 0 && at; at = strchr(at, ' ')) {
        at += *at == ' ';
        if (strncasecmp(at, unit, length) == 0 && (at[length] == ' ' || at[length] == '\0'))
            return true;
    }
    return false;
}

void thing_name(struct thing *thing, const char *name, const char *unit)
{
    char *at;

    thing->name = xstrdup(name);
    for (at = thing->name; *at; at++)
        if (*at == '_')
            *at = ' ';
    thing->one = singular_name(thing->name);
    thing->unit = unit ? unit : "";
    if (unit_is_percent(thing->unit))
        thing->unit = "percentage points";
    /* "10 more calls", not "10 calls more calls". */
    if (is_counted(thing->name, thing->unit) || (thing->one && is_counted(thing->one, thing->unit)))
        thing->unit = "";
    if (*thing->unit) {
        free(thing->one);
        thing->one = NULL;
    }
}

void thing_free(struct thing *thing)
{
    free(thing->name);
    free(thing->one);
}

bool thing_is_plural(const struct thing *thing, double amount)
{
    return thing->one && fabs(amount) != 1;
}

const char *thing_more(const struct thing *thing, double amount)
{
    return amount >= 0 ? "more" : thing->one ? "fewer" : "less";
}

double rounding_unit(double value)
{
    double size = fabs(value);

    return size > 0 && isfinite(size) ? pow(10, floor(log10(size) + 1e-9) - 1) : 1;
}

void add_rounded(struct text *out, double value, double unit)
{
    char digits[64];
    const char *at = digits;
    size_t whole;
    int places;

    if (value != 0 && fabs(value) < unit / 2)
        unit = rounding_unit(value) * 10;
    if (!isfinite(value) || fabs(value) >= 1e15 || unit < 1e-9) {
        text_addf(out, "%.2g", value);
        return;
    }
    value = round(value / unit) * unit;
    places = unit < 1 ? (int)ceil(-log10(unit) - 1e-9) : 0;
    snprintf(digits, sizeof digits, "%.*f", places, value == 0 ? 0 : value);
    if (*at == '-')
        text_addc(out, *at++);
    for (whole = strcspn(at, "."); whole > 0; whole--) {
        text_addc(out, *at++);
        if (whole > 3 && whole % 3 == 1)
            text_addc(out, ',');
    }
    /* 310.0 is 310: a round figure needs no places */
    if (strspn(at, ".0") != strlen(at))
        text_adds(out, at);
}

/* Will it read as 1? */
static bool is_one(double amount, double unit)
{
    return fabs(round(fabs(amount) / unit) * unit - 1) < 1e-9;
}

void add_amount(struct text *out, const struct thing *thing, double amount, double unit)
{
    char *one = is_one(amount, unit) ? singular_name(thing->unit) : NULL;

    add_rounded(out, fabs(amount), unit);
    if (*thing->unit)
        text_addf(out, " %s", one ? one : thing->unit);
    free(one);
}

void add_more(struct text *out, const struct thing *thing, double amount, double unit)
{
    add_amount(out, thing, amount, unit);
    text_addf(out, " %s %s", thing_more(thing, amount),
              thing->one && is_one(amount, unit) ? thing->one : thing->name);
}

double wording_step(double spread, double effect)
{
    double size = fabs(effect);

    if (spread > 0 && isfinite(spread))
        return pow(10, floor(log10(spread) + log10(2) + 1e-9));
    if (!(size > 0) || !isfinite(size) || (size >= 1 && size < 1000))
        return 1;
    return pow(10,
               fmin(300, size < 1 ? ceil(-log10(size) - 1e-9) : -floor(log10(size) - 2 + 1e-9)));
}

void start_with_capital(char *sentence)
{
    if (*sentence >= 'a' && *sentence <= 'z')
        *sentence = (char)(*sentence - 'a' + 'A');
}

void add_counted(struct text *out, size_t count, const char *name)
{
    char *words = xstrdup(name && *name ? name : "entity");
    size_t length = strlen(words);
    char *one;
    char *c;

    for (c = words; *c; c++)
        *c = *c == '_' ? ' ' : *c;
    one = singular(words, length);
    text_addf(out, "%zu ", count);
    if (one)
        text_adds(out, count == 1 ? one : words);
    else if (count != 1 && ends_in(words, length, "y") && !strchr("aeiou", words[length - 2]))
        text_addf(out, "%.*sies", (int)(length - 1), words);
    else if (count != 1 && (ends_in(words, length, "s") || ends_in(words, length, "x") ||
                            ends_in(words, length, "ch") || ends_in(words, length, "sh")))
        text_addf(out, "%ses", words);
    else
        text_addf(out, "%s%s", words, count == 1 ? "" : "s");
    free(one);
    free(words);
}
