/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Distinct keys and their numbers: 0, 1, 2 ... in the order in which they came.
 *
 * A key is a run of bytes. A tuple of texts becomes one by key_add, which ends
 * each text with a NUL (texts hold none themselves), so that ("a", "bc") and
 * ("ab", "c") differ. The memory is that of the distinct keys.
 */
#ifndef LEVER_TABLE_KEYS_H
#define LEVER_TABLE_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"

struct keys {
    size_t count;
    struct text bytes; /* all keys, one behind the other */
    size_t *ends;      /* where each key ends in bytes */
    size_t ends_capacity;
    uint64_t *hashes;
    size_t hashes_capacity;
    uint32_t *slots;   /* open addressing: number + 1, 0 = free */
    size_t slot_count; /* a power of two, or 0 */
};
/* clang-format off */
#define KEYS_EMPTY { 0, TEXT_EMPTY, NULL, 0, NULL, 0, NULL, 0 }
/* clang-format on */

/* The key's number; a new key gets the next one (then it equals the old count). */
size_t keys_number(struct keys *keys, const char *bytes, size_t length);
/* Whether there is such a key, and its number. */
bool keys_find(const struct keys *keys, const char *bytes, size_t length, size_t *number);
/* The bytes of a key, borrowed until the next new one. */
const char *keys_bytes(const struct keys *keys, size_t number, size_t *length);
/* The place of each key in the order of their bytes. The caller frees it. */
size_t *keys_ranks(const struct keys *keys);
/* Two keys that differ only in case, in letters of any script: the first such one and the one that it
 * is like, which came before. false = there are none. */
bool keys_alike(const struct keys *keys, size_t *before, size_t *key);
void keys_free(struct keys *keys);

/* Adds one text of a tuple to a key that is being made. */
static inline void key_add(struct text *key, const char *text, size_t length)
{
    text_add(key, text, length);
    text_addc(key, '\0');
}
/* The texts of a tuple joined for people: "north / web". The caller frees it. */
char *key_label(const char *bytes, size_t length);

/* Refuses two entities, of the columns `by`, whose names are alike; -1. */
int alike_error(const struct keys *keys, size_t before, size_t key, const char *by,
                struct error *err);

/* A hash of bytes, the same in every run. */
uint64_t hash_bytes(const char *bytes, size_t length);

#endif
