import CKernels

/// The kernels for this processor, chosen once.
let kernels: Kernels = kernels_best().pointee

/// Whether attention is of bytes here, where the products are.
let attendsBytes = kernels_attends_bytes()
