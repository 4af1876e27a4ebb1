import Foundation
import Ledger
import Neural
import Record
import SQLite
import Wire

extension Ledger {
    /// The rows of `statement` that are nearest in meaning, among those that the rest of a query asks for, the nearest first, each with how near it is.
    ///
    /// All that else is asked for is asked in SQL first. Where nothing is, all vectors are gone through: some 400 bytes a statement.
    func nearest(_ query: StatementQuery, to likeness: Likeness) throws -> [(row: Int, nearness: Double)] {
        guard let encoder = try VectorRows(connection: connection).encoder(Likeness.kind) else { return [] }
        let wanted = min(query.limit + query.offset, Likeness.limit)
        let isNarrowed = !query.parts.isEmpty
        let allowed = isNarrowed ? try statements(query) : [:]
        var found: [(row: Int, nearness: Double)] = []
        // What is found wrong or repeated has no vector, but for one that was judged since: few, so that few more are taken.
        var taken = max(wanted, Likeness.worded) + 64
        while true {
            let nearest = try scan(likeness, encoder, allowed: isNarrowed ? allowed : nil, taking: taken)
            found = try nearest.compactMap { place in
                guard let row = try self.row(of: place), place.id != likeness.except else { return nil }
                return (row, Double(place.nearness))
            }
            if found.count >= max(wanted, Likeness.worded) || nearest.count < taken { break }
            taken *= 4
        }
        return Array(try worded(found, likeness).prefix(wanted).dropFirst(query.offset))
    }

    /// Puts those of the nearest first that share the telling words of the question, rare ones counting more, by themselves or by the title of their article.
    ///
    /// What is beyond the first `Likeness.worded` stays behind them.
    private func worded(_ found: [(row: Int, nearness: Double)], _ likeness: Likeness) throws -> [(row: Int, nearness: Double)] {
        let near = found.prefix(Likeness.worded)
        guard !likeness.terms.isEmpty, !near.isEmpty else { return found }
        let shared = try near.map { try terms(of: $0.row).intersection(likeness.terms) }
        let weights = likeness.terms.map { term in
            (term, log(1 + Double(near.count) / Double(1 + shared.count { $0.contains(term) })))
        }
        let whole = weights.reduce(0) { $0 + $1.1 }
        let share = Double(Likeness.wordShare / Likeness.whole)
        let worded = zip(near, shared).map { one, terms in
            let said = weights.reduce(0) { terms.contains($1.0) ? $0 + $1.1 : $0 }
            return (row: one.row, nearness: one.nearness + share * said / whole)
        }
        let sorted = worded.enumerated().sorted { ($1.element.nearness, $0.offset) < ($0.element.nearness, $1.offset) }
        return sorted.map(\.element) + found.dropFirst(near.count)
    }

    /// The stems of what a statement says, of who says it, and of its article's title.
    private func terms(of row: Int) throws -> Set<String> {
        let words = try connection.row(
            """
            SELECT coalesce(title, '') || char(10) || coalesce(source, '') || char(10) || coalesce(cue, '') || char(10) || content
            FROM statements WHERE rowid = \(row)
            """
        ) { $0.text(0) }
        return Set(Term.all(in: String((words ?? "").prefix(Likeness.lookedAt))).map(\.stem))
    }

    /// A statement with its nearness.
    private struct Place {
        let id: StatementID
        let nearness: Float
    }

    /// The numbers of the statements that a query asks for, by their articles.
    private func statements(_ query: StatementQuery) throws -> [Int: Set<Int>] {
        var found: [Int: Set<Int>] = [:]
        try connection.query(planned(query).places) { row in
            found[row.int(0), default: []].insert(row.int(1))
            return true
        }
        return found
    }

    /// The row of a statement that counts; nil where it does not.
    private func row(of place: Place) throws -> Int? {
        try connection.row(
            """
            SELECT id FROM statement WHERE article = \(place.id.article) AND number = \(place.id.number) AND state <> 2
                AND repeats IS NULL
            """
        ) { $0.int(0) }
    }

    private func scan(_ likeness: Likeness, _ encoder: Int, allowed: [Int: Set<Int>]?, taking: Int) throws -> [Place] {
        var nearest = NearestPlaces(limit: taking)
        let columns: SQL = "SELECT article, count, steps, bytes, statements FROM vector"
        let whole = VectorRows.isWhole(Likeness.kind)
        let scorer = Scorer(likeness)
        let take = { (row: borrowing Row) -> Bool in
            let article = row.int(0)
            var near: [Int]?
            row.withBlob(2) { steps in
                row.withBlob(3) { bytes in
                    scorer.scores(steps, bytes, count: row.int(1)) { at, score in
                        guard nearest.wouldTake(score) else { return }
                        // The numbers are read where one of the article's statements is near.
                        let known = near ?? Ledger.numbers(row.text(4))
                        near = known
                        guard known.indices.contains(at), allowed.map({ $0[article]?.contains(known[at]) == true }) ?? true else {
                            return
                        }
                        nearest.take(article, known[at], score)
                    }
                }
            }
            return true
        }
        if let allowed {
            for article in allowed.keys.sorted() {
                try connection.query("\(columns) WHERE article = \(article) AND encoder = \(encoder) AND \(whole)", row: take)
            }
        } else {
            try connection.query("\(columns) WHERE encoder = \(encoder) AND \(whole)", row: take)
        }
        return nearest.sorted.map { Place(id: StatementID(article: $0.article, number: $0.number), nearness: $0.score) }
    }

    /// The numbers of an article's statements as the file holds them; none where that is no such list.
    private static func numbers(_ json: String) -> [Int] {
        var reader = JSONReader(Array(json.utf8))
        var numbers: [Int] = []
        guard (try? reader.array({ numbers.append(try $0.integer()) })) != nil else { return [] }
        return numbers
    }
}

/// Compares vectors in bytes with a question.
private struct Scorer {
    private let likeness: Likeness
    private let whole: Float

    init(_ likeness: Likeness) {
        self.likeness = likeness
        // The nearest that there can be is 1.
        whole = likeness.step / Likeness.whole
    }

    /// Hands out how near each of `count` vectors is, from -1 to 1.
    func scores(_ steps: UnsafeRawBufferPointer, _ bytes: UnsafeRawBufferPointer, count: Int, _ each: (Int, Float) -> Void) {
        let width = Likeness.kind.width
        guard count > 0, bytes.count == count * width, steps.count == count * 4, let start = bytes.baseAddress else { return }
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: count) { sums in
            guard let out = sums.baseAddress else { return }
            nearness(of: likeness.vector, to: start.assumingMemoryBound(to: Int8.self), count: count, width: width, out)
            for at in 0..<count {
                let step = Float(bitPattern: UInt32(littleEndian: steps.loadUnaligned(fromByteOffset: 4 * at, as: UInt32.self)))
                let score = Float(sums[at]) * step * whole
                each(at, score.isFinite ? min(max(score, -1), 1) : -1)
            }
        }
    }
}

/// The nearest statements of those that were seen: a heap whose first is the farthest of them.
struct NearestPlaces {
    typealias Place = (article: Int, number: Int, score: Float)
    private var heap: [Place] = []
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// Whether something so near is among them.
    func wouldTake(_ score: Float) -> Bool { heap.count < limit || score > heap[0].score }

    /// The nearest first; of two that are as near, the one that was added first.
    var sorted: [Place] { heap.sorted { ($1.score, $0.article, $0.number) < ($0.score, $1.article, $1.number) } }

    mutating func take(_ article: Int, _ number: Int, _ score: Float) {
        let place = (article, number, score)
        if heap.count < limit {
            heap.append(place)
            var at = heap.count - 1
            while at > 0, heap[at].score < heap[(at - 1) / 2].score {
                heap.swapAt(at, (at - 1) / 2)
                at = (at - 1) / 2
            }
            return
        }
        guard score > heap[0].score else { return }
        heap[0] = place
        var at = 0
        while true {
            let (left, right) = (2 * at + 1, 2 * at + 2)
            var least = at
            if left < heap.count, heap[left].score < heap[least].score { least = left }
            if right < heap.count, heap[right].score < heap[least].score { least = right }
            if least == at { return }
            heap.swapAt(at, least)
            at = least
        }
    }
}
