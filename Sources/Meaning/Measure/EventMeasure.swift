import Foundation
import Record

/// A sentence with the event that people have coded in it.
public struct MarkedEvent: Decodable, Sendable {
    /// Its id, by which a prediction is paired with it.
    public let id: String
    /// The sentence.
    public let text: String
    /// The category of PLOVER: "ACCUSE".
    let root: String
    /// Where who does it, and to whom, stand.
    private let source: [MarkedSpan]?
    private let target: [MarkedSpan]?

    var sources: [Span] { (source ?? []).map(\.span) }
    var targets: [Span] { (target ?? []).map(\.span) }

    /// The sentences of a file of JSON Lines.
    ///
    /// - Throws: `MarkedFileError` that names the line which holds no such sentence.
    public static func sentences(in file: Data, called name: String) throws -> [MarkedEvent] {
        try MarkedLines.decode(
            file, called: name, "coded sentence: it needs id, text and root, and may have source and target, lists of spans")
    }
}

/// How well the events of statements agree with coded ones: sentences whose category is one of the verbal ones, and those of others, in which no event is
/// to be found.
public struct EventMeasure: Sendable {
    /// The categories that a statement can have.
    private static let verbal: Set<String> = ["AGREE", "SUPPORT", "CONSULT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"]
    private static let none = "none"
    private var rows: [(told: String?, gold: String)] = []
    private var (actors, recipients) = (Counts(), Counts())

    private struct Counts: Sendable { var (right, all) = (0, 0) }

    /// A measure of no sentences.
    public init() {}

    /// Adds a sentence with what was found in it; of several events the surest counts.
    public mutating func add(_ gold: MarkedEvent, _ found: Findings?) {
        let findings = found ?? Findings()
        let event = StatementEvent.all(in: findings).max { ($0.confidence, $1.statement) < ($1.confidence, $0.statement) }
        rows.append((event?.type ?? EventMeasure.none, EventMeasure.verbal.contains(gold.root) ? gold.root : EventMeasure.none))
        guard let event, event.type == gold.root else { return }
        let entities = Dictionary(findings.entities.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        func isAt(_ party: EventParty?, _ spans: [Span]) -> Bool {
            party.flatMap { entities[$0.entity] }?.mentions.contains { mention in
                spans.contains { $0.overlaps(mention.extract.span) }
            } ?? false
        }
        if !gold.sources.isEmpty {
            actors = Counts(right: actors.right + (isAt(event.actor, gold.sources) ? 1 : 0), all: actors.all + 1)
        }
        if !gold.targets.isEmpty {
            recipients = Counts(right: recipients.right + (isAt(event.recipient, gold.targets) ? 1 : 0), all: recipients.all + 1)
        }
    }

    /// The figures, in the order of the table.
    public var figures: [Figure] {
        let labels = EventMeasure.verbal.sorted()
        let scores = labels.map { Figures.f1(of: $0, rows) }
        let events = rows.filter { $0.gold != EventMeasure.none }
        var figures = [
            Figure(name: "sentences", value: .count(rows.count)),
            Figure(name: "of verbal categories", value: .count(events.count)),
            Figure(name: "category, macro F1", value: .share(rows.isEmpty ? nil : scores.reduce(0, +) / Double(labels.count))),
            Figure(
                name: "category right, of those found",
                value: .share(EventMeasure.share(events.filter { $0.told != EventMeasure.none }) { $0.told == $0.gold })),
            Figure(name: "found, of those there are", value: .share(EventMeasure.share(events) { $0.told != EventMeasure.none })),
        ]
        for (label, score) in zip(labels, scores) { figures.append(Figure(name: "\(label) F1", value: .share(score))) }
        figures.append(Figure(name: "actor right, of those right", value: .share(EventMeasure.share(actors))))
        figures.append(Figure(name: "recipient right, of those right", value: .share(EventMeasure.share(recipients))))
        return figures
    }

    private static func share<Row>(_ rows: [Row], _ holds: (Row) -> Bool) -> Double? {
        rows.isEmpty ? nil : Double(rows.count(where: holds)) / Double(rows.count)
    }

    private static func share(_ counts: Counts) -> Double? { counts.all == 0 ? nil : Double(counts.right) / Double(counts.all) }

    /// The figures as a table: a line each, shares in percent.
    public var table: String { Figures.table(figures) }
}
