import Ledger
import Record
import SQLite

/// What somebody is looked up for.
public enum ActorPart: Sendable, Hashable {
    /// As who says something.
    case speaking
    /// As whom others speak of.
    case mentioned
    /// As either.
    case any
}

extension Ledger {
    /// The actor of an id, `@7` or `7`, or of a name. A name in full goes before one that only holds the words; of several actors of the name the only
    /// one that has any part in the statements asked for is meant.
    ///
    /// - Throws: `QuestionError`, where there is no such actor, or several.
    public func actor(_ reference: String, for part: ActorPart) throws -> ActorEntry {
        try connection.snapshot {
            if case .actor(let id) = LedgerID(Int(reference) == nil ? reference : "@" + reference) {
                guard let actor = try actor(id: id) else {
                    throw QuestionError("there is no actor \(reference); dixit show STATEMENT tells who speaks, with the number")
                }
                return actor
            }
            let actors = try actors(named: reference)
            if actors.count == 1 { return actors[0] }
            let choices = try actors.map(choice).sorted {
                ($1.statements, $1.mentions, $0.actor.id) < ($0.statements, $0.mentions, $1.actor.id)
            }
            let having = choices.filter {
                switch part {
                case .speaking: $0.statements > 0
                case .mentioned: $0.mentions > 0
                case .any: $0.statements + $0.mentions > 0
                }
            }
            if having.count == 1 { return having[0].actor }
            guard !choices.isEmpty else {
                throw QuestionError(
                    "no actor is called “\(reference)”; give the name as articles do, or @ and a number that dixit show tells")
            }
            let named = choices.prefix(8).map(\.description).joined(separator: ", ") + (choices.count > 8 ? ", and more" : "")
            throw QuestionError("“\(reference)” may be \(named); give one by its id", choices: choices)
        }
    }

    /// The actors of a name: those called exactly so, case put aside, else those called so in plain letters (“Soren” for “Søren”),
    /// else those whose names hold all its words.
    private func actors(named name: String) throws -> [ActorEntry] {
        let words = name.unicodeScalars.split { !SearchToken.isSearched($0) }.map { "\"\(String($0))\"" }
        guard !words.isEmpty, words.count <= SearchQuery.wordLimit else { return [] }
        let found = try connection.rows(
            """
            SELECT DISTINCT coalesce(actor.merged_into, actor.id), coalesce(called.name, actor.name) FROM actor_words
            LEFT JOIN actor_name AS called ON called.id = -actor_words.rowid
            JOIN actor ON actor.id = coalesce(called.actor, actor_words.rowid)
            WHERE actor_words MATCH \(words.joined(separator: " ")) LIMIT 1000
            """
        ) { ($0.int(0), $0.text(1)) }
        let exact = found.filter { $0.1.lowercased() == name.lowercased() }
        let spelled = ActorName.spelledPlainly(name)
        let called = try distinct((exact.isEmpty ? found.filter { ActorName.spelledPlainly($0.1) == spelled } : exact).map(\.0))
        // A surname alone is the name of an actor where an article says no more; people of that surname may be meant as well.
        let isSurname = words.count == 1 && called.contains { $0.kind == .person }
        return called.isEmpty || isSurname ? try distinct(found.map(\.0)).filter { !isSurname || $0.kind == .person } : called
    }

    /// The actors of some numbers, mergers followed, each once.
    private func distinct(_ ids: [Int]) throws -> [ActorEntry] {
        var actors: [ActorEntry] = []
        for id in ids {
            if let actor = try actor(id: id), !actors.contains(actor) { actors.append(actor) }
        }
        return actors
    }

    package func choice(_ actor: ActorEntry) throws -> ActorChoice {
        ActorChoice(
            actor: actor,
            statements: try heard(actor).own,
            mentions: try connection.row(
                """
                SELECT count(*) FROM about CROSS JOIN statement ON statement.id = about.statement
                WHERE about.actor = \(actor.id) AND state <> 2 AND repeats IS NULL
                """
            ) { $0.int(0) } ?? 0)
    }

    /// How many statements that count an actor makes, and how many more others say that it makes.
    package func heard(_ actor: ActorEntry) throws -> (own: Int, told: Int) {
        try connection.row(
            """
            SELECT count(*), ifnull(sum(\(OwnWords.isTold)), 0) FROM statement
            WHERE actor = \(actor.id) AND state <> 2 AND repeats IS NULL
            """
        ) { ($0.int(0) - $0.int(1), $0.int(1)) } ?? (0, 0)
    }

    /// Names by which an actor is probably called: those that are tied to it with no certainty, and that it has not otherwise.
    package func probableNames(of actor: ActorEntry) throws -> [String] {
        let certain = Set(try names(of: actor, isProbable: false) + [actor.name])
        return try names(of: actor).filter { !certain.contains($0) }
    }

    /// Further names of an actor, those of actors merged into it too.
    ///
    /// - Parameter isProbable: false leaves those out that are probable alone.
    package func names(of actor: ActorEntry, isProbable: Bool = true) throws -> [String] {
        var names: [String] = []
        let own = try connection.rows("SELECT name FROM actor_name WHERE actor = ? ORDER BY id", actor.id) { $0.text(0) }
        let merged = try connection.rows(
            """
            SELECT DISTINCT name FROM actor WHERE merged_into = \(actor.id) AND (probable IS NULL OR \(isProbable ? 1 : 0))
            UNION ALL
            SELECT DISTINCT called.name FROM actor CROSS JOIN actor_name AS called ON called.actor = actor.id
            WHERE merged_into = \(actor.id) AND (probable IS NULL OR \(isProbable ? 1 : 0))
            """
        ) { $0.text(0) }
        for name in own + merged where name != actor.name && !names.contains(name) { names.append(name) }
        return names
    }
}
