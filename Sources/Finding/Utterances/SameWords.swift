import Ledger
import Record
import SQLite
import Wire

extension Ledger {
    /// How many statements that share words are compared at most, in the order in which they were added.
    private static let candidates = 400

    /// The utterance that a statement carries, as other articles carry it too; nil where none does.
    ///
    /// Its versions are of the same speaker, or of one that is not known; where somebody else is said to have said it in so many words, that is a version
    /// too, and is told apart.
    ///
    /// - Throws: `QuestionError`, where there is no such statement.
    public func utterance(of id: StatementID) throws -> Utterance? {
        try connection.snapshot {
            var loader = EntryLoader(self)
            let row = try connection.row(
                "SELECT coalesce(repeats, id) FROM statement WHERE article = \(id.article) AND number = \(id.number)"
            ) {
                $0.int(0)
            }
            guard let row, let entry = try loader.statement(row: row) else {
                throw QuestionError("there is no statement \(id); see dixit show \(id.article)")
            }
            var carried = [entry.article.id: Carried(row: row, entry: entry, words: UtteranceWords(entry))]
            try carry(&carried, as: Carried(row: row, entry: entry, words: UtteranceWords(entry)), &loader)
            // A short version may share too little with another short one: the one with the most words is asked for too.
            let fullest = carried.values.max { ($0.words.words.count, $1.row) < ($1.words.words.count, $0.row) }
            if let fullest, fullest.row != row { try carry(&carried, as: fullest, &loader) }
            let versions = carried.values.sorted { Ledger.isEarlier($0.entry, $1.entry) }
            guard let first = versions.first else { return nil }
            var made: [Utterance.Version] = []
            for version in versions {
                let marking = version.words.marking(from: first.words)
                let isOthers = Ledger.areApart(version.entry, first.entry)
                made.append(.init(entry: version.entry, marking: marking, isOthers: isOthers, isCopy: false))
                for copy in try connection.numbers("SELECT id FROM statement WHERE repeats = \(version.row) ORDER BY id LIMIT 50")
                {
                    guard let entry = try loader.statement(row: copy) else { continue }
                    made.append(.init(entry: entry, marking: marking, isOthers: isOthers, isCopy: true))
                }
            }
            return made.count > 1 ? Utterance(versions: made) : nil
        }
    }

    /// A statement that carries an utterance.
    private struct Carried {
        let row: Int
        let entry: StatementEntry
        let words: UtteranceWords
    }

    /// Adds the statements of other articles that carry the same words as one does, one of each article.
    private func carry(_ carried: inout [Int: Carried], as one: Carried, _ loader: inout EntryLoader) throws {
        let rows = try UtteranceRows(connection: connection).statements(
            sharing: Utterances.runs(of: one.words.text), limit: Ledger.candidates)
        let asked = Set(carried.values.map(\.row))
        for candidate in rows where !asked.contains(candidate) {
            guard let other = try loader.statement(row: candidate), other.state != .wrong,
                other.article.id != one.entry.article.id
            else { continue }
            let words = UtteranceWords(other)
            guard one.words.isSame(as: words) else { continue }
            // Of several in one article, a statement and one inside it, the one that holds most.
            if let known = carried[other.article.id], known.words.words.count >= words.words.count { continue }
            carried[other.article.id] = Carried(row: candidate, entry: other, words: words)
        }
    }

    /// Whether two statements are given to two actors that are known.
    private static func areApart(_ a: StatementEntry, _ b: StatementEntry) -> Bool {
        guard let a = a.actor, let b = b.actor else { return false }
        return a.id != b.id
    }

    private static func isEarlier(_ a: StatementEntry, _ b: StatementEntry) -> Bool {
        (a.article.day ?? .max, a.id.article) < (b.article.day ?? .max, b.id.article)
    }
}

/// How an outlet carries what others carry too, by its latest articles.
public struct SharedQuotations: Sendable, Hashable {
    /// How many of its quotations stand in articles of other outlets too.
    public internal(set) var shared = 0
    /// Of these, from how many it left out words that another outlet has.
    public internal(set) var cut = 0
    /// Into how many it put words that no other outlet has.
    public internal(set) var added = 0
    /// Of these, some, by their ids.
    public internal(set) var examples: [StatementID] = []
}

extension Ledger {
    /// How an outlet carries quotations that others carry too, in its latest articles, seen from the version with the most words.
    public func sharedQuotations(of outlet: ListedOutlet, _ outlets: Outlets) throws -> SharedQuotations {
        try sharedQuotations(of: outlet.name, in: outlets.latest[outlet.id] ?? [])
    }

    private func sharedQuotations(of outlet: String, in articles: [Int]) throws -> SharedQuotations {
        try connection.snapshot {
            var found = SharedQuotations()
            let indirect = Form.indirect.code
            for article in articles {
                let numbers = try connection.numbers(
                    """
                    SELECT number FROM statement INDEXED BY statement_article
                    WHERE article = \(article) AND state <> 2 AND repeats IS NULL AND form <> \(indirect) ORDER BY number
                    """)
                for number in numbers {
                    let id = StatementID(article: article, number: number)
                    guard let utterance = try utterance(of: id), let own = utterance.versions.first(where: { $0.entry.id == id })
                    else {
                        continue
                    }
                    let others = utterance.versions.filter { $0.entry.article.outlet != outlet && !$0.isCopy }.map {
                        UtteranceWords($0.entry)
                    }
                    guard let fullest = others.max(by: { $0.words.count < $1.words.count }) else { continue }
                    found.shared += 1
                    let sorts = Set(UtteranceWords(own.entry).marking(from: fullest).map(\.sort))
                    if sorts.contains(.cut) { found.cut += 1 }
                    if sorts.contains(.added) { found.added += 1 }
                    if sorts.count > 1, found.examples.count < 5 { found.examples.append(id) }
                }
            }
            return found
        }
    }
}

extension Utterance {
    /// Writes all of it as one object.
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.name("versions")
            json.array(versions) { version, json in
                json.object { json in
                    json.name("statement")
                    version.entry.write(to: &json)
                    json.member("given_to_somebody_else", version.isOthers)
                    json.member("copy", version.isCopy)
                    json.member("words_cut", version.changes.cut)
                    json.member("words_added", version.changes.added)
                    json.name("marking")
                    json.array(version.marking) { stretch, json in
                        json.object { json in
                            json.member("sort", stretch.sort.rawValue)
                            json.member("words", stretch.words)
                        }
                    }
                }
            }
        }
    }
}
