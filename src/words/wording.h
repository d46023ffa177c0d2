/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The small words of a sentence: amounts of a named thing, rounded for reading.
 *
 *   "310 EUR more revenue"   "2 fewer complaints"   "0.5 percentage points less churn"
 *
 * A thing without a unit whose name is a plural is counted ("more", "fewer"); any
 * other is measured ("more", "less"). Internal to plan/.
 */
#ifndef LEVER_WORDS_WORDING_H
#define LEVER_WORDS_WORDING_H

#include <stdbool.h>

#include "base/text.h"

struct thing {
    char *name;       /* in words: spaces for underscores */
    char *one;        /* its singular, where the name is a plural; NULL otherwise */
    const char *unit; /* "" = none; borrowed */
};

/* Names a thing; unit may be NULL. The caller ends with thing_free. */
void thing_name(struct thing *thing, const char *name, const char *unit);
void thing_free(struct thing *thing);
/* Does that much of it take a verb in the plural: "10 more calls go", "1 more call goes"? */
bool thing_is_plural(const struct thing *thing, double amount);
/* "more", "less" or "fewer", by the sign of the amount. */
const char *thing_more(const struct thing *thing, double amount);

/*
 * The power of ten that an output ordinarily varies by (10 for 5 to 50), its standard deviation being
 * `spread`. Where that is not known (NaN), one is taken that puts the effect between 1 and 1,000.
 */
double wording_step(double spread, double effect);

/* The place to which a value is rounded to keep two digits: 10 for 314, 0.1 for 3.1. */
double rounding_unit(double value);
/* The value rounded to that place (to one digit where that would make it 0), with
 * commas between thousands: "1,200", "-0.04". */
void add_rounded(struct text *out, double value, double unit);
/* The size of the amount with the thing's unit: "310 EUR", "2". */
void add_amount(struct text *out, const struct thing *thing, double amount, double unit);
/* "310 EUR more revenue", "1 more call", "2 fewer complaints" */
void add_more(struct text *out, const struct thing *thing, double amount, double unit);

/* "1 team", "5 teams", "3 cities": the name in the number it takes; "" or NULL is an entity. */
void add_counted(struct text *out, size_t count, const char *name);

/* Makes a first letter a-z a capital. */
void start_with_capital(char *sentence);

#endif
