import Finding
import Foundation
import Ledger
import Record

extension Command {
    /// `dixit export`
    static let export: Command = Command(
        name: "export",
        summary: "Write the ledger to files for other programs",
        explanation: """
            jsonl: one JSON object an article, the output contract with a member “ledger” that holds what else is known: dixit restore of such \
            a file makes the same ledger. csv: one row a statement. annotations: W3C Web Annotations as JSON-LD, one a statement, their targets \
            the characters of source, cue and content. events: statements as events of PLOVER, one row each, with the columns of POLECAT; \
            events-jsonl: the same, one JSON object a line. facts: one row a statement with what can be counted of it, for R and pandas; \
            article-facts: one row an article, with its words and those in its own voice. parquet: a folder of tables (statements, articles, actors, marks, \
            links), for DuckDB, polars and R, by pyarrow in the Python that reads pages. sqlite: the same and mentions as plain tables of one file, for whoever \
            is not to get the ledger itself: it tells no acts, and no names of reviewers but with --reviewers.

            Statements are written as reviewed; those found wrong are left out. Filters choose among them as in dixit find; what copies of an article \
            repeat is then written once. csv and annotations hold the statements chosen, jsonl the articles that have one, with no other \
            statements and without “ledger”, since no ledger can be restored from a part.

            --reviewed alone with jsonl writes gold data for dixit eval and for training: the articles all of whose statements somebody has \
            judged, with spans alone, under no other filter. With csv and annotations it writes the statements that somebody has judged.
            """,
        examples: [
            "dixit export > ledger.jsonl", "dixit export --format csv --output statements.csv",
            "dixit export --format csv --speaker Korvin --since 2021-03 > korvin.csv",
            "dixit export --reviewed > gold.jsonl && dixit eval gold.jsonl",
            "dixit export --format annotations > annotations.jsonld", "dixit export --format events --since 2021 > events.csv",
            "dixit export --format facts > facts.csv", "dixit export --format sqlite --output tables.sqlite",
            "dixit export --format parquet --output tables",
        ],
        options: [ExportOption.format, ExportOption.output, ExportOption.reviewers] + ExportOption.filters
            + [LedgerOption.ledger, ReadOption.quiet],
        run: { given in
            let (given, isReviewed) = try ExportOption.judged(given)
            let tables: TableSession.Form? = given.choice(ExportOption.format)
            if let tables, !given.has(ExportOption.output) {
                throw UsageError(
                    ["dixit", "export"],
                    "--format \(tables.rawValue) needs --output \(tables == .parquet ? "FOLDER" : "FILE")", meant: nil)
            }
            if tables == nil, given.has(ExportOption.reviewers) {
                throw UsageError(["dixit", "export"], "--reviewers is for --format parquet and sqlite", meant: nil)
            }
            Interruption.hold()
            OutputFile.discardOnSignals()
            let ledger = try Ledger(at: LedgerLocation.find(named: given.text(LedgerOption.ledger)), for: .reading)
            let query =
                ExportOption.filters.contains(where: given.has) ? try StatementQuery(given, ledger, command: "export") : nil
            if let tables, let path = given.text(ExportOption.output) {
                var query = query
                if isReviewed {
                    query = StatementQuery()
                    query?.isReviewed = true
                }
                return try TableSession(
                    ledger: ledger, query: query, form: tables, namesReviewers: given.has(ExportOption.reviewers), output: path
                ).run()
            }
            let output = try given.text(ExportOption.output).map { try OutputFile(path: $0) } ?? .standard
            if let rows: FactSession.Rows = given.choice(ExportOption.format) {
                return try FactSession(ledger: ledger, query: query, rows: rows, isReviewed: isReviewed, output: output).run()
            }
            let format = ExportFormat(given.choice(ExportOption.format) ?? .jsonl, isReviewed: isReviewed)
            return try ExportSession(
                ledger: ledger, query: query, format: format, output: output, isQuiet: given.has(ReadOption.quiet)
            ).run()
        })
}

/// The options that `dixit export` alone has.
private enum ExportOption {
    static let format = Option(
        "format", "f",
        .choice(
            ExportFormat.Name.allCases.map(\.rawValue) + FactSession.Rows.allCases.map(\.rawValue)
                + TableSession.Form.allCases.map(\.rawValue)),
        help: "How to write it (jsonl)")
    static let output = Option(
        "output", "o", .file, help: "Write to FILE, by way of FILE.partial, or parquet to a folder (standard output)")
    static let reviewers = Option("reviewers", nil, help: "Name who has judged marks and links, in parquet and sqlite")
    /// Those of `dixit find`.
    static let filters = FilterOption.all.map { option in
        option.name == reviewed
            ? option.standingAlone("r", help: "Only what somebody has judged, or nobody; alone, with jsonl: gold data") : option
    }
    private static let reviewed = "reviewed"

    /// What is given where `--reviewed` stands alone: beside other filters it is one of them, else it means what it meant before there were any.
    static func judged(_ given: Given) throws(UsageError) -> (given: Given, isReviewed: Bool) {
        guard given.values[reviewed] == [""] else { return (given, false) }
        var rest = given
        rest.values[reviewed] = nil
        guard filters.contains(where: rest.has) else { return (rest, true) }
        guard given.has(format), given.choice(format) != ExportFormat.Name.jsonl else {
            throw UsageError(
                ["dixit", "export"], "gold data is made of whole articles, and --reviewed alone takes no other filter with jsonl",
                meant: "--reviewed yes")
        }
        rest.values[reviewed] = ["yes"]
        return (rest, false)
    }
}
