import Neural
import Prose

/// The encoder's states of an article's words: what the layers of meaning look at.
///
/// Kept of the first `most` words, so that a text of any length takes no more than 92 MB.
public struct ArticleStates: Sendable {
    /// Words behind so many have no states.
    public static let most = 60_000

    /// [words, Encoder.hidden]; zeros until a word's is put in.
    private var states: [Float]
    /// All of them, [count, Encoder.hidden].
    public var all: [Float] { states }
    /// How many words have one.
    public let count: Int

    /// Of an article of so many words; none is known yet.
    init(words: Int) {
        count = min(words, ArticleStates.most)
        states = [Float](repeating: 0, count: count * Encoder.hidden)
    }

    /// Keeps the states of those words of a window that `owns` takes.
    ///
    /// - Parameter states: the window's, [words, Encoder.hidden].
    mutating func keep(_ window: Range<Int>, of states: [Float], owns: (Int) -> Bool) {
        let width = Encoder.hidden
        self.states.withUnsafeMutableBufferPointer { kept in
            states.withUnsafeBufferPointer { states in
                guard let to = kept.baseAddress, let from = states.baseAddress else { return }
                for word in window.prefix(while: { $0 < count }) where owns(word) {
                    (to + word * width).update(from: from + (word - window.lowerBound) * width, count: width)
                }
            }
        }
    }

    /// The state of a word; zeros for one that has none.
    public func state(of word: Int) -> ArraySlice<Float> {
        guard (0..<count).contains(word) else { return ArraySlice(repeating: 0, count: Encoder.hidden) }
        return states[word * Encoder.hidden..<(word + 1) * Encoder.hidden]
    }

    /// The mean of the states of some words, [Encoder.hidden]; zeros where none has one.
    public func mean(of ranges: [Range<Int>]) -> [Float] {
        let width = Encoder.hidden
        var sum = [Float](repeating: 0, count: width)
        var words = 0
        states.withUnsafeBufferPointer { states in
            for range in ranges {
                for word in range.clamped(to: 0..<count) {
                    for j in 0..<width { sum[j] += states[word * width + j] }
                    words += 1
                }
            }
        }
        guard words > 1 else { return sum }
        let share = 1 / Float(words)
        for j in 0..<width { sum[j] *= share }
        return sum
    }
}
