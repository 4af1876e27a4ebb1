import CKernels

/// The sums of the products of a question's numbers with those of many vectors in bytes, one behind the other: out[i] = Σ question[j] × vectors[i, j].
///
/// - Parameters:
///   - question: `width` numbers, each from -4,095 to 4,095.
///   - vectors: `count` times `width` bytes.
///   - width: a multiple of 16, at most 4,096.
///   - out: room for `count` sums.
public func nearness(
    of question: [Int16], to vectors: UnsafePointer<Int8>, count: Int, width: Int, _ out: UnsafeMutablePointer<Int32>
) {
    guard question.count == width else { return out.update(repeating: 0, count: count) }
    kernels.nearness(question, vectors, Int64(count), Int64(width), out)
}
