import Ledger
import SQLite

extension ActorDecisions {
    /// Undoes an act upon an actor, whichever it was.
    ///
    /// - Returns: the number of the act that undoes it.
    /// - Throws: `DatabaseError`, also where there is no such act, it was undone already, or an article that it is about was removed; nothing was changed then.
    @discardableResult
    package func undo(_ act: Int) throws -> Int {
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
        let undoing = try note("undo", actor: actor, ActDetail(), undoes: act)
        // What the act kept apart may be one by what articles tell.
        if verb == "differ" { try ActorSettlement(connection: connection).settle(Set([actor] + detail.numbers)) }
        return undoing
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
}
