/// The table of archives.
enum ArchiveTable {
    static let table = """
        -- How far crawls' archives have been gone through, so that adding goes on there.
        CREATE TABLE archive (
            known_by TEXT PRIMARY KEY,          -- SHA-256 of the file's size, of its beginning and end, and of what is taken from it
            offset INTEGER NOT NULL,            -- bytes, of the last record
            number INTEGER NOT NULL,            -- of that record, from 1
            ended INTEGER NOT NULL              -- 1 where no record follows
        ) WITHOUT ROWID;
        """
}
