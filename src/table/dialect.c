/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/dialect.h"

#include <string.h>

bool dialect_may_divide(char c)
{
    unsigned char byte = (unsigned char)c;

    return byte < 128 && !(byte >= '0' && byte <= '9') && !(byte >= 'A' && byte <= 'Z') &&
           !(byte >= 'a' && byte <= 'z') && !strchr("\"'+-.\r\n", c);
}

bool dialect_may_be_decimal(char c)
{
    return c == '.' || c == ',';
}
