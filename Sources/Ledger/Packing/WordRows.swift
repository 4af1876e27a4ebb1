import Record
import SQLite

/// The words by which a statement is found.
package struct WordRows {
    package let connection: Connection

    package init(connection: Connection) { self.connection = connection }

    /// Makes the index hold other words for a statement; nil for none, where it does not count.
    package func change(_ statement: Int, from old: [UInt8]?, to new: [UInt8]?) throws {
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
