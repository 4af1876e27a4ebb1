import Ledger
import Record
import SQLite
import Wire

/// What somebody did to an actor.
public struct ActorAct: Sendable, Hashable {
    /// Its number in the log.
    public let id: Int
    /// When: seconds since 1970-01-01, UTC.
    public let at: Int
    /// Who.
    public let who: String
    /// "merge", "differ", "split", "alias", "role", "group", "import" or "undo".
    public let verb: String
    /// The actor, as it stands now.
    public let actor: ActorEntry
    /// What more there is to say: the name given, who was merged, the articles split off.
    public let words: String
    /// The act that it undoes.
    public let undoes: Int?
    /// The act that has undone it.
    public let undoneBy: Int?
}

extension Ledger {
    /// Actors, those with the most statements first.
    ///
    /// - Parameters:
    ///   - words: that must stand in one of their names, in any order; nil for all actors.
    ///   - kind: what they must be.
    ///   - limit: how many at most.
    public func actors(named words: String? = nil, kind: EntityKind? = nil, limit: Int) throws -> [ActorChoice] {
        try connection.snapshot {
            let ids: [Int]
            if let words {
                let pattern = words.unicodeScalars.split { !SearchToken.isSearched($0) }.prefix(SearchQuery.wordLimit)
                    .map { "\"\(String($0))\"" }
                ids =
                    pattern.isEmpty
                    ? []
                    : try connection.rows(
                        """
                        SELECT DISTINCT coalesce(actor.merged_into, actor.id) FROM actor_words
                        LEFT JOIN actor_name AS called ON called.id = -actor_words.rowid
                        JOIN actor ON actor.id = coalesce(called.actor, actor_words.rowid)
                        WHERE actor_words MATCH \(pattern.joined(separator: " ")) LIMIT 1000
                        """
                    ) { $0.int(0) }
            } else {
                ids = try connection.rows(
                    """
                    SELECT actor.id FROM actor LEFT JOIN (
                        SELECT actor AS speaker, count(*) AS spoken FROM statement
                        WHERE actor IS NOT NULL AND state <> 2 AND repeats IS NULL AND NOT \(OwnWords.told) GROUP BY actor
                    ) ON speaker = actor.id
                    WHERE merged_into IS NULL AND (\(kind?.rawValue) IS NULL OR kind = \(kind?.rawValue)) ORDER BY coalesce(spoken, 0) DESC, actor.id LIMIT \(limit)
                    """
                ) { $0.int(0) }
            }
            var actors: [ActorEntry] = []
            var seen: Set<Int> = []
            for id in ids {
                if let actor = try actor(id: id), kind == nil || actor.kind == kind, seen.insert(actor.id).inserted {
                    actors.append(actor)
                }
            }
            let choices = try actors.map(choice).sorted {
                ($1.statements, $1.mentions, $0.actor.id) < ($0.statements, $0.mentions, $1.actor.id)
            }
            return Array(choices.prefix(limit))
        }
    }

    /// Hands out all actors that are merged into no other, as they are exported, one at a time.
    ///
    /// - Parameter each: gets an actor; false ends it.
    public func exportActors(_ each: (ActorRecord) throws -> Bool) throws {
        try connection.snapshot {
            try connection.query("SELECT id, name, kind FROM actor WHERE merged_into IS NULL ORDER BY id") { row in
                try each(record(of: ActorEntry(id: row.int(0), name: row.text(1), kind: EntityKind(rawValue: row.text(2)))))
            }
        }
    }

    private func record(of actor: ActorEntry) throws -> ActorRecord {
        var record = ActorRecord(name: actor.name, kind: actor.kind)
        record.id = actor.id
        record.ledger = try mark()
        record.aliases = try names(of: actor, isProbable: false)
        let terms = ActorTerms(connection: connection)
        record.roles = try terms.terms(of: actor.id, .role)
        record.groups = try terms.terms(of: actor.id, .group)
        let told = try connection.rows(
            "SELECT scheme, value FROM actor_external WHERE actor = ? ORDER BY scheme, value", actor.id
        ) {
            ExternalID(scheme: $0.text(0), value: $0.text(1))
        }
        record.externals = told.filter(\.isOfCollection)
        record.attributes = told.compactMap(\.attribute)
        return record
    }

    /// What people did to actors, the latest first.
    ///
    /// - Parameters:
    ///   - actor: one of them, and those merged into it; nil for all.
    ///   - limit: how many at most.
    public func actorActs(upon actor: Int? = nil, limit: Int = Int(Int32.max)) throws -> [ActorAct] {
        try connection.snapshot {
            // An act that keeps two apart is one upon both.
            let parting = try actor.map { try ApartActors(connection: connection).acts(upon: $0) } ?? []
            let found = try connection.rows(
                """
                SELECT id, at, who, verb, actor, detail, undoes, (SELECT undoing.id FROM act AS undoing WHERE undoing.undoes = act.id)
                FROM act INDEXED BY act_actor WHERE actor IS NOT NULL
                    AND (\(actor) IS NULL OR actor = \(actor) OR actor IN (SELECT id FROM actor WHERE merged_into = \(actor))
                        OR id IN (\(parting)) OR undoes IN (\(parting)))
                ORDER BY id DESC LIMIT \(limit)
                """
            ) {
                (
                    id: $0.int(0), at: $0.int(1), who: $0.text(2), verb: $0.text(3), actor: $0.int(4),
                    detail: ActDetail(json: $0.text(5)),
                    undoes: $0.optionalInt(6), undoneBy: $0.optionalInt(7)
                )
            }
            return try found.compactMap { act in
                guard let entry = try self.actor(id: act.actor) else { return nil }
                return ActorAct(
                    id: act.id, at: act.at, who: act.who, verb: act.verb, actor: entry, words: try words(act.detail, act.verb),
                    undoes: act.undoes, undoneBy: act.undoneBy)
            }
        }
    }

    private func words(_ detail: ActDetail?, _ verb: String) throws -> String {
        guard let detail else { return "" }
        return ([try told(detail, verb)].filter { !$0.isEmpty } + [detail.origin?.words].compactMap { $0 }).joined(
            separator: ", ")
    }

    private func told(_ detail: ActDetail, _ verb: String) throws -> String {
        guard verb == "merge" || verb == "differ" else { return detail.words(verb) }
        let named = try detail.numbers.map { id in
            let name = try connection.row("SELECT name FROM actor WHERE id = ?", id) { $0.text(0) }
            return name.map { "@\(id) \($0)" } ?? "@\(id)"
        }.joined(separator: ", ")
        return verb == "differ" ? "from " + named : named
    }
}

extension ActDetail {
    /// What an act was, in a few words.
    fileprivate func words(_ verb: String) -> String {
        switch verb {
        case "split":
            let articles = Set(stride(from: 0, to: numbers.count - 2, by: 3).map { numbers[$0] }).sorted()
            return "in \(articles.count == 1 ? "article" : "articles") " + articles.map(String.init).joined(separator: ", ")
        case "alias": return "“\(name ?? "")”"
        default:
            let told = terms.map { told in
                let time =
                    told.term.first == nil && told.term.last == nil
                    ? "" : " (\(told.term.first.map { "\($0)" } ?? "…") to \(told.term.last.map { "\($0)" } ?? "…"))"
                return "“\(told.term.name)”\(time)"
            }
            return
                ((isMade ? ["made"] : []) + names.map { "“\($0)”" } + told + externals.map(\.words)
                + replaced.map { "no more \($0.external.words)" })
                .joined(separator: ", ")
        }
    }
}

extension ExternalID {
    /// "wikidata Q42", "party “Harbour Union”"
    fileprivate var words: String { attribute.map { "\($0.name) “\($0.value)”" } ?? "\(scheme) \(value)" }
}
