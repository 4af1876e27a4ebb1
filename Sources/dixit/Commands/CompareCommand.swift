import Finding
import Ledger
import Meaning
import Record
import Wire

extension Command {
    /// `dixit compare`
    static let compare: Command = Command(
        name: "compare",
        summary: "Show two actors face to face: what each is reported to have said on the same matters",
        explanation: """
            The statements of both are put together by topic, those that are near each other are held against each other, and what opposes or contradicts \
            comes first, with how sure that is; then what backs or says the same. Links that were found within an article come in. Where it cannot be told how two \
            statements stand to each other, nothing is said. At the end: how each speaks of the other.

            A and B are names, or ids such as @7; a group speaks by those too who belong to it. At most \(Comparison.mostPairs) pairs are held against each other, the \
            nearest by their words.

            It says who is reported to have said what, never who is right. As csv, a row for each pair.
            """,
        examples: [
            "dixit compare Korvin Holm", "dixit compare 'Dessa Korvin' 'Thora Holm' --topic 'the harbour treaty'",
            "dixit compare @3 @7 --format csv > pairs.csv",
        ],
        options: [
            ComparingOption.topic, ReadOption.format, LedgerOption.ledger, ReadOption.model, ReadOption.engine, ReadOption.color,
            ReadOption.width,
        ],
        operand: Operand(name: "A B", count: 2...2, help: "The two sides: names, each as one word of the command line, or ids"),
        run: { given in
            let ledger = try Ledger(at: LedgerLocation.find(named: given.text(LedgerOption.ledger)), for: .reading)
            let (a, b) = (try ledger.side(given.operands[0]), try ledger.side(given.operands[1]))
            let topic = try given.text(ComparingOption.topic).map { try Topic($0) }
            let comparison = try ledger.compare(a, b, topic: topic, judge: ComparingOption.judge(given))
            let layout = FacingLayout(layout: EntryLayout(given))
            let formatter = ListFormatter<Comparison>(
                text: { layout.text(of: $0) }, json: { $0.write(to: &$1) }, heading: "", row: \.table)
            try OutputFile.standard.write(formatter.bytes(one: comparison, as: given.choice(ReadOption.format) ?? .text))
            return .success
        })

    /// `dixit changed`
    static let changed: Command = Command(
        name: "changed",
        summary: "Show where somebody is reported to have said one thing and, at another time, what stands against it",
        explanation: """
            Pairs of statements of NAME, told by different articles of different days, that oppose or contradict each other: the earlier first, with how sure that is. \
            Only statements that articles put into NAME's own mouth count; what others say that NAME said is shown apart.

            Either may have been right in its day, and either article may have it wrong: both passages are there to be read. As csv, a row for each pair.
            """,
        examples: ["dixit changed Korvin", "dixit changed 'Dessa Korvin' --topic harbour --format json"],
        options: [
            ComparingOption.topic, ReadOption.format, LedgerOption.ledger, ReadOption.model, ReadOption.engine, ReadOption.color,
            ReadOption.width,
        ],
        operand: Operand(name: "NAME", count: 1...Int.max, help: "Whose statements"),
        run: { given in
            let ledger = try Ledger(at: LedgerLocation.find(named: given.text(LedgerOption.ledger)), for: .reading)
            let actor = try ledger.actor(given.operands.joined(separator: " "), for: .speaking)
            let topic = try given.text(ComparingOption.topic).map { try Topic($0) }
            let changes = try ledger.changes(of: actor, topic: topic, judge: ComparingOption.judge(given))
            let layout = FacingLayout(layout: EntryLayout(given))
            let formatter = ListFormatter<Changes>(
                text: { layout.text(of: $0) }, json: { $0.write(to: &$1) }, heading: "", row: \.table)
            try OutputFile.standard.write(formatter.bytes(one: changes, as: given.choice(ReadOption.format) ?? .text))
            return .success
        })

    /// `dixit between`
    static let between: Command = Command(
        name: "between",
        summary: "Show how two actors speak of each other, month by month",
        explanation: """
            What each says about the other or to it: the tone, as the layer “about” finds it, from -1 (all ill) to +1 (all good); and the balance of what is done by it, as \
            the layer “act” finds it: to praise, agree, offer and promise count as friendly, to accuse, threaten, refuse and demand as hostile. A group speaks, and is \
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

/// The options that commands share which hold statements against each other.
private enum ComparingOption {
    static let topic = Option("topic", "t", .text("WORDS"), help: "Only what is on this matter")

    /// Says how two statements stand to each other.
    static func judge(_ given: Given) throws -> PairReader {
        try PairReader(modelAt: ModelLocation.find(named: given.text(ReadOption.model)), engine: given.choice(ReadOption.engine))
    }
}
