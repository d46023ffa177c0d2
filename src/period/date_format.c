/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "period/date.h"
#include "period/period_text.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

bool date_by_format(const char *text, size_t length, const char *format, struct date_look *look)
{
    struct written w;
    const char *why;

    if (written_read_format(text, length, format, &w, &why) != 0 || w.year < 1000 ||
        w.year > 9999 || (w.timed && w.hour == 24 && w.shape != SHAPE_DATE))
        return false;
    *look = (struct date_look){ .kind = DATE_SETTLED,
                                .year = (int)w.year,
                                .timed = w.timed,
                                .hour = w.hour,
                                .minute = w.minute,
                                .second = w.second_of_minute,
                                .zoned = w.zoned,
                                .zone_minutes = w.zone_minutes };
    if (w.shape == SHAPE_WEEK)
        look->week = w.first;
    else if (w.shape != SHAPE_YEAR)
        look->month = w.first;
    if (w.shape == SHAPE_DATE)
        look->day = w.second;
    return true;
}

/* What the numbers of a text stand for, one behind the other. */
static const char *number_stands_for(enum date_order order, bool month_named, size_t index,
                                     size_t digits, bool halved)
{
    static const char *const dates[][3] = { [DATE_DMY] = { "%d", "%m", "%Y" },
                                            [DATE_MDY] = { "%m", "%d", "%Y" },
                                            [DATE_YMD] = { "%Y", "%m", "%d" } };
    static const char *const times[] = { "%H", "%M", "%S" };
    const char *sign = index < 3   ? month_named ? "%Y" : dates[order][index]
                         : index < 6 ? times[index - 3]
                                   : "";

    if (index == 3 && halved)
        return "%I";
    return strcmp(sign, "%Y") == 0 && digits == 2 ? "%y" : sign;
}

/* As a shell takes it. */
static void quote(char format[DATE_HINT])
{
    size_t length = strlen(format);

    if (!strchr(format, ' '))
        return;
    memmove(format + 1, format, length);
    format[0] = format[length + 1] = '\'';
    format[length + 2] = '\0';
}

bool date_hint(const char *text, enum date_order order, char format[DATE_HINT])
{
    const char *end = text + strlen(text);
    bool named = isalpha((unsigned char)*text) || (unsigned char)*text >= 0x80;
    bool halved = strpbrk(text, "pPaA") != NULL;
    struct date_look look;
    size_t length = 0;
    size_t index = 0;
    const char *p = text;

    while (named && p < end && *p != ' ' && *p != '-' && *p != '/' && !isdigit((unsigned char)*p))
        p++;
    if (named)
        length = (size_t)sprintf(format, "%%b");
    while (p < end && length + 8 < DATE_HINT) {
        size_t digits = strspn(p, "0123456789");

        if (digits) {
            length += (size_t)sprintf(format + length, "%s",
                                      number_stands_for(order, named, index++, digits, halved));
            p += digits;
        } else if (index >= 4 && (*p == 'Z' || *p == '+' || *p == '-')) {
            length += (size_t)sprintf(format + length, "%%z");
            p = end;
        } else if (index >= 4 && isalpha((unsigned char)*p)) {
            length += (size_t)sprintf(format + length, "%%p");
            p = end;
        } else {
            format[length++] = *p++;
        }
    }
    format[length] = '\0';
    if (p < end || !date_by_format(text, strlen(text), format, &look))
        return false;
    quote(format);
    return true;
}
