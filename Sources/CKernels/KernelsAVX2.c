#if defined(__x86_64__)
#define LEVEL "arch=x86-64-v3"
#define VECTOR_BYTES 32
#define TABLE kernels_avx2
#include "KernelBodies.h"
#endif
