/// How well time expressions that were found agree with gold ones: the measure of TempEval-3 (UzZaman et al., SemEval 2013, task
/// 1 A).
///
/// Two expressions are partners when they share a character, one to one, those of the same span first and else in order of
/// reading. What is right of the
/// values is told among partners; all of gold and all that was found count against it.
public struct TimeMeasure: Sendable, Hashable {
    /// Words that tell a time.
    public struct Time: Sendable, Hashable {
        /// Where they stand.
        public let span: Span
        /// The value of TIMEX3; nil where none is told.
        public let value: String?

        /// Words with their value.
        public init(span: Span, value: String?) {
            self.span = span
            self.value = value
        }
    }

    /// How many expressions are right, found and gold.
    public private(set) var strict = 0
    /// Partners, whatever their spans.
    public private(set) var relaxed = 0
    /// Partners of the same value.
    public private(set) var value = 0
    /// All that were found.
    public private(set) var found = 0
    /// All that there are.
    public private(set) var gold = 0

    /// A measure of no articles.
    public init() {}

    /// Adds an article's expressions.
    public mutating func add(gold: [Time], found: [Time]) {
        self.gold += gold.count
        self.found += found.count
        var isFree = [Bool](repeating: true, count: found.count)
        var open: [Time] = []
        for time in gold {
            guard let same = found.indices.first(where: { isFree[$0] && found[$0].span == time.span }) else {
                open.append(time)
                continue
            }
            isFree[same] = false
            strict += 1
            settle(time, found[same])
        }
        for time in open {
            guard let near = found.indices.first(where: { isFree[$0] && found[$0].span.overlaps(time.span) }) else { continue }
            isFree[near] = false
            settle(time, found[near])
        }
    }

    private mutating func settle(_ gold: Time, _ found: Time) {
        relaxed += 1
        value += gold.value == found.value ? 1 : 0
    }

    /// The rates by name: precision, recall and F1, 0 to 1.
    public var rows: [(name: String, precision: Double, recall: Double, f1: Double)] {
        [("strict", strict), ("relaxed", relaxed), ("value", value)].map { name, right in
            let rate = { (all: Int) in all == 0 ? 0 : Double(right) / Double(all) }
            return (name, rate(found), rate(gold), found + gold == 0 ? 0 : 2 * Double(right) / Double(found + gold))
        }
    }
}
