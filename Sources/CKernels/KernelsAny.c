#define VECTOR_BYTES 16
#define TABLE kernels_any
#include "KernelBodies.h"
