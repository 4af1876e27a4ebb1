import Record
import SQLite

extension Ledger {
    /// How far an archive has been gone through, by what it is known by; nil where nothing of it has been added.
    public func place(inArchive archive: String) throws -> ArchivePlace? {
        try connection.row("SELECT offset, number, ended FROM archive WHERE known_by = ?", archive) { row in
            ArchivePlace(archive: archive, offset: row.int(0), number: row.int(1), isEnd: row.int(2) != 0)
        }
    }
}

extension Adding {
    /// Keeps how far an archive has been gone through, beside the articles up to there.
    package func keep(_ place: ArchivePlace) throws {
        try connection.run(
            "INSERT OR REPLACE INTO archive (known_by, offset, number, ended) VALUES (?, ?, ?, ?)", place.archive, place.offset,
            place.number, place.isEnd ? 1 : 0)
    }
}
