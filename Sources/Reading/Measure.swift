import Record

/// How well predicted statements agree with gold ones: the measure that Dixit's figures are given in.
///
/// Articles are added one by one; the counts are sums over all of them.
///
///     var measure = Measure()
///     measure.add(text: article.text, gold: marked, predicted: found)
///     measure.statement.f1        // 0.71
///
/// A predicted and a gold statement are *partners* when their cues overlap or, where gold has no cue, a quotation alone, when their contents
/// share at least half of their characters; partners are chosen one to one, the largest overlap
/// (the sum over the three roles of intersection over union, in characters) first. Of equal overlaps the earlier gold statement
/// is first, then the earlier predicted one. What the counts mean is said at each of them.
///
/// Before anything is compared, white space, quotation marks and `. , ; : - – — …` are stripped from both ends of every span (a
/// span that holds nothing else stays as it is), and spans of a role that only such marks divide are joined.
///
/// Source: the reported-speech measure with exact, and half-overlapping, spans that PolNeAR (Newell, Margolin and Ruths, LREC
/// 2018) and PARC (Pareti, 2016) are evaluated with; the counts equal those of the project's own Python scorer, to the digit.
/// Time is linear in the text and near-linear in the statements.
public struct Measure: Sendable, Hashable {
    /// True positives, predicted and gold, and the rates that follow from them.
    public struct Tally: Sendable, Hashable {
        /// Those that are right.
        public internal(set) var right = 0
        /// All that were predicted.
        public internal(set) var predicted = 0
        /// All that there are.
        public internal(set) var gold = 0

        /// Share of the predicted that is right, 0 to 1; 0 where nothing was predicted.
        public var precision: Double { predicted == 0 ? 0 : Double(right) / Double(predicted) }
        /// Share of the gold that was found, 0 to 1; 0 where there is none.
        public var recall: Double { gold == 0 ? 0 : Double(right) / Double(gold) }
        /// The harmonic mean of the two.
        public var f1: Double {
            let (p, r) = (precision, recall)
            return p + r == 0 ? 0 : 2 * p * r / (p + r)
        }
    }

    /// Partners: was the statement found?
    public private(set) var cue = Tally()
    /// Partners with the same source; both missing counts as the same.
    public private(set) var source = Tally()
    /// Partners with the same content.
    public private(set) var content = Tally()
    /// Partners with the same source and the same content.
    public private(set) var strict = Tally()
    /// Partners whose source and content each share at least half of their characters (intersection over union; both missing
    /// counts as the same). The headline figure.
    public private(set) var statement = Tally()
    /// `statement` over those alone whose content holds, or touches, a double quotation mark or a guillemet.
    public private(set) var speech = Tally()
    /// Characters inside any source, paired by nothing.
    public private(set) var sourceCharacters = Tally()
    /// Characters inside any cue.
    public private(set) var cueCharacters = Tally()
    /// Characters inside any content.
    public private(set) var contentCharacters = Tally()

    /// A measure of no articles.
    public init() {}

    /// Adds an article.
    ///
    /// - Parameters:
    ///   - text: the article's text, which the spans count in, in code points; what of a span lies behind its end is ignored.
    ///   - gold: the statements that there are.
    ///   - predicted: the statements to be judged.
    /// - Returns: for each of the predicted, whether it is right by the `statement` measure.
    @discardableResult
    public mutating func add(text: String, gold: [StatementSpans], predicted: [StatementSpans]) -> [Bool] {
        let marks = MeasuredText(text)
        let gold = gold.map { MeasuredStatement($0, in: marks) }
        let predicted = predicted.map { MeasuredStatement($0, in: marks) }
        addCharacters(gold, predicted)
        for tally: WritableKeyPath<Measure, Tally> in [\.cue, \.source, \.content, \.strict, \.statement] {
            self[keyPath: tally].gold += gold.count
            self[keyPath: tally].predicted += predicted.count
        }
        speech.gold += gold.count { $0.isQuoted }
        speech.predicted += predicted.count { $0.isQuoted }
        var isRight = [Bool](repeating: false, count: predicted.count)
        for (g, p) in MeasuredStatement.partners(gold, predicted) { isRight[p] = addPartners(gold[g], predicted[p]) }
        return isRight
    }

    /// For each gold statement that has one the number of its predicted partner; and the gold sources as they are compared, stripped and joined.
    package static func partners(
        in text: String, gold: [StatementSpans], predicted: [StatementSpans]
    ) -> (pairs: [Int: Int], sources: [[Span]]) {
        let marks = MeasuredText(text)
        let gold = gold.map { MeasuredStatement($0, in: marks) }
        let pairs = MeasuredStatement.partners(gold, predicted.map { MeasuredStatement($0, in: marks) })
        return (Dictionary(uniqueKeysWithValues: pairs.map { ($0.gold, $0.predicted) }), gold.map(\.source.spans))
    }

    private mutating func addCharacters(_ gold: [MeasuredStatement], _ predicted: [MeasuredStatement]) {
        func compare(_ tally: inout Tally, _ role: KeyPath<MeasuredStatement, Intervals>) {
            let inGold = Intervals(union: gold.map { $0[keyPath: role] })
            let inPredicted = Intervals(union: predicted.map { $0[keyPath: role] })
            tally.right += inGold.shared(with: inPredicted)
            tally.gold += inGold.count
            tally.predicted += inPredicted.count
        }
        compare(&sourceCharacters, \.source)
        compare(&cueCharacters, \.cue)
        compare(&contentCharacters, \.content)
    }

    /// True where the two are the same by the `statement` measure.
    private mutating func addPartners(_ gold: MeasuredStatement, _ predicted: MeasuredStatement) -> Bool {
        let sameSource = gold.source == predicted.source
        let sameContent = gold.content == predicted.content
        let half = gold.source.overlap(with: predicted.source) >= 0.5 && gold.content.overlap(with: predicted.content) >= 0.5
        cue.right += 1
        source.right += sameSource ? 1 : 0
        content.right += sameContent ? 1 : 0
        strict.right += sameSource && sameContent ? 1 : 0
        statement.right += half ? 1 : 0
        speech.right += half && gold.isQuoted && predicted.isQuoted ? 1 : 0
        return half
    }
}
