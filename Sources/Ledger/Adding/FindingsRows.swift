import Record
import SQLite

/// Writes what a reader found in an article into the tables.
package struct FindingsRows {
    package let connection: Connection
    /// The article's number.
    package let article: Int
    /// The article's day.
    package let day: Int?
    private let slices: Slices
    /// The actor of each entity that has one, by the entity's number, mergers followed.
    private var actors: [Int: Int] = [:]
    /// Where each actor is mentioned.
    private var mentions: [(span: Span, actor: Int)] = []

    /// - Parameter text: the article's, which all spans count in.
    package init(connection: Connection, article: Int, day: Int?, text: [UInt8]) {
        self.connection = connection
        self.article = article
        self.day = day
        slices = Slices(of: text)
    }

    /// Writes all entities and statements with their marks and links, and the marks of the article as a whole; the numbers of the statements are their
    /// ids.
    ///
    /// - Parameters:
    ///   - original: the article that this one is a copy of.
    ///   - actors: of the entities, by their numbers.
    package mutating func insert(_ findings: Findings, repeating original: CopySearch.Original?, actors: [Int: Int]) throws {
        try insert(findings.entities, actors: actors)
        var repeated = try original.map { try RepeatedStatements(of: $0, on: connection) }
        let marks = Dictionary(grouping: findings.marks, by: \.subject)
        let rows = MarkRows(connection: connection)
        for statement in findings.statements {
            let row = try insert(
                statement, number: statement.id, parent: statement.parent, repeats: repeated?.take(statement, in: slices))
            try rows.insert(marks[.statement(statement.id)] ?? [], of: row)
        }
        try rows.insert(marks[.article] ?? [], ofArticle: article)
        try LinkRows(connection: connection).insert(findings.links, of: article)
    }

    /// Writes the entities.
    ///
    /// - Parameter assigned: their actors, by their numbers, mergers not followed, so that they can be undone.
    package mutating func insert(_ entities: [Entity], actors assigned: [Int: Int]) throws {
        let stored = entities.map { StoredEntity($0, actor: assigned[$0.id]) }
        try EntityRows(connection: connection).write(stored, of: article)
        for entity in stored {
            guard let actor = try entity.actor.flatMap({ try ActorRows(connection: connection).root(of: $0) }) else { continue }
            actors[entity.number] = actor
            mentions += entity.mentions.map { ($0.span, actor) }
        }
    }

    /// Writes one statement with its index of words and the actors that it is about; its entities must have been written.
    ///
    /// - Parameter repeats: the row of the statement that it repeats.
    /// - Returns: its row.
    @discardableResult
    package func insert(_ statement: Statement, number: Int, parent: Int?, repeats: Int?) throws -> Int {
        let actor = statement.speaker.flatMap { actors[$0] }
        let content = statement.content.map(\.span)
        try connection.run(
            """
            INSERT INTO statement (article, number, parent, form, speaker, speaker_confidence, inferred, confidence, actor, day, repeats,
                \(StatementParts.written))
            VALUES (\(article), \(number), \(parent), \(statement.form.code), \(statement.speaker),
                \(statement.speakerConfidence.map(FindingsRows.thousandths)), \(statement.isSpeakerInferred ? 1 : 0),
                \(FindingsRows.thousandths(statement.confidence)), \(actor), \(day), \(repeats), \(statement.parts.values))
            """)
        let row = connection.lastInserted
        if statement.parts.hasSeveralPieces { try statement.parts.writePieces(of: row, on: connection) }
        try WordRows(connection: connection).enter(row)
        for mentioned in actorsMentioned(in: content) where mentioned != actor {
            try connection.run("INSERT OR IGNORE INTO about (actor, statement) VALUES (?, ?)", mentioned, row)
        }
        return row
    }

    /// The actors that are mentioned within some spans, ascending.
    package func actorsMentioned(in spans: [Span]) -> [Int] {
        Set(mentions.filter { mention in spans.contains { $0.contains(mention.span) } }.map(\.actor)).sorted()
    }

    /// A share of one as the tables hold it; as many digits as the output contract writes.
    package static func thousandths(_ share: Double) -> Int { share.isNaN ? 0 : Int((min(max(share, 0), 1) * 1000).rounded()) }
}
