import Actors
import Finding
import Foundation
import Ledger
import Record
import Wire

extension Command {
    /// `dixit who`
    static let who: Command = Command(
        name: "who",
        summary: "Show what somebody said, in order of time",
        explanation: """
            All statements of an actor, as reviewed, the earliest first; whom they quote or mention; which outlets carried them. What others say \
            that they said is left out, unless --nested asks for it. NAME is an actor's name, or an id such as @7. Where a name may mean several, they are named with their ids, and nothing is shown.

            As csv, a row for each statement.
            """,
        examples: [
            "dixit who Korvin", "dixit who @7 --since 2021-03 --about Talmere",
            "dixit who 'Dessa Korvin' --format csv > korvin.csv",
        ],
        options: FilterOption.all(but: "speaker") + [
            WhoOption.limit, ReadOption.format, LedgerOption.ledger, ReadOption.color, ReadOption.width,
        ],
        operand: Operand(name: "NAME", count: 1...Int.max, help: "Whose statements"),
        run: { given in
            let ledger = try Ledger(at: LedgerLocation.find(named: given.text(LedgerOption.ledger)), for: .reading)
            let format = given.choice(ReadOption.format) ?? RecordFormat.text
            var query = try StatementQuery(given, ledger, command: "who", nested: false)
            query.speakers = [try ledger.actor(given.operands.joined(separator: " "), for: .speaking).id]
            query.limit = given.number(WhoOption.limit) ?? (format == .text ? 50 : Int(Int32.max))
            let said = try ledger.statements(of: query)
            let layout = EntryLayout(given)
            let formatter = ListFormatter<ActorStatements>(
                text: { layout.text(of: $0) }, json: { $0.write(to: &$1) }, heading: EntryTable.heading,
                row: { $0.statements.map(EntryTable.row).joined() })
            try OutputFile.standard.write(formatter.bytes(one: said, as: format))
            return .success
        })
}

/// The options that `dixit who` alone has.
private enum WhoOption {
    static let limit = Option(
        "limit", "n", .number("N", 1...1_000_000), help: "How many at most, the latest (50 in text, else all)")
}
