import Record
import SQLite

/// What the machine had found of statements that a person has changed.
package struct MachineRows {
    package let connection: Connection

    package init(connection: Connection) { self.connection = connection }

    /// The machine's record of a statement; nil where the statement is as the machine found it.
    package func row(of statement: Int) throws -> ReviewedRow? {
        try connection.row(
            """
            SELECT parent, form, parts, speaker, speaker_confidence, inferred, confidence, NULL, 0 FROM machine_statement WHERE statement = ?
            """, statement
        ) {
            guard let row = ReviewedRow($0) else { throw connection.damaged("what the machine had found is damaged") }
            return row
        }
    }

    package func write(_ row: ReviewedRow, of statement: Int) throws {
        try connection.run(
            """
            INSERT OR REPLACE INTO machine_statement (statement, parent, form, parts, speaker, speaker_confidence, inferred, confidence)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """, statement, row.parent, row.form.code, row.parts.packed, row.speaker, row.speakerConfidence,
            row.isInferred ? 1 : 0,
            row.confidence)
    }

    package func remove(_ statement: Int) throws {
        try connection.run("DELETE FROM machine_statement WHERE statement = ?", statement)
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
