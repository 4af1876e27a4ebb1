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
            SELECT actor.id, coalesce(actor.merged_into, actor.id), actor.name, actor.kind, actor.callings, actor.heard, root.name, root.kind
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
        var best: [[Int]: NameLikeness] = [:]
        for block in blocks() {
            for (at, one) in block.enumerated() {
                for other in block[(at + 1)...] where names[one].root != names[other].root {
                    let roots = [names[one].root, names[other].root].sorted()
                    if let actor, !roots.contains(actor) { continue }
                    if let kind, !roots.contains(where: { actors[$0]?.kind == kind }) { continue }
                    // Who is nowhere heard was imported, and is of use where the other one is heard.
                    guard roots.contains(where: { (actors[$0]?.heard ?? 0) > 0 }), !areNamesakes(roots) else { continue }
                    let likeness = NameLikeness(names[one].name, names[other].name)
                    guard likeness.points >= DoubleCandidates.least else { continue }
                    if best[roots].map({ $0.isLess(than: likeness) }) ?? true { best[roots] = likeness }
                }
            }
        }
        let ranked = best.map { roots, likeness in
            (pair: ordered(roots[0], roots[1], likeness), heard: roots.map { actors[$0]?.heard ?? 0 }.sorted())
        }.sorted { a, b in
            if a.pair.name.points != b.pair.name.points { return a.pair.name.points > b.pair.name.points }
            if a.heard != b.heard { return b.heard.lexicographicallyPrecedes(a.heard) }
            return (a.pair.one, a.pair.other) < (b.pair.one, b.pair.other)
        }
        return ranked.prefix(limit).map(\.pair)
    }

    /// Whether their middle names or generations tell two of one name apart, whatever else they are called.
    private func areNamesakes(_ roots: [Int]) -> Bool {
        guard let one = actors[roots[0]]?.person, let other = actors[roots[1]]?.person else { return false }
        return one.first == other.first && one.last == other.last && !one.isCompatible(with: other)
    }

    /// Names that have a key in common, as places in `names`, the most heard of them first.
    private func blocks() -> [[Int]] {
        var byKey: [String: [Int]] = [:]
        for (at, called) in names.enumerated() { for key in called.name.keys { byKey[key, default: []].append(at) } }
        return byKey.values.compactMap { block in
            guard block.count > 1 else { return nil }
            return Array(block.sorted(by: isBefore).prefix(DoubleCandidates.looked))
        }
    }

    private func isBefore(_ a: Int, _ b: Int) -> Bool {
        let (one, other) = (names[a], names[b])
        let partial = (one.name.person?.isPartial ?? false, other.name.person?.isPartial ?? false)
        if partial.0 != partial.1 { return !partial.0 }
        let heard = (actors[one.root]?.heard ?? 0, actors[other.root]?.heard ?? 0)
        return heard.0 != heard.1 ? heard.0 > heard.1 : a < b
    }

    /// The one that is more heard stays, but no part of a name.
    private func ordered(_ a: Int, _ b: Int, _ likeness: NameLikeness) -> Pair {
        let (one, other) = (actors[a], actors[b])
        let isKept =
            one?.isPartial != other?.isPartial
            ? other?.isPartial == true : (one?.heard ?? 0, b) >= (other?.heard ?? 0, a)
        return isKept ? Pair(one: a, other: b, name: likeness) : Pair(one: b, other: a, name: likeness)
    }
}
