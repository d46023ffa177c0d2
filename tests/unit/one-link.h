/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One link, tested with few resamples; for the tests of link_test. */
#ifndef LEVER_ONE_LINK_H
#define LEVER_ONE_LINK_H

#include "tests/digits.h"

#include "link/link.h"

static struct link_options few = { .resamples = 199, .seed = 1, .threads = 1 };

static struct link_output lags(const double *x, int first, int last)
{
    return (struct link_output){ .x = x,
                                 .lag_first = first,
                                 .lag_last = last,
                                 .min_effect = NAN,
                                 .profile = true,
                                 .working = true };
}

static struct link_result test_one(const struct link_outcome *outcome, struct link_output output)
{
    struct link_result result;
    struct error err;

    assert_int_equal(link_test(outcome, &output, 1, &few, &result, &err), 0);
    return result;
}

#endif
