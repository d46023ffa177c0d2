/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of a block whose cells' ends are known: no branch depends on what a cell is like. */
#include "clean/splitter.h"

#if defined __x86_64__
#include <immintrin.h>

/*
 * The class of a byte by its halves: two tables of 16, of which a bit stands for a set of upper
 * halves times a set of lower ones. The first pair gives the classes from CELL_DIGIT to CELL_SLASH
 * as they are, the second those from CELL_COLON on, 8 bits lower, and what is left of two others:
 * a blank below 16 (bit 4 = CELL_SPACE), a letter in columns 5 and 7 (bit 5 = CELL_LETTER).
 */
enum {
    D = CELL_DIGIT,
    G = CELL_SIGN,
    P = CELL_POINT,
    C = CELL_COMMA,
    S = CELL_SPACE,
    L = CELL_LETTER,
    H = CELL_HIGH,
    X = CELL_SLASH,
    COLON = CELL_COLON >> 8,
    QUOTE = CELL_QUOTE >> 8,
    LINE = CELL_LINE >> 8,
    OTHER = CELL_OTHER >> 8,
};

#define VECTOR __attribute__((target("avx2")))
#define B(x) ((char)(x))

struct halves {
    __m128i low_one, high_one, low_two, high_two;
};

VECTOR static inline struct halves load_halves(void)
{
    return (struct halves){
        .high_one = _mm_setr_epi8(0, 0, B(G | P | C | S | X), D, L, 0, L, 0, H, H, H, H, H, H, H,
                                  H),
        .low_one = _mm_setr_epi8(B(D | S | H), B(D | L | H), B(D | L | H), B(D | L | H),
                                 B(D | L | H), B(D | L | H), B(D | L | H), B(D | L | H),
                                 B(D | L | H), B(D | L | H), B(L | H), B(G | L | H), B(C | L | H),
                                 B(G | L | H), B(P | L | H), B(X | L | H)),
        .high_two = _mm_setr_epi8(S | LINE, 0, QUOTE, COLON, 0, L, 0, L, 0, 0, 0, 0, 0, 0, 0, 0),
        .low_two = _mm_setr_epi8(L, L, L | QUOTE, L, L, L, L, L, L, L | S, L | LINE | COLON, S, S,
                                 LINE, 0, 0),
    };
}

/* Adds the classes of the bytes to one and two. */
VECTOR static inline void add_classes(const struct halves *halves, __m128i x, __m128i keep,
                                      __m128i *one, __m128i *two)
{
    const __m128i nibble = _mm_set1_epi8(0x0F);
    __m128i low = _mm_and_si128(x, nibble);
    __m128i high = _mm_and_si128(_mm_srli_epi16(x, 4), nibble);
    __m128i a = _mm_and_si128(_mm_shuffle_epi8(halves->low_one, low),
                              _mm_shuffle_epi8(halves->high_one, high));
    __m128i b = _mm_and_si128(_mm_shuffle_epi8(halves->low_two, low),
                              _mm_shuffle_epi8(halves->high_two, high));
    __m128i none = _mm_cmpeq_epi8(_mm_or_si128(a, b), _mm_setzero_si128());

    b = _mm_or_si128(b, _mm_and_si128(none, _mm_set1_epi8(OTHER)));
    *one = _mm_or_si128(*one, _mm_and_si128(a, keep));
    *two = _mm_or_si128(*two, _mm_and_si128(b, keep));
}

/* All bytes of both vectors in one mask. */
VECTOR static inline unsigned mask_of_classes(__m128i one, __m128i two)
{
    __m128i both = _mm_or_si128(_mm_unpacklo_epi64(one, two), _mm_unpackhi_epi64(one, two));
    unsigned second;

    both = _mm_or_si128(both, _mm_srli_epi64(both, 32));
    both = _mm_or_si128(both, _mm_srli_epi64(both, 16));
    both = _mm_or_si128(both, _mm_srli_epi64(both, 8));
    second = (unsigned)_mm_extract_epi16(both, 4) & 0xFF;
    return ((unsigned)_mm_cvtsi128_si32(both) & 0xFF) | (second & (S | L)) | (second & 0x0F) << 8;
}

/* What kinds of characters the text holds; 16 bytes behind it are readable. */
VECTOR static inline unsigned classes_of(const struct halves *halves, const char *text,
                                         size_t length)
{
    static const char window[32] = {
        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1
    };
    __m128i one = _mm_setzero_si128();
    __m128i two = _mm_setzero_si128();

    for (; length > 16; length -= 16, text += 16)
        add_classes(halves, _mm_loadu_si128((const __m128i *)(const void *)text), _mm_set1_epi8(-1),
                    &one, &two);
    add_classes(halves, _mm_loadu_si128((const __m128i *)(const void *)text),
                _mm_loadu_si128((const __m128i *)(const void *)(window + 16 - length)), &one, &two);
    return mask_of_classes(one, two);
}

/* The places of the byte in x, a bit each. */
VECTOR static inline unsigned places_of(__m128i x, char byte)
{
    return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(x, _mm_set1_epi8(byte)));
}

/* The shape and the mask of a cell of 16 bytes at most; most hold digits and marks and no more. */
VECTOR static inline void take_short(const struct halves *halves, struct cell *cell)
{
    __m128i x = _mm_loadu_si128((const __m128i *)(const void *)cell->text);
    __m128i from_0 = _mm_sub_epi8(x, _mm_set1_epi8('0'));
    __m128i to_9 = _mm_min_epu8(from_0, _mm_set1_epi8(9));
    unsigned there = (1u << (cell->length & 31)) - 1;
    unsigned digits = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(from_0, to_9)) & there;
    unsigned points = places_of(x, '.') & there;
    unsigned commas = places_of(x, ',') & there;

    cell->shaped = true;
    cell->points = (uint16_t)points;
    cell->commas = (uint16_t)commas;
    cell->mask = (uint16_t)((digits | points | commas) == there
                                ? (digits ? CELL_DIGIT : 0) | (points ? CELL_POINT : 0) |
                                      (commas ? CELL_COMMA : 0)
                                : (int)classes_of(halves, cell->text, cell->length));
}

/* Outer blanks go, and the places with them. */
static void finish(struct splitter *splitter, struct cell *cell)
{
    splitter_finish(splitter, cell, cell->mask);
    if (cell->spaced || cell->guarded) {
        cell->shaped = false;
        cell->points = cell->commas = 0;
    }
}

/* One or two more in the cells of the record. */
static struct cell *more_cells(struct splitter *splitter)
{
    struct clean_record *record = &splitter->record;

    record->cells = xgrow(record->cells, splitter->capacity, &splitter->capacity,
                          sizeof *record->cells);
    return record->cells;
}

/* A doubled quote: libcsv takes the record, whose end is a mark. */
static void take_quoted(struct splitter *splitter)
{
    struct clean_record *record = &splitter->record;
    size_t i;

    splitter->at = record->raw;
    splitter->line = record->line;
    record->stray = false;
    splitter_quoted(splitter);
    record->filled = 0;
    for (i = 0; i < record->count; i++)
        record->filled += record->cells[i].length > 0;
}

VECTOR const struct clean_record *splitter_next_indexed(struct splitter *splitter)
{
    const struct halves halves = load_halves();
    struct clean_record *record = &splitter->record;
    struct cell *cells = record->cells;
    const char *block = splitter->block;
    const uint32_t *mark = splitter->marks.items + splitter->next_mark;
    const char *start = splitter->at;
    const char *stop;
    size_t filled = 0;
    size_t count = 0;
    bool doubled = false;

    record->line = splitter->line;
    record->raw = start;
    record->stray = false;
    while (block + *mark < start) /* the LF of a CRLF */
        mark++;
    do {
        size_t quoted = *start == '"';
        struct cell *cell;

        stop = block + *mark++;
        if (count == splitter->capacity)
            cells = more_cells(splitter);
        cell = &cells[count++];
        *cell = (struct cell){ .text = start + quoted,
                               .raw = start,
                               .length = (uint32_t)((size_t)(stop - start) - 2 * quoted),
                               .raw_length = (uint32_t)(stop - start),
                               .quoted = quoted };
        if (cell->length <= 16)
            take_short(&halves, cell);
        else
            cell->mask = (uint16_t)classes_of(&halves, cell->text, cell->length);
        if (cell->mask & (CELL_LINE | CELL_QUOTE)) {
            doubled |= (cell->mask & CELL_QUOTE) != 0;
            if (!splitter->rows)
                splitter->line += count_lines(cell->text, cell->length);
        }
        if (cell->mask & (CELL_SPACE | CELL_HIGH))
            finish(splitter, cell);
        filled += cell->length > 0;
        start = stop + 1;
    } while (!line_end(*stop));
    splitter->next_mark = (size_t)(mark - splitter->marks.items);
    record->count = count;
    record->filled = filled;
    record->raw_length = (size_t)(stop - record->raw);
    splitter->at = stop;
    if (doubled)
        take_quoted(splitter);
    splitter_end_line(splitter);
    return record;
}

bool splitter_can_index(void)
{
    return __builtin_cpu_supports("avx2");
}
#else
bool splitter_can_index(void)
{
    return false;
}

const struct clean_record *splitter_next_indexed(struct splitter *splitter)
{
    (void)splitter;
    return NULL;
}
#endif
