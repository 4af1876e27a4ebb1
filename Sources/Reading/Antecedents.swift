import Foundation
import Neural
import Prose

/// Finds for each mention of an article the earlier one that it goes back to (mention ranking; Lee et al., EMNLP 2017, on heads as in
/// Dobrovolskii, EMNLP 2021).
///
/// Linear in the mentions: each is compared with the last `reach` and with those farther back that share words with it, of each
/// word's mentions the last `kept`.
struct Antecedents: Sendable {
    private let later: Dense
    private let earlier: Dense
    private let laterProduct: Dense
    private let earlierProduct: Dense
    private let layer: PairLayer

    private static let reach = 100
    private static let kept = 40

    init(_ file: ModelFile) throws {
        let (hidden, width) = (Encoder.hidden, PairLayer.width)
        later = try Dense(file, "pairs.mention", inputs: hidden, outputs: width)
        earlier = try Dense(file, "pairs.earlier", inputs: hidden, outputs: width, biased: false)
        laterProduct = try Dense(file, "pairs.mention_product", inputs: hidden, outputs: width, biased: false)
        earlierProduct = try Dense(file, "pairs.earlier_product", inputs: hidden, outputs: width, biased: false)
        layer = try PairLayer(file, rows: PairFeatures.rows)
    }

    /// An earlier mention and how likely it is the one that a mention goes back to.
    struct Candidate {
        let mention: Int
        let probability: Double
    }

    /// For each mention the candidates; none of them is likely where the mention begins an entity. What is missing to 1 is the
    /// probability that there is none.
    func candidates(
        _ mentions: [FoundMention], _ surfaces: [MentionSurface], heads: [Float], in worded: WordedText, _ workspace: Workspace
    ) -> [[Candidate]] {
        guard mentions.count > 1 else { return mentions.map { _ in [] } }
        let said = PairLayer.Mentions(
            later: later.apply(heads, rows: mentions.count, workspace),
            earlier: earlier.apply(heads, rows: mentions.count, workspace),
            laterProduct: laterProduct.apply(heads, rows: mentions.count, workspace),
            earlierProduct: earlierProduct.apply(heads, rows: mentions.count, workspace))
        var places: [String: [Int]] = [:]
        return mentions.indices.map { i in
            var (near, rows): ([Int], [UInt8]) = ([], [])
            var considered = Set<Int>()
            let low = max(0, i - Antecedents.reach)
            for key in surfaces[i].keys {
                let far = places[key, default: []].suffix(Antecedents.kept).filter { $0 < low }
                considered.formUnion(far)
                places[key, default: []].append(i)
            }
            let far = considered.sorted().filter {
                [.same, .shorter, .longer, .abbreviation].contains(surfaces[i].likeness(to: surfaces[$0]))
            }
            for j in far + Array(low..<i) {
                near.append(j)
                rows += PairFeatures.rows(of: i, j, mentions, surfaces, in: worded)
            }
            let scores = layer.scores(said, of: i, candidates: near, features: rows, workspace).map(Double.init)
            let top = max(0, scores.max() ?? 0)
            let weights = scores.map { exp($0 - top) }
            let total = weights.reduce(exp(-top), +)
            return zip(near, weights).map { Candidate(mention: $0, probability: $1 / total) }
        }
    }
}

/// What a pair of mentions looks like, as rows of the model's table. The same as in `Training/mentions.py`.
enum PairFeatures {
    private static let mentionsApart = [1, 2, 3, 5, 8, 12, 20, 35, 60, 100]
    private static let wordsApart = [1, 3, 6, 10, 15, 25, 40, 70, 120, 250]
    private static let paragraphsApart = [1, 2, 3, 5, 9]
    private static let sizes = [10, 10, 81, 8, 11, 11, 6, 5, 3]
    private static let starts = sizes.indices.map { sizes[..<$0].reduce(0, +) }
    /// How many rows the table has.
    static let rows = sizes.reduce(0, +)

    /// A row of each kind, for mention `i` and the earlier mention `j`.
    static func rows(
        of i: Int, _ j: Int, _ mentions: [FoundMention], _ surfaces: [MentionSurface], in worded: WordedText
    ) -> [UInt8] {
        let (a, b) = (mentions[i], mentions[j])
        let (here, there) = (worded.words[a.head], worded.words[b.head])
        let quotation = RoleScorer.quotationRelation(there.quotation, cue: here.quotation)
        let nesting = b.words.contains(a.head) ? 1 : a.words.contains(b.head) ? 2 : 0
        let values = [
            a.networkClass, b.networkClass, (surfaces[i].pronoun?.rawValue ?? 0) * 9 + (surfaces[j].pronoun?.rawValue ?? 0),
            surfaces[i].likeness(to: surfaces[j]).rawValue, bucket(i - j, mentionsApart), bucket(a.head - b.head, wordsApart),
            bucket(Int(here.paragraph - there.paragraph), paragraphsApart), quotation, nesting,
        ]
        return zip(starts, values).map { UInt8($0 + $1) }
    }

    private static func bucket(_ value: Int, _ bounds: [Int]) -> Int { bounds.prefix { $0 <= value }.count }
}
