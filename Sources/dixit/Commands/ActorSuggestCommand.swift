import Actors
import Foundation
import Ledger
import Record

extension Command {
    static let actorSuggest: Command = Command(
        name: "suggest",
        summary: "List actors that are likely to be one, with the evidence, likeliest first",
        explanation: """
            Of each two it says what speaks for one and what for two: their names, kinds, occupations, whom articles mention beside them, outlets \
            and days, each with its points. More points are more likely to be one; they are no probability, and it is for you to decide: with \
            dixit actor merge or dixit actor differ. What was found to be different, or split, is not suggested again.

            With an id or a name, only who may be that one.
            """,
        examples: [
            "dixit actor suggest", "dixit actor suggest @7", "dixit actor suggest --kind organization --limit 5 --format json",
        ],
        options: [
            ActorOption.kind, ActorOption.limit, ReadOption.format, LedgerOption.ledger, ReadOption.color, ReadOption.width,
        ],
        operand: Operand(name: "ACTOR", count: 0...Int.max, help: "The actor's id, such as @7, or a name"),
        run: { given in
            let ledger = try Ledger(at: LedgerLocation.find(named: given.text(LedgerOption.ledger)), for: .reading)
            let format = given.choice(ReadOption.format) ?? RecordFormat.text
            let actor = given.operands.isEmpty ? nil : try ledger.actor(given.operands.joined(separator: " "), for: .any).id
            let limit = given.number(ActorOption.limit) ?? 20
            let found = try ledger.suggestedDoubles(of: actor, kind: given.choice(ActorOption.kind), limit: limit + 1)
            let layout = EntryLayout(given)
            let formatter = ListFormatter<SuggestedDouble>(
                text: { layout.text(of: $0) }, json: { $0.write(to: &$1) }, heading: SuggestedDouble.heading, row: { $0.row })
            try OutputFile.standard.write(formatter.bytes(Array(found.prefix(limit)), as: format))
            if format == .text {
                if found.isEmpty { say("no two actors look like one") }
                if found.count > limit {
                    say("there are more than the \(limit == 1 ? "one" : "\(limit)") shown; --limit N shows them")
                }
            }
            return .success
        })

    private static func say(_ words: String) {
        FileHandle.standardError.write(Data("dixit actor suggest: \(words)\n".utf8))
    }
}
