import Neural
import Prose

/// How often words are part of a cue, as counted in the training articles: what the confidence of a statement knows of its words.
///
///     said         in nearly all of its places
///     doubts       in more than half
///     issued       in nearly half
///     published    in few
///
/// The network sees words in context; of rare ones counting knows more.
struct CueWords: Sendable {
    /// The log odds that a word, in small letters, is part of a cue.
    private let odds: [String: Double]

    /// The log odds of a word that was not seen often enough, or is as often part of a cue as any: one place of twenty.
    static let unseen = -2.9

    /// Those of a model, which may have none.
    ///
    /// - Throws: `ModelError` where a line of them is not a word, a tab and its log odds.
    init(_ file: ModelFile) throws {
        guard file.has(ModelBuilder.cueWords) else {
            odds = [:]
            return
        }
        var odds: [String: Double] = [:]
        for line in String(decoding: try file.blob(ModelBuilder.cueWords), as: UTF8.self).split(separator: "\n") {
            let parts = line.split(separator: "\t")
            guard parts.count == 2, let value = Double(parts[1]), value.isFinite else {
                throw ModelError("The model \(file.path) cannot be used: its words of cues have the line “\(line.prefix(40))”.")
            }
            odds[String(parts[0])] = value
        }
        self.odds = odds
    }

    /// The log odds of that word of a cue which has the highest.
    func odds(of cue: Range<Int>, in worded: WordedText) -> Double {
        cue.map { odds[worded.slice($0..<$0 + 1).lowercased()] ?? CueWords.unseen }.max() ?? CueWords.unseen
    }
}
