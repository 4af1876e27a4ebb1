// The product of bytes, included by KernelBodies.h for each kind of processor.
//
// Whatever instructions compute it, its sums are exact, and those of all levels are the same.
//
// x86-64 without VNNI multiplies unsigned by signed bytes in pairs whose sums saturate at 16 bits: 127 * 128 twice still fits, 255 * 128
// twice does not. A block of A without a byte above 127, as `quantize` makes them where it is told to, is multiplied that way; any
// other one is widened to 16 bits, whose products of pairs are exact in 32. arm64 adds up four products of signed bytes at once where
// it can, so unsigned ones are less 128 there, and 128 times the column's sum is added again.
//
// Both matrices are laid out as the innermost loop wants them, in `scratch`: of A a block of up to BLOCK_ROWS rows and BLOCK_DEPTH
// columns, which stays in the second-level cache, and of B a panel of TILE_COLUMNS columns, which stays in the first. A panel is laid
// out once for all rows of the block, which takes some hundredth of the time of a window's products: weights that were laid out when
// the model was opened would save no more, and take another ten megabytes.

#define BLOCK_ROWS ((384 + TILE_ROWS - 1) / TILE_ROWS * TILE_ROWS)
#define BLOCK_DEPTH 384

#if defined(__x86_64__) || defined(__aarch64__)

typedef int8_t chars8 __attribute__((ext_vector_type(8)));
typedef int8_t chars32 __attribute__((ext_vector_type(32)));
typedef int16_t shorts16 __attribute__((ext_vector_type(16)));

/// Columns [0, width) of a row of B's panel, zero beyond; `copy` holds them where the row ends before the panel does.
static inline const int8_t *panel_row(const int8_t *row, int64_t width, int64_t columns, bool is_there, int8_t *copy) {
    if (is_there && width == columns) return row;
    memset(copy, 0, (size_t)columns);
    if (is_there) memcpy(copy, row, (size_t)width);
    return copy;
}

#endif

#if defined(__x86_64__)

// A tile's sums, two registers a row, and what they are made of fill the sixteen registers that there are; with AVX-512, 32.
#define TILE_ROWS (VECTOR_BYTES == 64 ? 10 : 5)
#define LANES (VECTOR_BYTES / 4)
#define TILE_COLUMNS (2 * LANES)

/// 32 bits a lane: a sum, or a pair of numbers of 16 bits.
typedef int32_t lanes __attribute__((ext_vector_type(LANES)));

/// In each lane the sum of the products of its two pairs.
static inline lanes multiply_pairs(lanes a, lanes b) {
#if VECTOR_BYTES == 64
    return (lanes)_mm512_madd_epi16((__m512i)a, (__m512i)b);
#elif VECTOR_BYTES == 32
    return (lanes)_mm256_madd_epi16((__m256i)a, (__m256i)b);
#else
    return (lanes)_mm_madd_epi16((__m128i)a, (__m128i)b);
#endif
}

#if VECTOR_BYTES > 16
#define QUICK_STEPS 127

/// In each lane the sum of the products of its four bytes, unsigned ones by signed ones.
static inline lanes multiply_fours(lanes a, lanes b) {
    const lanes ones = 0x00010001;
#if VECTOR_BYTES == 64
    return multiply_pairs((lanes)_mm512_maddubs_epi16((__m512i)a, (__m512i)b), ones);
#else
    return multiply_pairs((lanes)_mm256_maddubs_epi16((__m256i)a, (__m256i)b), ones);
#endif
}

/// How many bytes a number of A's block takes: 1 where none is above 127.
static int size_of(const uint8_t *a, int64_t lda, int64_t rows, int64_t depth) {
    uint8_t all = 0;
    for (int64_t i = 0; i < rows; i++)
        for (int64_t l = 0; l < depth; l++) all |= a[i * lda + l];
    return all > 127 ? 2 : 1;
}

#else

// SSE2 has no products of bytes.
#define QUICK_STEPS 255
static inline lanes multiply_fours(lanes a, lanes b) { return a * b; }
static int size_of(const uint8_t *a, int64_t lda, int64_t rows, int64_t depth) {
    (void)a, (void)lda, (void)rows, (void)depth;
    return 2;
}

#endif

/// A's block, [rows, BLOCK_DEPTH], zeros behind `depth` as far as whole fours.
static void lay_rows(const uint8_t *a, int64_t lda, int64_t rows, int64_t depth, int size, void *out) {
    for (int64_t i = 0; i < rows; i++) {
        const uint8_t *row = a + i * lda;
        if (size == 1) {
            uint8_t *to = (uint8_t *)out + i * BLOCK_DEPTH;
            memcpy(to, row, (size_t)depth);
            for (int64_t l = depth; l % 4; l++) to[l] = 0;
        } else {
            int16_t *to = (int16_t *)out + i * BLOCK_DEPTH;
            for (int64_t l = 0; l < depth; l++) to[l] = row[l];
            for (int64_t l = depth; l % 4; l++) to[l] = 0;
        }
    }
}

/// B's panel: as bytes [depth / 4, TILE_COLUMNS, 4], as 16 bits [depth / 2, TILE_COLUMNS, 2].
static void lay_panel(const int8_t *b, int64_t ldb, int64_t depth, int64_t width, int size, void *out) {
    int8_t copies[4][TILE_COLUMNS];
    for (int64_t l = 0; l < depth; l += 4) {
        const int8_t *row[4];
        for (int r = 0; r < 4; r++) row[r] = panel_row(b + (l + r) * ldb, width, TILE_COLUMNS, l + r < depth, copies[r]);
        for (int64_t j = 0; j < TILE_COLUMNS; j += 8) {
            chars8 x[4];
            for (int r = 0; r < 4; r++) memcpy(&x[r], row[r] + j, sizeof x[r]);
            chars16 upper = __builtin_shufflevector(x[0], x[1], 0, 8, 1, 9, 2, 10, 3, 11, 4, 12, 5, 13, 6, 14, 7, 15);
            chars16 lower = __builtin_shufflevector(x[2], x[3], 0, 8, 1, 9, 2, 10, 3, 11, 4, 12, 5, 13, 6, 14, 7, 15);
            if (size == 1) {
                chars32 fours = __builtin_shufflevector(
                    upper, lower, 0, 1, 16, 17, 2, 3, 18, 19, 4, 5, 20, 21, 6, 7, 22, 23, 8, 9, 24, 25, 10, 11, 26, 27, 12, 13, 28, 29, 14,
                    15, 30, 31);
                memcpy((int8_t *)out + l * TILE_COLUMNS + j * 4, &fours, sizeof fours);
            } else {
                shorts16 wide[2] = {__builtin_convertvector(upper, shorts16), __builtin_convertvector(lower, shorts16)};
                for (int h = 0; h < 2; h++)
                    memcpy((int16_t *)out + (l + 2 * h) * TILE_COLUMNS + j * 2, &wide[h], sizeof wide[h]);
            }
        }
    }
}

/// The tile's sums of numbers of `size` bytes, 4 / size of them a lane.
static inline void tile_sums(const void *a, const void *panel, int64_t depth, int size, lanes sums[TILE_ROWS][2]) {
    const char *row = a, *columns = panel;
    for (int r = 0; r < TILE_ROWS; r++) sums[r][0] = sums[r][1] = 0;
    for (int64_t l = 0; l < (depth + 3) / 4 * size; l++) {
        lanes x, y;
        memcpy(&x, columns + l * 2 * VECTOR_BYTES, sizeof x);
        memcpy(&y, columns + l * 2 * VECTOR_BYTES + VECTOR_BYTES, sizeof y);
        for (int r = 0; r < TILE_ROWS; r++) {
            int32_t some;
            memcpy(&some, row + r * BLOCK_DEPTH * size + l * 4, sizeof some);
            lanes all = some;
            sums[r][0] += size == 1 ? multiply_fours(all, x) : multiply_pairs(all, x);
            sums[r][1] += size == 1 ? multiply_fours(all, y) : multiply_pairs(all, y);
        }
    }
}

#elif defined(__aarch64__)

#define QUICK_STEPS 255
#define TILE_ROWS 4
#define TILE_COLUMNS 16

typedef int32x4_t lanes;

#ifdef DOTPROD
#define SIZE 1
#else
#define SIZE 2
#endif

/// How many bytes a number of A's block takes.
static int size_of(const uint8_t *a, int64_t lda, int64_t rows, int64_t depth) {
    (void)a, (void)lda, (void)rows, (void)depth;
    return SIZE;
}

#ifdef DOTPROD

/// A's block less 128, [rows, BLOCK_DEPTH], as far as whole sixteens; what stands behind `depth` meets zeros.
static void lay_rows(const uint8_t *a, int64_t lda, int64_t rows, int64_t depth, int size, void *out) {
    for (int64_t i = 0; i < rows; i++) {
        const uint8_t *row = a + i * lda;
        int8_t *to = (int8_t *)out + i * BLOCK_DEPTH * size;
        for (int64_t l = 0; l < depth; l++) to[l] = (int8_t)(row[l] ^ 0x80);
        for (int64_t l = depth; l % 16; l++) to[l] = 0;
    }
}

/// B's panel, [depth / 4, TILE_COLUMNS, 4], as far as whole sixteens, and before it 128 times the sum of each column.
static void lay_panel(const int8_t *b, int64_t ldb, int64_t depth, int64_t width, int size, void *out) {
    int8_t copies[4][TILE_COLUMNS];
    int32x4_t sums[4] = {vdupq_n_s32(0), vdupq_n_s32(0), vdupq_n_s32(0), vdupq_n_s32(0)};
    int8_t *to = (int8_t *)out + size * (int64_t)sizeof sums;
    for (int64_t l = 0; l < (depth + 15) / 16 * 16; l += 4, to += 4 * TILE_COLUMNS) {
        int8x16x4_t rows;
        for (int r = 0; r < 4; r++)
            rows.val[r] = vld1q_s8(panel_row(b + (l + r) * ldb, width, TILE_COLUMNS, l + r < depth, copies[r]));
        vst4q_s8(to, rows);
        for (int v = 0; v < 4; v++) sums[v] = vdotq_s32(sums[v], vld1q_s8(to + 16 * v), vdupq_n_s8(1));
    }
    for (int v = 0; v < 4; v++) sums[v] = vshlq_n_s32(sums[v], 7);
    memcpy(out, sums, sizeof sums);
}

static inline void tile_sums(const void *block, const void *laid, int64_t depth, int size, lanes sums[TILE_ROWS][4]) {
    const int8_t *a = block, *panel = (const int8_t *)laid + size * (int64_t)sizeof sums[0];
    for (int r = 0; r < TILE_ROWS; r++) memcpy(sums[r], laid, sizeof sums[r]);
    for (int64_t l = 0; l < depth; l += 16) {
        int8x16_t row[TILE_ROWS];
        for (int r = 0; r < TILE_ROWS; r++) row[r] = vld1q_s8(a + r * BLOCK_DEPTH + l);
        for (int v = 0; v < 4; v++) {
            int8x16_t b[4];
            for (int g = 0; g < 4; g++) b[g] = vld1q_s8(panel + (l + 4 * g) * TILE_COLUMNS + 16 * v);
            for (int r = 0; r < TILE_ROWS; r++) {
                sums[r][v] = vdotq_laneq_s32(sums[r][v], b[0], row[r], 0);
                sums[r][v] = vdotq_laneq_s32(sums[r][v], b[1], row[r], 1);
                sums[r][v] = vdotq_laneq_s32(sums[r][v], b[2], row[r], 2);
                sums[r][v] = vdotq_laneq_s32(sums[r][v], b[3], row[r], 3);
            }
        }
    }
}

#else

/// A's block as 16 bits, [rows, BLOCK_DEPTH], zeros as far as whole fours.
static void lay_rows(const uint8_t *a, int64_t lda, int64_t rows, int64_t depth, int size, void *out) {
    (void)size;
    for (int64_t i = 0; i < rows; i++) {
        const uint8_t *row = a + i * lda;
        int16_t *to = (int16_t *)out + i * BLOCK_DEPTH;
        for (int64_t l = 0; l < depth; l++) to[l] = row[l];
        for (int64_t l = depth; l % 4; l++) to[l] = 0;
    }
}

/// B's panel as 16 bits, [depth, TILE_COLUMNS], zeros as far as whole fours.
static void lay_panel(const int8_t *b, int64_t ldb, int64_t depth, int64_t width, int size, void *laid) {
    (void)size;
    int8_t copy[TILE_COLUMNS];
    int16_t *out = laid;
    for (int64_t l = 0; l < (depth + 3) / 4 * 4; l++) {
        int8x16_t row = vld1q_s8(panel_row(b + l * ldb, width, TILE_COLUMNS, l < depth, copy));
        vst1q_s16(out + l * TILE_COLUMNS, vmovl_s8(vget_low_s8(row)));
        vst1q_s16(out + l * TILE_COLUMNS + 8, vmovl_high_s8(row));
    }
}

/// Adds `lane` of a row times four times four columns of B.
#define ADD_PRODUCTS(sums, low, high, row, lane)                   \
    sums[0] = vmlal_lane_s16(sums[0], vget_low_s16(low), row, lane); \
    sums[1] = vmlal_high_lane_s16(sums[1], low, row, lane);          \
    sums[2] = vmlal_lane_s16(sums[2], vget_low_s16(high), row, lane); \
    sums[3] = vmlal_high_lane_s16(sums[3], high, row, lane);

static inline void tile_sums(const void *block, const void *laid, int64_t depth, int size, lanes sums[TILE_ROWS][4]) {
    (void)size;
    const int16_t *a = block, *panel = laid;
    for (int r = 0; r < TILE_ROWS; r++)
        for (int v = 0; v < 4; v++) sums[r][v] = vdupq_n_s32(0);
    for (int64_t l = 0; l < depth; l += 4) {
        int16x8_t low[4], high[4];
        for (int g = 0; g < 4; g++) {
            low[g] = vld1q_s16(panel + (l + g) * TILE_COLUMNS);
            high[g] = vld1q_s16(panel + (l + g) * TILE_COLUMNS + 8);
        }
        for (int r = 0; r < TILE_ROWS; r++) {
            int16x4_t row = vld1_s16(a + r * BLOCK_DEPTH + l);
            ADD_PRODUCTS(sums[r], low[0], high[0], row, 0)
            ADD_PRODUCTS(sums[r], low[1], high[1], row, 1)
            ADD_PRODUCTS(sums[r], low[2], high[2], row, 2)
            ADD_PRODUCTS(sums[r], low[3], high[3], row, 3)
        }
    }
}

#endif
#endif

#if defined(__x86_64__) || defined(__aarch64__)

_Static_assert(
    KERNELS_BYTES_SCRATCH >= (BLOCK_ROWS * BLOCK_DEPTH + BLOCK_DEPTH * TILE_COLUMNS) * 2 + TILE_COLUMNS * 4,
    "the scratch holds a block and a panel");

/// One tile of C, of which `rows` and `columns` are there; added to what stands there where `adds`.
static inline void tile(const void *a, const void *panel, int64_t depth, int size, int64_t rows, int64_t columns, bool adds, int32_t *c,
    int64_t ldc) {
    lanes sums[TILE_ROWS][TILE_COLUMNS * 4 / sizeof(lanes)];
    if (size == 1) tile_sums(a, panel, depth, 1, sums);
    else tile_sums(a, panel, depth, 2, sums);
    for (int r = 0; r < TILE_ROWS; r++) {
        if (r >= rows) break;
        int32_t row[TILE_COLUMNS], *to = c + r * ldc;
        memcpy(row, sums[r], sizeof row);
        if (columns == TILE_COLUMNS) {
            if (adds)
                for (int j = 0; j < TILE_COLUMNS; j++) row[j] += to[j];
            memcpy(to, row, sizeof row);
        } else {
            for (int64_t j = 0; j < columns; j++) to[j] = adds ? to[j] + row[j] : row[j];
        }
    }
}

static void product_bytes(int64_t m, int64_t n, int64_t k, const uint8_t *a, const int8_t *b, int32_t *c, void *scratch) {
    char *block = scratch, *panel = block + BLOCK_ROWS * BLOCK_DEPTH * 2;
    if (k == 0) memset(c, 0, sizeof *c * (size_t)(m * n));
    for (int64_t i = 0; i < m; i += BLOCK_ROWS) {
        int64_t rows = m - i < BLOCK_ROWS ? m - i : BLOCK_ROWS;
        for (int64_t l = 0; l < k; l += BLOCK_DEPTH) {
            int64_t depth = k - l < BLOCK_DEPTH ? k - l : BLOCK_DEPTH;
            int size = size_of(a + i * k + l, k, rows, depth);
            lay_rows(a + i * k + l, k, rows, depth, size, block);
            for (int64_t j = 0; j < n; j += TILE_COLUMNS) {
                int64_t columns = n - j < TILE_COLUMNS ? n - j : TILE_COLUMNS;
                lay_panel(b + l * n + j, n, depth, columns, size, panel);
                for (int64_t r = 0; r < rows; r += TILE_ROWS)
                    tile(block + r * BLOCK_DEPTH * size, panel, depth, size, rows - r, columns, l > 0, c + (i + r) * n + j, n);
            }
        }
    }
}

#else

#define QUICK_STEPS 255

static void product_bytes(int64_t m, int64_t n, int64_t k, const uint8_t *a, const int8_t *b, int32_t *c, void *scratch) {
    (void)scratch;
    kernels_product_bytes_plain(m, n, k, a, b, c);
}

#endif
