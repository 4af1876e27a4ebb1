import SQLite

/// The tables of a ledger, and how an older file becomes a newer one.
///
/// Every table says what it holds, and any program can read who said what: texts stand as text, places in them as numbers of Unicode code points, which SQLite's
/// `substr` counts too, and the views (`SchemaViews`) put the words together. Enumerations stand as the codes of `Codes`.
///
/// `SchemaTables`, `SchemaViews`, `NearnessTables`, `FeedTables` and `ArchiveTable` are what step 4 to 5 and those before it make, `SealColumns` is what step 5 to 6 makes,
/// `OwnWords` what step 6 to 7, `MendingTables` what step 7 to 8 and `MarksByValue` what step 8 to 9 makes. They are never changed: a later version is a step, whose SQL `present` takes behind them, so that a new file and one brought forward are the same.
package enum Schema {
    /// "Dxit", in the file's header: this database is a ledger.
    static let application = 0x4478_6974

    /// How a file of version 1 becomes one of version 2, and so on. An empty file gets `present` at once, which is what they lead to.
    static let steps: [MigrationStep] = [
        .sql(FeedTables.tables), .work { try PackingStep(connection: $0).run() }, .sql(ArchiveTable.table),
        .work { try PlainStep(connection: $0).run() }, .work { try SealStep(connection: $0).run() },
        .sql(OwnWords.all), .work { try MendingStep(connection: $0).run() }, .sql(MarksByValue.index),
    ]

    /// The file's history, as this program knows it.
    package static let history = FileHistory(application: application, present: present, steps: steps) {
        Fingerprint(of: $0).hex == fingerprint
    }

    /// SHA-256 of all definitions of a file of the present version, as SQLite holds them (`FileSchema.text`): by it a file is known at once for one that
    /// holds nothing else. A new version of the file has another one.
    static let fingerprint = "a36a9fc809d83edc2e68a7d559dd58e0371fc2b29287d374c2c1e682357e84c0"

    /// Bytes of a page. Half of what SQLite takes: most tables of a small ledger are one page or two, and an article fills its pages better.
    static let pageSize = 2_048

    static let present =
        SchemaTables.all + FeedTables.tables + ArchiveTable.table + SchemaViews.all + NearnessTables.all + SealColumns.all
        + OwnWords.all + MendingTables.all + MarksByValue.index
}
