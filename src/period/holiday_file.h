/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Holidays from a file, for countries and regions that are not computed, and for whatever else
 * comes round: sales, school holidays, days on which a team was away.
 *
 * Two kinds of files are known by their content, whatever they are called:
 *
 *   iCalendar (RFC 5545), where the file begins with BEGIN:VCALENDAR. Each VEVENT is a holiday on
 *   the days from DTSTART up to, but not including, DTEND (or for DURATION), with its SUMMARY as
 *   name. RRULE may be FREQ=YEARLY with INTERVAL, COUNT, UNTIL, BYMONTH, BYMONTHDAY and
 *   BYDAY (one weekday, counted within BYMONTH: 4TH, -1MO); EXDATE leaves dates out. A cancelled
 *   event is passed over. An event with a time of day counts on its date as written; one
 *   in UTC is refused, as its date depends on the time zone.
 *
 *   CSV, everything else: a date in each row and a name beside it if you like. Where the first row
 *   holds no digit in its first cell it is a header: the columns are then found by their names
 *   (`date`; `name` or `holiday`), else the first two are taken. The delimiter is the first comma,
 *   semicolon or tab of the file. Dates are read as everywhere (period.h).
 */
#ifndef LEVER_PERIOD_HOLIDAY_FILE_H
#define LEVER_PERIOD_HOLIDAY_FILE_H

#include "period/holidays.h"

/*
 * The holidays of the file from the day `first` to `last`, settled, with the years that it
 * speaks of. Refused with file, line and value: a date that is none or could be two, an event
 * without a date, what RRULE says beyond the above, a file without any date. The caller frees.
 */
int holiday_file_read(const char *path, long first, long last, struct holidays *holidays,
                      struct error *err);

/* The part for iCalendar (holiday_ical.c): text as read from the file. Not settled. */
int holiday_ical_read(const char *path, const char *text, size_t length, long last,
                      struct holidays *holidays, struct error *err);
/* Widens the years that a file speaks of: back to this day's and, if ends, on to it. */
void holiday_file_covers(struct holidays *holidays, long day, bool ends);

#endif
