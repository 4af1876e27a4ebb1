// The product of single precision, included by KernelBodies.h for each kind of processor.

// A tile's rows and vectors of columns: as many sums as fill the processor's registers and leave some for what they are made of.
#define FLOAT_ROWS 6
#if defined(VECTOR_BYTES) && VECTOR_BYTES == 64
#define FLOAT_VECTORS 2
#else
#define FLOAT_VECTORS 1
#endif
#define FLOAT_COLUMNS (16 * FLOAT_VECTORS)

/// The columns [j, j + FLOAT_COLUMNS) of B, one row after the other, zero beyond the end.
static inline void pack(const float *b, int64_t ldb, bool transposed, int64_t k, int64_t j, int64_t n, float *packed) {
    int64_t width = n - j < FLOAT_COLUMNS ? n - j : FLOAT_COLUMNS;
    if (width < FLOAT_COLUMNS) memset(packed, 0, sizeof *packed * (size_t)(FLOAT_COLUMNS * k));
    if (transposed) {
        for (int64_t c = 0; c < width; c++)
            for (int64_t l = 0; l < k; l++) packed[l * FLOAT_COLUMNS + c] = b[(j + c) * ldb + l];
    } else {
        for (int64_t l = 0; l < k; l++) memcpy(packed + l * FLOAT_COLUMNS, b + l * ldb + j, sizeof *b * (size_t)width);
    }
}

static void product_float(int64_t m, int64_t n, int64_t k, const float *a, int64_t lda, const float *b, int64_t ldb, bool transposed,
    float *c, int64_t ldc, float *scratch) {
    for (int64_t j = 0; j < n; j += FLOAT_COLUMNS) {
        pack(b, ldb, transposed, k, j, n, scratch);
        int64_t width = n - j < FLOAT_COLUMNS ? n - j : FLOAT_COLUMNS;
        for (int64_t i = 0; i < m; i += FLOAT_ROWS) {
            int64_t height = m - i < FLOAT_ROWS ? m - i : FLOAT_ROWS;
            const float *row[FLOAT_ROWS];
            floats sums[FLOAT_ROWS][FLOAT_VECTORS];
            for (int r = 0; r < FLOAT_ROWS; r++) {
                row[r] = a + (i + (r < height ? r : 0)) * lda;
                for (int v = 0; v < FLOAT_VECTORS; v++) sums[r][v] = 0.0f;
            }
            for (int64_t l = 0; l < k; l++)
                for (int v = 0; v < FLOAT_VECTORS; v++) {
                    floats x = load(scratch + l * FLOAT_COLUMNS + 16 * v);
                    for (int r = 0; r < FLOAT_ROWS; r++) sums[r][v] += row[r][l] * x;
                }
            for (int r = 0; r < FLOAT_ROWS; r++) {
                if (r >= height) break;
                memcpy(c + (i + r) * ldc + j, sums[r], sizeof(float) * (size_t)width);
            }
        }
    }
}
