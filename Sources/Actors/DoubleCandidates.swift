import Ledger
import Record
import SQLite

/// Pairs of actors whose names are alike enough to look at them: by an index of the words of all names, never each with each.
struct DoubleCandidates {
    private let connection: Connection
    /// All actors by their numbers.
    private(set) var actors: [Int: Standing] = [:]
    private var names: [(root: Int, name: NameWords)] = []

    /// How an actor stands.
    struct Standing {
        let name: String
        let kind: EntityKind?
        /// Of a person whose full name is known.
        let person: PersonName?
        var occupations: Occupations
        /// How many articles speak of it.
        var heard: Int
        /// Its rows in the table of actors, each with how often it is heard.
        var rows: [(id: Int, heard: Int)]
        /// Whether no full name of it is known.
        let isPartial: Bool
    }

    /// Two actors; the one whose name would stay comes first.
    struct Pair: Hashable {
        let one: Int
        let other: Int
        let name: NameLikeness
    }

    /// How many names below one key are compared: the most heard, full names before parts of names.
    static let looked = 32
    /// Names must be so much alike.
    private static let least = 0.5

    init(connection: Connection) throws {
        self.connection = connection
        try readActors()
        try readNames()
    }

    private mutating func readActors() throws {
        var known: [Int: Set<String>] = [:]
        try connection.query(
            """
            SELECT actor.id, coalesce(actor.merged_into, actor.id), actor.name, actor.kind, actor.occupations, actor.heard, root.name, root.kind
            FROM actor JOIN actor AS root ON root.id = coalesce(actor.merged_into, actor.id)
            WHERE actor.heard > 0 OR actor.by_person = 1 OR actor.merged_into IS NULL ORDER BY actor.id
            """
        ) { row in
            let (id, root, heard) = (row.int(0), row.int(1), row.int(5))
            let occupations = Occupations(rawValue: row.int(4))
            if actors[root] == nil {
                let called = NameWords(row.text(6), EntityKind(rawValue: row.text(7)))
                actors[root] = Standing(
                    name: called.name, kind: called.kind, person: called.person.flatMap { $0.isPartial ? nil : $0 },
                    occupations: [], heard: 0, rows: [], isPartial: called.person?.isPartial ?? false)
                names.append((root, called))
            }
            actors[root]?.occupations.formUnion(occupations)
            actors[root]?.heard += heard
            actors[root]?.rows.append((id, heard))
            // Of a surname alone there can be a row in every article.
            if id != root, row.text(2) != row.text(6), known[root, default: []].insert(row.text(2)).inserted {
                addName(NameWords(row.text(2), EntityKind(rawValue: row.text(3))), to: root)
            }
            return true
        }
    }

    /// A further name. That somebody whose full name is known is called by the surname too says nothing about others of it.
    private mutating func addName(_ name: NameWords, to root: Int) {
        guard let actor = actors[root], actor.isPartial || name.person?.isPartial != true else { return }
        names.append((root, name))
    }

    private mutating func readNames() throws {
        try connection.query(
            """
            SELECT coalesce(actor.merged_into, actor.id), called.name, actor.kind FROM actor_name AS called
            JOIN actor ON actor.id = called.actor ORDER BY called.id
            """
        ) { row in
            addName(NameWords(row.text(1), EntityKind(rawValue: row.text(2))), to: row.int(0))
            return true
        }
    }

    // MARK: Pairs

    /// The pairs whose names are most alike, of the same likeness those most heard; always in the same order.
    ///
    /// - Parameters:
    ///   - actor: one of each pair; nil for all pairs.
    ///   - kind: what one of each pair is; nil for all.
    ///   - limit: how many at most.
    func pairs(of actor: Int?, kind: EntityKind?, limit: Int) -> [Pair] {
        var best: [Roots: NameLikeness] = [:]
        for block in blocks() {
            for (at, one) in block.enumerated() {
                for other in block[(at + 1)...] where names[one].root != names[other].root {
                    let likeness = NameLikeness(names[one].name, names[other].name)
                    guard likeness.points >= DoubleCandidates.least else { continue }
                    let roots = Roots(names[one].root, names[other].root)
                    if best[roots].map({ $0.isLess(than: likeness) }) ?? true { best[roots] = likeness }
                }
            }
        }
        let ranked = best.compactMap { entry in standing(entry.key, entry.value, actor, kind) }.sorted { a, b in
            if a.pair.name.points != b.pair.name.points { return a.pair.name.points > b.pair.name.points }
            if a.least != b.least { return a.least > b.least }
            return a.most != b.most ? a.most > b.most : (a.pair.one, a.pair.other) < (b.pair.one, b.pair.other)
        }
        return ranked.prefix(limit).map(\.pair)
    }

    /// Two actors in the order of their numbers.
    private struct Roots: Hashable {
        let first: Int
        let second: Int

        init(_ a: Int, _ b: Int) { (first, second) = (min(a, b), max(a, b)) }
    }

    /// A pair with how much its two are heard; nil where it is not asked for.
    private func standing(_ roots: Roots, _ likeness: NameLikeness, _ actor: Int?, _ kind: EntityKind?) -> (
        pair: Pair, least: Int, most: Int
    )? {
        guard let one = actors[roots.first], let other = actors[roots.second] else { return nil }
        if let actor, roots.first != actor, roots.second != actor { return nil }
        if let kind, one.kind != kind, other.kind != kind { return nil }
        let (least, most) = (min(one.heard, other.heard), max(one.heard, other.heard))
        // Who is nowhere heard was imported, and is of use where the other one is heard.
        guard most > 0, !DoubleCandidates.areNamesakes(one, other) else { return nil }
        // The one that is more heard stays, but no part of a name.
        let isFirst = one.isPartial != other.isPartial ? other.isPartial : one.heard >= other.heard
        let (kept, merged) = isFirst ? (roots.first, roots.second) : (roots.second, roots.first)
        return (Pair(one: kept, other: merged, name: likeness), least, most)
    }

    /// Whether their middle names or generations tell two of one name apart, whatever else they are called.
    private static func areNamesakes(_ one: Standing, _ other: Standing) -> Bool {
        guard let one = one.person, let other = other.person else { return false }
        return one.first == other.first && one.last == other.last && !one.isCompatible(with: other)
    }

    /// Names that have a key in common, as places in `names`, full names before parts of names, the most heard first.
    private func blocks() -> [[Int]] {
        let heard = names.map { actors[$0.root]?.heard ?? 0 }
        let isPartial = names.map { $0.name.person?.isPartial ?? false }
        var ranks = Array(repeating: 0, count: names.count)
        let order = names.indices.sorted { a, b in
            if isPartial[a] != isPartial[b] { return isPartial[b] }
            return heard[a] != heard[b] ? heard[a] > heard[b] : a < b
        }
        for (rank, at) in order.enumerated() { ranks[at] = rank }
        var byKey: [String: [Int]] = [:]
        for (at, called) in names.enumerated() { for key in called.name.keys { byKey[key, default: []].append(at) } }
        return byKey.values.compactMap { block in
            guard block.count > 1 else { return nil }
            return Array(block.sorted { ranks[$0] < ranks[$1] }.prefix(DoubleCandidates.looked))
        }
    }
}
