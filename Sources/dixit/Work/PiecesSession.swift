import Gathering
import Prose

/// Prints what the network is given of each article, for comparison with the reference in `Training`.
struct PiecesSession {
    let pieces: WordPiece

    /// All articles of a JSON Lines file, a line each; a line that is broken ends it.
    func run(on path: String) throws {
        for article in try AnnotatedFile.articles(at: path) {
            try OutputFile.standard.write(Array((pieces.describe(article.text ?? "") + "\n").utf8))
        }
    }
}
