/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan-file.h"
#include "reshape/join.h"

static struct error err;

static struct join *join_texts(const char *first, const char *second, const struct join_ask *ask,
                               char *paths[2])
{
    struct join *join;

    paths[0] = strdup(a_file(first));
    paths[1] = strdup(a_file(second));
    join = join_read(paths, 2, ask, &err);
    unlink(paths[0]);
    unlink(paths[1]);
    return join;
}

static void forget(char *paths[2])
{
    free(paths[0]);
    free(paths[1]);
}

static void joins_to(const char *first, const char *second, const struct join_ask *ask,
                     const char *result)
{
    const struct dialect dialect = { 0 };
    struct text out = TEXT_EMPTY;
    char *paths[2];
    struct join *join = join_texts(first, second, ask, paths);
    struct writer *writer = writer_memory(&out, &dialect);

    if (!join)
        print_error("%s\n", err.what);
    assert_non_null(join);
    join_write(join, writer);
    assert_int_equal(writer_close(writer, &err), 0);
    assert_string_equal(out.bytes, result);
    text_free(&out);
    join_free(join);
    forget(paths);
}

static void refuses(const char *first, const char *second, const struct join_ask *ask,
                    const char *what)
{
    char *paths[2];

    assert_null(join_texts(first, second, ask, paths));
    if (!strstr(err.what, what))
        print_error("%s\n", err.what);
    assert_non_null(strstr(err.what, what));
    forget(paths);
}

static void tables_meet_by_period(void **state)
{
    const struct join_ask ask = { .threads = 1 };

    (void)state;
    joins_to("period,x\n2026-W02,2\n2026-W01,1\n", "period,y\n2026-W02,b\n2026-W03,c\n", &ask,
             "period,x,y\n2026-W01,1,\n2026-W02,2,b\n2026-W03,,c\n");
}

static void tables_meet_by_period_and_entity(void **state)
{
    const struct join_ask ask = { .by = "team", .threads = 2 };

    (void)state;
    joins_to("period,team,x\n2026-01,s,2\n2026-01,n,1\n",
             "team,period,y\nn,2026-01,7\nn,2026-02,8\n", &ask,
             "period,team,x,y\n2026-01,n,1,7\n2026-01,s,2,\n2026-02,n,,8\n");
}

static void what_would_be_guessed_is_refused(void **state)
{
    const struct join_ask ask = { .threads = 1 };

    (void)state;
    refuses("period,x\n2026-01,1\n2026-01,2\n", "period,y\n2026-01,1\n", &ask, "2026-01");
    refuses("period,x\n2026-01,1\n", "period,y\n2026-W01,1\n", &ask, "weeks");
}

static void columns_of_one_name_are_told_apart(void **state)
{
    const struct join_ask ask = { .threads = 1 };
    char *paths[2];
    struct join *join = join_texts("period,x\n2026-01,1\n", "period,x\n2026-01,1\n", &ask, paths);

    (void)state;
    assert_non_null(join);
    assert_non_null(strstr(join_note(join, 0), "\"x\""));
    assert_null(join_note(join, 2));
    join_free(join);
    forget(paths);
}

static void coarse_values_are_spread_on_request(void **state)
{
    const struct join_ask ask = { .spread = true, .threads = 1 };

    (void)state;
    joins_to("period,x\n2026-01,5\n", "period,y\n2026-W02,1\n2026-W03,2\n", &ask,
             "period,x,y\n2026-W01,5,\n2026-W02,5,1\n2026-W03,5,2\n2026-W04,5,\n2026-W05,5,\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_meet_by_period),
        cmocka_unit_test(tables_meet_by_period_and_entity),
        cmocka_unit_test(what_would_be_guessed_is_refused),
        cmocka_unit_test(columns_of_one_name_are_told_apart),
        cmocka_unit_test(coarse_values_are_spread_on_request),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
