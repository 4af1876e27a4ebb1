import Foundation
import Gathering
import Ledger
import Library
import Meaning
import Transfer

/// One run of `dixit add OTHER.sqlite`: takes another person's ledger in, as `dixit restore` takes its export, which is written to a temporary file first.
struct LedgerSession {
    /// The other ledger's file.
    let other: String
    /// The ledger that it is taken into.
    let ledger: String
    let threads: Int
    let given: Given

    /// Whether a file is a ledger, or another database of SQLite, by its first bytes.
    static func isDatabase(_ path: String) -> Bool {
        guard let file = FileHandle(forReadingAtPath: path) else { return false }
        defer { try? file.close() }
        return (try? file.read(upToCount: 16)) == Data("SQLite format 3\0".utf8)
    }

    /// Takes articles, judgements and actors in; the log says of each article when, by whom and from which ledger. What is in the ledger already stays as it is.
    func run(until order: StopOrder) throws -> ExitCode {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("dixit-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        let export = folder.appendingPathComponent((other as NSString).lastPathComponent + ".jsonl").path
        let written = try ExportSession(
            ledger: Ledger(at: other, for: .reading), query: nil, format: .records, output: OutputFile(path: export),
            isQuiet: true
        ).run()
        guard written == .success else { return written }
        let inputs = [Input(export)]
        let report = WorkReport(given, inputs: inputs)
        let (who, now, file) = (NSUserName(), Int(Date().timeIntervalSince1970), other)
        let adding = AddingWork(
            inputs,
            restoring: { line, _ in
                try PreparedArticle(restoring: line, stamp: RestorationStamp(at: now, who: who, file: file), cards: Layers.cards)
            }, to: ledger, threads: threads, cancellation: order.cancellation, observer: report)
        return try AddSession(
            adding: adding, progress: report.progress, verb: "taken in from \(HarmlessText.line(other))", output: .standard
        )
        .run(until: order)
    }
}
