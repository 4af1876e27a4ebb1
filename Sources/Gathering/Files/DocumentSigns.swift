/// By what the files of other programs are known from plain texts: page workers tell them apart (`Pages/forms.py`), this only sends them there.
enum DocumentSigns {
    /// First bytes of ZIP (Word, OpenDocument, EPUB, …), rich text, Safari's web archives, old Word and Excel files, Zstandard, SQLite.
    private static let beginnings: [[UInt8]] = [
        [0x50, 0x4B, 0x03, 0x04], Array("{\\rtf".utf8), Array("bplist00".utf8), [0xD0, 0xCF, 0x11, 0xE0],
        [0x28, 0xB5, 0x2F, 0xFD], Array("SQLite format 3".utf8), Array("WEBVTT".utf8),
        Array("TY  - ".utf8), Array("7z".utf8) + [0xBC, 0xAF], [0xFD] + Array("7zXZ".utf8), Array("Rar!".utf8),
        [0xFF, 0xD8, 0xFF],
        [0x89] + Array("PNG".utf8), Array("GIF8".utf8),
    ]

    /// Whether a file that begins so is no plain text but another program's.
    static func areIn(_ head: ArraySlice<UInt8>) -> Bool {
        if beginnings.contains(where: { head.starts(with: $0) }) { return true }
        let isUTF16 = head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF])
        let visible = head.drop { [0xEF, 0xBB, 0xBF, 0x20, 0x09, 0x0A, 0x0D].contains($0) }
        // A line of JSON with a NUL in it is refused alone.
        if head.contains(0), !isUTF16, visible.first != UInt8(ascii: "{") { return true }
        let text = String(decoding: visible, as: UTF8.self)
        return text.hasPrefix("<?xml") || isMail(text) || isSubtitles(text) || databases(head)
    }

    /// Whether it is an export of Nexis, ProQuest, Factiva or Europresse.
    static func databases(_ head: ArraySlice<UInt8>) -> Bool {
        let text = String(decoding: head, as: UTF8.self)
        let hasCodes = text.contains("<b>HD</b>") && (text.contains("<b>WC</b>") || text.contains("<b>PD</b>"))
        if hasCodes || text.contains("enArticle\"") || text.contains("DocPublicationName") { return true }
        let lines = text.split(omittingEmptySubsequences: true, whereSeparator: \.isNewline).prefix(60)
        if let first = lines.first, first.count >= 20, first.allSatisfy({ $0 == "_" }) {
            return lines.contains { $0.hasPrefix("Full text: ") || $0.hasPrefix("ProQuest document") || $0.hasPrefix("Author: ") }
        }
        let trimmed = lines.map { $0.drop(while: \.isWhitespace) }
        if trimmed.contains(where: isCount) || isFactiva(trimmed) { return true }
        let codes = trimmed.filter { line in
            let code = line.prefix { !$0.isWhitespace }
            let behind = line.dropFirst(code.count)
            let isApart = behind.allSatisfy(\.isWhitespace) || behind.hasPrefix("  ") || behind.hasPrefix("\t")
            return isApart && ["HD", "BY", "WC", "PD", "SN", "LP", "TD"].contains(code)
        }
        return codes.count >= 4 || trimmed.contains(where: isLength) && trimmed.contains("Body")
    }

    /// "2 of 9 DOCUMENTS"
    private static func isCount(_ line: Substring) -> Bool {
        let words = line.split(separator: " ")
        return words.count == 4 && Int(words[0]) != nil && words[1] == "of" && Int(words[2]) != nil && words[3] == "DOCUMENTS"
    }

    /// "Length: 412 words", as Nexis Uni has it.
    private static func isLength(_ line: Substring) -> Bool {
        let words = line.split(separator: " ")
        return words.count == 3 && words[0] == "Length:" && words[2] == "words"
    }

    /// "412 words", below it "5 March 2024", and soon the language or whose right it is: Factiva's head of an article, without codes.
    private static func isFactiva(_ lines: [Substring]) -> Bool {
        lines.indices.dropLast().contains { place in
            isLengthAndDay(lines[place], lines[place + 1])
                && lines[(place + 2)...].prefix(10).contains { line in
                    let line = line.lowercased()
                    return line == "english" || ["(c)", "©", "copyright"].contains(where: line.hasPrefix)
                }
        }
    }

    private static func isLengthAndDay(_ length: Substring, _ day: Substring) -> Bool {
        let (length, day) = (length.split(separator: " "), day.split(separator: " "))
        guard length.count == 2, length[1] == "words", length[0].allSatisfy({ $0.isNumber || $0 == "," }), day.count == 3 else {
            return false
        }
        return Int(day[0]) != nil && day[1].allSatisfy(\.isLetter) && day[2].count == 4 && Int(day[2]) != nil
    }

    /// Whether fields of an e-mail's head stand at the beginning.
    private static func isMail(_ text: String) -> Bool {
        let names = text.prefix(4000).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).prefix { !$0.isEmpty }
            .compactMap { line in line.firstIndex(of: ":").map { line[..<$0].lowercased() } }
        let known = names.filter {
            ["from", "to", "subject", "date", "mime-version", "received", "message-id", "content-type"].contains($0)
        }
        return known.count >= 3 && (known.contains("mime-version") || known.contains("message-id") || known.contains("received"))
    }

    /// "1", and below it "00:00:01,000 --> 00:00:04,000".
    private static func isSubtitles(_ text: String) -> Bool {
        let lines = text.prefix(200).split(whereSeparator: \.isNewline).prefix(2)
        return lines.count == 2 && Int(lines[0]) != nil && lines[1].contains(" --> ")
    }
}
