/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "book/truths.h"

static bool columns[] = { false, true, false, true };
static const struct truths_sheet sheet = { .part = 2, .columns = columns, .count = 4 };

static void becomes(const char *xml, const char *expected)
{
    struct text out = TEXT_EMPTY;

    truths_convert(xml, strlen(xml), &sheet, &out);
    assert_string_equal(out.bytes ? out.bytes : "", expected);
    text_free(&out);
}

static void truths_of_the_columns_are_converted(void **state)
{
    (void)state;
    becomes("<row><c r=\"B7\" s=\"3\" t=\"str\"><f>A1&gt;2</f><v>TRUE</v></c></row>",
            "<row><c r=\"B7\" s=\"3\" t=\"b\"><f>A1&gt;2</f><v>1</v></c></row>");
    becomes("<c r=\"D10\" t=\"str\"><f>A1</f><v>FALSE</v></c><c r=\"B1\"/>",
            "<c r=\"D10\" t=\"b\"><f>A1</f><v>0</v></c><c r=\"B1\"/>");
}

static void all_else_stays(void **state)
{
    static const char *const parts[] = {
        "",
        "<sheetData>",
        "no cell",
        "<c r=\"A7\" t=\"str\"><f>A1</f><v>TRUE</v></c>",  /* a column of texts */
        "<c r=\"AB7\" t=\"str\"><f>A1</f><v>TRUE</v></c>", /* beyond the table */
        "<c r=\"B7\" t=\"str\"><f>A1</f><v></v></c>",      /* missing */
        "<c r=\"B7\" t=\"str\"><f>A1</f><v>TRUE!</v></c>",
        "<c r=\"B7\" t=\"s\"><v>1</v></c><c r=\"D7\" s=\"1\"/><c r=\"D8\"><v>2</v></c>",
        "<c r=\"B7\" t=\"str\"><f>A1</f><v>TRUE</v>", /* it does not end */
        "<c r=\"B7\"",
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof parts / sizeof *parts; i++)
        becomes(parts[i], parts[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(truths_of_the_columns_are_converted),
        cmocka_unit_test(all_else_stays),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
