import Finding
import Ledger
import Wire

extension Command {
    /// `dixit between`
    static let between: Command = Command(
        name: "between",
        summary: "Show how two actors speak of each other, month by month",
        explanation: """
            What each says about the other or to it: the tone, as the layer “about” finds it, from -1 (all negative) to +1 (all positive); and the balance of what is done by it, \
            as the layer “act” finds it: to praise, agree, offer and promise is verbal cooperation, to accuse, deny, refuse, ask, demand and threaten verbal conflict. A group speaks, and is \
            spoken of, by those too who belong to it.

            As csv, a row for each statement.
            """,
        examples: ["dixit between Korvin Holm", "dixit between Norrvik Talmere --format csv > between.csv"],
        options: [ReadOption.format, LedgerOption.ledger, ReadOption.color, ReadOption.width],
        operand: Operand(name: "A B", count: 2...2, help: "The two sides: names, each as one word of the command line, or ids"),
        run: { given in
            let ledger = try Ledger(at: LedgerLocation.find(named: given.text(LedgerOption.ledger)), for: .reading)
            let regards = try ledger.regards(ledger.side(given.operands[0]), ledger.side(given.operands[1]))
            let layout = FacingLayout(layout: EntryLayout(given))
            let formatter = ListFormatter<Regards>(
                text: { layout.text(of: $0) }, json: { $0.write(to: &$1) }, heading: "", row: \.table)
            try OutputFile.standard.write(formatter.bytes(one: regards, as: given.choice(ReadOption.format) ?? .text))
            return .success
        })
}
