/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of clean: records, numbers, dates, and evidence that is merged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <csv.h>

#include "base/memory.h"
#include "base/text.h"
#include "clean/cell.h"
#include "clean/column.h"
#include "clean/number.h"
#include "period/date.h"

/* ---- records: what libcsv says, field by field ---- */

/* Tabs at the ends of a quoted cell are blanks that clean takes off. */
static void add_field(void *field, size_t length, void *context)
{
    const char *text = field;

    for (; length > 0 && text[0] == '\t'; length--)
        text++;
    while (length > 0 && text[length - 1] == '\t')
        length--;
    text_add(context, text, length);
    text_addc(context, '\1');
}

static void add_end(int c, void *context)
{
    (void)c;
    text_addc(context, '\2');
}

static void by_libcsv(const char *bytes, size_t length, char delimiter, struct text *out)
{
    struct csv_parser parser;

    assert_int_equal(csv_init(&parser, 0), 0);
    csv_set_delim(&parser, (unsigned char)delimiter);
    assert_int_equal(csv_parse(&parser, bytes, length, add_field, add_end, out), length);
    csv_fini(&parser, add_field, add_end, out);
    csv_free(&parser);
}

static bool all_blank(const struct clean_record *record)
{
    size_t i;

    for (i = 0; i < record->raw_length; i++)
        if (record->raw[i] != ' ')
            return false;
    return true;
}

/* The records of a block; those libcsv passes over, lines of blanks, left out. */
static void by_splitter(const char *bytes, size_t length, char delimiter, struct text *out)
{
    struct splitter *splitter = splitter_new(delimiter, false);
    const struct clean_record *record;
    size_t i;

    splitter_feed(splitter, bytes, length, 1);
    while ((record = splitter_next(splitter)) != NULL) {
        if (all_blank(record))
            continue;
        for (i = 0; i < record->count; i++)
            add_field((void *)(uintptr_t)record->cells[i].text, record->cells[i].length, out);
        add_end(0, out);
    }
    splitter_free(splitter);
}

static uint32_t state = 1;

static unsigned below(unsigned limit)
{
    state = state * 1664525u + 1013904223u;
    return (unsigned)((uint64_t)(state >> 8) * limit >> 24);
}

/* Bytes that mean something to CSV, and few others; spaces between letters only. */
static size_t make_bytes(char *bytes, size_t most, char delimiter)
{
    size_t length = 0;

    while (length + 5 < most) {
        switch (below(10)) {
        case 0:
            bytes[length++] = delimiter;
            break;
        case 1:
            bytes[length++] = '"';
            break;
        case 2:
            bytes[length++] = '\n';
            break;
        case 3:
            bytes[length++] = '\r';
            break;
        case 4:
            memcpy(bytes + length, "a b", 3);
            length += 3;
            break;
        case 5:
            memcpy(bytes + length, below(2) ? "\"1,2\"" : "\"a\n\",", 5);
            length += 5;
            break;
        default:
            bytes[length++] = (char)('0' + below(10));
        }
    }
    bytes[length++] = '\n';
    return length;
}

static void records_are_libcsvs(void **unused)
{
    static const char delimiters[] = ",;\t|";
    struct text want = TEXT_EMPTY;
    struct text got = TEXT_EMPTY;
    char bytes[64];
    int compared = 0;
    int i;

    (void)unused;
    for (i = 0; i < 200000; i++) {
        char delimiter = delimiters[below(4)];
        size_t length = make_bytes(bytes, 8 + below(50), delimiter);
        size_t at;

        if (records_open(bytes, length, delimiter, &at))
            continue; /* clean refuses it */
        text_clear(&want);
        text_clear(&got);
        by_libcsv(bytes, length, delimiter, &want);
        by_splitter(bytes, length, delimiter, &got);
        assert_int_equal(want.length, got.length);
        if (want.length)
            assert_memory_equal(want.bytes, got.bytes, want.length);
        compared++;
    }
    assert_true(compared > 50000);
    text_free(&want);
    text_free(&got);
}

/* Cut anywhere, the parts up to records_end and from there on have the same records. */
static void blocks_end_with_records(void **unused)
{
    struct text whole = TEXT_EMPTY;
    struct text parts = TEXT_EMPTY;
    char bytes[64];
    int i;

    (void)unused;
    for (i = 0; i < 50000; i++) {
        size_t length = make_bytes(bytes, 8 + below(50), ',');
        size_t end = records_end(bytes, below((unsigned)length), ',', false);
        size_t at;

        if (records_open(bytes, length, ',', &at))
            continue;
        text_clear(&whole);
        text_clear(&parts);
        by_splitter(bytes, length, ',', &whole);
        by_splitter(bytes, end, ',', &parts);
        by_splitter(bytes + end, length - end, ',', &parts);
        assert_int_equal(whole.length, parts.length);
        assert_int_equal(count_lines(bytes, end) + count_lines(bytes + end, length - end),
                         count_lines(bytes, length));
    }
    text_free(&whole);
    text_free(&parts);
}

static void lines_are_counted(void **unused)
{
    (void)unused;
    assert_int_equal(count_lines("", 0), 0);
    assert_int_equal(count_lines("a\nb\r\nc\rd", 8), 3);
    assert_int_equal(count_lines("\n\n\n\n\n\n\n\n\n\n\n\r\r\n\r", 15), 14);
}

/* ---- numbers ---- */

/* What could be a fraction, by its digits; 0, and a mark that may only group, leave it open. */
static void numbers_have_a_size(void **unused)
{
    static const struct {
        const char *text;
        enum number_size size;
    } cases[] = {
        { "0", NUMBER_SIZE_OPEN },      { "0.00", NUMBER_SIZE_OPEN },
        { "-0", NUMBER_SIZE_OPEN },     { "1", NUMBER_WITHIN_ONE },
        { "-1", NUMBER_WITHIN_ONE },    { "1.0", NUMBER_WITHIN_ONE },
        { "0.5", NUMBER_WITHIN_ONE },   { "0,05", NUMBER_WITHIN_ONE },
        { ".5", NUMBER_WITHIN_ONE },    { "(0.5)", NUMBER_WITHIN_ONE },
        { "0.481", NUMBER_WITHIN_ONE }, { "5e-3", NUMBER_WITHIN_ONE },
        { "1.000", NUMBER_SIZE_OPEN },  { "1,000", NUMBER_SIZE_OPEN },
        { "1.01", NUMBER_BEYOND_ONE },  { "2", NUMBER_BEYOND_ONE },
        { "10", NUMBER_BEYOND_ONE },    { "100", NUMBER_BEYOND_ONE },
        { "1.234", NUMBER_BEYOND_ONE }, { "-4,81", NUMBER_BEYOND_ONE },
        { "1e3", NUMBER_BEYOND_ONE },   { "1.234.567", NUMBER_BEYOND_ONE },
    };
    size_t i;

    (void)unused;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct number_look look;

        assert_true(number_look(cases[i].text, strlen(cases[i].text), &look));
        if (number_size(&look) != cases[i].size)
            fail_msg("%s: %d", cases[i].text, (int)number_size(&look));
    }
}

static void currencies_have_numbers(void **unused)
{
    (void)unused;
    assert_int_equal(number_currency("EUR", 3), number_currency("\xE2\x82\xAC", 3));
    assert_int_equal(number_currency("$", 1), number_currency("USD", 3));
    assert_int_not_equal(number_currency("USD", 3), number_currency("CAD", 3));
    assert_int_equal(number_currency("EURO", 4), 0);
    assert_int_equal(number_currency("minutes", 7), 0);
    assert_int_equal(number_currency("", 0), 0);
}

static void numbers_become_plain(void **unused)
{
    static const struct {
        const char *text;
        char decimal;
        const char *plain; /* NULL = cannot be read so */
    } cases[] = {
        { "5", '.', "5" },
        { "-5", ',', "-5" },
        { "1,5", ',', "1.5" },
        { "1,5", '.', NULL },
        { "1.234,50", ',', "1234.50" },
        { "1,234.50", '.', "1234.50" },
        { "1,234", '.', "1234" },
        { "1,234", ',', "1.234" },
        { "1.234", ',', "1234" },
        { "1.234.567", ',', "1234567" },
        { "1.234.567", '.', NULL },
        { "12,34,567.00", '.', "1234567.00" },
        { "1 234,5", ',', "1234.5" },
        { "1\xC2\xA0"
          "234,5",
          ',', "1234.5" },
        { "1'234.5", '.', "1234.5" },
        { "-0,5", ',', "-0.5" },
        { ",5", ',', "0.5" },
        { "(1.50)", '.', "-1.50" },
        { "1.50-", '.', "-1.50" },
        { "- 1", '.', "-1" },
        { "\xE2\x88\x92"
          "1",
          '.', "-1" },
        { "$ 1,234.00", '.', "1234.00" },
        { "-$5", '.', "-5" },
        { "$-5", '.', "-5" },
        { "($5.00)", '.', "-5.00" },
        { "5,00 \xE2\x82\xAC", ',', "5.00" },
        { "EUR 5", '.', "5" },
        { "75%", '.', "0.75" },
        { "75.00 %", '.', "0.7500" },
        { "150 %", '.', "1.50" },
        { "0.5%", '.', "0.005" },
        { "0%", '.', "0" },
        { "-12,5 %", ',', "-0.125" },
        { "1,5E+03", ',', "1.5E+03" },
        { "12345678901234567890,5", ',', "12345678901234567890.5" },
    };
    struct text out = TEXT_EMPTY;
    size_t i;

    (void)unused;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct number_look look;
        bool written;

        assert_true(number_look(cases[i].text, strlen(cases[i].text), &look));
        text_clear(&out);
        written = number_write(&look, cases[i].decimal, &out);
        assert_int_equal(written, cases[i].plain != NULL);
        if (written)
            assert_string_equal(out.bytes, cases[i].plain);
    }
    text_free(&out);
}

/* The quick way to a number says what the long one does, which a plus sign asks for. */
static void quick_numbers_are_numbers(void **unused)
{
    int quick = 0;
    int i;

    (void)unused;
    for (i = 0; i < 200000; i++) {
        char text[20] = "+";
        size_t length = 1 + below(14);
        struct number_look by_quick;
        struct number_look by_long;
        size_t j;

        for (j = 1; j <= length; j++)
            text[j] = "0123456789.,.,"[below(14)];
        text[j] = '\0';
        if (!number_look_quick(text + 1, length, &by_quick))
            continue;
        quick++;
        assert_true(number_look(text, length + 1, &by_long));
        assert_int_equal(by_quick.forms, by_long.forms);
        assert_ptr_equal(by_quick.digits, by_long.digits);
        assert_int_equal(by_quick.length, by_long.length);
        assert_false(by_quick.negative);
    }
    assert_true(quick > 10000);
}

static void codes_are_no_numbers(void **unused)
{
    static const char *const texts[] = {
        "",      "007",        "00.5",       "1,23,4", "1.2.3", "1,2345.6", "1 23", "12 3456",
        "abc",   "5 kg",       "-",          ".",      "$",     "%",        "()",   "1-2",
        "--5",   "(-5)",       "0x1F",       "1e",     "e5",    "2B7",      "nan",  "inf",
        "1_000", "31.01.2024", "2024-01-31", "12:30",  "1/2",
    };
    struct number_look look;
    size_t i;

    (void)unused;
    for (i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_false(number_look(texts[i], strlen(texts[i]), &look));
}

/* ---- dates ---- */

static void dates_become_iso(void **unused)
{
    static const struct {
        const char *text;
        enum date_kind kind;
        enum date_order order;
        const char *iso;
    } cases[] = {
        { "2024-01-31", DATE_READY, DATE_DMY, "2024-01-31" },
        { "2024/1/31", DATE_SETTLED, DATE_DMY, "2024-01-31" },
        { "31.01.2024", DATE_ORDERED, DATE_DMY, "2024-01-31" },
        { "31. 1. 2024", DATE_ORDERED, DATE_DMY, "2024-01-31" },
        { "1/31/24", DATE_ORDERED, DATE_MDY, "2024-01-31" },
        { "29/02/2024", DATE_ORDERED, DATE_DMY, "2024-02-29" },
        { "31/12/69", DATE_ORDERED, DATE_DMY, "1969-12-31" },
        { "31/12/68", DATE_ORDERED, DATE_DMY, "2068-12-31" },
        { "24-Oct-11", DATE_SETTLED, DATE_DMY, "2011-10-24" },
        { "October 24, 2011", DATE_SETTLED, DATE_DMY, "2011-10-24" },
        { "24. Dezember 2011", DATE_SETTLED, DATE_DMY, "2011-12-24" },
        { "3 m\xC3\xA4rz 2011", DATE_SETTLED, DATE_DMY, "2011-03-03" },
        { "15 ao\xC3\xBBt 2011", DATE_SETTLED, DATE_DMY, "2011-08-15" },
        { "24 de octubre de 2011", DATE_SETTLED, DATE_DMY, "2011-10-24" },
        { "Monday, 24 October 2011", DATE_SETTLED, DATE_DMY, "2011-10-24" },
        { "2002 Jan", DATE_READY, DATE_DMY, "2002-01" },
        { "Jan 2002", DATE_READY, DATE_DMY, "2002-01" },
        { "Mai 2002", DATE_READY, DATE_DMY, "2002-05" },
        { "01/2024", DATE_SETTLED, DATE_DMY, "2024-01" },
        { "2024M01", DATE_SETTLED, DATE_DMY, "2024-01" },
        { "Q1 2024", DATE_SETTLED, DATE_DMY, "2024-Q1" },
        { "2024 Q1", DATE_SETTLED, DATE_DMY, "2024-Q1" },
        { "2024-Q1", DATE_READY, DATE_DMY, "2024-Q1" },
        { "2024W05", DATE_SETTLED, DATE_DMY, "2024-W05" },
        { "KW 5/2024", DATE_SETTLED, DATE_DMY, "2024-W05" },
        { "20240131", DATE_COMPACT, DATE_DMY, "2024-01-31" },
        { "2024-01-31 14:05:10", DATE_READY, DATE_DMY, "2024-01-31T14:05:10" },
        { "2024-01-31T14:05:10.25Z", DATE_READY, DATE_DMY, "2024-01-31T14:05:10.25Z" },
        { "1/31/2024 2:05 PM", DATE_ORDERED, DATE_MDY, "2024-01-31T14:05" },
        { "1/31/2024 12:05 a.m.", DATE_ORDERED, DATE_MDY, "2024-01-31T00:05" },
        { "31.01.2024, 14:05", DATE_ORDERED, DATE_DMY, "2024-01-31T14:05" },
        { "2024-01-31 14:05 UTC", DATE_SETTLED, DATE_DMY, "2024-01-31T14:05Z" },
        { "Jan-24", DATE_SHORT, DATE_DMY, "2024-01" },
        { "2024-02-30", DATE_NONE, DATE_DMY, "" },
        { "29/02/2023", DATE_NONE, DATE_DMY, "" },
        { "32.01.2024", DATE_NONE, DATE_DMY, "" },
        { "1.2024", DATE_NONE, DATE_DMY, "" },
        { "20.00.00", DATE_NONE, DATE_DMY, "" },
        { "2024-01-31 25:00", DATE_NONE, DATE_DMY, "" },
        { "2024-01-31 14:05 CET", DATE_NONE, DATE_DMY, "" },
        { "1/31/2024 13:05 PM", DATE_NONE, DATE_DMY, "" },
        { "Route 66 2024", DATE_NONE, DATE_DMY, "" },
        { "12345678", DATE_NONE, DATE_DMY, "" },
    };
    struct text out = TEXT_EMPTY;
    size_t i;

    (void)unused;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct date_look look;

        if (date_look(cases[i].text, strlen(cases[i].text), &look) != cases[i].kind)
            fail_msg("%s: kind %d, expected %d", cases[i].text, (int)look.kind, (int)cases[i].kind);
        if (look.kind == DATE_NONE)
            continue;
        text_clear(&out);
        date_write(&look, cases[i].order, &out);
        assert_string_equal(out.bytes, cases[i].iso);
    }
    text_free(&out);
}

static void dates_are_read_by_format(void **unused)
{
    static const struct {
        const char *text;
        const char *format;
        const char *iso; /* NULL = does not fit */
    } cases[] = {
        { "03/04/2024", "%d/%m/%Y", "2024-04-03" },
        { "03/04/2024", "%m/%d/%Y", "2024-03-04" },
        { "240131", "%y%m%d", "2024-01-31" },
        { "Jan-24", "%b-%y", "2024-01" },
        { "2024031", "%Y%j", "2024-01-31" },
        { "31.1.2024 02:05 PM", "%d.%m.%Y %I:%M %p", "2024-01-31T14:05" },
        { "31/04/2024", "%d/%m/%Y", NULL },
        { "03/04/2024x", "%d/%m/%Y", NULL },
        { "03-04-2024", "%d/%m/%Y", NULL },
    };
    struct text out = TEXT_EMPTY;
    size_t i;

    (void)unused;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct date_look look;
        bool fits = date_by_format(cases[i].text, strlen(cases[i].text), cases[i].format, &look);

        assert_int_equal(fits, cases[i].iso != NULL);
        if (!fits)
            continue;
        text_clear(&out);
        date_write(&look, DATE_DMY, &out);
        assert_string_equal(out.bytes, cases[i].iso);
    }
    text_free(&out);
}

/* ---- evidence ---- */

static void add(struct column_evidence *evidence, const char *text, unsigned long line)
{
    struct cell cell = { .text = text,
                         .raw = text,
                         .length = (uint32_t)strlen(text),
                         .mask = CELL_DIGIT | CELL_POINT | CELL_SLASH };

    evidence_add(evidence, &cell, line, NULL);
}

static void merged_evidence_is_the_whole(void **unused)
{
    static const char *const texts[] = { "1,5",
                                         "2.5",
                                         "x1x",
                                         "03/04/2024",
                                         "13/04/2024",
                                         "04/13/2024",
                                         "$5",
                                         "\xE2\x82\xAC"
                                         "6",
                                         "75%",
                                         "7" };
    enum { count = sizeof texts / sizeof *texts };
    struct column_evidence whole;
    size_t i;
    size_t split;

    (void)unused;
    evidence_start(&whole);
    for (i = 0; i < count; i++)
        add(&whole, texts[i], i + 2);
    for (split = 0; split <= count; split++) {
        struct column_evidence a;
        struct column_evidence b;
        int w;

        evidence_start(&a);
        evidence_start(&b);
        for (i = 0; i < count; i++)
            add(i < split ? &a : &b, texts[i], i + 2);
        evidence_merge(&b, &a);
        assert_int_equal(b.count[IS_CELL], whole.count[IS_CELL]);
        assert_int_equal(b.count[IS_NUMBER], whole.count[IS_NUMBER]);
        assert_int_equal(b.forms, whole.forms);
        for (w = 0; w < WITNESSES; w++) {
            if (w == FIRST_CURRENCY || w == SAYS_DMY || w == SAYS_MDY || w == OPEN_ORDER)
                continue; /* of a column that is no date, nobody asks in what order */
            assert_int_equal(b.said[w].line, whole.said[w].line);
        }
        evidence_free(&a);
        evidence_free(&b);
    }
    evidence_free(&whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_are_libcsvs),
        cmocka_unit_test(blocks_end_with_records),
        cmocka_unit_test(lines_are_counted),
        cmocka_unit_test(numbers_have_a_size),
        cmocka_unit_test(currencies_have_numbers),
        cmocka_unit_test(numbers_become_plain),
        cmocka_unit_test(quick_numbers_are_numbers),
        cmocka_unit_test(codes_are_no_numbers),
        cmocka_unit_test(dates_become_iso),
        cmocka_unit_test(dates_are_read_by_format),
        cmocka_unit_test(merged_evidence_is_the_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
