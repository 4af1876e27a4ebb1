import Actors
import Ledger
import Record
import SQLite
import Wire

/// Replaces the machine's records of one article, inside a transaction.
package struct ArticleRereading {
    private let ledger: Ledger
    private let article: Int
    private let slices: Slices
    private let day: Int?
    private let formerReader: Int
    private let original: CopySearch.Original?
    private var lastNumber: Int
    private let formerEntities: [StoredEntity]
    private var connection: Connection { ledger.connection }

    /// Takes the article out of the ledger.
    ///
    /// - Throws: `DatabaseError`, where it is not there.
    package init(_ article: Int, in ledger: Ledger) throws {
        let found = try ledger.connection.row("SELECT last_number, day, copy_of, reader FROM article WHERE id = ?", article) {
            (last: $0.int(0), day: $0.optionalInt(1), original: $0.optionalInt(2), reader: $0.int(3))
        }
        guard let found else {
            throw DatabaseError(
                .refused, ledger.path, "there is no article \(article)", "see dixit find --in articles for numbers")
        }
        var loader = EntryLoader(ledger)
        self.ledger = ledger
        self.article = article
        slices = try loader.slices(article)
        (day, lastNumber, formerReader) = (found.day, found.last, found.reader)
        original = try found.original.map {
            CopySearch.Original(article: $0, likeness: 0, text: Array(try loader.slices($0).whole.utf8))
        }
        formerEntities = try EntityRows(connection: ledger.connection).entities(of: article)
    }

    /// Writes what was found, and what follows from it; the article is to be sealed anew.
    package mutating func replace(with findings: Findings, by reader: ReaderVersion) throws -> RereadChanges {
        let former = try formerStatements()
        let names = try names()
        var rows = FindingsRows(connection: connection, article: article, day: day, text: Array(slices.whole.utf8))
        let entities = EntityMatch(from: formerEntities, to: findings.entities)
        let known = entities.kept(findings.entities, formerEntities, names)
        try rows.insert(findings.entities, actors: ActorResolution(connection: connection).actors(of: findings.entities, known))
        let match = StatementMatch(former: former, found: findings.statements)
        let numbers = numbers(of: findings.statements, match)
        var changes = RereadChanges()
        changes.articles = 1
        var repeated = try original.map { try RepeatedStatements(of: $0, on: connection) }
        for statement in former where match.found(statement) == nil {
            try leave(statement, entities, former, &changes)
        }
        let found = Dictionary(grouping: findings.marks, by: \.subject)
        for statement in findings.statements {
            let marks = found[.statement(statement.id)] ?? []
            let repeats = repeated?.take(statement, in: slices)
            let parent = statement.parent.flatMap { numbers[$0] }
            if let old = match.former(of: statement) {
                let record = ReviewedRow(statement, parent: parent)
                try MarkRows(connection: connection).replace(with: marks, of: old.id)
                if old.isJudged {
                    try carry(old, record, entities, numbers)
                    changes.carried += 1
                    changes.same += 1
                } else {
                    let isSame =
                        old.row.parts == record.parts && old.row.form == record.form && old.row.parent == parent
                        && old.row.speaker.flatMap({ names[$0] })
                            == statement.speaker.flatMap { id in findings.entities.first { $0.id == id }?.name }
                    try update(old, to: record, repeats: repeats)
                    if isSame { changes.same += 1 } else { changes.changed += 1 }
                }
            } else {
                let row = try rows.insert(statement, number: numbers[statement.id] ?? 0, parent: parent, repeats: repeats)
                try MarkRows(connection: connection).insert(marks, of: row)
                changes.new += 1
            }
        }
        // What an article says names statements by the numbers that the reader has given; here they have those of the ledger.
        let ofArticle = (found[.article] ?? []).compactMap { $0.renumbered(numbers) }
        try MarkRows(connection: connection).replace(with: ofArticle, ofArticle: article)
        let links = LinkRows(connection: connection)
        try links.removeFound(of: article)
        try links.insert(findings.links, of: article, numbers: numbers)
        try settle(reader)
        try settleActors()
        return changes
    }

    /// What the log keeps of it.
    package func detail(_ reader: ReaderVersion) -> String {
        let former = try? connection.row("SELECT version, model FROM reader WHERE id = ?", formerReader) {
            ($0.text(0), $0.text(1))
        }
        var json = JSONWriter()
        json.object { json in
            json.member("from", former.map { "\($0.0) \($0.1)" })
            json.member("to", "\(reader.version) \(reader.model)")
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }

    // MARK: What there is

    private func formerStatements() throws -> [FormerStatement] {
        let machine = MachineRows(connection: connection)
        return try connection.rows(
            "SELECT \(ReviewedRow.columns), id, number FROM statement WHERE article = \(article) ORDER BY number"
        ) { row in
            let (id, number) = (row.int(ReviewedRow.width), row.int(ReviewedRow.width + 1))
            guard let reviewed = ReviewedRow(row) else {
                throw DatabaseError(
                    .damaged, ledger.path, "statement \(StatementID(article: article, number: number)) is damaged",
                    DatabaseError.restore)
            }
            return FormerStatement(id: id, number: number, row: reviewed, machine: try machine.row(of: id))
        }
    }

    private func names() throws -> [Int: String] {
        Dictionary(
            formerEntities.compactMap { entity in entity.name(in: slices).map { (entity.number, $0) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// The numbers of the statements found: those of the former ones that they match, else new ones.
    private mutating func numbers(of found: [Statement], _ match: StatementMatch) -> [Int: Int] {
        var numbers: [Int: Int] = [:]
        for statement in found {
            if let former = match.former(of: statement) {
                numbers[statement.id] = former.number
            } else {
                lastNumber += 1
                numbers[statement.id] = lastNumber
            }
        }
        return numbers
    }

    // MARK: Writing

    /// A former statement that is found no more: what somebody has judged stays.
    private func leave(
        _ old: FormerStatement, _ entities: EntityMatch, _ former: [FormerStatement], _ changes: inout RereadChanges
    ) throws {
        guard old.isJudged else {
            changes.gone += 1
            return try remove(old)
        }
        try write(entities.moved(old.row), of: old)
        if let machine = old.machine { try MachineRows(connection: connection).write(entities.moved(machine), of: old.id) }
        // What a person has added was never the machine's to find.
        guard old.row.state != .added else { return }
        try connection.run("UPDATE statement SET gone = 1 WHERE id = ?", old.id)
        changes.lost.append(StatementID(article: article, number: old.number))
    }

    private func remove(_ old: FormerStatement) throws {
        let words = WordRows(connection: connection)
        try words.withdraw(old.id)
        // What a copy repeated of it counts by itself now, until the copy is read again as well.
        let repeating = try connection.rows("SELECT id, article FROM statement WHERE repeats = \(old.id)") {
            (id: $0.int(0), article: $0.int(1))
        }
        for copy in repeating {
            try ArticleSeal(connection: connection).renew(copy.article) {
                try connection.run("UPDATE statement SET repeats = NULL WHERE id = \(copy.id)")
                try words.enter(copy.id)
                try connection.settleLeast(copy.article)
            }
        }
        try connection.run("DELETE FROM mark WHERE statement = \(old.id)")
        try connection.run("DELETE FROM machine_mark WHERE statement = \(old.id)")
        try unlink(old)
        try connection.run("DELETE FROM piece WHERE statement = \(old.id)")
        try connection.run("DELETE FROM about WHERE statement = \(old.id)")
        try connection.run("DELETE FROM statement WHERE id = \(old.id)")
    }

    /// Takes away what links a statement with others; other articles' links to it are sealed with those.
    private func unlink(_ old: FormerStatement) throws {
        try connection.run("DELETE FROM link WHERE a = \(old.id)")
        let linked = try connection.rows(
            "SELECT link.a, statement.article FROM link CROSS JOIN statement ON statement.id = link.a WHERE link.b = \(old.id)"
        ) { (statement: $0.int(0), article: $0.int(1)) }
        for link in linked {
            let remove = { try connection.run("DELETE FROM link WHERE a = \(link.statement) AND b = \(old.id)") }
            // This article is sealed at the end.
            if link.article == article {
                try remove()
            } else {
                try ArticleSeal(connection: connection).renew(link.article, remove)
            }
        }
    }

    /// A judged statement stays as it was judged; beside it stands what the machine finds now.
    private func carry(_ old: FormerStatement, _ found: ReviewedRow, _ entities: EntityMatch, _ numbers: [Int: Int]) throws {
        var shown = entities.moved(old.row)
        // The statement that held it may be gone.
        if let parent = shown.parent, !numbers.values.contains(parent) { shown.parent = found.parent }
        if old.row.state == .wrong { shown = found.judged(.wrong) }
        try write(shown, of: old)
        try connection.run("UPDATE statement SET gone = 0 WHERE id = ?", old.id)
        let machine = MachineRows(connection: connection)
        if shown.machineRecord == found.machineRecord || old.row.state == .added {
            try machine.remove(old.id)
        } else {
            try machine.write(found, of: old.id)
        }
    }

    private func update(_ old: FormerStatement, to found: ReviewedRow, repeats: Int?) throws {
        try write(found, of: old, repeats: repeats)
    }

    /// - Parameter repeats: the row of the statement that it repeats; where it is left out, that stays as it is.
    private func write(_ row: ReviewedRow, of old: FormerStatement, repeats: Int?? = .none) throws {
        let words = WordRows(connection: connection)
        try words.withdraw(old.id)
        try connection.run(
            "UPDATE statement SET \(row.assignments), actor = \(row.actor), state = \(row.state.rawValue) WHERE id = \(old.id)")
        try row.parts.writePieces(of: old.id, on: connection)
        if case .some(let repeats) = repeats {
            try connection.run("UPDATE statement SET repeats = \(repeats) WHERE id = \(old.id)")
        }
        try words.enter(old.id)
    }

    /// Who is who, where the article spoke of it or does now.
    private func settleActors() throws {
        let present = try EntityRows(connection: connection).entities(of: article)
        let touched = Set((formerEntities + present).compactMap(\.actor))
        for actor in touched { try ActorRows(connection: connection).recount(actor) }
        try ActorSettlement(connection: connection).settle(touched)
    }

    /// Who speaks and who is spoken of, which statements lie in one that is gone, and what the article's own row says.
    private func settle(_ reader: ReaderVersion) throws {
        try connection.run(
            """
            UPDATE statement SET parent = NULL WHERE article = ?1 AND parent IS NOT NULL
                AND parent NOT IN (SELECT number FROM statement WHERE article = ?1)
            """, article)
        try AssignedActors(connection: connection, article: article).write()
        let row = try connection.readerRow(reader)
        try connection.run("UPDATE article SET reader = ?, last_number = ? WHERE id = ?", row, lastNumber, article)
        try connection.settleLeast(article)
    }
}

/// A statement as it stood before its article was read again.
package struct FormerStatement: Hashable {
    package let id: Int
    package let number: Int
    /// As it is shown.
    package let row: ReviewedRow
    /// What the machine had found, where a person has changed it.
    package let machine: ReviewedRow?

    package var isJudged: Bool { row.state != .unreviewed }

}

extension ReviewedRow {
    /// The machine's record of a statement.
    package init(_ statement: Statement, parent: Int?) {
        let parts = statement.parts
        self.init(
            form: statement.form, source: parts.source, cue: parts.cue, content: parts.content,
            confidence: FindingsRows.thousandths(statement.confidence))
        self.parent = parent
        speaker = statement.speaker
        speakerConfidence = statement.speakerConfidence.map(FindingsRows.thousandths)
        isInferred = statement.isSpeakerInferred
    }

    /// The same record, judged.
    package func judged(_ state: ReviewState) -> ReviewedRow {
        var copy = self
        copy.state = state
        return copy
    }
}

extension Slices {
    /// All of the text.
    package var whole: String { text(Span(0, count)) ?? "" }
}
