import Actors
import Ledger
import Record
import SQLite

/// By what the matches of a search can be told apart, with how many there are of each.
public struct Facets: Sendable {
    /// A value and how many matches have it.
    public struct Value<Kind: Sendable>: Sendable {
        /// The value.
        public let value: Kind
        /// How many matches there are.
        public let count: Int
    }

    /// An outlet: its row and its name.
    public struct Outlet: Sendable, Hashable {
        /// Its row.
        public let id: Int
        /// Its name.
        public let name: String

        /// An outlet of its row and name.
        public init(id: Int, name: String) {
            self.id = id
            self.name = name
        }
    }

    /// How many matches were counted.
    public let matches: Int
    /// Whether there are more than were counted.
    public let areThereMore: Bool
    /// Who speaks, most first.
    public let speakers: [Value<ActorEntry>]
    /// Who published it, most first.
    public let outlets: [Value<Outlet>]
    /// Months, the latest first.
    public let months: [Value<Day>]
    /// Direct, indirect, mixed.
    public let forms: [Value<Form>]
    /// Reviewed or not.
    public let reviewed: [Value<Bool>]

    /// How many matches are counted at most: what takes a few milliseconds.
    public static let limit = 2_000
}

extension Ledger {
    /// Counts the matches of a search by what they can be told apart by; each facet under the other filters of the search, so that its
    /// counts tell what choosing another value would give.
    ///
    /// - Parameter length: how many values of each are given at most.
    public func facets(_ search: StatementSearch, _ length: Int) throws -> Facets {
        try connection.snapshot {
            var matches: [Match] = []
            try connection.query(LedgerSQL.matched, [search.query.pattern, Facets.limit + 1]) { row in
                matches.append(Match(row))
                return true
            }
            let areThereMore = matches.count > Facets.limit
            if areThereMore { matches.removeLast() }
            var counting = FacetCounting()
            for match in matches { counting.add(match, search) }
            return Facets(
                matches: counting.all, areThereMore: areThereMore,
                speakers: try FacetCounting.top(counting.speakers, length).compactMap { id, count in
                    try actor(id: id).map { .init(value: $0, count: count) }
                },
                outlets: try FacetCounting.top(counting.outlets, length).compactMap { id, count in
                    try connection.row("SELECT name FROM outlet WHERE id = ?", id) { Facets.Outlet(id: id, name: $0.text(0)) }
                        .map { .init(value: $0, count: count) }
                },
                months: counting.months.sorted { $0.key > $1.key }.prefix(length).map {
                    .init(value: Day(number: $0), count: $1)
                },
                forms: Form.allCases.compactMap { form in
                    counting.forms[form.code].map { .init(value: form, count: $0) }
                },
                reviewed: [true, false].compactMap { value in counting.reviewed[value].map { .init(value: value, count: $0) } })
        }
    }
}

/// What a match is counted by.
private struct Match {
    let speaker: Int?
    let outlet: Int?
    let day: Int?
    let form: Int
    let isReviewed: Bool

    init(_ row: borrowing Row) {
        speaker = row.optionalInt(0)
        outlet = row.optionalInt(1)
        day = row.optionalInt(2)
        form = row.int(3)
        isReviewed = row.int(4) > 0
    }
}

/// Counts, each under all filters but its own.
private struct FacetCounting {
    var all = 0
    var speakers: [Int: Int] = [:]
    var outlets: [Int: Int] = [:]
    var months: [Int: Int] = [:]
    var forms: [Int: Int] = [:]
    var reviewed: [Bool: Int] = [:]

    mutating func add(_ match: Match, _ search: StatementSearch) {
        let failed = [
            search.speaker.map { $0 != match.speaker } ?? false, search.outlet.map { $0 != match.outlet } ?? false,
            !search.days.holds(match.day), search.form.map { $0.code != match.form } ?? false,
            search.isReviewed.map { $0 != match.isReviewed } ?? false,
        ]
        let failures = failed.count { $0 }
        if failures == 0 { all += 1 }
        let counts = { (at: Int) in failures == 0 || (failures == 1 && failed[at]) }
        if counts(0), let speaker = match.speaker { speakers[speaker, default: 0] += 1 }
        if counts(1), let outlet = match.outlet { outlets[outlet, default: 0] += 1 }
        if counts(2), let day = match.day { months[Day(number: day).monthStarts(1)[0].number, default: 0] += 1 }
        if counts(3) { forms[match.form, default: 0] += 1 }
        if counts(4) { reviewed[match.isReviewed, default: 0] += 1 }
    }

    static func top(_ counts: [Int: Int], _ length: Int) -> [(Int, Int)] {
        counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(length).map { ($0.key, $0.value) }
    }
}

extension DayRange {
    /// Whether a day lies in it; an unknown one only where all days do.
    package func holds(_ day: Int?) -> Bool {
        guard let day else { return self == .all }
        return first.map { $0 <= day } ?? true && last.map { day <= $0 } ?? true
    }
}
