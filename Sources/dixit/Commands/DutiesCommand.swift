import Actors
import Finding
import Foundation
import Ledger
import Meaning
import Record

extension Command {
    /// `dixit duties`
    static let duties: Command = Command(
        name: "duties",
        summary: "Show who is said to owe what, under which instrument, and who says so",
        explanation: """
            Each duty is somebody's word, a statement's or an article's own, and never a verdict: who is bound, by which resolution, treaty, law, \
            order, agreement or promise, and that it is owed, promised, kept or broken. They stand by instrument and bearer, the earliest first; \
            those without an instrument last. What copies of an article repeat counts once.

            NAME is an actor's name, or an id such as @7; WORDS stand in the instrument as the article names it.

            As csv, a row for each duty.
            """,
        examples: [
            "dixit duties", "dixit duties --bearer Orvane --status broken",
            "dixit duties --instrument treaty --format csv > duties.csv",
        ],
        options: [
            DutiesOption.bearer, DutiesOption.instrument, DutiesOption.status, DutiesOption.speaker, DutiesOption.since,
            DutiesOption.until,
            DutiesOption.limit, ReadOption.format, LedgerOption.ledger, ReadOption.color, ReadOption.width,
        ],
        run: { given in
            let ledger = try Ledger(at: LedgerLocation.find(named: given.text(LedgerOption.ledger)), for: .reading)
            guard try ledger.cards().contains(where: { $0.name == "duties" }) else {
                throw CommandError(description: "duties have not been marked in this ledger yet; dixit reread --layers does it")
            }
            let format = given.choice(ReadOption.format) ?? RecordFormat.text
            var query = DutyQuery()
            query.bearers = try given.texts(DutiesOption.bearer).map {
                try ledger.actor($0, for: .any).id
            }
            query.speakers = try given.texts(DutiesOption.speaker).map {
                try ledger.actor($0, for: .speaking).id
            }
            query.instrument = given.text(DutiesOption.instrument)
            query.statuses = given.texts(DutiesOption.status)
            query.days = try DayRange(since: given.text(DutiesOption.since), until: given.text(DutiesOption.until))
            query.limit = given.number(DutiesOption.limit) ?? (format == .text ? 200 : query.limit)
            let duties = try ledger.duties(query)
            let entries = EntryLayout(given)
            let layout = DutyLayout(width: entries.width, paint: entries.paint)
            if format == .text {
                try OutputFile.standard.write(Array(layout.text(of: duties).utf8))
            } else {
                let formatter = ListFormatter<ListedDuty>(
                    text: { layout.text(of: [$0]) }, json: { $0.write(to: &$1) }, heading: DutyTable.heading, row: DutyTable.row)
                try OutputFile.standard.write(formatter.bytes(duties, as: format))
            }
            return .success
        })
}

/// The options that `dixit duties` alone has.
private enum DutiesOption {
    static let bearer = Option("bearer", "b", .text("NAME"), help: "Only what this actor is bound to")
    static let instrument = Option("instrument", "i", .text("WORDS"), help: "Only what binds by an instrument called so")
    static let status = Option("status", nil, .choice(DutyQuery.statuses), help: "Only what is said to be so")
    static let speaker = Option("speaker", nil, .text("NAME"), help: "Only what this actor says")
    static let since = Option("since", nil, .text("DAY"), help: "Only from articles published on this day or later")
    static let until = Option("until", nil, .text("DAY"), help: "Only from articles published on this day or before")
    static let limit = Option("limit", "n", .number("N", 1...1_000_000), help: "How many at most (200 in text, else all)")
}
