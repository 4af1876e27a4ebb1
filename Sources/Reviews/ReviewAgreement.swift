import Actors
import Ledger
import Record
import SQLite
import Wire

/// What one person has judged of one thing, as they have left it.
public struct JudgedValue: Sendable, Hashable {
    /// The statement: of which bytes, read by what, with which number. Ledgers that are copies of one another call it the same.
    public let unit: String
    /// Who has judged.
    public let who: String
    /// What is judged: "statement", a part of it, or a layer.
    public let item: String
    /// What they have found it to be.
    public let value: String
}

/// How far reviewers agree, for each thing that is judged of a statement.
public struct ReviewAgreement: Sendable {
    /// Who has judged, by name.
    public let reviewers: [String]
    /// How many statements any of them has judged.
    public let statements: Int
    /// How many of these two or more have judged.
    public let shared: Int
    /// What was judged: the statement, its parts, then layers.
    public let items: [Item]

    /// One thing that is judged.
    public struct Item: Sendable {
        /// "statement", "speaker", "sourcing".
        public let name: String
        /// What two or more have judged of it.
        public let alpha: NominalAlpha
        /// Whether too few have been judged by two or more for a figure to mean anything.
        public var isTooFew: Bool { alpha.count < Item.least }
        /// How many statements must be judged by two or more.
        public static let least = 20
    }

    /// The parts of a statement, in the order in which they are told; layers stand behind them.
    fileprivate static let parts = ["statement", "speaker", "told by", "source", "cue", "content", "form"]

    /// - Parameters:
    ///   - values: of one ledger, or of several that are copies of one another; of one person and thing the last counts.
    ///   - names: whose judgements are compared; empty for all.
    public init(_ values: [JudgedValue], of names: [String] = []) {
        var given: [String: [String: [String: String]]] = [:]
        for value in values where names.isEmpty || names.contains(value.who) {
            // Who judges anew judges all parts anew; one that is found to be none has none.
            if value.item == "statement" {
                for part in ReviewAgreement.parts { given[part]?[value.unit]?[value.who] = nil }
            }
            given[value.item, default: [:]][value.unit, default: [:]][value.who] = value.value
        }
        let units = given.values.reduce(into: [String: Set<String>]()) { units, item in
            for (unit, judged) in item { units[unit, default: []].formUnion(judged.keys) }
        }
        reviewers = Set(units.values.joined()).sorted()
        statements = units.count
        shared = units.values.count { $0.count > 1 }
        let layers = given.keys.filter { !ReviewAgreement.parts.contains($0) }.sorted()
        items = (ReviewAgreement.parts + layers).map { name in
            // In an order of its own, so that what is drawn of it is the same each time.
            let judged = (given[name] ?? [:]).sorted { $0.key < $1.key }
            return Item(name: name, alpha: NominalAlpha(judged.map { Array($0.value.values) }))
        }
    }

    /// To three decimals, as JSON; alpha can be negative.
    private static func rounded(_ value: Double?) -> String { value.map { "\(($0 * 1_000).rounded() / 1_000)" } ?? "null" }

    /// One object: what the text tells, also of what too few have judged, with null for what cannot be told.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.name("reviewers")
            json.array(reviewers) { $1.string($0) }
            json.member("statements", statements)
            json.member("judged_by_several", shared)
            json.name("items")
            json.array(items) { item, json in
                json.object { json in
                    json.member("item", item.name)
                    json.member("judged_by_several", item.alpha.count)
                    json.member("same", share: item.alpha.sameness)
                    json.member("alpha", json: ReviewAgreement.rounded(item.alpha.alpha))
                    let interval = item.alpha.interval
                    json.member("low", json: ReviewAgreement.rounded(interval?.lowerBound))
                    json.member("high", json: ReviewAgreement.rounded(interval?.upperBound))
                    json.member("too_few", item.isTooFew)
                }
            }
        }
    }
}

extension Ledger {
    /// What people have judged of statements and of what layers mark of them, that is not taken back: the latest of each person last.
    ///
    /// Of a statement found wrong the parts are not judged. Who speaks is left out where the article was read again since, because entities have other numbers then.
    public func judgedValues() throws -> [JudgedValue] {
        try connection.snapshot {
            let reread = Dictionary(
                try connection.rows(
                    "SELECT article, max(id) FROM act WHERE verb = 'reread' AND article IS NOT NULL GROUP BY article"
                ) {
                    ($0.int(0), $0.int(1))
                }, uniquingKeysWith: max)
            let acts = try connection.rows(
                """
                SELECT act.id, act.article, act.statement, act.who, act.verb, act.detail, 
                    lower(hex(article.sha256)) || ' ' || reader.version || ' ' || reader.model
                FROM act INDEXED BY act_article JOIN article ON article.id = act.article JOIN reader ON reader.id = article.reader
                WHERE act.article IS NOT NULL AND act.statement IS NOT NULL AND act.verb IN ('right', 'wrong', 'fix', 'missed', 'mark')
                    AND NOT EXISTS (SELECT 1 FROM act AS undoing WHERE undoing.undoes = act.id)
                ORDER BY act.article, act.id
                """
            ) { row in
                (
                    id: row.int(0), of: StatementID(article: row.int(1), number: row.int(2)), who: row.text(3), verb: row.text(4),
                    detail: row.text(5), article: row.text(6)
                )
            }
            var speakers = SpeakerNames(ledger: self)
            return try acts.flatMap { act -> [JudgedValue] in
                let unit = "\(act.article) \(act.of.number)"
                let judged = { (item: String, value: String) in JudgedValue(unit: unit, who: act.who, item: item, value: value) }
                if act.verb == "mark" {
                    guard let detail = MarkDetail(json: act.detail, statement: act.of.number) else { return [] }
                    let choices = detail.after.compactMap { if case .choice(let name) = $0.value { name } else { nil } }
                    return [judged(detail.layer, choices.sorted().joined(separator: ","))]
                }
                guard let after = ReviewDetail(json: act.detail)?.after else { return [] }
                guard after.state != .wrong else { return [judged("statement", "none")] }
                var values = [
                    judged("statement", "one"), judged("told by", after.parent.map { "\($0)" } ?? "none"),
                    judged("source", SpanList.json(after.source.sorted())), judged("cue", SpanList.json(after.cue.sorted())),
                    judged("content", SpanList.json(after.content.sorted())), judged("form", after.form.rawValue),
                ]
                if act.id > reread[act.of.article] ?? 0 {
                    values.append(judged("speaker", try speakers.name(of: after, in: act.of.article)))
                }
                return values
            }
        }
    }
}

/// Who speaks, by names that ledgers which are copies of one another share.
private struct SpeakerNames {
    let ledger: Ledger
    private var entities: (article: Int, all: [StoredEntity])?

    init(ledger: Ledger) { self.ledger = ledger }

    mutating func name(of row: ReviewedRow, in article: Int) throws -> String {
        if entities?.article != article {
            entities = (article, try EntityRows(connection: ledger.connection).entities(of: article))
        }
        let entity = row.speaker.flatMap { number in entities?.all.first { $0.number == number } }
        let actor = try (entity?.actor ?? row.actor).flatMap { try ledger.actor(id: $0) }
        if let actor { return "\(actor.kind?.rawValue ?? "") \(actor.name)" }
        return row.speaker.map { "entity \($0)" } ?? "nobody"
    }
}
