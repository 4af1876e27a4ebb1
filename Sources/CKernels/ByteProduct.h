// The product of bytes, included by KernelBodies.h for each kind of processor.
//
// Whatever instructions compute it, its sums are exact, and those of all levels are the same: x86-64 without VNNI multiplies bytes in
// pairs whose sums saturate at 16 bits, which 255 * 127 twice is beyond, so bytes are widened to 16 bits, whose products of pairs are
// exact in 32; arm64 adds up four products of signed bytes at once where it can, so unsigned ones are less 128 there, and 128 times
// the column's sum is added again. Inputs of 0 to 127 would fit x86-64's products of bytes, which are quicker, but half the steps cost
// statements.
//
// Both matrices are laid out as the innermost loop wants them, in `scratch`: of A a block of up to BLOCK_ROWS rows and BLOCK_DEPTH
// columns, which stays in the second-level cache, and of B a panel of TILE_COLUMNS columns, which stays in the first. A panel is laid
// out once for all rows of the block, which takes little beside their products: weights that were laid out when the model was opened
// would save no more than that, and take as much memory again as the model's.

#define BLOCK_ROWS 384
#define BLOCK_DEPTH 384

#if defined(__x86_64__) || defined(__aarch64__)

typedef int8_t chars8 __attribute__((ext_vector_type(8)));
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

// A tile's sums fill twelve registers of the sixteen that there are.
#define TILE_ROWS 6
#define LANES (VECTOR_BYTES / 4)
#define TILE_COLUMNS (2 * LANES)

/// What both matrices are laid out as.
typedef int16_t laid;

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

/// A's block as 16 bits, [rows, BLOCK_DEPTH], a zero behind an odd `depth`.
static void lay_rows(const uint8_t *a, int64_t lda, int64_t rows, int64_t depth, laid *out) {
    for (int64_t i = 0; i < rows; i++) {
        const uint8_t *row = a + i * lda;
        laid *to = out + i * BLOCK_DEPTH;
        for (int64_t l = 0; l < depth; l++) to[l] = row[l];
        if (depth % 2) to[depth] = 0;
    }
}

/// B's panel as 16 bits, [depth / 2, TILE_COLUMNS, 2].
static void lay_panel(const int8_t *b, int64_t ldb, int64_t depth, int64_t width, laid *out) {
    int8_t copies[2][TILE_COLUMNS];
    for (int64_t l = 0; l < depth; l += 2) {
        const int8_t *even = panel_row(b + l * ldb, width, TILE_COLUMNS, true, copies[0]);
        const int8_t *odd = panel_row(b + (l + 1) * ldb, width, TILE_COLUMNS, l + 1 < depth, copies[1]);
        for (int64_t j = 0; j < TILE_COLUMNS; j += 8) {
            chars8 x, y;
            memcpy(&x, even + j, sizeof x);
            memcpy(&y, odd + j, sizeof y);
            chars16 pairs = __builtin_shufflevector(x, y, 0, 8, 1, 9, 2, 10, 3, 11, 4, 12, 5, 13, 6, 14, 7, 15);
            shorts16 wide = __builtin_convertvector(pairs, shorts16);
            memcpy(out + l * TILE_COLUMNS + j * 2, &wide, sizeof wide);
        }
    }
}

/// The tile's sums, [TILE_ROWS, TILE_COLUMNS].
static inline void tile_sums(const laid *a, const laid *panel, int64_t depth, lanes sums[TILE_ROWS][2]) {
    for (int r = 0; r < TILE_ROWS; r++) sums[r][0] = sums[r][1] = 0;
    for (int64_t l = 0; l < depth; l += 2) {
        lanes x, y;
        memcpy(&x, panel + l * TILE_COLUMNS, sizeof x);
        memcpy(&y, panel + l * TILE_COLUMNS + TILE_COLUMNS, sizeof y);
        for (int r = 0; r < TILE_ROWS; r++) {
            int32_t pair;
            memcpy(&pair, a + r * BLOCK_DEPTH + l, sizeof pair);
            lanes both = pair;
            sums[r][0] += multiply_pairs(both, x);
            sums[r][1] += multiply_pairs(both, y);
        }
    }
}

#elif defined(__aarch64__)

#define TILE_ROWS 4
#define TILE_COLUMNS 16

typedef int32x4_t lanes;

#ifdef DOTPROD

/// What both matrices are laid out as.
typedef int8_t laid;

/// A's block less 128, [rows, BLOCK_DEPTH], as far as whole sixteens; what stands behind `depth` meets zeros.
static void lay_rows(const uint8_t *a, int64_t lda, int64_t rows, int64_t depth, laid *out) {
    for (int64_t i = 0; i < rows; i++) {
        const uint8_t *row = a + i * lda;
        laid *to = out + i * BLOCK_DEPTH;
        for (int64_t l = 0; l < depth; l++) to[l] = (int8_t)(row[l] ^ 0x80);
        for (int64_t l = depth; l % 16; l++) to[l] = 0;
    }
}

/// B's panel, [depth / 4, TILE_COLUMNS, 4], as far as whole sixteens, and before it 128 times the sum of each column.
static void lay_panel(const int8_t *b, int64_t ldb, int64_t depth, int64_t width, laid *out) {
    int8_t copies[4][TILE_COLUMNS];
    int32x4_t sums[4] = {vdupq_n_s32(0), vdupq_n_s32(0), vdupq_n_s32(0), vdupq_n_s32(0)};
    laid *to = out + sizeof sums;
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

static inline void tile_sums(const laid *a, const laid *panel, int64_t depth, lanes sums[TILE_ROWS][4]) {
    for (int r = 0; r < TILE_ROWS; r++) memcpy(sums[r], panel, sizeof sums[r]);
    panel += sizeof sums[0];
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

/// What both matrices are laid out as.
typedef int16_t laid;

/// A's block as 16 bits, [rows, BLOCK_DEPTH], zeros as far as whole fours.
static void lay_rows(const uint8_t *a, int64_t lda, int64_t rows, int64_t depth, laid *out) {
    for (int64_t i = 0; i < rows; i++) {
        const uint8_t *row = a + i * lda;
        laid *to = out + i * BLOCK_DEPTH;
        for (int64_t l = 0; l < depth; l++) to[l] = row[l];
        for (int64_t l = depth; l % 4; l++) to[l] = 0;
    }
}

/// B's panel as 16 bits, [depth, TILE_COLUMNS], zeros as far as whole fours.
static void lay_panel(const int8_t *b, int64_t ldb, int64_t depth, int64_t width, laid *out) {
    int8_t copy[TILE_COLUMNS];
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

static inline void tile_sums(const laid *a, const laid *panel, int64_t depth, lanes sums[TILE_ROWS][4]) {
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

_Static_assert(BLOCK_ROWS % TILE_ROWS == 0, "the last tile reads whole rows of the block");
_Static_assert(
    KERNELS_BYTES_SCRATCH >= (BLOCK_ROWS * BLOCK_DEPTH + BLOCK_DEPTH * TILE_COLUMNS) * (int64_t)sizeof(laid) + TILE_COLUMNS * 4,
    "the scratch holds a block and a panel");

/// One tile of C, of which `rows` and `columns` are there; added to what stands there where `adds`.
static inline void tile(
    const laid *a, const laid *panel, int64_t depth, int64_t rows, int64_t columns, bool adds, int32_t *c, int64_t ldc) {
    lanes sums[TILE_ROWS][TILE_COLUMNS * 4 / sizeof(lanes)];
    tile_sums(a, panel, depth, sums);
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
    laid *block = scratch, *panel = block + BLOCK_ROWS * BLOCK_DEPTH;
    if (k == 0) memset(c, 0, sizeof *c * (size_t)(m * n));
    for (int64_t i = 0; i < m; i += BLOCK_ROWS) {
        int64_t rows = m - i < BLOCK_ROWS ? m - i : BLOCK_ROWS;
        for (int64_t l = 0; l < k; l += BLOCK_DEPTH) {
            int64_t depth = k - l < BLOCK_DEPTH ? k - l : BLOCK_DEPTH;
            lay_rows(a + i * k + l, k, rows, depth, block);
            for (int64_t j = 0; j < n; j += TILE_COLUMNS) {
                int64_t columns = n - j < TILE_COLUMNS ? n - j : TILE_COLUMNS;
                lay_panel(b + l * n + j, n, depth, columns, panel);
                for (int64_t r = 0; r < rows; r += TILE_ROWS)
                    tile(block + r * BLOCK_DEPTH, panel, depth, rows - r, columns, l > 0, c + (i + r) * n + j, n);
            }
        }
    }
}

#else

static void product_bytes(int64_t m, int64_t n, int64_t k, const uint8_t *a, const int8_t *b, int32_t *c, void *scratch) {
    (void)scratch;
    kernels_product_bytes_plain(m, n, k, a, b, c);
}

#endif
