import Foundation

/// The measure in print: the rows, spacing and rounding of the project's Python scorer.
extension Measure {
    /// All counts with the names they are printed under; `~` marks those over characters.
    public var rows: [(name: String, tally: Tally)] {
        [
            ("cue", cue), ("source", source), ("content", content), ("strict", strict), ("statement", statement),
            ("speech", speech), ("source~", sourceCharacters), ("cue~", cueCharacters), ("content~", contentCharacters),
        ]
    }

    /// A heading and a line for each count: precision, recall and F1 in per cent, then how many are gold and predicted.
    public var table: String {
        let heading = String(repeating: " ", count: 10) + "      P      R     F1     gold   pred\n"
        return rows.reduce(heading) { table, row in
            let name = row.name.padding(toLength: 10, withPad: " ", startingAt: 0)
            let rates = [row.tally.precision, row.tally.recall, row.tally.f1].map { String(format: "%6.1f", 100 * $0) }
            let counts = String(format: "%6d %6d", row.tally.gold, row.tally.predicted)
            return table + "\(name) \(rates.joined(separator: " "))   \(counts)\n"
        }
    }

    /// The rates as one JSON object, `{"cue": {"p": 0.8312, "r": 0.7901, "f": 0.8101}, …}`, rounded to four decimals; where a
    /// calibration is given, its own object is the last member, `calibration`.
    public func json(with calibration: CalibrationMeasure? = nil) -> String {
        let members = rows.map { name, tally -> String in
            let rates = zip(["p", "r", "f"], [tally.precision, tally.recall, tally.f1])
            return "\"\(name)\": {" + rates.map { "\"\($0)\": \(Measure.rounded($1))" }.joined(separator: ", ") + "}"
        }
        let last = calibration.map { ["\"calibration\": \($0.json)"] } ?? []
        return "{" + (members + last).joined(separator: ", ") + "}"
    }

    /// Through decimal digits, as Python's `round` does: multiplying and dividing by 10,000 would round some halves otherwise.
    static func rounded(_ rate: Double) -> String { "\(Double(String(format: "%.4f", rate)) ?? rate)" }
}
