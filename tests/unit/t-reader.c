/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include "../fuzz/differ.h"
#include "base/memory.h"
#include "base/text.h"
#include "table/reader.h"

/* Reads the bytes and gives the records as text: fields between |, a quoted one
 * in '...', each record behind its line; an error as !line what. */
static char *read_all(const char *bytes, size_t length, struct dialect dialect)
{
    struct text text = TEXT_EMPTY;
    const struct field *fields;
    struct reader *reader;
    struct error err;
    char path[40];
    size_t count;
    size_t i;
    int got;
    int fd = memfd_create("reader", 0);

    assert_int_equal(write(fd, bytes, length), length);
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    reader = reader_open(path, &dialect, &err);
    assert_non_null(reader);
    while ((got = reader_next(reader, &fields, &count, &err)) > 0) {
        text_addf(&text, "%s%lu:", text.length ? "\n" : "", reader_line(reader));
        for (i = 0; i < count; i++) {
            const char *quote = fields[i].quoted ? "'" : "";

            assert_int_equal(fields[i].text[fields[i].length], '\0');
            text_addf(&text, "%s%s%s%s", i ? "|" : "", quote, fields[i].text, quote);
        }
    }
    if (got < 0)
        text_addf(&text, "%s!%lu %s", text.length ? "\n" : "", err.line, err.what);
    reader_close(reader);
    close(fd);
    return text_take(&text);
}

static void gives(const char *bytes, const char *expected)
{
    char *got = read_all(bytes, strlen(bytes), (struct dialect){ 0 });

    assert_string_equal(got, expected);
    free(got);
}

static void fields_and_lines(void **state)
{
    (void)state;
    gives("a,b\n1,2\n", "1:a|b\n2:1|2");
    gives("a,b\n1,2", "1:a|b\n2:1|2");
    gives("a,b\r\n1,2\r\n", "1:a|b\n2:1|2");
    gives("a,b\r1,2\r", "1:a|b\n2:1|2");
    gives(" a , b\t\n,\n", "1: a | b\t\n2:|");
    gives("a,b\n\"x\",\"\"\n", "1:a|b\n2:'x'|''");
    gives("a,b\n\"1\n2\r\n3\",\"say \"\"so\"\"\"\nx,y\n",
          "1:a|b\n2:'1\n2\r\n3'|'say \"so\"'\n5:x|y");
    gives("\xEF\xBB\xBF"
          "a,b\n",
          "1:a|b");
    gives("", "");
    gives("\n\r\n", "");
}

static void blank_lines(void **state)
{
    (void)state;
    gives("a,b\n\n1,2\n\n\n3,4\n", "1:a|b\n3:1|2\n6:3|4");
    gives("\n\na\n1\n\n3\n\n", "3:a\n4:1\n5:\n6:3\n7:");
    gives("a\r\n\r\n1\r\n", "1:a\n2:\n3:1");
    gives("a\n\"\"\n\n", "1:a\n2:''\n3:");
    gives("a", "1:a");
}

static void what_is_wrong_has_its_line(void **state)
{
    (void)state;
    gives("a,b\n1,x\"y\n",
          "1:a|b\n!2 a quote inside a field that does not begin with one (see lever clean)");
    gives("a,b\n\"1\n\"x,2\n", "1:a|b\n!3 text behind a field's closing quote");
    gives("\"a\";\"b\"\n", "!1 text behind a field's closing quote (is the delimiter right? "
                           "See --delimiter, or lever clean)");
    gives("a,b\n\"1\n2\",\"x\n\n", "1:a|b\n!3 a quote that is never closed");
    gives("a,b\n1,\"\"\"\n", "1:a|b\n!2 a quote that is never closed");
    gives("a,b\n1,2\n\xE9,3\n4,5\n",
          "1:a|b\n2:1|2\n!3 byte 0xE9 is not UTF-8 (see lever clean --encoding)");
    gives("\xFF\xFE"
          "a",
          "!0 is UTF-16, not UTF-8 (lever clean reads it)");
}

static void nul_bytes_are_refused(void **state)
{
    static const char bytes[] = "a,b\n1,2\n3,\0\n";
    char *got = read_all(bytes, sizeof bytes - 1, (struct dialect){ 0 });

    (void)state;
    assert_string_equal(got, "1:a|b\n2:1|2\n!3 a NUL byte: not text, or not in UTF-8 "
                             "(see lever clean)");
    free(got);
}

static void a_record_has_a_limit(void **state)
{
    const struct dialect dialect = { .max_record = 100 };
    struct text text = TEXT_EMPTY;
    char *got;
    int i;

    (void)state;
    text_adds(&text, "a,b\n1,2\n3,");
    for (i = 0; i < 200; i++)
        text_addc(&text, 'x');
    text_adds(&text, "\n");
    got = read_all(text.bytes, text.length, dialect);
    assert_string_equal(got, "1:a|b\n2:1|2\n!3 the record is longer than 100 bytes");
    free(got);
    text.bytes[8] = '"';
    text_clear(&text);
    text_adds(&text, "a,b\n1,2\n3,\"\n");
    for (i = 0; i < 300000; i++)
        text_adds(&text, "1,2\n");
    got = read_all(text.bytes, text.length, dialect);
    assert_string_equal(got, "1:a|b\n2:1|2\n!3 a quote that is not closed within 262136 bytes");
    free(got);
    text_free(&text);
}

static void other_delimiters(void **state)
{
    char *got = read_all("a;b\n1,5;\"x;y\"\n", 14, (struct dialect){ .delimiter = ';' });

    (void)state;
    assert_string_equal(got, "1:a|b\n2:1,5|'x;y'");
    free(got);
    got = read_all("a\tb\n1\t2\n", 8, (struct dialect){ .delimiter = '\t' });
    assert_string_equal(got, "1:a|b\n2:1|2");
    free(got);
}

static void a_delimiter_that_cannot_be_one(void **state)
{
    struct error err;

    (void)state;
    assert_null(reader_open("-", &(struct dialect){ .delimiter = '"' }, &err));
    assert_int_equal(err.status, 2);
    assert_null(reader_open("/nonexistent/x.csv", &(struct dialect){ 0 }, &err));
    assert_int_equal(err.status, 1);
    assert_string_equal(err.file, "/nonexistent/x.csv");
}

static void back_gives_a_record_again(void **state)
{
    const struct field *fields;
    struct reader *reader;
    struct error err;
    char path[40];
    size_t count;
    int fd = memfd_create("reader", 0);

    (void)state;
    assert_int_equal(write(fd, "a,b\n1,2\n", 8), 8);
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    reader = reader_open(path, &(struct dialect){ 0 }, &err);
    assert_int_equal(reader_next(reader, &fields, &count, &err), 1);
    reader_back(reader);
    assert_int_equal(reader_next(reader, &fields, &count, &err), 1);
    assert_string_equal(fields[1].text, "b");
    assert_int_equal(reader_next(reader, &fields, &count, &err), 1);
    assert_string_equal(fields[1].text, "2");
    assert_int_equal(reader_next(reader, &fields, &count, &err), 0);
    reader_close(reader);
    close(fd);
}

/* xorshift: the same bytes on every machine */
static uint64_t random_state = 88172645463325252u;
static uint64_t random_next(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state;
}

/* Bytes that look like CSV gone wrong, a third of them without quotes. */
static size_t random_csv(char *bytes, size_t most)
{
    static const char *const pieces[] = {
        ",",        "\n", "a",  "12.5", ",",    "\r\n",  "\r",   " ",
        "\xC3\xA9", "0",  "\n", "\"",   "\"\"", "\",\"", "\"\n", "x\"",
    };
    size_t kinds = random_next() % 3 == 0 ? 11 : sizeof pieces / sizeof *pieces;
    size_t want = random_next() % most;
    size_t length = 0;

    /* long stretches of well formed rows now and then, so that a whole segment of
     * the vector path holds no quote */
    while (length + 8 < want) {
        const char *piece = pieces[random_next() % kinds];

        if (random_next() % 64 == 0)
            piece = random_next() % 2 ? "\"q\"\"q\",1\n" + 6 : "alpha,b\n";
        memcpy(bytes + length, piece, strlen(piece));
        length += strlen(piece);
    }
    return length;
}

static void equals_libcsv_on_random_bytes(void **state)
{
    static const char *const kernels[] = { "avx2", "sse2", "plain" };
    static char bytes[20000];
    size_t k;
    int i;

    (void)state;
    for (k = 0; k < 3; k++) {
        if (!scan_choose(kernels[k]))
            continue;
        for (i = 0; i < 12000; i++) {
            size_t length = random_csv(bytes, i % 20 ? 60 : i % 400 ? 600 : sizeof bytes);
            size_t block = random_next() % 3 == 0 ? 1 << 18 : 16 + random_next() % 200;
            const char *why = differ(bytes, length, ',', block, i & 1);

            if (why)
                fail_msg("%s, block %zu: %s:\n%.*s", kernels[k], block, why, (int)length, bytes);
        }
    }
    scan_choose(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_and_lines),
        cmocka_unit_test(blank_lines),
        cmocka_unit_test(what_is_wrong_has_its_line),
        cmocka_unit_test(nul_bytes_are_refused),
        cmocka_unit_test(a_record_has_a_limit),
        cmocka_unit_test(other_delimiters),
        cmocka_unit_test(a_delimiter_that_cannot_be_one),
        cmocka_unit_test(back_gives_a_record_again),
        cmocka_unit_test(equals_libcsv_on_random_bytes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
