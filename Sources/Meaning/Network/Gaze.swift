import Foundation
import Neural
import Reading

/// Looks at the words of a statement: each of its eyes shares its attention out among them, by their states and by what they are to the statement, and
/// takes something of each.
///
/// A mean of all words tells what a statement is about; which of them is "must", "never" or "liar" only a look at each does. As `Gaze` in
/// `Training/layers.py`.
struct Gaze: Sendable {
    static let eyes = 8
    /// What an eye takes of a word.
    static let taken = 48
    /// What of a word meets a party's state, an eye.
    private static let asked = 16
    private static let roles = 4
    /// Of a part of a statement no more words are looked at, so that the cost grows with the text.
    static let longest = 80
    /// Lower bounds of distances in words from a party.
    private static let bounds = [1, 2, 3, 5, 8, 13, 21, 34]
    /// How many numbers a look is.
    static let width = eyes * taken

    private let key: Dense
    private let value: Dense
    /// [roles, eyes] and [roles, taken].
    private let keyOfRole: Tensor<Float>
    private let valueOfRole: Tensor<Float>
    /// Of one that looks from a party: what it asks with, and [distances, eyes].
    private let ask: Dense?
    private let distance: Tensor<Float>?

    /// The gaze `name` of a model; with `fromParty`, one that looks from where a party stands.
    init(_ file: ModelFile, _ name: String, fromParty: Bool) throws {
        let (hidden, eyes, roles) = (Encoder.hidden, Gaze.eyes, Gaze.roles)
        let keys = fromParty ? eyes * Gaze.asked : eyes
        key = try Dense(file, name + ".key", inputs: hidden, outputs: keys)
        value = try Dense(file, name + ".value", inputs: hidden, outputs: Gaze.taken)
        keyOfRole = try file.tensor(name + ".key_of_role", [roles, eyes])
        valueOfRole = try file.tensor(name + ".value_of_role", [roles, Gaze.taken])
        ask = fromParty ? try Dense(file, name + ".ask", inputs: hidden, outputs: keys) : nil
        distance = fromParty ? try file.tensor(name + ".distance", [2 * Gaze.bounds.count + 1, eyes]) : nil
    }

    /// An article's words as this gaze meets them.
    struct Seen {
        /// [words, eyes], or [words, eyes * asked].
        fileprivate let keys: [Float]
        /// [words, taken].
        fileprivate let values: [Float]
    }

    /// What it sees of an article, once for all statements.
    func seen(_ states: ArticleStates, _ workspace: Workspace) -> Seen {
        Seen(
            keys: key.apply(states.all, rows: states.count, workspace),
            values: value.apply(states.all, rows: states.count, workspace))
    }

    /// A word that is looked at, and what it is: 0 of the cue, 1 of the source, 2 of the content, 3 beside them.
    typealias Word = (word: Int, role: Int)

    /// The words of a statement that are looked at: of each of its parts, in the order of their roles.
    static func words(of parts: [[Range<Int>]], in states: ArticleStates) -> [Word] {
        parts.enumerated().flatMap { role, ranges in
            ranges.flatMap { $0.clamped(to: 0..<states.count) }.prefix(longest).map { (word: $0, role: role) }
        }
    }

    /// A look at words, [Gaze.width]; zeros at none.
    func look(at words: [Word], _ seen: Seen) -> [Float] {
        let eyes = Gaze.eyes
        var scores = [Float](repeating: 0, count: words.count * eyes)
        for (row, (word, role)) in words.enumerated() {
            for eye in 0..<eyes { scores[row * eyes + eye] = seen.keys[word * eyes + eye] + keyOfRole[role * eyes + eye] }
        }
        return Gaze.taken(of: words.count, scores, values(of: words, seen))
    }

    /// Looks at the same words from where parties stand, one after the other, [parties, Gaze.width].
    ///
    /// - Parameters:
    ///   - heads: The words that head the parties.
    ///   - states: The article's.
    func looks(from heads: [Int], _ states: ArticleStates, at words: [Word], _ seen: Seen, _ workspace: Workspace)
        -> [Float]
    {
        guard let ask, let distance, !heads.isEmpty else { return [] }
        let (eyes, asked) = (Gaze.eyes, Gaze.asked)
        let asking = ask.apply(heads.flatMap { states.state(of: $0) }, rows: heads.count, workspace)
        let values = values(of: words, seen)
        let scale = 1 / Float(asked).squareRoot()
        var looks: [Float] = []
        looks.reserveCapacity(heads.count * Gaze.width)
        for (party, head) in heads.enumerated() {
            var scores = [Float](repeating: 0, count: words.count * eyes)
            for (row, (word, role)) in words.enumerated() {
                let bucket = Gaze.bucket(word - head)
                for eye in 0..<eyes {
                    let (q, k) = ((party * eyes + eye) * asked, (word * eyes + eye) * asked)
                    var product: Float = 0
                    for j in 0..<asked { product += asking[q + j] * seen.keys[k + j] }
                    scores[row * eyes + eye] = product * scale + keyOfRole[role * eyes + eye] + distance[bucket * eyes + eye]
                }
            }
            looks += Gaze.taken(of: words.count, scores, values)
        }
        return looks
    }

    /// What is taken of words, [words, taken].
    private func values(of words: [Word], _ seen: Seen) -> [Float] {
        let taken = Gaze.taken
        var values = [Float](repeating: 0, count: words.count * taken)
        for (row, (word, role)) in words.enumerated() {
            for j in 0..<taken { values[row * taken + j] = max(0, seen.values[word * taken + j] + valueOfRole[role * taken + j]) }
        }
        return values
    }

    /// What the eyes take of words by the shares of their attention, [Gaze.width]; zeros where there is no word.
    ///
    /// - Parameters:
    ///   - scores: [words, eyes].
    ///   - values: [words, taken].
    static func taken(of words: Int, _ scores: [Float], _ values: [Float]) -> [Float] {
        let (eyes, taken) = (Gaze.eyes, Gaze.taken)
        var look = [Float](repeating: 0, count: Gaze.width)
        for eye in 0..<eyes {
            var (top, sum) = (-Float.infinity, Float(0))
            for row in 0..<words { top = max(top, scores[row * eyes + eye]) }
            let shares = (0..<words).map { exp(scores[$0 * eyes + eye] - top) }
            for share in shares { sum += share }
            for (row, share) in shares.enumerated() {
                let part = share / sum
                for j in 0..<taken { look[eye * taken + j] += part * values[row * taken + j] }
            }
        }
        return look
    }

    /// Signed distance to a place among `2 * bounds.count + 1`; the middle is the party's own head.
    static func bucket(_ distance: Int) -> Int {
        let size = bounds.prefix { $0 <= abs(distance) }.count
        return bounds.count + (distance < 0 ? -size : size)
    }
}
