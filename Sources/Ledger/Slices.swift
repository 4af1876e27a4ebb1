import Record
import SQLite

/// Cuts a text at spans that count code points.
package struct Slices {
    private let text: [UInt8]
    /// The byte at which every 64th code point begins; none where each byte is one.
    private let marks: [Int]
    /// How many code points there are.
    package let count: Int

    /// - Parameter text: valid UTF-8.
    package init(of text: [UInt8]) {
        self.text = text
        guard !text.isPlain else {
            (marks, count) = ([], text.count)
            return
        }
        var marks: [Int] = []
        var count = 0
        for (at, byte) in text.enumerated() where byte & 0xC0 != 0x80 {
            if count % 64 == 0 { marks.append(at) }
            count += 1
        }
        self.marks = marks
        self.count = count
    }

    /// All of it.
    package var all: ArraySlice<UInt8> { text[...] }

    /// The bytes at a span; nil where it reaches beyond the text.
    package func bytes(_ span: Span) -> ArraySlice<UInt8>? {
        guard span.start >= 0, span.end <= count else { return nil }
        let start = offset(span.start)
        if marks.isEmpty { return text[start..<offset(span.end)] }
        return text[start..<(span.length < 64 ? offset(span.end, from: (span.start, start)) : offset(span.end))]
    }

    /// The words at a span; nil where it reaches beyond the text.
    package func text(_ span: Span) -> String? { bytes(span).map { String(decoding: $0, as: UTF8.self) } }

    /// The line that a code point stands in, of long ones at most 1,000 bytes on either side; nil beyond the text.
    package func line(at point: Int) -> String? {
        guard (0..<count).contains(point) else { return nil }
        let (at, most, newline) = (offset(point), 1_000, UInt8(ascii: "\n"))
        let isInside = { (byte: UInt8) in byte & 0xC0 == 0x80 }
        let before = text[max(0, at - most)..<at]
        let start = before.lastIndex(of: newline).map { $0 + 1 } ?? (before.firstIndex { !isInside($0) } ?? at)
        let end = text[at...].prefix(most).firstIndex(of: newline) ?? min(text.count, at + most)
        let whole = end < text.count && isInside(text[end]) ? text[..<end].lastIndex { !isInside($0) } ?? end : end
        return String(decoding: text[start..<whole], as: UTF8.self)
    }

    /// The words at several spans, “ … ” between them; nil where one reaches beyond the text.
    package func joined(_ spans: [Span]) -> [UInt8]? {
        var joined: [UInt8] = []
        for span in spans {
            guard let bytes = bytes(span) else { return nil }
            if !joined.isEmpty { joined += Array(" … ".utf8) }
            joined += bytes
        }
        return joined
    }

    private func offset(_ point: Int) -> Int {
        if marks.isEmpty { return min(point, text.count) }
        return point / 64 < marks.count ? offset(point, from: (point / 64 * 64, marks[point / 64])) : text.count
    }

    private func offset(_ point: Int, from known: (point: Int, offset: Int)) -> Int {
        var (at, offset) = known
        while at < point, offset < text.count {
            offset += 1
            while offset < text.count, text[offset] & 0xC0 == 0x80 { offset += 1 }
            at += 1
        }
        return offset
    }
}

extension [UInt8] {
    /// Whether all of it is ASCII. Asked of whole texts: eight bytes at a time.
    fileprivate var isPlain: Bool {
        withUnsafeBytes { bytes in
            var at = 0
            while at + 8 <= bytes.count {
                if bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self) & 0x8080_8080_8080_8080 != 0 { return false }
                at += 8
            }
            return bytes[at...].allSatisfy { $0 < 0x80 }
        }
    }
}
