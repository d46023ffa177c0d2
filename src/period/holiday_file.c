/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "period/holiday_file.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "base/text.h"
#include "period/period.h"
#include "table/reader.h"
#include "unpack/unpack.h"

enum { MOST_BYTES = 16 * 1024 * 1024 };

static const char ical_begins[] = "BEGIN:VCALENDAR";

void holiday_file_covers(struct holidays *holidays, long day, bool ends)
{
    long year;
    int month, of_month;

    date_from_day(day, &year, &month, &of_month);
    if (holidays->least_year == 0 || year < holidays->least_year)
        holidays->least_year = year;
    if (ends && year > holidays->most_year)
        holidays->most_year = year;
}

/* ---- CSV ---- */

struct dates {
    struct period_evidence evidence;
    long *stamps;
    char **names;
    unsigned long *lines;
    size_t count, stamp_room, name_room, line_room;
    size_t date, name; /* columns */
};

static int add_row(struct dates *dates, const char *path, const struct field *fields, size_t count,
                   unsigned long line, struct error *err)
{
    const char *date = dates->date < count ? fields[dates->date].text : "";
    const char *name = dates->name < count ? fields[dates->name].text : "";
    long stamp;

    if (date[strspn(date, " \t")] == '\0') {
        if (name[strspn(name, " \t")] == '\0')
            return 0;
        return error_at(err, path, line, NULL, "\"%.80s\" has no date: write one, as 2025-12-25",
                        name);
    }
    if (period_evidence_add(&dates->evidence, date, strlen(date), line, &stamp, err) != 0)
        return error_at(err, path, line, NULL,
                        "\"%.60s\" is no date, or not written as those before it: write dates as "
                        "2025-12-25",
                        date);
    dates->stamps = xgrow(dates->stamps, dates->count, &dates->stamp_room, sizeof *dates->stamps);
    dates->names = xgrow(dates->names, dates->count, &dates->name_room, sizeof *dates->names);
    dates->lines = xgrow(dates->lines, dates->count, &dates->line_room, sizeof *dates->lines);
    dates->stamps[dates->count] = stamp;
    dates->names[dates->count] = xstrdup(name);
    dates->lines[dates->count++] = line;
    return 0;
}

static size_t column_named(const struct field *fields, size_t count, const char *one,
                           const char *other)
{
    size_t i;

    for (i = 0; i < count; i++)
        if (same_ignoring_case(fields[i].text, one) || same_ignoring_case(fields[i].text, other))
            return i;
    return SIZE_MAX;
}

/* True, and the columns found, where the first record is a header. */
static bool take_header(struct dates *dates, const struct field *fields, size_t count)
{
    dates->date = 0;
    dates->name = 1;
    if (count == 0 || strpbrk(fields[0].text, "0123456789"))
        return false;
    if (column_named(fields, count, "date", "day") != SIZE_MAX)
        dates->date = column_named(fields, count, "date", "day");
    dates->name = column_named(fields, count, "name", "holiday");
    if (dates->name == SIZE_MAX)
        dates->name = dates->date + 1;
    return true;
}

static int settle_dates(struct dates *dates, const char *path, struct holidays *holidays,
                        struct error *err)
{
    const struct period_evidence *evidence = &dates->evidence;
    struct period_form form;
    size_t i;

    if (dates->count == 0)
        return error_at(err, path, 0, NULL,
                        "there is no date in it: a calendar has a date a row, "
                        "as 2025-12-25, and a name beside it if you like");
    if (period_evidence_settle(evidence, &form, err) != 0) {
        if (evidence->shape == SHAPE_SLASHED && evidence->open_line)
            return error_at(err, path, evidence->open_line, NULL,
                            "\"%s\" has the day first or the month first, and no other date "
                            "tells which: write dates as 2025-12-25",
                            evidence->open_value);
        return error_at(err, path, evidence->first_line, NULL,
                        "\"%s\" is no date: write dates as 2025-12-25", evidence->first_value);
    }
    if (form.kind != PERIOD_DAY)
        return error_at(err, path, evidence->first_line, NULL,
                        "\"%s\" is a %s, and a holiday is a day: write dates as 2025-12-25",
                        evidence->first_value, period_kind_name(form.kind));
    for (i = 0; i < dates->count; i++) {
        long day = period_form_index(&form, dates->stamps[i]);

        holidays_add(holidays, day, dates->names[i]);
        holiday_file_covers(holidays, day, true);
    }
    return 0;
}

/* The first of comma, semicolon and tab: none of them stands in a date. */
static char delimiter_of(const char *text, size_t length)
{
    size_t i;

    for (i = 0; i < length; i++)
        if (text[i] == ',' || text[i] == ';' || text[i] == '\t')
            return text[i];
    return ',';
}

static int read_csv(const char *path, char delimiter, struct holidays *holidays, struct error *err)
{
    struct dialect dialect = { .delimiter = delimiter, .decimal = '.' };
    struct period_options options = { .dates_stay = true,
                                      .zone = PERIOD_ZONE_WRITTEN,
                                      .file = path };
    struct dates dates = { .count = 0 };
    struct reader *reader = reader_open(path, &dialect, err);
    const struct field *fields;
    bool first = true;
    size_t count, i;
    int got = reader ? 1 : -1;

    period_evidence_begin(&dates.evidence, &options);
    while (got == 1 && (got = reader_next(reader, &fields, &count, err)) == 1) {
        bool header = first && take_header(&dates, fields, count);

        if (!header && add_row(&dates, path, fields, count, reader_line(reader), err) != 0)
            got = -1;
        first = false;
    }
    reader_close(reader);
    if (got == 0)
        got = settle_dates(&dates, path, holidays, err);
    for (i = 0; i < dates.count; i++)
        free(dates.names[i]);
    free(dates.names);
    free(dates.stamps);
    free(dates.lines);
    return got;
}

/* ---- which of the two ---- */

/* The file's bytes; NULL on failure. It is read twice where it is CSV, so it has to be a file. */
static char *read_whole(const char *path, size_t *length, struct error *err)
{
    const struct unpack_ask ask = { .sheet = NULL };
    struct stat status;
    struct unpack *file;
    ssize_t n;
    char *text;

    if (stat(path, &status) == 0 && !S_ISREG(status.st_mode)) {
        error_at(err, path, 0, NULL, "a calendar has to be a file: write it to one first");
        return NULL;
    }
    file = unpack_open(path, &ask, err);
    if (!file)
        return NULL;
    text = xmalloc(MOST_BYTES + 1);
    for (*length = 0; *length <= MOST_BYTES; *length += (size_t)n) {
        n = unpack_read(file, text + *length, MOST_BYTES + 1 - *length, err);
        if (n <= 0)
            break;
    }
    unpack_close(file);
    if (*length > MOST_BYTES)
        n = error_at(err, path, 0, NULL, "a calendar of over 16 MiB: leave out what is no holiday");
    if (n < 0) {
        free(text);
        return NULL;
    }
    text[*length] = '\0';
    return text;
}

/* Passes over what editors put before the first line. */
static size_t lead(const char *text)
{
    size_t mark = strncmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

    return mark + strspn(text + mark, " \t\r\n");
}

int holiday_file_read(const char *path, long first, long last, struct holidays *holidays,
                      struct error *err)
{
    size_t length = 0;
    char *text = read_whole(path, &length, err);
    int status;

    *holidays = (struct holidays){ .count = 0 };
    if (!text)
        return -1;
    if (strncasecmp(text + lead(text), ical_begins, strlen(ical_begins)) == 0)
        status = holiday_ical_read(path, text, length, last, holidays, err);
    else
        status = read_csv(path, delimiter_of(text, length), holidays, err);
    free(text);
    if (status != 0) {
        holidays_free(holidays);
        return -1;
    }
    holidays_settle(holidays, first, last);
    return 0;
}
