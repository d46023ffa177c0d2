/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clean/short_months.h"

#include <stddef.h>

void short_months_add(struct short_months *months, const struct date_look *look)
{
    if (look->kind == DATE_SHORT)
        months->seen[look->year % 100] |= (uint16_t)(1u << look->month);
    else if (look->month && !look->day && !look->orders)
        months->monthly = true;
    else
        months->daily = true;
}

void short_months_merge(struct short_months *into, const struct short_months *from)
{
    size_t i;

    for (i = 0; i < 100; i++)
        into->seen[i] |= from->seen[i];
    into->monthly |= from->monthly;
    into->daily |= from->daily;
}

/* Those that were seen, as months of a time without years between them. */
struct run {
    int first;
    int last;
    int count;
    int years; /* numbers that were seen */
    bool quarters;
};

/* Numbers from `from` on, as 69..99 come before 00..68. */
static void add_numbers(const struct short_months *months, size_t from, size_t to, int century,
                        struct run *run)
{
    size_t number;
    int month;

    for (number = from; number < to; number++) {
        run->years += months->seen[number] != 0;
        for (month = 1; months->seen[number] && month <= 12; month++) {
            int at = (century + (int)number) * 12 + month - 1;

            if (!(months->seen[number] & 1u << month))
                continue;
            run->first = run->count++ ? run->first : at;
            run->last = at;
            run->quarters &= (at - run->first) % 3 == 0;
        }
    }
}

bool short_months_sure(const struct short_months *months)
{
    enum { ENOUGH = 6, YEARS_MOST = 27 }; /* days go from 1 to 28 and more */
    struct run run = { .quarters = true };
    size_t number;
    int length;

    if (months->monthly && !months->daily)
        return true;
    for (number = 0; number < 100; number = number ? number + 1 : 32)
        if (months->seen[number])
            return true;
    add_numbers(months, 69, 100, 1900, &run);
    add_numbers(months, 0, 69, 2000, &run);
    if (run.count < ENOUGH || run.years < 2 || run.years > YEARS_MOST)
        return false;
    length = run.last - run.first + 1;
    if (run.quarters)
        length = (length + 2) / 3;
    /* a few may be missing */
    return run.count * 4 >= length * 3;
}
