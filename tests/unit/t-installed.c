/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/installed.h"

static void is(const char *folder, const char *bin, const char *program, const char *wanted)
{
    char *found = installed_beside(folder, bin, program);

    if (wanted)
        assert_string_equal(found, wanted);
    else
        assert_null(found);
    free(found);
}

static void a_moved_package_keeps_its_way(void **state)
{
    (void)state;
    is("/usr/local/lib/x/methods", "/usr/local/bin", "/opt/it/bin/lever", "/opt/it/lib/x/methods");
    is("/usr/lib/x", "/usr/bin", "/usr/bin/lever", "/usr/lib/x");
    is("/usr/lib/x", "/usr/bin", "/stage/usr/bin/lever", "/stage/usr/lib/x");
    is("/usr/lib/x", "/usr/bin", "/bin/lever", "/lib/x");
}

static void folders_that_share_no_prefix(void **state)
{
    (void)state;
    is("/var/lib/x", "/opt/it/bin", "/stage/opt/it/bin/lever", "/stage/var/lib/x");
    is("/var/lib/x", "/opt/it/bin", "/else/bin/lever", NULL);
    is("/usr/bin2/x", "/usr/bin", "/opt/bin/lever", "/opt/bin2/x");
    is("/usr/bin/x", "/usr/bin", "/opt/bin/lever", "/opt/bin/x");
}

static void a_program_that_stands_elsewhere(void **state)
{
    (void)state;
    is("/usr/lib/x", "/usr/bin", "/home/tree/src/lever", NULL);
    is("/usr/lib/x", "/usr/bin", "/home/cabin/lever", NULL);
    is("/usr/lib/x", "/usr/bin", "/lever", NULL);
    is("/usr/lib/x", "/usr/bin", "lever", NULL);
    is("/usr/lib/x", "/usr/bin", "", NULL);
    is("lib/x", "/usr/bin", "/opt/bin/lever", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_moved_package_keeps_its_way),
        cmocka_unit_test(folders_that_share_no_prefix),
        cmocka_unit_test(a_program_that_stands_elsewhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
