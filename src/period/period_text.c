/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "period/period_text.h"

#include <string.h>

const char period_next_day[] = "24:00 is the start of the next day (lever clean writes it so)";

enum { TOKENS = 24 };

/* A number ('0'), a word ('a'), or one character; `, ` and `. ` count as the mark. */
struct token {
    char kind;
    const char *at;
    size_t length;
    long value;
};

static const char two_digit_year[] = "a year of two digits: say which by --date-format";
static const char no_such_day[] = "there is no such day";
static const char no_such_month[] = "there is no such month";
static const char no_such_week[] = "there is no such week";
static const char no_such_quarter[] = "there is no such quarter";
static const char no_such_time[] = "there is no such time of day";
static const char named_zone[] = "a time zone by its letters: write it as an offset such as +02:00";

/* How many tokens; 0 where there are too many or a number is too long. */
static size_t split(struct date_scan s, struct token tokens[TOKENS])
{
    size_t count = 0;

    while (s.p < s.end) {
        struct token *token = &tokens[count];

        if (++count == TOKENS)
            return 0;
        *token = (struct token){ *s.p, s.p, 0, 0 };
        if (date_digit(*s.p)) {
            token->kind = '0';
            date_digits(&s, 17, &token->value);
            if (s.p < s.end && date_digit(*s.p))
                return 0;
        } else if (date_letter(*s.p)) {
            token->kind = 'a';
            while (s.p < s.end && date_letter(*s.p))
                s.p++;
        } else {
            char c = *s.p++;

            while ((c == ' ' || c == ',' || c == '.') && date_mark(&s, ' '))
                ;
        }
        token->length = (size_t)(s.p - token->at);
    }
    tokens[count] = (struct token){ '\0', s.end, 0, 0 };
    return count;
}

/* Whether the token is the word, or (at least `least` letters of) its beginning. */
static bool is_word(const struct token *token, const char *word, size_t least)
{
    size_t i;

    if (token->kind != 'a' || token->length > strlen(word) ||
        (token->length != strlen(word) && token->length != least))
        return false;
    for (i = 0; i < token->length; i++)
        if ((token->at[i] | 0x20) != word[i])
            return false;
    return true;
}

static int month_of(const struct token *token)
{
    return token->kind == 'a' ? date_month_english(token->at, token->length) : 0;
}

static bool is_weekday(const struct token *token)
{
    return token->kind == 'a' && date_weekday_english(token->at, token->length);
}

/* ---- what the numbers and words mean ---- */

static int make_date(struct written *w, long year, int month, long day, const char **why)
{
    if (day > 31 || !date_exists(year, month, (int)day)) {
        *why = no_such_day;
        return -1;
    }
    w->shape = SHAPE_DATE;
    w->year = year;
    w->first = month;
    w->second = (int)day;
    return 0;
}

static int make_part(struct written *w, enum period_shape shape, long year, long part,
                     const char **why)
{
    long most = shape == SHAPE_WEEK ? weeks_in_year(year) : shape == SHAPE_MONTH ? 12 : 4;

    if (part < 1 || part > most) {
        *why = shape == SHAPE_WEEK    ? no_such_week
               : shape == SHAPE_MONTH ? no_such_month
                                      : no_such_quarter;
        return -1;
    }
    w->shape = shape;
    w->year = year;
    w->first = (int)part;
    return 0;
}

/* 2026-11-22, 22.11.2026, 22/11/2026 */
static int three_numbers(const struct token *t, struct written *w, const char **why)
{
    char separator = t[1].kind;

    if (separator != t[3].kind || !strchr("-/.", separator) || t[2].length > 2)
        return -1;
    if (t[0].length == 4 && t[4].length <= 2)
        return make_date(w, t[0].value, t[2].value > 12 ? 0 : (int)t[2].value, t[4].value, why);
    if (t[0].length > 2)
        return -1;
    if (t[4].length == 2) {
        *why = two_digit_year;
        return -1;
    }
    if (t[4].length != 4)
        return -1;
    if (separator == '.')
        return make_date(w, t[4].value, t[2].value > 12 ? 0 : (int)t[2].value, t[0].value, why);
    w->shape = SHAPE_SLASHED;
    w->year = t[4].value;
    w->first = (int)t[0].value;
    w->second = (int)t[2].value;
    w->separator = separator;
    if (!date_exists(w->year, w->first, w->second) && !date_exists(w->year, w->second, w->first)) {
        *why = no_such_day;
        return -1;
    }
    return 0;
}

/* A month's name with a year and, where there is one, a day. */
static int month_name(const struct token *name, const struct token *a, const struct token *b,
                      struct written *w, const char **why)
{
    int month = month_of(name);

    if (!month)
        return -1;
    if (b && a->length == 4 && b->length <= 2)
        return make_date(w, a->value, month, b->value, why);
    if (b && b->length == 4 && a->length <= 2)
        return make_date(w, b->value, month, a->value, why);
    if (!b && a->length == 4)
        return make_part(w, SHAPE_MONTH, a->value, month, why);
    if (a->length <= 2 && (!b || b->length <= 2))
        *why = two_digit_year;
    return -1;
}

/* W, Q or M with its number and a year. */
static int part_name(const struct token *name, const struct token *part, const struct token *year,
                     struct written *w, const char **why)
{
    if (year->length != 4 || part->length > 2)
        return -1;
    if (is_word(name, "w", 1) || is_word(name, "week", 2) || is_word(name, "wk", 2) ||
        is_word(name, "kw", 2))
        return make_part(w, SHAPE_WEEK, year->value, part->value, why);
    if (is_word(name, "quarter", 1) || is_word(name, "qtr", 3))
        return make_part(w, SHAPE_QUARTER, year->value, part->value, why);
    if (is_word(name, "m", 1))
        return make_part(w, SHAPE_MONTH, year->value, part->value, why);
    return -1;
}

static int number_word_number(const struct token *first, const struct token *word,
                              const struct token *last, struct written *w, const char **why)
{
    if (part_name(word, last, first, w, why) == 0)
        return 0;
    return month_name(word, first, last, w, why);
}

/* 2026-W47-3 */
static int week_day(const struct token *t, struct written *w, const char **why)
{
    long year;
    int month;
    int day;

    if (!is_word(&t[2], "w", 1) || t[5].length != 1 || part_name(&t[2], &t[3], &t[0], w, why) != 0)
        return -1;
    if (t[5].value < 1 || t[5].value > 7) {
        *why = no_such_day;
        return -1;
    }
    date_from_day(week_from_date(w->year, w->first) * 7 - 4 + t[5].value, &year, &month, &day);
    return make_date(w, year, month, day, why);
}

/* 2026-11, 2026/11, 2026/1, 11/2026, 11.2026; but 2026.1 may have lost a nought, and 1001-1 is
 * the number of an order */
static int month_number(const struct token *t, struct written *w, const char **why)
{
    if (!strchr("-/.", t[1].kind))
        return -1;
    if (t[0].length == 4 && t[1].kind != '.' &&
        (t[2].length == 2 || (t[2].length == 1 && year_like(t[0].value))))
        return make_part(w, SHAPE_MONTH, t[0].value, t[2].value, why);
    if (t[2].length == 4 && t[0].length <= 2)
        return make_part(w, SHAPE_MONTH, t[2].value, t[0].value, why);
    return -1;
}

enum form_name {
    WEEK_DAY,
    NUMBER_WORD_NUMBER,
    THREE_NUMBERS,
    WORD_NUMBERS,
    WORD_GLUED_NUMBERS,
    NUMBER_WORD_GLUED,
    NUMBER_GLUED,
    NUMBER_WORD,
    WORD_NUMBER,
    MONTH_NUMBER,
    WORD_GLUED,
    WORD_BEHIND,
};

/* 0 number, a word, s one of - / . , or space; longer ones first. */
static const struct {
    const char *pattern;
    enum form_name name;
} forms[] = {
    { "0sa0s0", WEEK_DAY },         { "0sas0", NUMBER_WORD_NUMBER },
    { "0s0s0", THREE_NUMBERS },     { "as0s0", WORD_NUMBERS },
    { "a0s0", WORD_GLUED_NUMBERS }, { "0sa0", NUMBER_WORD_GLUED },
    { "0a0", NUMBER_GLUED },        { "0sa", NUMBER_WORD },
    { "as0", WORD_NUMBER },         { "0s0", MONTH_NUMBER },
    { "a0", WORD_GLUED },           { "0a", WORD_BEHIND },
};

static int make(enum form_name name, const struct token *t, struct written *w, const char **why)
{
    switch (name) {
    case WEEK_DAY:
        return week_day(t, w, why);
    case NUMBER_WORD_NUMBER:
        return number_word_number(&t[0], &t[2], &t[4], w, why);
    case THREE_NUMBERS:
        return three_numbers(t, w, why);
    case WORD_NUMBERS:
        if (part_name(&t[0], &t[2], &t[4], w, why) == 0)
            return 0;
        return month_name(&t[0], &t[2], &t[4], w, why);
    case WORD_GLUED_NUMBERS:
        return part_name(&t[0], &t[1], &t[3], w, why);
    case NUMBER_WORD_GLUED:
        return part_name(&t[2], &t[3], &t[0], w, why);
    case NUMBER_GLUED:
        return number_word_number(&t[0], &t[1], &t[2], w, why);
    case NUMBER_WORD:
        return month_name(&t[2], &t[0], NULL, w, why);
    case WORD_NUMBER:
        return month_name(&t[0], &t[2], NULL, w, why);
    case MONTH_NUMBER:
        return month_number(t, w, why);
    case WORD_GLUED:
        return month_name(&t[0], &t[1], NULL, w, why);
    case WORD_BEHIND:
        return month_name(&t[1], &t[0], NULL, w, why);
    }
    return -1;
}

/* Tokens that the pattern takes, or 0. */
static size_t match(const char *pattern, const struct token *t)
{
    size_t n;

    for (n = 0; pattern[n]; n++)
        if (pattern[n] == 's' ? !t[n].kind || !strchr("-/., ", t[n].kind) : t[n].kind != pattern[n])
            return 0;
    return n;
}

/* ---- the time of day ---- */

/* half: 0 am, 1 pm, -1 neither */
static int set_time(struct written *w, int hour, long minute, long second, int half,
                    const char **why)
{
    bool good = half < 0 || date_half_day(&hour, half == 1);
    enum date_clock clock = good ? date_clock(hour, minute, second) : CLOCK_NONE;

    if (clock != CLOCK_TIME) {
        *why = clock == CLOCK_NEXT_DAY ? period_next_day : no_such_time;
        return -1;
    }
    w->timed = true;
    w->hour = hour;
    w->minute = (int)minute;
    w->second_of_minute = (int)second;
    return 0;
}

static int set_zone(struct written *w, char sign, long hours, long minutes, const char **why)
{
    if (!date_zone_exists(hours, minutes)) {
        *why = "there is no such time zone";
        return -1;
    }
    w->zoned = true;
    w->zone_minutes = (int)(hours * 60 + minutes) * (sign == '-' ? -1 : 1);
    return 0;
}

/* Z, UTC, +02:00, +0200, +02; to the end */
static int read_zone(const struct token *t, struct written *w, const char **why)
{
    if (is_word(t, "z", 1) || is_word(t, "utc", 3) || is_word(t, "gmt", 3)) {
        if (!t[1].kind)
            return set_zone(w, '+', 0, 0, why);
        t++;
    } else if (t->kind == 'a') {
        *why = named_zone;
        return -1;
    }
    if ((t[0].kind != '+' && t[0].kind != '-') || t[1].kind != '0')
        return -1;
    if (t[1].length == 4 && !t[2].kind)
        return set_zone(w, t[0].kind, t[1].value / 100, t[1].value % 100, why);
    if (t[1].length <= 2 && !t[2].kind)
        return set_zone(w, t[0].kind, t[1].value, 0, why);
    if (t[1].length <= 2 && t[2].kind == ':' && t[3].kind == '0' && !t[4].kind)
        return set_zone(w, t[0].kind, t[1].value, t[3].value, why);
    return -1;
}

/* What stands behind a date, to the end. */
static int read_time(const struct token *t, struct written *w, const char **why)
{
    long second = -1;
    const struct token *clock;
    int half = -1;

    if (t->kind != ' ' && t->kind != ',' && !is_word(t, "t", 1))
        return -1;
    clock = ++t;
    if (t[0].kind != '0' || t[0].length > 2 || t[1].kind != ':' || t[2].kind != '0' ||
        t[2].length != 2)
        return -1;
    t += 3;
    if (t[0].kind == ':' && t[1].kind == '0' && t[1].length == 2) {
        second = t[1].value;
        t += 2;
        if ((t[0].kind == '.' || t[0].kind == ',') && t[1].kind == '0') {
            w->fraction = t[1].at;
            w->fraction_length = t[1].length;
            t += 2;
        }
    }
    if (t[0].kind == ' ' && t[1].kind)
        t++;
    if (is_word(t, "am", 2) || is_word(t, "pm", 2)) {
        half = is_word(t, "pm", 2);
        t++;
        if (t[0].kind == ' ' && t[1].kind)
            t++;
    }
    if (set_time(w, (int)clock[0].value, clock[2].value, second, half, why) != 0)
        return -1;
    return t->kind ? read_zone(t, w, why) : 0;
}

/* ---- a whole value ---- */

static int read_integer(const struct token *t, size_t count, struct written *w)
{
    bool sign = t[0].kind == '-' || t[0].kind == '+';

    if (count != (sign ? 2u : 1u) || t[sign].kind != '0')
        return -1;
    w->shape = SHAPE_INTEGER;
    w->integer = t[0].kind == '-' ? -t[1].value : t[sign].value;
    w->digits = sign ? 0 : t[0].length;
    return 0;
}

int written_read(const char *text, size_t length, struct written *written, const char **why)
{
    struct date_scan s = { text, text + length };
    struct token tokens[TOKENS + 1];
    const struct token *t = tokens;
    size_t count;
    size_t i;

    *why = NULL;
    date_trim(&s);
    count = split(s, tokens);
    if (count == 0)
        return -1;
    *written = (struct written){ .second_of_minute = -1 };
    if (read_integer(t, count, written) == 0)
        return 0;
    if (is_weekday(t) && (t[1].kind == ' ' || t[1].kind == ',' || t[1].kind == '.'))
        t += 2;
    for (i = 0; i < sizeof forms / sizeof *forms; i++) {
        size_t n = match(forms[i].pattern, t);

        if (n == 0)
            continue;
        *written = (struct written){ .second_of_minute = -1 };
        if (make(forms[i].name, t, written, why) != 0)
            continue;
        if (!t[n].kind)
            return 0;
        if ((written->shape == SHAPE_DATE || written->shape == SHAPE_SLASHED) &&
            read_time(t + n, written, why) == 0)
            return 0;
    }
    return -1;
}
