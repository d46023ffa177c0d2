/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "question/profile.h"

#include "table/writer.h"

static const char *const columns[] = {
    "output", "outcome", "lag", "n", "r", "low", "high", "p", "entity", "method",
};

int profile_write(const struct link_tests *tests, const char *file, struct error *err)
{
    struct dialect dialect = common_out_dialect(tests->common);
    struct writer *writer = writer_open(file, &dialect, err);
    const char *method = link_tests_method(tests);
    size_t i;
    size_t l;

    if (!writer)
        return -1;
    /* The method goes without saying where it is Pearson's. */
    writer_row(writer, columns, sizeof columns / sizeof *columns - (method ? 0 : 1));
    for (i = 0; i < tests->count; i++) {
        const struct link_test *test = &tests->items[i];

        for (l = 0; test->result.profile && l < test->result.lags_tried; l++) {
            const struct link_lag *row = &test->result.profile[l];

            writer_string(writer, test->link->output_name);
            writer_string(writer, test->link->outcome_name);
            writer_integer(writer, row->lag);
            writer_integer(writer, (long)row->n);
            writer_number(writer, row->r);
            writer_number(writer, row->r_low);
            writer_number(writer, row->r_high);
            writer_number(writer, row->p);
            writer_string(writer, link_tests_entity(tests, test));
            if (method)
                writer_string(writer, method);
            writer_end_row(writer);
        }
    }
    return writer_close(writer, err);
}
