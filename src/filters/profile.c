/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filters/profile.h"

#include "table/writer.h"

static const char *const columns[] = {
    "output", "outcome", "lag", "n", "r", "low", "high", "p", "entity", "method",
};

int profile_write(const struct trials *trials, const char *file, struct error *err)
{
    struct dialect dialect = common_out_dialect(trials->common);
    struct writer *writer = writer_open(file, &dialect, err);
    const char *method = trials_method(trials);
    size_t i;
    size_t l;

    if (!writer)
        return -1;
    /* The method goes without saying where it is Pearson's. */
    writer_row(writer, columns, sizeof columns / sizeof *columns - (method ? 0 : 1));
    for (i = 0; i < trials->count; i++) {
        const struct trial *trial = &trials->items[i];

        for (l = 0; trial->result.profile && l < trial->result.lags_tried; l++) {
            const struct link_lag *row = &trial->result.profile[l];

            writer_string(writer, trial->link->output_name);
            writer_string(writer, trial->link->outcome_name);
            writer_integer(writer, row->lag);
            writer_integer(writer, (long)row->n);
            writer_number(writer, row->r);
            writer_number(writer, row->r_low);
            writer_number(writer, row->r_high);
            writer_number(writer, row->p);
            writer_string(writer, trials_entity(trials, trial));
            if (method)
                writer_string(writer, method);
            writer_end_row(writer);
        }
    }
    return writer_close(writer, err);
}
