import Foundation
import Ledger
import Record

/// The options that choose among statements, which several commands take.
enum FilterOption {
    static let speaker = Option("speaker", nil, .text("NAME"), help: "Only what this actor says")
    static let about = Option("about", nil, .text("NAME"), help: "Only what mentions this actor")
    static let outlet = Option("outlet", nil, .text("NAME"), help: "Only from articles of this outlet")
    static let since = Option("since", nil, .text("DAY"), help: "Only from articles published on this day or later")
    static let until = Option("until", nil, .text("DAY"), help: "Only from articles published on this day or before")
    static let form = Option("form", nil, .choice(Form.allCases.map(\.rawValue)), help: "Only statements in this form")
}

extension Given {
    /// The days between `--since` and `--until`.
    func days(_ command: String) throws -> DayRange {
        do {
            return try DayRange(since: text(FilterOption.since), until: text(FilterOption.until))
        } catch {
            throw UsageError(description: "dixit \(command): \(error.description)")
        }
    }
}

extension EntryLayout {
    /// The layout that a command line asks for, on standard output.
    init(_ given: Given) {
        let environment = ProcessInfo.processInfo.environment
        self.init(
            width: given.number(ReadOption.width) ?? Terminal.output.readingWidth(environment),
            paint: Paint(isOn: Terminal.output.isPainted(given.choice(ReadOption.color) ?? .auto, environment)))
    }
}
