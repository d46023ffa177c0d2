/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/clock.h"

#include <errno.h>
#include <stdlib.h>

int clock_now(time_t *now, struct error *err)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    char *end;
    long long seconds;

    if (!epoch || !epoch[0]) {
        *now = time(NULL);
        return 0;
    }
    errno = 0;
    seconds = strtoll(epoch, &end, 10);
    if (*end || errno || seconds < 0 || seconds > 253402300799LL)
        return error_set(err, "SOURCE_DATE_EPOCH is not a number of seconds: \"%s\"", epoch);
    *now = (time_t)seconds;
    return 0;
}
