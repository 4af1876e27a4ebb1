import Record

/// Why a question cannot be answered as it was asked. The description is one sentence.
public struct QuestionFault: Error, Sendable, CustomStringConvertible {
    /// The sentence.
    public let description: String
    /// Whom a name may mean, where it is that of several.
    public let choices: [ActorChoice]

    init(_ description: String, choices: [ActorChoice] = []) {
        self.description = description
        self.choices = choices
    }
}

/// One of several actors whom a name may mean.
public struct ActorChoice: Sendable, Hashable {
    /// The actor.
    public let actor: ActorEntry
    /// How many statements it makes.
    public let statements: Int
    /// How many statements of others mention it.
    public let mentions: Int

    /// "@7 Dessa Korvin (person, 12 statements, mentioned in 3)"
    public var description: String {
        let kind = actor.kind.map { "\($0.rawValue), " } ?? ""
        return
            "@\(actor.id) \(actor.name) (\(kind)\(statements == 1 ? "1 statement" : "\(statements) statements"), mentioned in \(mentions))"
    }
}

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
    /// The actor of an id, `@7`, or of a name. A name in full goes before one that only holds the words; of several actors of the name the only
    /// one that has any part in the statements asked for is meant.
    ///
    /// - Throws: `QuestionFault`, where there is no such actor, or several.
    public func actor(_ reference: String, for part: ActorPart) throws -> ActorEntry {
        try connection.snapshot {
            if case .actor(let id) = LedgerID(reference) {
                guard let actor = try actor(id: id) else {
                    throw QuestionFault("there is no actor \(reference); dixit show STATEMENT tells who speaks, with the number")
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
                throw QuestionFault(
                    "no actor is called “\(reference)”; give the name as articles do, or @ and a number that dixit show tells")
            }
            let named = choices.prefix(8).map(\.description).joined(separator: ", ") + (choices.count > 8 ? ", and more" : "")
            throw QuestionFault("“\(reference)” may be \(named); give one by its id", choices: choices)
        }
    }

    /// The actor of a number; where a person has found it to be another one, that one.
    func actor(id: Int) throws -> ActorEntry? {
        var id = id
        // A chain of mergers ends; a damaged file's may not.
        for _ in 0..<64 {
            let found = try connection.row("SELECT id, name, kind, merged_into FROM actor WHERE id = ?", id) {
                (ActorEntry(id: $0.int(0), name: $0.text(1), kind: EntityKind(rawValue: $0.text(2))), $0.optionalInt(3))
            }
            guard let (actor, next) = found else { return nil }
            guard let next else { return actor }
            id = next
        }
        throw LedgerFault(.damaged, path, "actor @\(id) is merged into itself", LedgerFault.restore)
    }

    /// The actors of a name: those called exactly so, case put aside, else those whose names hold all its words.
    private func actors(named name: String) throws -> [ActorEntry] {
        let words = name.unicodeScalars.split { !SearchToken.isSearched($0) }.map { "\"\(String($0))\"" }
        guard !words.isEmpty, words.count <= SearchQuery.wordLimit else { return [] }
        let found = try connection.rows(LedgerSQL.actorsByWords, words.joined(separator: " ")) { ($0.int(0), $0.text(1)) }
        let exact = found.filter { $0.1.lowercased() == name.lowercased() }
        let called = try distinct(exact.map(\.0))
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

    func choice(_ actor: ActorEntry) throws -> ActorChoice {
        ActorChoice(
            actor: actor,
            statements: try connection.row(LedgerSQL.countSpoken, actor.id) { $0.int(0) } ?? 0,
            mentions: try connection.row(LedgerSQL.countMentions, actor.id) { $0.int(0) } ?? 0)
    }

    /// The outlet of a name, case put aside.
    ///
    /// - Throws: `QuestionFault`, where there is none, or several.
    public func outlet(named name: String) throws -> Int {
        if let exact = try connection.row("SELECT id FROM outlet WHERE name = ?", name, make: { $0.int(0) }) { return exact }
        let all = try connection.rows("SELECT id, name FROM outlet") { (id: $0.int(0), name: $0.text(1)) }
        let folded = name.lowercased()
        let same = all.filter { $0.name.lowercased() == folded }
        if same.count == 1 { return same[0].id }
        let near = same.isEmpty ? all.filter { $0.name.lowercased().contains(folded) } : same
        let names = near.prefix(8).map { "“\($0.name)”" }.joined(separator: ", ")
        throw QuestionFault(
            names.isEmpty
                ? "no article is from an outlet “\(name)”; see that its name is spelled as the articles spell it"
                : "no outlet is called exactly “\(name)”; it may be \(names)")
    }
}
