import Record
import SQLite

/// What the machine had found of statements that a person has changed.
package struct MachineRows {
    package let connection: Connection

    package init(connection: Connection) { self.connection = connection }

    /// The machine's record of a statement; nil where the statement is as the machine found it.
    package func row(of statement: Int) throws -> ReviewedRow? {
        try connection.row(
            "SELECT \(ReviewedRow.machineColumns) FROM machine_statement AS machine WHERE statement = \(statement)"
        ) { row in
            guard let reviewed = ReviewedRow(row) else {
                throw DatabaseError(
                    .damaged, connection.path, "the machine's record in row \(statement) is damaged", DatabaseError.restore)
            }
            return reviewed
        }
    }

    /// The machine's records of an article's statements, by the statements' numbers, ascending.
    package func rows(of article: Int) throws -> [(number: Int, row: ReviewedRow)] {
        try connection.rows(
            """
            SELECT \(ReviewedRow.machineColumns), statement.number FROM statement
            CROSS JOIN machine_statement AS machine ON machine.statement = statement.id
            WHERE statement.article = \(article) ORDER BY statement.number
            """
        ) { row in
            guard let reviewed = ReviewedRow(row) else {
                throw DatabaseError(
                    .damaged, connection.path,
                    "the machine's record of statement s\(article).\(row.int(ReviewedRow.width)) is damaged",
                    DatabaseError.restore)
            }
            return (row.int(ReviewedRow.width), reviewed)
        }
    }

    package func write(_ row: ReviewedRow, of statement: Int) throws {
        try connection.run(
            """
            INSERT OR REPLACE INTO machine_statement (statement, parent, form, speaker, speaker_confidence, inferred, confidence,
                \(StatementParts.written))
            VALUES (\(statement), \(row.parent), \(row.form.code), \(row.speaker), \(row.speakerConfidence), \(row.isInferred ? 1 : 0),
                \(row.confidence), \(row.parts.machineValues))
            """)
    }

    package func remove(_ statement: Int) throws {
        try connection.run("DELETE FROM machine_statement WHERE statement = \(statement)")
    }
}

extension ReviewedRow {
    /// What the machine can say of a statement: all but what people judge of it, and whom they name.
    package var machineRecord: ReviewedRow {
        var copy = record
        copy.actor = nil
        return copy
    }
}
