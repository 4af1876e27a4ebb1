import Ledger
import SQLite

/// An SQLite file of a ledger's tables for others: plain tables and indexes, no views, nothing of Dixit's own. Documentation/exporting.md tells of it.
package struct TableDatabase {
    private let path: String

    /// - Parameter path: an empty file, or none.
    package init(at path: String) { self.path = path }

    /// Writes all tables, as the ledger is at this moment.
    ///
    /// - Throws: `DatabaseError`.
    package func write(_ export: TableExport) throws {
        let file = try Connection(at: path, for: .making)
        // Whoever wants the file waits until it has its name; what is half written is thrown away.
        try file.runAll("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;")
        try file.runAll(TableDatabase.tables)
        try file.transaction {
            try export.snapshot {
                for table in LedgerTable.allCases {
                    try export.read(table) { row in try TableDatabase.insert(row, into: table, of: file) }
                }
            }
        }
        try file.runAll(TableDatabase.indexes)
    }

    private static func insert(_ row: [UInt8], into table: LedgerTable, of file: Connection) throws {
        let cells = (1..<table.width).reduce(cell(0)) { list, place in "\(list), \(cell(place))" }
        let line = String(decoding: row, as: UTF8.self)
        try file.run("INSERT INTO \(table.view) SELECT \(cells) FROM (SELECT \(line) AS line)")
    }

    private static func cell(_ place: Int) -> SQL {
        let path: String = "$[\(place)]"
        return "json_extract(line, \(path))"
    }

    private static let tables = """
        CREATE TABLE articles (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL, title TEXT, outlet TEXT, author TEXT, published TEXT, day TEXT, published_by TEXT, url TEXT,
            text TEXT NOT NULL, copy_of INTEGER, added TEXT, reader TEXT, model TEXT, sha256 TEXT, corrected TEXT
        );
        CREATE TABLE actors (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT, names TEXT, statements INTEGER, told_by_others INTEGER
        );
        CREATE TABLE statements (
            id TEXT PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles, number INTEGER NOT NULL, parent TEXT, speaker TEXT,
            actor INTEGER REFERENCES actors, kind TEXT, sourcing TEXT, source TEXT, cue TEXT, content TEXT, form TEXT, confidence REAL,
            speaker_confidence REAL, day TEXT, outlet TEXT, title TEXT, url TEXT, review TEXT
        );
        CREATE TABLE mentions (
            article INTEGER NOT NULL REFERENCES articles, entity INTEGER NOT NULL, name TEXT, kind TEXT, actor INTEGER, start INTEGER NOT NULL,
            "end" INTEGER NOT NULL, text TEXT, form TEXT
        );
        CREATE TABLE marks (
            statement TEXT REFERENCES statements, article INTEGER NOT NULL REFERENCES articles, number INTEGER, layer TEXT NOT NULL, value TEXT,
            version INTEGER, confidence REAL, evidence TEXT, detail TEXT, "by" TEXT
        );
        CREATE TABLE links (
            a TEXT NOT NULL REFERENCES statements, b TEXT NOT NULL REFERENCES statements, layer TEXT NOT NULL, value TEXT, confidence REAL, "by" TEXT
        );
        """

    private static let indexes = """
        CREATE INDEX statements_article ON statements (article, number);
        CREATE INDEX statements_actor ON statements (actor);
        CREATE INDEX mentions_article ON mentions (article);
        CREATE INDEX marks_statement ON marks (statement);
        """
}
