import Reading
import Record
import Synchronization

/// One run of `dixit eval`: reads annotated articles and measures what it finds.
struct EvalSession: Sendable {
    /// How it ended.
    enum Ending {
        case measured(EvalFigures)
        case interrupted(Interruption)
    }

    /// Finds the statements of a text; called from many threads at once.
    let find: @Sendable (String) -> Findings
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
    ///   - watch: gets what stops the work, to be called when somebody wants it to end.
    func read(
        _ gold: [AnnotatedArticle], adding figures: EvalFigures, watch: (@escaping @Sendable (Interruption) -> Void) -> Void
    ) throws -> Ending {
        let figures = Mutex(figures)
        let progress = Progress(display, totalBytes: gold.reduce(0) { $0 + ($1.text?.utf8.count ?? 0) })
        let work = OrderedWork<AnnotatedArticle, Found>(
            threads: threads, costLimit: 8 << 20, countLimit: 64 * threads,
            work: { article in Found(gold: article, statements: find(article.text ?? "").statements) },
            deliver: { found in
                let text = found.gold.text ?? ""
                let (spans, confidences) = (found.statements.map { StatementSpans($0) }, found.statements.map(\.confidence))
                figures.withLock { $0.add(found.gold, found: spans, confidences: confidences) }
                progress.advance(words: text.utf8.count { $0 == UInt8(ascii: " ") } + 1, bytes: text.utf8.count)
            })
        watch { work.stop($0) }
        for article in gold where !work.submit(article, cost: article.text?.utf8.count ?? 0) { break }
        work.close()
        let outcome = work.outcome()
        progress.end()
        switch outcome {
        case .done: return .measured(figures.withLock { $0 })
        case .stopped(let interruption as Interruption): return .interrupted(interruption)
        case .stopped(let failure): throw failure
        }
    }
}
