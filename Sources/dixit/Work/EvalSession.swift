import Gathering
import Library
import Reading
import Record
import Synchronization
import Wire

/// One run of `dixit eval`: reads annotated articles and measures what it finds.
struct EvalSession: Sendable {
    /// How it ended.
    enum Ending {
        case measured(EvalFigures)
        case interrupted
    }

    let reader: ArticleReader
    /// Whether statements inside the contents of others and those without a cue are left out.
    let isFlat: Bool
    let threads: Int
    let display: Progress.Display

    private struct Found {
        let gold: AnnotatedArticle
        let statements: [Statement]
    }

    /// Reads the articles and compares what is found with their statements.
    ///
    /// - Parameters:
    ///   - figures: what is added to.
    ///   - cancellation: stops the work.
    func read(_ gold: [AnnotatedArticle], adding figures: EvalFigures, unless cancellation: Cancellation) throws -> Ending {
        let figures = Mutex(figures)
        let progress = Progress(display, totalBytes: gold.reduce(0) { $0 + ($1.text?.utf8.count ?? 0) })
        let work = OrderedWork<AnnotatedArticle, Found?>(
            threads: threads, costLimit: 8 << 20, countLimit: 64 * threads,
            work: { gold in
                let article = Article(id: gold.id, path: "", text: gold.text ?? "")
                let found = { (statements: [Statement]) in
                    Found(gold: gold, statements: statements.filter { !isFlat || $0.parent == nil && !$0.cue.isEmpty })
                }
                // What takes too long is found in nothing, as where it is read.
                do throws(ReadingTimeError) {
                    let record = try reader.record(of: article, isForReading: true, unless: cancellation)
                    return record.map { found($0.findings.statements) }
                } catch {
                    return found([])
                }
            },
            deliver: { found in
                guard let found else { throw CancellationError() }
                let text = found.gold.text ?? ""
                let (spans, confidences) = (found.statements.map { StatementSpans($0) }, found.statements.map(\.confidence))
                figures.withLock { $0.add(found.gold, found: spans, confidences: confidences) }
                progress.advance(words: text.utf8.count { $0 == UInt8(ascii: " ") } + 1, bytes: text.utf8.count)
            })
        cancellation.onCancel { work.stop(CancellationError()) }
        for article in gold where !work.submit(article, cost: article.text?.utf8.count ?? 0) { break }
        work.close()
        let outcome = work.outcome()
        progress.end()
        switch outcome {
        case .done: return .measured(figures.withLock { $0 })
        case .stopped(is CancellationError): return .interrupted
        case .stopped(let failure): throw failure
        }
    }
}
