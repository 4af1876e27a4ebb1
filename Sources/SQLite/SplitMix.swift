/// The finaliser of SplitMix64 (Steele, Lea, Flood 2014): for hashes whose sums are compared, and draws that are the same each time.
package enum SplitMix {
    /// What is added before bits are mixed.
    package static let step: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// A number in which each bit of another counts.
    package static func mixed(_ value: UInt64) -> UInt64 {
        var z = value &+ step
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
