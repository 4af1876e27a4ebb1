import Foundation
import Prose
import Record
import TestSupport

@testable import Reading

/// A statement as the network might find it, told by the article's own words: the first place where they stand is meant.
struct Sketch: Sendable {
    var source: String?
    var cue: String
    var content: [String]
    var confidence = 0.5

    /// The found statement in a text, as a path through the decoder's states.
    func found(in worded: WordedText) throws -> FoundStatement {
        let cue = try Sketch.words(of: cue, in: worded)
        let source = try source.map { try Sketch.words(of: $0, in: worded) }
        var states = worded.words.indices.map { word -> StatementPath.State in
            source.map { word >= $0.upperBound ? .outsideAfter : $0.contains(word) ? .source : .outsideBefore } ?? .outsideBefore
        }
        for piece in content {
            for word in try Sketch.words(of: piece, in: worded) {
                states[word] = states[word] == .outsideAfter ? .contentAfter : .contentBefore
            }
        }
        let path = StatementPath.Best(states: states, logProbability: -0.1)
        guard let found = FoundStatement(cue: cue, probability: 0.9, path: path, at: 0, isNested: false)
        else {
            throw NotThere(description: "no content: \(self)")
        }
        return found
    }

    /// The words that a stretch of the text holds whole.
    static func words(of phrase: String, in worded: WordedText) throws -> Range<Int> {
        let text = Array(worded.text.unicodeScalars), phrase = Array(phrase.unicodeScalars)
        guard let start = (0...max(0, text.count - phrase.count)).first(where: { text[$0...].starts(with: phrase) }),
            let first = worded.words.firstIndex(where: { $0.start >= start }),
            let last = worded.words.lastIndex(where: { $0.end <= start + phrase.count }), first <= last
        else { throw NotThere(description: String(String.UnicodeScalarView(phrase))) }
        return first..<last + 1
    }

    struct NotThere: Error, CustomStringConvertible {
        let description: String
    }
}

/// What the builder makes of sketches of statements.
func built(_ text: String, _ sketches: [Sketch]) throws -> [Statement] {
    let worded = try Repository.wordPiece().read(text)
    let builder = StatementBuilder(worded: worded)
    let built = builder.build(try sketches.map { (try $0.found(in: worded), $0.confidence) })
    return builder.records(built, speakers: built.map { _ in nil })
}
