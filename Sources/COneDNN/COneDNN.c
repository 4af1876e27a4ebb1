#include "COneDNN.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>

// oneDNN's own declarations (dnnl.h), without its header, which a machine that only runs the program does not have.
typedef int (*gemm_u8s8s32)(char transa, char transb, char offsetc, int64_t m, int64_t n, int64_t k, float alpha, const uint8_t *a,
                            int64_t lda, uint8_t ao, const int8_t *b, int64_t ldb, int8_t bo, float beta, int32_t *c, int64_t ldc,
                            const int32_t *co);
typedef int (*sgemm)(char transa, char transb, int64_t m, int64_t n, int64_t k, float alpha, const float *a, int64_t lda,
                     const float *b, int64_t ldb, float beta, float *c, int64_t ldc);

static gemm_u8s8s32 product_u8s8;
static sgemm product_float;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void open_library(void) {
#ifdef __APPLE__
    const char *names[] = {"libdnnl.3.dylib", "libdnnl.2.dylib"};
#else
    const char *names[] = {"libdnnl.so.3", "libdnnl.so.2"};
#endif
    // Read by the OpenMP runtime as it is loaded together with oneDNN: one thread inside each product.
    setenv("OMP_NUM_THREADS", "1", 1);
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
        void *library = dlopen(names[i], RTLD_LAZY | RTLD_LOCAL);
        if (!library) continue;
        product_u8s8 = (gemm_u8s8s32)dlsym(library, "dnnl_gemm_u8s8s32");
        product_float = (sgemm)dlsym(library, "dnnl_sgemm");
        if (product_u8s8 && product_float) return;
        product_u8s8 = NULL;
        product_float = NULL;
        dlclose(library);
    }
}

bool onednn_available(void) {
    pthread_once(&once, open_library);
    return product_u8s8 != NULL;
}

bool onednn_product_u8s8(int64_t m, int64_t n, int64_t k, const uint8_t *a, const int8_t *b, int32_t *c) {
    const int32_t zero = 0;
    return onednn_available() && product_u8s8('N', 'N', 'F', m, n, k, 1.0f, a, k, 0, b, n, 0, 0.0f, c, n, &zero) == 0;
}

bool onednn_product_float(int64_t m, int64_t n, int64_t k, const float *a, int64_t lda, const float *b, int64_t ldb,
                          bool transposed, float *c, int64_t ldc) {
    return onednn_available() &&
           product_float('N', transposed ? 'T' : 'N', m, n, k, 1.0f, a, lda, b, ldb, 0.0f, c, ldc) == 0;
}
