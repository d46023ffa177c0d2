/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "period/date.h"
#include "period/period_text.h"

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
