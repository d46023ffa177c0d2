/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "question/track_looks.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/text.h"
#include "ledger/look.h"
#include "words/track.h"

int track_looks_check(const struct common *common, struct error *err)
{
    struct looks looks;
    int status;

    if (!common->ledger)
        return common->because
                   ? error_usage(err, "--because says why a look in a ledger is as it is; name the "
                                      "ledger with --ledger")
                   : 0;
    status = looks_begin(&looks, common->ledger, common->because, err);
    looks_end(&looks);
    return status;
}

/* "target 58 at least; baseline 50; start 2025-W27; due 2025-W52; last 1" */
static char *plan_of(const struct tracks *tracks, const struct track_item *item)
{
    const struct track_goal *goal = &item->goal;
    char period[PERIOD_SIZE];
    struct text out = TEXT_EMPTY;

    text_adds(&out, goal->total ? "target total " : "target ");
    if (isnan(goal->target))
        text_adds(&out, "none");
    else
        text_addf(&out, "%.9g", goal->target);
    text_adds(&out, goal->bound > 0 ? " at least" : goal->bound < 0 ? " at most" : "");
    if (isnan(goal->baseline))
        text_adds(&out, "; baseline none");
    else
        text_addf(&out, "; baseline %.9g", goal->baseline);
    text_adds(&out, "; start ");
    if (goal->start != TRACK_NEVER)
        tracks_period(tracks, goal->start, period);
    text_adds(&out, goal->start == TRACK_NEVER ? "none" : period);
    text_adds(&out, "; due ");
    if (goal->due != TRACK_NEVER)
        tracks_period(tracks, goal->due, period);
    text_adds(&out, goal->due == TRACK_NEVER ? "none" : period);
    text_addf(&out, "; last %zu", goal->last);
    return text_take(&out);
}

static void take(struct tracks *tracks, struct looks *looks, const struct look_axis *axis,
                 const struct track_item *item, const char *plan)
{
    struct look told = {
        .kind = LOOK_TRACK,
        .to = item->measure->name,
        .entity = frame_entity(&tracks->frame, item->entity),
        .axis = axis,
        .values = { NULL, frame_series(&tracks->frame, item->column, item->entity) },
        .plan = plan,
        .until = item->goal.due == TRACK_NEVER ? LOOK_UNPLANNED : item->goal.due,
        .p = NAN,
        .information = NAN,
    };

    looks_take(looks, &told);
}

static void tell(struct look *look, const struct track_item *item)
{
    const struct tracked *tracked = &item->tracked;
    bool settled = (tracked->word == TRACKED_REACHED || tracked->word == TRACKED_MISSED) &&
                   item->goal.due != TRACK_NEVER && item->goal.due < (long)tracked->rows;

    look->p = look->information = NAN;
    look->verdict = vocabulary_name(&track_words, tracked->word);
    look->chance = settled ? NAN : tracked->p_hit;
    look->effect = settled ? tracked->now : tracked->projected;
    look->low = settled ? tracked->now : tracked->low80;
    look->high = settled ? tracked->now : tracked->high80;
    look->se = NAN;
    if (look->state == LOOK_REWRITTEN)
        message_warning("%s: what was projected from has been rewritten since; no look at it is "
                        "taken. --because TEXT takes it, with the reason",
                        look->link);
}

int track_looks_write(struct tracks *tracks, const struct common *common, struct error *err)
{
    const struct axis *axis = &tracks->frame.axis;
    const struct look_axis own = { .kind = axis->kind,
                                   .timed = axis->timed,
                                   .first = axis->first,
                                   .periods = axis->periods,
                                   .entities = 1 };
    struct looks looks;
    char **plans;
    size_t i;
    int status;

    if (!common->ledger)
        return 0;
    plans = xcalloc(tracks->count + 1, sizeof *plans);
    status = looks_begin(&looks, common->ledger, common->because, err);
    for (i = 0; status == 0 && i < tracks->count; i++) {
        plans[i] = plan_of(tracks, &tracks->items[i]);
        take(tracks, &looks, &own, &tracks->items[i], plans[i]);
    }
    if (status == 0)
        status = looks_lock(&looks, err);
    if (status == 0) {
        for (i = 0; i < tracks->count; i++)
            tell(&looks.items[i], &tracks->items[i]);
        looks_decide(&looks, ADJUST_HOLM, 0);
        status = looks_write(&looks, common->seed, err);
    }
    looks_end(&looks);
    for (i = 0; i < tracks->count; i++)
        free(plans[i]);
    free(plans);
    return status;
}
