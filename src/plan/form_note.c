/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "base/memory.h"
#include "base/text.h"
#include "plan/form.h"

char *form_note(const struct form *form)
{
    static const char *const divided[] = { [';'] = "semicolons", ['\t'] = "tabs", ['|'] = "bars" };
    static const char *const words[FORM_SETTLED] = {
        [FORM_COMMAS] = "numbers with the marks of another locale",
        [FORM_SHORT] = "short rows filled up",
        [FORM_QUOTES] = "quotes around names taken off or made straight",
    };
    const char *by = form->delimiter == ',' ? NULL
                     : (size_t)form->delimiter < sizeof divided / sizeof *divided &&
                             divided[(size_t)form->delimiter]
                         ? divided[(size_t)form->delimiter]
                         : "another mark than commas";
    struct text out = TEXT_EMPTY;
    bool plain;
    char *note;
    size_t i;

    if (form->encoding)
        text_addf(&out, ", in %s", form->encoding);
    if (by)
        text_addf(&out, ", divided by %s", by);
    for (i = 0; i < FORM_SETTLED; i++)
        if (form->settled[i])
            text_addf(&out, ", %s", words[i]);
    if (form->notes)
        text_addf(&out, ", %s", form->notes);
    plain = out.length == 0;
    if (form->unknown)
        text_addf(&out, "%snot known here and passed over: %s", out.length ? "; " : ", ",
                  form->unknown);
    if (out.length == 0)
        return NULL;
    note = xasprintf("%s: %s%s", file_shown(form->file), plain ? "" : "read ", out.bytes + 2);
    text_free(&out);
    return note;
}
