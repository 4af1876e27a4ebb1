import Finding
import Ledger
import Wire

extension Command {
    /// `dixit compare`
    static let compare: Command = Command(
        name: "compare",
        summary: "Show side by side what two actors said on the same matters",
        explanation: """
            The statements of both are put together by topic, and those that are near in words stand face to face. Where their words alone show that one denies or negates \
            the other, or names another number or day, that comes first, and is said; so are the links that an article holds. Of all others nothing is said: read them. At \
            the end: how each speaks of the other.

            A and B are names, or ids such as @7; a group speaks by those too who belong to it. At most \(Comparison.mostPairs) pairs are shown, the nearest by their \
            words. As csv, a row for each pair.
            """,
        examples: [
            "dixit compare Korvin Holm", "dixit compare Korvin Holm --topic harbour",
            "dixit compare @3 @7 --format csv > pairs.csv",
        ],
        options: [
            ComparingOption.topic, ReadOption.format, LedgerOption.ledger, ReadOption.color, ReadOption.width,
        ],
        operand: Operand(name: "A B", count: 2...2, help: "The two sides: names, each as one word of the command line, or ids"),
        run: { given in
            let ledger = try Ledger(at: LedgerLocation.find(named: given.text(LedgerOption.ledger)), for: .reading)
            let (a, b) = (try ledger.side(given.operands[0]), try ledger.side(given.operands[1]))
            let topic = try given.text(ComparingOption.topic).map { try Topic($0) }
            let comparison = try ledger.compare(a, b, topic: topic)
            let layout = FacingLayout(layout: EntryLayout(given))
            let formatter = ListFormatter<Comparison>(
                text: { layout.text(of: $0) }, json: { $0.write(to: &$1) }, heading: "", row: \.table)
            try OutputFile.standard.write(formatter.bytes(one: comparison, as: given.choice(ReadOption.format) ?? .text))
            return .success
        })
}

/// The options that commands share which hold statements against each other.
enum ComparingOption {
    static let topic = Option("topic", "t", .text("WORDS"), help: "Only what is on this matter")
}
