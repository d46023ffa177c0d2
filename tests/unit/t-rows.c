/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that are written beside libxlsxwriter, against the same rows written by it. */
#include "tests/digits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "base/text.h"
#include "book/rows.h"

/* The first sheet's rows as XML; to be freed. */
static char *rows_of(const char *path)
{
    static const char name[] = "xl/worksheets/sheet1.xml";
    FILE *in = fopen(path, "rb");
    struct text file = TEXT_EMPTY;
    char *out = calloc(1, 1 << 20), *rows, *end;
    z_stream stream = { 0 };
    char *head = NULL;
    size_t i;
    int c;

    assert_non_null(in);
    while ((c = getc(in)) != EOF)
        text_addc(&file, (char)c);
    fclose(in);
    for (i = 0; !head && i + 30 + sizeof name < file.length; i++)
        if (!memcmp(file.bytes + i, "PK\003\004", 4) &&
            !memcmp(file.bytes + i + 30, name, sizeof name - 1))
            head = file.bytes + i + 30 + sizeof name - 1;
    assert_non_null(head);
    stream.next_in = (Bytef *)head;
    stream.avail_in = (uInt)(file.bytes + file.length - head);
    stream.next_out = (Bytef *)out;
    stream.avail_out = (1 << 20) - 1;
    assert_int_equal(inflateInit2(&stream, -MAX_WBITS), Z_OK);
    assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
    inflateEnd(&stream);
    text_free(&file);
    rows = strstr(out, "<dimension");
    end = strstr(out, "</sheetData>");
    assert_non_null(rows);
    assert_non_null(end);
    *end = '\0';
    memmove(out, rows, strlen(rows) + 1);
    return out;
}

/* Takes out what only one of the two writes, and what nobody needs: a hint for the reader. */
static void take_out(char *xml, const char *from, char to)
{
    char *at, *end;

    while ((at = strstr(xml, from)) != NULL) {
        end = strchr(at + strlen(from), to);
        assert_non_null(end);
        memmove(at, end + 1, strlen(end + 1) + 1);
    }
}

/* Of numbers that printf writes in the same way, and texts with all that has to be escaped. */
static char *write_rows(const char *path, bool fast)
{
    static const double numbers[] = { 3, -1, 0.5, 1234567, 1e10, -0.0225, 123456.789 };
    static const char *const texts[] = {
        "plain",      "a & b < c > d",       " kept ", "\ttab", "two\nlines",
        "\"quoted\"", "\303\244\342\202\254"
    };
    lxw_workbook_options options = { .constant_memory = LXW_TRUE };
    lxw_workbook *workbook = workbook_new_opt(path, &options);
    lxw_format *bold = workbook_add_format(workbook);
    lxw_format *percent = workbook_add_format(workbook);
    lxw_worksheet *worksheet = workbook_add_worksheet(workbook, NULL);
    struct sheet_rows *rows;
    lxw_row_t row;
    char *xml;

    format_set_bold(bold);
    format_set_num_format(percent, "0.0%");
    worksheet_write_string(worksheet, 0, 0, "first", bold);
    worksheet_write_string(worksheet, 0, 29, "last", bold);
    rows = rows_begin(worksheet, 30, fast);
    for (row = 1; row < 8; row++) {
        if (row == 4)
            continue; /* a row may be empty */
        assert_int_equal(rows_number(rows, row, 0, percent, numbers[row - 1]), LXW_NO_ERROR);
        assert_int_equal(rows_text(rows, row, 1, bold, texts[row - 1]), LXW_NO_ERROR);
        assert_int_equal(rows_number(rows, row, 29, bold, -numbers[row - 1]), LXW_NO_ERROR);
    }
    rows_end(rows);
    assert_int_equal(workbook_close(workbook), LXW_NO_ERROR);
    xml = rows_of(path);
    unlink(path);
    take_out(xml, " spans=\"", '"');
    return xml;
}

static void fast_and_slow_write_the_same(void **state)
{
    char path[] = "/tmp/rows-test.XXXXXX";
    int fd = mkstemp(path);
    char *slow, *fast;

    (void)state;
    assert_true(fd >= 0);
    close(fd);
    slow = write_rows(path, false);
    assert_non_null(strstr(slow, "<dimension ref=\"A1:AD8\"/>"));
    assert_non_null(strstr(slow, "a &amp; b &lt; c &gt; d"));
    fast = write_rows(path, true);
    assert_string_equal(slow, fast);
    free(slow);
    free(fast);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fast_and_slow_write_the_same),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
