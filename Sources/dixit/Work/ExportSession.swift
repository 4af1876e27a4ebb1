import Finding
import Foundation
import Ledger
import Record
import Transfer

/// One run of `dixit export`: writes article after article, so that memory does not grow with the ledger.
struct ExportSession {
    let ledger: Ledger
    /// Which statements are written; nil for all.
    let query: StatementQuery?
    let format: ExportFormat
    let output: OutputFile
    let isQuiet: Bool

    /// How much is gathered before it is written, in bytes.
    private static let buffer = 1 << 20

    /// Writes the ledger as it is now, whatever is added meanwhile.
    func run() throws -> ExitCode {
        var bytes = format.opening
        var (pageID, articles) = (AnnotationPage.ID(), 0)
        do {
            try eachArticle(removed: { line in if case .records = format { bytes += line + [UInt8(ascii: "\n")] } }) { article in
                bytes += format.bytes(article, in: &pageID)
                articles += 1
                if bytes.count >= ExportSession.buffer {
                    try output.write(bytes)
                    bytes.removeAll(keepingCapacity: true)
                }
            }
            try output.write(bytes + format.closing(pageID))
            try output.finish()
        } catch {
            output.discard()
            throw error
        }
        if case .gold = format, !isQuiet { try tellWhatIsLeftOut(articles) }
        return .success
    }

    private func eachArticle(removed: (_ line: [UInt8]) -> Void, _ write: (ExportedArticle) throws -> Void) throws {
        guard let query else {
            return try ledger.export(format.part, removed: removed) { article in
                try write(article)
                return true
            }
        }
        try ledger.matches(query) { article, statements in
            try write(ledger.exported(article, choosing: Set(statements)))
            return true
        }
    }

    private func tellWhatIsLeftOut(_ articles: Int) throws {
        let halfReviewed = try ledger.countForExport().halfReviewed
        guard halfReviewed > 0 else { return }
        let rest = halfReviewed.counted("article, judged in part, is", "articles, judged in part, are")
        FileHandle.standardError.write(
            Data(
                "\(articles.counted("article")) written; \(rest) left out: dixit review ID right judges the rest of one\n"
                    .utf8))
    }
}
