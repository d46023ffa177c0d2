/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/quoting.h"

#include <string.h>

#include "base/number.h"

static const char formula[] = "=+-@\t\r"; /* what begins one */

void quoting_start(struct quoting *quoting, const struct dialect *dialect)
{
    const char *p;

    memset(quoting, 0, sizeof *quoting);
    quoting->delimiter = dialect->delimiter ? dialect->delimiter : ',';
    quoting->decimal = dialect->decimal ? dialect->decimal : '.';
    quoting->guard = dialect->guard;
    quoting->special[(unsigned char)quoting->delimiter] = true;
    quoting->special['"'] = quoting->special['\n'] = quoting->special['\r'] = true;
    quoting->special[0xEF] = true; /* a byte order mark's first */
    for (p = formula; *p && quoting->guard; p++)
        quoting->special[(unsigned char)*p] = true;
}

static bool is_formula(const struct quoting *quoting, const char *text, size_t length)
{
    double value;

    return length > 0 && text[0] && strchr(formula, text[0]) &&
           number_parse(text, length, quoting->decimal, &value) != 0;
}

static bool needs_quotes(const struct quoting *quoting, const char *text, size_t length)
{
    size_t i;

    if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
        return true;
    for (i = 0; i < length; i++)
        if (text[i] == quoting->delimiter || text[i] == '"' || text[i] == '\n' || text[i] == '\r')
            return true;
    return false;
}

void quoting_add(const struct quoting *quoting, const char *text, size_t length, struct text *out)
{
    bool quoted = needs_quotes(quoting, text, length);
    const char *quote;

    if (quoted)
        text_addc(out, '"');
    if (quoting->guard && is_formula(quoting, text, length))
        text_addc(out, '\'');
    if (quoted) {
        while ((quote = memchr(text, '"', length)) != NULL) {
            size_t n = (size_t)(quote - text) + 1;

            text_add(out, text, n);
            text_addc(out, '"');
            text += n;
            length -= n;
        }
    }
    text_add(out, text, length);
    if (quoted)
        text_addc(out, '"');
}
