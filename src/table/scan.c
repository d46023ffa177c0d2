/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/scan.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "table/scan_masks.h"

#if defined __x86_64__
#include <immintrin.h>
#define HAVE_VECTORS 1
#endif

/* Bit 7 of each byte of x that equals the byte repeated in pattern (Hacker's
 * Delight, 6-1, in the form without false positives), gathered to 8 bits. */
static uint64_t equal_bits(uint64_t x, uint64_t pattern)
{
    const uint64_t low = UINT64_C(0x7F7F7F7F7F7F7F7F);
    uint64_t y = x ^ pattern;

    y = ~(((y & low) + low) | y | low);
    return (y >> 7) * UINT64_C(0x0102040810204080) >> 56;
}

static void mask_plain(const char *bytes, size_t words, char delimiter, struct masks *m)
{
    const uint64_t each = UINT64_C(0x0101010101010101);
    size_t w;
    int i;

    for (w = 0; w < words; w++) {
        uint64_t d = 0;
        uint64_t lf = 0;
        uint64_t cr = 0;
        uint64_t q = 0;

        for (i = 0; i < 8; i++) {
            const char *from = bytes + w * WORD + i * 8;
            uint64_t x = 0;
            int b;

            for (b = 7; b >= 0; b--)
                x = x << 8 | (unsigned char)from[b];
            d |= equal_bits(x, each * (unsigned char)delimiter) << (i * 8);
            lf |= equal_bits(x, each * '\n') << (i * 8);
            cr |= equal_bits(x, each * '\r') << (i * 8);
            q |= equal_bits(x, each * '"') << (i * 8);
            m->any_nul |= equal_bits(x, 0);
            m->any_high |= x & each << 7;
        }
        m->delimiter[w] = d;
        m->lf[w] = lf;
        m->cr[w] = cr;
        m->quote[w] = q;
        m->any_cr |= cr;
        m->any_quote |= q;
    }
}

#ifdef HAVE_VECTORS
static inline uint64_t bits16(__m128i hits, int shift)
{
    return (uint64_t)(uint32_t)_mm_movemask_epi8(hits) << shift;
}

static void mask_sse2(const char *bytes, size_t words, char delimiter, struct masks *m)
{
    const __m128i d = _mm_set1_epi8(delimiter);
    const __m128i lf = _mm_set1_epi8('\n');
    const __m128i cr = _mm_set1_epi8('\r');
    const __m128i q = _mm_set1_epi8('"');
    __m128i low = _mm_set1_epi8(-1); /* the least byte at each place: 0 = there was a NUL */
    __m128i high = _mm_setzero_si128();
    size_t w;
    int i;

    for (w = 0; w < words; w++) {
        uint64_t masks[4] = { 0, 0, 0, 0 };

        for (i = 0; i < WORD; i += 16) {
            __m128i x = _mm_loadu_si128((const __m128i *)(const void *)(bytes + w * WORD + i));

            masks[0] |= bits16(_mm_cmpeq_epi8(x, d), i);
            masks[1] |= bits16(_mm_cmpeq_epi8(x, lf), i);
            masks[2] |= bits16(_mm_cmpeq_epi8(x, cr), i);
            masks[3] |= bits16(_mm_cmpeq_epi8(x, q), i);
            low = _mm_min_epu8(low, x);
            high = _mm_or_si128(high, x);
        }
        m->delimiter[w] = masks[0];
        m->lf[w] = masks[1];
        m->cr[w] = masks[2];
        m->quote[w] = masks[3];
        m->any_cr |= masks[2];
        m->any_quote |= masks[3];
    }
    m->any_nul |= bits16(_mm_cmpeq_epi8(low, _mm_setzero_si128()), 0);
    m->any_high |= bits16(high, 0);
}

__attribute__((target("avx2"))) static inline uint64_t bits64(__m256i first, __m256i second)
{
    return (uint64_t)(uint32_t)_mm256_movemask_epi8(first) |
           (uint64_t)(uint32_t)_mm256_movemask_epi8(second) << 32;
}

__attribute__((target("avx2"))) static void mask_avx2(const char *bytes, size_t words,
                                                      char delimiter, struct masks *m)
{
    const __m256i d = _mm256_set1_epi8(delimiter);
    const __m256i lf = _mm256_set1_epi8('\n');
    const __m256i cr = _mm256_set1_epi8('\r');
    const __m256i q = _mm256_set1_epi8('"');
    __m256i low = _mm256_set1_epi8(-1);
    __m256i high = _mm256_setzero_si256();
    size_t w;

    for (w = 0; w < words; w++) {
        const char *from = bytes + w * WORD;
        __m256i x = _mm256_loadu_si256((const __m256i *)(const void *)from);
        __m256i y = _mm256_loadu_si256((const __m256i *)(const void *)(from + 32));

        m->delimiter[w] = bits64(_mm256_cmpeq_epi8(x, d), _mm256_cmpeq_epi8(y, d));
        m->lf[w] = bits64(_mm256_cmpeq_epi8(x, lf), _mm256_cmpeq_epi8(y, lf));
        m->cr[w] = bits64(_mm256_cmpeq_epi8(x, cr), _mm256_cmpeq_epi8(y, cr));
        m->quote[w] = bits64(_mm256_cmpeq_epi8(x, q), _mm256_cmpeq_epi8(y, q));
        m->any_cr |= m->cr[w];
        m->any_quote |= m->quote[w];
        low = _mm256_min_epu8(low, _mm256_min_epu8(x, y));
        high = _mm256_or_si256(high, _mm256_or_si256(x, y));
    }
    low = _mm256_cmpeq_epi8(low, _mm256_setzero_si256());
    m->any_nul |= bits64(low, low);
    m->any_high |= bits64(high, high);
}
#endif

/* Where the scan stands between two segments. */
struct state {
    bool keep_blank;
    size_t start;        /* of the record that is open */
    size_t first;        /* its first mark */
    uint32_t start_line; /* line ends before it */
    uint32_t lines;
    uint64_t inside; /* all ones inside quotes */
    bool quoted;     /* the open record has a quote */
};

static void take_record(struct scan *scan, struct state *s, size_t at, size_t marks)
{
    struct record *record;

    if (at > s->start || s->keep_blank) {
        record = &scan->records[scan->count++];
        record->start = (uint32_t)s->start;
        record->first = (uint32_t)s->first;
        record->fields = (uint32_t)(marks + 1 - s->first);
        record->line = s->start_line;
        record->quoted = s->quoted;
    }
    s->start = at + 1;
    s->first = marks + 1;
    s->start_line = s->lines;
    s->quoted = false;
}

/* A segment without quotes and carriage returns: every mark counts. */
static inline __attribute__((always_inline)) void
take_simple(struct scan *scan, struct state *s, const struct masks *m, size_t base, size_t words)
{
    size_t count = scan->mark_count;
    size_t w;

    for (w = 0; w < words; w++, base += WORD) {
        uint64_t ends = m->lf[w];
        uint64_t all = m->delimiter[w] | ends;

        for (; ends; ends &= ends - 1) {
            uint64_t below = (ends & -ends) - 1;

            s->lines++;
            take_record(scan, s, base + lowest(ends),
                        count + (size_t)__builtin_popcountll(all & below));
        }
        count = put_marks(scan->marks, count, all, base);
    }
    scan->mark_count = count;
}

/* Any segment. */
static void take_any(struct scan *scan, struct state *s, const struct masks *m, size_t base,
                     size_t words)
{
    size_t w;

    for (w = 0; w < words; w++, base += WORD) {
        uint64_t quotes = m->quote[w];
        uint64_t inside = odd_below(quotes) ^ s->inside;
        uint64_t ends = m->lf[w] | m->cr[w];
        uint64_t after_cr = m->cr[w] << 1 | (scan->after_cr ? 1 : 0);
        uint64_t all = (m->delimiter[w] | ends) & ~inside;

        s->inside = inside >> 63 ? ~UINT64_C(0) : 0;
        scan->after_cr = m->cr[w] >> 63;
        for (; ends; ends &= ends - 1) {
            uint64_t bit = ends & -ends;
            size_t at = base + lowest(ends);
            size_t marks = scan->mark_count + (size_t)__builtin_popcountll(all & (bit - 1));

            if (quotes & (bit - 1)) {
                s->quoted = true;
                quotes &= ~(bit - 1);
            }
            if (m->lf[w] & after_cr & bit) {
                /* the second half of a CRLF */
                if (!(inside & bit)) {
                    s->start = at + 1;
                    s->first = marks + 1;
                }
                continue;
            }
            s->lines += !(scan->rows && (inside & bit));
            if (!(inside & bit))
                take_record(scan, s, at, marks);
        }
        if (quotes)
            s->quoted = true;
        scan->mark_count = put_marks(scan->marks, scan->mark_count, all, base);
    }
}

typedef void take_function(struct scan *scan, struct state *s, const struct masks *m, size_t base,
                           size_t words);

static void take_simple_plain(struct scan *scan, struct state *s, const struct masks *m,
                              size_t base, size_t words)
{
    take_simple(scan, s, m, base, words);
}

#ifdef HAVE_VECTORS
__attribute__((target("popcnt,bmi"))) static void take_simple_bmi(struct scan *scan,
                                                                  struct state *s,
                                                                  const struct masks *m,
                                                                  size_t base, size_t words)
{
    take_simple(scan, s, m, base, words);
}
#endif

static const struct kernel {
    const char *name;
    mask_kernel *mask;
    take_function *take;
} kernels[] = {
#ifdef HAVE_VECTORS
    { "avx2", mask_avx2, take_simple_bmi },
    { "sse2", mask_sse2, take_simple_plain },
#endif
    { "plain", mask_plain, take_simple_plain },
};

static const struct kernel *_Atomic chosen; /* NULL until the first scan */

static bool available(const struct kernel *kernel)
{
#ifdef HAVE_VECTORS
    if (kernel->take == take_simple_bmi)
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
               __builtin_cpu_supports("popcnt");
#endif
    (void)kernel;
    return true;
}

bool scan_choose(const char *name)
{
    size_t i;

    for (i = 0; i < sizeof kernels / sizeof *kernels; i++) {
        if ((!name || strcmp(name, kernels[i].name) == 0) && available(&kernels[i])) {
            chosen = &kernels[i];
            return true;
        }
    }
    return false;
}

mask_kernel *scan_mask_kernel(void)
{
    const struct kernel *kernel = chosen;

    if (!kernel) {
        scan_choose(NULL);
        kernel = chosen;
    }
    return kernel->mask;
}

void scan_bytes(struct scan *scan, char *bytes, size_t from, size_t length, char delimiter,
                bool keep_blank, bool last)
{
    struct state s = { .keep_blank = keep_blank, .start = from, .first = 0 };
    const struct kernel *kernel = chosen;
    struct masks masks;
    size_t at;

    if (!kernel) {
        scan_choose(NULL);
        kernel = chosen;
    }
    scan->mark_count = 0;
    scan->count = 0;
    scan->has_nul = false;
    scan->has_high = false;
    /* The last word reaches behind the end: what it finds there must be nothing. */
    memset(bytes + length, delimiter == 'a' ? 'b' : 'a', SCAN_PADDING);
    for (at = from; at < length; at += SEGMENT) {
        size_t left = length - at < SEGMENT ? length - at : SEGMENT;
        size_t words = (left + WORD - 1) / WORD;
        size_t room;

        masks.any_cr = masks.any_quote = masks.any_nul = masks.any_high = 0;
        kernel->mask(bytes + at, words, delimiter, &masks);
        scan->has_nul |= masks.any_nul != 0;
        scan->has_high |= masks.any_high != 0;
        room = scan->mark_count + left + 8;
        if (room > scan->mark_capacity) {
            scan->mark_capacity = room * 2;
            scan->marks = xrearray(scan->marks, scan->mark_capacity, sizeof *scan->marks);
        }
        room = scan->count + left + 1;
        if (room > scan->capacity) {
            scan->capacity = room * 2;
            scan->records = xrearray(scan->records, scan->capacity, sizeof *scan->records);
        }
        if (masks.any_cr || masks.any_quote || s.inside || scan->after_cr)
            take_any(scan, &s, &masks, at, words);
        else
            kernel->take(scan, &s, &masks, at, words);
    }
    scan->open = s.inside != 0;
    if (last && length > s.start && !s.inside) {
        scan->marks = xgrow(scan->marks, scan->mark_count, &scan->mark_capacity,
                            sizeof *scan->marks);
        scan->records = xgrow(scan->records, scan->count, &scan->capacity, sizeof *scan->records);
        scan->marks[scan->mark_count] = (uint32_t)length;
        take_record(scan, &s, length, scan->mark_count++);
        s.start = length;
    }
    /* A CR as the last byte may be half of a line end whose LF comes with the next
     * bytes; behind a part of a record there is none to wait for. */
    if (length > from)
        scan->after_cr = s.start == length && bytes[length - 1] == '\r';
    scan->end = s.start;
    scan->lines = s.start_line;
}

void scan_free(struct scan *scan)
{
    free(scan->marks);
    free(scan->records);
    *scan = (struct scan){ 0 };
}

unsigned long scan_lines(const char *bytes, size_t length)
{
    unsigned long lines = 0;
    size_t i;

    for (i = 0; i < length; i++)
        lines += bytes[i] == '\r' || (bytes[i] == '\n' && (i == 0 || bytes[i - 1] != '\r'));
    return lines;
}
