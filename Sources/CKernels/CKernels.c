#include "CKernels.h"

#include <stddef.h>
#include <string.h>

extern const Kernels kernels_any;

#if defined(__x86_64__)
extern const Kernels kernels_avx2, kernels_avx512;

bool kernels_multiply_bytes(void) {
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx512vnni") || __builtin_cpu_supports("avxvnni");
}

const Kernels *kernels_at(KernelsLevel level) {
    __builtin_cpu_init();
    switch (level) {
        case KERNELS_AVX512: return __builtin_cpu_supports("x86-64-v4") ? &kernels_avx512 : NULL;
        case KERNELS_AVX2: return __builtin_cpu_supports("x86-64-v3") ? &kernels_avx2 : NULL;
        case KERNELS_ANY: return &kernels_any;
        default: return NULL;
    }
}
#elif defined(__aarch64__)
#if defined(__linux__)
#include <asm/hwcap.h>
#include <sys/auxv.h>

static bool has_dotprod(void) { return getauxval(AT_HWCAP) & HWCAP_ASIMDDP; }
#else
// Every processor of Apple's for its computers has it.
static bool has_dotprod(void) { return true; }
#endif

extern const Kernels kernels_dotprod;

bool kernels_multiply_bytes(void) { return false; }

const Kernels *kernels_at(KernelsLevel level) {
    switch (level) {
        case KERNELS_DOTPROD: return has_dotprod() ? &kernels_dotprod : NULL;
        case KERNELS_ANY: return &kernels_any;
        default: return NULL;
    }
}
#else
bool kernels_multiply_bytes(void) { return false; }

const Kernels *kernels_at(KernelsLevel level) { return level == KERNELS_ANY ? &kernels_any : NULL; }
#endif

const Kernels *kernels_best(void) {
    for (int level = KERNELS_HIGHEST; level > KERNELS_ANY; level--) {
        const Kernels *kernels = kernels_at((KernelsLevel)level);
        if (kernels) return kernels;
    }
    return &kernels_any;
}

void kernels_product_bytes_plain(int64_t m, int64_t n, int64_t k, const uint8_t *a, const int8_t *b, int32_t *c) {
    memset(c, 0, sizeof *c * (size_t)(m * n));
    for (int64_t i = 0; i < m; i++)
        for (int64_t l = 0; l < k; l++)
            for (int64_t j = 0; j < n; j++) c[i * n + j] += (int32_t)a[i * k + l] * (int32_t)b[l * n + j];
}
