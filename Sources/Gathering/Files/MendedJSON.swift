import Wire

/// JSON as programs write it that is not quite JSON, or not one article.
enum MendedJSON {
    /// The bytes with `null` for NaN, Infinity and -Infinity outside of strings; nil where there are none.
    static func withoutNaN(_ json: [UInt8]) -> [UInt8]? {
        let words = ["-Infinity", "Infinity", "NaN"].map { Array($0.utf8) }
        var mended: [UInt8] = []
        var (isInString, isEscaped, isMended) = (false, false, false)
        var at = 0
        while at < json.count {
            let byte = json[at]
            if isInString {
                isInString = isEscaped || byte != UInt8(ascii: "\"")
                isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
            } else if byte == UInt8(ascii: "\"") {
                isInString = true
            } else if let word = words.first(where: { json[at...].starts(with: $0) }) {
                mended += Array("null".utf8)
                at += word.count
                isMended = true
                continue
            }
            mended.append(byte)
            at += 1
        }
        return isMended ? mended : nil
    }

    /// The articles' own JSON in a file of an array of objects, or of an object with such an array for a member `articles`, as the NewsAPI
    /// answers; nil where the file is neither, or broken.
    static func articles(of json: [UInt8]) -> [[UInt8]]? {
        var reader = JSONReader(json)
        guard let kind = try? reader.peek(), kind == .array || kind == .object else { return nil }
        if kind == .array { return try? elements(&reader) }
        var found: [[UInt8]]?
        var hasText = false
        try? reader.object { name, json in
            hasText = hasText || name == "text"
            if name == "articles", try json.peek() == .array { found = try elements(&json) } else { try json.skip() }
        }
        return hasText ? nil : found
    }

    private static func elements(_ reader: inout JSONReader) throws -> [[UInt8]] {
        var found: [[UInt8]] = []
        try reader.array { found.append(Array(try $0.source().utf8)) }
        return found
    }
}
