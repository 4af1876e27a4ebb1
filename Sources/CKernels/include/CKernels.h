#ifndef C_KERNELS_H
#define C_KERNELS_H

#include <stdbool.h>
#include <stdint.h>

// What surrounds the matrix products, and products for machines without oneDNN or whose processors it has no fast ones for.
//
// In C, because the same source (`KernelBodies.h`) is compiled for several processors and the best version is chosen when the
// program runs, which Swift cannot do. Every array is row-major. Nothing here allocates or fails.

/// The widest row that `gelu_quantize` takes, in values.
#define KERNELS_WIDEST 4096

/// The length of one head's rows in `attend`.
#define KERNELS_HEAD 32

/// What `product_bytes` needs for its own use, in bytes.
#define KERNELS_BYTES_SCRATCH 319616

/// What `attend` needs for its own use with so many rows, in floats.
static inline int64_t kernels_attend_scratch(int64_t rows) { return (rows + 31) / 32 * 32 * (2 * KERNELS_HEAD + 6); }

/// True if this processor multiplies bytes in fours (AVX-512 VNNI or AVX-VNNI), which makes oneDNN's int8 products exact and fast.
bool kernels_multiply_bytes(void);

/// The most rows that `kernels_attend_bytes` takes.
#define KERNELS_ATTEND_BYTES_ROWS 512

/// Whether this processor has `kernels_attend_bytes` (AVX-512 VNNI).
bool kernels_attends_bytes(void);

/// As `attend` of `Kernels`, with queries and keys made bytes, weights 12 bits and values 11: twice as fast and more.
/// At most KERNELS_ATTEND_BYTES_ROWS rows. Where the processor has none, it is that `attend`.
void kernels_attend_bytes(const float *q, const float *k, const float *v, int64_t rows, int64_t stride, float factor, float *out,
    int64_t out_stride, float *scratch);

/// C[m,n] = A[m,k] * B[k,n] as it is written in books: what `product_bytes` of every level must equal.
void kernels_product_bytes_plain(int64_t m, int64_t n, int64_t k, const uint8_t *a, const int8_t *b, int32_t *c);

/// The values that a product gave: either `floats`, finished but for the bias, or `sums` of bytes with what scales them back:
/// value[i,j] = row_scale[i] * column_scale[j] * (sums[i,j] - row_zero[i] * column_sum[j]) + bias[j].
typedef struct {
    const float *floats;
    const int32_t *sums;
    const float *row_scale;
    const int32_t *row_zero;
    const float *column_scale;
    const int32_t *column_sum;
    const float *bias;
} KernelsProduct;

/// The kernels, compiled for one kind of processor.
typedef struct {
    /// Bytes for an int8 product: x[i,j] is about scale[i] * (bytes[i,j] - zero[i]). `columns` is a multiple of 16.
    void (*quantize)(const float *x, int64_t rows, int64_t columns, uint8_t *bytes, float *scale, int32_t *zero);

    /// out[rows, columns] = the product's values.
    void (*finish)(const KernelsProduct *product, int64_t rows, int64_t columns, float *out);

    /// out = GELU(the product's values), by the error function as PyTorch's default does.
    void (*finish_gelu)(const KernelsProduct *product, int64_t rows, int64_t columns, float *out);

    /// The same, made bytes for the next product at once. `columns` at most KERNELS_WIDEST.
    void (*gelu_quantize)(const KernelsProduct *product, int64_t rows, int64_t columns, uint8_t *bytes, float *scale, int32_t *zero);

    /// x = layer norm(x + the product's values) * gain + shift, epsilon 1e-12 as BERT's. `columns` at most KERNELS_WIDEST.
    void (*add_normalize)(const KernelsProduct *product, int64_t rows, int64_t columns, const float *gain, const float *shift, float *x);

    /// x = layer norm(x) * gain + shift.
    void (*normalize)(int64_t rows, int64_t columns, const float *gain, const float *shift, float *x);

    /// C[m,n] = A[m,k] * B, with rows `lda`, `ldb`, `ldc` apart; B is [k,n], or [n,k] if `transposed`. On one core, without oneDNN.
    /// `scratch` holds at least 32 * k floats.
    void (*product_float)(int64_t m, int64_t n, int64_t k, const float *a, int64_t lda, const float *b, int64_t ldb, bool transposed,
        float *c, int64_t ldc, float *scratch);

    /// C[m,n] = A[m,k] * B[k,n], all sums exact: those of every level are the same. `k` is at most 65,000, so that none overflows;
    /// `scratch` holds KERNELS_BYTES_SCRATCH bytes.
    void (*product_bytes)(int64_t m, int64_t n, int64_t k, const uint8_t *a, const int8_t *b, int32_t *c, void *scratch);

    /// Attention of one head over a window: out[i] = sum over j of softmax over j of (factor * q[i] . k[j]) times v[j]. Rows are KERNELS_HEAD
    /// long; those of q, k and v lie `stride` apart, those of out `out_stride`. `scratch` holds kernels_attend_scratch(rows) floats.
    void (*attend)(const float *q, const float *k, const float *v, int64_t rows, int64_t stride, float factor, float *out,
        int64_t out_stride, float *scratch);

    /// out[i,j] = scale[j] * bytes[i,j].
    void (*widen_columns)(const int8_t *bytes, int64_t rows, int64_t columns, const float *scale, float *out);

    /// out[j] += scale * bytes[j].
    void (*add_scaled_bytes)(const int8_t *bytes, float scale, int64_t columns, float *out);

    /// out[j] += x[j].
    void (*add)(const float *x, int64_t columns, float *out);

    /// hidden[i,:] = GELU(word[i,:] + product[i,:] + cue[:] + table[distance[i]] + table[paragraph[i]] + table[quote[i]]), all rows
    /// `columns` long, the three indices counted in rows of one table.
    void (*role_hidden)(const float *word, const float *product, const float *cue, const float *table, const uint8_t *distance,
        const uint8_t *paragraph, const uint8_t *quote, int64_t rows, int64_t columns, float *hidden);

    /// out[i,:] = hidden[i,:] + GELU(bias + sum over d of filter[d,:] * hidden[i + d - taps / 2,:]), rows beyond the ends zero.
    void (*role_around)(const float *hidden, const float *filter, const float *bias, int64_t taps, int64_t rows, int64_t columns,
        float *out);

    /// Bytes with a scale for each column again, of bytes less a matrix: column_scale[j] * bytes[i,j] - minus[i,j] is about scale[j] * out[i,j];
    /// sums[j] is the sum of out's column. `columns` at most KERNELS_WIDEST.
    void (*subtract)(const int8_t *bytes, const float *column_scale, const float *minus, int64_t rows, int64_t columns, int8_t *out,
        float *scale, int32_t *sums);

    /// out[i] = sum over j of query[j] * vectors[i,j]. `columns` is a multiple of 16; the query's numbers are within -4095 ... 4095 and `columns` at
    /// most KERNELS_WIDEST, so that no sum overflows.
    void (*nearness)(const int16_t *query, const int8_t *vectors, int64_t rows, int64_t columns, int32_t *out);
} Kernels;

/// What processors the kernels are compiled for, each holding what those of its architecture before it have.
typedef enum {
    KERNELS_ANY = 0,      // what every processor of the architecture has: SSE2, NEON
    KERNELS_AVX2 = 1,     // x86-64-v3
    KERNELS_AVX512 = 2,   // x86-64-v4
    KERNELS_DOTPROD = 3,  // arm64 with products of four bytes
    KERNELS_HIGHEST = KERNELS_DOTPROD,
} KernelsLevel;

/// The kernels of a level, or null where this processor cannot run them.
const Kernels *kernels_at(KernelsLevel level);

/// The kernels of the highest level that this processor can run.
const Kernels *kernels_best(void);

#endif
