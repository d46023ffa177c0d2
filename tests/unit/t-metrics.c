/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "book/metrics.h"

static double pixels(const char *text, bool bold)
{
    return metrics_pixels(text, strlen(text), bold);
}

/* Helvetica's advance widths, in thousandths: a and 0 have 556, i 222, W 944; 16 pixels the em. */
static void letters_have_their_widths(void **state)
{
    (void)state;
    assert_true(fabs(pixels("a0", false) - 2 * .556 * 16 * 1.02) < 1e-9);
    assert_true(fabs(pixels("W", false) / pixels("i", false) - 944. / 222) < 1e-9);
    assert_true(pixels("word", true) > pixels("word", false));
    assert_true(pixels("", false) == 0);
    /* a mark that stands above its letter takes no room; a character of the East twice it */
    assert_true(pixels("e\xCC\x81", false) == pixels("e", false));
    assert_true(pixels("\xE5\x90\x88", false) > 1.5 * pixels("\xC3\xA9", false));
}

static void the_widest_line_counts(void **state)
{
    (void)state;
    assert_true(pixels("short\nthe longest\nx", false) == pixels("the longest", false));
    assert_true(pixels("abc\n", false) == pixels("abc", false));
}

static void a_text_fits_the_column_made_for_it(void **state)
{
    static const char *const texts[] = { "calls", "Degrees of freedom", "WWWWWWWWWWWW", "iiii iiii",
                                         "\xC3\x9C"
                                         "bergr\xC3\xB6\xC3\x9F"
                                         "e" };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof texts / sizeof *texts; i++) {
        double width = metrics_column(pixels(texts[i], false));

        assert_int_equal(metrics_lines(texts[i], width, false), 1);
    }
    assert_int_equal(metrics_lines("Degrees of freedom",
                                   metrics_column(pixels("Degrees of freedom", false) * .7), false),
                     2);
}

static void lines_break_at_spaces(void **state)
{
    double width = metrics_column(pixels("twelve or so", false));

    (void)state;
    assert_int_equal(metrics_lines("", width, false), 1);
    assert_int_equal(metrics_lines("twelve or so twelve or so", width, false), 2);
    assert_int_equal(metrics_lines("one\ntwo\nthree", width, false), 3);
    assert_int_equal(metrics_lines("a\n\nb", width, false), 3);
    /* a word longer than the line is broken anywhere: three lines and a half */
    assert_int_equal(
        metrics_lines("wwwwwwwwwwwwwwwwwwwwwwwwwwwwww",
                      metrics_column(pixels("wwwwwwwwwwwwwwwwwwwwwwwwwwwwww", false) / 3.5), false),
        4);
}

static void rows_grow_by_15_points_a_line(void **state)
{
    (void)state;
    assert_true(metrics_height(0) == 17);
    assert_true(metrics_height(1) == 17);
    assert_true(metrics_height(4) == 62);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_have_their_widths),
        cmocka_unit_test(the_widest_line_counts),
        cmocka_unit_test(a_text_fits_the_column_made_for_it),
        cmocka_unit_test(lines_break_at_spaces),
        cmocka_unit_test(rows_grow_by_15_points_a_line),
    };

    return cmocka_run_group_tests_name("metrics", tests, NULL, NULL);
}
