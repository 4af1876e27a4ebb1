import CKernels
import COneDNN

/// What multiplies bytes for the engine `int8`. Both give the same sums, all exact.
enum ByteProduct: Sendable {
    /// Where the processor multiplies bytes in fours with 32-bit sums (VNNI), which oneDNN has code for.
    case oneDNN
    /// Everywhere else: `product_bytes` of `CKernels.h`.
    case own

    /// The faster one on this machine.
    static let here: ByteProduct = onednn_available() && kernels_multiply_bytes() ? .oneDNN : .own

    /// C[m,n] = A[m,k] * B[k,n], row-major.
    ///
    /// - Parameter scratch: `scratchBytes` bytes for this call's own use.
    func multiply(
        _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<UInt8>, _ b: UnsafePointer<Int8>, _ c: UnsafeMutablePointer<Int32>,
        scratch: UnsafeMutableRawPointer
    ) {
        let (m, n, k) = (Int64(m), Int64(n), Int64(k))
        if self == .oneDNN, onednn_product_u8s8(m, n, k, a, b, c) { return }
        kernels.product_bytes(m, n, k, a, b, c, scratch)
    }

    static let scratchBytes = Int(KERNELS_BYTES_SCRATCH)
}
