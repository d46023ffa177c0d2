/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "question/looking.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/text.h"
#include "table/writer.h"
#include "words/rewritten.h"
#include "words/verdicts.h"

/* ---- what is asked ---- */

static const char *direction(int sign)
{
    return sign > 0 ? "up" : sign < 0 ? "down" : "none";
}

/* "sign up; lags auto; min_effect 0.5; …": parts that are alike in all looks of a link. */
static char *plan_of(const struct link_tests *tests, const struct question_link *link)
{
    const struct frame *frame = &tests->question.frame;
    const struct common *common = tests->common;
    const char *method = link_tests_method(tests), *calendar = frame_calendar(frame);
    struct text out = TEXT_EMPTY;
    size_t i;
    char *c;

    text_addf(&out, "sign %s", direction(link->sign));
    if (link->lags.by_itself)
        text_adds(&out, "; lags auto");
    else
        text_addf(&out, "; lags %ld..%ld", link->lags.first, link->lags.last);
    if (isnan(link->min_effect))
        text_adds(&out, "; min_effect none");
    else
        text_addf(&out, "; min_effect %.9g", link->min_effect);
    text_addf(&out, "; until %s; better %s; output better %s; guardrail %s; method %s; season %s",
              *link->until ? link->until : "none", direction(link->better),
              direction(link->output_better), link->guardrail ? "yes" : "no",
              method ? method : "pearson", common->season ? common->season : "auto");
    text_addf(&out, "; adjust %s; calendar %s; context ", adjust_words[common->adjust],
              calendar ? calendar : "none");
    for (i = 0; i < frame->context.count; i++)
        text_addf(&out, "%s%s", i > 0 ? ", " : "",
                  table_names(frame->table)[frame->context.columns[i]]);
    if (frame->context.count == 0)
        text_adds(&out, "none");
    for (c = out.bytes; *c; c++)
        *c = *c == '|' ? '/' : *c;
    return text_take(&out);
}

/* The position of the last period in what `until` says; false where that is none. */
static bool planned_end(const struct look_axis *axis, const char *until, long *position)
{
    enum period_kind kind;
    long index;

    if (!*until || !axis->timed || period_parse(until, strlen(until), &kind, &index) != 0)
        return false;
    if (axis->kind == PERIOD_INTEGER || kind == PERIOD_INTEGER)
        return look_position(axis, until, position);
    *position = period_from_day(axis->kind, period_first_day(kind, index + 1) - 1) - axis->first;
    return true;
}

/* ---- in order ---- */

static const double MANY = 1e6; /* resamples that nobody is asked for */

static void take(struct looking *looking, struct link_tests *tests, size_t i)
{
    const struct link_test *test = &tests->items[i];
    const struct question_link *link = test->link;
    struct look told = {
        .kind = LOOK_LINK,
        .from = link->output_name,
        .to = link->outcome_name,
        .entity = link_tests_entity(tests, test),
        .axis = &looking->axis,
        .values = { link_tests_series(tests, link->output, test->entity),
                    link_tests_series(tests, link->outcome, test->entity) },
        .plan = looking->plans[i] = plan_of(tests, link),
        .lags = { (int)link->lags.first, (int)link->lags.last },
    };

    if (!planned_end(&looking->axis, link->until, &told.until))
        told.until = LOOK_UNPLANNED;
    looks_take(&looking->looks, &told);
}

/* Every look at a link searches what any look has searched. */
static void widen_lags(struct looking *looking, struct link_tests *tests)
{
    struct question *q = &tests->question;
    size_t each = tests->count / q->count, i;

    for (i = 0; i < tests->count; i++) {
        const struct look *look = &looking->looks.items[i];
        struct range *lags = &q->link[i / each].lags;

        lags->first = look->lags[0] < lags->first ? look->lags[0] : lags->first;
        lags->last = look->lags[1] > lags->last ? look->lags[1] : lags->last;
    }
    for (i = 0; i < tests->count; i++) {
        struct look *look = &looking->looks.items[i];

        look->lags[0] = (int)q->link[i / each].lags.first;
        look->lags[1] = (int)q->link[i / each].lags.last;
    }
}

int looking_begin(struct looking *looking, struct link_tests *tests, struct error *err)
{
    const struct axis *axis = &tests->question.frame.axis;
    const struct common *common = tests->common;
    size_t i;

    if (!common->ledger)
        return common->because
                   ? error_usage(err, "--because says why a look in a ledger is as it is; name the "
                                      "ledger with --ledger")
                   : 0;
    looking->on = true;
    looking->count = tests->count;
    looking->plans = xcalloc(tests->count, sizeof *looking->plans);
    looking->effects = xcalloc(tests->count, sizeof *looking->effects);
    looking->axis = (struct look_axis){ .kind = axis->kind,
                                        .timed = axis->timed,
                                        .first = axis->first,
                                        .periods = axis->periods,
                                        .entities = tests->panel ? axis->entities : 1,
                                        .entity = axis->entity };
    if (looks_begin(&looking->looks, common->ledger, common->because, err) != 0)
        return -1;
    for (i = 0; i < tests->count; i++)
        take(looking, tests, i);
    widen_lags(looking, tests);
    tests->profile = true;
    return looks_check(&looking->looks, err);
}

static void tell_look(struct looking *looking, const struct link_tests *tests,
                      const struct decision *decision, size_t i)
{
    const struct link_result *result = &tests->items[i].result;
    struct verdict_terms terms = decision->terms[i];
    struct look *look = &looking->looks.items[i];
    size_t l;

    terms.p_adj = 0;
    look->p = result->reason == LINK_USABLE ? result->p : NAN;
    look->information = result->information;
    look->searched = look_searched(result->critical95, result->n_eff);
    look->effect = result->effect;
    look->low = result->effect_low;
    look->high = result->effect_high;
    look->se = result->se;
    look->lag = result->lag;
    look->spread = result->spread;
    look->found = 0;
    if (verdict_words.words[verdict_of(result, &terms)].finds == FINDS_IT)
        look->found = verdict_undirected(result) || result->effect > 0 ? 1 : -1;
    if (!result->profile)
        return;
    looking->effects[i] = xarray(result->lags_tried, sizeof **looking->effects);
    look->effects = looking->effects[i];
    for (l = 0; l < result->lags_tried; l++)
        if (isfinite(result->profile[l].effect))
            looking->effects[i][look->effect_count++] = (struct look_effect){
                result->profile[l].lag, result->profile[l].effect
            };
}

/* However strong a link, its p is one over the resamples at best. */
static void warn_of_few(const struct looking *looking, const struct link_tests *tests)
{
    double needed = 0;
    size_t i;

    for (i = 0; i < looking->count; i++) {
        const struct look *look = &looking->looks.items[i];
        double times = look->p > 0 && look->p_adj < 1 ? look->p_adj / look->p : 1;

        if (look->state == LOOK_TAKEN && !look->held && look->bound > 0 &&
            times / ((double)tests->resamples + 1) >= look->bound)
            needed = fmax(needed, 2 * times / look->bound);
    }
    if (needed > 0 && needed <= MANY)
        message_warning("with %zu resamples no p can be as small as this look asks for; "
                        "--resamples %.0f can",
                        tests->resamples, ceil(needed));
}

int looking_decide(struct looking *looking, const struct link_tests *tests,
                   struct decision *decision, struct error *err)
{
    size_t i;

    if (!looking->on)
        return 0;
    if (looks_lock(&looking->looks, err) != 0)
        return -1;
    for (i = 0; i < tests->count; i++)
        tell_look(looking, tests, decision, i);
    looks_decide(&looking->looks, (enum adjust_method)tests->common->adjust,
                 (double)tests->resamples + 1);
    warn_of_few(looking, tests);
    for (i = 0; i < tests->count; i++) {
        const struct look *look = &looking->looks.items[i];
        struct verdict_terms *terms = &decision->terms[i];
        int stands = vocabulary_find(&verdict_words, look_stands(look));

        terms->p_adj = look->p_adj;
        terms->bounded = true;
        terms->bound = look->limit;
        decision->verdicts[i] = verdict_of(&tests->items[i].result, terms);
        if (look->state != LOOK_TAKEN && decision->verdicts[i] != VERDICT_UNUSABLE)
            decision->verdicts[i] = stands > VERDICT_UNUSABLE ? (enum verdict)stands
                                                              : VERDICT_CANNOT_TELL;
    }
    return 0;
}

int looking_write(struct looking *looking, const struct link_tests *tests,
                  const struct decision *decision, struct error *err)
{
    size_t i;

    if (!looking->on)
        return 0;
    for (i = 0; i < tests->count; i++)
        looking->looks.items[i].verdict = vocabulary_name(&verdict_words, decision->verdicts[i]);
    return looks_write(&looking->looks, tests->common->seed, err);
}

/* ---- what was rewritten ---- */

enum { TOLD_MOST = 8 }; /* warnings; the rest is counted */

static void period_at(const struct look_axis *axis, long position, char buffer[PERIOD_SIZE])
{
    if (axis->timed)
        period_format(axis->kind, axis->first + position, buffer);
    else
        snprintf(buffer, PERIOD_SIZE, "%ld", position + 1);
}

static const char *said_of(const struct look_change *change)
{
    return strcmp(change->what, "gone") == 0  ? "had values when it was looked at, and has none"
           : strcmp(change->what, "new") == 0 ? "had no value when it was looked at, and has some"
           : strcmp(change->what, "changed") == 0 ? "is not what it was when it was looked at"
                                                  : "was looked at by other periods";
}

/* Shared by many links, a column is told of once. */
static bool told_before(const struct looking *looking, const struct link_tests *tests, size_t i,
                        const struct look_change *change)
{
    const char *name = change->of_to ? looking->looks.items[i].to : looking->looks.items[i].from;
    size_t j, k;

    for (j = 0; j < i; j++) {
        const struct look *other = &looking->looks.items[j];

        for (k = 0; k < other->change_count; k++)
            if (tests->items[j].entity == tests->items[i].entity &&
                strcmp(other->changes[k].of_to ? other->to : other->from, name) == 0 &&
                other->changes[k].from == change->from && other->changes[k].to == change->to)
                return true;
    }
    return false;
}

static void warn_of(const struct look *look, const struct look_change *change, const char *from,
                    const char *to)
{
    const char *name = change->of_to ? look->to : look->from;
    const char *entity = look->entity ? look->entity : "";
    bool one = strcmp(from, to) == 0;

    message_warning("%s%s%s, %s%s%s: %s (%s)", name, *entity ? " of " : "", entity, from,
                    one ? "" : " to ", one ? "" : to, said_of(change),
                    look->state == LOOK_TAKEN
                        ? "taken with the reason given"
                        : "no look at it is taken; --because TEXT takes it, with the reason");
}

int looking_tell(const struct looking *looking, const struct link_tests *tests, const char *file,
                 struct error *err)
{
    struct dialect dialect = common_out_dialect(tests->common);
    struct writer *writer = NULL;
    char from[PERIOD_SIZE], to[PERIOD_SIZE];
    size_t told = 0, i, k;

    if (file && !(writer = writer_open(file, &dialect, err)))
        return -1;
    if (writer)
        result_header(writer, &result_rewritten, RESULT_ALWAYS);
    for (i = 0; looking->on && i < looking->count; i++) {
        const struct look *look = &looking->looks.items[i];

        for (k = 0; k < look->change_count; k++) {
            const struct look_change *change = &look->changes[k];
            struct text note = TEXT_EMPTY;

            period_at(&looking->axis, change->from, from);
            period_at(&looking->axis, change->to, to);
            if (!told_before(looking, tests, i, change) && told++ < TOLD_MOST)
                warn_of(look, change, from, to);
            text_addf(&note, "%s %s.", change->of_to ? look->to : look->from, said_of(change));
            if (writer)
                result_row(writer, &result_rewritten, RESULT_ALWAYS,
                           &(struct rewritten_row){ .link = look->link,
                                                    .column = change->of_to ? look->to : look->from,
                                                    .from = from,
                                                    .to = to,
                                                    .change = change->what,
                                                    .note = note.bytes });
            text_free(&note);
        }
    }
    if (told > TOLD_MOST)
        message_warning("%zu more stretches are not what they were when they were looked at; "
                        "--rewritten FILE lists all",
                        told - TOLD_MOST);
    return writer ? writer_close(writer, err) : 0;
}

bool looking_sentence(const struct looking *looking, size_t test, struct sentence_look *said)
{
    const struct look *look;

    if (!looking->on)
        return false;
    look = &looking->looks.items[test];
    *said = (struct sentence_look){
        .look = look->looks + (look->state == LOOK_TAKEN && !isnan(look->p)),
        .p = look->p_adj,
        .bound = look->bound,
        .spent = look->spent,
        .held = look->held && !(look->p_adj < look->bound),
        .again = look->state == LOOK_SAME,
        .older = look->state == LOOK_OLDER,
        .rewritten = look->state == LOOK_REWRITTEN,
        .was = look->was,
    };
    return true;
}

void looking_end(struct looking *looking)
{
    size_t i;

    if (!looking->on)
        return;
    for (i = 0; i < looking->count; i++) {
        free(looking->plans[i]);
        free(looking->effects[i]);
    }
    free(looking->plans);
    free(looking->effects);
    looks_end(&looking->looks);
}
