/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts, counted in characters. To them, what is missing is the empty text. */
#include "calc/family.h"

extern const struct lever_function functions_text[];

int concatenate_rows(ROW_PARAMETERS)
{
    size_t i;
    size_t k;

    for (i = 0; i < call->rows; i++) {
        size_t length = 0;
        char *out;

        for (k = 0; k < count; k++)
            length += arguments[k].text[i].length;
        out = call->room(call, length);
        result->text[i] = (struct lever_text){ out, length };
        for (k = 0; k < count; k++) {
            memcpy(out, arguments[k].text[i].bytes, arguments[k].text[i].length);
            out += arguments[k].text[i].length;
        }
    }
    return 0;
}

/* clang-format off */
const struct lever_function functions_text[] = {
    ROWS("CONCAT", "text, ...", "(T)", 'T', "texts one behind the other", NULL, "CONCATENATE($*)", concatenate_rows),
    END_OF_FAMILY
};
/* clang-format on */
