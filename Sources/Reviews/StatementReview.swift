import Actors
import Ledger
import Prose
import Record
import SQLite

/// A statement that is being reviewed, inside a transaction.
package struct StatementReview {
    package let row: Int
    /// The statement as it stands.
    package let before: ReviewedRow
    private let ledger: Ledger
    private let id: StatementID
    private let slices: Slices
    /// Whether a person is just adding it, so that there is no record of the machine's.
    private let isNew: Bool
    private var connection: Connection { ledger.connection }

    /// Takes the statement out of the ledger.
    ///
    /// - Throws: `QuestionError`, where there is none, or it is one that a copy repeats.
    package init(_ ledger: Ledger, _ id: StatementID, isNew: Bool = false) throws {
        let found = try ledger.connection.row(
            """
            SELECT \(ReviewedRow.columns), id, repeats FROM statement WHERE article = \(id.article) AND number = \(id.number)
            """
        ) { (ReviewedRow($0), $0.int(ReviewedRow.width), $0.optionalInt(ReviewedRow.width + 1)) }
        guard let (before, row, repeats) = found else { throw try ledger.noStatement(id) }
        if let repeats {
            let original = try ledger.connection.row("SELECT article, number FROM statement WHERE id = ?", repeats) {
                StatementID(article: $0.int(0), number: $0.int(1))
            }
            throw QuestionError("\(id) stands in a copy and repeats \(original.map { "\($0)" } ?? "another one"); review that")
        }
        var loader = EntryLoader(ledger)
        let slices = try loader.slices(id.article)
        guard let before, slices.joined(before.content) != nil else {
            throw DatabaseError(.damaged, ledger.path, "statement \(id) is damaged", DatabaseError.restore)
        }
        self.ledger = ledger
        self.id = id
        self.row = row
        self.before = before
        self.slices = slices
        self.isNew = isNew
    }

    // MARK: Judging

    /// The statement as a judgement makes it.
    ///
    /// - Parameters:
    ///   - who: under whose name an actor is made, where the judgement tells of a new one.
    ///   - asFound: whether the machine's record is judged, not what others have made of it.
    package func judged(_ judgement: Judgement, by who: String, asFound: Bool = false) throws -> ReviewedRow {
        let found = asFound ? try MachineRows(connection: connection).row(of: row) : nil
        let start = found ?? before
        var after = start
        switch judgement {
        case .wrong:
            after = before
            after.state = .wrong
        case .right where found != nil: after.state = .right
        case .right:
            if before.state == .unreviewed || before.state == .wrong { after.state = try isCorrected ? .corrected : .right }
        case .fix(let correction):
            guard !correction.isEmpty else {
                throw QuestionError("nothing of \(id) is to be changed; name the part that is wrong")
            }
            try apply(correction, to: &after, by: who)
            // A form that is sent as it was filled in says that all is right.
            if !isNew, after == start { return try judged(.right, by: who, asFound: asFound) }
            after.state = isNew || before.state == .added ? .added : .corrected
            after.confidence = 1_000
        }
        return after
    }

    /// The statement whose content holds all of another one: the one with the shortest such piece.
    package func parent(of row: ReviewedRow) throws -> Int? {
        let spans = row.source + row.cue + row.content
        var held: (number: Int, length: Int)?
        try connection.query(
            "SELECT number, \(StatementParts.columns) FROM statement WHERE article = \(id.article) AND state <> 2"
        ) { found in
            let number = found.int(0)
            guard let parts = StatementParts(found, from: 1) else {
                throw DatabaseError(
                    .damaged, ledger.path, "statement \(StatementID(article: id.article, number: number)) is damaged",
                    DatabaseError.restore)
            }
            for piece in parts.content where number != id.number && spans.allSatisfy(piece.contains) {
                if piece.length < held?.length ?? Int.max { held = (number, piece.length) }
            }
            return true
        }
        return held?.number
    }

    /// Whether a person has changed what the machine had found.
    private var isCorrected: Bool {
        get throws { try connection.row("SELECT 1 FROM machine_statement WHERE statement = ?", row) { $0.int(0) } != nil }
    }

    private func apply(_ correction: Correction, to after: inout ReviewedRow, by who: String) throws {
        let before = after
        if let source = correction.source, source.sorted() != before.source.sorted() {
            after.source = try checked(source, "source", mayBeMissing: true)
        }
        if let cue = correction.cue, cue.sorted() != before.cue.sorted() {
            after.cue = try checked(cue, "cue", mayBeMissing: true)
        }
        if let content = correction.content, isNew || content.sorted() != before.content.sorted() {
            after.content = try checked(content, "content", mayBeMissing: false)
            after.form = Form(of: after.content, cue: after.cue, in: slices.text(Span(0, slices.count)) ?? "")
        }
        after.form = correction.form ?? after.form
        if let speaker = correction.speaker {
            (after.speaker, after.actor) = try resolved(speaker, by: who)
            after.speakerConfidence = after.speaker == nil ? nil : 1_000
        }
        if correction.speaker != nil || after.source != before.source {
            after.isInferred = after.speaker != nil && after.source.isEmpty
        }
        switch correction.holder {
        case .article: after.parent = nil
        case .statement(let number): after.parent = try checked(holder: number)
        case nil: break
        }
    }

    /// A statement of the same article that this one can stand in: one that stands neither in this one nor is it.
    private func checked(holder number: Int) throws -> Int {
        let holder = StatementID(article: id.article, number: number)
        // Statements nest a few deep; in a damaged file they may hold each other.
        var (at, steps): (Int?, Int) = (number, 0)
        while let place = at, steps < StatementReview.mostNested {
            if place == id.number {
                throw QuestionError(
                    "\(id) cannot be told by \(holder), which \(steps == 0 ? "is the same" : "stands in it"); name what it stands in"
                )
            }
            let found = try connection.row(
                "SELECT parent, state FROM statement WHERE article = \(id.article) AND number = \(place)"
            ) { (parent: $0.optionalInt(0), state: ReviewState(rawValue: $0.int(1))) }
            guard let found, steps > 0 || found.state != .wrong else {
                throw QuestionError("there is no statement \(holder) to stand in; see dixit show \(id.article)")
            }
            (at, steps) = (found.parent, steps + 1)
        }
        return number
    }

    /// How far statements are followed outwards.
    private static let mostNested = 64

    /// Spans in order that lie in the text, hold something, and do not overlap.
    private func checked(_ spans: [Span], _ part: String, mayBeMissing: Bool) throws -> [Span] {
        let spans = spans.sorted()
        if spans.isEmpty, !mayBeMissing {
            throw QuestionError("a statement cannot be without its \(part); judge it wrong where there is none")
        }
        for span in spans {
            if span.length == 0 {
                throw QuestionError("\(part) \(span.start)-\(span.end) holds no character; the end is the one behind the last")
            }
            if span.end > slices.count {
                throw QuestionError(
                    "\(part) \(span.start)-\(span.end) reaches beyond the text of article \(id.article), which has \(slices.count) characters; "
                        + "count from its start, as dixit show \(id) does")
            }
        }
        for (a, b) in zip(spans, spans.dropFirst()) where a.overlaps(b) {
            throw QuestionError(
                "the pieces \(a.start)-\(a.end) and \(b.start)-\(b.end) of the \(part) overlap; give each character once")
        }
        return spans
    }

    private var entities: [StoredEntity] { get throws { try EntityRows(connection: connection).entities(of: id.article) } }

    /// The article's entity and the actor that somebody is.
    private func resolved(_ speaker: Correction.Speaker, by who: String) throws -> (entity: Int?, actor: Int?) {
        switch speaker {
        case .nobody: return (nil, nil)
        case .entity(let number):
            guard try entities.contains(where: { $0.number == number }) else {
                throw QuestionError("article \(id.article) has no entity \(number); see dixit show \(id.article)")
            }
            return (number, nil)
        case .actor(let actor):
            let entity = try entities.first { entity in try entity.actor.flatMap { try ledger.actor(id: $0)?.id } == actor }
            return entity.map { ($0.number, nil) } ?? (nil, actor)
        case .new(let record): return try resolved(.actor(made(record, by: who)), by: who)
        }
    }

    /// The actor that is made for a new speaker, or that has the name and kind already.
    private func made(_ record: ActorRecord, by who: String) throws -> Int {
        try record.checkName()
        switch try ledger.take(record, by: who) {
        case .made(let actor, _), .changed(let actor, _), .known(let actor): return actor
        case .ambiguous(let actors):
            throw QuestionError(
                "“\(record.name)” may be any of \(actors.map { "@\($0)" }.joined(separator: ", ")); name one of them by its number"
            )
        }
    }

    // MARK: Changing

    /// Makes the statement what `after` says, and the index of words and of mentions what follows from it; its article is to be sealed anew.
    package func change(to after: ReviewedRow) throws {
        if !isNew { try keepMachineRecord(after) }
        let actor = try actor(after)
        let words = WordRows(connection: connection)
        try words.withdraw(row)
        try connection.run(
            "UPDATE statement SET \(after.assignments), actor = \(actor), state = \(after.state.rawValue) WHERE id = \(row)")
        try after.parts.writePieces(of: row, on: connection)
        try words.enter(row)
        let changes = (after.content, after.speaker, after.actor) != (before.content, before.speaker, before.actor)
        if changes { try mention(after, speaker: actor) }
        let parts = (after.source, after.cue, after.content)
        if isNew || parts != (before.source, before.cue, before.content) || after.speaker != before.speaker { try unmark() }
        try connection.settleLeast(id.article)
    }

    /// Takes away what layers have found of other words than these, and has the article be marked again by the next `dixit reread --layers`; what people
    /// have judged stays.
    private func unmark() throws {
        try MarkRows(connection: connection).replace(with: [], of: row)
        try connection.run("UPDATE article SET layers = NULL WHERE id = \(id.article)")
    }

    /// Who speaks, mergers followed.
    private func actor(_ row: ReviewedRow) throws -> Int? {
        guard let speaker = row.speaker else { return try row.actor.flatMap { try ledger.actor(id: $0)?.id } }
        return try entities.first { $0.number == speaker }?.actor.flatMap { try ledger.actor(id: $0)?.id }
    }

    /// The machine's record is put aside before it is changed for the first time, and put back, not kept twice, when that is undone.
    private func keepMachineRecord(_ after: ReviewedRow) throws {
        let rows = MachineRows(connection: connection)
        if let kept = try rows.row(of: row) {
            if kept == after.machineRecord { try rows.remove(row) }
        } else if before.state != .added, after.record != before.record {
            try rows.write(before, of: row)
        }
    }

    /// Whom the content mentions, as when the statement was added.
    private func mention(_ after: ReviewedRow, speaker: Int?) throws {
        try connection.run("DELETE FROM about WHERE statement = ?", row)
        for entity in try entities where entity.isMentioned(in: after.content) {
            guard let actor = try entity.actor.flatMap({ try ledger.actor(id: $0)?.id }), actor != speaker else { continue }
            try connection.run("INSERT OR IGNORE INTO about (actor, statement) VALUES (?, ?)", actor, row)
        }
    }
}
