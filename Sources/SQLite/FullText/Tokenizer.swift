import CSQLite

/// What cuts the ledger's texts into words: a tokenizer of FTS5 (https://sqlite.org/fts5.html#custom_tokenizers).
package final class Tokenizer {
    private let functions: fts5_tokenizer
    private let instance: OpaquePointer

    package init(_ kind: FullTextIndex.Words, on connection: Connection) throws {
        let api = try FTS5.api(on: connection)
        var (data, functions, instance): (UnsafeMutableRawPointer?, fts5_tokenizer, OpaquePointer?) = (nil, fts5_tokenizer(), nil)
        let (name, words): (String, [StaticString]) =
            switch kind {
            case .plain: ("unicode61", ["remove_diacritics", "2"])
            case .stems: ("porter", ["unicode61", "remove_diacritics", "2"])
            case .ascii: ("ascii", [])
            }
        guard api.pointee.xFindTokenizer?(api, name, &data, &functions) == SQLITE_OK else {
            throw connection.fault(SQLITE_ERROR)
        }
        // A literal of the program lives as long as the program.
        var arguments: [UnsafePointer<CChar>?] = words.map { word in
            UnsafeRawPointer(word.utf8Start).assumingMemoryBound(to: CChar.self)
        }
        let status = functions.xCreate(data, &arguments, Int32(arguments.count), &instance)
        guard status == SQLITE_OK, let instance else { throw connection.fault(status) }
        self.functions = functions
        self.instance = instance
    }

    deinit { functions.xDelete?(instance) }

    /// Hands out the words of a text, as the index keeps them, with their places: counted in words, and in bytes.
    package func tokens(
        of text: [UInt8], _ take: (_ word: UnsafeBufferPointer<UInt8>, _ place: Int, _ bytes: Range<Int>) -> Void
    ) {
        withoutActuallyEscaping(take) { take in
            var taking = Taking(take: take)
            text.withUnsafeBytes { bytes in
                let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
                _ = withUnsafeMutablePointer(to: &taking) { taking in
                    functions.xTokenize(
                        instance, UnsafeMutableRawPointer(taking), FTS5_TOKENIZE_DOCUMENT, start, Int32(clamping: text.count)
                    ) { context, _, token, count, start, end in
                        guard let taking = context?.assumingMemoryBound(to: Taking.self), let token else { return SQLITE_OK }
                        token.withMemoryRebound(to: UInt8.self, capacity: Int(count)) {
                            // FTS5 cuts a longer word off (FTS5_MAX_TOKEN_SIZE).
                            taking.pointee.take(
                                UnsafeBufferPointer(start: $0, count: min(Int(count), 32_768)), taking.pointee.place,
                                Int(start)..<Int(end))
                        }
                        taking.pointee.place += 1
                        return SQLITE_OK
                    }
                }
            }
        }
    }

    private struct Taking {
        let take: (UnsafeBufferPointer<UInt8>, Int, Range<Int>) -> Void
        var place = 0
    }
}
