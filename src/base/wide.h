/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The product of two numbers of 64 bits, all 128 of it, on processors that know no such number, too. */
#ifndef LEVER_BASE_WIDE_H
#define LEVER_BASE_WIDE_H

#include <stdint.h>

struct wide {
    uint64_t high, low;
};

/* By halves, as on paper: what a processor without such a product does. */
static inline struct wide wide_product_by_halves(uint64_t a, uint64_t b)
{
    uint64_t a_low = a & UINT32_MAX;
    uint64_t b_low = b & UINT32_MAX;
    uint64_t a_high = a >> 32;
    uint64_t b_high = b >> 32;
    uint64_t low = a_low * b_low;
    uint64_t middle = a_high * b_low + (low >> 32); /* at most 2^64 - 2^32: no carry is lost */
    uint64_t other = a_low * b_high + (middle & UINT32_MAX);

    return (struct wide){ a_high * b_high + (middle >> 32) + (other >> 32),
                          other << 32 | (low & UINT32_MAX) };
}

static inline struct wide wide_product(uint64_t a, uint64_t b)
{
#ifdef __SIZEOF_INT128__
    __extension__ typedef unsigned __int128 whole;
    whole product = (whole)a * b;

    return (struct wide){ (uint64_t)(product >> 64), (uint64_t)product };
#else
    return wide_product_by_halves(a, b);
#endif
}

/* a * b + c: never more than 128 bits. */
static inline struct wide wide_product_plus(uint64_t a, uint64_t b, uint64_t c)
{
    struct wide product = wide_product(a, b);

    product.low += c;
    product.high += product.low < c;
    return product;
}

#endif
