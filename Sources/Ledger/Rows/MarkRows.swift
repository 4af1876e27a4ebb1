import Record
import SQLite
import Wire

/// The marks of statements, and of articles as a whole, in their tables. A choice stands by its name, days as "2019-09-02/2019-09-08"; what else a mark's value holds stands beside it, as JSON.
package struct MarkRows {
    package let connection: Connection

    package init(connection: Connection) { self.connection = connection }

    /// The marks of statements of one article by the statements' rows, those of one layer together, in the order in which they were left.
    ///
    /// - Parameters:
    ///   - statements: their rows, and their numbers in the article, which their marks name them by.
    ///   - text: the article's.
    /// - Throws: `DatabaseError`, where a mark is not as it was written.
    package func marks(of statements: [(row: Int, number: Int)], in text: Slices) throws -> [Int: [Mark]] {
        let numbers = Dictionary(statements.map { ($0.row, $0.number) }, uniquingKeysWith: { first, _ in first })
        var marks: [Int: [Mark]] = [:]
        try connection.query(
            """
            SELECT layer.name, mark_value.version, mark_value.value, confidence, evidence, detail, by, mark.statement
            FROM json_each(\("[\(statements.map { "\($0.row)" }.joined(separator: ","))]")) AS found CROSS JOIN mark ON mark.statement = found.value
            CROSS JOIN mark_value ON mark_value.id = mark.value CROSS JOIN layer ON layer.id = mark_value.layer
            ORDER BY mark.statement, layer.name, mark.number
            """
        ) { found in
            let row = found.int(7)
            guard let number = numbers[row], let mark = MarkRows.mark(found, of: number, in: text) else {
                throw DatabaseError(
                    .damaged, connection.path, "a mark of the layer “\(found.text(0))” is damaged", DatabaseError.restore)
            }
            marks[row, default: []].append(mark)
            return true
        }
        return marks
    }

    /// The marks of a statement that a layer has left.
    package func marks(of row: Int, number: Int, in text: Slices, _ layer: String) throws -> [Mark] {
        try marks(of: [(row, number)], in: text)[row, default: []].filter { $0.layer == layer }
    }

    private static func mark(_ row: borrowing Row, of number: Int, in text: Slices) -> Mark? {
        if let detail = row.optionalText(5) {
            return try? Mark.all(of: .statement(number), json: Array(detail.utf8)).first { [layer = row.text(0)] in
                $0.layer == layer
            }
        }
        guard let spans = SpanList.spans(row.optionalText(4) ?? "[]") else { return nil }
        let evidence = spans.compactMap { span in text.text(span).map { Extract(span: span, text: $0) } }
        guard evidence.count == spans.count else { return nil }
        return Mark(
            of: .statement(number), layer: row.text(0), value: .choice(row.text(2)), confidence: Double(row.int(3)) / 1_000,
            evidence: evidence, by: row.optionalText(6).map { .person($0) } ?? .layer(version: row.int(1)))
    }

    /// Gives a statement marks beside those that it has.
    package func insert(_ marks: [Mark], of row: Int) throws {
        var numbers: [String: Int] = [:]
        for mark in marks {
            let number = numbers[mark.layer, default: 0]
            numbers[mark.layer] = number + 1
            let stored = Stored(mark)
            var detail: String?
            if mark.value.kind != .choice || mark.isOneOfSeveral { detail = String(decoding: Mark.json([mark]), as: UTF8.self) }
            let evidence = detail == nil && !mark.evidence.isEmpty ? SpanList.json(mark.evidence.map(\.span)) : nil
            try connection.run(
                """
                INSERT OR REPLACE INTO mark (statement, value, number, confidence, evidence, detail, by)
                VALUES (\(row), \(try self.row(of: stored, mark.layer)), \(number), \(FindingsRows.thousandths(mark.confidence)),
                    \(evidence), \(detail), \(stored.person))
                """)
        }
    }

    /// What of a mark stands in columns of its own.
    private struct Stored {
        /// The choice by its name, else the kind of the value.
        let value: String
        /// The layer's version; 0 where a person said it.
        let version: Int
        let person: String?

        init(_ mark: Mark) {
            switch mark.value {
            case .choice(let choice), .party(_, _, let choice?): value = choice
            // By their name they are filtered.
            case .days(let days, _): value = days.description
            case .party, .record: value = mark.value.kind.rawValue
            }
            switch mark.by {
            case .layer(let number): (version, person) = (number, nil)
            case .person(let name): (version, person) = (0, name)
            }
        }
    }

    /// The row of `mark_value` that a mark refers to.
    private func row(of stored: Stored, _ layer: String) throws -> Int? {
        try LayerRows(connection: connection).row(of: stored.value, layer: layer, version: stored.version)
    }

    /// Takes a statement's marks of a layer away; of all layers where none is named.
    package func remove(of row: Int, layer: String? = nil) throws {
        guard let layer else { return try connection.run("DELETE FROM mark WHERE statement = \(row)") }
        try connection.run(
            """
            DELETE FROM mark WHERE statement = \(row) AND value IN (
                SELECT mark_value.id FROM layer CROSS JOIN mark_value ON mark_value.layer = layer.id WHERE layer.name = \(layer))
            """)
    }

    // MARK: Of the article as a whole

    /// The marks of an article as a whole, those of one layer together, in the order in which they were left.
    ///
    /// - Throws: `DatabaseError`, where a mark is not as it was written.
    package func marks(ofArticle article: Int) throws -> [Mark] {
        try connection.rows(
            """
            SELECT layer.name, detail FROM article_mark CROSS JOIN mark_value ON mark_value.id = article_mark.value
            CROSS JOIN layer ON layer.id = mark_value.layer
            WHERE article_mark.article = \(article) ORDER BY layer.name, article_mark.number
            """
        ) { row in
            let layer = row.text(0)
            let marks = try? Mark.all(of: .article, json: Array(row.text(1).utf8))
            guard let mark = marks?.first, mark.layer == layer else {
                throw DatabaseError(
                    .damaged, connection.path, "a mark of the layer “\(layer)” on article \(article) is damaged",
                    DatabaseError.restore)
            }
            return mark
        }
    }

    /// Gives an article as a whole marks beside those that it has.
    package func insert(_ marks: [Mark], ofArticle article: Int) throws {
        var numbers: [String: Int] = [:]
        for mark in marks {
            let number = numbers[mark.layer, default: 0]
            numbers[mark.layer] = number + 1
            let stored = Stored(mark)
            try connection.run(
                """
                INSERT OR REPLACE INTO article_mark (article, value, number, confidence, detail, by)
                VALUES (\(article), \(try row(of: stored, mark.layer)), \(number), \(FindingsRows.thousandths(mark.confidence)),
                    \(String(decoding: Mark.json([mark]), as: UTF8.self)), \(stored.person))
                """)
        }
    }

    /// Puts what layers mark now of an article as a whole in the place of what they had marked. Where a person has judged, that stays.
    package func replace(with marks: [Mark], ofArticle article: Int) throws {
        let judged = try self.marks(ofArticle: article).filter { if case .person = $0.by { true } else { false } }.map(\.layer)
        try connection.run("DELETE FROM article_mark WHERE article = \(article) AND by IS NULL")
        try insert(marks.filter { !judged.contains($0.layer) }, ofArticle: article)
    }

    // MARK: The machine's, where a person has judged

    /// What a layer had marked of a statement before a person judged it; nil where nobody has.
    package func machineMarks(of row: Int, number: Int, layer: String) throws -> [Mark]? {
        let json = try connection.row(
            """
            SELECT marks FROM machine_mark CROSS JOIN layer ON layer.id = machine_mark.layer
            WHERE machine_mark.statement = \(row) AND layer.name = \(layer)
            """
        ) { $0.text(0) }
        return try json.map { json in
            guard let marks = try? Mark.all(of: .statement(number), json: Array(json.utf8)) else {
                throw DatabaseError(
                    .damaged, connection.path, "the machine's mark beside a judged one is damaged", DatabaseError.restore)
            }
            return marks
        }
    }

    /// Puts what a layer marks of a statement beside what a person has judged; nil takes it away.
    package func keepMachineMarks(_ marks: [Mark]?, of row: Int, layer: String) throws {
        let layerRow = try LayerRows(connection: connection).row(of: layer)
        guard let marks else {
            return try connection.run("DELETE FROM machine_mark WHERE statement = \(row) AND layer = \(layerRow)")
        }
        try connection.run(
            """
            INSERT OR REPLACE INTO machine_mark (statement, layer, marks)
            VALUES (\(row), \(layerRow), \(String(decoding: Mark.json(marks), as: UTF8.self)))
            """)
    }

    /// Puts what one layer marks now in the place of what it had marked; where a person has judged, beside it.
    package func replace(with marks: [Mark], of row: Int, layer: String) throws {
        let isJudged = try connection.row(
            """
            SELECT 1 FROM machine_mark CROSS JOIN layer ON layer.id = machine_mark.layer
            WHERE machine_mark.statement = \(row) AND layer.name = \(layer)
            """, make: { $0.int(0) })
        guard isJudged == nil else { return try keepMachineMarks(marks, of: row, layer: layer) }
        try remove(of: row, layer: layer)
        try insert(marks, of: row)
    }

    /// Puts what layers mark now in the place of what they had marked; where a person has judged, beside it.
    package func replace(with marks: [Mark], of row: Int) throws {
        let judged = try connection.rows(
            "SELECT layer.name FROM machine_mark CROSS JOIN layer ON layer.id = machine_mark.layer WHERE statement = \(row)"
        ) { $0.text(0) }
        let layers = try connection.rows(
            """
            SELECT DISTINCT layer.name FROM mark CROSS JOIN mark_value ON mark_value.id = mark.value
            CROSS JOIN layer ON layer.id = mark_value.layer WHERE mark.statement = \(row)
            """
        ) { $0.text(0) }
        for layer in layers where !judged.contains(layer) { try remove(of: row, layer: layer) }
        for layer in judged { try keepMachineMarks(marks.filter { $0.layer == layer }, of: row, layer: layer) }
        try insert(marks.filter { !judged.contains($0.layer) }, of: row)
    }
}
