import Foundation
import Gathering
import Library
import Reading

extension Command {
    /// `dixit read`
    static let read: Command = Command(
        name: "read",
        summary: "Read articles and write who said what in them",
        explanation: """
            FILE is plain text in UTF-8 (one article), JSON Lines (.jsonl, .ndjson: one object a line, with the article as “text” and, \
            where known, “id”, “title”, “outlet”, “author”, “published”, “url”), or one such object (.json); a web page (.html) or a PDF \
            (.pdf). From a FOLDER, every file is read whose name or first bytes show that it is one of these, in the order of names. “-”, or nothing where standard input is no terminal, is \
            standard input: JSON Lines where it begins with {, else plain text.

            ADDRESS begins with https:// or http://. It is fetched politely: as robots.txt allows, one request a host at a time. What leads \
            into this machine or the local network is refused, unless --allow-private is given.

            An article without an id is called by its file's name without extension, with :LINE for JSON Lines; where that is \
            taken, by its path. An article longer than \(GatheringLimit.article >> 20) MiB, or a line longer than \
            \(GatheringLimit.line >> 20) MiB, is refused and named; the rest is read.

            Formats: text, for people; jsonl, one object an article, for programs; json, the same as one array; csv, one row a \
            statement, for spreadsheets (cells that look like a formula get an apostrophe before them); parquet, one row an article with its \
            statements as nested columns, into the FILE of --output: it needs pyarrow in the Python that reads pages. With --by speaker, text \
            puts the statements below who says them, who says most first.

            Exit status: 0 all was read; 1 some inputs failed, each named on standard error; 2 the command line was wrong; \
            130 interrupted.
            """,
        examples: [
            "dixit read article.txt", "dixit read --by speaker Samples", "dixit read --format jsonl news/ > statements.jsonl",
            "dixit read --format parquet --output read.parquet Samples",
            "dixit read https://www.w3.org/press-releases/2023/css50/",
            "echo '“We will sign,” said Mara Lind.' | dixit read -",
        ],
        options: [
            format, ReadOption.by, ReadOption.output,
        ] + GatheringOption.all + [
            ReadOption.jobs, ReadOption.model, ReadOption.engine, ReadOption.color, ReadOption.width, ReadOption.quiet,
        ],
        operand: Operand(name: "FILE|FOLDER|ADDRESS|-", count: 0...Int.max, help: "What to read, in this order"),
        run: { given in
            let name = given.text(format) ?? RecordFormat.text.rawValue
            if given.choice(ReadOption.by) == Arrangement.speaker, name != RecordFormat.text.rawValue {
                throw UsageError(["dixit", "read"], "--by speaker is for --format text, not \(name)", meant: nil)
            }
            if name == parquet, !given.has(ReadOption.output) {
                throw UsageError(["dixit", "read"], "--format parquet needs --output FILE", meant: nil)
            }
            let options = try GatheringOptions(given, command: "read")
            guard !given.operands.isEmpty || !Terminal.input.isThere else {
                try Help.write(.read, names: ["dixit", "read"])
                return .success
            }
            Interruption.hold()
            let model = try ModelLocation.find(named: given.text(ReadOption.model))
            return try ReadSession(
                given, options, Reader(modelAt: model, engine: given.choice(ReadOption.engine), threads: given.threads)
            )
            .run(until: .onSignals())
        })
}

/// The form that only a file can have; Python writes it of the records' lines.
private let parquet = "parquet"
private let format = Option(
    "format", "f", .choice(RecordFormat.allCases.map(\.rawValue) + [parquet]), help: "How to write it (text)")

extension ReadSession {
    /// A session as the command line asks for it.
    init(_ given: Given, _ options: GatheringOptions, _ reader: Reader) throws {
        let environment = ProcessInfo.processInfo.environment
        if let path = given.text(ReadOption.output), given.text(format) == parquet {
            let layout = ArticleLayout(width: 80, paint: Paint(isOn: false))
            let formatter = RecordFormatter(format: .jsonl, layout: layout)
            try self.init(given, options, reader, formatter, ParquetOutput(path: path), isSeen: false)
            return
        }
        let output = try given.text(ReadOption.output).map { try OutputFile(path: $0) } ?? .standard
        let goesToTerminal = output.isStandardOutput && Terminal.output.isThere
        let isPainted =
            output.isStandardOutput
            ? Terminal.output.isPainted(given.choice(ReadOption.color) ?? .auto, environment)
            : given.choice(ReadOption.color) == Terminal.Colour.always
        let layout = ArticleLayout(
            width: given.number(ReadOption.width) ?? Terminal.output.readingWidth(environment), paint: Paint(isOn: isPainted),
            arrangement: given.choice(ReadOption.by) ?? .text)
        let formatter = RecordFormatter(format: given.choice(format) ?? .text, layout: layout)
        try self.init(given, options, reader, formatter, output, isSeen: goesToTerminal)
    }

    /// - Parameter isSeen: whether the output goes to a terminal.
    private init(
        _ given: Given, _ options: GatheringOptions, _ reader: Reader, _ formatter: RecordFormatter,
        _ output: any RecordOutput, isSeen: Bool
    ) throws {
        let inputs = given.operands.isEmpty ? [Input.standardInput] : given.operands.map { Input($0) }
        let display = Progress.Display(
            isQuiet: given.has(ReadOption.quiet), outputIsSeen: isSeen, ProcessInfo.processInfo.environment)
        self.init(
            inputs: inputs, options: options, reader: try ArticleReader(reader), formatter: formatter, output: output,
            threads: given.threads,
            report: WorkReport(
                progress: Progress(
                    display, totalBytes: display.needsTotal ? Gatherer.totalBytes(inputs) : nil, engine: reader.engine.rawValue),
                isQuiet: given.has(ReadOption.quiet)))
    }
}
