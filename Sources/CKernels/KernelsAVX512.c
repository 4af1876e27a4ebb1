#if defined(__x86_64__)
#define LEVEL "arch=x86-64-v4"
#define VECTOR_BYTES 64
#define TABLE kernels_avx512
#include "KernelBodies.h"
#endif
