/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"
#include "base/text.h"
#include "table/reader.h"
#include "table/writer.h"

static char folder[] = P_tmpdir "/lever-writer.XXXXXX";
static char *path;

static int make_folder(void **state)
{
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    path = xasprintf("%s/out.csv", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    unlink(path);
    free(path);
    return rmdir(folder);
}

static struct writer *begin(struct dialect dialect)
{
    struct error err;
    struct writer *writer = writer_open(path, &dialect, &err);

    assert_non_null(writer);
    return writer;
}

static void wrote(struct writer *writer, const char *expected)
{
    struct error err;
    char bytes[4096];
    FILE *file;
    size_t n;

    assert_int_equal(writer_close(writer, &err), 0);
    file = fopen(path, "r");
    assert_non_null(file);
    n = fread(bytes, 1, sizeof bytes - 1, file);
    fclose(file);
    bytes[n] = '\0';
    assert_string_equal(bytes, expected);
}

static void quotes_only_what_must_be(void **state)
{
    static const char *const header[] = { "plain", "a,b", "say \"so\"", "two\nlines", " space " };
    struct writer *writer = begin((struct dialect){ 0 });

    (void)state;
    writer_row(writer, header, 5);
    writer_text(writer, "\r", 1);
    writer_string(writer, NULL);
    writer_string(writer, "");
    writer_string(writer, "'");
    writer_string(writer, "\xC3\xA9;\t");
    writer_end_row(writer);
    wrote(writer,
          "plain,\"a,b\",\"say \"\"so\"\"\",\"two\nlines\", space \n\"\r\",,,',\xC3\xA9;\t\n");
}

static void numbers_and_what_is_missing(void **state)
{
    struct writer *writer = begin((struct dialect){ 0 });

    (void)state;
    writer_number(writer, 1.5);
    writer_number(writer, -0.0);
    writer_number(writer, NAN);
    writer_number(writer, INFINITY);
    writer_integer(writer, -12);
    writer_missing(writer);
    writer_end_row(writer);
    wrote(writer, "1.5,0,,,-12,\n");
}

static void an_only_field_that_is_empty(void **state)
{
    struct writer *writer = begin((struct dialect){ 0 });

    (void)state;
    writer_string(writer, "x");
    writer_end_row(writer);
    writer_missing(writer);
    writer_end_row(writer);
    writer_number(writer, NAN);
    writer_end_row(writer);
    writer_missing(writer);
    writer_missing(writer);
    writer_end_row(writer);
    wrote(writer, "x\n\"\"\n\"\"\n,\n");
}

static void other_dialects(void **state)
{
    struct writer *writer = begin((struct dialect){ .delimiter = ';', .decimal = ',' });

    (void)state;
    writer_string(writer, "a,b");
    writer_string(writer, "a;b");
    writer_number(writer, 1.5);
    writer_end_row(writer);
    wrote(writer, "a,b;\"a;b\";1,5\n");
    writer = begin((struct dialect){ .decimal = ',', .bom = true });
    writer_number(writer, 1.5);
    writer_end_row(writer);
    wrote(writer, "\xEF\xBB\xBF\"1,5\"\n");
}

static void json_lines(void **state)
{
    static const char *const header[] = { "a", "say \"so\"", "n", "i", "m" };
    struct writer *writer = begin((struct dialect){ .json = true, .decimal = ',', .bom = true });

    (void)state;
    writer_row(writer, header, 5);
    writer_string(writer, "x\n,\\");
    writer_number(writer, -1.5);
    writer_number(writer, NAN);
    writer_integer(writer, 12);
    writer_missing(writer);
    writer_end_row(writer);
    wrote(writer,
          "{\"a\":\"x\\u000a,\\\\\",\"say \\\"so\\\"\":-1.5,\"n\":null,\"i\":12,\"m\":null}\n");
}

static void a_byte_order_mark_in_the_data(void **state)
{
    struct writer *writer = begin((struct dialect){ 0 });

    (void)state;
    writer_string(writer, "\xEF\xBB\xBF"
                          "a");
    writer_string(writer, "\xEF\xBB\xBF"
                          "b");
    writer_end_row(writer);
    wrote(writer, "\"\xEF\xBB\xBF"
                  "a\",\"\xEF\xBB\xBF"
                  "b\"\n");
}

static void errors_show_in_close(void **state)
{
    struct dialect dialect = { 0 };
    struct writer *writer;
    struct error err;
    int i;

    (void)state;
    assert_null(writer_open("/nonexistent/out.csv", &dialect, &err));
    dialect.delimiter = '"';
    assert_null(writer_open(path, &dialect, &err));
    assert_int_equal(err.status, 2);
    dialect.delimiter = 0;
    if (access("/dev/full", W_OK) != 0)
        skip();
    writer = writer_open("/dev/full", &dialect, &err);
    assert_non_null(writer);
    for (i = 0; i < 100000; i++) {
        writer_integer(writer, i);
        writer_end_row(writer);
    }
    assert_int_equal(writer_close(writer, &err), -1);
    assert_string_equal(err.file, "/dev/full");
    assert_string_equal(err.what, "cannot write: No space left on device");
}

static void nothing_appears_when_abandoned(void **state)
{
    struct writer *writer;

    (void)state;
    unlink(path);
    writer = begin((struct dialect){ 0 });
    writer_string(writer, "x");
    writer_end_row(writer);
    writer_abandon(writer);
    assert_int_equal(access(path, F_OK), -1);
    writer_abandon(NULL);
}

/* Whatever is written reads back: random fields, many buffers full of them. */
static void reads_back_what_it_wrote(void **state)
{
    static const char *const pieces[] = { "a",    ",", "\"", "\n",       "\r",
                                          "\r\n", " ", "12", "\xC3\xA9", "" };
    struct writer *writer = begin((struct dialect){ 0 });
    struct text all = TEXT_EMPTY;
    const struct field *fields;
    struct reader *reader;
    struct error err;
    uint32_t random = 1;
    const char *p;
    size_t count;
    int row;
    int i;

    (void)state;
    for (row = 0; row < 20000; row++) {
        for (i = 0; i < 3; i++) {
            size_t start = all.length;

            for (count = (random >> 8) % 6; count > 0; count--) {
                random = random * 1664525u + 1013904223u;
                text_adds(&all, pieces[(random >> 16) % 10]);
            }
            random = random * 1664525u + 1013904223u;
            text_addc(&all, '\0');
            writer_text(writer, all.bytes + start, all.length - 1 - start);
        }
        writer_end_row(writer);
    }
    assert_int_equal(writer_close(writer, &err), 0);
    reader = reader_open(path, &(struct dialect){ 0 }, &err);
    assert_non_null(reader);
    p = all.bytes;
    for (row = 0; row < 20000; row++) {
        assert_int_equal(reader_next(reader, &fields, &count, &err), 1);
        assert_int_equal(count, 3);
        for (i = 0; i < 3; i++) {
            assert_string_equal(fields[i].text, p);
            p += strlen(p) + 1;
        }
    }
    assert_int_equal(reader_next(reader, &fields, &count, &err), 0);
    reader_close(reader);
    text_free(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotes_only_what_must_be),
        cmocka_unit_test(numbers_and_what_is_missing),
        cmocka_unit_test(an_only_field_that_is_empty),
        cmocka_unit_test(other_dialects),
        cmocka_unit_test(json_lines),
        cmocka_unit_test(a_byte_order_mark_in_the_data),
        cmocka_unit_test(errors_show_in_close),
        cmocka_unit_test(nothing_appears_when_abandoned),
        cmocka_unit_test(reads_back_what_it_wrote),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
