#include "CKernels.h"

#include <stddef.h>

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
        default: return &kernels_any;
    }
}
#else
bool kernels_multiply_bytes(void) { return false; }

const Kernels *kernels_at(KernelsLevel level) { return level == KERNELS_ANY ? &kernels_any : NULL; }
#endif

const Kernels *kernels_best(void) {
    for (int level = KERNELS_AVX512; level > KERNELS_ANY; level--) {
        const Kernels *kernels = kernels_at((KernelsLevel)level);
        if (kernels) return kernels;
    }
    return &kernels_any;
}
