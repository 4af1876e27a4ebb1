import CKernels

/// The kernels for this processor, chosen once.
let kernels: Kernels = kernels_best().pointee
