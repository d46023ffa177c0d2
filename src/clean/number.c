/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clean/number.h"

#include <string.h>

/* Signs and codes; equal numbers are the same currency. */
enum { CURRENCY_LONGEST = 4 }; /* letters: Euro */
#define CURRENCY(word, number)                                                                     \
    {                                                                                              \
        word, sizeof word - 1, number                                                              \
    }
static const struct {
    const char *word;
    unsigned char length;
    unsigned char number;
} currencies[] = {
    CURRENCY("\xE2\x82\xAC", 1), /* euro */
    CURRENCY("EUR", 1),
    CURRENCY("Euro", 1),
    CURRENCY("euro", 1),
    CURRENCY("$", 2),
    CURRENCY("US$", 2),
    CURRENCY("USD", 2),
    CURRENCY("\xC2\xA3", 3), /* pound */
    CURRENCY("GBP", 3),
    CURRENCY("\xC2\xA5", 4), /* yen, and the same sign in full width */
    CURRENCY("\xEF\xBF\xA5", 4),
    CURRENCY("JPY", 4),
    CURRENCY("CHF", 5),
    CURRENCY("Fr.", 5),
    CURRENCY("SFr.", 5),
    CURRENCY("\xE2\x82\xB9", 6), /* rupee */
    CURRENCY("INR", 6),
    CURRENCY("Rs.", 6),
    CURRENCY("R$", 7),
    CURRENCY("BRL", 7),
    CURRENCY("\xE2\x82\xBD", 8), /* ruble */
    CURRENCY("RUB", 8),
    CURRENCY("z\xC5\x82", 9), /* zloty */
    CURRENCY("PLN", 9),
    CURRENCY("kr", 10),
    CURRENCY("kr.", 10),
    CURRENCY("SEK", 11),
    CURRENCY("NOK", 12),
    CURRENCY("DKK", 13),
    CURRENCY("\xE2\x82\xBA", 14), /* lira */
    CURRENCY("TRY", 14),
    CURRENCY("\xE2\x82\xA9", 15), /* won */
    CURRENCY("KRW", 15),
    CURRENCY("\xE2\x82\xAA", 16), /* shekel */
    CURRENCY("ILS", 16),
    CURRENCY("A$", 17),
    CURRENCY("AUD", 17),
    CURRENCY("C$", 18),
    CURRENCY("CA$", 18),
    CURRENCY("CAD", 18),
    CURRENCY("NZ$", 19),
    CURRENCY("NZD", 19),
    CURRENCY("K\xC4\x8D", 20), /* koruna */
    CURRENCY("CZK", 20),
    CURRENCY("Ft", 21),
    CURRENCY("HUF", 21),
    CURRENCY("CNY", 22),
    CURRENCY("MXN", 23),
    CURRENCY("ZAR", 24),
    CURRENCY("SGD", 25),
    CURRENCY("HKD", 26),
    CURRENCY("RON", 27),
    CURRENCY("AED", 28),
    CURRENCY("SAR", 29),
    CURRENCY("THB", 30),
    CURRENCY("TWD", 31),
    CURRENCY("IDR", 32),
    CURRENCY("MYR", 33),
    CURRENCY("PHP", 34),
    CURRENCY("VND", 35),
    CURRENCY("EGP", 36),
    CURRENCY("NGN", 37),
    CURRENCY("KES", 38),
    CURRENCY("ARS", 39),
    CURRENCY("CLP", 40),
    CURRENCY("COP", 41),
    CURRENCY("PEN", 42),
    CURRENCY("UAH", 43),
    CURRENCY("BGN", 44),
    CURRENCY("ISK", 45),
    CURRENCY("QAR", 46),
    CURRENCY("KWD", 47),
    CURRENCY("MAD", 48),
    CURRENCY("PKR", 49),
    CURRENCY("KZT", 50),
    CURRENCY("RSD", 51),
    CURRENCY("\xE0\xB8\xBF", 30), /* baht */
    CURRENCY("\xE2\x82\xAB", 35), /* dong */
    CURRENCY("\xE2\x82\xB1", 34), /* peso */
    CURRENCY("\xE2\x82\xA6", 37), /* naira */
    CURRENCY("\xE2\x82\xB4", 43), /* hryvnia */
    CURRENCY("\xE2\x82\xB8", 50), /* tenge */
};

unsigned number_currency(const char *word, size_t length)
{
    size_t i;

    for (i = 0; i < sizeof currencies / sizeof *currencies; i++)
        if (currencies[i].length == length && memcmp(currencies[i].word, word, length) == 0)
            return currencies[i].number;
    return 0;
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Bytes of the space (plain, no-break, narrow, thin) at p; 0 = none. */
static size_t space_at(const char *p, size_t length)
{
    if (length >= 1 && (*p == ' ' || *p == '\t'))
        return 1;
    if (length >= 2 && memcmp(p, "\xC2\xA0", 2) == 0)
        return 2;
    if (length >= 3 && (memcmp(p, "\xE2\x80\xAF", 3) == 0 || memcmp(p, "\xE2\x80\x89", 3) == 0))
        return 3;
    return 0;
}

static size_t minus_at(const char *p, size_t length)
{
    if (length >= 1 && *p == '-')
        return 1;
    if (length >= 3 && (memcmp(p, "\xE2\x88\x92", 3) == 0 || memcmp(p, "\xE2\x80\x93", 3) == 0))
        return 3; /* U+2212, and the en dash that word processors make of it */
    return 0;
}

static void skip_spaces(const char **p, const char *end)
{
    size_t n;

    while ((n = space_at(*p, (size_t)(end - *p))) > 0)
        *p += n;
}

static void skip_spaces_back(const char *p, const char **end)
{
    for (;;) {
        size_t n;

        for (n = 1; n <= 3; n++)
            if ((size_t)(*end - p) >= n && space_at(*end - n, n) == n)
                break;
        if (n > 3)
            return;
        *end -= n;
    }
}

/* Whether a currency can begin (or end) with the byte. */
static bool may_be_currency(unsigned char c, bool behind)
{
    static const char first[] = "$UEeGJCFSRIBPzkNDTKAHMZVQ";
    static const char last[] = "$RDPYFtoL.NKBrUSHW";

    return c >= 0x80 || (c && strchr(behind ? last : first, c));
}

/* More letters from p on, forwards or backwards, than any currency has. */
static bool is_word(const char *p, int step, size_t left)
{
    size_t n = 0;

    while (n < left && n <= CURRENCY_LONGEST && (p[0] | 32) >= 'a' && (p[0] | 32) <= 'z') {
        p += step;
        n++;
    }
    return n > CURRENCY_LONGEST;
}

/* The longest currency at either end of p .. end, cut off; 0 = none. */
static unsigned take_currency(const char **p, const char **end)
{
    size_t left = (size_t)(*end - *p);
    size_t best = 0;
    bool behind = false;
    unsigned number = 0;
    size_t i;

    if ((!may_be_currency((unsigned char)**p, false) || is_word(*p, 1, left)) &&
        (!may_be_currency((unsigned char)(*end)[-1], true) || is_word(*end - 1, -1, left)))
        return 0;
    for (i = 0; i < sizeof currencies / sizeof *currencies; i++) {
        const char *word = currencies[i].word;
        size_t n = currencies[i].length;

        if (n <= best || n >= left)
            continue;
        if (word[0] == **p && memcmp(*p, word, n) == 0)
            behind = false;
        else if (word[n - 1] == (*end)[-1] && memcmp(*end - n, word, n) == 0)
            behind = true;
        else
            continue;
        best = n;
        number = currencies[i].number;
    }
    if (number && behind)
        *end -= best;
    else if (number)
        *p += best;
    return number;
}

/* What divides digits: 0 none, '.' ',' '\'' or ' ' (any space). *n gets its bytes. */
static char mark_at(const char *p, const char *end, size_t *n)
{
    *n = 1;
    if (*p == '.' || *p == ',' || *p == '\'')
        return *p;
    if (end - p >= 3 && memcmp(p, "\xE2\x80\x99", 3) == 0) {
        *n = 3;
        return '\''; /* the typographic apostrophe */
    }
    *n = space_at(p, (size_t)(end - p));
    return *n ? ' ' : '\0';
}

struct marks {
    char group;       /* the mark that comes several times, or first of two kinds */
    char last;        /* the last mark, '\0' = none */
    size_t groups;    /* marks that are `group` */
    size_t lasts;     /* marks that are `last` */
    size_t first_run; /* digits before the first mark */
    size_t last_run;  /* digits behind the last one */
    bool threes;      /* the runs between are of three digits (or, in the Indian way, two) */
    bool plain_space;
};

/* Digits and marks of p .. end; false where anything else is in it. */
static bool read_marks(const char *p, const char *end, struct marks *m)
{
    size_t run = 0;
    size_t inner_twos = 0;
    size_t inner_threes = 0;
    bool first = true;

    *m = (struct marks){ .threes = true };
    while (p < end) {
        size_t n;
        char mark;

        if (digit(*p)) {
            run++;
            p++;
            continue;
        }
        mark = mark_at(p, end, &n);
        if (!mark)
            return false;
        m->plain_space |= mark == ' ' && n == 1;
        if (first) {
            m->first_run = run;
            m->group = m->last = mark;
            m->groups = m->lasts = 1;
            first = false;
        } else {
            if (run == 2)
                inner_twos++;
            else if (run == 3)
                inner_threes++;
            else
                m->threes = false;
            if (m->last != m->group)
                return false; /* a decimal mark, and marks behind it */
            if (mark == m->group) {
                m->groups++;
                m->lasts++;
            } else {
                m->last = mark;
                m->lasts = 1;
            }
        }
        run = 0;
        p += n;
    }
    m->last_run = run;
    if (first)
        m->first_run = run;
    /* 12,34,567.89: twos, and a three at the end of the whole part */
    if (inner_twos && (inner_threes != (m->last != m->group ? 1u : 0u) || m->group != ','))
        m->threes = false;
    return true;
}

/* The forms that the marks allow; false where it is no number. */
static bool judge(const struct marks *m, const char *digits, unsigned *forms)
{
    bool zero = digits[0] == '0';

    if (m->last == '\0') {
        /* a lone 0 is a number, 007 is a code */
        return m->first_run > 0 && (!zero || m->first_run == 1);
    }
    if (zero && m->first_run > 1)
        return false;
    if (m->group != m->last) {
        /* groups, then a decimal mark */
        if ((m->last != '.' && m->last != ',') || !m->threes || zero || m->first_run == 0 ||
            m->first_run > 3)
            return false;
        *forms |= NUMBER_GROUPED | (m->last == ',' ? NUMBER_COMMA : NUMBER_POINT);
    } else if (m->groups > 1 || m->group == ' ' || m->group == '\'') {
        /* several of one kind, or a mark that only groups */
        if (!m->threes || m->last_run != 3 || zero || m->first_run == 0 || m->first_run > 3)
            return false;
        *forms |= NUMBER_GROUPED;
        if (m->group == '.')
            *forms |= NUMBER_COMMA;
        else if (m->group == ',')
            *forms |= NUMBER_POINT;
    } else {
        bool open = m->last_run == 3 && m->first_run >= 1 && m->first_run <= 3 && !zero;

        if (m->first_run + m->last_run == 0)
            return false;
        *forms |= m->last == ',' ? (open ? NUMBER_OPEN_COMMA : NUMBER_COMMA)
                                 : (open ? NUMBER_OPEN_POINT : NUMBER_POINT);
    }
    if (m->plain_space && (m->group == ' '))
        *forms |= NUMBER_SPACED;
    return true;
}

/* Cuts the exponent off: e or E, a sign, one to three digits. */
static void take_exponent(struct number_look *look, const char *p, const char **end)
{
    const char *q = *end;

    while (q > p && digit(q[-1]))
        q--;
    if (q == *end || *end - q > 3 || q == p)
        return;
    if (q[-1] == '+' || q[-1] == '-')
        q--;
    if (q == p || (q[-1] != 'e' && q[-1] != 'E') || q - 1 == p)
        return;
    look->exponent = q - 1;
    look->exponent_length = (size_t)(*end - look->exponent);
    look->forms |= NUMBER_EXPONENT;
    *end = look->exponent;
}

/* Whole groups of three digits from the mark at p on; returns what follows them. */
static const char *skip_groups(const char *p, const char *end)
{
    char mark = *p;

    while (end - p >= 4 && *p == mark && digit(p[1]) && digit(p[2]) && digit(p[3]) &&
           !(end - p > 4 && digit(p[4])))
        p += 4;
    return p;
}

bool number_look_quick(const char *text, size_t length, struct number_look *look)
{
    const char *end = text + length;
    const char *start = text + (length && *text == '-');
    const char *p = start;
    const char *mark;
    bool groups = false;

    while (p < end && digit(*p))
        p++;
    if (p == start || length > NUMBER_LONGEST || (*start == '0' && p - start > 1))
        return false;
    *look = (struct number_look){ .negative = start > text,
                                  .digits = start,
                                  .length = (size_t)(end - start) };
    if (p == end)
        return true;
    if ((*p != '.' && *p != ',') || end - p < 2)
        return false;
    mark = p;
    if (p - start <= 3 && *start != '0') {
        p = skip_groups(p, end);
        if (p == end && p - mark > 4) { /* 1.234.567 */
            look->forms = NUMBER_GROUPED | (*mark == '.' ? NUMBER_COMMA : NUMBER_POINT);
            return true;
        }
        groups = p < end && p > mark;
        if (groups && (end - p < 2 || *p == *mark || (*p != '.' && *p != ',')))
            return false;
        if (!groups)
            p = mark;
        mark = p;
    }
    for (p++; p < end && digit(*p); p++)
        ;
    if (p < end)
        return false;
    if (groups)
        look->forms = NUMBER_GROUPED | (*mark == ',' ? NUMBER_COMMA : NUMBER_POINT);
    else if (end - mark == 4 && mark - start <= 3 && *start != '0')
        look->forms = *mark == ',' ? NUMBER_OPEN_COMMA : NUMBER_OPEN_POINT;
    else
        look->forms = *mark == ',' ? NUMBER_COMMA : NUMBER_POINT;
    return true;
}

static void take_parentheses(struct number_look *look, const char **p, const char **end)
{
    if (*end - *p <= 2 || **p != '(' || (*end)[-1] != ')')
        return;
    look->forms |= NUMBER_PARENTHESES;
    look->negative = true;
    ++*p;
    --*end;
    skip_spaces(p, *end);
    skip_spaces_back(*p, end);
}

/* A price without cents, 5.- or 5,-- (or with longer dashes): dashes behind a mark are no minus. */
static void take_no_cents(struct number_look *look, const char *p, const char **end)
{
    const char *q = *end;

    for (;;) {
        if (q > p && q[-1] == '-')
            q--;
        else if (q - p > 3 &&
                 (memcmp(q - 3, "\xE2\x80\x93", 3) == 0 || memcmp(q - 3, "\xE2\x80\x94", 3) == 0))
            q -= 3;
        else
            break;
    }
    if (q == *end || q - p < 2 || (q[-1] != '.' && q[-1] != ',') || !digit(q[-2]))
        return;
    look->forms |= NUMBER_DASHED;
    *end = q;
}

bool number_look(const char *text, size_t length, struct number_look *look)
{
    const char *p = text;
    const char *end = text + length;
    const char *q;
    size_t n;
    struct marks marks;

    /* of a word, letters are left, whatever is taken off */
    if (length == 0 || length > NUMBER_LONGEST || is_word(text, 1, length))
        return false;
    if (number_look_quick(text, length, look))
        return true;
    *look = (struct number_look){ 0 };
    take_parentheses(look, &p, &end);
    if (p < end && end[-1] == '%') {
        look->forms |= NUMBER_PERCENT;
        end--;
        skip_spaces_back(p, &end);
    }
    /* a sign stands before the currency or behind it */
    for (int round = 0; round < 2 && p < end; round++) {
        n = minus_at(p, (size_t)(end - p));
        if (n > 0 || *p == '+') {
            if (look->negative || (look->forms & NUMBER_MINUS))
                return false;
            look->negative = n > 0;
            if (n != 1 && *p != '+')
                look->forms |= NUMBER_MINUS;
            p += n ? n : 1;
            q = p;
            skip_spaces(&p, end);
            if (q != p)
                look->forms |= NUMBER_MINUS;
        }
        if (!look->currency && p < end && !digit(*p) + !digit(end[-1]) > 0) {
            look->currency = take_currency(&p, &end);
            if (look->currency) {
                look->forms |= NUMBER_CURRENCY;
                skip_spaces(&p, end);
                skip_spaces_back(p, &end);
            }
        }
    }
    /* accounts' format puts the currency in front: $ (1,234.00) */
    if (look->currency && p < end && !look->negative)
        take_parentheses(look, &p, &end);
    take_no_cents(look, p, &end);
    if (p < end && !digit(end[-1])) {
        const char *back = end[-1] == '-'                             ? end - 1
                           : end - p > 3 && minus_at(end - 3, 3) == 3 ? end - 3
                                                                      : end;

        if (back != end && (look->negative || back == p))
            return false;
        if (back != end) {
            look->negative = true;
            look->forms |= NUMBER_MINUS;
            end = back;
            skip_spaces_back(p, &end);
        }
    }
    if (p == end)
        return false;
    take_exponent(look, p, &end);
    look->digits = p;
    look->length = (size_t)(end - p);
    return (digit(*p) || *p == '.' || *p == ',') && read_marks(p, end, &marks) &&
           (digit(end[-1]) || marks.lasts == 1) && judge(&marks, p, &look->forms);
}

bool number_plain(unsigned forms)
{
    return (forms & ~(unsigned)(NUMBER_POINT | NUMBER_OPEN_POINT | NUMBER_EXPONENT)) == 0;
}

/* digits: `whole` of them (a 0 for none), a point, the others. The point goes two
 * places to the left. */
static void add_percent(struct text *out, const char *digits, size_t whole, size_t length)
{
    size_t point = whole ? whole : 1;
    size_t i;

    if (whole > 2) {
        text_add(out, digits, whole - 2);
        text_addc(out, '.');
        text_add(out, digits + whole - 2, 2);
    } else {
        text_adds(out, "0.");
        for (i = whole; i < 2; i++)
            text_addc(out, '0');
        text_add(out, digits, whole);
    }
    text_add(out, digits + point + 1, length - point - 1);
}

bool number_write(const struct number_look *look, char decimal, struct text *out)
{
    char digits[NUMBER_LONGEST + 4];
    size_t length = 0;
    size_t whole;
    const char *p = look->digits;
    const char *end = p + look->length;
    bool zero = true;

    if (look->forms & (decimal == ',' ? NUMBER_POINT : NUMBER_COMMA))
        return false;
    for (; p < end && *p != decimal; p++)
        if (digit(*p)) {
            digits[length++] = *p;
            zero &= *p == '0';
        }
    whole = length;
    if (whole == 0)
        digits[length++] = '0';
    digits[length++] = '.';
    for (; p < end; p++)
        if (digit(*p)) {
            digits[length++] = *p;
            zero &= *p == '0';
        }
    if (look->negative && !zero)
        text_addc(out, '-');
    if (look->forms & NUMBER_PERCENT && !zero)
        add_percent(out, digits, whole, length);
    else
        text_add(out, digits, length - (digits[length - 1] == '.'));
    if (look->exponent)
        text_add(out, look->exponent, look->exponent_length);
    return true;
}

/* By the digits as they stand: at most 1 is what begins with a mark, with 0, or is 1 and zeros. */
enum number_size number_size(const struct number_look *look)
{
    const char *p = look->digits;
    const char *end = p + look->length;
    bool one = *p == '1' && (look->length == 1 || p[1] == '.' || p[1] == ',');
    bool more = false; /* a digit above 0, behind the 1 */

    for (p += one; p < end; p++)
        more |= *p > '0' && *p <= '9';
    if (!one && !more)
        return NUMBER_SIZE_OPEN;
    if (look->exponent)
        return look->exponent[1] == '-' ? NUMBER_WITHIN_ONE : NUMBER_BEYOND_ONE;
    if (one && !more)
        return look->forms & (NUMBER_OPEN_COMMA | NUMBER_OPEN_POINT) ? NUMBER_SIZE_OPEN
                                                                     : NUMBER_WITHIN_ONE;
    return *look->digits > '0' && *look->digits <= '9' ? NUMBER_BEYOND_ONE : NUMBER_WITHIN_ONE;
}
