import Actors
import Ledger
import Record
import SQLite
import Wire

/// A statement as one row of a table for statistics: what can be counted of it, and no words. `Documentation/codebook.md` tells what each column holds.
public struct StatementFact: Sendable, Hashable {
    /// The statement.
    public let id: StatementID
    /// What its article is called: "id" of the output contract.
    public let article: String
    /// When its article was published; nil where that is not known.
    public let day: Day?
    /// Who published it.
    public let outlet: String?
    /// Who speaks, by the name that the ledger has for them; nil where nobody is known.
    public let speaker: String?
    /// The actor's row; nil where the article alone knows who speaks.
    public let actor: Int?
    /// What the speaker is.
    public let kind: EntityKind?
    /// What the layers that are counted have found, by their names; several values have "; " between them.
    public let marks: [String: String]
    /// Direct, indirect or mixed.
    public let form: Form
    /// How likely it is a statement with these parts, 0 to 1.
    public let confidence: Double
    /// Whether it stands inside what somebody else says: then it is that one's claim.
    public let isToldByOthers: Bool
    /// What a person has judged of it; nil where nobody has.
    public let review: String?
    /// The program and model that have read the article.
    public let reader: ReaderVersion
    /// What lists of actors tell of who speaks, by the columns' names; several values have "; " between them.
    public let attributes: [String: String]
}

/// An article as one row of a table for statistics.
public struct ArticleFact: Sendable, Hashable {
    /// Its number.
    public let id: Int
    /// What it is called: "id" of the output contract.
    public let article: String
    /// When it was published; nil where that is not known.
    public let day: Day?
    /// Who published it.
    public let outlet: String?
    /// How many statements it has; those found wrong left out.
    public let statements: Int
    /// Its words.
    public let words: Int
    /// Those in its own voice.
    public let ownWords: Int
    /// The program and model that have read it.
    public let reader: ReaderVersion
}

extension Ledger {
    /// Hands out the statements that a query finds as rows, in the order of adding; its order, limit and offset do not count. Memory grows by 8 bytes a statement.
    ///
    /// - Parameter each: gets a row; false ends it.
    public func facts(_ query: StatementQuery, _ each: (StatementFact) throws -> Bool) throws {
        try connection.snapshot {
            let (names, query) = (try FactNames(self), try planned(query))
            let ids = try connection.numbers("SELECT statement.id FROM \(query.source()) ORDER BY +statement.id")
            for id in ids {
                if let fact = try fact(id, names), try !each(fact) { return }
            }
        }
    }

    private func fact(_ id: Int, _ names: FactNames) throws -> StatementFact? {
        try connection.row(
            """
            SELECT statement.article, statement.number, article.name, statement.day, article.outlet, \(StatementQuery.speakerName),
                statement.actor, \(StatementQuery.kind), statement.form, statement.confidence, \(OwnWords.isTold), statement.state,
                article.reader, (SELECT group_concat(mark.value) FROM mark WHERE mark.statement = statement.id)
            FROM statement CROSS JOIN article ON article.id = statement.article WHERE statement.id = \(id)
            """
        ) { row in
            StatementFact(
                id: StatementID(article: row.int(0), number: row.int(1)), article: row.text(2),
                day: row.optionalInt(3).map { Day(number: $0) }, outlet: names.outlets[row.int(4)], speaker: row.optionalText(5),
                actor: row.optionalInt(6), kind: row.optionalText(7).flatMap(EntityKind.init(rawValue:)),
                marks: names.marks(row.text(13)), form: Form(code: row.int(8)) ?? .indirect,
                confidence: Double(row.int(9)) / 1_000, isToldByOthers: row.int(10) == 1,
                review: ReviewState(rawValue: row.int(11))?.word,
                reader: names.readers[row.int(12)] ?? ReaderVersion(version: "", model: ""),
                attributes: (row.optionalInt(6).flatMap { names.attributes[$0] } ?? [:]).mapValues { $0.joined(separator: "; ") })
        }
    }

    /// Hands out the articles of some outlets and days as rows, in the order of adding; copies are left out. Goes through their texts.
    ///
    /// - Parameters:
    ///   - query: outlets and days; what else it asks for does not count (`asksForArticlesAlone`).
    ///   - each: gets a row; false ends it.
    public func articleFacts(_ query: StatementQuery, _ each: (ArticleFact) throws -> Bool) throws {
        try connection.snapshot {
            var loader = EntryLoader(self)
            let outlets: SQL = query.outlets.isEmpty ? "1" : "article.outlet IN (\(query.outlets))"
            let ids = try connection.numbers(
                """
                SELECT article.id FROM article
                WHERE \(outlets) AND \(query.days.condition(on: "article.day")) AND article.copy_of IS NULL ORDER BY +article.id
                """)
            for id in ids {
                let (words, own) = try ownWords(of: id, &loader)
                let fact = try connection.row(
                    """
                    SELECT article.name, article.day, (SELECT outlet.name FROM outlet WHERE outlet.id = article.outlet),
                        (SELECT count(*) FROM statement WHERE statement.article = article.id AND statement.state <> 2),
                        reader.version, reader.model
                    FROM article CROSS JOIN reader ON reader.id = article.reader WHERE article.id = \(id)
                    """
                ) { row in
                    ArticleFact(
                        id: id, article: row.text(0), day: row.optionalInt(1).map { Day(number: $0) },
                        outlet: row.optionalText(2),
                        statements: row.int(3), words: words, ownWords: own,
                        reader: ReaderVersion(version: row.text(4), model: row.text(5)))
                }
                if let fact, try !each(fact) { return }
            }
        }
    }
}

/// What rows of statements name by numbers, looked up once.
private struct FactNames {
    let outlets: [Int: String]
    let readers: [Int: ReaderVersion]
    /// What lists tell of actors.
    let attributes: ActorAttributes
    /// Values of the layers that have columns.
    private let values: [Int: (layer: String, value: String)]

    init(_ ledger: Ledger) throws {
        let connection = ledger.connection
        attributes = try ledger.attributes()
        outlets = Dictionary(
            try connection.rows("SELECT id, name FROM outlet") { ($0.int(0), $0.text(1)) },
            uniquingKeysWith: { first, _ in first })
        readers = Dictionary(
            try connection.rows("SELECT id, version, model FROM reader") {
                ($0.int(0), ReaderVersion(version: $0.text(1), model: $0.text(2)))
            }, uniquingKeysWith: { first, _ in first })
        values = Dictionary(
            try connection.rows(
                """
                SELECT mark_value.id, layer.name, mark_value.value FROM layer CROSS JOIN mark_value ON mark_value.layer = layer.id
                WHERE layer.name IN (\(StatementFact.layers))
                """
            ) { ($0.int(0), (layer: $0.text(1), value: $0.text(2))) }, uniquingKeysWith: { first, _ in first })
    }

    /// Marks by layers, of the numbers of their values: "2,14,31".
    func marks(_ numbers: String) -> [String: String] {
        let found = numbers.utf8.split(separator: UInt8(ascii: ",")).compactMap { Int(Substring($0)).flatMap { values[$0] } }
        return Dictionary(found.map { ($0.layer, $0.value) }, uniquingKeysWith: { "\($0); \($1)" })
    }
}

extension StatementQuery {
    /// Who makes a row of `statement`, as the view `statements` tells it; NULL where nobody is known.
    fileprivate static let speakerName: SQL = """
        coalesce((SELECT actor.name FROM actor WHERE actor.id = statement.actor), (
            SELECT coalesce(entity.name, (
                SELECT substr(body.text, entity.name_start + 1, entity.name_length) FROM body WHERE body.article = statement.article))
            FROM entity WHERE entity.id = statement.article * 1048576 + statement.speaker))
        """
}

// MARK: Tables

extension StatementFact {
    /// The layers whose findings have columns.
    static let layers = ["sourcing", "act", "polarity"]

    /// The names of the columns, as a row of comma-separated values; new ones go to the end, and behind them what lists of actors tell.
    ///
    /// - Parameter attributes: the names of what these tell (`Ledger.attributeNames`): "party" is `speaker_party`.
    public static func heading(_ attributes: [String]) -> String { Cells.row(columns + attributes.map { "speaker_\($0)" }) }

    private static let columns =
        ["statement", "article", "day", "outlet", "speaker", "actor", "kind"] + layers + [
            "form", "confidence", "told_by_others", "review", "version", "model",
        ]

    /// It as a row.
    ///
    /// - Parameter attributes: as of `heading`.
    public func row(_ names: [String]) -> String {
        Cells.row(
            [
                "\(id)", Cells.safe(article), day?.description ?? "", Cells.safe(outlet ?? ""), Cells.safe(speaker ?? ""),
                actor.map { "\($0)" } ?? "", kind?.rawValue ?? "",
            ] + StatementFact.layers.map { marks[$0] ?? "" } + [
                form.rawValue, Cells.share(confidence), "\(isToldByOthers)", review ?? "", reader.version, reader.model,
            ] + names.map { Cells.safe(attributes[$0] ?? "") })
    }
}

extension ArticleFact {
    /// The names of the columns, as a row of comma-separated values; new ones go to the end.
    public static let heading = Cells.row([
        "article_number", "article", "day", "outlet", "statements", "words", "own_words", "version", "model",
    ])

    /// It as a row.
    public var row: String {
        Cells.row([
            "\(id)", Cells.safe(article), day?.description ?? "", Cells.safe(outlet ?? ""), "\(statements)", "\(words)",
            "\(ownWords)", reader.version, reader.model,
        ])
    }
}
