/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The step chain of a report: where links begin in what others end in. */
#include "filters/chain_paths.h"
#include "filters/report_analyses.h"

bool report_wants_chain(const struct asked *asked)
{
    struct chain_paths paths = { NULL, 0 };
    struct error ignored;
    bool wanted;

    /* Links that go round are chain's to refuse. */
    if (!asked->links || *asked->by)
        return false;
    wanted = chain_paths_find(asked->links, &paths, &ignored) != 0 || paths.count > 0;
    chain_paths_free(&paths);
    return wanted;
}
