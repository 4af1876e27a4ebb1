import CCrypto
import Record
import SQLite

/// The SHA-256 (FIPS 180-4) of the bytes that were given: what an article is known by.
public struct Fingerprint: Sendable, Hashable {
    /// 32 bytes.
    public let bytes: [UInt8]

    /// The fingerprint of some bytes.
    public init(of given: [UInt8]) {
        var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
        _ = SHA256(given, given.count, &digest)
        bytes = digest
    }

    /// A fingerprint that the ledger holds; nil unless it has 32 bytes.
    package init?(kept bytes: [UInt8]) {
        guard bytes.count == Int(SHA256_DIGEST_LENGTH) else { return nil }
        self.bytes = bytes
    }

    /// A fingerprint as 64 hexadecimal digits; nil where it is none.
    public init?(hex: String) {
        guard let bytes = Fingerprint.bytes(hex: hex) else { return nil }
        self.init(kept: bytes)
    }

    /// 64 hexadecimal digits.
    public var hex: String { Fingerprint.hex(bytes) }

    /// The bytes that pairs of hexadecimal digits stand for; nil where they are none.
    package static func bytes(hex: String) -> [UInt8]? {
        let digits = hex.utf8.map { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count % 2 == 0, !digits.contains(nil) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8((digits[$0] ?? 0) << 4 | (digits[$0 + 1] ?? 0)) }
    }

    package static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
