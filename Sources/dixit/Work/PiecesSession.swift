import Gathering
import Prose

/// One run of `dixit model pieces`: writes what the network is given of each article, for comparison with the reference in
/// `Training`.
struct PiecesSession {
    let pieces: WordPiece
    let output: OutputFile
    /// Gets what is to be told on standard error.
    let say: (String) -> Void

    /// A line for every article, in the order of the input, whatever its id; inputs that give none are named and passed over.
    func run(on inputs: [Input]) throws -> ExitCode {
        var status = ExitCode.success
        for event in Gatherer(inputs) {
            switch event {
            case .article(let article, _, _): try output.write(Array((pieces.describe(article.text) + "\n").utf8))
            case .warning(let notice): say("warning: \(notice)")
            case .note(let notice): say("\(notice)")
            case .known, .reached: break
            case .failure(let notice):
                status = .failure
                say("\(notice)")
            }
        }
        return status
    }
}
