import Ledger
import Neural

/// What statements are to be like in meaning: a vector, as `SentenceEncoder` of Reading makes it of a question, or of what a statement says.
public struct Likeness: Sendable, Hashable {
    /// What has made the vectors that it is compared with.
    public static let kind = VectorKind(name: "all-MiniLM-L6-v2, content, 0.7 title, 0.5 paragraph", width: Encoder.hidden)
    /// How much the title of its article, and the paragraph that it stands in, count in a statement's vector, the content counting 1.
    ///
    /// What is said is mostly said of what the article is about, without naming it. `Benchmarks/like.py` tells what that brings.
    static let (titleShare, paragraphShare): (Float, Float) = (0.7, 0.5)
    /// How much it counts that the words of the question themselves are there.
    static let wordShare: Float = 0.5
    /// The most that all of these can come to.
    static let whole = 1 + titleShare + paragraphShare + wordShare
    /// Of how many of the nearest the words are looked at.
    static let worded = 100
    /// How many of the nearest can be had at most.
    public static let limit = 1_000

    /// Numbers as they are multiplied: of 1 in length, 4,095 at most.
    let vector: [Int16]
    /// What the vector's numbers are of a step.
    let step: Float
    /// The stems of the telling words that are asked for, in a fixed order.
    let terms: [String]
    /// The statement itself, which is not looked for.
    public let except: StatementID?

    /// - Parameters:
    ///   - vector: of length 1, `kind.width` numbers.
    ///   - words: what the vector was made of.
    ///   - except: a statement that is left out.
    public init(_ vector: [Float], words: String, except: StatementID? = nil) {
        terms = Set(Term.all(in: String(words.prefix(Likeness.lookedAt))).map(\.stem)).sorted()
        let largest = vector.reduce(0) { max($0, abs($1)) }
        let step = largest > 1e-30 && largest.isFinite ? largest / 4_095 : 1
        let numbers = vector.prefix(Likeness.kind.width).map { Int16(max(-4_095, min(4_095, ($0 / step).rounded()))) }
        self.vector = numbers + [Int16](repeating: 0, count: Likeness.kind.width - numbers.count)
        self.step = step
        self.except = except
    }

    /// Characters of a text whose words are looked at.
    static let lookedAt = 4_000

    /// The vector of a statement, of those of its content, of its article's title and of the paragraph that it stands in, where there are such.
    public static func vector(content: [Float], title: [Float]?, paragraph: [Float]?) -> [Float] {
        var sum = content
        for (other, share) in [(title, titleShare), (paragraph, paragraphShare)] {
            guard let other, other.count == sum.count else { continue }
            for at in sum.indices { sum[at] += share * other[at] }
        }
        return sum
    }
}
