#define TABLE kernels_any
#include "KernelBodies.h"
