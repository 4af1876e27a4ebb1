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
            let row = try connection.row(
                "SELECT coalesce(repeats, id) FROM statement WHERE article = \(id.article) AND number = \(id.number)"
            ) {
                $0.int(0)
            }
            guard let row else { throw try noStatement(id) }
            var loader = EntryLoader(self)
            guard let one = try carried(row, &loader) else { return nil }
            let carried = try carriers(of: one, within: Ledger.candidates)
            guard let first = carried.first else { return nil }
            var made: [Utterance.Version] = []
            for version in carried {
                guard let entry = try loader.statement(row: version.row) else { continue }
                let marking = version.words.marking(from: first.words)
                let isOthers = made.first.map { Ledger.areApart(entry, $0.entry) } ?? false
                made.append(.init(entry: entry, marking: marking, isOthers: isOthers, isCopy: false))
                for copy in try connection.numbers("SELECT id FROM statement WHERE repeats = \(version.row) ORDER BY id LIMIT 50")
                {
                    guard let entry = try loader.statement(row: copy) else { continue }
                    made.append(.init(entry: entry, marking: marking, isOthers: isOthers, isCopy: true))
                }
            }
            return made.count > 1 ? Utterance(versions: made) : nil
        }
    }

    /// A statement that carries an utterance: what is compared, without all else that the ledger knows of it.
    private struct Carried {
        let row: Int
        let article: Int
        let outlet: Int?
        /// In days since 1970-01-01.
        let day: Int?
        /// Who speaks, where that is known.
        let actor: Int?
        let words: UtteranceWords

        /// The earliest first; what has no date last.
        static func isEarlier(_ a: Carried, _ b: Carried) -> Bool { (a.day ?? .max, a.article) < (b.day ?? .max, b.article) }

        /// Whether two carry one utterance. Of two speakers, or of one who is not known, more must be the same: anybody may speak of "the use of a private server".
        func isSame(as other: Carried) -> Bool {
            actor != nil && actor == other.actor ? words.isSame(as: other.words) : words.isMostlySame(as: other.words)
        }
    }

    /// The statements that carry the words of one, this one among them: of each article one, the earliest first.
    ///
    /// - Parameter limit: how many that share words are compared at most.
    private func carriers(of one: Carried, within limit: Int) throws -> [Carried] {
        var found = [one.article: one]
        try carry(&found, as: one, limit)
        // A short version may share too little with another short one: the one with the most words is asked for too.
        let fullest = found.values.max { ($0.words.words.count, $1.row) < ($1.words.words.count, $0.row) }
        if let fullest, fullest.row != one.row { try carry(&found, as: fullest, limit) }
        return found.values.sorted(by: Carried.isEarlier)
    }

    /// Adds the statements of other articles that carry the same words as one does, one of each article.
    private func carry(_ found: inout [Int: Carried], as one: Carried, _ limit: Int) throws {
        let rows = try UtteranceRows(connection: connection).statements(
            sharing: Utterances.runs(of: one.words.words), limit: limit)
        var loader = EntryLoader(self)
        let known = Set(found.values.map(\.row))
        for row in rows where !known.contains(row) {
            guard let other = try carried(row, &loader), other.article != one.article, one.isSame(as: other) else {
                continue
            }
            // Of several in one article, a statement and one inside it, the one that holds most.
            if let known = found[other.article], known.words.words.count >= other.words.words.count { continue }
            found[other.article] = other
        }
    }

    /// A statement that counts; nil where it does not.
    private func carried(_ row: Int, _ loader: inout EntryLoader) throws -> Carried? {
        try carried("statement.id = \(row)", &loader).first?.carried
    }

    /// Those statements that count of which a condition holds, in the order of their numbers.
    private func carried(
        _ condition: SQL, limit: Int = 1, _ loader: inout EntryLoader
    ) throws -> [(id: StatementID, carried: Carried)] {
        let rows = try connection.rows(
            """
            SELECT statement.id, statement.article, statement.number, article.outlet, statement.day, statement.actor,
                \(StatementParts.columns)
            FROM statement CROSS JOIN article ON article.id = statement.article
            WHERE \(condition) AND statement.state <> 2 AND statement.repeats IS NULL ORDER BY statement.number LIMIT \(limit)
            """
        ) {
            (
                row: $0.int(0), id: StatementID(article: $0.int(1), number: $0.int(2)), outlet: $0.optionalInt(3),
                day: $0.optionalInt(4), actor: $0.optionalInt(5),
                parts: StatementParts($0, from: 6)
            )
        }
        return try rows.map { found in
            guard let content = found.parts?.content, let words = try loader.slices(found.id.article).joined(content) else {
                throw DatabaseError(.damaged, path, "the statement \(found.id) is damaged", DatabaseError.restore)
            }
            let carried = Carried(
                row: found.row, article: found.id.article, outlet: found.outlet, day: found.day, actor: found.actor,
                words: UtteranceWords(String(decoding: words, as: UTF8.self)))
            return (found.id, carried)
        }
    }

    /// Whether two statements are given to two actors that are known, of whom neither is called by a part of the other's name: "Reyle" may be Ostrin Reyle.
    private static func areApart(_ a: StatementEntry, _ b: StatementEntry) -> Bool {
        guard let a = a.actor, let b = b.actor else { return false }
        let (one, other) = (Set(ActorName.words(a.name)), Set(ActorName.words(b.name)))
        return a.id != b.id && !one.isSubset(of: other) && !other.isSubset(of: one)
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
    ///
    /// At most `quotationsCompared` of them are looked at, each beside as many statements at most as share words with it: keep what it gives.
    public func sharedQuotations(of outlet: ListedOutlet, _ outlets: Outlets) throws -> SharedQuotations {
        try connection.snapshot {
            var found = SharedQuotations()
            var loader = EntryLoader(self)
            for (id, one) in try quotations(in: outlets.latest[outlet.id] ?? [], &loader) {
                let carried = try carriers(of: one, within: Ledger.quotationsCompared)
                let others = carried.filter { $0.outlet != outlet.id }.map(\.words)
                guard let own = carried.first(where: { $0.row == one.row })?.words,
                    let fullest = others.max(by: { $0.words.count < $1.words.count })
                else { continue }
                found.shared += 1
                let sorts = Set(own.marking(from: fullest).map(\.sort))
                if sorts.contains(.cut) { found.cut += 1 }
                if sorts.contains(.added) { found.added += 1 }
                if sorts.count > 1, found.examples.count < 5 { found.examples.append(id) }
            }
            return found
        }
    }

    /// How many quotations of an outlet are compared, and with how many others each.
    private static let quotationsCompared = 100

    /// The quotations of some articles, one article after the other, as many as are compared.
    private func quotations(
        in articles: [Int], _ loader: inout EntryLoader
    ) throws -> [(id: StatementID, carried: Carried)] {
        let indirect = Form.indirect.code
        var found: [(id: StatementID, carried: Carried)] = []
        for article in articles where found.count < Ledger.quotationsCompared {
            found += try carried(
                "statement.article = \(article) AND statement.form <> \(indirect)",
                limit: Ledger.quotationsCompared - found.count, &loader)
        }
        return found
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
