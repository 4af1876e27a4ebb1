import Ledger
import Record
import SQLite

/// Carries out what people decide about actors, inside a transaction, and writes it into the log. How it is undone: `undo`.
package struct ActorDecisions {
    package let connection: Connection
    /// Who decides it.
    package let who: String
    /// When: seconds since 1970-01-01, UTC.
    package let at: Int
    /// The ledger in which they did; nil where that is this one.
    package var origin: ActOrigin?

    package init(connection: Connection, who: String, at: Int, origin: ActOrigin? = nil) {
        (self.connection, self.who, self.at, self.origin) = (connection, who, at, origin)
    }

    private var rows: ActorRows { ActorRows(connection: connection) }

    /// Finds several actors to be one.
    ///
    /// - Parameter tied: rows of `other` that the machine alone has tied to it: they stay with it whatever articles tell.
    /// - Returns: the number of the act.
    package func merge(_ actors: [Int], into other: Int, keeping tied: [Int] = []) throws -> Int {
        let into = try existing(other)
        var given = [into: other]
        var from: [Int] = []
        for actor in actors {
            let root = try existing(actor)
            if let same = given[root] {
                throw refusal(
                    same == actor ? "@\(actor) is given twice" : "@\(actor) and @\(same) are the same actor already",
                    "give ids of different actors; dixit actor show @\(actor) tells who it is")
            }
            given[root] = actor
            from.append(root)
        }
        guard !from.isEmpty || !tied.isEmpty else {
            throw refusal("there is no actor to merge into @\(other)", "give the ids of two or more")
        }
        try refuseIfDifferent(from + [into])
        let moved = try connection.numbers(
            "SELECT id FROM actor WHERE id IN (\(from + tied)) UNION SELECT id FROM actor WHERE person_into IN (\(from)) ORDER BY id"
        )
        for id in moved {
            connection.touch(id)
            try connection.run("UPDATE actor SET person_into = ? WHERE id = ?", into, id)
        }
        try ActorLinks(connection: connection).settle(around: from + tied + [into])
        return try note("merge", actor: into, ActDetail(numbers: moved))
    }

    /// Finds two actors to be different ones.
    ///
    /// - Returns: the number of the act.
    package func differ(_ actor: Int, from other: Int) throws -> Int {
        let (one, two) = (try existing(actor), try existing(other))
        guard one != two else {
            throw refusal(
                "@\(actor) and @\(other) are one actor",
                "part them first: dixit actor undo takes a merger back, dixit actor split makes another actor for some articles"
            )
        }
        try refuseIfDifferent([one, two])
        return try note("differ", actor: one, ActDetail(numbers: [two]))
    }

    private func refuseIfDifferent(_ roots: [Int]) throws {
        guard let pair = try ApartActors(connection: connection).pair(among: roots, by: ["differ"]) else { return }
        throw refusal(
            "act \(pair.act) says that @\(pair.one) and @\(pair.other) are different",
            "to change that: dixit actor undo \(pair.act)")
    }

    /// Makes some entities a new actor of the name that the first of them has.
    ///
    /// - Returns: the new actor and the number of the act; nil where there are none.
    package func split(off taken: [AssignedEntities.Place]) throws -> (actor: Int, act: Int)? {
        let assigned = AssignedEntities(connection: connection)
        guard let first = taken.first, let (name, kind) = try assigned.description(of: first) else { return nil }
        let new = try rows.insert(name, kind?.rawValue)
        connection.touch(new)
        try connection.run("UPDATE actor SET apart = 1 WHERE id = \(new)")
        let touched = try assigned.assign(
            taken.map { AssignedEntities.Place(article: $0.article, number: $0.number, actor: new) })
        try ActorSettlement(connection: connection).settle(touched)
        let act = try note("split", actor: new, ActDetail(numbers: taken.flatMap { [$0.article, $0.number, $0.actor] }))
        return (new, act)
    }

    /// Gives an actor a further name.
    ///
    /// - Returns: the number of the act.
    package func alias(_ actor: Int, _ name: String) throws -> Int {
        let root = try existing(actor)
        guard !ActorName.words(name).isEmpty else { throw refusal("“\(name)” is no name") }
        guard try rows.name(root, name, byPerson: true) else { throw refusal("@\(root) is called “\(name)” already") }
        return try note("alias", actor: root, ActDetail(name: name))
    }

    /// Writes down what an actor is or belongs to.
    ///
    /// - Returns: the number of the act.
    package func tell(_ told: ActDetail.Told, of actor: Int) throws -> Int {
        let (root, term, sort) = (try existing(actor), told.term, told.sort)
        guard term.name.contains(where: { !$0.isWhitespace }), term.name.unicodeScalars.count <= ActorRecord.nameLimit else {
            throw refusal("“\(term.name.prefix(60))” is no name of a \(sort.rawValue)")
        }
        if let first = term.first, let last = term.last, first > last { throw refusal("\(first) is after \(last)") }
        guard try ActorTerms(connection: connection).add(term, sort, to: root) else {
            throw refusal("@\(root) has the \(sort.rawValue) “\(term.name)” for that time already")
        }
        return try note(sort.rawValue, actor: root, ActDetail(terms: [told]))
    }

    /// Tells of an actor what a list tells, and leaves out what is known.
    ///
    /// - Parameters:
    ///   - told: names, roles and groups, ids and attributes, and the attributes that they take the place of.
    ///   - known: the actor; nil to make one of this name and kind.
    /// - Returns: what became of it: made, changed or known.
    package func take(_ told: ActDetail, of known: Int?, name: String, kind: EntityKind?) throws -> ImportedActor {
        var detail = ActDetail()
        let actor = try known ?? rows.insert(name, kind?.rawValue, byPerson: true)
        detail.isMade = known == nil
        for name in told.names where !ActorName.words(name).isEmpty {
            if try rows.name(actor, name, byPerson: true) { detail.names.append(name) }
        }
        for term in told.terms where try ActorTerms(connection: connection).add(term.term, term.sort, to: actor) {
            detail.terms.append(term)
        }
        for one in told.replaced {
            try connection.run(
                "DELETE FROM actor_external WHERE actor = ? AND scheme = ? AND value = ?", one.actor, one.external.scheme,
                one.external.value)
            connection.touch(one.actor)
        }
        detail.replaced = told.replaced
        for external in told.externals {
            try connection.run(
                "INSERT OR IGNORE INTO actor_external (actor, scheme, value) VALUES (?, ?, ?)", actor, external.scheme,
                external.value)
            if connection.changed > 0 {
                connection.touch(actor)
                detail.externals.append(external)
            }
        }
        guard detail != ActDetail() else { return .known(actor) }
        let act = try note("import", actor: actor, detail)
        return detail.isMade ? .made(actor, act: act) : .changed(actor, act: act)
    }

    // MARK: What follows

    /// The actor that an id stands for now.
    package func existing(_ actor: Int) throws -> Int { try connection.existing(actor: actor) }

    @discardableResult
    package func note(_ verb: String, actor: Int, _ detail: ActDetail, undoes: Int? = nil) throws -> Int {
        var detail = detail
        detail.origin = origin
        return try ActLog(connection: connection).append(verb, by: who, at: at, on: .actor(actor), detail.json, undoes: undoes)
    }

    package func refusal(_ reason: String, _ remedy: String? = nil) -> DatabaseError {
        DatabaseError(.refused, connection.path, reason, remedy ?? Connection.whereIDsAre)
    }
}

extension Connection {
    fileprivate static let whereIDsAre = "dixit actor list and dixit actor log tell ids"

    /// The actor that an id stands for now.
    ///
    /// - Throws: `DatabaseError`, also where there is none of that number.
    func existing(actor: Int) throws -> Int {
        guard let root = try ActorRows(connection: self).root(of: actor) else {
            throw DatabaseError(.refused, path, "there is no actor @\(actor)", Connection.whereIDsAre)
        }
        return root
    }
}
