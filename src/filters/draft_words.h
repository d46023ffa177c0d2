/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the words in a column's name say of it, in English and German: a guess, which a draft puts
 * down and people look at. Where words say two things, nothing is said.
 */
#ifndef LEVER_FILTERS_DRAFT_WORDS_H
#define LEVER_FILTERS_DRAFT_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* "output", "outcome", "context", or "" */
const char *draft_role(const char *name);
/* "sum", "mean", or "" */
const char *draft_agg(const char *name);
/* Does it number things: id, Nummer? */
bool draft_is_id(const char *name);
/* 0 = no word for a time; else the smaller the likelier it is the one that rows go by: date,
 * opened, closed. */
int draft_time_rank(const char *name);
/* Is it how long something takes, and no time of day? */
bool draft_is_duration(const char *name);
/* A word for all of them: Total, All services, Gesamt. */
bool draft_is_all(const char *value);
/* Which of the two is the one to be counted: yes, gut. 0 or 1; -1 = nothing says so. */
int draft_better_value(const char *a, const char *b);

/* The unit in brackets at the end of a name, "Antwort (min)": its length, and the name's without
 * it. 0 = there is none. */
size_t draft_unit(const char *name, size_t *name_length, const char **unit);

#endif
