import Record
import SQLite

/// Why a question cannot be answered as it was asked. The description is one sentence.
public struct QuestionError: Error, Sendable, CustomStringConvertible {
    /// The sentence.
    public let description: String
    /// Whom a name may mean, where it is that of several.
    public let choices: [ActorChoice]

    package init(_ description: String, choices: [ActorChoice] = []) {
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

    package init(actor: ActorEntry, statements: Int, mentions: Int) {
        self.actor = actor
        self.statements = statements
        self.mentions = mentions
    }

    /// "@7 Dessa Korvin (person, 12 statements, mentioned in 3)"
    public var description: String {
        let kind = actor.kind.map { "\($0.rawValue), " } ?? ""
        return
            "@\(actor.id) \(actor.name) (\(kind)\(statements.counted("statement")), mentioned in \(mentions))"
    }
}
