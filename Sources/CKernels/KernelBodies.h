// The kernels themselves, compiled once for each kind of processor: the including file names it and the table to fill.
//
//     #define LEVEL "arch=x86-64-v3"   (left out: what every processor has)
//     #define VECTOR_BYTES 32          (on x86-64: the width of its registers)
//     #define DOTPROD                  (on arm64: where the level has products of four signed bytes)
//     #define TABLE kernels_avx2

#include <math.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

#include "CKernels.h"

// Vectors pass between functions of this file alone, so how they are passed is nobody else's business.
#pragma clang diagnostic ignored "-Wpsabi"

#ifdef LEVEL
#pragma clang attribute push(__attribute__((target(LEVEL))), apply_to = function)
#endif

#include "Vectors.h"

/// Sixteen finished values of row i from column j.
static inline floats value(const KernelsProduct *p, int64_t i, int64_t j, int64_t columns) {
    floats v;
    if (p->floats) {
        v = load(p->floats + i * columns + j);
    } else {
        ints exact = load_ints(p->sums + i * columns + j) - load_ints(p->column_sum + j) * p->row_zero[i];
        v = to_floats(exact) * (p->row_scale[i] * load(p->column_scale + j));
    }
    return p->bias ? v + load(p->bias + j) : v;
}

/// One row to bytes. Zero itself is always exact, so that what is silent stays silent.
static inline void quantize_row(const float *x, int64_t columns, uint8_t *bytes, float *scale, int32_t *zero) {
    floats low = 0.0f, high = 0.0f;
    for (int64_t j = 0; j < columns; j += 16) {
        low = least(low, load(x + j));
        high = most(high, load(x + j));
    }
    float least_value = smallest(low), width = greatest(high) - least_value;
    // A row of less than this is silent: the inverse of its step would be no number.
    float step = width > 1e-30f ? width / 255.0f : 1.0f, inverse = 1.0f / step;
    int32_t origin = (int32_t)(-least_value * inverse + 0.5f);
    for (int64_t j = 0; j < columns; j += 16) {
        floats q = whole(load(x + j) * inverse) + (float)origin;
        bytes16 b = __builtin_convertvector(__builtin_convertvector(most(least(q, 255.0f), 0.0f), ints), bytes16);
        memcpy(bytes + j, &b, sizeof b);
    }
    *scale = step;
    *zero = origin;
}

static void quantize(const float *x, int64_t rows, int64_t columns, uint8_t *bytes, float *scale, int32_t *zero) {
    for (int64_t i = 0; i < rows; i++) quantize_row(x + i * columns, columns, bytes + i * columns, scale + i, zero + i);
}

static void finish(const KernelsProduct *product, int64_t rows, int64_t columns, float *out) {
    for (int64_t i = 0; i < rows; i++)
        for (int64_t j = 0; j < columns; j += 16) store(out + i * columns + j, value(product, i, j, columns));
}

static void finish_gelu(const KernelsProduct *product, int64_t rows, int64_t columns, float *out) {
    for (int64_t i = 0; i < rows; i++)
        for (int64_t j = 0; j < columns; j += 16) store(out + i * columns + j, gelu(value(product, i, j, columns)));
}

static void gelu_quantize(const KernelsProduct *product, int64_t rows, int64_t columns, uint8_t *bytes, float *scale, int32_t *zero) {
    float row[KERNELS_WIDEST] __attribute__((aligned(64)));
    for (int64_t i = 0; i < rows; i++) {
        for (int64_t j = 0; j < columns; j += 16) store(row + j, gelu(value(product, i, j, columns)));
        quantize_row(row, columns, bytes + i * columns, scale + i, zero + i);
    }
}

static inline void normalize_row(float *row, int64_t columns, const float *gain, const float *shift, float *out) {
    floats total = 0.0f, squares = 0.0f;
    for (int64_t j = 0; j < columns; j += 16) total += load(row + j);
    float mean = sum(total) / (float)columns;
    for (int64_t j = 0; j < columns; j += 16) {
        floats d = load(row + j) - mean;
        squares += d * d;
    }
    float factor = 1.0f / sqrtf(sum(squares) / (float)columns + 1e-12f);
    for (int64_t j = 0; j < columns; j += 16) store(out + j, (load(row + j) - mean) * factor * load(gain + j) + load(shift + j));
}

static void add_normalize(const KernelsProduct *product, int64_t rows, int64_t columns, const float *gain, const float *shift, float *x) {
    float row[KERNELS_WIDEST] __attribute__((aligned(64)));
    for (int64_t i = 0; i < rows; i++) {
        for (int64_t j = 0; j < columns; j += 16) store(row + j, load(x + i * columns + j) + value(product, i, j, columns));
        normalize_row(row, columns, gain, shift, x + i * columns);
    }
}

static void normalize(int64_t rows, int64_t columns, const float *gain, const float *shift, float *x) {
    for (int64_t i = 0; i < rows; i++) normalize_row(x + i * columns, columns, gain, shift, x + i * columns);
}

#include "FloatProduct.h"

#include "ByteProduct.h"

#include "Attention.h"

static void widen_columns(const int8_t *bytes, int64_t rows, int64_t columns, const float *scale, float *out) {
    for (int64_t i = 0; i < rows; i++)
        for (int64_t j = 0; j < columns; j++) out[i * columns + j] = scale[j] * (float)bytes[i * columns + j];
}

static void add_scaled_bytes(const int8_t *bytes, float scale, int64_t columns, float *out) {
    for (int64_t j = 0; j < columns; j++) out[j] += scale * (float)bytes[j];
}

static void add(const float *x, int64_t columns, float *out) {
    for (int64_t j = 0; j < columns; j++) out[j] += x[j];
}

static void role_hidden(const float *word, const float *product, const float *cue, const float *table, const uint8_t *distance,
    const uint8_t *paragraph, const uint8_t *quote, int64_t rows, int64_t columns, float *hidden) {
    for (int64_t i = 0; i < rows; i++) {
        const float *d = table + distance[i] * columns, *p = table + paragraph[i] * columns, *q = table + quote[i] * columns;
        for (int64_t j = 0; j < columns; j += 16) {
            floats v = load(word + i * columns + j) + load(product + i * columns + j) + load(cue + j);
            store(hidden + i * columns + j, gelu(v + load(d + j) + load(p + j) + load(q + j)));
        }
    }
}

static void role_around(const float *hidden, const float *filter, const float *bias, int64_t taps, int64_t rows, int64_t columns,
    float *out) {
    for (int64_t i = 0; i < rows; i++)
        for (int64_t j = 0; j < columns; j += 16) {
            floats v = load(bias + j);
            for (int64_t d = 0; d < taps; d++) {
    int64_t at = i + d - taps / 2;
    if (at >= 0 && at < rows) v += load(filter + d * columns + j) * load(hidden + at * columns + j);
            }
            store(out + i * columns + j, load(hidden + i * columns + j) + gelu(v));
        }
}

static void subtract(const int8_t *bytes, const float *column_scale, const float *minus, int64_t rows, int64_t columns, int8_t *out,
    float *scale, int32_t *sums) {
    float largest[KERNELS_WIDEST];
    for (int64_t j = 0; j < columns; j++) {
        largest[j] = 0.0f;
        sums[j] = 0;
    }
    for (int64_t i = 0; i < rows; i++)
        for (int64_t j = 0; j < columns; j++) {
            float v = column_scale[j] * (float)bytes[i * columns + j] - minus[i * columns + j];
            v = v < 0.0f ? -v : v;
            largest[j] = v > largest[j] ? v : largest[j];
        }
    for (int64_t j = 0; j < columns; j++) scale[j] = largest[j] > 1e-30f ? largest[j] / 127.0f : 1.0f;
    for (int64_t i = 0; i < rows; i++)
        for (int64_t j = 0; j < columns; j++) {
            float v = (column_scale[j] * (float)bytes[i * columns + j] - minus[i * columns + j]) / scale[j];
            v = v > 127.0f ? 127.0f : v < -127.0f ? -127.0f : v;
            int32_t q = (int32_t)(v < 0.0f ? v - 0.5f : v + 0.5f);
            out[i * columns + j] = (int8_t)q;
            sums[j] += q;
        }
}

static void nearness(const int16_t *query, const int8_t *vectors, int64_t rows, int64_t columns, int32_t *out) {
    for (int64_t i = 0; i < rows; i++) {
        const int8_t *row = vectors + i * columns;
        int32_t total = 0;
        for (int64_t j = 0; j < columns; j++) total += (int32_t)query[j] * (int32_t)row[j];
        out[i] = total;
    }
}

const Kernels TABLE = {
    .quantize = quantize,
    .finish = finish,
    .finish_gelu = finish_gelu,
    .gelu_quantize = gelu_quantize,
    .add_normalize = add_normalize,
    .normalize = normalize,
    .product_float = product_float,
    .product_bytes = product_bytes,
    .attend = attend,
    .widen_columns = widen_columns,
    .add_scaled_bytes = add_scaled_bytes,
    .add = add,
    .role_hidden = role_hidden,
    .role_around = role_around,
    .subtract = subtract,
    .nearness = nearness,
};

#ifdef LEVEL
#pragma clang attribute pop
#endif
