/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/pass.h"

#include <math.h>

struct pass pass_make(const struct cells *cells, const struct dialect *in,
                      const struct dialect *out)
{
    struct pass pass = { .cells = cells };

    pass.recode = (in->decimal ? in->decimal : '.') != (out->decimal ? out->decimal : '.');
    pass.look = pass.recode || in->missing;
    return pass;
}

void pass_cell(const struct pass *pass, const char *text, size_t length, struct writer *writer)
{
    double number;

    if (!pass->look || cell_number(pass->cells, text, length, &number) != 0)
        writer_text(writer, text, length);
    else if (isnan(number))
        writer_missing(writer);
    else if (pass->recode)
        writer_number(writer, number);
    else
        writer_text(writer, text, length);
}
