import Foundation

/// How near statements are to one another by the words and the actors that they have in common: the cosine of vectors of terms, rare ones counting more (tf-idf).
/// What is found by it is worth reading side by side, and no more than that is said of it.
struct WordLikeness {
    /// Vectors of length 1, a number of a term and its weight each.
    private(set) var vectors: [[(term: Int, weight: Float)]] = []
    /// How a term is written, by its number.
    private(set) var names: [String] = []
    /// The terms' stems, by their numbers; an actor's is "@7".
    private var stems: [String] = []

    /// Two statements and how near they are, 0 to 1.
    struct Near: Sendable {
        let a: Int
        let b: Int
        let likeness: Float
        /// How many words both have.
        let shared: Int

        /// Whether they are worth reading side by side: two words that both have say so, or what the words show.
        func isWorthReading(in gists: [Gist]) -> Bool { shared > 1 || standing(in: gists).relation != nil }

        /// What the words of the two show; else that they are near.
        func standing(in gists: [Gist]) -> Standing {
            PairRules.shown(gists[a].told, gists[b].told) ?? .near(Double(likeness))
        }
    }

    /// Of two terms so frequent that more pairs than this share them nothing is learned by that.
    private static let mostShared = 250_000
    /// A term in more than one in so many statements tells nothing, where there are enough to tell.
    private static let common = 2

    /// - Parameter actors: what actors are called, by their numbers.
    init(_ gists: [Gist], actors: [Int: String] = [:]) {
        var numbers: [String: Int] = [:]
        var written: [[String: Int]] = []
        var found: [[Int]] = []
        var counts: [Int] = []
        for gist in gists {
            var seen: Set<Int> = []
            var terms: [Int] = []
            let words = Term.all(in: gist.told.content) + gist.mentioned.map { Term(stem: "@\($0)", surface: actors[$0] ?? "") }
            for term in words {
                let number = numbers[term.stem] ?? names.count
                if number == names.count {
                    numbers[term.stem] = number
                    names.append(term.surface)
                    stems.append(term.stem)
                    written.append([:])
                    counts.append(0)
                }
                written[number][term.surface, default: 0] += 1
                if seen.insert(number).inserted {
                    terms.append(number)
                    counts[number] += 1
                }
            }
            found.append(terms)
        }
        for number in names.indices {
            names[number] = written[number].max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? names[number]
        }
        let total = gists.count
        vectors = found.map { terms in
            let kept = terms.filter { total < 30 || counts[$0] * WordLikeness.common <= total }
            let weighted = kept.map { (term: $0, weight: Float(log(1 + Double(total) / Double(counts[$0])))) }
            let length = weighted.reduce(Float(0)) { $0 + $1.weight * $1.weight }.squareRoot()
            return length > 0 ? weighted.map { ($0.term, $0.weight / length) } : []
        }
    }

    /// The stems of a statement.
    func stems(of statement: Int) -> [String] { vectors[statement].map { stems[$0.term] } }

    /// How many words two statements share; whom both mention does not count.
    private func shared(_ a: Int, _ b: Int) -> Int {
        let terms = Set(vectors[a].map(\.term))
        return vectors[b].count { terms.contains($0.term) && !stems[$0.term].hasPrefix("@") }
    }

    /// The nearest pairs of one of `first` and one of `second`, the nearest first.
    ///
    /// - Parameters:
    ///   - most: so many at most.
    ///   - each: so many at most of one statement.
    ///   - isWanted: whether two may be paired.
    func nearest(
        _ first: Range<Int>, _ second: Range<Int>, most: Int, each: Int, least: Float = 0.05,
        where isWanted: (Int, Int) -> Bool = { _, _ in true }
    ) -> [Near] {
        var holders = [[(statement: Int, weight: Float)]](repeating: [], count: names.count)
        for b in second { for (term, weight) in vectors[b] { holders[term].append((b, weight)) } }
        var sharing = [Int](repeating: 0, count: names.count)
        for a in first { for (term, _) in vectors[a] { sharing[term] += holders[term].count } }
        var near: [Near] = []
        var sums = [Float](repeating: 0, count: vectors.count)
        for a in first {
            var touched: [Int] = []
            for (term, weight) in vectors[a] where sharing[term] <= WordLikeness.mostShared {
                for (b, other) in holders[term] {
                    if sums[b] == 0 { touched.append(b) }
                    sums[b] += weight * other
                }
            }
            let best = touched.filter { sums[$0] >= least && isWanted(a, $0) }.sorted { (sums[$1], $0) < (sums[$0], $1) }.prefix(
                each)
            near += best.map { Near(a: a, b: $0, likeness: sums[$0], shared: shared(a, $0)) }
            for b in touched { sums[b] = 0 }
        }
        var taken: [Int: Int] = [:]
        var kept: [Near] = []
        for pair in near.sorted(by: { ($1.likeness, $0.a, $0.b) < ($0.likeness, $1.a, $1.b) }) {
            guard kept.count < most else { break }
            guard taken[pair.b, default: 0] < each else { continue }
            taken[pair.b, default: 0] += 1
            kept.append(pair)
        }
        return kept
    }
}
