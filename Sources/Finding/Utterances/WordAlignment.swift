import Ledger
import Record

/// Which words two texts have in common, in their order: the longest common sequence, of whose words each stands beside another one that both have too,
/// unless it is all there is.
struct WordAlignment {
    /// A word of either text, or of both.
    enum Step: Hashable {
        /// Places in both.
        case both(Int, Int)
        /// A place in the first alone.
        case first(Int)
        /// A place in the second alone.
        case second(Int)
    }

    /// In order of reading; between two words that both have, those of the first stand before those of the second.
    let steps: [Step]

    /// Of longer texts so many words are compared, from the beginning.
    static let longest = 1_200

    init(_ first: [String], _ second: [String]) {
        let (a, b) = (Array(first.prefix(WordAlignment.longest)), Array(second.prefix(WordAlignment.longest)))
        // What both begin and end with needs no table.
        var head = 0
        while head < min(a.count, b.count), a[head] == b[head] { head += 1 }
        var tail = 0
        while tail < min(a.count, b.count) - head, a[a.count - 1 - tail] == b[b.count - 1 - tail] { tail += 1 }
        let pairs =
            (0..<head).map { ($0, $0) }
            + WordAlignment.common(Array(a[head..<a.count - tail]), Array(b[head..<b.count - tail])).map {
                ($0 + head, $1 + head)
            }
            + (0..<tail).reversed().map { (a.count - 1 - $0, b.count - 1 - $0) }
        steps = WordAlignment.steps(WordAlignment.withoutStrays(pairs, a.count, b.count), a.count, b.count)
    }

    /// The longest common sequence; of several the one whose words stand together most.
    private static func common(_ a: [String], _ b: [String]) -> [(Int, Int)] {
        guard !a.isEmpty, !b.isEmpty else { return [] }
        let ids = Dictionary((a + b).enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let (x, y) = (a.map { ids[$0] ?? -1 }, b.map { ids[$0] ?? -2 })
        // A word in common counts 8, and 1 more where the words before were common too.
        let width = y.count + 1
        var best = [Int32](repeating: 0, count: (x.count + 1) * width)
        var matched = [Int32](repeating: 0, count: (x.count + 1) * width)
        for i in 1...x.count {
            for j in 1...y.count {
                let at = i * width + j
                best[at] = max(best[at - width], best[at - 1])
                guard x[i - 1] == y[j - 1] else { continue }
                let before = at - width - 1
                matched[at] = max(best[before] + 8, matched[before] > 0 ? matched[before] + 9 : 0)
                best[at] = max(best[at], matched[at])
            }
        }
        var pairs: [(Int, Int)] = []
        var (i, j, isMatched) = (x.count, y.count, false)
        while i > 0, j > 0 {
            let at = i * width + j
            if isMatched || (matched[at] > 0 && matched[at] == best[at]) {
                pairs.append((i - 1, j - 1))
                let before = at - width - 1
                isMatched = matched[before] > 0 && matched[at] == matched[before] + 9
                (i, j) = (i - 1, j - 1)
            } else if best[at - width] >= best[at - 1] {
                i -= 1
            } else {
                j -= 1
            }
        }
        return pairs.reversed()
    }

    /// Without words that stand alone between two stretches that differ: "the" in both is no word that was kept.
    private static func withoutStrays(_ pairs: [(Int, Int)], _ first: Int, _ second: Int) -> [(Int, Int)] {
        let kept = pairs.indices.filter { at in
            let follows = at > 0 && pairs[at - 1].0 + 1 == pairs[at].0 && pairs[at - 1].1 + 1 == pairs[at].1
            let leads = at + 1 < pairs.count && pairs[at].0 + 1 == pairs[at + 1].0 && pairs[at].1 + 1 == pairs[at + 1].1
            // One that differs from its neighbours in one text alone was kept, and something put in or cut beside it.
            let touchesBefore = at > 0 && (pairs[at - 1].0 + 1 == pairs[at].0 || pairs[at - 1].1 + 1 == pairs[at].1)
            let touchesBehind = at + 1 < pairs.count && (pairs[at].0 + 1 == pairs[at + 1].0 || pairs[at].1 + 1 == pairs[at + 1].1)
            // So was one that both begin or end with.
            if pairs[at] == (0, 0) || pairs[at] == (first - 1, second - 1) { return true }
            return follows || leads || (touchesBefore && touchesBehind)
        }
        return kept.isEmpty ? pairs : kept.map { pairs[$0] }
    }

    private static func steps(_ pairs: [(Int, Int)], _ first: Int, _ second: Int) -> [Step] {
        var steps: [Step] = []
        var (i, j) = (0, 0)
        for pair in pairs + [(first, second)] {
            while i < pair.0 {
                steps.append(.first(i))
                i += 1
            }
            while j < pair.1 {
                steps.append(.second(j))
                j += 1
            }
            guard pair.0 < first, pair.1 < second else { continue }
            steps.append(.both(i, j))
            (i, j) = (i + 1, j + 1)
        }
        return steps
    }

    /// How many words both have, and how many of them stand one behind the other in both at most.
    var shared: (words: Int, longest: Int) {
        var (words, longest, run) = (0, 0, 0)
        var last: (Int, Int)?
        for case .both(let i, let j) in steps {
            words += 1
            run = last.map { $0.0 + 1 == i && $0.1 + 1 == j } == true ? run + 1 : 1
            longest = max(longest, run)
            last = (i, j)
        }
        return (words, longest)
    }
}
