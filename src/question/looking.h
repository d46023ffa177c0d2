/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tests of a question as looks in a ledger (ledger/look.h): --ledger FILE, --because TEXT.
 *
 * looking_begin comes behind link_tests_ask: it adds the lags of looks before to those that are
 * searched. looking_decide comes behind decide, and puts what the ledger allows in place of the
 * verdicts; looking_write adds the look to the ledger. Without --ledger all of them do nothing.
 *
 * What is asked of a link, and so must not change in silence: sign, lags, least effect, what is
 * better, method, season, correction, context, calendar, and the planned end.
 */
#ifndef LEVER_QUESTION_LOOKING_H
#define LEVER_QUESTION_LOOKING_H

#include <stdbool.h>

#include "ledger/look.h"
#include "question/decision.h"
#include "words/sentence.h"

struct looking {
    bool on;
    struct looks looks;    /* a look a test, in their order */
    struct look_axis axis; /* of one entity, or of all */
    char **plans;          /* owned, a test each */
    struct look_effect **effects;
    size_t count;
};

/* looking starts zeroed; looking_end ends it, whatever was returned. */
int looking_begin(struct looking *looking, struct link_tests *tests, struct error *err);
int looking_decide(struct looking *looking, const struct link_tests *tests,
                   struct decision *decision, struct error *err);
int looking_write(struct looking *looking, const struct link_tests *tests,
                  const struct decision *decision, struct error *err);
/* Says of what was rewritten, as warnings; and into a table (words/rewritten.h), where file is not NULL. */
int looking_tell(const struct looking *looking, const struct link_tests *tests, const char *file,
                 struct error *err);
void looking_end(struct looking *looking);

/* What a link's sentence says of its look; false: there is none. */
bool looking_sentence(const struct looking *looking, size_t test, struct sentence_look *said);

#endif
