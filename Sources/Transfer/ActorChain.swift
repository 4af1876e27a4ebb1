import Actors
import Ledger
import Record
import Reviews
import SQLite

/// Makes, line by line, what an export tells of actors.
package struct ActorChain {
    private let connection: Connection
    private let mark: String
    private let lastArticle: Int
    private var made = 0
    private var acts = 0
    private var outlets = 0
    /// Whether outlets are told: where nobody has mended anything, articles name them in the order of their numbers.
    private let tellsOutlets: Bool

    package init(of ledger: Ledger) throws {
        connection = ledger.connection
        mark = try ledger.mark()
        tellsOutlets =
            try connection.row(
                """
                SELECT EXISTS (SELECT 1 FROM act INDEXED BY act_outlet WHERE article IS NULL AND actor IS NULL)
                    OR EXISTS (SELECT 1 FROM act INDEXED BY act_mending WHERE verb IN ('remove', 'correct', 'forget'))
                """
            ) { $0.int(0) } == 1
        lastArticle = try connection.row("SELECT \(RemovedRows.lastArticle)") { $0.int(0) } ?? 0
    }

    /// What the line of an article tells; the articles come in the order of their numbers.
    ///
    /// - Parameter kept: of an article that was removed, what its own line tells.
    package mutating func next(_ article: Int, kept: ExportedActors? = nil) throws -> ExportedActors {
        var exported = ExportedActors(origin: mark, before: made)
        for entity in try EntityRows(connection: connection).entities(of: article) {
            exported.assigned[entity.number] = entity.actor
        }
        try connection.query(
            """
            SELECT number, actor FROM statement WHERE article = \(article) AND speaker IS NULL AND actor IS NOT NULL
            """
        ) { row in
            exported.named[row.int(0)] = row.int(1)
            return true
        }
        if let kept { (exported.assigned, exported.named) = (kept.assigned, kept.named) }
        let isLast = article == lastArticle
        if tellsOutlets {
            exported.outlet =
                try kept?.outlet
                ?? connection.row("SELECT coalesce(came_from, outlet) FROM article WHERE id = \(article)") { $0.optionalInt(0) }
                ?? nil
            exported.outletGiven = try connection.row(
                """
                SELECT coalesce(outlet.given, outlet.name) FROM article JOIN outlet ON outlet.id = coalesce(came_from, article.outlet)
                WHERE article.id = \(article) AND (came_from IS NOT NULL OR outlet.given IS NOT NULL)
                """
            ) { $0.text(0) }
            exported.outlets = try madeOutlets(upTo: isLast ? Int.max : exported.outlet ?? 0)
        }
        var last = isLast ? Int.max : max(exported.assigned.values.max() ?? 0, exported.named.values.max() ?? 0)
        // Whoever is named is defined in this line or before, and so are those they are tied to.
        while made < last, let next = try madeActor(after: made) {
            // In a file whose pages are out of order a search may come upon what was there before.
            guard next.id > made else { throw connection.outOfOrder("actor") }
            guard next.id <= last else { break }
            last = max(last, next.ties.max() ?? 0)
            exported.made.append(next)
            made = next.id
        }
        let upon: [SQL] = [
            "INDEXED BY act_actor WHERE actor IS NOT NULL", "INDEXED BY act_outlet WHERE article IS NULL AND actor IS NULL",
        ]
        exported.acts = try upon.flatMap { upon in
            try connection.rows(
                """
                SELECT id, at, who, verb, after_article, actor, detail, undoes FROM act \(upon)
                    AND id > \(acts) AND after_article <= \(isLast ? Int.max : article) ORDER BY id
                """
            ) {
                ExportedActors.Act(
                    id: $0.int(0), at: $0.int(1), who: $0.text(2), verb: $0.text(3), after: $0.int(4), actor: $0.optionalInt(5),
                    detail: $0.text(6),
                    undoes: $0.optionalInt(7))
            }
        }.sorted { $0.id < $1.id }
        for act in exported.acts {
            guard act.id > acts else { throw connection.outOfOrder("act") }
            acts = act.id
        }
        for place in exported.acts.indices {
            guard let undone = exported.acts[place].undoes else { continue }
            exported.acts[place].undone =
                try connection.row("SELECT detail FROM act WHERE id = \(undone)") { ActOrigin(detail: $0.text(0)) } ?? nil
        }
        let subjects = ActSubjects(connection: connection, article: article)
        for place in exported.acts.indices where exported.acts[place].actor != nil {
            exported.acts[place].subjects = try subjects.subjects(of: exported.acts[place])
            exported.acts[place].moved = try subjects.moved(by: exported.acts[place])
        }
        for place in exported.acts.indices where exported.acts[place].actor == nil {
            let act = exported.acts[place]
            exported.acts[place].outlets = try (OutletDetail(verb: act.verb, json: act.detail)?.outlets ?? []).compactMap { id in
                try OutletRows(connection: connection).givenName(of: id).map { ExportedActors.Outlet(id: id, given: $0) }
            }
        }
        return exported
    }

    /// The outlets that no line before has told, as far as one and those that stand for them.
    private mutating func madeOutlets(upTo outlet: Int) throws -> [ExportedActors.Outlet] {
        var (last, made) = (outlet, [ExportedActors.Outlet]())
        while outlets < last {
            let next = try connection.row(
                "SELECT id, coalesce(given, name), CASE WHEN given IS NOT NULL THEN name END, merged_into FROM outlet WHERE id > \(outlets) ORDER BY id LIMIT 1"
            ) {
                ExportedActors.Outlet(id: $0.int(0), given: $0.text(1), name: $0.optionalText(2), mergedInto: $0.optionalInt(3))
            }
            guard let next else { break }
            guard next.id > outlets else { throw connection.outOfOrder("outlet") }
            guard next.id <= last else { break }
            last = max(last, next.mergedInto ?? 0)
            made.append(next)
            outlets = next.id
        }
        return made
    }

    private func madeActor(after id: Int) throws -> ExportedActors.Made? {
        let found = try connection.row(
            """
            SELECT id, name, kind, occupations, by_person, merged_into, person_into, machine_into, probable, contested, apart FROM actor
            WHERE id > ? ORDER BY id LIMIT 1
            """, id
        ) {
            ExportedActors.Made(
                id: $0.int(0), name: $0.text(1), kind: $0.optionalText(2), occupations: $0.int(3), isByPerson: $0.int(4) != 0,
                mergedInto: $0.optionalInt(5), personInto: $0.optionalInt(6), machineInto: $0.optionalInt(7),
                isProbable: $0.int(8) != 0, isContested: !$0.isNull(9), isApart: $0.int(10) != 0)
        }
        guard var made = found else { return nil }
        made.names = try connection.rows("SELECT id, name, by_person FROM actor_name WHERE actor = ? ORDER BY id", made.id) {
            ExportedActors.Name(id: $0.int(0), name: $0.text(1), isByPerson: $0.int(2) != 0)
        }
        let terms = ActorTerms(connection: connection)
        made.terms =
            try terms.terms(of: made.id, .role).map { .init(sort: .role, term: $0) }
            + terms.terms(of: made.id, .group).map { .init(sort: .group, term: $0) }
        made.externals = try connection.rows(
            "SELECT scheme, value FROM actor_external WHERE actor = ? ORDER BY scheme, value", made.id
        ) { ExternalID(scheme: $0.text(0), value: $0.text(1)) }
        return made
    }
}

/// Gives a ledger the actors of an exported line.
package struct RestoredActors {
    package let connection: Connection
    package let exported: ExportedActors

    /// The actors of a line, where the ledger stands at its link of the chain; an empty one takes the mark over.
    package init?(_ exported: ExportedActors?, on connection: Connection) throws {
        guard let exported else { return nil }
        let state = try connection.row(
            """
            SELECT mark, (SELECT coalesce(max(id), 0) FROM actor), (SELECT count(*) FROM article) + (SELECT count(*) FROM removed), (SELECT count(*) FROM act) FROM origin
            """
        ) {
            (mark: $0.text(0), actors: $0.int(1), articles: $0.int(2), acts: $0.int(3))
        }
        guard let state, state.actors == exported.before else { return nil }
        let isEmpty = state.articles == 0 && state.actors == 0 && state.acts == 0
        guard state.mark == exported.origin || isEmpty else { return nil }
        let ids = exported.made.map(\.id)
        guard zip(ids, ids.dropFirst()).allSatisfy({ $0 < $1 }), ids.first ?? Int.max > exported.before else { return nil }
        self.connection = connection
        self.exported = exported
        if isEmpty { try connection.run("UPDATE origin SET mark = ?", exported.origin) }
    }

    /// Makes the actors that are new in the line; false where what it says of them does not hold together, and nothing was made.
    package func make() throws -> Bool {
        let highest = max(exported.before, exported.made.last?.id ?? 0)
        let named = Array(exported.assigned.values) + exported.named.values + exported.made.flatMap(\.ties)
        let known = Set(exported.made.map(\.id))
        for id in named where !known.contains(id) {
            guard id <= highest, try connection.row("SELECT 1 FROM actor WHERE id = ?", id, make: { $0.int(0) }) != nil else {
                return false
            }
        }
        for into in exported.made.compactMap(\.mergedInto) where !known.contains(into) {
            let isMerged = try connection.row(
                "SELECT 1 FROM actor WHERE id = \(into) AND merged_into IS NOT NULL", make: { $0.int(0) })
            if isMerged != nil { return false }
        }
        guard try makeOutlets() else { return false }
        let rows = ActorRows(connection: connection)
        for actor in exported.made {
            _ = try rows.insert(
                actor.name, actor.kind, occupations: actor.occupations, byPerson: actor.isByPerson, id: actor.id)
            for name in actor.names { try rows.name(actor.id, name.name, byPerson: name.isByPerson, id: name.id) }
            for told in actor.terms { _ = try ActorTerms(connection: connection).add(told.term, told.sort, to: actor.id) }
            for external in actor.externals {
                try connection.run(
                    "INSERT OR IGNORE INTO actor_external (actor, scheme, value) VALUES (?, ?, ?)", actor.id, external.scheme,
                    external.value)
            }
        }
        for actor in exported.made {
            try connection.run(
                """
                UPDATE actor SET merged_into = \(actor.mergedInto), person_into = \(actor.personInto), machine_into = \(actor.machineInto),
                    probable = \(actor.isProbable ? 1 : nil), contested = \(actor.isContested ? "[]" : nil), apart = \(actor.isApart ? 1 : nil)
                WHERE id = \(actor.id)
                """)
        }
        return true
    }

    /// Makes the outlets that are new in the line, with their numbers; false where one of these is another outlet's, and none was made.
    private func makeOutlets() throws -> Bool {
        let rows = OutletRows(connection: connection)
        let told = Set(exported.outlets.map(\.id))
        for outlet in exported.outlets {
            let known = try rows.givenName(of: outlet.id)
            guard known ?? outlet.given == outlet.given, try known != nil || rows.known(outlet.given) == nil,
                try outlet.name.map({ try rows.known($0) == nil || known != nil }) ?? true
            else { return false }
            if let into = outlet.mergedInto, !told.contains(into), try rows.row(into) == nil { return false }
        }
        if let outlet = exported.outlet, !told.contains(outlet), try rows.row(outlet) == nil { return false }
        for outlet in exported.outlets where try rows.row(outlet.id) == nil { try rows.insert(outlet.given, id: outlet.id) }
        for outlet in exported.outlets {
            try connection.run(
                """
                UPDATE outlet SET name = \(outlet.name ?? outlet.given), given = \(outlet.name == nil ? nil : outlet.given),
                    merged_into = \(outlet.mergedInto)
                WHERE id = \(outlet.id)
                """)
            try rows.write(sealOf: outlet.id)
        }
        return true
    }

    /// Writes what people did to actors.
    package static func log(_ exported: ExportedActors, on connection: Connection) throws {
        for act in exported.acts {
            _ = try connection.number(ofAct: act.id)
            try connection.run(
                """
                INSERT INTO act (id, at, who, verb, after_article, actor, detail, undoes)
                SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, (SELECT id FROM act WHERE id = ?8 AND NOT EXISTS (SELECT 1 FROM act AS other WHERE other.undoes = ?8))
                WHERE NOT EXISTS (SELECT 1 FROM act WHERE id = ?1)
                """, act.id, act.at, act.who, act.verb, act.after, act.actor, act.detail, act.undoes)
        }
    }
}
