import CZlib
import TestSupport
import Testing

@testable import Gathering

@Suite struct GzipTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// One member of a gzip file.
    static func packed(_ bytes: [UInt8]) -> [UInt8] {
        var stream = z_stream()
        deflateInit2_(&stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        defer { deflateEnd(&stream) }
        var bytes = bytes
        var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))) + 32)
        let count = bytes.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                deflate(&stream, Z_FINISH)
                return Int(stream.total_out)
            }
        }
        return Array(output[..<count])
    }

    @Test func whatIsPackedIsReadAsIfItWereNot() throws {
        let lines = (0..<9_000).map { "{\"text\": \"Line \($0) of Velm\"}\n" }
        let half = lines[..<4_000].joined(), rest = lines[4_000...].joined()
        let path = try folder.write("a.jsonl.gz", GzipTests.packed(Array(half.utf8)) + GzipTests.packed(Array(rest.utf8)))
        let found = folder.gathered(path)
        #expect(found.count == 9_000 && found.last == "a:9000 = Line 8999 of Velm")
        #expect(try folder.gathered(folder.write("b.csv.gz", GzipTests.packed(Array("text\nYes\n".utf8)))) == ["b:2 = Yes"])
        #expect(try folder.gathered(folder.write("c.gz", GzipTests.packed(Array("Yes".utf8)))) == ["c = Yes"])
    }

    @Test func whatIsDamagedOrCutIsNamed() throws {
        let notice = "it is packed with gzip and damaged or cut off; fetch or pack it again"
        var bytes = GzipTests.packed(
            Array("{\"text\": \"Yes\"}\n{\"text\": \"No, \(String(repeating: "x", count: 300))\"}\n".utf8))
        #expect(try folder.gathered(folder.write("a.jsonl.gz", bytes.dropLast(12))).last == "failure: /a.jsonl.gz: \(notice)")
        bytes[12] ^= 0xFF
        #expect(try folder.gathered(folder.write("b.txt.gz", bytes)) == ["failure: /b.txt.gz: \(notice)"])
    }

    @Test func aZipBombIsRefused() throws {
        let member = GzipTests.packed([UInt8](repeating: 0x78, count: 16 << 20))
        let path = try folder.write("a.jsonl.gz", (0..<2).flatMap { _ in member })
        #expect(
            folder.gathered(path) == [
                "failure: /a.jsonl.gz: unpacked, it is more than 200 times as long as packed; unpack it yourself if it is what you want"
            ])
    }
}
