import Reading
import Record
import Synchronization

/// One run of `dixit eval`: reads annotated articles and measures what it finds.
struct EvalSession: Sendable {
    /// How it ended.
    enum Ending {
        case measured(Measure)
        case interrupted(Interruption)
    }

    /// Finds the statements of a text; called from many threads at once.
    let find: @Sendable (String) -> Findings
    let threads: Int
    let display: Progress.Display

    private struct Found {
        let gold: AnnotatedArticle
        let statements: [StatementSpans]
    }

    /// Reads the articles and compares what is found with their statements.
    ///
    /// - Parameter watch: gets what stops the work, to be called when somebody wants it to end.
    func read(
        _ gold: [AnnotatedArticle], watch: (@escaping @Sendable (Interruption) -> Void) -> Void
    ) throws -> Ending {
        let measure = Mutex(Measure())
        let progress = Progress(display, totalBytes: gold.reduce(0) { $0 + ($1.text?.utf8.count ?? 0) })
        let work = OrderedWork<AnnotatedArticle, Found>(
            threads: threads, costLimit: 8 << 20, countLimit: 64 * threads,
            work: { article in
                Found(gold: article, statements: find(article.text ?? "").statements.map { StatementSpans($0) })
            },
            deliver: { found in
                let text = found.gold.text ?? ""
                measure.withLock { $0.add(text: text, gold: found.gold.statements, predicted: found.statements) }
                progress.advance(words: text.utf8.count { $0 == UInt8(ascii: " ") } + 1, bytes: text.utf8.count)
            })
        watch { work.stop($0) }
        for article in gold where !work.submit(article, cost: article.text?.utf8.count ?? 0) { break }
        work.close()
        let outcome = work.outcome()
        progress.end()
        switch outcome {
        case .done: return .measured(measure.withLock { $0 })
        case .stopped(let interruption as Interruption): return .interrupted(interruption)
        case .stopped(let failure): throw failure
        }
    }

    /// Compares statements that were found before, paired by the articles' ids; an article that is missing has none.
    static func compare(_ gold: [AnnotatedArticle], with predicted: [AnnotatedArticle]) -> Measure {
        let found = Dictionary(predicted.map { ($0.id, $0.statements) }, uniquingKeysWith: { $1 })
        var measure = Measure()
        for article in gold {
            measure.add(text: article.text ?? "", gold: article.statements, predicted: found[article.id] ?? [])
        }
        return measure
    }
}
