import Ledger
import Record
import SQLite

/// Which rows of the table of actors are one actor: those that a person's act (`person_into`) or the machine's finding (`machine_into`) ties
/// together, directly or by way of others. One of them stands for all (`merged_into`), and all that is said is put down to that one.
package struct ActorLinks {
    package let connection: Connection

    package init(connection: Connection) { self.connection = connection }

    private struct Node {
        let person: Int?
        let machine: Int?
        /// The one that stood for it until now.
        let root: Int
        let heard: Int
        let isPartial: Bool
    }

    /// Ties a row to another by the machine's finding, or unties it: also where people have found the two to be different.
    ///
    /// - Returns: whether that is new.
    @discardableResult
    package func tie(_ actor: Int, to goal: Int?, isProbable: Bool = false) throws -> Bool {
        guard let node = try node(actor) else { return false }
        let other = try goal == nil || goal == node.machine || !isKeptApart(actor, from: goal) ? goal : nil
        let probable = other != nil && isProbable ? 1 : nil
        connection.touch(actor)
        try connection.run("UPDATE actor SET probable = \(probable) WHERE id = \(actor) AND probable IS NOT \(probable)")
        guard node.machine != other else { return false }
        try connection.run("UPDATE actor SET machine_into = \(other) WHERE id = \(actor)")
        if try node.person == nil && ends(at: actor).isEmpty {
            // Nothing hangs on it, as on most: the one that is tied to goes with it nowhere.
            let root = try other.flatMap { try ActorRows(connection: connection).root(of: $0) } ?? actor
            try move([actor: node.root], to: [actor: root])
        } else {
            try settle(around: [actor, node.root, node.machine, other].compactMap { $0 })
        }
        return true
    }

    /// Sees anew who stands for some rows and for all that are tied to them.
    package func settle(around actors: [Int]) throws {
        var seen: [Int: Node] = [:]
        var (former, present): ([Int: Int], [Int: Int]) = ([:], [:])
        for actor in actors where seen[actor] == nil {
            let tied = try reach(from: actor, &seen)
            let root = try root(of: tied, seen)
            for id in tied {
                former[id] = seen[id]?.root
                present[id] = root
            }
        }
        try move(former, to: present)
    }

    /// Whether people have found a row, or one of those that go with it wherever it is tied, to be different from another actor.
    private func isKeptApart(_ actor: Int, from goal: Int?) throws -> Bool {
        let pairs = try ApartActors(connection: connection).pairs()
        guard !pairs.isEmpty, let goal, let root = try ActorRows(connection: connection).root(of: goal) else { return false }
        var (moving, open): (Set<Int>, [Int]) = ([], [actor])
        while let next = open.popLast() {
            if moving.insert(next).inserted { open += try ends(at: next) }
        }
        return try pairs.contains { pair in
            try [(pair.one, pair.other), (pair.other, pair.one)].contains { one, other in
                try moving.contains(one) && !moving.contains(other) && ActorRows(connection: connection).root(of: other) == root
            }
        }
    }

    // MARK: What is tied together

    private func node(_ actor: Int) throws -> Node? {
        try connection.row(
            "SELECT person_into, machine_into, coalesce(merged_into, id), heard, surname FROM actor WHERE id = \(actor)"
        ) {
            Node(
                person: $0.optionalInt(0), machine: $0.optionalInt(1), root: $0.int(2), heard: $0.int(3),
                isPartial: $0.optionalInt(4).map { $0 < 0 } ?? false)
        }
    }

    /// The rows that are tied to one.
    private func ends(at actor: Int) throws -> [Int] {
        try connection.numbers(
            "SELECT id FROM actor WHERE machine_into = \(actor) UNION SELECT id FROM actor WHERE person_into = \(actor)")
    }

    private func reach(from actor: Int, _ seen: inout [Int: Node]) throws -> [Int] {
        var (reached, open): ([Int], [Int]) = ([], [actor])
        while let next = open.popLast() {
            guard seen[next] == nil, let node = try node(next) else { continue }
            seen[next] = node
            reached.append(next)
            open += [node.person, node.machine].compactMap { $0 }
            open += try ends(at: next)
        }
        return reached.sorted()
    }

    /// Who stands for all: whom a person has tied to nobody, with a full name, and of those who stood for others until now the most heard, so that
    /// ids stay.
    private func root(of tied: [Int], _ nodes: [Int: Node]) throws -> Int? {
        if tied.count == 1 { return tied[0] }
        var heard: [Int: Int] = [:]
        for id in tied { if let node = nodes[id] { heard[node.root, default: 0] += node.heard } }
        let tops = tied.filter { nodes[$0]?.person == nil }
        let free = tops.filter { nodes[$0]?.machine == nil }
        let named = (free.isEmpty ? tops : free).filter { nodes[$0]?.isPartial == false }
        let candidates = !named.isEmpty ? named : !free.isEmpty ? free : !tops.isEmpty ? tops : tied
        if candidates.count == 1 { return candidates[0] }
        let worth = try Dictionary(uniqueKeysWithValues: candidates.map { ($0, try isTold($0) ? Int.max : heard[$0] ?? -1) })
        return candidates.max { (worth[$0] ?? 0, -$0) < (worth[$1] ?? 0, -$1) }
    }

    /// Whether people have told something of it.
    package func isTold(_ actor: Int) throws -> Bool {
        try connection.row(
            """
            SELECT 1 FROM actor WHERE id = \(actor) AND (by_person = 1
                OR EXISTS (SELECT 1 FROM actor_name WHERE actor_name.actor = \(actor) AND by_person = 1)
                OR EXISTS (SELECT 1 FROM actor_role WHERE actor_role.actor = \(actor))
                OR EXISTS (SELECT 1 FROM actor_external WHERE actor_external.actor = \(actor)))
            """
        ) { _ in true } ?? false
    }

    // MARK: What follows for statements

    /// Writes who stands for rows now, and puts what is said down to them.
    private func move(_ former: [Int: Int], to present: [Int: Int]) throws {
        let moved = former.filter { present[$0.key] != $0.value }.keys.sorted()
        guard !moved.isEmpty else { return }
        for id in moved {
            guard let root = present[id] else { continue }
            connection.touch(id)
            try connection.run("UPDATE actor SET merged_into = \(root == id ? nil : root) WHERE id = \(id)")
        }
        var articles: Set<Int> = []
        for (root, ids) in Dictionary(grouping: moved, by: { former[$0] ?? $0 }).sorted(by: { $0.key < $1.key }) {
            let goals = Set(ids.compactMap { present[$0] })
            // One who stands for nobody any more can be renamed in all statements at once.
            if goals.count == 1, let goal = goals.first, try isEmpty(root) {
                try rename(root, goal)
            } else {
                for id in ids { articles.formUnion(try self.articles(of: id)) }
                articles.formUnion(
                    try connection.numbers("SELECT DISTINCT article FROM statement WHERE actor = \(root) AND speaker IS NULL"))
            }
        }
        for article in articles.sorted() { try AssignedActors(connection: connection, article: article).write() }
    }

    /// Whether a row stands for none any more.
    private func isEmpty(_ root: Int) throws -> Bool {
        try connection.row("SELECT 1 FROM actor WHERE merged_into = \(root) OR (id = \(root) AND merged_into IS NULL)") { _ in
            true
        } == nil
    }

    private func articles(of actor: Int) throws -> [Int] {
        try connection.numbers("SELECT DISTINCT id / 1048576 FROM entity WHERE actor = \(actor)")
    }

    private func rename(_ actor: Int, _ other: Int) throws {
        let mentioning = try connection.numbers("SELECT statement FROM about WHERE actor = \(actor)")
        let speaking = try connection.numbers("SELECT id FROM statement WHERE actor = \(actor)")
        try connection.run("UPDATE statement SET actor = \(other) WHERE actor = \(actor)")
        try connection.run(
            "INSERT OR IGNORE INTO about (actor, statement) SELECT \(other), statement FROM about WHERE actor = \(actor)")
        try connection.run("DELETE FROM about WHERE actor = \(actor)")
        // Nobody is mentioned in what he or she says.
        for statement in Set(mentioning + speaking) {
            try connection.run(
                """
                DELETE FROM about WHERE actor = \(other) AND statement = \(statement)
                    AND EXISTS (SELECT 1 FROM statement WHERE id = \(statement) AND statement.actor = \(other))
                """)
        }
    }
}
