/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger/history.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "ledger/look_private.h"
#include "ledger/score.h"

static bool is_first(const struct ledger *ledger, size_t i)
{
    size_t k;

    for (k = 0; k < i; k++)
        if (strcmp(ledger->looks[k].row.link, ledger->looks[i].row.link) == 0)
            return false;
    return true;
}

/* The run that looked last at subjects of a kind. */
static size_t last_run(const struct ledger *ledger, enum look_kind kind)
{
    size_t i;

    for (i = ledger->count; i > 0; i--) {
        struct look_name name;
        bool same = look_name_read(ledger->looks[i - 1].row.link, &name) && name.kind == kind;

        look_name_free(&name);
        if (same)
            return ledger->looks[i - 1].run;
    }
    return 0;
}

static void fill_subject(const struct ledger *ledger, const char *link, struct subject *subject)
{
    size_t *rows = xarray(ledger->count, sizeof *rows), i;

    *subject = (struct subject){ .link = link };
    look_name_read(link, &subject->name);
    subject->count = look_rows(ledger, link, ledger->count, rows, 0);
    subject->rows = xarray(subject->count, sizeof *subject->rows);
    for (i = 0; i < subject->count; i++) {
        subject->rows[i] = &ledger->looks[rows[i]].row;
        subject->looks += look_tested(subject->rows[i]);
    }
    subject->now = ledger->looks[rows[subject->count - 1]].run ==
                   last_run(ledger, subject->name.kind);
    free(rows);
}

struct subject *subjects_of(const struct ledger *ledger, size_t *count)
{
    struct subject *subjects = xcalloc(ledger->count + 1, sizeof *subjects);
    size_t i;

    *count = 0;
    for (i = 0; i < ledger->count; i++)
        if (is_first(ledger, i) && !look_is_over(ledger, ledger->looks[i].row.link))
            fill_subject(ledger, ledger->looks[i].row.link, &subjects[(*count)++]);
    return subjects;
}

void subjects_free(struct subject *subjects, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++) {
        look_name_free(&subjects[i].name);
        free(subjects[i].rows);
    }
    free(subjects);
}

/* The sign of what a row found. */
static int found_in(const struct subject *subject, const struct looks_row *row)
{
    const char *verdict = row->verdict;

    if (subject->name.kind != LOOK_TRACK)
        return look_found(row);
    if (strcmp(verdict, "reached") == 0 || strcmp(verdict, "on-track") == 0)
        return 1;
    return strcmp(verdict, "missed") == 0 || strcmp(verdict, "off-track") == 0 ? -1 : 0;
}

enum change subject_change(const struct subject *subject, const struct vocabulary *words)
{
    const struct looks_row *is = subject->rows[subject->count - 1], *was;
    int now, then;

    if (!subject->now)
        return CHANGE_NOT_LOOKED;
    if (subject->count == 1)
        return CHANGE_NEW;
    was = subject->rows[subject->count - 2];
    now = found_in(subject, is);
    then = found_in(subject, was);
    if (then != 0)
        return now == 0 ? CHANGE_LOST : now == then ? CHANGE_CONFIRMED : CHANGE_REVERSED;
    if (now != 0)
        return CHANGE_NEW;
    if (subject->name.kind == LOOK_TRACK ||
        vocabulary_finds(words, is->verdict) == vocabulary_finds(words, was->verdict))
        return CHANGE_UNCHANGED;
    return vocabulary_finds(words, is->verdict) == FINDS_NOTHING ? CHANGE_LOST : CHANGE_NEW;
}

/* ---- whether it held ---- */

/* The effect at a lag that a look wrote down; NaN = none. */
static double effect_at(const struct looks_row *row, const char *lag)
{
    const char *at = strstr(row->data_sum, " by=");
    size_t length = strlen(lag);
    double effect;

    for (at = at ? at + 4 : NULL; at; at = strpbrk(at, ", ")) {
        at += *at == ',';
        if (*at == ' ')
            break;
        if (strncmp(at, lag, length) != 0 || at[length] != ':')
            continue;
        if (number_parse(at + length + 1, strcspn(at + length + 1, ", "), '.', &effect) == 0)
            return effect;
    }
    return NAN;
}

static struct score judge(const struct looks_row *then, const struct looks_row *now)
{
    const struct score_then was = { .effect = then->effect,
                                    .half = (then->effect_high - then->effect_low) / 2,
                                    .se = look_number(then->data_sum, "se"),
                                    .information = then->information };
    struct score_now is = { .effect = NAN, .information = now->information };
    char lag[20];

    /* An effect over all lags has no fellow among later ones, which may have other lags. */
    if (ledger_value(then->data_sum, "at", lag, sizeof lag) && strcmp(lag, "all") != 0)
        is.effect = effect_at(now, lag);
    return score_look(&was, &is);
}

/* The last look that could be tested; NULL = none. */
static const struct looks_row *last_tested(const struct subject *subject)
{
    size_t k;

    for (k = subject->count; k > 0; k--)
        if (look_tested(subject->rows[k - 1]))
            return subject->rows[k - 1];
    return NULL;
}

static struct tally tally(const struct subject *subjects, size_t count, bool signs)
{
    struct tally all = { 0, 0, 0 };
    double chance = 0;
    size_t i, k;

    for (i = 0; i < count; i++) {
        const struct looks_row *now = last_tested(&subjects[i]);
        int before = 0;

        for (k = 0; now && subjects[i].rows[k] != now; k++) {
            const struct looks_row *then = subjects[i].rows[k];
            int found = look_found(then);
            struct score score;

            if (!look_tested(then))
                continue;
            score = judge(then, now);
            if (score.known && !signs) {
                all.n++;
                all.held += score.within;
            } else if (score.known && found != 0 && found != before) {
                all.n++;
                all.held += score.kept;
                chance += score.chance;
            }
            before = found;
        }
    }
    /* Of 95 % intervals 95 of 100 hold. */
    all.expected = signs ? chance / (double)all.n : .95;
    return all;
}

struct tally history_signs(const struct subject *subjects, size_t count)
{
    return tally(subjects, count, true);
}

struct tally history_intervals(const struct subject *subjects, size_t count)
{
    return tally(subjects, count, false);
}

/* ---- targets ---- */

static bool is_settled(const struct looks_row *row)
{
    return (strcmp(row->verdict, "reached") == 0 || strcmp(row->verdict, "missed") == 0) &&
           !(row->effect_low < row->effect_high);
}

/* The last look at a target that has what came of it; NULL = none. */
static const struct looks_row *settled_of(const struct subject *subject)
{
    size_t k;

    for (k = subject->count; k > 0 && subject->name.kind == LOOK_TRACK; k--)
        if (is_settled(subject->rows[k - 1]))
            return subject->rows[k - 1];
    return NULL;
}

static bool same_plan(const struct looks_row *a, const struct looks_row *b)
{
    size_t n, m;
    const char *left = look_plan(a->plan_sum, &n), *right = look_plan(b->plan_sum, &m);

    return n == m && strncmp(left, right, n) == 0;
}

struct tally history_projections(const struct subject *subjects, size_t count)
{
    struct tally all = { 0, 0, .8 };
    size_t i, k;

    for (i = 0; i < count; i++) {
        const struct looks_row *came = settled_of(&subjects[i]);

        for (k = 0; came && isfinite(came->effect) && subjects[i].rows[k] != came; k++) {
            const struct looks_row *row = subjects[i].rows[k];

            if (is_settled(row) || !(row->effect_low <= row->effect_high) || !same_plan(row, came))
                continue;
            all.n++;
            all.held += row->effect_low <= came->effect && came->effect <= row->effect_high;
        }
    }
    return all;
}

struct brier history_chances(const struct subject *subjects, size_t count)
{
    struct brier all = { 0, 0, 0, 0 };
    size_t i, k;

    for (i = 0; i < count; i++) {
        const struct looks_row *came = settled_of(&subjects[i]);

        for (k = 0; came && subjects[i].rows[k] != came; k++) {
            const struct looks_row *row = subjects[i].rows[k];
            bool hit = strcmp(came->verdict, "reached") == 0;

            if (is_settled(row) || isnan(row->p) || !same_plan(row, came))
                continue;
            all.n++;
            all.hit += hit;
            all.score += (row->p - hit) * (row->p - hit);
            all.expected += row->p * (1 - row->p);
        }
    }
    all.score /= (double)all.n;
    all.expected /= (double)all.n;
    return all;
}
