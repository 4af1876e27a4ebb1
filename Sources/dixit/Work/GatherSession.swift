import Gathering
import Library

/// One run of `dixit gather`: writes articles as they are gathered.
struct GatherSession: Sendable {
    let inputs: [Input]
    let options: GatheringOptions
    let output: OutputFile
    let report: WorkReport

    /// Gathers all there is, until the order stops it.
    ///
    /// - Throws: `OutputError` where writing fails; an unfinished file is then removed.
    func run(until order: StopOrder) throws -> ExitCode {
        var options = options
        options.cancellation = order.cancellation
        let ending = ArticleWork(inputs: inputs, options: options, threads: 1, observer: report).run(
            prepare: { [explains = options.explains] gathered in
                explains ? ExplainedArticle.text(of: gathered.article) : gathered.article.json + [UInt8(ascii: "\n")]
            },
            deliver: { product in
                guard case .article(let line, let words, let bytes) = product else { return report.pass(product) }
                try output.write(line)
                report.advance(words: words, bytes: bytes)
            }
        ).ending
        report.progress.end()
        do {
            if case .failed(let failure) = ending { throw failure }
            if case .done = ending {
                try output.finish()
            } else if let partial = output.partial {
                report.progress.say("\(partial): holds what was gathered before the interruption; keep or remove it")
            }
            return order.status(of: ending)
        } catch {
            output.discard()
            throw error
        }
    }
}
