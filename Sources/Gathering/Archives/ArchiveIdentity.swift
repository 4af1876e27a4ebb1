import CCrypto
import Foundation

/// What an archive is known by: the SHA-256 of its size, its first and its last 64 KiB, and what is taken from it.
///
/// Enough to tell one crawl's files from another's, and to know one that was moved; an archive that grows is another one.
enum ArchiveIdentity {
    private static let looked = 64 << 10

    /// The identity of a file; nil where it cannot be read.
    static func of(_ path: String, size: Int, _ languages: GatheringOptions.Languages) -> String? {
        guard let file = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? file.close() }
        guard let head = try? file.read(upToCount: looked) else { return nil }
        try? file.seek(toOffset: UInt64(max(0, size - looked)))
        guard let tail = try? file.read(upToCount: looked) else { return nil }
        let bytes = Array("\(size) \(languages.rawValue) ".utf8) + head + tail
        var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
        _ = SHA256(bytes, bytes.count, &digest)
        return digest.map { String(UInt16($0) + 0x100, radix: 16).dropFirst() }.joined()
    }
}
