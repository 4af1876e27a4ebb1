import Ledger
import Record
import SQLite

/// Sees which rows of the table of actors are one individual, body or place, wherever more is known than before, and ties them together.
///
/// What comes of it depends on all that the ledger holds under a name, not on the order in which it was added. What people have decided stands:
/// whom they have made one, split off or named is not the machine's to change.
///
/// 1. People of one surname are divided into individuals (`SurnameDivision`).
/// 2. What has one name is one, also where some articles take it for another kind: a body whose name most articles give a person, a body that is
///    now an organisation, now a group; and a body under the initials that an article gives it.
/// 3. A lone name (“Korvin”, “D. Korvin”, “Dessa”) joins the one well-heard individual that it fits, as a probable one.
package struct ActorSettlement {
    package let connection: Connection

    package init(connection: Connection) { self.connection = connection }

    /// How many rows of one surname are looked at: the most heard.
    private static let looked = 256
    /// Who is well heard: in so many articles.
    static let wellHeard = 3
    /// The kind that is the right one is told so many times as often as another.
    private static let kindLead = 3

    private var links: ActorLinks { ActorLinks(connection: connection) }

    /// - Parameter actors: rows of which more is known than before.
    package func settle(_ actors: Set<Int>) throws {
        var (surnames, words): (Set<Int>, Set<Int>) = ([], [])
        var keys: [Int: Bool] = [:]
        let lone = LoneNames(connection: connection)
        var alone: [Int] = []
        for actor in actors.sorted() {
            let row = try connection.row("SELECT key, kind, surname, given, name FROM actor WHERE id = \(actor)") {
                (
                    key: $0.int(0), kind: EntityKind(rawValue: $0.text(1)), surname: $0.optionalInt(2), given: $0.optionalInt(3),
                    name: $0.text(4)
                )
            }
            guard let row else { continue }
            if let surname = row.surname {
                if surname < 0 {
                    alone.append(actor)
                    continue
                }
                surnames.insert(surname)
                words.formUnion([surname] + [row.given].compactMap { $0 })
                keys[row.key] = true
                continue
            }
            let hasSeveralWords = ActorName.words(row.name).count > 1
            if !hasSeveralWords { words.insert(row.key) }
            keys[row.key] = hasSeveralWords
        }
        for surname in surnames.sorted() { words.formUnion(try divide(surname)) }
        for (key, hasSeveralWords) in keys.sorted(by: { $0.key < $1.key }) { try joinKinds(key, hasSeveralWords) }
        for actor in alone { try lone.join(actor) }
        for word in words.sorted() { try lone.join(all: word) }
    }

    // MARK: Full names

    /// - Returns: the hashes of the words by which those of a surname are called whose ties have changed.
    private func divide(_ surname: Int) throws -> Set<Int> {
        var bearers: [Bearer] = []
        var ties: [Int: Tie] = [:]
        try connection.query(
            """
            SELECT id, name, occupations, heard, by_person, machine_into, given, contested, probable FROM actor
            WHERE surname = \(surname) AND surname > 0 AND (heard > 0 OR by_person = 1) AND apart IS NULL ORDER BY heard DESC, id LIMIT \(ActorSettlement.looked)
            """
        ) { row in
            bearers.append(
                Bearer(
                    id: row.int(0), name: PersonName(row.text(1)), occupations: Occupations(rawValue: row.int(2)),
                    weight: ActorRows.weight(row.int(3)), isByPerson: row.int(4) != 0))
            ties[row.int(0)] = Tie(
                into: row.optionalInt(5), given: row.optionalInt(6), heard: row.int(3), sample: row.optionalText(7),
                isProbable: row.int(8) != 0)
            return true
        }
        let company = SharedCompany(connection: connection)
        var division = SurnameDivision(likeness: company.likeness)
        var words: Set<Int> = []
        for individual in try division.individuals(bearers) {
            let ids = individual.bearers.map(\.id)
            let usual = ids.filter { !individual.probable.contains($0) }
            let first = try representative(usual.isEmpty ? ids : usual, of: ids, ties)
            var isChanged = false
            for id in ids {
                let (goal, isProbable) = id == first ? (nil, false) : (first, individual.probable.contains(id))
                if ties[id]?.into == goal, ties[id]?.isProbable == isProbable { continue }
                if try links.tie(id, to: goal, isProbable: isProbable) { isChanged = true }
            }
            if isChanged { words.formUnion(ids.compactMap { ties[$0]?.given } + [surname]) }
        }
        for (id, tie) in ties {
            let sample = division.contested.contains(id) ? try company.articlesOf(id).json : nil
            guard sample != tie.sample else { continue }
            connection.touch(id)
            try connection.run("UPDATE actor SET contested = \(sample) WHERE id = \(id)")
        }
        return words
    }

    /// How a row stands.
    private struct Tie {
        let into: Int?
        let given: Int?
        let heard: Int
        let sample: String?
        let isProbable: Bool
    }

    /// The row to which the others of an individual are tied: the one of which people have told something, else the one to which most articles
    /// are tied already, so that ids stay.
    private func representative(_ usual: [Int], of ids: [Int], _ ties: [Int: Tie]) throws -> Int {
        var heard: [Int: Int] = [:]
        for id in ids { if let tie = ties[id] { heard[tie.into ?? id, default: 0] += tie.heard } }
        let untied = usual.filter { ties[$0]?.into == nil }
        let open = untied.isEmpty ? usual : untied
        let told = open.count > 1 ? try open.filter(links.isTold) : []
        return (told.isEmpty ? open : told).max { (heard[$0] ?? 0, -$0) < (heard[$1] ?? 0, -$1) } ?? ids[0]
    }

    // MARK: Kinds

    private struct Named {
        let id: Int
        let root: Int
        let kind: EntityKind
        let weight: Int
    }

    /// - Parameter hasSeveralWords: a person's name of a single word is none in full.
    private func joinKinds(_ key: Int, _ hasSeveralWords: Bool) throws {
        let kinds = EntityKind.allCases.filter { $0 != .person || hasSeveralWords }
        var named: [Named] = []
        var name: String?
        try connection.query(
            """
            SELECT id, coalesce(merged_into, id), kind, heard, name FROM actor
            WHERE key = \(key) AND by_person IN (0, 1) AND kind IN (\(kinds.map(\.rawValue))) AND heard > 0 AND apart IS NULL
                AND coalesce(surname, 1) > 0
            ORDER BY heard DESC, id LIMIT \(ActorSettlement.looked)
            """
        ) { row in
            guard let kind = EntityKind(rawValue: row.text(2)) else { return true }
            // What a hash alone has in common is something else.
            let words = ActorName.words(row.text(4))
            let called = kind == .person ? PersonName(row.text(4)).key : words.joined(separator: " ")
            if name == nil { name = called }
            guard called == name else { return true }
            named.append(Named(id: row.int(0), root: row.int(1), kind: kind, weight: ActorRows.weight(row.int(3))))
            return true
        }
        var weights: [EntityKind: Int] = [:]
        for one in named { weights[one.kind, default: 0] += one.weight }
        let others = named.filter { $0.kind != .person }
        let usual = weights.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }?.key
        for other in others {
            let weight = weights[other.kind] ?? 0
            var goal: Int?
            if let usual, usual != other.kind, let most = weights[usual], most >= ActorSettlement.wellHeard,
                most >= ActorSettlement.kindLead * weight
            {
                let same = named.filter { $0.kind == usual }
                goal = leader(Dictionary(same.map { ($0.root, $0.weight) }, uniquingKeysWith: +), by: SurnameDivision.lead)
            }
            try links.tie(other.id, to: goal, isProbable: true)
        }
    }

    /// The one that is heard so many times as often as each other.
    private func leader(_ weights: [Int: Int], by lead: Int) -> Int? {
        guard let most = weights.max(by: { ($0.value, -$0.key) < ($1.value, -$1.key) }) else { return nil }
        return weights.allSatisfy { $0.key == most.key || $0.value * lead <= most.value } ? most.key : nil
    }
}
