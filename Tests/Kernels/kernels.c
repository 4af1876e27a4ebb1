// What must hold of the kernels on a processor that no Swift runs on here: for `make test-arm64`, which compiles them for arm64 and
// runs this in an emulator. Prints a line for each level that the processor has; ends with 1 where something does not hold.

#include "CKernels.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures;

static void expect(bool holds, const char *what, int64_t m, int64_t n, int64_t k) {
    if (holds) return;
    failures++;
    printf("failed: %s (%lld, %lld, %lld)\n", what, (long long)m, (long long)n, (long long)k);
}

/// xorshift64: the same numbers everywhere.
static uint64_t state = 88172645463325252u;
static uint64_t next(void) {
    state ^= state << 13;
    state ^= state >> 7;
    return state ^= state << 17;
}

static float number(float low, float high) { return low + (high - low) * (float)(next() % 65536) / 65535.0f; }

static float *numbers(int64_t count, float low, float high) {
    float *out = malloc(sizeof *out * (size_t)(count + 1));
    for (int64_t i = 0; i < count; i++) out[i] = number(low, high);
    return out;
}

/// The exact sums, whatever the shape and wherever the arrays begin, and nothing written beyond them.
static void product(const Kernels *kernels, int64_t m, int64_t n, int64_t k, bool extreme) {
    int64_t offset = (int64_t)(next() % 16);
    uint8_t *a = malloc((size_t)(m * k + 16)), *x = a + offset;
    int8_t *b = malloc((size_t)(k * n + 16)), *y = b + offset;
    int32_t *c = malloc(sizeof *c * (size_t)(m * n + 2)), *expected = malloc(sizeof *c * (size_t)(m * n + 1));
    void *scratch = malloc(KERNELS_BYTES_SCRATCH);
    memset(scratch, 0xA5, KERNELS_BYTES_SCRATCH);
    for (int64_t i = 0; i < m * k; i++) x[i] = extreme ? (uint8_t)(next() % 4 ? 255 : 0) : (uint8_t)next();
    for (int64_t i = 0; i < k * n; i++) y[i] = extreme ? (int8_t)(next() % 4 ? -128 : 127) : (int8_t)next();
    for (int64_t i = 0; i < m * n + 2; i++) c[i] = 77;
    kernels_product_bytes_plain(m, n, k, x, y, expected);
    kernels->product_bytes(m, n, k, x, y, c + 1, scratch);
    expect(memcmp(c + 1, expected, sizeof *c * (size_t)(m * n)) == 0, extreme ? "sums of extreme bytes" : "sums of bytes", m, n, k);
    expect(c[0] == 77 && c[m * n + 1] == 77, "nothing written beyond the product", m, n, k);
    free(a), free(b), free(c), free(expected), free(scratch);
}

static void attention(const Kernels *kernels, int64_t rows) {
    const int64_t head = KERNELS_HEAD, stride = 3 * head + 5, out_stride = head + 3;
    float *qkv = numbers(rows * stride, -3, 3), *out = numbers(rows * out_stride, 7, 7);
    float *scratch = numbers(kernels_attend_scratch(rows), NAN, NAN);
    const float *q = qkv, *k = qkv + head, *v = qkv + 2 * head;
    double *weight = malloc(sizeof *weight * (size_t)rows);
    kernels->attend(q, k, v, rows, stride, 0.2f, out, out_stride, scratch);
    bool near = true, kept = true;
    for (int64_t i = 0; i < rows; i++) {
        double top = -INFINITY, total = 0;
        for (int64_t j = 0; j < rows; j++) {
            weight[j] = 0;
            for (int64_t d = 0; d < head; d++) weight[j] += 0.2 * (double)q[i * stride + d] * (double)k[j * stride + d];
            top = fmax(top, weight[j]);
        }
        for (int64_t j = 0; j < rows; j++) total += weight[j] = exp(weight[j] - top);
        for (int64_t d = 0; d < out_stride; d++) {
            double value = 0;
            for (int64_t j = 0; d < head && j < rows; j++) value += weight[j] / total * (double)v[j * stride + d];
            if (d < head) near = near && fabs((double)out[i * out_stride + d] - value) < 1e-5 * (1 + fabs(value));
            else kept = kept && out[i * out_stride + d] == 7;
        }
    }
    expect(near, "attention", rows, head, 0);
    expect(kept, "nothing written beside the contexts", rows, head, 0);
    free(qkv), free(out), free(scratch), free(weight);
}

/// Of what surrounds the products: bytes stand for their values within half a step, and GELU and layer norm are what they are called.
static void surroundings(const Kernels *kernels, int64_t rows, int64_t columns) {
    float *x = numbers(rows * columns, -3, 5), *out = numbers(rows * columns, 0, 0);
    float *scale = numbers(rows, 0, 0), *gain = numbers(columns, 0.5f, 2), *shift = numbers(columns, -1, 1);
    uint8_t *bytes = malloc((size_t)(rows * columns));
    int32_t *zero = malloc(sizeof *zero * (size_t)rows);
    kernels->quantize(x, rows, columns, bytes, scale, zero);
    bool near = true;
    for (int64_t i = 0; i < rows * columns; i++) {
        float step = scale[i / columns], value = step * (float)(bytes[i] - zero[i / columns]);
        near = near && fabsf(value - x[i]) <= step * 0.5001f;
    }
    expect(near, "quantizing", rows, columns, 0);

    KernelsProduct product = {.floats = x};
    kernels->finish_gelu(&product, rows, columns, out);
    near = true;
    for (int64_t i = 0; i < rows * columns; i++) {
        double value = 0.5 * (double)x[i] * (1 + erf((double)x[i] / sqrt(2)));
        near = near && fabs((double)out[i] - value) < 1e-5;
    }
    expect(near, "GELU", rows, columns, 0);

    memcpy(out, x, sizeof *x * (size_t)(rows * columns));
    kernels->normalize(rows, columns, gain, shift, out);
    near = true;
    for (int64_t i = 0; i < rows; i++) {
        double mean = 0, variance = 0;
        for (int64_t j = 0; j < columns; j++) mean += (double)x[i * columns + j] / (double)columns;
        for (int64_t j = 0; j < columns; j++) variance += pow((double)x[i * columns + j] - mean, 2) / (double)columns;
        for (int64_t j = 0; j < columns; j++) {
            double value = ((double)x[i * columns + j] - mean) / sqrt(variance + 1e-12) * (double)gain[j] + (double)shift[j];
            near = near && fabs((double)out[i * columns + j] - value) < 1e-4;
        }
    }
    expect(near, "layer norm", rows, columns, 0);
    free(x), free(out), free(scale), free(gain), free(shift), free(bytes), free(zero);
}

int main(void) {
    static const int64_t shapes[][3] = {
        {1, 1, 1}, {1, 16, 16}, {1, 384, 384}, {2, 15, 3}, {3, 17, 5}, {4, 16, 4}, {5, 31, 33}, {6, 32, 384}, {7, 33, 385}, {13, 80, 97},
        {385, 18, 7}, {12, 48, 1536}, {384, 20, 769}, {3, 5, 0},
    };
    static const char *names[] = {"any", "avx2", "avx512", "dotprod"};
    for (int level = KERNELS_ANY; level <= KERNELS_HIGHEST; level++) {
        const Kernels *kernels = kernels_at((KernelsLevel)level);
        if (!kernels) continue;
        for (unsigned i = 0; i < sizeof shapes / sizeof *shapes; i++)
            for (int extreme = 0; extreme < 2; extreme++) product(kernels, shapes[i][0], shapes[i][1], shapes[i][2], extreme);
        static const int64_t rows[] = {1, 2, 5, 6, 7, 16, 17, 97};
        for (unsigned i = 0; i < sizeof rows / sizeof *rows; i++) attention(kernels, rows[i]);
        surroundings(kernels, 3, 384);
        surroundings(kernels, 1, 16);
        printf("%s: %s\n", names[level], failures ? "failed" : "what must hold holds");
    }
    return failures > 0;
}
