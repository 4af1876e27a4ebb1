import Actors
import Ledger
import Record
import Reviews
import SQLite
import Wire

/// When, by whom and from which file articles are taken up: what their acts in the log say, and `dixit show`.
public struct RestorationStamp: Sendable, Hashable {
    /// Seconds since 1970-01-01, UTC.
    public let at: Int
    /// Who has them taken up.
    public let who: String
    /// The file, as it was named.
    public let file: String

    /// A stamp of its parts.
    public init(at: Int, who: String, file: String) {
        self.at = at
        self.who = who
        self.file = file
    }
}

extension PreparedArticle {
    /// Why a line cannot be taken up as one of an export. The description is a clause, with what to do.
    public struct ExportError: Error, Sendable, CustomStringConvertible {
        /// The clause.
        public let description: String
    }

    /// The article of a line that `dixit export --format jsonl` has written, with its bytes, statements and reviews, which are believed: for
    /// files that a person vouches for, and for nothing that comes from elsewhere.
    ///
    /// - Parameters:
    ///   - line: the line's JSON.
    ///   - stamp: what the log says of its being taken up.
    ///   - cards: of the layers that there are: a mark that its own layer could not have left is refused.
    /// - Throws: `ExportError`, where the line is none, or not as it was written: its bytes have another SHA-256, a span other words, a number
    ///   is none that there can be, or refers to nothing.
    public init(restoring line: [UInt8], stamp: RestorationStamp, cards: [LayerCard] = []) throws(ExportError) {
        let remedy = "export it again, or have the article read by dixit add"
        let envelope: ExportEnvelope
        let record: ArticleRecord
        do {
            record = try ArticleRecord(json: line)
            guard let member = record.article.carried.first(where: { $0.name == "ledger" }) else {
                throw ExportError(
                    description:
                        "it is no line of an export: it has no member \"ledger\" (one with filters has none); have it read by dixit add"
                )
            }
            envelope = try ExportEnvelope(json: member.json)
        } catch let error as ExportError {
            throw error
        } catch {
            throw ExportError(description: "it is no line of an export (\(error)); \(remedy)")
        }
        if let removed = envelope.removed {
            try PreparedArticle.check(removed, envelope, cards: cards)
            self.init(removed: envelope.sha256, restoration: StampedEnvelope(envelope: envelope, stamp: stamp))
            return
        }
        try self.init(record, envelope, stamp, cards: cards, remedy: remedy)
    }

    /// The article of a record that was made elsewhere, by `dixit read` or in Spark: believed as it is, with nobody's judgements, and known by its text.
    ///
    /// - Parameters:
    ///   - line: a line that `dixit read -f jsonl` has written.
    ///   - stamp: what the log says of its being taken up.
    ///   - cards: of the layers that there are.
    /// - Throws: `ExportError`, where the line is none, or not as it was written.
    public init(readElsewhere line: [UInt8], stamp: RestorationStamp, cards: [LayerCard] = []) throws(ExportError) {
        let remedy = "write it again, or have the article read: without --as-read"
        let record: ArticleRecord
        do {
            record = try ArticleRecord(json: line)
        } catch {
            throw ExportError(description: "it is no record of dixit read (\(error)); \(remedy)")
        }
        guard !record.reader.version.isEmpty, !record.reader.model.isEmpty else {
            throw ExportError(description: "it does not tell which program and model have read it (reader); \(remedy)")
        }
        if record.article.carried.contains(where: { $0.name == "ledger" }) {
            throw ExportError(description: "it is a line of a ledger's export; have it taken up by dixit restore")
        }
        let text = Array(record.article.text.utf8)
        let last = record.findings.statements.map(\.id).max() ?? -1
        let envelope = ExportEnvelope(sha256: Fingerprint(of: text), given: nil, added: stamp.at, lastNumber: last)
        try self.init(record, envelope, stamp, cards: cards, remedy: remedy)
    }

    /// What is believed of a line holds together, or is refused.
    private init(
        _ record: ArticleRecord, _ envelope: ExportEnvelope, _ stamp: RestorationStamp, cards: [LayerCard], remedy: String
    ) throws(ExportError) {
        let text = Array(record.article.text.utf8)
        guard Fingerprint(of: envelope.given ?? text) == envelope.sha256 else {
            throw ExportError(description: "its text or its bytes were changed since it was exported; \(remedy)")
        }
        let slices = Slices(of: text)
        for extract in PreparedArticle.extracts(record.findings) where slices.text(extract.span) != extract.text {
            throw ExportError(
                description: "“\(extract.text.prefix(40))” does not stand at \(extract.span.start)-\(extract.span.end); \(remedy)"
            )
        }
        let hidden = envelope.hidden.compactMap { $0.row.statement($0.number, in: slices) }
        guard hidden.count == envelope.hidden.count, envelope.otherRows.allSatisfy({ $0.statement(0, in: slices) != nil }) else {
            throw ExportError(description: "a statement found wrong or changed has spans beyond its text; \(remedy)")
        }
        let statements = (record.findings.statements + hidden).sorted { $0.id < $1.id }
        let findings = Findings(
            statements: statements, entities: record.findings.entities,
            marks: record.findings.marks + envelope.hidden.flatMap(\.marks), links: record.findings.links + envelope.hiddenLinks)
        if let fault = ExportCoherence(findings: findings, envelope: envelope, cards: cards).fault {
            throw ExportError(description: "\(fault); \(remedy)")
        }
        var placed = record.article
        placed.carried = envelope.carried(of: record.article)
        self.init(
            article: placed, given: envelope.given ?? text,
            findings: findings, reader: record.reader, layers: envelope.layers)
        restoration = StampedEnvelope(envelope: envelope, stamp: stamp)
    }

    /// Refuses what is kept of a removed article where it is not what an export writes, so that it could not be brought back.
    private static func check(_ removed: ExportEnvelope.Removed, _ envelope: ExportEnvelope, cards: [LayerCard])
        throws(ExportError)
    {
        if let fault = envelope.removalFault { throw ExportError(description: "\(fault); export it again") }
        guard let line = removed.line else { return }
        let kept = try PreparedArticle(
            restoring: Array(line.utf8), stamp: RestorationStamp(at: 0, who: "", file: ""), cards: cards)
        guard kept.fingerprint == envelope.sha256, !kept.isRemoved else {
            throw ExportError(description: "what it keeps of an article that was removed is another article; export it again")
        }
    }

    /// What layers have found of statements found wrong stands in no line's `statements`.
    private static func extracts(_ findings: Findings) -> [Extract] {
        let ofStatements = findings.statements.flatMap { $0.source + $0.cue + $0.content }
        let ofEntities = findings.entities.flatMap { $0.mentions.map(\.extract) }
        return ofStatements + ofEntities + findings.marks.flatMap { $0.evidence + $0.value.extracts }
    }
}

extension ExportEnvelope {
    /// The members of an article as it came: without what an export adds to them, and with the former way of knowing a date that was corrected.
    fileprivate func carried(of article: Article) -> [Article.Carried] {
        var carried = article.carried.filter { $0.name != "ledger" }
        guard let former else { return carried }
        carried.removeAll { $0.name == FieldValues.member }
        if former.values[.published] != nil {
            carried.removeAll { $0.name == DateSource.member }
            if let source = former.dateSource {
                carried.append(Article.Carried(name: DateSource.member, json: "\"\(source.rawValue)\""))
            }
        }
        return carried
    }

    /// What stands in the records and the log beside the statements themselves: the machine's, and those before and after each act.
    fileprivate var otherRows: [ReviewedRow] {
        machine.map(\.row) + acts.compactMap { ReviewDetail(json: $0.detail) }.flatMap { [$0.before, $0.after] }
    }
}

/// What a line tells, and the stamp that it gets.
private struct StampedEnvelope: Restoration {
    let envelope: ExportEnvelope
    let stamp: RestorationStamp

    func begin(on connection: Connection) throws -> [Int: Int]? {
        guard let actors = try RestoredActors(envelope.actors, on: connection), try actors.make() else { return nil }
        return actors.exported.assigned
    }

    var outlet: Int? { envelope.actors?.outlet }

    var outletName: String? { envelope.actors?.outletGiven }

    func removed(as article: Int, hasActors: Bool) -> RemovedArticle? {
        guard let removed = envelope.removed else { return nil }
        return RemovedArticle(
            article: article, fingerprint: envelope.sha256,
            line: removed.line.map { hasActors ? $0 : ExportedArticle.withoutActors($0) },
            copies: hasActors ? removed.copies : [])
    }

    func end(_ article: Int, hasActors: Bool, on connection: Connection) throws {
        let restored = RestoredArticle(connection, article, envelope, isChained: hasActors)
        if envelope.removed == nil { try restored.settle() } else { try restored.insertActs() }
        if hasActors, let actors = envelope.actors { try RestoredActors.log(actors, on: connection) }
        if !hasActors { try leave(on: connection) }
        var detail = JSONWriter()
        detail.object { $0.member("from", stamp.file) }
        try ActLog(connection: connection).append(
            "restore", by: stamp.who, at: stamp.at, on: .article(article), String(decoding: detail.bytes, as: UTF8.self))
    }

    func leave(on connection: Connection) throws {
        guard let actors = envelope.actors else { return }
        try RestoredOutletActs(connection, actors, from: stamp.file).take()
        try RestoredActorActs(connection, actors, from: stamp.file).take()
    }
}

extension Connection {
    /// The number under which an act of another ledger stands in this one: its own, unless another act has it. A stamp makes room for it,
    /// since nobody refers to a stamp by number.
    func number(ofAct id: Int) throws -> Int? {
        try run("UPDATE act SET id = (SELECT max(id) + 1 FROM act), hash = NULL WHERE id = \(id) AND verb = 'restore'")
        return try row("SELECT 1 FROM act WHERE id = \(id)", make: { $0.int(0) }) == nil ? id : nil
    }
}

/// Gives an article that has just been added what the ledger that it was exported from knew of it.
package struct RestoredArticle {
    package let ledger: Connection
    /// Its number here.
    package let article: Int
    package let envelope: ExportEnvelope
    /// Whether the actors are those of the ledger that it was exported from, and the numbers of acts as well.
    private let isChained: Bool

    package init(_ connection: Connection, _ article: Int, _ envelope: ExportEnvelope, isChained: Bool) {
        self.isChained = isChained
        ledger = connection
        self.article = article
        self.envelope = envelope
    }

    /// To be called once, in the transaction that added the article.
    package func settle() throws {
        try ledger.run(
            "UPDATE article SET added = ?, last_number = max(last_number, ?) WHERE id = ?", envelope.added, envelope.lastNumber,
            article)
        try settleCopy()
        for standing in envelope.statements { try settle(standing) }
        try settleFormer()
        for machine in envelope.machine {
            let row = try ledger.row("SELECT id FROM statement WHERE article = ? AND number = ?", article, machine.number) {
                $0.int(0)
            }
            if let row { try MachineRows(connection: ledger).write(machine.row, of: row) }
        }
        for marks in envelope.machineMarks {
            let row = try ledger.row("SELECT id FROM statement WHERE article = \(article) AND number = \(marks.number)") {
                $0.int(0)
            }
            let found = try Mark.all(of: .statement(marks.number), json: Array(marks.json.utf8))
            if let row { try MarkRows(connection: ledger).keepMachineMarks(found, of: row, layer: marks.layer) }
        }
        try insertActs()
    }

    /// Which statements repeat which follows from the original as it was when the copy was added, which may have been reviewed since.
    private func settleCopy() throws {
        guard let original = envelope.copyOf,
            let copied = try ledger.row(
                "SELECT id FROM article WHERE sha256 = ? AND copy_of IS NULL", original.bytes, make: { $0.int(0) }),
            copied < article
        else { return }
        try ledger.run("UPDATE article SET copy_of = ?, likeness = ? WHERE id = ?", copied, envelope.likeness, article)
        try ledger.run("DELETE FROM band WHERE article = ?", article)
        let repeats = Dictionary(envelope.statements.map { ($0.number, $0.repeats) }, uniquingKeysWith: { first, _ in first })
        let rows = try ledger.rows("SELECT id, number, repeats FROM statement WHERE article = \(article)") {
            (id: $0.int(0), number: $0.int(1), repeats: $0.optionalInt(2))
        }
        let words = WordRows(connection: ledger)
        for row in rows {
            let wanted = try (repeats[row.number] ?? nil).flatMap { number in
                try ledger.row("SELECT id FROM statement WHERE article = \(copied) AND number = \(number)") { $0.int(0) }
            }
            guard wanted != row.repeats else { continue }
            try words.withdraw(row.id)
            try ledger.run("UPDATE statement SET repeats = \(wanted) WHERE id = \(row.id)")
            try words.enter(row.id)
        }
    }

    private func settle(_ standing: ExportEnvelope.Standing) throws {
        let found = try ledger.row("SELECT id FROM statement WHERE article = \(article) AND number = \(standing.number)") {
            $0.int(0)
        }
        guard let row = found else { return }
        let words = WordRows(connection: ledger)
        try words.withdraw(row)
        try ledger.run(
            "UPDATE statement SET state = \(standing.state.rawValue), gone = \(standing.isGone ? 1 : 0) WHERE id = \(row)")
        try words.enter(row)
        if let parent = standing.parent { try ledger.run("UPDATE statement SET parent = \(parent) WHERE id = \(row)") }
        if isChained {
            if let actor = envelope.actors?.named[standing.number] {
                try ledger.run("UPDATE statement SET actor = \(actor) WHERE id = \(row)")
            }
            return
        }
        guard let name = standing.actor else { return }
        let named = try ledger.rows(
            "SELECT id FROM actor WHERE key IN (?, ?) AND name = ? LIMIT 2", ActorName.hash(ActorName.key(name, .person)),
            ActorName.hash(ActorName.key(name, nil)), name, make: { $0.int(0) })
        if named.count == 1 { try ledger.run("UPDATE statement SET actor = \(named[0]) WHERE id = \(row)") }
    }

    /// What a person has corrected, and how a corrected date is known.
    private func settleFormer() throws {
        guard let former = envelope.former, !former.values.isEmpty else { return }
        try ledger.run("UPDATE article SET corrected = \(former.json) WHERE id = \(article)")
        if former.values[.published] != nil {
            try ledger.run(
                "UPDATE article SET published_by = CASE WHEN published IS NOT NULL THEN \(DateSource.user.rawValue) END WHERE id = \(article)"
            )
        }
    }

    fileprivate func insertActs() throws {
        var rows: [Int] = []
        for act in envelope.acts {
            let undone = act.undoes.flatMap { rows.indices.contains($0) ? rows[$0] : nil }
            let number = isChained ? try act.id.flatMap { try ledger.number(ofAct: $0) } : nil
            try ledger.run(
                """
                INSERT INTO act (id, at, who, verb, after_article, article, statement, detail, undoes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, number, act.at, act.who, act.verb, isChained ? act.after ?? article : article, article,
                act.statement, act.detail, undone)
            rows.append(ledger.lastInserted)
        }
    }
}
