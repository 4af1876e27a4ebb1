import Foundation
import Record

/// Two statements of which people have said how they stand to each other.
public struct MarkedPair: Sendable {
    /// The one.
    public let x: ToldWords
    /// The other.
    public let y: ToldWords
    /// "same", "agree", "related", "oppose" (of which "contradict" is a part), "unrelated"; of two that an article's marks do not link "not linked".
    let relation: String
    /// Whether one of five was chosen; else only whether they are opposed is known.
    let isJudged: Bool

    /// The pairs of a file of JSON Lines: judged ones, and those that marked articles link as opposed, with as many that they do not link.
    ///
    /// - Throws: `MarkedFileError` that names the line which holds neither.
    public static func pairs(in file: Data, called name: String) throws -> [MarkedPair] {
        let lines: [Line] = try MarkedLines.decode(
            file, called: name, "judged pair: it needs x and y, each with speaker, cue and content, and rel; or marked article")
        return lines.flatMap(\.pairs)
    }

    private struct Line: Decodable {
        let pairs: [MarkedPair]

        init(from decoder: any Decoder) throws {
            guard let judged = try? Judged(from: decoder) else {
                pairs = try MarkedArticle(from: decoder).opposedPairs
                return
            }
            let relation = judged.rel == "contradict" ? "oppose" : judged.rel
            guard PairMeasure.relations.contains(relation) else {
                throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "an unknown relation"))
            }
            pairs = [MarkedPair(x: judged.x.told, y: judged.y.told, relation: relation, isJudged: true)]
        }
    }

    private struct Judged: Decodable {
        struct Side: Decodable {
            let speaker: String?
            let cue: String?
            let content: String

            var told: ToldWords { ToldWords(speaker: speaker ?? "", cue: cue ?? "", content: content) }
        }

        let x: Side
        let y: Side
        let rel: String
    }
}

extension MarkedArticle {
    /// Statements that oppose each other, and as many pairs that nobody has linked, which are spread evenly over all there are.
    fileprivate var opposedPairs: [MarkedPair] {
        let scalars = Array(text.unicodeScalars)
        let words = { (spans: [Span]) in
            spans.map { span in
                String(String.UnicodeScalarView(scalars[min(span.start, scalars.count)..<min(span.end, scalars.count)]))
            }.joined(separator: " … ")
        }
        let told = statements.map { ToldWords(speaker: $0.who, cue: words($0.spans.cue), content: words($0.spans.content)) }
        let pairs = { (others: (MarkedStatement) -> [Int]) in
            Set(
                statements.enumerated().flatMap { i, statement in
                    others(statement).filter { told.indices.contains($0) && $0 != i }.map { [min(i, $0), max(i, $0)] }
                })
        }
        let opposed = pairs(\.opposed)
        let linked = opposed.union(pairs(\.supported))
        let free = told.indices.flatMap { i in (i + 1..<max(i + 1, told.count)).map { [i, $0] } }.filter { !linked.contains($0) }
        let count = min(opposed.count, free.count)
        let apart = (0..<count).map { free[(2 * $0 + 1) * free.count / (2 * count)] }
        return opposed.sorted { $0.lexicographicallyPrecedes($1) }.map {
            MarkedPair(x: told[$0[0]], y: told[$0[1]], relation: "oppose", isJudged: false)
        } + apart.map { MarkedPair(x: told[$0[0]], y: told[$0[1]], relation: "not linked", isJudged: false) }
    }
}

/// How well it is told how two statements stand to each other, against what people have said of them. What is not told counts as wrong, and as none of the five.
public struct PairMeasure: Sendable {
    /// The five that are told apart: two judges cannot tell opposing from contradicting often enough.
    static let relations = ["same", "agree", "related", "oppose", "unrelated"]

    private var rows: [(told: String?, gold: String, isJudged: Bool)] = []

    /// A measure of no pairs.
    public init() {}

    /// Adds a pair with what was told of it.
    public mutating func add(_ pair: MarkedPair, told relation: Relation?) {
        let told: String? =
            switch relation {
            case .same: "same"
            case .supports: "agree"
            case .related: "related"
            case .opposes, .contradicts: "oppose"
            case nil: nil
            }
        rows.append((told, pair.relation, pair.isJudged))
    }

    /// The figures, in the order of the table.
    public var figures: [Figure] {
        let judged = rows.filter(\.isJudged).map { (told: $0.told, gold: $0.gold) }
        let told = judged.filter { $0.told != nil }
        let scores = PairMeasure.relations.map { Figures.f1(of: $0, judged) }
        let opposed = rows.filter { $0.told == "oppose" }
        let hits = opposed.count { $0.gold == "oppose" }
        return [
            Figure(name: "judged pairs", value: .count(judged.count)), Figure(name: "told", value: .count(told.count)),
            Figure(name: "right of those told", value: .share(share(told.count { $0.told == $0.gold }, told.count))),
            Figure(name: "macro F1 of five", value: .share(judged.isEmpty ? nil : scores.reduce(0, +) / 5)),
        ] + zip(PairMeasure.relations, scores).map { Figure(name: "\($0) F1", value: .share($1)) } + [
            Figure(name: "opposed pairs", value: .count(rows.count { $0.gold == "oppose" })),
            Figure(name: "told as opposed", value: .count(opposed.count)),
            Figure(name: "opposed, precision", value: .share(share(hits, opposed.count))),
            Figure(name: "opposed, recall", value: .share(share(hits, rows.count { $0.gold == "oppose" }))),
        ]
    }

    /// The figures as a table: a line each, shares in percent.
    public var table: String { Figures.table(figures) }

    private func share(_ part: Int, _ whole: Int) -> Double? { whole == 0 ? nil : Double(part) / Double(whole) }
}
