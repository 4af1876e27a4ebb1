#ifndef C_ONEDNN_H
#define C_ONEDNN_H

#include <stdbool.h>
#include <stdint.h>

/// oneDNN's matrix products, found when the program runs, so that it also runs where the library is missing.
///
/// The library is opened by its file name (`libdnnl.so.3` or `.2`; both have these two functions with the same C
/// interface). Each call works in the calling thread alone: articles are read in parallel, not products.

/// Opens the library on first use. True if both products are there. Safe from many threads.
bool onednn_available(void);

/// C[m,n] = A[m,k] * B[k,n], row-major; A unsigned bytes, B signed bytes, C 32-bit sums. False if it could not.
bool onednn_product_u8s8(int64_t m, int64_t n, int64_t k, const uint8_t *a, const int8_t *b, int32_t *c);

/// C[m,n] = A[m,k] * B, row-major with rows `lda`, `ldb`, `ldc` apart; B is [k,n], or [n,k] if `transposed`.
bool onednn_product_float(int64_t m, int64_t n, int64_t k, const float *a, int64_t lda, const float *b, int64_t ldb,
                          bool transposed, float *c, int64_t ldc);

#endif
