/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/keys.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/wide.h"

static uint64_t mix(uint64_t a, uint64_t b)
{
    struct wide product = wide_product(a, b);

    return product.low ^ product.high;
}

/* Eight bytes at a time, multiplied and folded. */
uint64_t hash_bytes(const char *bytes, size_t length)
{
    static const uint64_t odd = UINT64_C(0x9E3779B97F4A7C15);
    uint64_t hash = length * odd;
    uint64_t word;

    for (; length >= 8; length -= 8, bytes += 8) {
        memcpy(&word, bytes, 8);
        hash = mix(hash ^ word, odd);
    }
    word = 0;
    memcpy(&word, bytes, length);
    return mix(hash ^ word, odd ^ UINT64_C(0xD6E8FEB86659FD93));
}

static void place(struct keys *keys, uint32_t number)
{
    size_t at = (size_t)keys->hashes[number] & (keys->slot_count - 1);

    while (keys->slots[at])
        at = (at + 1) & (keys->slot_count - 1);
    keys->slots[at] = number + 1;
}

static void widen(struct keys *keys)
{
    size_t i;

    keys->slot_count = keys->slot_count ? keys->slot_count * 2 : 64;
    free(keys->slots);
    keys->slots = xcalloc(keys->slot_count, sizeof *keys->slots);
    for (i = 0; i < keys->count; i++)
        place(keys, (uint32_t)i);
}

const char *keys_bytes(const struct keys *keys, size_t number, size_t *length)
{
    size_t start = number ? keys->ends[number - 1] : 0;

    *length = keys->ends[number] - start;
    return keys->bytes.bytes + start;
}

/* The slot of a key, or the free one where it belongs. There is one that is free. */
static size_t find_slot(const struct keys *keys, uint64_t hash, const char *bytes, size_t length)
{
    size_t at;

    for (at = (size_t)hash & (keys->slot_count - 1); keys->slots[at];
         at = (at + 1) & (keys->slot_count - 1)) {
        size_t number = keys->slots[at] - 1;
        size_t own;
        const char *there;

        if (keys->hashes[number] != hash)
            continue;
        there = keys_bytes(keys, number, &own);
        if (own == length && (length == 0 || memcmp(there, bytes, length) == 0))
            break;
    }
    return at;
}

bool keys_find(const struct keys *keys, const char *bytes, size_t length, size_t *number)
{
    size_t at = keys->count ? find_slot(keys, hash_bytes(bytes, length), bytes, length) : 0;

    if (keys->count == 0 || keys->slots[at] == 0)
        return false;
    *number = keys->slots[at] - 1;
    return true;
}

size_t keys_number(struct keys *keys, const char *bytes, size_t length)
{
    uint64_t hash = hash_bytes(bytes, length);
    size_t at;

    if ((keys->count + 1) * 2 > keys->slot_count)
        widen(keys);
    at = find_slot(keys, hash, bytes, length);
    if (keys->slots[at])
        return keys->slots[at] - 1;
    keys->slots[at] = (uint32_t)keys->count + 1;
    keys->ends = xgrow(keys->ends, keys->count, &keys->ends_capacity, sizeof *keys->ends);
    keys->hashes = xgrow(keys->hashes, keys->count, &keys->hashes_capacity, sizeof *keys->hashes);
    keys->hashes[keys->count] = hash;
    text_add(&keys->bytes, bytes, length);
    keys->ends[keys->count] = keys->bytes.length;
    return keys->count++;
}

struct ranked {
    const char *bytes;
    size_t length;
    size_t number;
};

static int compare_bytes(const void *a, const void *b)
{
    const struct ranked *x = a;
    const struct ranked *y = b;
    size_t shorter = x->length < y->length ? x->length : y->length;
    int order = shorter ? memcmp(x->bytes, y->bytes, shorter) : 0;

    return order ? order : (x->length > y->length) - (x->length < y->length);
}

size_t *keys_ranks(const struct keys *keys)
{
    struct ranked *ranked = xarray(keys->count, sizeof *ranked);
    size_t *rank = xarray(keys->count, sizeof *rank);
    size_t i;

    for (i = 0; i < keys->count; i++) {
        ranked[i].bytes = keys_bytes(keys, i, &ranked[i].length);
        ranked[i].number = i;
    }
    qsort(ranked, keys->count, sizeof *ranked, compare_bytes);
    for (i = 0; i < keys->count; i++)
        rank[ranked[i].number] = i;
    free(ranked);
    return rank;
}

void keys_free(struct keys *keys)
{
    text_free(&keys->bytes);
    free(keys->ends);
    free(keys->hashes);
    free(keys->slots);
    *keys = (struct keys)KEYS_EMPTY;
}

bool keys_alike(const struct keys *keys, size_t *before, size_t *key)
{
    struct keys folded = KEYS_EMPTY;
    struct text text = TEXT_EMPTY;
    bool found = false;
    size_t i;

    for (i = 0; i < keys->count && !found; i++) {
        size_t length;
        const char *bytes = keys_bytes(keys, i, &length);
        size_t number;

        text_clear(&text);
        text_add_folded(&text, bytes, length);
        number = keys_number(&folded, text.bytes ? text.bytes : "", text.length);
        found = number < i; /* as long as none was, key i is folded to the new number i */
        if (found) {
            *before = number;
            *key = i;
        }
    }
    text_free(&text);
    keys_free(&folded);
    return found;
}

char *key_label(const char *bytes, size_t length)
{
    struct text label = TEXT_EMPTY;
    size_t i = 0;

    while (i < length) {
        size_t n = strlen(bytes + i);

        text_addf(&label, "%s%s", i ? " / " : "", bytes + i);
        i += n + 1;
    }
    return text_take(&label);
}

int alike_error(const struct keys *keys, size_t before, size_t key, const char *by,
                struct error *err)
{
    size_t length;
    const char *bytes = keys_bytes(keys, before, &length);
    char *first = key_label(bytes, length);
    char *second;

    bytes = keys_bytes(keys, key, &length);
    second = key_label(bytes, length);
    error_set(
        err,
        "\"%.80s\" and \"%.80s\" differ only in case: if they are one, LOWER(%.80s) by lever "
        "calc, or in a plan's by, makes them one; if they are two, --keep-alike of lever report",
        first, second, by);
    free(first);
    free(second);
    return -1;
}
