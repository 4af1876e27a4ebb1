import Foundation
import Ledger
import Record

extension Command {
    /// `dixit export`
    static let export: Command = Command(
        name: "export",
        summary: "Write the ledger to files for other programs",
        explanation: """
            jsonl: one JSON object an article, the output contract with a member “ledger” that holds what else is known: dixit add of such \
            a file makes the same ledger. csv: one row a statement. annotations: W3C Web Annotations as JSON-LD, one a statement, their targets \
            the characters of source, cue and content.

            Statements are written as reviewed; those found wrong are left out. With --reviewed, jsonl holds gold data for dixit eval and for \
            training: the articles all of whose statements somebody has judged, with spans alone; csv and annotations hold the statements \
            that somebody has judged.
            """,
        examples: [
            "dixit export > ledger.jsonl", "dixit export --format csv --output statements.csv",
            "dixit export --reviewed > gold.jsonl && dixit eval gold.jsonl",
            "dixit export --format annotations > annotations.jsonld",
        ],
        options: [ExportOption.format, ExportOption.reviewed, ReadOption.output, LedgerOption.ledger, ReadOption.quiet],
        run: { given in
            let ledger = try Ledger(at: LedgerLocation.find(named: given.text(LedgerOption.ledger)), for: .reading)
            let format = ExportFormat(given.choice(ExportOption.format) ?? .jsonl, isReviewed: given.has(ExportOption.reviewed))
            let output = try given.text(ReadOption.output).map { try OutputFile(path: $0) } ?? .standard
            return try ExportSession(ledger: ledger, format: format, output: output, isQuiet: given.has(ReadOption.quiet)).run()
        })
}

/// The options that `dixit export` alone has.
private enum ExportOption {
    static let format = Option(
        "format", "f", .choice(ExportFormat.Name.allCases.map(\.rawValue)), help: "How to write it (jsonl)")
    static let reviewed = Option("reviewed", "r", help: "Only what somebody has judged")
}
