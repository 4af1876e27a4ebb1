import Record

/// A set of character positions as sorted stretches that neither overlap nor lie in disorder.
///
/// Overlaps of giant spans cost as much as those of small ones, which a set of positions would not give.
struct Intervals: Hashable {
    /// Sorted; each ends before the next one begins, or where it begins.
    let spans: [Span]
    /// How many positions they hold.
    let count: Int

    /// Stretches that are sorted and apart already.
    init(sorted spans: [Span]) {
        self.spans = spans
        count = spans.reduce(0) { $0 + $1.length }
    }

    /// All positions that any of the sets holds.
    init(union sets: [Intervals]) {
        var joined: [Span] = []
        for span in sets.flatMap(\.spans).sorted() {
            if let last = joined.last, span.start <= last.end {
                joined[joined.count - 1] = Span(last.start, max(last.end, span.end))
            } else {
                joined.append(span)
            }
        }
        self.init(sorted: joined)
    }

    /// How many positions both hold.
    func shared(with other: Intervals) -> Int {
        var (i, j, sum) = (0, 0, 0)
        while i < spans.count, j < other.spans.count {
            let (a, b) = (spans[i], other.spans[j])
            sum += max(0, min(a.end, b.end) - max(a.start, b.start))
            if a.end < b.end { i += 1 } else { j += 1 }
        }
        return sum
    }

    /// Intersection over union, 0 to 1; 1 where both are empty.
    func overlap(with other: Intervals) -> Double {
        let shared = shared(with: other)
        let union = count + other.count - shared
        return union == 0 ? 1 : Double(shared) / Double(union)
    }
}
