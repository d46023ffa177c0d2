/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "book/kinds.h"

#define SHEET(name) extern const struct sheet_kind sheet_kind_##name;
#include "book/list.h"
#undef SHEET

static const struct sheet_kind *const listed[] = {
#define SHEET(name) &sheet_kind_##name,
#include "book/list.h"
#undef SHEET
};

static void every_kind_comes_once_by_rank(void **state)
{
    const struct sheet_kind *kind = NULL;
    const struct sheet_kind *before = NULL;
    size_t count = 0;

    (void)state;
    while ((kind = sheet_kind_next(kind)) != NULL) {
        assert_true(!before || kind->rank > before->rank);
        assert_true(kind->plan && kind->write);
        before = kind;
        count++;
    }
    assert_int_equal(count, sizeof listed / sizeof *listed);
}

static void the_book_is_in_this_order(void **state)
{
    extern const struct sheet_kind sheet_kind_cover, sheet_kind_notes;
    const struct sheet_kind *cover = sheet_kind_next(NULL);

    (void)state;
    assert_ptr_equal(cover, &sheet_kind_cover);
    assert_ptr_equal(sheet_kind_next(cover), &sheet_kind_contents);
    assert_ptr_equal(sheet_kind_next(&sheet_kind_contents), &sheet_kind_findings);
    assert_ptr_equal(sheet_kind_next(&sheet_kind_findings), &sheet_kind_verdicts);
    assert_true(sheet_kind_working.rank < sheet_kind_data.rank);
    assert_true(sheet_kind_data.rank < sheet_kind_plan.rank);
    assert_null(sheet_kind_next(&sheet_kind_notes));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_comes_once_by_rank),
        cmocka_unit_test(the_book_is_in_this_order),
    };

    return cmocka_run_group_tests_name("sheet_kinds", tests, NULL, NULL);
}
