import Foundation
import Ledger

extension Command {
    /// `dixit actor`
    static let actor: Command = Command(
        name: "actor",
        summary: "Say who is who: merge actors, take one apart, give a name, undo that",
        subcommands: [actorMerge, actorSplit, actorAlias, actorUndo])

    private static let actorMerge: Command = Command(
        name: "merge",
        summary: "Find one actor to be another one",
        explanation:
            "Of the two ids the first stands for the second from now on. Prints the number of the act, by which it can be undone.",
        examples: ["dixit actor merge @12 @7"],
        options: [LedgerOption.ledger, LedgerOption.by],
        operand: Operand(name: "ACTOR", count: 2...2, help: "Ids of actors, such as @7; dixit who NAME gives them"),
        run: { given in
            try act(given) { ledger, who in
                let act = try ledger.merge(actorID(given.operands[0]), into: actorID(given.operands[1]), by: who)
                return "\(given.operands[0]) is \(given.operands[1]) now (act \(act); to undo: dixit actor undo \(act))"
            }
        })

    private static let actorSplit: Command = Command(
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
                let new = try ledger.split(actorID(given.operands[0]), articles: articles, by: who)
                return "in these articles it is @\(new) now"
            }
        })

    private static let actorAlias: Command = Command(
        name: "alias",
        summary: "Give an actor a further name, which later articles are understood by",
        examples: ["dixit actor alias @7 \"Korvin\""],
        options: [LedgerOption.ledger, LedgerOption.by],
        operand: Operand(name: "ACTOR NAME", count: 2...2, help: "The actor's id, and the name"),
        run: { given in
            try act(given) { ledger, who in
                let act = try ledger.alias(actorID(given.operands[0]), given.operands[1], by: who)
                return "\(given.operands[0]) is called “\(given.operands[1])” too (act \(act); to undo: dixit actor undo \(act))"
            }
        })

    private static let actorUndo: Command = Command(
        name: "undo",
        summary: "Undo a merger, a split or an alias",
        examples: ["dixit actor undo 3"],
        options: [LedgerOption.ledger, LedgerOption.by],
        operand: Operand(name: "ACT", count: 1...1, help: "The number of the act, as it was printed"),
        run: { given in
            guard let number = Int(given.operands[0]) else {
                throw UsageError(["dixit", "actor", "undo"], "“\(given.operands[0])” is no number of an act", meant: nil)
            }
            return try act(given) { ledger, who in
                try ledger.undoActorAct(number, by: who)
                return "act \(number) is undone"
            }
        })

    private static func act(_ given: Given, _ body: (Ledger, String) throws -> String) throws -> ExitCode {
        let ledger = try Ledger(at: LedgerLocation.find(named: given.text(LedgerOption.ledger)), for: .changing)
        let sentence = try body(ledger, given.text(LedgerOption.by) ?? NSUserName())
        try ledger.takeInLog()
        try OutputFile.standard.write(Array((HarmlessText.line(sentence) + "\n").utf8))
        return .success
    }

    /// "@7", "7"
    private static func actorID(_ word: String) throws -> Int {
        guard let number = Int(word.hasPrefix("@") ? String(word.dropFirst()) : word) else {
            throw UsageError(["dixit", "actor"], "“\(word)” is no id of an actor, such as @7", meant: nil)
        }
        return number
    }
}
