/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "question/profile.h"

#include "table/writer.h"
#include "words/lags.h"

int profile_write(const struct link_tests *tests, const char *file, struct error *err)
{
    struct dialect dialect = common_out_dialect(tests->common);
    struct writer *writer = writer_open(file, &dialect, err);
    const char *method = link_tests_method(tests);
    /* The method goes without saying where it is Pearson's. */
    unsigned groups = method ? RESULT_METHOD : RESULT_ALWAYS;
    size_t i;
    size_t l;

    if (!writer)
        return -1;
    result_header(writer, &result_lags, groups);
    for (i = 0; i < tests->count; i++) {
        const struct link_test *test = &tests->items[i];

        for (l = 0; test->result.profile && l < test->result.lags_tried; l++) {
            const struct link_lag *lag = &test->result.profile[l];
            const struct lags_row row = {
                .output = test->link->output_name,
                .outcome = test->link->outcome_name,
                .lag = lag->lag,
                .n = (double)lag->n,
                .r = lag->r,
                .low = lag->r_low,
                .high = lag->r_high,
                .p = lag->p,
                .entity = link_tests_entity(tests, test),
                .method = method,
            };

            result_row(writer, &result_lags, groups, &row);
        }
    }
    return writer_close(writer, err);
}
