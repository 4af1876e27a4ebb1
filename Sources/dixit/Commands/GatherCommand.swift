import Foundation
import Gathering

extension Command {
    /// `dixit gather`
    static let gather: Command = Command(
        name: "gather",
        summary: "Turn pages, feeds, archives, PDFs and tables into articles, unread",
        explanation: """
            FILE, FOLDER and ADDRESS are what dixit read takes. Each article becomes one line of JSON, with its text and what is known of where \
            it comes from, as dixit read and dixit add take it again: to look at what pages hold before it is read, to choose from it \
            with other programs, or to use it without Dixit.

            Exit status: 0 all was gathered; 1 some inputs failed, each named on standard error; 2 the command line was wrong; \
            130 interrupted.
            """,
        examples: [
            "dixit gather page.html", "dixit gather crawl.warc.gz -o articles.jsonl", "dixit gather --text-column Story news.csv",
            "dixit gather --explain page.html",
        ],
        options: [ReadOption.output] + GatheringOption.all + [GatherOption.explain, GatherOption.jobs, ReadOption.quiet],
        operand: Operand(name: "FILE|FOLDER|ADDRESS|-", count: 1...Int.max, help: "What to gather, in this order"),
        run: { given in
            Interruption.hold()
            let inputs = given.operands.map { Input($0) }
            var options = try GatheringOptions(given, command: "gather")
            options.explains = given.has(GatherOption.explain)
            let output = try given.text(ReadOption.output).map { try OutputFile(path: $0) } ?? .standard
            let isQuiet = given.has(ReadOption.quiet)
            let display = Progress.Display(
                isQuiet: isQuiet, outputIsSeen: output.isStandardOutput && Terminal.output.isThere,
                ProcessInfo.processInfo.environment)
            let progress = Progress(
                display, totalBytes: display.needsTotal ? Gatherer.totalBytes(inputs) : nil, speed: .articles)
            let report = WorkReport(progress: progress, isQuiet: isQuiet)
            return try GatherSession(inputs: inputs, options: options, output: output, report: report).run(until: .onSignals())
        })
}

/// The options of `dixit gather` alone.
private enum GatherOption {
    static let explain = Option(
        "explain", nil, help: "Show, instead of JSON, what was taken of a page and what was left out, and why")
    static let jobs = Option(
        "jobs", "j", .number("N", 1...1024), help: "Page workers; the output is the same for any N (all cores)")
}
