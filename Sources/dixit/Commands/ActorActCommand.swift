import Actors
import Ledger
import Record

/// What a person decides about actors: each command is one act in the log.
extension Command {
    static let actorMerge: Command = Command(
        name: "merge",
        summary: "Find actors to be one: the first stands for all of them",
        explanation: """
            The first id stands for all the others from now on, with all that they say; its name stays, theirs are further names of it. It is \
            one act, whose number is printed and by which all of it can be undone. Actors that somebody has found to be different are \
            refused until that is undone.
            """,
        examples: ["dixit actor merge @7 @12", "dixit actor merge @7 @12 @31"],
        options: [LedgerOption.ledger, LedgerOption.by],
        operand: Operand(
            name: "ACTOR", count: 2...Int.max,
            help: "Ids of actors, such as @7; dixit actor list and dixit actor suggest give them"),
        run: { given in
            let actors = try given.operands.map { try actorID($0, "merge") }
            return try act(given) { ledger, who in
                let act = try ledger.merge(Array(actors.dropFirst()), into: actors[0], by: who)
                let others = actors.dropFirst().map { "@\($0)" }
                return "\(others.joined(separator: ", ")) \(others.count == 1 ? "is" : "are") @\(actors[0]) now"
                    + undoing(act, "actor")
            }
        })

    static let actorDiffer: Command = Command(
        name: "differ",
        summary: "Find two actors to be different ones, whatever their names",
        explanation: """
            They are not suggested as doubles any more, and whatever later articles tell does not join them. Prints the number of the act, \
            by which it can be undone.
            """,
        examples: ["dixit actor differ @7 @12"],
        options: [LedgerOption.ledger, LedgerOption.by],
        operand: Operand(name: "ACTOR", count: 2...2, help: "Ids of two actors, such as @7"),
        run: { given in
            let actors = try given.operands.map { try actorID($0, "differ") }
            return try act(given) { ledger, who in
                let act = try ledger.differ(actors[0], from: actors[1], by: who)
                return "@\(actors[0]) and @\(actors[1]) are different" + undoing(act, "actor")
            }
        })

    static let actorSplit: Command = Command(
        name: "split",
        summary: "Make of what some articles say of an actor another actor",
        examples: ["dixit actor split @7 12 15"],
        options: [LedgerOption.ledger, LedgerOption.by],
        operand: Operand(name: "ACTOR ARTICLE", count: 2...Int.max, help: "The actor's id, and the numbers of the articles"),
        run: { given in
            let articles = try given.operands.dropFirst().map { word in
                guard let article = Int(word) else {
                    throw UsageError(["dixit", "actor", "split"], "“\(word)” is no number of an article", meant: nil)
                }
                return article
            }
            return try act(given) { ledger, who in
                let new = try ledger.split(actorID(given.operands[0], "split"), articles: articles, by: who)
                return "in these articles it is @\(new) now"
            }
        })

    static let actorAlias: Command = Command(
        name: "alias",
        summary: "Give an actor a further name, which later articles are understood by",
        examples: ["dixit actor alias @7 \"Korvin\""],
        options: [LedgerOption.ledger, LedgerOption.by],
        operand: Operand(name: "ACTOR NAME", count: 2...2, help: "The actor's id, and the name"),
        run: { given in
            try act(given) { ledger, who in
                let act = try ledger.alias(actorID(given.operands[0], "alias"), given.operands[1], by: who)
                return "\(given.operands[0]) is called “\(given.operands[1])” too" + undoing(act, "actor")
            }
        })

    static let actorRole: Command = term(
        "role", "Say what an actor is, and when", ["dixit actor role @7 minister --from 2019-05-01 --until 2021-03"]
    ) { ledger, actor, term, who in try ledger.addRole(actor, term, by: who) }

    static let actorGroup: Command = term(
        "group", "Say what an actor belongs to, and when", ["dixit actor group @7 Assembly --from 2019"]
    ) { ledger, actor, term, who in try ledger.addGroup(actor, term, by: who) }

    private static func term(
        _ name: String, _ summary: String, _ examples: [String],
        _ add: @escaping @Sendable (Ledger, Int, ActorRecord.Term, String) throws -> Int
    ) -> Command {
        Command(
            name: name, summary: summary,
            explanation:
                "Prints the number of the act, by which it can be undone. A day is 2021-03-12; 2021-03 and 2021 are the first of their days for "
                + "--from, the last for --until.",
            examples: examples, options: [ActorOption.from, ActorOption.until, LedgerOption.ledger, LedgerOption.by],
            operand: Operand(name: "ACTOR NAME", count: 2...2, help: "The actor's id, and the \(name)"),
            run: { given in
                let term = try ActorRecord.Term(given, name)
                return try act(given) { ledger, who in
                    let act = try add(ledger, actorID(given.operands[0], name), term, who)
                    return "\(given.operands[0]): \(name) “\(term.name)”" + undoing(act, "actor")
                }
            })
    }

    static let actorUndo = undo("actor", summary: "Undo what somebody did to an actor") { ledger, act, who in
        try ledger.undoActorAct(act, by: who)
        return nil
    }

    /// "@7", "7"
    ///
    /// - Parameter command: the one below `dixit actor` that it was given to.
    static func actorID(_ word: String, _ command: String) throws -> Int {
        guard let number = Int(word.hasPrefix("@") ? String(word.dropFirst()) : word) else {
            throw UsageError(["dixit", "actor", command], "“\(word)” is no id of an actor, such as @7", meant: nil)
        }
        return number
    }
}

/// The options of `dixit actor` alone.
enum ActorOption {
    static let from = Option("from", nil, .text("DAY"), help: "Since when")
    static let until = Option("until", nil, .text("DAY"), help: "Until when, this day included")
    static let kind = Option("kind", nil, .choice(EntityKind.allCases.map(\.rawValue)), help: "Only actors of this kind")
    static let limit = Option("limit", "n", .number("N", 1...1_000_000), help: "How many at most (20)")
}

extension ActorRecord.Term {
    /// The role or group that a command line names.
    fileprivate init(_ given: Given, _ command: String) throws {
        do {
            let days = try DayRange(since: given.text(ActorOption.from), until: given.text(ActorOption.until))
            self.init(name: given.operands[1], first: days.first.map { Day(number: $0) }, last: days.last.map { Day(number: $0) })
        } catch {
            throw UsageError(["dixit", "actor", command], error.description, meant: nil)
        }
    }
}
