/// The words by which a statement is found.
struct WordRows {
    let connection: Connection

    /// Makes the index hold other words for a statement; nil for none, where it does not count.
    func change(_ statement: Int, from old: [UInt8]?, to new: [UInt8]?) throws {
        if old == new { return }
        if let old {
            try connection.run(
                "INSERT INTO statement_words (statement_words, rowid, content) VALUES ('delete', ?, ?)", statement,
                String(decoding: old, as: UTF8.self))
        }
        if let new {
            try connection.run(
                "INSERT INTO statement_words (rowid, content) VALUES (?, ?)", statement, String(decoding: new, as: UTF8.self))
        }
    }
}
