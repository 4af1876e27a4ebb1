#if defined(__aarch64__)
#define LEVEL "arch=armv8.2-a+dotprod"
#define DOTPROD
#define TABLE kernels_dotprod
#include "KernelBodies.h"
#endif
