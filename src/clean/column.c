/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clean/column.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "clean/near.h"
#include "clean/shape.h"
#include "clean/words.h"

enum { LOOK_ON = 32 };

#define ALL_ORDERS ((unsigned)(DATE_DMY | DATE_MDY | DATE_YMD))

void evidence_start(struct column_evidence *evidence)
{
    *evidence = (struct column_evidence){ .orders = ALL_ORDERS, .dotted = true };
    evidence->spaced_least = (size_t)-1;
    evidence->season_first = INT_MAX;
    evidence->first_date = ULONG_MAX;
}

static void testify(struct column_evidence *evidence, enum witness witness, const struct cell *cell,
                    unsigned long line)
{
    struct testimony *said = &evidence->said[witness];
    size_t n = cell->length;

    if (said->line)
        return;
    if (n >= sizeof said->text)
        for (n = sizeof said->text - 1; n > 0 && ((unsigned char)cell->text[n] & 0xC0) == 0x80; n--)
            ;
    memcpy(said->text, cell->text, n);
    said->text[n] = '\0';
    said->line = line;
}

#define TRAIT(name) (1u << (IS_##name))

/* Four groups below 256, as internet addresses have them: 192.168.100.101. */
static bool is_address(const struct cell *cell)
{
    uint32_t i;

    if (cell->length != 15)
        return false;
    for (i = 0; i < 15; i++)
        if (i % 4 == 3 ? cell->text[i] != '.' : i % 4 == 0 && memcmp(cell->text + i, "255", 3) > 0)
            return false;
    return true;
}

/* The cell is a number; returns its traits. */
static unsigned add_number(struct column_evidence *e, const struct cell *cell,
                           const struct number_look *look, unsigned long line)
{
    static const struct {
        unsigned form;
        enum witness witness;
    } pairs[] = {
        { NUMBER_COMMA, SAYS_COMMA },
        { NUMBER_POINT, SAYS_POINT },
        { NUMBER_OPEN_COMMA, OPEN_COMMA },
        { NUMBER_OPEN_POINT, OPEN_POINT },
    };
    unsigned traits = TRAIT(NUMBER);
    size_t i;

    if (look->forms == 0) {
        traits |= TRAIT(WHOLE);
        if (look->length == 1 && !look->negative)
            traits |= TRAIT(SMALL);
    } else if (look->forms & ~e->forms || look->forms & (NUMBER_SPACED | NUMBER_CURRENCY)) {
        for (i = 0; i < sizeof pairs / sizeof *pairs; i++)
            if (look->forms & pairs[i].form)
                testify(e, pairs[i].witness, cell, line);
        if (look->forms & NUMBER_SPACED) {
            traits |= TRAIT(SPACED);
            if (cell->length < e->spaced_least)
                e->spaced_least = cell->length;
            if (cell->length > e->spaced_most)
                e->spaced_most = cell->length;
        }
        if (look->currency) {
            if (!e->currency)
                e->currency = look->currency;
            testify(e, look->currency == e->currency ? FIRST_CURRENCY : OTHER_CURRENCY, cell, line);
        }
        e->forms |= look->forms;
    }
    if (look->forms & NUMBER_GROUPED && is_address(cell))
        traits |= TRAIT(ADDRESS);
    if (look->forms & NUMBER_PERCENT)
        testify(e, IS_PERCENT, cell, line);
    else if (look->length > 1 || *look->digits != '0') /* which is 0 per cent as well */
        testify(e, NOT_PERCENT, cell, line);
    if (!e->said[BEYOND_ONE].line && number_size(look) != NUMBER_SIZE_OPEN)
        testify(e, number_size(look) == NUMBER_WITHIN_ONE ? WITHIN_ONE : BEYOND_ONE, cell, line);
    return traits;
}

/* 2009-10 and 2010/11: months, or years that begin in one and end in the next. */
static unsigned add_season(struct column_evidence *e, const struct cell *cell,
                           const struct date_look *look, unsigned long line)
{
    if (cell->length != 7 || !look->month || look->day || look->month != (look->year + 1) % 100 ||
        (cell->text[4] != '-' && cell->text[4] != '/'))
        return 0;
    testify(e, OPEN_SEASON, cell, line);
    if (look->year < e->season_first)
        e->season_first = look->year;
    if (look->year > e->season_last)
        e->season_last = look->year;
    return TRAIT(SEASON);
}

/* Whether the cell is a date; returns its traits. */
static unsigned add_date(struct column_evidence *e, const struct cell *cell, unsigned long line)
{
    struct date_look look;
    enum date_kind kind = date_look(cell->text, cell->length, &look);
    unsigned season = kind == DATE_READY || kind == DATE_SETTLED ? add_season(e, cell, &look, line)
                                                                 : 0;

    if (kind != DATE_NONE && look.hour == 24)
        testify(e, NEXT_DAY, cell, line);
    if (kind != DATE_NONE && look.timed) {
        e->clocks |= look.second < 0 ? CLOCK_MINUTES : CLOCK_SECONDS;
        if (kind == DATE_READY)
            e->clocks |= cell->text[10] == ' ' ? CLOCK_SPACE : CLOCK_T;
    }
    if (kind == DATE_NONE && look.week > 52 && look.year > 0)
        testify(e, NO_WEEK, cell, line);
    if (kind != DATE_NONE)
        short_months_add(&e->months, &look);
    switch (kind) {
    case DATE_NONE:
        testify(e, NOT_DATE, cell, line);
        return 0;
    case DATE_COMPACT:
        return TRAIT(COMPACT) | TRAIT(REWRITTEN);
    case DATE_SHORT:
        testify(e, SHORT_DATE, cell, line);
        return TRAIT(DATE);
    case DATE_ORDERED:
        e->orders &= look.orders;
        e->dotted &= look.mark == '.';
        if (!(look.orders & DATE_MDY))
            testify(e, SAYS_DMY, cell, line);
        if (!(look.orders & DATE_DMY))
            testify(e, SAYS_MDY, cell, line);
        /* 05/05/2024 is the same day either way */
        if ((look.orders & (look.orders - 1)) &&
            (look.numbers[0] != look.numbers[1] || look.orders & DATE_YMD))
            testify(e, OPEN_ORDER, cell, line);
        return TRAIT(DATE) | TRAIT(ORDERED) | TRAIT(REWRITTEN);
    case DATE_READY:
        return TRAIT(DATE) | season;
    case DATE_SETTLED:
        return TRAIT(DATE) | TRAIT(REWRITTEN) | season;
    }
    return 0;
}

/* Where the column may still be dates: is the cell one? */
static unsigned add_if_date(struct column_evidence *e, const struct cell *cell, unsigned long line,
                            const char *date_format)
{
    struct date_look date;
    unsigned traits = 0;

    /* after one that is none, a few more tell whether that one is odd */
    if (!e->said[NOT_DATE].line || e->looked < LOOK_ON) {
        e->looked += e->said[NOT_DATE].line > 0;
        /* what is not even looked at: no date is only letters, or shorter than five */
        if (!(cell->mask & CELL_DIGIT) || cell->length < 5)
            testify(e, NOT_DATE, cell, line);
        else
            traits = add_date(e, cell, line);
        if (traits && line < e->first_date)
            e->first_date = line;
    }
    if (!date_format || e->said[NOT_FORMAT].line)
        return traits;
    if (!date_by_format(cell->text, cell->length, date_format, &date))
        testify(e, NOT_FORMAT, cell, line);
    else if (date.hour == 24)
        testify(e, NEXT_DAY, cell, line);
    return traits;
}

static inline void count(struct column_evidence *e, unsigned traits)
{
    for (; traits; traits &= traits - 1)
        e->count[__builtin_ctz(traits)]++;
}

/* Most cells: numbers like those before. */
static inline bool add_like_others(struct column_evidence *e, const struct cell *cell)
{
    unsigned forms;

    if (!shape_look(cell, &forms) || forms & ~e->forms)
        return false;
    e->count[IS_CELL]++;
    e->count[IS_NUMBER]++;
    e->count[IS_WHOLE] += forms == 0;
    e->count[IS_SMALL] += forms == 0 && cell->length == 1;
    return true;
}

/* Is all that a number could still testify said? */
static bool is_sure(const struct column_evidence *e, const char *date_format)
{
    return e->said[NOT_DATE].line && e->looked >= LOOK_ON && e->said[NOT_PERCENT].line &&
           e->said[BEYOND_ONE].line && (!date_format || e->said[NOT_FORMAT].line);
}

void evidence_add(struct column_evidence *e, const struct cell *cell, unsigned long line,
                  const char *date_format)
{
    struct number_look look;
    struct repeat *repeat;
    unsigned traits = TRAIT(CELL);
    bool known;

    if (cell->length == 0 || (cell->length == 2 && memcmp(cell->text, "NA", 2) == 0)) {
        e->count[IS_EMPTY]++;
        return;
    }
    if (e->sure && cell->shaped && add_like_others(e, cell))
        return;
    if (number_look_quick(cell->text, cell->length, &look)) {
        traits |= add_number(e, cell, &look, line);
        count(e, traits | add_if_date(e, cell, line, date_format));
        e->sure = is_sure(e, date_format);
        return;
    }
    /* What a text says of its column, it has said where it was first met; that it is a
     * date counts for nothing once another one is none. */
    repeat = repeats_find(&e->repeats, cell, &known);
    if (repeat && known) {
        count(e, repeat->said);
        return;
    }
    if (cell->mask & CELL_DIGIT && number_look(cell->text, cell->length, &look))
        traits |= add_number(e, cell, &look, line);
    else
        testify(e, NOT_NUMBER, cell, line);
    if (cell_is_all(cell))
        traits |= TRAIT(ALL);
    traits |= add_if_date(e, cell, line, date_format);
    if (repeat)
        repeat->said = (uint16_t)traits;
    count(e, traits);
}

void evidence_free(struct column_evidence *e)
{
    repeats_free(&e->repeats);
}

void evidence_merge(struct column_evidence *into, const struct column_evidence *from)
{
    int i;

    for (i = 0; i < TRAITS; i++)
        into->count[i] += from->count[i];
    if (from->spaced_least < into->spaced_least)
        into->spaced_least = from->spaced_least;
    if (from->spaced_most > into->spaced_most)
        into->spaced_most = from->spaced_most;
    into->forms |= from->forms;
    into->looked += from->looked;
    short_months_merge(&into->months, &from->months);
    into->clocks |= from->clocks;
    into->orders &= from->orders;
    into->dotted &= from->dotted;
    if (from->first_date < into->first_date)
        into->first_date = from->first_date;
    if (from->season_first < into->season_first)
        into->season_first = from->season_first;
    if (from->season_last > into->season_last)
        into->season_last = from->season_last;
    if (from->currency && into->currency && from->currency != into->currency) {
        /* of two parts with a currency each, the one further down has the other one */
        bool later = from->said[FIRST_CURRENCY].line > into->said[FIRST_CURRENCY].line;
        const struct testimony *other = &(later ? from : into)->said[FIRST_CURRENCY];

        if (!into->said[OTHER_CURRENCY].line || other->line < into->said[OTHER_CURRENCY].line)
            into->said[OTHER_CURRENCY] = *other;
        if (!later)
            into->currency = from->currency;
    } else if (from->currency) {
        into->currency = from->currency;
    }
    for (i = 0; i < WITNESSES; i++)
        if (from->said[i].line && (!into->said[i].line || from->said[i].line < into->said[i].line))
            into->said[i] = from->said[i];
}

static int refuse(const struct clean_column *column, enum witness witness,
                  const struct column_question *q, struct error *err, const char *what)
{
    return error_at(err, q->file, said(column, witness)->line, column->name, "\"%s\" %s",
                    said(column, witness)->text, what);
}

static int ask_order(const struct clean_column *column, const struct column_question *q,
                     struct error *err)
{
    const struct testimony *open = said(column, OPEN_ORDER);
    bool years = column->evidence.orders & DATE_YMD;
    char one[DATE_HINT];
    char other[DATE_HINT];
    char why[280];
    bool known = date_hint(open->text, DATE_DMY, one) &&
                 date_hint(open->text, years ? DATE_YMD : DATE_MDY, other);

    snprintf(why, sizeof why,
             "does not say which is the day and which the %s, nor does any other value: %s%s%s%s",
             years ? "year" : "month",
             known ? "--date-format " : "--text leaves the column as it is", known ? one : "",
             known ? " or " : "", known ? other : "");
    return refuse(column, OPEN_ORDER, q, err, why);
}

static int decide_order(struct clean_column *column, const struct column_question *q,
                        struct error *err)
{
    const struct column_evidence *e = &column->evidence;

    if (e->count[IS_ORDERED] == 0)
        return 0;
    if (e->orders == 0)
        return error_at(err, q->file, said(column, SAYS_MDY)->line, column->name,
                        "\"%s\" has the month first, but \"%s\" on line %lu has the day first: "
                        "--text leaves the column as it is",
                        said(column, SAYS_MDY)->text, said(column, SAYS_DMY)->text,
                        said(column, SAYS_DMY)->line);
    if (e->orders == DATE_DMY || e->orders == DATE_MDY || e->orders == DATE_YMD) {
        column->order = (enum date_order)e->orders;
        return 0;
    }
    if (e->orders & DATE_DMY && (e->dotted || !said(column, OPEN_ORDER)->line)) {
        column->order = DATE_DMY;
        return 0;
    }
    return ask_order(column, q, err);
}

/* Jan-22: of a year, as the column's values or another column's show, or nobody knows. */
static int decide_short(const struct clean_column *column, const struct column_question *q,
                        struct error *err)
{
    const struct testimony *first = said(column, SHORT_DATE);
    char format[DATE_HINT];
    char why[200];
    bool known = date_hint(first->text, DATE_DMY, format);

    if (q->months) {
        text_addf(q->notes,
                  "column \"%s\": \"%s\", as on line %lu, is a month of a year, as other values "
                  "show\n",
                  column->name, first->text, first->line);
        return 0;
    }
    snprintf(why, sizeof why, "could be a month of a year or a day of a month: %s%s%s",
             known ? "--date-format " : "--text leaves the column as it is", known ? format : "",
             known ? ", or --text to leave the column as it is" : "");
    return refuse(column, SHORT_DATE, q, err, why);
}

static int decide_date(struct clean_column *column, const struct column_question *q,
                       struct error *err)
{
    const struct column_evidence *e = &column->evidence;

    if (said(column, SHORT_DATE)->line && decide_short(column, q, err) != 0)
        return -1;
    if (e->count[IS_SEASON] == e->count[IS_CELL] && e->season_first < e->season_last)
        return refuse(
            column, OPEN_SEASON, q, err,
            "could be a month or a year that ends in the next, and so could all values: "
            "--date-format %Y-%m or %Y/%m where they are months, --text where they are not");
    /* one form for a column: what is one time is written one way */
    column->seconds = (e->clocks & CLOCK_MINUTES) && (e->clocks & CLOCK_SECONDS);
    column->treatment = e->count[IS_REWRITTEN] || said(column, SHORT_DATE)->line ||
                                column->seconds ||
                                ((e->clocks & CLOCK_SPACE) && (e->clocks & CLOCK_T))
                            ? TREAT_DATE
                            : TREAT_COPY;
    return decide_order(column, q, err);
}

/* Numbers, but which decimal mark? 0 = open, or none of them has one. */
static int decide_mark(struct clean_column *column, const struct column_question *q,
                       struct error *err)
{
    const struct testimony *comma = said(column, SAYS_COMMA);
    const struct testimony *point = said(column, SAYS_POINT);
    const struct testimony *open_comma = said(column, OPEN_COMMA);
    const struct testimony *open_point = said(column, OPEN_POINT);

    column->numeric = true;
    if (comma->line && point->line)
        return error_at(err, q->file, point->line > comma->line ? point->line : comma->line,
                        column->name,
                        "\"%s\" has a decimal point, but \"%s\" on line %lu a decimal comma: "
                        "--text leaves the column as it is",
                        point->text, comma->text,
                        point->line > comma->line ? comma->line : point->line);
    if (open_comma->line && open_point->line && !comma->line && !point->line)
        return error_at(err, q->file, open_comma->line, column->name,
                        "\"%s\" and \"%s\" (line %lu) cannot be told apart: thousands or "
                        "fractions? --decimal says which mark is the decimal one",
                        open_comma->text, open_point->text, open_point->line);
    if (said(column, IS_PERCENT)->line && said(column, NOT_PERCENT)->line)
        return refuse(column, NOT_PERCENT, q, err,
                      column->percent ? "has no percent sign, others have one: add or remove it in "
                                        "all cells, or empty this one (--missing)"
                                      : "has no percent sign, others have one: --text leaves the "
                                        "column as it is");
    if (said(column, OTHER_CURRENCY)->line)
        return refuse(column, OTHER_CURRENCY, q, err,
                      column->stated == STATED_NUMBER
                          ? "is in another currency than the values before it: convert the amounts "
                            "to one first"
                          : "is in another currency than the values before it: --text leaves the "
                            "column as it is");
    column->decimal = comma->line ? ',' : point->line ? '.' : '\0';
    return 0;
}

/* Spaces between groups of three, all alike: rather telephone numbers. */
static bool like_telephone(const struct column_evidence *e)
{
    return e->count[IS_SPACED] > 0 && e->count[IS_SPACED] == e->count[IS_CELL] &&
           e->spaced_least == e->spaced_most && e->spaced_least >= 11;
}

/* All dates but for a week that its year does not have. */
static int refuse_week(const struct clean_column *column, const struct column_question *q,
                       struct error *err)
{
    const struct testimony *week = said(column, NO_WEEK);
    struct date_look look;

    date_look(week->text, strlen(week->text), &look);
    return error_at(err, q->file, week->line, column->name,
                    "\"%s\": %d has no week %d: --text leaves the column as it is, --missing "
                    "empties such cells",
                    week->text, look.year, look.week);
}

/* In a column that is to be numbers. */
static int refuse_text(const struct clean_column *column, const struct column_question *q,
                       struct error *err)
{
    unsigned long line = near_other_table(column);
    char why[120] = "is not a number (see --missing)";

    if (text_is_clock(said(column, NOT_NUMBER)->text))
        return refuse(column, NOT_NUMBER, q, err,
                      "is a time, not a number: the formula 24*VALUE(...) of lever calc makes "
                      "hours of it");
    if (line)
        snprintf(why, sizeof why,
                 "is not a number (see --missing, or, where another table begins here, "
                 "--header-line %lu)",
                 line);
    return refuse(column, NOT_NUMBER, q, err, why);
}

static int decide_one(struct clean_column *column, const struct column_question *q,
                      struct error *err)
{
    const struct column_evidence *e = &column->evidence;
    size_t cells = e->count[IS_CELL];
    bool numbers = cells > 0 && e->count[IS_NUMBER] == cells;
    bool dates = cells > 0 && e->count[IS_DATE] + e->count[IS_COMPACT] == cells;
    bool fits = q->date_format && cells > 0 && !said(column, NOT_FORMAT)->line;

    column->treatment = TREAT_COPY;
    column->order = DATE_DMY;
    switch (column->stated) {
    case STATED_TEXT:
        return 0;
    case STATED_NUMBER:
        if (cells > 0 && !numbers)
            return refuse_text(column, q, err);
        return cells ? decide_mark(column, q, err) : 0;
    case STATED_DATE:
        if (cells == 0)
            return 0;
        if (q->date_format) {
            if (!fits) {
                char why[120];

                snprintf(why, sizeof why, "does not fit --date-format %s", q->date_format);
                return refuse(column, NOT_FORMAT, q, err, why);
            }
            column->treatment = TREAT_FORMAT;
            return 0;
        }
        if (!dates)
            return refuse(column, said(column, NOT_DATE)->line ? NOT_DATE : NOT_NUMBER, q, err,
                          strpbrk(said(column, NOT_DATE)->text, "0123456789")
                              ? "is not a date (see --date-format)"
                              : "is not a date (see --missing)");
        return decide_date(column, q, err);
    case STATED_NOTHING:
        break;
    }
    if (fits && (!numbers || name_is_of_dates(column->name))) {
        column->treatment = TREAT_FORMAT;
        return 0;
    }
    if (dates && (!numbers || (e->count[IS_COMPACT] == cells && name_is_of_dates(column->name))))
        return decide_date(column, q, err);
    if (numbers && !like_telephone(e) && e->count[IS_ADDRESS] < cells)
        return decide_mark(column, q, err);
    if (e->count[IS_DATE] > 0 && said(column, NO_WEEK)->line &&
        said(column, NO_WEEK)->line <= said(column, NOT_DATE)->line)
        return refuse_week(column, q, err);
    if (!numbers) {
        near_number(column, q->warnings);
        near_date(column, q->warnings);
    }
    return 0;
}

/* What the file's other columns say of the decimal mark; 0 = nothing, or both. */
static char common_mark(const struct clean_column *columns, size_t count)
{
    bool comma = false;
    bool point = false;
    size_t i;

    for (i = 0; i < count; i++)
        if (columns[i].numeric) {
            comma |= columns[i].decimal == ',';
            point |= columns[i].decimal == '.';
        }
    return comma == point ? '\0' : comma ? ',' : '.';
}

int columns_decide(struct clean_column *columns, size_t count,
                   const struct column_question *question, struct error *err)
{
    struct column_question said_once = *question;
    struct column_question *q = &said_once;
    char mark;
    bool commas = false;
    size_t i;

    for (i = 0; i < count; i++)
        q->months |= said(&columns[i], SHORT_DATE)->line &&
                     short_months_sure(&columns[i].evidence.months);
    for (i = 0; i < count; i++)
        if (!columns[i].dropped && decide_one(&columns[i], q, err) != 0)
            return -1;
    for (i = 0; i < count; i++)
        if (columns[i].treatment >= TREAT_DATE && said(&columns[i], NEXT_DAY)->line)
            text_addf(q->notes,
                      "column \"%s\": 24:00, as on line %lu, is the start of the next "
                      "day\n",
                      columns[i].name, said(&columns[i], NEXT_DAY)->line);
    mark = common_mark(columns, count);
    for (i = 0; i < count; i++) {
        struct clean_column *column = &columns[i];
        const struct testimony *open_comma = said(column, OPEN_COMMA);
        const struct testimony *open_point = said(column, OPEN_POINT);

        if (!column->numeric)
            continue;
        if (!column->decimal && (open_comma->line || open_point->line)) {
            column->decimal = q->decimal ? q->decimal : mark;
            /* a comma file whose numbers have points is plain CSV */
            if (!column->decimal && !open_comma->line && q->delimiter == ',')
                column->decimal = '.';
            if (!column->decimal)
                return refuse(column, open_comma->line ? OPEN_COMMA : OPEN_POINT, q, err,
                              "could be thousands or a fraction, and no other value says which: "
                              "--decimal . or --decimal ,");
        }
        if (!column->decimal)
            column->decimal = '.';
        commas |= column->decimal == ',';
        column->treatment = number_plain(column->evidence.forms) && column->decimal == '.'
                                ? TREAT_COPY
                                : TREAT_NUMBER;
    }
    if (commas)
        text_adds(q->notes, "the decimal mark is a comma\n");
    return 0;
}
