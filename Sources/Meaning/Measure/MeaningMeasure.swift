import Foundation
import Reading
import Record

/// How well speakers and marks agree with what people have marked: the figures of the project's scorer of marks, to the digit.
///
///     var measure = MeaningMeasure()
///     for article in gold { measure.add(article, read[article.id]) }
///     print(measure.table)
///
/// A found statement is compared with its gold partner (`Measure`); a mark that is missing counts as wrong. Deeds are left out.
public struct MeaningMeasure: Sendable {
    private var (all, partners) = (0, 0)
    private var speakers: [(kind: String, isRight: Bool)] = []
    private var sure: [(confidence: Double, isRight: Bool)] = []
    private var sourcings = Labels()
    private var acts = Labels()
    private var tones = Labels()
    private var addressees = Tally()
    private var abouts = Tally()
    private var claims: [String: Tally] = [:]
    private var days = Tally()
    private var links: [String: Tally] = ["opposes": Tally(), "supports": Tally()]

    /// Those that are right, those that were told, those that there are.
    private struct Tally: Sendable {
        var (right, told, gold) = (0, 0, 0)
        var f1: Double? { told + gold == 0 ? nil : 2 * Double(right) / Double(told + gold) }
    }

    /// Pairs of what was told and what is right.
    private struct Labels: Sendable {
        var rows: [(told: String?, gold: String)] = []

        var accuracy: Double { rows.isEmpty ? 0 : Double(rows.count { $0.told == $0.gold }) / Double(rows.count) }

        /// The mean of F1 over the labels of which there are at least so many.
        func macro(least: Int) -> Double? { Figures.macro(rows, least: least) }
    }

    /// The letters of claims in the marked files.
    private static let letters: [(letter: Character, claim: String)] = [
        ("F", "checkable"), ("P", "prediction"), ("R", "prescription"), ("O", "obligation"), ("B", "breach"), ("K", "compliance"),
        ("E", "opinion"),
    ]
    private static let tone = ["+": "positive", "0": "neutral", "-": "negative"]
    /// Speakers as sure as this are sure.
    private static let sureFrom = 0.9

    /// A measure of no articles.
    public init() {}

    /// Adds an article; without findings all of its statements were missed.
    public mutating func add(_ gold: MarkedArticle, _ found: Findings?) {
        let found = found ?? Findings()
        let (pairs, sources) = Measure.partners(
            in: gold.text, gold: gold.statements.map(\.spans), predicted: found.statements.map { StatementSpans($0) })
        let entities = Dictionary(found.entities.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let marks = Dictionary(grouping: found.marks, by: \.subject)
        let scalars = Array(gold.text.unicodeScalars)
        var back: [Int: Int] = [:]
        for (i, marked) in gold.statements.enumerated() where marked.act != "deed" {
            all += 1
            guard let j = pairs[i] else { continue }
            let statement = found.statements[j]
            back[statement.id] = i
            partners += 1
            let source = MeaningMeasure.words(of: sources[i], in: scalars)
            addSpeaker(marked, source: source, statement, statement.speaker.flatMap { entities[$0] })
            addMarks(marked, marks[.statement(statement.id)] ?? [], entities)
        }
        addLinks(gold, found.links, back)
    }

    /// The words of a role as the scorer joins them: marks stripped from both ends, a space between.
    private static func words(of spans: [Span], in scalars: [Unicode.Scalar]) -> String {
        spans.map { span in
            var text = ""
            text.unicodeScalars.append(contentsOf: scalars[min(span.start, scalars.count)..<min(span.end, scalars.count)])
            return text
        }.joined(separator: " ")
    }

    private mutating func addSpeaker(_ gold: MarkedStatement, source: String, _ statement: Statement, _ speaker: Entity?) {
        let isRight = MeasuredName.isRight(gold, source: source, speaker: speaker)
        speakers.append((MeasuredName.kind(of: gold, source: source), isRight))
        if speaker != nil, let confidence = statement.speakerConfidence { sure.append((confidence, isRight)) }
    }

    private mutating func addMarks(_ gold: MarkedStatement, _ marks: [Mark], _ entities: [Int: Entity]) {
        func choice(_ layer: String) -> String? {
            for mark in marks where mark.layer == layer { if case .choice(let name) = mark.value { return name } }
            return nil
        }
        sourcings.rows.append((choice("sourcing"), gold.sourcing))
        acts.rows.append((choice("act"), gold.act))
        let parties = marks.compactMap { mark -> (layer: String, entity: Int, text: String?, choice: String?)? in
            guard case .party(let entity, let extract, let choice) = mark.value else { return nil }
            return (mark.layer, entity, extract?.text, choice)
        }
        let addressed = parties.first { $0.layer == "addressee" }.flatMap { entities[$0.entity]?.name ?? $0.text }
        addressees.told += addressed == nil ? 0 : 1
        addressees.gold += gold.addressee == nil ? 0 : 1
        if let addressed, let right = gold.addressee, MeasuredName.same(addressed, right) { addressees.right += 1 }
        var free = parties.filter { $0.layer == "about" }.map { (name: entities[$0.entity]?.name ?? "", tone: $0.choice) }
        abouts.told += free.count
        abouts.gold += gold.about.count
        for (name, tone) in gold.about {
            guard let at = free.firstIndex(where: { MeasuredName.same(name, $0.name) }) else { continue }
            tones.rows.append((free.remove(at: at).tone, MeaningMeasure.tone[tone] ?? tone))
            abouts.right += 1
        }
        let told = Set(
            marks.compactMap { mark -> String? in
                guard mark.layer == "claims", case .choice(let name) = mark.value else { return nil }
                return name
            })
        for (letter, claim) in MeaningMeasure.letters {
            let (isTold, isGold) = (told.contains(claim), gold.claims.contains(letter))
            claims[claim, default: Tally()].told += isTold ? 1 : 0
            claims[claim, default: Tally()].gold += isGold ? 1 : 0
            claims[claim, default: Tally()].right += isTold && isGold ? 1 : 0
        }
        addDay(gold, marks)
    }

    /// A day that only the article's own date gives is no claim.
    private mutating func addDay(_ gold: MarkedStatement, _ marks: [Mark]) {
        var told: DaySpan?
        for mark in marks where mark.layer == "said" { if case .days(let days, _?) = mark.value { told = days } }
        days.told += told == nil ? 0 : 1
        guard let day = gold.day else { return }
        days.gold += 1
        if let told, let right = MeaningMeasure.days(of: day), told.from == right.from, told.until == right.until {
            days.right += 1
        }
    }

    private mutating func addLinks(_ gold: MarkedArticle, _ links: [Link], _ back: [Int: Int]) {
        let kept = Set(back.values)
        for (relation, answered) in [("opposes", \MarkedStatement.opposed), ("supports", \.supported)] {
            var right: Set<Set<Int>> = []
            for (i, statement) in gold.statements.enumerated() where kept.contains(i) {
                for other in statement[keyPath: answered] where other != i && kept.contains(other) { right.insert([i, other]) }
            }
            let told = Set(
                links.filter { $0.value == relation }.compactMap { link -> Set<Int>? in
                    guard let a = back[link.a], let b = back[link.b] else { return nil }
                    return [a, b]
                })
            addRelation(relation, told: told, right: right)
        }
    }

    private mutating func addRelation(_ relation: String, told: Set<Set<Int>>, right: Set<Set<Int>>) {
        links[relation, default: Tally()].told += told.count
        links[relation, default: Tally()].gold += right.count
        links[relation, default: Tally()].right += told.intersection(right).count
    }

    /// The days of "2016-10-11", "2016-10", "2016" or "2016-W41".
    static func days(of text: String) -> DaySpan? {
        let parts = text.split(separator: "-")
        guard let year = parts.first.flatMap({ Int($0) }) else { return nil }
        func span(_ from: Day?, _ until: Day?) -> DaySpan? {
            from.flatMap { from in until.flatMap { DaySpan(from: from, until: $0) } }
        }
        switch parts.count {
        case 1: return span(Day(year: year, month: 1, day: 1), Day(year: year, month: 12, day: 31))
        case 2 where parts[1].first == "W": return Int(parts[1].dropFirst()).flatMap { week($0, of: year) }
        case 2:
            guard let month = Int(parts[1]) else { return nil }
            let last = (28...31).reversed().lazy.compactMap { Day(year: year, month: month, day: $0) }.first
            return span(Day(year: year, month: month, day: 1), last)
        default:
            guard let month = Int(parts[1]), let number = Int(parts[2]) else { return nil }
            let day = Day(year: year, month: month, day: number)
            return span(day, day)
        }
    }

    /// A week by ISO 8601, from Monday to Sunday; January 4 is always in the first.
    private static func week(_ number: Int, of year: Int) -> DaySpan? {
        guard let inFirst = Day(year: year, month: 1, day: 4) else { return nil }
        // Day 0, January 1 of 1970, was a Thursday.
        let monday = inFirst.number - (inFirst.number + 3) % 7 + 7 * (number - 1)
        return DaySpan(from: Day(number: monday), until: Day(number: monday + 6))
    }

    // MARK: Figures

    /// All figures, in the scorer's order.
    public var figures: [Figure] {
        var figures: [Figure] = []
        func add(_ name: String, _ share: Double?) { figures.append(Figure(name: name, value: .share(share))) }
        func count(_ name: String, _ count: Int) { figures.append(Figure(name: name, value: .count(count))) }
        count("statements", all)
        count("partners", partners)
        for kind in ["", "named", "described", "pronoun", "missing"] {
            let of = speakers.filter { kind.isEmpty || $0.kind == kind }
            guard !of.isEmpty else { continue }
            let name = kind.isEmpty ? "speaker" : "speaker, \(kind)"
            add(name, Double(of.count { $0.isRight }) / Double(of.count))
            count("\(name) (n)", of.count)
        }
        guard partners > 0 else { return figures }
        add("sourcing", sourcings.accuracy)
        count("sourcing (n)", partners)
        add("speaker, of all", Double(speakers.count { $0.isRight }) / Double(all))
        if !sure.isEmpty {
            add(
                "sure and wrong",
                Double(sure.count { !$0.isRight && $0.confidence >= MeaningMeasure.sureFrom }) / Double(sure.count))
            add("calibration error of speaker_confidence", Figures.calibrationError(sure))
        }
        add("sourcing, macro F1", sourcings.macro(least: 5))
        add("act", acts.accuracy)
        add("act, macro F1", acts.macro(least: 5))
        add("addressee F1", addressees.f1)
        add("about F1", abouts.f1)
        if !tones.rows.isEmpty {
            add("tone", tones.accuracy)
            add("tone, macro F1", tones.macro(least: 1))
        }
        for (_, claim) in MeaningMeasure.letters { add("\(claim) F1", claims[claim]?.f1) }
        add("day R", days.gold == 0 ? nil : Double(days.right) / Double(days.gold))
        add("day P", days.told == 0 ? nil : Double(days.right) / Double(days.told))
        for relation in ["opposes", "supports"] { add("\(relation) F1", links[relation]?.f1) }
        return figures
    }

    /// The figures as a table: a line each, shares in percent.
    public var table: String { Figures.table(figures) }
}
