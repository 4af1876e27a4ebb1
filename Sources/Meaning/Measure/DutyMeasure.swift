import Foundation
import Record

/// How well duties agree with what people have marked: the figures of the project's scorer of duties, to the digit.
///
///     var measure = DutyMeasure()
///     for text in gold { measure.add(text, read[text.id]) }
///     print(measure.table)
///
/// A found duty and a marked one are partners, one to one and the likeliest first, where their words share a tenth of their characters, or their
/// instruments overlap in one paragraph.
public struct DutyMeasure: Sendable {
    /// What must be right of partners, as the scorer names it; "all" are bearer, instrument, status and who says so.
    private static let parts = ["found", "bearer", "instrument", "status", "by", "all"]
    private var right = [Int](repeating: 0, count: parts.count)
    private var (gold, told) = (0, 0)
    /// How sure each duty is, and whether it has a partner.
    private var sure: [(confidence: Double, isRight: Bool)] = []

    /// A measure of no texts.
    public init() {}

    /// A duty that was found.
    private struct Told {
        var (bearer, status) = ("", "")
        var (duty, instrument): (Span?, Span?)
        var by: Int?
        var confidence = 0.0

        init?(_ mark: Mark, _ names: [Int: String]) {
            guard mark.layer == "duties", case .record(let record) = mark.value else { return nil }
            confidence = mark.confidence
            for member in record.members {
                switch (member.name, member.value) {
                case ("bearer", .id(let id)): bearer = names[id] ?? ""
                case ("status", .word(let word)): status = word
                case ("duty", .extract(let extract)): duty = extract.span
                case ("instrument", .extract(let extract)): instrument = extract.span
                case ("by", .id(let id)): by = id
                default: break
                }
            }
        }
    }

    /// Adds a text; without findings all of its duties were missed.
    public mutating func add(_ text: MarkedDuties, _ found: Findings?) {
        let found = found ?? Findings()
        let names = Dictionary(found.entities.map { ($0.id, $0.name) }, uniquingKeysWith: { _, last in last })
        let speakers = Dictionary(
            found.statements.map { ($0.id, $0.speaker.flatMap { names[$0] } ?? "") }, uniquingKeysWith: { _, last in last })
        let told = found.marks.compactMap { Told($0, names) }
        self.told += told.count
        gold += text.duties.count
        let breaks = DutyMeasure.breaks(in: text.text)
        func paragraph(_ duty: Span?, _ instrument: Span?) -> Int? {
            (duty ?? instrument).map { span in breaks.prefix { $0 + 2 <= span.start }.count }
        }
        func isSaid(_ marked: MarkedDuty, _ told: Told) -> Bool {
            let isAuthor = marked.by == "the author"
            if told.by == nil { return isAuthor || text.speaker.map { !$0.isEmpty && MeasuredName.same(marked.by, $0) } ?? false }
            return !isAuthor && MeasuredName.same(marked.by, told.by.flatMap { speakers[$0] } ?? "")
        }
        var pairs: [(score: Double, i: Int, j: Int)] = []
        for (i, a) in text.duties.enumerated() {
            for (j, b) in told.enumerated() {
                let (duty, instrument) = (DutyMeasure.share(a.duty, b.duty), DutyMeasure.share(a.instrument, b.instrument))
                guard duty >= 0.1 || instrument > 0 && paragraph(a.duty, a.instrument) == paragraph(b.duty, b.instrument) else {
                    continue
                }
                let agreeing = [MeasuredName.same(a.bearer, b.bearer), a.status == b.status, isSaid(a, b)].count { $0 }
                pairs.append((duty + instrument + 0.5 * Double(agreeing), i, j))
            }
        }
        var (usedGold, usedTold): (Set<Int>, Set<Int>) = ([], [])
        for (_, i, j) in pairs.sorted(by: { ($0.score, $0.i, $0.j) > ($1.score, $1.i, $1.j) }) {
            guard !usedGold.contains(i), !usedTold.contains(j) else { continue }
            usedGold.insert(i)
            usedTold.insert(j)
            let (a, b) = (text.duties[i], told[j])
            let parts = [
                MeasuredName.same(a.bearer, b.bearer),
                DutyMeasure.share(a.instrument, b.instrument) > 0 || a.instrument == nil && b.instrument == nil,
                a.status == b.status,
                isSaid(a, b),
            ]
            for (part, holds) in ([true] + parts + [parts.allSatisfy { $0 }]).enumerated() where holds { right[part] += 1 }
        }
        for (j, duty) in told.enumerated() { sure.append((duty.confidence, usedTold.contains(j))) }
    }

    /// The places of what parts paragraphs, in code points.
    private static func breaks(in text: String) -> [Int] {
        let scalars = Array(text.unicodeScalars)
        var (breaks, at) = ([Int](), 0)
        while at + 1 < scalars.count {
            if scalars[at] == "\n", scalars[at + 1] == "\n" {
                breaks.append(at)
                at += 2
            } else {
                at += 1
            }
        }
        return breaks
    }

    /// What two spans share of the characters that they hold together, 0 to 1.
    private static func share(_ a: Span?, _ b: Span?) -> Double {
        guard let a, let b else { return 0 }
        let both = max(0, min(a.end, b.end) - max(a.start, b.start))
        let all = a.length + b.length - both
        return all == 0 ? 0 : Double(both) / Double(all)
    }

    /// Precision, recall and F1 of each part, in the scorer's order.
    private var rates: [(name: String, precision: Double, recall: Double, f1: Double)] {
        zip(DutyMeasure.parts, right).map { name, right in
            let right = Double(right)
            return (
                name, told == 0 ? 0 : right / Double(told), gold == 0 ? 0 : right / Double(gold),
                told + gold == 0 ? 0 : 2 * right / Double(told + gold)
            )
        }
    }

    /// How far confidences are from the share of duties that have a partner, in ten bins.
    private var calibrationError: Double? {
        sure.isEmpty ? nil : Figures.calibrationError(sure)
    }

    /// The figures, in the order of the table.
    public var figures: [Figure] {
        var figures = rates.flatMap { rate in
            [
                Figure(name: "\(rate.name) P", value: .share(rate.precision)),
                Figure(name: "\(rate.name) R", value: .share(rate.recall)),
                Figure(name: "\(rate.name) F1", value: .share(rate.f1)),
            ]
        }
        figures.append(Figure(name: "gold", value: .count(gold)))
        figures.append(Figure(name: "predicted", value: .count(told)))
        figures.append(Figure(name: "calibration error", value: .share(calibrationError)))
        return figures
    }

    /// The table as the scorer prints it, and how far confidences are from the truth.
    public var table: String {
        var table = String(repeating: " ", count: 12) + "      P      R     F1   gold \(gold), predicted \(told)\n"
        for rate in rates {
            let shares = [rate.precision, rate.recall, rate.f1].map { String(format: "%7.1f", 100 * $0) }.joined()
            table += rate.name.padding(toLength: 12, withPad: " ", startingAt: 0) + shares + "\n"
        }
        return table
            + (calibrationError.map { "calibration error of what is found: \(String(format: "%.1f", 100 * $0))\n" } ?? "")
    }
}
