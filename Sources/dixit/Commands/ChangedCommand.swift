import Finding
import Ledger
import Wire

extension Command {
    /// `dixit changed`
    static let changed: Command = Command(
        name: "changed",
        summary: "Show what somebody said on the same matters at different times",
        explanation: """
            Pairs of statements of NAME, told by different articles of different days, that are near in words: the earlier first. Where their words alone show that one \
            negates the other, or names another number or day, they come first, and that is said. Only statements that articles put into NAME's own mouth count; what \
            others say that NAME said is shown apart.

            Either may have been right in its day, and either article may have it wrong: both passages are there to be read. As csv, a row for each pair.
            """,
        examples: ["dixit changed Korvin", "dixit changed 'Dessa Korvin' --topic harbour --format json"],
        options: [
            ComparingOption.topic, ReadOption.format, LedgerOption.ledger, ReadOption.color, ReadOption.width,
        ],
        operand: Operand(name: "NAME", count: 1...Int.max, help: "Whose statements"),
        run: { given in
            let ledger = try Ledger(at: LedgerLocation.find(named: given.text(LedgerOption.ledger)), for: .reading)
            let actor = try ledger.actor(given.operands.joined(separator: " "), for: .speaking)
            let topic = try given.text(ComparingOption.topic).map { try Topic($0) }
            let changes = try ledger.changes(of: actor, topic: topic)
            let layout = FacingLayout(layout: EntryLayout(given))
            let formatter = ListFormatter<Changes>(
                text: { layout.text(of: $0) }, json: { $0.write(to: &$1) }, heading: "", row: \.table)
            try OutputFile.standard.write(formatter.bytes(one: changes, as: given.choice(ReadOption.format) ?? .text))
            return .success
        })
}
