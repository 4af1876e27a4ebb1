import Ledger
import Neural

/// What statements are to be like in meaning: a vector, as `SentenceEncoder` of Reading makes it of a question, or of what a statement says.
public struct Likeness: Sendable, Hashable {
    /// What has made the vectors that it is compared with.
    public static let kind = VectorKind(name: "all-MiniLM-L6-v2, content and half the title", width: Encoder.hidden)
    /// How much the title of its article counts in a statement's vector, the content counting 1.
    ///
    /// What is said is mostly said of what the article is about, without naming it. `Benchmarks/like.py` tells what that brings.
    public static let titleShare: Float = 0.5
    /// How many of the nearest can be had at most.
    public static let limit = 1_000

    /// Numbers as they are multiplied: of 1 in length, 4,095 at most.
    let vector: [Int16]
    /// What the vector's numbers are of a step.
    let step: Float
    /// The statement itself, which is not looked for.
    public let except: StatementID?

    /// - Parameters:
    ///   - vector: of length 1, `kind.width` numbers.
    ///   - except: a statement that is left out.
    public init(_ vector: [Float], except: StatementID? = nil) {
        let largest = vector.reduce(0) { max($0, abs($1)) }
        let step = largest > 1e-30 && largest.isFinite ? largest / 4_095 : 1
        let numbers = vector.prefix(Likeness.kind.width).map { Int16(max(-4_095, min(4_095, ($0 / step).rounded()))) }
        self.vector = numbers + [Int16](repeating: 0, count: Likeness.kind.width - numbers.count)
        self.step = step
        self.except = except
    }

    /// The vector of a statement, of those of its content and of its article's title, where it has one.
    public static func vector(content: [Float], title: [Float]?) -> [Float] {
        guard let title, title.count == content.count else { return content }
        return zip(content, title).map { $0 + titleShare * $1 }
    }
}
