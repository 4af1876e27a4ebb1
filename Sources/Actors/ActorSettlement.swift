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
    private static let wellHeard = 3
    /// Who is meant by a given name alone, or what by a word that is no person's name elsewhere, is heard so many times as often as all others.
    private static let loneLead = 4
    /// The kind that is the right one is told so many times as often as another.
    private static let kindLead = 3

    private var links: ActorLinks { ActorLinks(connection: connection) }

    /// - Parameter actors: rows of which more is known than before.
    package func settle(_ actors: Set<Int>) throws {
        var (surnames, words, keys): (Set<Int>, Set<Int>, Set<Int>) = ([], [], [])
        var lone: Set<Lone> = []
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
                    lone.formUnion(try lones("id = \(actor)"))
                    continue
                }
                surnames.insert(surname)
                words.formUnion([surname] + [row.given].compactMap { $0 })
            } else if ActorName.words(row.name).count == 1 {
                words.insert(row.key)
            }
            keys.insert(row.key)
        }
        for surname in surnames.sorted() { words.formUnion(try divide(surname)) }
        for key in keys.sorted() { try joinKinds(key) }
        for word in words { lone.formUnion(try lones("surname = \(-word)")) }
        try joinLone(lone)
    }

    // MARK: Full names

    /// - Returns: the hashes of the words by which those of a surname are called whose ties have changed.
    private func divide(_ surname: Int) throws -> Set<Int> {
        var bearers: [Bearer] = []
        var ties: [Int: Tie] = [:]
        try connection.query(
            """
            SELECT id, name, callings, heard, by_person, machine_into, given, contested, probable FROM actor
            WHERE surname = \(surname) AND (heard > 0 OR by_person = 1) AND apart IS NULL ORDER BY heard DESC, id LIMIT \(ActorSettlement.looked)
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
            if sample != tie.sample { try connection.run("UPDATE actor SET contested = \(sample) WHERE id = \(id)") }
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

    private func joinKinds(_ key: Int) throws {
        var named: [Named] = []
        var name: String?
        try connection.query(
            """
            SELECT id, coalesce(merged_into, id), kind, heard, name FROM actor
            WHERE key = \(key) AND heard > 0 AND apart IS NULL AND kind IS NOT NULL AND coalesce(surname, 1) > 0
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

    // MARK: Lone names

    /// Who can be meant by a word.
    private struct Heard {
        let root: Int
        let first: String
        let weight: Int
        let occupations: Occupations
        /// How many times as often as all others together it is to be heard to be the one that is meant.
        let lead: Int
    }

    /// A row of a lone name.
    private struct Lone: Hashable {
        let id: Int
        let name: String
        let occupations: Occupations
        let into: Int?

        init(_ row: borrowing Row) {
            (id, name, into) = (row.int(0), row.text(1), row.optionalInt(3))
            occupations = Occupations(rawValue: row.int(2))
        }
    }

    /// What is asked of the rows of lone names.
    private static let loneColumns: SQL = "id, name, callings, machine_into"

    private func joinLone(_ lone: Set<Lone>) throws {
        /// What a name and occupations come to; of many rows most are alike.
        struct Told: Hashable {
            let name: String
            let occupations: Occupations
        }
        var known: [String: [Heard]] = [:]
        var goals: [Told: Int?] = [:]
        for row in lone.sorted(by: { $0.id < $1.id }) {
            let told = Told(name: row.name, occupations: row.occupations)
            let goal = try goals[told] ?? goal(of: row, &known)
            goals[told] = .some(goal)
            // Whom people have told something of is not for the machine to take away.
            if goal == row.into { continue }
            if goal != nil, try links.isTold(row.id) { continue }
            try links.tie(row.id, to: goal, isProbable: true)
        }
    }

    private func lones(_ which: SQL) throws -> [Lone] {
        try connection.rows("SELECT \(ActorSettlement.loneColumns) FROM actor WHERE \(which) AND by_person = 0 AND apart IS NULL")
        {
            Lone($0)
        }
    }

    private func goal(of lone: Lone, _ known: inout [String: [Heard]]) throws -> Int? {
        let name = PersonName(lone.name)
        let called = try known[name.last] ?? meant(by: name.last)
        known[name.last] = called
        // An initial tells that the word behind it is a surname.
        let fitting =
            name.first.isEmpty ? called : called.filter { $0.lead == SurnameDivision.lead && $0.first.hasPrefix(name.first) }
        return likeliest(fitting, lone.occupations)
    }

    private func meant(by word: String) throws -> [Heard] {
        try heard(word, "surname", lead: SurnameDivision.lead) + heard(word, "given", lead: ActorSettlement.loneLead)
            + bodies(word)
    }

    /// The individuals whose surname, or given name, a word is.
    private func heard(_ word: String, _ column: StaticString, lead: Int) throws -> [Heard] {
        let hash = ActorName.hash(word)
        let of: SQL = "\(SQL(column)) = \(hash) AND heard > 0 ORDER BY heard DESC, id LIMIT \(ActorSettlement.looked)"
        return try connection.rows("SELECT coalesce(merged_into, id), name, heard, callings FROM actor WHERE \(of)") { row in
            (name: PersonName(row.text(1)), root: row.int(0), heard: row.int(2), occupations: Occupations(rawValue: row.int(3)))
        }.filter { column.description == "given" ? $0.name.first == word : $0.name.last == word }.map {
            Heard(
                root: $0.root, first: $0.name.first, weight: ActorRows.weight($0.heard), occupations: $0.occupations, lead: lead)
        }
    }

    /// What else than a person has a word as its name: an article can take its kind wrongly.
    private func bodies(_ word: String) throws -> [Heard] {
        try connection.rows(
            """
            SELECT coalesce(merged_into, id), name, heard FROM actor WHERE key = \(ActorName.hash(word)) AND heard > 0
                AND kind != \(EntityKind.person.rawValue) AND apart IS NULL LIMIT \(ActorSettlement.looked)
            """
        ) { (root: $0.int(0), name: $0.text(1), heard: $0.int(2)) }.filter { ActorName.words($0.name) == [word] }.map {
            Heard(
                root: $0.root, first: "", weight: ActorRows.weight($0.heard), occupations: [], lead: ActorSettlement.loneLead)
        }
    }

    /// The well-heard one who leads, unless what he or she does has nothing in common with what the article tells.
    private func likeliest(_ heard: [Heard], _ occupations: Occupations) -> Int? {
        let weights = Dictionary(heard.map { ($0.root, $0.weight) }, uniquingKeysWith: +)
        guard let (root, most) = weights.max(by: { $0.value < $1.value }), most >= ActorSettlement.wellHeard else { return nil }
        let own = heard.filter { $0.root == root }
        let others = weights.values.reduce(0, +) - most
        guard let lead = own.map(\.lead).min(), others * lead <= most else { return nil }
        let known = own.reduce(into: Occupations()) { $0.formUnion($1.occupations) }
        return known.conflicts(with: occupations) ? nil : root
    }
}
