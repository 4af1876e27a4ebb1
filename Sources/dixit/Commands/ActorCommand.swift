import Actors
import Finding
import Foundation
import Ledger

extension Command {
    /// `dixit actor`
    static let actor: Command = Command(
        name: "actor",
        summary: "See who is who, and put it right: merge, split, name, undo",
        explanation: "Whatever a person decides is written down with who and when, and can be undone by the number of the act.",
        subcommands: [
            actorList, actorShow, actorSuggest, actorMerge, actorDiffer, actorSplit, actorAlias, actorRole, actorGroup, actorLog,
            actorUndo, actorImport, actorExport,
        ])

    private static let actorList: Command = Command(
        name: "list",
        summary: "List actors, those with the most statements first",
        explanation: "With words, those in whose names the words stand.",
        examples: ["dixit actor list", "dixit actor list Korvin --kind person"],
        options: [ActorOption.kind, ActorOption.limit, LedgerOption.ledger],
        operand: Operand(name: "WORD", count: 0...Int.max, help: "Words of a name"),
        run: { given in
            let ledger = try Ledger(at: LedgerLocation.find(named: given.text(LedgerOption.ledger)), for: .reading)
            let words = given.operands.isEmpty ? nil : given.operands.joined(separator: " ")
            let found = try ledger.actors(
                named: words, kind: given.choice(ActorOption.kind), limit: given.number(ActorOption.limit) ?? 20)
            if found.isEmpty {
                FileHandle.standardError.write(Data("dixit actor list: no actor is called so; give fewer words, or none\n".utf8))
            }
            try OutputFile.standard.write(Array(found.map { HarmlessText.line($0.description) + "\n" }.joined().utf8))
            return .success
        })

    private static let actorShow: Command = Command(
        name: "show",
        summary: "Show an actor: names, roles, groups, ids elsewhere, and what people did to it",
        examples: ["dixit actor show @1"],
        options: [LedgerOption.ledger, ReadOption.color, ReadOption.width],
        operand: Operand(name: "ACTOR", count: 1...Int.max, help: "The actor's id, such as @7, or a name"),
        run: { given in
            let ledger = try Ledger(at: LedgerLocation.find(named: given.text(LedgerOption.ledger)), for: .reading)
            let shown = try ledger.show(actor: given.operands.joined(separator: " "))
            let acts = try ledger.actorActs(upon: shown.actor.id)
            let layout = EntryLayout(given)
            let log = acts.isEmpty ? "" : "\n" + acts.map { $0.line + "\n" }.joined()
            try OutputFile.standard.write(Array((layout.text(of: shown) + log).utf8))
            return .success
        })

    private static let actorLog: Command = Command(
        name: "log",
        summary: "List what people did to actors, the latest first",
        examples: ["dixit actor log", "dixit actor log @7"],
        options: [ActorOption.limit, LedgerOption.ledger],
        operand: Operand(name: "ACTOR", count: 0...1, help: "Only what was done to this one"),
        run: { given in
            let ledger = try Ledger(at: LedgerLocation.find(named: given.text(LedgerOption.ledger)), for: .reading)
            let actor = try given.operands.first.map { try ledger.actor($0, for: .any).id }
            let acts = try ledger.actorActs(upon: actor, limit: given.number(ActorOption.limit) ?? 20)
            return try list(acts.map(\.line), orTell: "dixit actor log: nobody has done anything yet")
        })
}

extension ActorAct {
    /// "act 5 · 2026-11-25 09:09 UTC · mara · alias @7 Dessa Korvin “Korvin” · undone by act 6"
    var line: String {
        Command.line(
            ofAct: id, at: at, by: who, [verb, "@\(actor.id)", actor.name, words], undoes: undoes, undoneBy: undoneBy)
    }
}
