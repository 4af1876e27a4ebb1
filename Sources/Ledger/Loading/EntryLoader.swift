import CSQLite
import Record
import SQLite

/// Takes statements and articles out of the ledger, one row after the other. The article taken last is kept at hand, since what stands
/// together is mostly of one article.
package struct EntryLoader {
    private let ledger: Ledger
    private var article: ArticleEntry?
    private var slices: (article: Int, Slices)?
    private var entities: (article: Int, [StoredEntity])?
    private var names: (article: Int, [Int: String])?
    /// The rows of statements that are loaded together, by their numbers: what holds one is mostly among them.
    private var together: (article: Int, [Int: LoadedRow])?
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

    /// An article's entities.
    package mutating func entities(_ article: Int) throws -> [StoredEntity] {
        if let entities, entities.article == article { return entities.1 }
        let found = try EntityRows(connection: ledger.connection).entities(of: article)
        entities = (article, found)
        return found
    }

    /// What an article's entities are called there.
    package mutating func names(_ article: Int) throws -> [Int: String] {
        if let names, names.article == article { return names.1 }
        let slices = try slices(article)
        let made = try EntityRows(connection: ledger.connection).names(of: article, in: slices)
        names = (article, made)
        return made
    }

    /// What an article calls one of its entities: looked up alone where nothing else of the article has been named, nor will be.
    private mutating func name(of entity: Int, in article: Int) throws -> String? {
        if together == nil, names?.article != article, named != article {
            named = article
            let slices = try slices(article)
            return try EntityRows(connection: ledger.connection).names(of: article, only: entity, in: slices)[entity]
        }
        return try names(article)[entity]
    }

    /// The statement of a row; nil where there is none.
    package mutating func statement(row: Int) throws -> StatementEntry? {
        guard let found = try loaded("statement.id = \(row)").first else { return nil }
        return try entries([found]).first
    }

    /// The statements of an article in the order of their numbers, those found wrong left out: asked for in one go, however many there are.
    ///
    /// - Parameter limit: how many of the first are wanted; nil for all.
    package mutating func statements(of article: Int, first limit: Int? = nil) throws -> [StatementEntry] {
        // Of all, those found wrong tell which one holds those inside them.
        let wanted: SQL =
            limit.map {
                "statement.id IN (SELECT id FROM statement WHERE article = \(article) AND state <> 2 ORDER BY number LIMIT \($0))"
            } ?? "statement.article = \(article)"
        let found = try loaded(wanted)
        together = (article, Dictionary(found.map { ($0.id.number, $0) }, uniquingKeysWith: { first, _ in first }))
        defer { together = nil }
        return try entries(found.filter { $0.state != ReviewState.wrong.rawValue })
    }

    /// The statements of an article that stand in a stretch of its text, or may, and some others by their numbers; those found wrong left out.
    package mutating func statements(of article: Int, in span: Span, and numbers: [Int]) throws -> [StatementEntry] {
        try entries(
            try loaded(
                """
                statement.article = \(article) AND statement.state <> 2 AND (statement.number IN (\(numbers)) OR statement.pieces & 4
                    OR statement.content_start < \(span.end) AND statement.content_start + statement.content_length > \(span.start))
                """))
    }

    /// The statements of rows of one article.
    private mutating func entries(_ rows: [LoadedRow]) throws -> [StatementEntry] {
        guard let first = rows.first, let article = try article(first.id.article) else { return [] }
        let slices = try slices(article.id)
        let marks = try MarkRows(connection: ledger.connection).marks(
            of: rows.map { (row: $0.row, number: $0.id.number) }, in: slices)
        return try rows.map { try entry($0, marks[$0.row] ?? [], of: article, slices) }
    }

    private mutating func entry(
        _ found: LoadedRow, _ marks: [Mark], of article: ArticleEntry, _ slices: Slices
    ) throws -> StatementEntry {
        guard var record = found.record else { throw damaged(found.id) }
        record.parent = try record.parent.flatMap { try shown(ancestor: $0, in: article.id) }
        guard let statement = record.statement(found.id.number, in: slices) else { throw damaged(found.id) }
        let parties = marks.compactMap { mark -> Int? in if case .party(let entity, _, _) = mark.value { entity } else { nil } }
        let partyNames = try parties.isEmpty ? [:] : names(article.id).filter { parties.contains($0.key) }
        return StatementEntry(
            id: found.id, article: article, statement: statement, actor: found.actor,
            speaker: try record.speaker.flatMap { try name(of: $0, in: article.id) } ?? found.actor?.name,
            tellers: try tellers(record.parent, of: found.actor, in: article.id), state: record.state,
            isGone: found.isGone, marks: marks, partyNames: partyNames, matches: [])
    }

    private func loaded(_ condition: SQL) throws -> [LoadedRow] {
        try ledger.connection.rows(
            """
            SELECT \(ReviewedRow.columns), statement.id, statement.article, statement.number, statement.gone, actor.id, actor.name, actor.kind
            FROM statement LEFT JOIN actor ON actor.id = statement.actor WHERE \(condition) ORDER BY statement.number
            """
        ) { LoadedRow($0) }
    }

    /// The row of a statement by its number; nil where there is none.
    private func loaded(_ number: Int, in article: Int) throws -> LoadedRow? {
        if let together, together.article == article, let row = together.1[number] { return row }
        return try loaded("statement.article = \(article) AND statement.number = \(number)").first
    }

    /// How many who tell one another's statements are named.
    private static let mostTellers = 8

    /// Who says a statement and those that hold it, the nearest first; whoever reports themselves is left out.
    private mutating func tellers(_ parent: Int?, of speaker: ActorEntry?, in article: Int) throws -> [String] {
        var (tellers, at, steps) = ([String](), parent, 0)
        while let number = at, steps < EntryLoader.mostTellers {
            steps += 1
            guard let found = try loaded(number, in: article), let record = found.record,
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
            guard let (state, parent) = try place(of: number, in: article) else { return nil }
            if state != ReviewState.wrong.rawValue { return number }
            guard let parent else { return nil }
            number = parent
        }
        return nil
    }

    /// What a person has judged of a statement, and which one holds it.
    private func place(of number: Int, in article: Int) throws -> (state: Int, parent: Int?)? {
        if let together, together.article == article, let row = together.1[number] { return (row.state, row.parent) }
        return try ledger.connection.row("SELECT state, parent FROM statement WHERE article = ? AND number = ?", article, number)
        {
            ($0.int(0), $0.optionalInt(1))
        }
    }

    /// A statement as the machine had found it, where a person has changed it; nil where nobody has.
    package mutating func asFound(_ entry: StatementEntry) throws -> StatementEntry? {
        let connection = ledger.connection
        let (article, number) = (entry.id.article, entry.id.number)
        guard
            let row = try connection.row(
                "SELECT id FROM statement WHERE article = \(article) AND number = \(number)", make: { $0.int(0) }),
            let found = try MachineRows(connection: connection).row(of: row),
            let statement = try found.statement(number, in: slices(article))
        else { return nil }
        let assigned = try found.speaker.flatMap { speaker in
            try EntityRows(connection: connection).entities(of: article).first { $0.number == speaker }?.actor
        }
        let actor = try assigned.flatMap { id in
            try connection.row(
                """
                SELECT root.id, root.name, root.kind FROM actor JOIN actor AS root ON root.id = ifnull(actor.merged_into, actor.id)
                WHERE actor.id = \(id)
                """
            ) { ActorEntry(id: $0.int(0), name: $0.text(1), kind: $0.optionalText(2).flatMap(EntityKind.init)) }
        }
        return StatementEntry(
            id: entry.id, article: entry.article, statement: statement, actor: actor,
            speaker: try found.speaker.flatMap { try name(of: $0, in: article) } ?? actor?.name,
            tellers: try tellers(found.parent, of: actor, in: article), state: .unreviewed, isGone: entry.isGone, matches: [])
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
    let row: Int
    let record: ReviewedRow?
    let state: Int
    let parent: Int?
    let id: StatementID
    let isGone: Bool
    let actor: ActorEntry?

    init(_ row: borrowing Row) {
        let next = ReviewedRow.width
        record = ReviewedRow(row)
        (state, parent) = (row.int(ReviewedRow.state), row.optionalInt(ReviewedRow.parent))
        self.row = row.int(next)
        id = StatementID(article: row.int(next + 1), number: row.int(next + 2))
        isGone = row.int(next + 3) != 0
        actor = row.optionalInt(next + 4).map { [name = row.text(next + 5), kind = row.optionalText(next + 6)] id in
            ActorEntry(id: id, name: name, kind: kind.flatMap(EntityKind.init(rawValue:)))
        }
    }
}
