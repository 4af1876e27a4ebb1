import CSQLite
import Record
import SQLite

/// Takes statements and articles out of the ledger, one row after the other. The article taken last is kept at hand, since what stands
/// together is mostly of one article.
package struct EntryLoader {
    private let ledger: Ledger
    private var article: ArticleEntry?
    private var slices: (article: Int, Slices)?
    private var names: (article: Int, [Int: String])?
    /// The article of which one name was asked for alone.
    private var named: Int?

    package init(_ ledger: Ledger) { self.ledger = ledger }

    /// The article of a number; nil where there is none.
    package mutating func article(_ id: Int) throws -> ArticleEntry? {
        if let article, article.id == id { return article }
        article = try ledger.connection.row(
            """
            SELECT article.id, article.name, path, title, outlet.name, author, published, url, copy_of, published_by, corrected
            FROM article LEFT JOIN outlet ON outlet.id = article.outlet WHERE article.id = ?
            """, id
        ) {
            ArticleEntry(
                id: $0.int(0), name: $0.text(1), path: $0.text(2), title: $0.optionalText(3), outlet: $0.optionalText(4),
                author: $0.optionalText(5), published: $0.optionalText(6),
                dateSource: $0.optionalText(9).flatMap(DateSource.init(rawValue:)), url: $0.optionalText(7),
                copyOf: $0.optionalInt(8), former: $0.optionalText(10).flatMap(FieldValues.init(json:)))
        }
        return article
    }

    /// The text of an article, to be cut.
    package mutating func slices(_ article: Int) throws -> Slices {
        if let slices, slices.article == article { return slices.1 }
        guard let text = try ledger.connection.text(of: article) else {
            throw DatabaseError(.damaged, ledger.path, "the text of article \(article) is missing", DatabaseError.restore)
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

    /// What an article calls one of its entities: looked up alone where nothing else of the article has been named.
    private mutating func name(of entity: Int, in article: Int) throws -> String? {
        if names?.article != article, named != article {
            named = article
            let slices = try slices(article)
            return try EntityRows(connection: ledger.connection).entity(entity, of: article)?.name(in: slices)
        }
        return try names(article)[entity]
    }

    /// The statement of a row.
    ///
    /// - Parameter matches: where in its content the words stand that were searched for.
    package mutating func statement(row: Int, matches: [Span] = []) throws -> StatementEntry? {
        guard let found = try loaded("statement.id = \(row)"), let article = try article(found.id.article) else { return nil }
        guard var record = found.record else { throw damaged(found.id) }
        record.parent = try record.parent.flatMap { try shown(ancestor: $0, in: article.id) }
        guard let statement = try record.statement(found.id.number, in: slices(article.id)) else { throw damaged(found.id) }
        let marks = try MarkRows(connection: ledger.connection).marks(of: row, number: found.id.number, in: slices(article.id))
        let parties = marks.compactMap { mark -> Int? in if case .party(let entity, _, _) = mark.value { entity } else { nil } }
        let partyNames = try parties.isEmpty ? [:] : names(article.id).filter { parties.contains($0.key) }
        return StatementEntry(
            id: found.id, article: article, statement: statement, actor: found.actor,
            speaker: try record.speaker.flatMap { try name(of: $0, in: article.id) } ?? found.actor?.name,
            tellers: try tellers(record.parent, of: found.actor, in: article.id), state: record.state,
            isGone: found.isGone, marks: marks, partyNames: partyNames, matches: matches)
    }

    private func loaded(_ condition: SQL) throws -> LoadedRow? {
        try ledger.connection.row(
            """
            SELECT \(ReviewedRow.columns), statement.article, statement.number, statement.gone, actor.id, actor.name, actor.kind
            FROM statement LEFT JOIN actor ON actor.id = statement.actor WHERE \(condition)
            """
        ) { LoadedRow($0) }
    }

    /// How many who tell one another's statements are named.
    private static let mostTellers = 8

    /// Who says a statement and those that hold it, the nearest first; whoever reports themselves is left out.
    private mutating func tellers(_ parent: Int?, of speaker: ActorEntry?, in article: Int) throws -> [String] {
        var (tellers, at, steps) = ([String](), parent, 0)
        while let number = at, steps < EntryLoader.mostTellers {
            steps += 1
            guard let found = try loaded("statement.article = \(article) AND statement.number = \(number)"),
                let record = found.record,
                let statement = try record.statement(number, in: slices(article))
            else { break }
            if found.actor == nil || found.actor != speaker {
                let called = try found.actor?.name ?? record.speaker.flatMap { try name(of: $0, in: article) }
                tellers.append(called ?? (statement.source.isEmpty ? "somebody not named" : statement.source.words))
            }
            at = try record.parent.flatMap { try shown(ancestor: $0, in: article) }
        }
        return tellers
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
    package mutating func machineRecord(row: Int, of id: StatementID) throws -> Statement? {
        try MachineRows(connection: ledger.connection).row(of: row)?.statement(id.number, in: slices(id.article))
    }

    private func damaged(_ id: StatementID) -> DatabaseError {
        DatabaseError(.damaged, ledger.path, "the spans of statement \(id) are not in its article", DatabaseError.restore)
    }
}

/// The columns of a statement that is loaded.
private struct LoadedRow {
    let record: ReviewedRow?
    let id: StatementID
    let isGone: Bool
    let actor: ActorEntry?

    init(_ row: borrowing Row) {
        let next = ReviewedRow.width
        record = ReviewedRow(row)
        id = StatementID(article: row.int(next), number: row.int(next + 1))
        isGone = row.int(next + 2) != 0
        actor = row.optionalInt(next + 3).map { [name = row.text(next + 4), kind = row.optionalText(next + 5)] id in
            ActorEntry(id: id, name: name, kind: kind.flatMap(EntityKind.init(rawValue:)))
        }
    }
}
