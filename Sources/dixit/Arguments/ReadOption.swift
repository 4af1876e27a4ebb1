import Foundation
import Reading

/// The options of `dixit read`, some of which other commands take as well.
enum ReadOption {
    static let format = Option("format", "f", .choice(RecordFormat.allCases.map(\.rawValue)), help: "How to write it (text)")
    static let by = Option(
        "by", nil, .choice(Arrangement.allCases.map(\.rawValue)),
        help: "What statements in text are ordered by: place, or who says them (text)")
    static let jobs = Option("jobs", "j", .number("N", 1...1024), help: "Threads; the output is the same for any N (all cores)")
    static let model = Option(
        "model", "m", .file, help: "The reader's model (DIXIT_MODEL, else reader.model where make setup puts it)")
    static let engine = Option(
        "engine", nil, .choice(Reader.Engine.allCases.map(\.rawValue)), help: "How to compute (the best here)")
    static let output = Option("output", "o", .file, help: "Write to FILE, by way of FILE.partial (standard output)")
    static let color = Option("color", nil, .choice(Terminal.Colour.allCases.map(\.rawValue)), help: "Colour in text (auto)")
    static let width = Option("width", "w", .number("N", 20...1000), help: "Columns for text (the terminal's, at most 100)")
    static let quiet = Option("quiet", "q", help: "No progress and no warnings; failures are still named")
}

extension Given {
    /// How many threads may work at once: as many as are asked for, else as there are processors.
    var threads: Int { number(ReadOption.jobs) ?? ProcessInfo.processInfo.activeProcessorCount }
}
