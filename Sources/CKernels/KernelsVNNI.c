// Attention of one head in whole numbers, for x86-64 with products of four bytes (AVX-512 VNNI): scores are sums of products of bytes,
// contexts of 16-bit numbers, so that four, and two, products are made where `attend` makes one.

#include "CKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <math.h>
#include <string.h>

// Vectors pass between functions of this file alone, so how they are passed is nobody else's business.
#pragma clang diagnostic ignored "-Wpsabi"
#pragma clang attribute push(__attribute__((target("arch=x86-64-v4,avx512vnni"))), apply_to = function)
#include "Vectors.h"

#define HEAD KERNELS_HEAD
#define QUERIES 6
#define KEYS 32       // that QUERIES queries meet at a time: two registers of sums each
#define FOURS (HEAD / 4)
#define WHOLE 4095    // the weight of the greatest score
#define LARGEST 1023  // the largest value of a column; a few stand out, and the others must not be lost beside them

_Static_assert(HEAD == 32, "a row of a head is two registers");
_Static_assert((int64_t)KERNELS_ATTEND_BYTES_ROWS * WHOLE * LARGEST <= INT32_MAX, "no sum of weighted values overflows");

/// A row of a head in signed bytes, with what one step of them is worth.
static inline float row_bytes(const float *x, int8_t *bytes) {
    floats a = load(x), b = load(x + 16);
    float largest = greatest(most(__builtin_elementwise_abs(a), __builtin_elementwise_abs(b)));
    float step = largest > 1e-30f ? largest / 127.0f : 1.0f, inverse = 1.0f / step;
    __m128i low = _mm512_cvtepi32_epi8(_mm512_cvtps_epi32((__m512)(a * inverse)));
    __m128i high = _mm512_cvtepi32_epi8(_mm512_cvtps_epi32((__m512)(b * inverse)));
    memcpy(bytes, &low, 16);
    memcpy(bytes + 16, &high, 16);
    return step;
}

/// The keys in panels of 16, [width / 16, FOURS, 16, 4]; what a step of each is worth; and 128 times the sum of each. Zeros behind the last.
static void lay_keys(const float *k, int64_t rows, int64_t stride, int64_t width, int8_t *out, float *steps, int32_t *sums) {
    memset(out + (rows & -16) * HEAD, 0, (size_t)(width - (rows & -16)) * HEAD);
    for (int64_t j = rows; j < width; j++) steps[j] = sums[j] = 0;
    for (int64_t j = 0; j < rows; j++) {
        int8_t bytes[HEAD];
        steps[j] = row_bytes(k + j * stride, bytes);
        int32_t sum = 0;
        for (int d = 0; d < HEAD; d++) sum += bytes[d];
        sums[j] = 128 * sum;
        int8_t *panel = out + (j & -16) * HEAD + (j & 15) * 4;
        for (int d = 0; d < FOURS; d++) memcpy(panel + d * 64, bytes + 4 * d, 4);
    }
}

/// The values in pairs of rows, [2, width / 2, 16, 2], zeros behind the last; and what a step of each column is worth.
static void lay_values(const float *v, int64_t rows, int64_t stride, int64_t width, int16_t *out, float *steps) {
    for (int half = 0; half < 2; half++, out += width * 16) {
        floats largest = 0.0f;
        for (int64_t j = 0; j < rows; j++) largest = most(largest, __builtin_elementwise_abs(load(v + j * stride + 16 * half)));
        floats step = largest > 1e-30f ? largest / (float)LARGEST : 1.0f, inverse = 1.0f / step;
        store(steps + 16 * half, step);
        for (int64_t j = 0; j < width; j += 2) {
            floats first = j < rows ? load(v + j * stride + 16 * half) * inverse : 0.0f;
            floats second = j + 1 < rows ? load(v + (j + 1) * stride + 16 * half) * inverse : 0.0f;
            __m512i low = _mm512_cvtps_epi32((__m512)first), high = _mm512_cvtps_epi32((__m512)second);
            _mm512_storeu_si512(
                out + j * 16, _mm512_or_si512(_mm512_and_si512(low, _mm512_set1_epi32(0xFFFF)), _mm512_slli_epi32(high, 16)));
        }
    }
}

/// The scores of QUERIES queries, as unsigned bytes around 128 of which one step is worth `steps`, with all keys: [QUERIES, width].
static inline void score(const uint32_t queries[QUERIES][FOURS], const float *steps, const int8_t *keys, const float *key_steps,
    const int32_t *key_sums, int64_t width, float *scores) {
    for (int64_t j = 0; j < width; j += KEYS, keys += HEAD * KEYS) {
        __m512i sums[QUERIES][2];
        for (int r = 0; r < QUERIES; r++) sums[r][0] = sums[r][1] = _mm512_setzero_si512();
        for (int d = 0; d < FOURS; d++) {
            __m512i first = _mm512_loadu_si512(keys + d * 64), second = _mm512_loadu_si512(keys + HEAD * 16 + d * 64);
            for (int r = 0; r < QUERIES; r++) {
                __m512i query = _mm512_set1_epi32((int)queries[r][d]);
                sums[r][0] = _mm512_dpbusd_epi32(sums[r][0], query, first);
                sums[r][1] = _mm512_dpbusd_epi32(sums[r][1], query, second);
            }
        }
        for (int part = 0; part < 2; part++) {
            int64_t at = j + 16 * part;
            ints off = load_ints(key_sums + at);
            floats step = load(key_steps + at);
            for (int r = 0; r < QUERIES; r++) store(scores + r * width + at, to_floats((ints)sums[r][part] - off) * (step * steps[r]));
        }
    }
}

/// Weights of a row of scores, as 2 to the power of what lies between each and the greatest; one through their sum.
static inline float soften(float *row, int64_t rows, int64_t width, int16_t *weights) {
    for (int64_t j = rows; j < width; j++) row[j] = -INFINITY;  // its power is as good as zero
    floats high = -INFINITY, total = 0.0f;
    for (int64_t j = 0; j < width; j += 16) high = most(high, load(row + j));
    float top = greatest(high);
    for (int64_t j = 0; j < width; j += 16) {
        __m512i weight = _mm512_cvtps_epi32((__m512)(power_of_two(load(row + j) - top) * (float)WHOLE));
        total += to_floats((ints)weight);
        __m256i w = _mm512_cvtepi32_epi16(weight);
        memcpy(weights + j, &w, sizeof w);
    }
    return 1.0f / sum(total);  // of what was rounded, so that the shares are of a whole
}

/// The contexts of QUERIES queries, of which the first `there` are written.
static inline void contexts(const int16_t *weights, int64_t width, const int16_t *values, const float *steps, const float *share, int64_t there,
    float *out, int64_t out_stride) {
    __m512i sums[QUERIES][2];
    for (int r = 0; r < QUERIES; r++) sums[r][0] = sums[r][1] = _mm512_setzero_si512();
    const int16_t *others = values + width * 16;
    for (int64_t j = 0; j < width; j += 2) {
        __m512i first = _mm512_loadu_si512(values + j * 16), second = _mm512_loadu_si512(others + j * 16);
        for (int r = 0; r < QUERIES; r++) {
            int32_t pair;
            memcpy(&pair, weights + r * width + j, sizeof pair);
            __m512i weight = _mm512_set1_epi32(pair);
            sums[r][0] = _mm512_dpwssd_epi32(sums[r][0], weight, first);
            sums[r][1] = _mm512_dpwssd_epi32(sums[r][1], weight, second);
        }
    }
    for (int r = 0; r < QUERIES; r++) {
        if (r >= there) break;
        store(out + r * out_stride, to_floats((ints)sums[r][0]) * (load(steps) * share[r]));
        store(out + r * out_stride + 16, to_floats((ints)sums[r][1]) * (load(steps + 16) * share[r]));
    }
}

static void attend_whole(const float *q, const float *k, const float *v, int64_t rows, int64_t stride, float factor, float *out,
    int64_t out_stride, float *scratch) {
    const float base2 = factor * 1.44269504f;  // e^x = 2^(x log2 e)
    int64_t width = (rows + KEYS - 1) / KEYS * KEYS;
    float *scores = scratch, *key_steps = scores + QUERIES * width;
    int32_t *key_sums = (int32_t *)(key_steps + width);
    int8_t *keys = (int8_t *)(key_sums + width);
    int16_t *values = (int16_t *)(keys + width * HEAD), *weights = values + width * HEAD;
    float value_steps[HEAD];
    lay_keys(k, rows, stride, width, keys, key_steps, key_sums);
    lay_values(v, rows, stride, width, values, value_steps);
    for (int64_t i = 0; i < rows; i += QUERIES) {
        int64_t there = rows - i < QUERIES ? rows - i : QUERIES;
        uint32_t queries[QUERIES][FOURS];
        float steps[QUERIES], share[QUERIES];
        for (int64_t r = 0; r < QUERIES; r++) {
            int8_t bytes[HEAD];
            // What is missing of the last queries is the last one again.
            steps[r] = base2 * row_bytes(q + (i + (r < there ? r : there - 1)) * stride, bytes);
            memcpy(queries[r], bytes, HEAD);
            for (int d = 0; d < FOURS; d++) queries[r][d] ^= 0x80808080u;  // the same plus 128, unsigned
        }
        score(queries, steps, keys, key_steps, key_sums, width, scores);
        for (int64_t r = 0; r < QUERIES; r++) share[r] = soften(scores + r * width, rows, width, weights + r * width);
        contexts(weights, width, values, value_steps, share, there, out + i * out_stride, out_stride);
    }
}

#pragma clang attribute pop

bool kernels_attends_bytes(void) {
    __builtin_cpu_init();
    return __builtin_cpu_supports("x86-64-v4") && __builtin_cpu_supports("avx512vnni");
}
#else
bool kernels_attends_bytes(void) { return false; }
#endif

void kernels_attend_bytes(const float *q, const float *k, const float *v, int64_t rows, int64_t stride, float factor, float *out,
    int64_t out_stride, float *scratch) {
#if defined(__x86_64__)
    if (rows <= KERNELS_ATTEND_BYTES_ROWS && kernels_attends_bytes()) {
        attend_whole(q, k, v, rows, stride, factor, out, out_stride, scratch);
        return;
    }
#endif
    kernels_best()->attend(q, k, v, rows, stride, factor, out, out_stride, scratch);
}
