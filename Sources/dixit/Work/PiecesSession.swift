import Gathering
import Library
import Prose

/// One run of `dixit model pieces`: writes what the network is given of each article, for comparison with the reference in
/// `Training`.
struct PiecesSession: Sendable {
    let pieces: WordPiece
    let output: OutputFile
    let observer: any WorkObserver

    /// A line for every article, in the order of the input, whatever its id; inputs that give none are named and passed over.
    func run(on inputs: [Input]) throws -> ExitCode {
        let order = StopOrder()
        let ending = ArticleWork(inputs: inputs, options: GatheringOptions(), threads: 1, observer: observer).run(
            prepare: { Array((pieces.describe($0.article.text) + "\n").utf8) },
            deliver: { if case .article(let line, _, _) = $0 { try output.write(line) } }
        ).ending
        if case .failed(let failure) = ending { throw failure }
        return order.status(of: ending)
    }
}
