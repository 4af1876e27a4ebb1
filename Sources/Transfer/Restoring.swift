import Actors
import Ledger
import Record
import Reviews
import SQLite

extension Entry {
    /// Why a line that says it was exported cannot be added. The description is a clause, with what to do.
    public struct ExportFault: Error, Sendable, CustomStringConvertible {
        /// The clause.
        public let description: String
    }

    /// The entry of a line that `dixit export --format jsonl` has written, with its bytes, statements and reviews; nil where the article has no
    /// member `ledger`, so that it has to be read.
    ///
    /// - Parameters:
    ///   - article: the line's article.
    ///   - line: its JSON.
    /// - Throws: `ExportFault`, where the line is not as it was written: its bytes have another SHA-256, a span other words.
    public init?(exported article: Article, line: [UInt8]) throws(ExportFault) {
        guard let member = article.carried.first(where: { $0.name == "ledger" }) else { return nil }
        let remedy = "export it again, or leave the member \"ledger\" out to have the article read"
        let kept: KeptRecord
        var record: ArticleRecord
        do {
            kept = try KeptRecord(json: member.json)
            record = try ArticleRecord(json: line)
        } catch {
            throw ExportFault(description: "it is no line of an export (\(error)); \(remedy)")
        }
        let text = Array(record.article.text.utf8)
        guard Fingerprint(of: kept.given ?? text) == kept.sha256 else {
            throw ExportFault(description: "its text or its bytes were changed since it was exported; \(remedy)")
        }
        let slices = Slices(of: text)
        for extract in Entry.extracts(record.findings) where slices.text(extract.span) != extract.text {
            throw ExportFault(
                description: "“\(extract.text.prefix(40))” does not stand at \(extract.span.start)-\(extract.span.end); \(remedy)"
            )
        }
        let hidden = kept.hidden.compactMap { $0.row.statement($0.number, in: slices) }
        guard hidden.count == kept.hidden.count else {
            throw ExportFault(description: "a statement found wrong has spans beyond its text; \(remedy)")
        }
        let statements = (record.findings.statements + hidden).sorted { $0.id < $1.id }
        guard Set(statements.map(\.id)).count == statements.count else {
            throw ExportFault(description: "two statements have the same id; \(remedy)")
        }
        var placed = record.article
        placed.carried.removeAll { $0.name == "ledger" }
        self.init(
            article: placed, given: kept.given ?? text,
            findings: Findings(statements: statements, entities: record.findings.entities),
            reader: record.reader)
        restoration = kept
    }

    private static func extracts(_ findings: Findings) -> [Extract] {
        findings.statements.flatMap { $0.source + $0.cue + $0.content } + findings.entities.flatMap { $0.mentions.map(\.extract) }
    }
}

extension KeptRecord: Restoration {
    package func begin(on connection: Connection) throws -> [Int: Int]? {
        guard let actors = try RestoredActors(actors, on: connection), try actors.make() else { return nil }
        return actors.kept.assigned
    }

    package func end(_ article: Int, hasActors: Bool, on connection: Connection) throws {
        try RestoredArticle(connection, article, self, isChained: hasActors).settle()
        if hasActors, let actors { try RestoredActors.log(actors, on: connection) }
    }
}

/// Gives an article that has just been added what the ledger that it was exported from knew of it.
package struct RestoredArticle {
    package let ledger: Connection
    /// Its number here.
    package let article: Int
    package let kept: KeptRecord
    /// Whether the actors are those of the ledger that it was exported from, and the numbers of acts as well.
    private let isChained: Bool

    package init(_ connection: Connection, _ article: Int, _ kept: KeptRecord, isChained: Bool) {
        self.isChained = isChained
        ledger = connection
        self.article = article
        self.kept = kept
    }

    /// To be called once, in the transaction that added the article.
    package func settle() throws {
        try ledger.run(
            "UPDATE article SET added = ?, last_number = max(last_number, ?) WHERE id = ?", kept.added, kept.lastNumber, article)
        try settleCopy()
        for standing in kept.statements { try settle(standing) }
        for machine in kept.machine {
            let row = try ledger.row("SELECT id FROM statement WHERE article = ? AND number = ?", article, machine.number) {
                $0.int(0)
            }
            if let row { try MachineRows(connection: ledger).write(machine.row, of: row) }
        }
        try insertActs()
    }

    /// Which statements repeat which follows from the original as it was when the copy was added, which may have been reviewed since.
    private func settleCopy() throws {
        guard let original = kept.copyOf,
            let copied = try ledger.row(
                "SELECT id FROM article WHERE sha256 = ? AND copy_of IS NULL", original.bytes, make: { $0.int(0) }),
            copied < article
        else { return }
        try ledger.run("UPDATE article SET copy_of = ?, likeness = ? WHERE id = ?", copied, kept.likeness, article)
        try ledger.run("DELETE FROM band WHERE article = ?", article)
        let repeats = Dictionary(kept.statements.map { ($0.number, $0.repeats) }, uniquingKeysWith: { first, _ in first })
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

    private func settle(_ standing: KeptRecord.Standing) throws {
        let found = try ledger.row("SELECT id FROM statement WHERE article = \(article) AND number = \(standing.number)") {
            $0.int(0)
        }
        guard let row = found else { return }
        let words = WordRows(connection: ledger)
        try words.withdraw(row)
        try ledger.run(
            "UPDATE statement SET state = \(standing.state.rawValue), gone = \(standing.isGone ? 1 : 0) WHERE id = \(row)")
        try words.enter(row)
        if isChained {
            if let actor = kept.actors?.named[standing.number] {
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

    private func insertActs() throws {
        var rows: [Int] = []
        for act in kept.acts {
            let undone = act.undoes.flatMap { rows.indices.contains($0) ? rows[$0] : nil }
            try ledger.run(
                """
                INSERT INTO act (id, at, who, verb, after_article, article, statement, detail, undoes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, isChained ? act.id : nil, act.at, act.who, act.verb, isChained ? act.after ?? article : article, article,
                act.statement, act.detail, undone)
            rows.append(ledger.lastInserted)
        }
    }
}
