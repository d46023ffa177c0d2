/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clean/repeat.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { SLOT_BITS = 6 };

/* Two words that, with the length, tell texts of 1 to 16 bytes apart; the bytes
 * between may be in both. */
static void take_key(const char *text, size_t length, uint64_t key[2])
{
    uint32_t half;

    key[0] = key[1] = 0;
    if (length >= 8) {
        memcpy(&key[0], text, 8);
        memcpy(&key[1], text + length - 8, 8);
    } else if (length >= 4) {
        memcpy(&half, text, 4);
        key[0] = half;
        memcpy(&half, text + length - 4, 4);
        key[1] = half;
    } else {
        key[0] = (unsigned char)text[0];
        key[1] = (uint64_t)(unsigned char)text[length / 2] << 8 | (unsigned char)text[length - 1];
    }
}

struct repeat *repeats_find(struct repeats *repeats, const struct cell *cell, bool *known)
{
    const uint64_t odd = UINT64_C(0x9E3779B97F4A7C15); /* 2^64 / the golden ratio */
    struct repeat *slot;
    uint64_t key[2];

    if (cell->length == 0 || cell->length > REPEAT_LONGEST)
        return NULL;
    if (!repeats->slots)
        repeats->slots = xcalloc((size_t)1 << SLOT_BITS, sizeof *repeats->slots);
    take_key(cell->text, cell->length, key);
    slot = &repeats->slots[((key[0] * odd ^ key[1]) * odd) >> (64 - SLOT_BITS)];
    *known = slot->length == cell->length && slot->key[0] == key[0] && slot->key[1] == key[1];
    slot->key[0] = key[0];
    slot->key[1] = key[1];
    slot->length = (unsigned char)cell->length;
    return slot;
}

void repeats_free(struct repeats *repeats)
{
    free(repeats->slots);
    repeats->slots = NULL;
}
