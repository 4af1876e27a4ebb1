// Attention of one head, included by KernelBodies.h for each kind of processor: scores, softmax and context of a few queries in one
// pass, so that the scores never leave the first-level cache.

// Queries at a time, and keys, or columns of values, that they meet at a time: the tiles of FloatProduct.h.
#define QUERIES FLOAT_ROWS
#define KEY_VECTORS FLOAT_VECTORS
#define KEYS FLOAT_COLUMNS
#define HEAD KERNELS_HEAD

_Static_assert(HEAD == 32, "a row of a head is a panel or two");

/// The keys in panels, [keys / KEYS, HEAD, KEYS], zeros behind the last one.
static void lay_keys(const float *k, int64_t rows, int64_t stride, float *out) {
    for (int64_t j = 0; j < rows; j += KEYS, out += HEAD * KEYS) {
        int64_t there = rows - j < KEYS ? rows - j : KEYS;
        if (there < KEYS) memset(out, 0, sizeof *out * HEAD * KEYS);
        for (int64_t c = 0; c < there; c++)
            for (int64_t d = 0; d < HEAD; d++) out[d * KEYS + c] = k[(j + c) * stride + d];
    }
}

/// The scores of QUERIES queries, [HEAD, QUERIES], with all keys: [QUERIES, width].
static inline void score(const float *queries, const float *keys, int64_t width, float *scores) {
    for (int64_t j = 0; j < width; j += KEYS, keys += HEAD * KEYS) {
        floats sums[QUERIES][KEY_VECTORS];
        for (int r = 0; r < QUERIES; r++)
            for (int v = 0; v < KEY_VECTORS; v++) sums[r][v] = 0.0f;
        for (int64_t d = 0; d < HEAD; d++)
            for (int v = 0; v < KEY_VECTORS; v++) {
                floats key = load(keys + d * KEYS + 16 * v);
                for (int r = 0; r < QUERIES; r++) sums[r][v] += queries[d * QUERIES + r] * key;
            }
        for (int r = 0; r < QUERIES; r++)
            for (int v = 0; v < KEY_VECTORS; v++) store(scores + r * width + j + 16 * v, sums[r][v]);
    }
}

/// The row as powers of two of what lies between it and its greatest; one through their sum.
static inline float soften(float *row, int64_t rows, int64_t width) {
    for (int64_t j = rows; j < width; j++) row[j] = -INFINITY;  // its power is as good as zero
    floats high = -INFINITY, total = 0.0f;
    for (int64_t j = 0; j < width; j += 16) high = most(high, load(row + j));
    float top = greatest(high);
    for (int64_t j = 0; j < width; j += 16) {
        floats e = power_of_two(load(row + j) - top);
        store(row + j, e);
        total += e;
    }
    return 1.0f / sum(total);
}

/// The values in panels of columns, [HEAD / KEYS, rows, KEYS].
static void lay_values(const float *v, int64_t rows, int64_t stride, float *out) {
    for (int64_t d = 0; d < HEAD; d += KEYS)
        for (int64_t j = 0; j < rows; j++, out += KEYS) memcpy(out, v + j * stride + d, sizeof *v * KEYS);
}

/// The contexts of QUERIES queries in one panel's columns, of which the first `there` are written.
static inline void contexts(const float *weights, int64_t width, const float *values, int64_t rows, const float *share, int64_t there,
    float *out, int64_t out_stride) {
    floats sums[QUERIES][KEY_VECTORS];
    const float *weight[QUERIES];
    for (int r = 0; r < QUERIES; r++) {
        weight[r] = weights + r * width;
        for (int v = 0; v < KEY_VECTORS; v++) sums[r][v] = 0.0f;
    }
    for (int64_t j = 0; j < rows; j++)
        for (int v = 0; v < KEY_VECTORS; v++) {
            floats value = load(values + j * KEYS + 16 * v);
            for (int r = 0; r < QUERIES; r++) sums[r][v] += weight[r][j] * value;
        }
    for (int r = 0; r < QUERIES; r++) {
        if (r >= there) break;
        for (int v = 0; v < KEY_VECTORS; v++) store(out + r * out_stride + 16 * v, sums[r][v] * share[r]);
    }
}

static void attend(const float *q, const float *k, const float *v, int64_t rows, int64_t stride, float factor, float *out,
    int64_t out_stride, float *scratch) {
    const float base2 = factor * 1.44269504f;  // e^x = 2^(x log2 e)
    int64_t width = (rows + KEYS - 1) / KEYS * KEYS;
    float *keys = scratch, *values = keys + width * HEAD, *scores = values + rows * HEAD;
    float queries[HEAD * QUERIES], share[QUERIES];
    lay_keys(k, rows, stride, keys);
    lay_values(v, rows, stride, values);
    for (int64_t i = 0; i < rows; i += QUERIES) {
        int64_t there = rows - i < QUERIES ? rows - i : QUERIES;
        for (int64_t r = 0; r < QUERIES; r++)
            for (int64_t d = 0; d < HEAD; d++) queries[d * QUERIES + r] = r < there ? q[(i + r) * stride + d] * base2 : 0.0f;
        score(queries, keys, width, scores);
        for (int64_t r = 0; r < QUERIES; r++) share[r] = soften(scores + r * width, rows, width);
        for (int64_t d = 0; d < HEAD; d += KEYS)
            contexts(scores, width, values + d * rows, rows, share, there, out + i * out_stride + d, out_stride);
    }
}
