import CSQLite
import Record
import SQLite

/// Takes statements and articles out of the ledger, one row after the other. The article taken last is kept at hand, since what stands
/// together is mostly of one article.
package struct EntryShelf {
    private let ledger: Ledger
    private var article: ArticleEntry?
    private var slices: (article: Int, Slices)?
    private var names: (article: Int, [Int: String])?

    package init(_ ledger: Ledger) { self.ledger = ledger }

    /// The article of a number; nil where there is none.
    package mutating func article(_ id: Int) throws -> ArticleEntry? {
        if let article, article.id == id { return article }
        article = try ledger.connection.row(
            """
            SELECT article.id, article.name, path, title, outlet.name, author, published, url, copy_of
            FROM article LEFT JOIN outlet ON outlet.id = article.outlet WHERE article.id = ?
            """, id
        ) {
            ArticleEntry(
                id: $0.int(0), name: $0.text(1), path: $0.text(2), title: $0.optionalText(3), outlet: $0.optionalText(4),
                author: $0.optionalText(5), published: $0.optionalText(6), url: $0.optionalText(7), copyOf: $0.optionalInt(8))
        }
        return article
    }

    /// The text of an article, to be cut.
    package mutating func slices(_ article: Int) throws -> Slices {
        if let slices, slices.article == article { return slices.1 }
        let packed = try ledger.connection.row("SELECT text FROM body WHERE article = ?", article) { $0.blob(0) }
        guard let text = packed.flatMap({ Packed.unpack(text: $0) }) else {
            throw LedgerFault(.damaged, ledger.path, "the text of article \(article) is damaged", LedgerFault.restore)
        }
        let made = Slices(of: text)
        slices = (article, made)
        return made
    }

    /// What an article's entities are called there.
    package mutating func names(_ article: Int) throws -> [Int: String] {
        if let names, names.article == article { return names.1 }
        let slices = try slices(article)
        let pairs = try EntityRows(connection: ledger.connection).entities(of: article).compactMap { entity in
            entity.name(in: slices).map { (entity.number, $0) }
        }
        let made = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
        names = (article, made)
        return made
    }

    /// The statement of a row.
    ///
    /// - Parameter matches: where in its content the words stand that were searched for.
    package mutating func statement(row: Int, matches: [Span] = []) throws -> StatementEntry? {
        let found = try ledger.connection.row(
            """
            SELECT article, number, parent, form, parts, speaker, speaker_confidence, inferred, confidence, state, gone,
                actor.id, actor.name, actor.kind
            FROM statement LEFT JOIN actor ON actor.id = statement.actor WHERE statement.id = ?
            """, row
        ) { StatementRow($0) }
        guard var found, let article = try article(found.article) else { return nil }
        let slices = try slices(article.id)
        found.parent = try found.parent.flatMap { try shown(ancestor: $0, in: article.id) }
        guard let statement = found.statement(of: slices), let state = found.state else {
            throw damaged(StatementID(article: article.id, number: found.number))
        }
        return StatementEntry(
            id: StatementID(article: article.id, number: found.number), article: article, statement: statement,
            actor: found.actor,
            speaker: try found.speaker.flatMap { try names(article.id)[$0] } ?? found.actor?.name, state: state,
            isGone: found.isGone, matches: matches)
    }

    /// A statement that holds another one; where it was found wrong, the one that holds it in turn.
    private func shown(ancestor number: Int, in article: Int) throws -> Int? {
        var number = number
        // Statements nest a few deep; in a damaged file they may hold each other.
        for _ in 0..<64 {
            let found = try ledger.connection.row(
                "SELECT state, parent FROM statement WHERE article = ? AND number = ?", article, number
            ) {
                ($0.int(0), $0.optionalInt(1))
            }
            guard let (state, parent) = found else { return nil }
            if state != ReviewState.wrong.rawValue { return number }
            guard let parent else { return nil }
            number = parent
        }
        return nil
    }

    /// What the machine had found, where a person has changed the statement of a row.
    package mutating func machineRecord(row: Int, in article: Int) throws -> Statement? {
        let found = try ledger.connection.row(
            """
            SELECT statement.article, statement.number, machine.parent, machine.form, machine.parts, machine.speaker,
                machine.speaker_confidence, machine.inferred, machine.confidence, 0, 0, NULL, NULL, NULL
            FROM machine_statement AS machine JOIN statement ON statement.id = machine.statement WHERE machine.statement = ?
            """, row
        ) { StatementRow($0) }
        guard let found else { return nil }
        guard let statement = try found.statement(of: slices(article)) else {
            throw damaged(StatementID(article: article, number: found.number))
        }
        return statement
    }

    private func damaged(_ id: StatementID) -> LedgerFault {
        LedgerFault(.damaged, ledger.path, "the row of statement \(id) is damaged, or its spans are not in its article", LedgerFault.restore)
    }
}

/// The columns of a statement, its places still packed.
private struct StatementRow {
    let article: Int
    let number: Int
    var parent: Int?
    let form: Int
    let parts: StatementParts?
    let speaker: Int?
    let speakerConfidence: Int?
    let isInferred: Bool
    let confidence: Int
    let state: ReviewState?
    let isGone: Bool
    let actor: ActorEntry?

    init(_ row: borrowing Row) {
        article = row.int(0)
        number = row.int(1)
        parent = row.optionalInt(2)
        form = row.int(3)
        parts = row.parts(4)
        speaker = row.optionalInt(5)
        speakerConfidence = row.optionalInt(6)
        isInferred = row.int(7) != 0
        confidence = row.int(8)
        state = ReviewState(rawValue: row.int(9))
        isGone = row.int(10) != 0
        actor = row.optionalInt(11).map { [name = row.text(12), kind = row.optionalText(13)] id in
            ActorEntry(id: id, name: name, kind: kind.flatMap(EntityKind.init(rawValue:)))
        }
    }

    /// The statement with its words; nil where its spans are not in the text.
    func statement(of slices: Slices) -> Statement? {
        guard let parts, let form = Form(code: form), state != nil else { return nil }
        let all = [parts.source, parts.cue, parts.content]
        let extracts = all.map { spans in spans.compactMap { span in slices.text(span).map { Extract(span: span, text: $0) } } }
        guard extracts.map(\.count) == all.map(\.count) else { return nil }
        return Statement(
            id: number, parent: parent, form: form, source: extracts[0], cue: extracts[1], content: extracts[2],
            speaker: speaker, confidence: Double(confidence) / 1_000,
            speakerConfidence: speakerConfidence.map { Double($0) / 1_000 },
            isSpeakerInferred: isInferred)
    }
}
