import SQLite

/// How far people who judge the same things agree, beyond what chance would have them agree: Krippendorff's alpha for values that are the same or not (nominal).
///
/// Krippendorff, Content Analysis (2004), chapter 11. Any number of people, who need not all have judged everything; things that one person alone has judged
/// tell nothing and are left out. 1 is full agreement, 0 what chance gives, below 0 worse than that.
public struct NominalAlpha: Sendable {
    /// What was judged of each thing that two or more have judged: the numbers of the values, with how often each was given.
    private let units: [[(value: Int, count: Int)]]
    private let values: Int

    /// - Parameter units: the values that were given to each thing, one for each person who has judged it.
    public init(_ units: some Sequence<[String]>) {
        var numbers: [String: Int] = [:]
        self.units = units.filter { $0.count > 1 }.map { given in
            var counts: [Int: Int] = [:]
            for value in given {
                let number = numbers[value] ?? numbers.count
                numbers[value] = number
                counts[number, default: 0] += 1
            }
            return counts.sorted { $0.key < $1.key }.map { (value: $0.key, count: $0.value) }
        }
        values = numbers.count
    }

    /// How many things two or more people have judged.
    public var count: Int { units.count }

    /// The share of pairs of judgements on one thing that are the same, 0 to 1; nil where there are none.
    public var sameness: Double? { units.isEmpty ? nil : Tally(units, values).observed }

    /// Alpha; nil where it is not defined: nothing was judged twice, or all judgements are one and the same.
    public var alpha: Double? { Tally(units, values).alpha }

    /// Between which values alpha lies with 95 in 100, the things drawn anew a thousand times (bootstrap); nil where it is not defined.
    public var interval: ClosedRange<Double>? {
        guard alpha != nil else { return nil }
        var random = Draws(state: 11)
        let drawn = (0..<1_000).compactMap { _ in
            Tally((0..<units.count).map { _ in units[Int.random(in: 0..<units.count, using: &random)] }, values).alpha
        }.sorted()
        guard !drawn.isEmpty else { return nil }
        let place = { (share: Double) in drawn[Int((share * Double(drawn.count - 1)).rounded())] }
        return place(0.025)...place(0.975)
    }
}

/// The matrix of coincidences, as far as alpha asks for it.
private struct Tally {
    /// Pairs that are the same, weighted so that each judgement counts once.
    private var same = 0.0
    private var sums: [Int]
    private var all = 0

    init(_ units: [[(value: Int, count: Int)]], _ values: Int) {
        sums = [Int](repeating: 0, count: values)
        for unit in units {
            let judgements = unit.reduce(0) { $0 + $1.count }
            all += judgements
            for (value, count) in unit {
                sums[value] += count
                same += Double(count * (count - 1)) / Double(judgements - 1)
            }
        }
    }

    var observed: Double { same / Double(all) }

    var alpha: Double? {
        guard all > 1 else { return nil }
        let expected = sums.reduce(0.0) { $0 + Double($1) * Double($1 - 1) } / (Double(all) * Double(all - 1))
        return expected == 1 ? nil : 1 - (1 - observed) / (1 - expected)
    }
}

/// The same draws each time, so that one ledger has one answer.
private struct Draws: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        defer { state &+= SplitMix.step }
        return SplitMix.mixed(state)
    }
}
