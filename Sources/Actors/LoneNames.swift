import Ledger
import Record
import SQLite

/// Joins rows of lone names (“Korvin”, “D. Korvin”, “Dessa”) to the one well-heard individual that they fit, as probable ones.
///
/// There can be such a row in every article, so that all of a word are never gone through: only those that do not stand as they must.
final class LoneNames {
    private let connection: Connection
    private let links: ActorLinks
    /// Who can be meant by words that were asked for.
    private var known: [String: [Heard]] = [:]

    init(connection: Connection) {
        self.connection = connection
        links = ActorLinks(connection: connection)
    }

    /// How many of a word are looked at: the most heard.
    private static let looked = 256
    /// Who is meant by a given name alone, or what by a word that is no person's name elsewhere, is heard so many times as often as all others.
    private static let lead = 4

    /// Who can be meant by a word.
    private struct Heard {
        let root: Int
        let first: String
        let weight: Int
        let occupations: Occupations
        /// How many times as often as all others together it is to be heard to be the one that is meant.
        let lead: Int
    }

    /// Joins one row, or parts it from the one that it was joined to.
    func join(_ actor: Int) throws {
        let row = try connection.row("SELECT name, occupations, machine_into FROM actor WHERE id = \(actor)") {
            (name: $0.text(0), occupations: Occupations(rawValue: $0.int(1)), into: $0.optionalInt(2))
        }
        guard let row else { return }
        let goal = try goal(row.name, row.occupations)
        if goal != row.into { try tie(actor, to: goal) }
    }

    /// Joins all rows of a word.
    ///
    /// - Parameter word: its hash.
    func join(all word: Int) throws {
        var last: (name: String, occupations: Int) = ("", -1)
        while let next = try connection.row(
            """
            SELECT name, occupations FROM actor WHERE surname = \(-word) AND surname < 0 AND (name, occupations) > (\(last.name), \(last.occupations))
            ORDER BY name, occupations LIMIT 1
            """, make: { (name: $0.text(0), occupations: $0.int(1)) })
        {
            let goal = try goal(next.name, Occupations(rawValue: next.occupations))
            let same: SQL = "surname = \(-word) AND surname < 0 AND name = \(next.name) AND occupations = \(next.occupations)"
            var other: [SQL] = ["machine_into > \(goal ?? 0)"]
            if let goal { other += ["machine_into < \(goal)", "machine_into IS NULL"] }
            for which in other {
                for actor in try connection.numbers("SELECT id FROM actor WHERE \(same) AND \(which)") {
                    try tie(actor, to: goal)
                }
            }
            last = next
        }
    }

    private func tie(_ actor: Int, to goal: Int?) throws {
        // What people have named, split off or told something of is not for the machine to take away.
        let isTheirs = try connection.row("SELECT 1 FROM actor WHERE id = \(actor) AND (by_person = 1 OR apart = 1)") { _ in true
        }
        if isTheirs != nil { return }
        if goal != nil, try links.isTold(actor) { return }
        try links.tie(actor, to: goal, isProbable: true)
    }

    private func goal(_ lone: String, _ occupations: Occupations) throws -> Int? {
        let name = PersonName(lone)
        let called = try known[name.last] ?? meant(by: name.last)
        known[name.last] = called
        // An initial tells that the word behind it is a surname.
        let fitting =
            name.first.isEmpty ? called : called.filter { $0.lead == SurnameDivision.lead && $0.first.hasPrefix(name.first) }
        return likeliest(fitting, occupations)
    }

    private func meant(by word: String) throws -> [Heard] {
        try heard(word, "surname", lead: SurnameDivision.lead) + heard(word, "given", lead: LoneNames.lead)
            + bodies(word)
    }

    /// The individuals whose surname, or given name, a word is.
    private func heard(_ word: String, _ column: StaticString, lead: Int) throws -> [Heard] {
        let hash = ActorName.hash(word)
        let of: SQL = """
            \(SQL(column)) = \(hash) AND \(SQL(column)) > 0 AND heard > 0 ORDER BY heard DESC, id LIMIT \(LoneNames.looked)
            """
        return try connection.rows("SELECT coalesce(merged_into, id), name, heard, occupations FROM actor WHERE \(of)") { row in
            (name: PersonName(row.text(1)), root: row.int(0), heard: row.int(2), occupations: Occupations(rawValue: row.int(3)))
        }.filter { column.description == "given" ? $0.name.first == word : $0.name.last == word }.map {
            Heard(
                root: $0.root, first: $0.name.first, weight: ActorRows.weight($0.heard), occupations: $0.occupations, lead: lead)
        }
    }

    /// What else than a person has a word as its name: an article can take its kind wrongly.
    private func bodies(_ word: String) throws -> [Heard] {
        let kinds = EntityKind.allCases.filter { $0 != .person }
        return try connection.rows(
            """
            SELECT coalesce(merged_into, id), name, heard FROM actor WHERE key = \(ActorName.hash(word)) AND by_person IN (0, 1)
                AND kind IN (\(kinds.map(\.rawValue))) AND heard > 0 AND apart IS NULL LIMIT \(LoneNames.looked)
            """
        ) { (root: $0.int(0), name: $0.text(1), heard: $0.int(2)) }.filter { ActorName.words($0.name) == [word] }.map {
            Heard(
                root: $0.root, first: "", weight: ActorRows.weight($0.heard), occupations: [], lead: LoneNames.lead)
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
