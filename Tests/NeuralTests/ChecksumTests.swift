import TestSupport
import Testing

@testable import Neural

@Suite struct ChecksumTests {
    private func checksum(_ bytes: [UInt8]) -> UInt64 { bytes.withUnsafeBytes(Checksum.of) }

    @Test(
        arguments: [
            ("", 0xEF46_DB37_51D8_E999), ("a", 0xD24E_C4F1_A98C_6E5B), ("abc", 0x44BC_2CF5_AD77_0999),
        ] as [(String, UInt64)])
    func wordsHaveTheirKnownChecksums(word: String, expected: UInt64) {
        #expect(checksum(Array(word.utf8)) == expected)
    }

    /// The sanity buffer of xxHash's own tests: bytes of 2654435761 multiplied by 11400714785074694797 again and again. Its lengths
    /// meet every way through the algorithm: single bytes, fours, eights and stripes of 32.
    @Test(
        arguments: [
            (1, 0xE934_A84A_DB05_2768), (4, 0x9136_A0DC_A574_57EE), (14, 0x8282_DCC4_994E_35C8), (222, 0xB641_AE8C_B691_C174),
        ] as [(Int, UInt64)])
    func theSanityBufferHasTheChecksumsOfTheReference(length: Int, expected: UInt64) {
        var generator: UInt64 = 2_654_435_761
        let bytes = (0..<length).map { _ in
            defer { generator = generator &* 11_400_714_785_074_694_797 }
            return UInt8(generator >> 56)
        }
        #expect(checksum(bytes) == expected)
    }

    @Test func whereInMemoryTheBytesStandDoesNotMatter() {
        var generator = SeededGenerator(seed: 12)
        for length in [0, 1, 7, 31, 32, 33, 100] {
            let bytes: [UInt8] = generator.integers(length, in: 0...255)
            for offset in 0..<9 {
                let moved = [UInt8](repeating: 1, count: offset) + bytes + [2, 3]
                let found = moved.withUnsafeBytes { Checksum.of(UnsafeRawBufferPointer(rebasing: $0[offset..<offset + length])) }
                #expect(found == checksum(bytes))
            }
        }
    }

    @Test func everyByteAndTheLengthMatter() {
        for length in [1, 5, 12, 31, 32, 75] {
            let bytes = (0..<length).map { UInt8($0) }
            var seen: Set = [checksum(bytes), checksum(bytes + [0]), checksum([99] + bytes)]
            for at in bytes.indices {
                var changed = bytes
                changed[at] ^= 0x40
                seen.insert(checksum(changed))
            }
            #expect(seen.count == length + 3)
        }
    }
}
