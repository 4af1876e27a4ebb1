import Foundation
import Record

/// Measures how well relations between two statements are told, against pairs that people have judged.
///
/// A line of a file is one of three: a pair with `x`, `y` (each `speaker`, `cue`, `content`) and `rel`; a claim with what supports or undermines it (`hypothesis`,
/// `premise`, `label`); an article with marked statements, whose `vs` are pairs that oppose each other, beside as many pairs that are not linked.
public struct PairMeasure: Sendable {
    /// What people said of a pair.
    private enum Gold {
        /// One of the relations; oppose and contradict are one.
        case relation(Relation)
        /// Whether it supports, of a claim.
        case support(Bool)
        /// Whether the two are linked as opposed, in one article.
        case opposed(Bool)
    }

    private var golds: [Gold] = []
    /// The pairs, to be judged; hand what is found to `table`.
    public private(set) var pairs: [(ToldWords, ToldWords)] = []

    /// Nothing yet.
    public init() {}

    /// Adds the pairs of a file of JSON Lines.
    ///
    /// - Throws: `MarkedFileError` that names the line which is none of them.
    public mutating func add(_ file: Data, called name: String) throws {
        for (number, line) in file.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            if line.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") }) { continue }
            let decoder = JSONDecoder()
            if let pair = try? decoder.decode(JudgedPair.self, from: line), let relation = PairMeasure.relation(pair.rel) {
                add(.relation(relation), pair.x.told, pair.y.told)
            } else if let claim = try? decoder.decode(Claim.self, from: line), ["SUPPORT", "UNDERMINE"].contains(claim.label) {
                add(.support(claim.label == "SUPPORT"), bare(claim.hypothesis), bare(claim.premise))
            } else if let article = try? decoder.decode(MarkedArticle.self, from: line) {
                add(article)
            } else {
                throw MarkedFileError(
                    description:
                        "\(name):\(number + 1) is no judged pair: it needs x, y and rel, or hypothesis, premise and label, or marked statements"
                )
            }
        }
    }

    private mutating func add(_ gold: Gold, _ a: ToldWords, _ b: ToldWords) {
        golds.append(gold)
        pairs.append((a, b))
    }

    private func bare(_ text: String) -> ToldWords { ToldWords(speaker: "", cue: "", content: text) }

    /// Statements of an article that oppose each other, and as many pairs that nobody has linked, which are spread evenly over all there are.
    private mutating func add(_ article: MarkedArticle) {
        let scalars = Array(article.text.unicodeScalars)
        let words = { (spans: [Span]) in
            spans.map { span in
                String(String.UnicodeScalarView(scalars[min(span.start, scalars.count)..<min(span.end, scalars.count)]))
            }.joined(separator: " … ")
        }
        let told = article.statements.map {
            ToldWords(speaker: $0.who, cue: words($0.spans.cue), content: words($0.spans.content))
        }
        var linked: Set<[Int]> = []
        var opposed: Set<[Int]> = []
        for (i, statement) in article.statements.enumerated() {
            for j in statement.opposed + statement.supported where told.indices.contains(j) && i != j {
                linked.insert([min(i, j), max(i, j)])
            }
            for j in statement.opposed where told.indices.contains(j) && i != j { opposed.insert([min(i, j), max(i, j)]) }
        }
        let free = told.indices.flatMap { i in (i + 1..<max(i + 1, told.count)).map { [i, $0] } }.filter { !linked.contains($0) }
        for pair in opposed.sorted(by: { $0.lexicographicallyPrecedes($1) }) { add(.opposed(true), told[pair[0]], told[pair[1]]) }
        let count = min(opposed.count, free.count)
        for k in 0..<count {
            let pair = free[(2 * k + 1) * free.count / (2 * count)]
            add(.opposed(false), told[pair[0]], told[pair[1]])
        }
    }

    private static func relation(_ name: String) -> Relation? {
        ["agree": .supports, "oppose": .opposes, "contradict": .opposes][name] ?? Relation(rawValue: name)
    }

    // MARK: Figures

    /// A figure: what it is called, how many pairs it is of, and its share; nil where there is nothing to divide by.
    public struct Figure: Sendable {
        /// What it is called.
        public let name: String
        /// Of how many pairs.
        public let count: Int
        /// 0 to 1.
        public let share: Double?
    }

    /// The figures of what was found of `pairs`, in their order.
    public func figures(of found: [FoundRelation]) -> [Figure] {
        var figures: [Figure] = []
        let rows = Array(zip(golds, found))
        let judged = rows.compactMap { gold, found in
            if case .relation(let relation) = gold { (gold: relation, found: found) } else { nil }
        }
        if !judged.isEmpty {
            let five: [Relation] = [.same, .supports, .related, .opposes, .unrelated]
            let f1 = five.map { relation in
                let hits = judged.count { $0.gold == relation && $0.found.likeliest == relation }
                let all = judged.count { $0.gold == relation } + judged.count { $0.found.likeliest == relation }
                return all == 0 ? 0 : 2 * Double(hits) / Double(all)
            }
            figures.append(Figure(name: "macro F1 of five", count: judged.count, share: f1.reduce(0, +) / 5))
            for (relation, f) in zip(five, f1) {
                figures.append(Figure(name: "  \(relation.rawValue) F1", count: judged.count { $0.gold == relation }, share: f))
            }
            let told = judged.filter { $0.found.relation != nil }
            figures.append(
                Figure(name: "told, not “cannot tell”", count: judged.count, share: Double(told.count) / Double(judged.count)))
            let right = told.count { $0.found.likeliest == $0.gold }
            figures.append(
                Figure(
                    name: "right of those told", count: told.count, share: told.isEmpty ? nil : Double(right) / Double(told.count)
                ))
        }
        let supports = rows.compactMap { gold, found in
            if case .support(let isSupport) = gold { isSupport == (found.together > found.against) } else { nil }
        }
        if !supports.isEmpty {
            figures.append(
                Figure(
                    name: "support against undermine, accuracy", count: supports.count,
                    share: Double(supports.count { $0 }) / Double(supports.count)))
        }
        return figures + opposition(rows)
    }

    /// How right those shown as opposed are, and how many of the opposed they are.
    private func opposition(_ rows: [(Gold, FoundRelation)]) -> [Figure] {
        let all = rows.compactMap { gold, found -> (isOpposed: Bool, found: FoundRelation)? in
            switch gold {
            case .relation(let relation): (relation == .opposes, found)
            case .opposed(let isOpposed): (isOpposed, found)
            case .support: nil
            }
        }
        let opposed = all.count { $0.isOpposed }
        guard opposed > 0 else { return [] }
        let shown = all.filter { $0.found.relation?.isAgainst == true }
        let hits = shown.count { $0.isOpposed }
        var figures = [
            Figure(
                name: "opposed, precision of those shown", count: shown.count,
                share: shown.isEmpty ? nil : Double(hits) / Double(shown.count)),
            Figure(name: "opposed, recall of those shown", count: opposed, share: Double(hits) / Double(opposed)),
        ]
        let ranked = all.sorted { $0.found.against > $1.found.against }
        for share in [25, 40] {
            var (found, looked) = (0, 0)
            for row in ranked where found * 100 < share * opposed {
                looked += 1
                found += row.isOpposed ? 1 : 0
            }
            figures.append(
                Figure(
                    name: "opposed, precision at recall \(share) %", count: looked, share: Double(found) / Double(max(looked, 1)))
            )
        }
        return figures
    }

    /// The figures as a table: a line each, shares in percent, and of how many pairs.
    public func table(of found: [FoundRelation]) -> String {
        figures(of: found).map { figure in
            let share = figure.share.map { String(format: "%5.1f", 100 * $0) } ?? "    -"
            return figure.name.padding(toLength: 40, withPad: " ", startingAt: 0) + share + "  of \(figure.count)\n"
        }.joined()
    }
}

extension FoundRelation {
    /// The likeliest of five, told or not.
    fileprivate var likeliest: Relation {
        if let relation { return relation.isAgainst ? .opposes : relation }
        let rest: [Relation] = [.same, .supports, .related, .unrelated]
        let best = rest.max { share($0) < share($1) } ?? .related
        return against >= share(best) ? .opposes : best
    }
}

/// A line of judged pairs.
private struct JudgedPair: Decodable {
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

/// A claim and what supports or undermines it.
private struct Claim: Decodable {
    let hypothesis: String
    let premise: String
    let label: String
}
