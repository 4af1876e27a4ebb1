import Foundation
import Ledger
import Record
import SQLite
import Wire

/// What people decide about actors. Each decision is one transaction and one row of the table of acts, by which it can be undone.
extension Ledger {
    /// Finds two actors to be the same: `actor` is `other` from now on, with all that it says.
    ///
    /// - Returns: the number of the act.
    /// - Throws: `DatabaseError`, as the merger of several does.
    @discardableResult
    public func merge(_ actor: Int, into other: Int, by who: String) throws -> Int {
        try merge([actor], into: other, by: who)
    }

    /// Finds several actors to be one: `other` stands for all of them from now on, with all that they say. It is one act, undone as one.
    ///
    /// - Returns: the number of the act.
    /// - Throws: `DatabaseError`, also where there is none to merge or one is not there, where two of them are the same already, and where a person
    ///   has found two of them to be different.
    @discardableResult
    public func merge(_ actors: [Int], into other: Int, by who: String) throws -> Int {
        try connection.transaction {
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
            guard !from.isEmpty else { throw refusal("there is no actor to merge into @\(other)", "give the ids of two or more") }
            try refuseIfDifferent(from + [into])
            let moved = try connection.numbers(
                "SELECT id FROM actor WHERE id IN (\(from)) UNION SELECT id FROM actor WHERE person_into IN (\(from)) ORDER BY id"
            )
            for id in moved {
                connection.touch(id)
                try connection.run("UPDATE actor SET person_into = ? WHERE id = ?", into, id)
            }
            try ActorLinks(connection: connection).settle(around: from + [into])
            return try note("merge", by: who, actor: into, ActDetail(numbers: moved))
        }
    }

    /// Finds two actors to be different ones: they are not suggested as doubles, and whatever articles tell does not join them.
    ///
    /// - Returns: the number of the act.
    /// - Throws: `DatabaseError`, also where one of them is not there, they are one, or the same is known already.
    @discardableResult
    public func differ(_ actor: Int, from other: Int, by who: String) throws -> Int {
        try connection.transaction {
            let (one, two) = (try existing(actor), try existing(other))
            guard one != two else {
                throw refusal(
                    "@\(actor) and @\(other) are one actor",
                    "part them first: dixit actor undo takes a merger back, dixit actor split makes another actor for some articles"
                )
            }
            try refuseIfDifferent([one, two])
            return try note("differ", by: who, actor: one, ActDetail(numbers: [two]))
        }
    }

    private func refuseIfDifferent(_ roots: [Int]) throws {
        guard let pair = try ApartActors(connection: connection).pair(among: roots, by: ["differ"]) else { return }
        throw refusal(
            "act \(pair.act) says that @\(pair.one) and @\(pair.other) are different",
            "to change that: dixit actor undo \(pair.act)")
    }

    /// Takes what some articles say of an actor away from it: it is somebody else, a new actor of the same name.
    ///
    /// - Returns: the new actor.
    /// - Throws: `DatabaseError`, also where the actor is not there or in none of the articles.
    public func split(_ actor: Int, articles: [Int], by who: String) throws -> Int {
        try connection.transaction {
            let root = try existing(actor)
            let assigned = AssignedEntities(connection: connection)
            let taken = try articles.flatMap { try assigned.places(of: root, in: $0) }
            guard let first = taken.first, let (name, kind) = try assigned.description(of: first) else {
                throw refusal("@\(actor) is in none of these articles")
            }
            let new = try ActorRows(connection: connection).insert(name, kind?.rawValue)
            connection.touch(new)
            try connection.run("UPDATE actor SET apart = 1 WHERE id = \(new)")
            let touched = try assigned.assign(
                taken.map { AssignedEntities.Place(article: $0.article, number: $0.number, actor: new) })
            try ActorSettlement(connection: connection).settle(touched)
            try note("split", by: who, actor: new, ActDetail(numbers: taken.flatMap { [$0.article, $0.number, $0.actor] }))
            return new
        }
    }

    /// Gives an actor a further name; articles that use it from now on mean this actor, where it is the only one to whom a person gave it.
    ///
    /// - Throws: `DatabaseError`, also where the actor is not there or has the name.
    @discardableResult
    public func alias(_ actor: Int, _ name: String, by who: String) throws -> Int {
        try connection.transaction {
            let root = try existing(actor)
            guard !ActorName.words(name).isEmpty else { throw refusal("“\(name)” is no name") }
            guard try ActorRows(connection: connection).name(root, name, byPerson: true) else {
                throw refusal("@\(root) is called “\(name)” already")
            }
            return try note("alias", by: who, actor: root, ActDetail(name: name))
        }
    }

    /// Undoes an act upon an actor, whichever it was. That is an act in turn.
    ///
    /// - Throws: `DatabaseError`, also where there is no such act, or it was undone already.
    public func undoActorAct(_ act: Int, by who: String) throws {
        try connection.transaction {
            let found = try connection.row(
                "SELECT verb, actor, detail FROM act WHERE id = ? AND actor IS NOT NULL AND undoes IS NULL", act
            ) {
                (verb: $0.text(0), actor: $0.int(1), detail: ActDetail(json: $0.text(2)))
            }
            guard let (verb, actor, detail) = found, let detail else { throw refusal("there is no act \(act) upon an actor") }
            let undone = try connection.row("SELECT id FROM act WHERE undoes = ?", act) { $0.int(0) }
            if let undone { throw refusal("act \(act) was undone by act \(undone) already") }
            switch verb {
            case "merge": try undoMerger(detail.numbers)
            case "split":
                try undoSplit(detail.numbers)
            case "alias": try ActorRows(connection: connection).removeName(actor, detail.name ?? "")
            case "role", "group", "import": try undoTold(detail, of: actor)
            case "differ": break
            default: throw refusal("act \(act) is not one upon an actor")
            }
            try note("undo", by: who, actor: actor, ActDetail(), undoes: act)
            // What the act kept apart may be one by what articles tell.
            if verb == "differ" { try ActorSettlement(connection: connection).settle(Set([actor] + detail.numbers)) }
        }
    }

    /// Those that an earlier merger, which still holds, had moved to another of them go back to that one; the others stand alone.
    private func undoMerger(_ moved: [Int]) throws {
        let into = try connection.numbers(
            "SELECT DISTINCT person_into FROM actor WHERE id IN (\(moved)) AND person_into IS NOT NULL")
        for id in moved {
            let earlier = try connection.rows(
                """
                SELECT actor, detail FROM act INDEXED BY act_actor WHERE actor IS NOT NULL AND verb = 'merge'
                    AND NOT EXISTS (SELECT 1 FROM act AS undoing WHERE undoing.undoes = act.id)
                ORDER BY id
                """
            ) {
                (into: $0.int(0), detail: ActDetail(json: $0.text(1)))
            }
            let into = earlier.last { $0.into != id && moved.contains($0.into) && $0.detail?.numbers.contains(id) == true }?.into
            connection.touch(id)
            try connection.run("UPDATE actor SET person_into = ? WHERE id = ?", into, id)
        }
        try ActorLinks(connection: connection).settle(around: moved + into)
    }

    /// The entities go back to the actors that they had; who was made for them stands for the first of these from now on.
    private func undoSplit(_ numbers: [Int]) throws {
        var places = stride(from: 0, to: numbers.count - 2, by: 3).map {
            AssignedEntities.Place(article: numbers[$0], number: numbers[$0 + 1], actor: numbers[$0 + 2])
        }
        let articles = Set(places.map(\.article)).sorted()
        let kept = try connection.row("SELECT article FROM removed WHERE line IS NOT NULL AND article IN (\(articles))") {
            $0.int(0)
        }
        if let kept {
            throw refusal(
                "article \(kept), which it is about, was removed", "bring that back first: dixit article restore \(kept)")
        }
        let present = Set(try connection.numbers("SELECT id FROM article WHERE id IN (\(articles))"))
        places.removeAll { !present.contains($0.article) }
        guard let first = places.first else { return }
        let assigned = AssignedEntities(connection: connection)
        let made = try EntityRows(connection: connection).entities(of: first.article).first { $0.number == first.number }?.actor
        let touched = try assigned.assign(places)
        if let made, made != first.actor, let root = try ActorRows(connection: connection).root(of: first.actor), root != made {
            for id in try connection.numbers("SELECT id FROM actor WHERE id = \(made) OR person_into = \(made)") {
                connection.touch(id)
            }
            try connection.run("UPDATE actor SET person_into = ? WHERE id = ? OR person_into = ?", root, made, made)
            try ActorLinks(connection: connection).settle(around: [made, root])
        }
        try ActorSettlement(connection: connection).settle(touched)
    }

    /// What was told of an actor is taken away, and what it took the place of told again; an actor that was made stays, as one that no person has named.
    private func undoTold(_ detail: ActDetail, of actor: Int) throws {
        for told in detail.terms { try ActorTerms(connection: connection).remove(told.term, told.sort, of: actor) }
        for name in detail.names { try ActorRows(connection: connection).removeName(actor, name) }
        connection.touch(actor)
        for external in detail.externals {
            try connection.run(
                "DELETE FROM actor_external WHERE actor = ? AND scheme = ? AND value = ?", actor, external.scheme, external.value)
        }
        for one in detail.replaced where try ActorRows(connection: connection).root(of: one.actor) != nil {
            connection.touch(one.actor)
            try connection.run(
                "INSERT OR IGNORE INTO actor_external (actor, scheme, value) VALUES (?, ?, ?)", one.actor, one.external.scheme,
                one.external.value)
        }
        if detail.isMade { try connection.run("UPDATE actor SET by_person = 0 WHERE id = ?", actor) }
    }

    // MARK: What follows

    /// The actor that an id stands for now.
    package func existing(_ actor: Int) throws -> Int {
        guard let root = try ActorRows(connection: connection).root(of: actor) else {
            throw refusal("there is no actor @\(actor)")
        }
        return root
    }

    @discardableResult
    package func note(_ verb: String, by who: String, actor: Int, _ detail: ActDetail, undoes: Int? = nil) throws -> Int {
        try ActLog(connection: connection).append(verb, by: who, on: .actor(actor), detail.json, undoes: undoes)
    }

    package func refusal(_ reason: String, _ remedy: String = "dixit actor list and dixit actor log tell ids") -> DatabaseError {
        DatabaseError(.refused, path, reason, remedy)
    }
}
