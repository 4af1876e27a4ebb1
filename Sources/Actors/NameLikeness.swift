import Ledger
import Record

/// How alike two names are, with what makes them so.
struct NameLikeness: Hashable {
    /// 0 where they have nothing in common that counts.
    let points: Double
    /// What makes them alike, in a clause; empty where nothing does.
    let words: String
    /// Whether it is a misspelling that would make them one.
    let isSpelling: Bool

    /// Whether another one counts more; of the same points the order of the words decides, so that it is always the same one.
    func isLess(than other: NameLikeness) -> Bool {
        points != other.points ? points < other.points : words > other.words
    }

    private static let none = NameLikeness(points: 0, words: "")

    private init(points: Double, words: String, isSpelling: Bool = false) {
        self.points = points
        self.words = words
        self.isSpelling = isSpelling
    }

    private init(points: Double, misspelled a: String, _ b: String) {
        let words = [a, b].sorted().map { "“\($0.titled)”" }
        self.init(points: points, words: "\(words[0]) and \(words[1]) are spelled nearly alike", isSpelling: true)
    }

    init(_ a: NameWords, _ b: NameWords) {
        switch (a.person, b.person) {
        case (let one?, let other?): self = NameLikeness.people(one, other, a, b)
        case (nil, nil): self = NameLikeness.others(a, b)
        default: self = a.words == b.words && a.words.count > 1 ? NameLikeness(points: 2, words: "the same name") : .none
        }
    }

    // MARK: People

    private static func people(_ one: PersonName, _ other: PersonName, _ a: NameWords, _ b: NameWords) -> NameLikeness {
        if one.isPartial != other.isPartial {
            return one.isPartial ? part(one, of: other) : part(other, of: one)
        }
        // Two surnames alone are each its own article's.
        if one.isPartial { return .none }
        if a.words == b.words { return NameLikeness(points: 3, words: "the same name") }
        guard one.generation == other.generation else { return .none }
        if one.last == other.last, one.agreesBetween(with: other) {
            if one.first == other.first { return NameLikeness(points: 2.5, words: "the same first and last name") }
            switch GivenName(one.first).certainty(of: GivenName(other.first)) {
            case .short:
                let (short, long) = one.first.count < other.first.count ? (one, other) : (other, one)
                return NameLikeness(points: 2, words: "“\(short.first.titled)” can be short for “\(long.first.titled)”")
            case .spelling: return NameLikeness(points: 2, misspelled: one.first, other.first)
            case .none: return .none
            }
        }
        if Set(a.words) == Set(b.words) { return NameLikeness(points: 1.75, words: "the same words in another order") }
        guard one.first == other.first else { return .none }
        if one.between.isEmpty, other.between.contains(one.last) || other.between.isEmpty && one.between.contains(other.last) {
            return NameLikeness(points: 1.5, words: "“\(one.last.titled)” with a further surname")
        }
        if other.between.isEmpty, one.between.contains(other.last) {
            return NameLikeness(points: 1.5, words: "“\(other.last.titled)” with a further surname")
        }
        guard one.agreesBetween(with: other), case .spelling = GivenName(one.last).certainty(of: GivenName(other.last)) else {
            return .none
        }
        return NameLikeness(points: 1.75, misspelled: one.last, other.last)
    }

    /// “Korvin”, “D. Korvin”, “Dessa” beside “Dessa Korvin”.
    private static func part(_ part: PersonName, of full: PersonName) -> NameLikeness {
        if !part.first.isEmpty, part.last == full.last, full.first.hasPrefix(part.first) {
            return NameLikeness(points: 1.25, words: "“\(part.first.titled).” can stand for “\(full.first.titled)”")
        }
        guard part.first.isEmpty else { return .none }
        if part.last == full.last { return NameLikeness(points: 1, words: "a surname alone") }
        return part.last == full.first ? NameLikeness(points: 0.5, words: "a given name alone") : .none
    }

    // MARK: Bodies, places, groups, documents

    private static func others(_ a: NameWords, _ b: NameWords) -> NameLikeness {
        if a.words == b.words { return NameLikeness(points: 3, words: "the same name") }
        for (short, long) in [(a, b), (b, a)] where short.isAcronym && long.initials.contains(short.words[0]) {
            // Two letters are the initials of many.
            let points = short.words[0].count > 2 ? 2.25 : 1.5
            return NameLikeness(points: points, words: "“\(short.name)” are the initials of “\(long.name)”")
        }
        let (one, other) = (a.stemSet, b.stemSet)
        if one == other {
            let isSameOrder = a.stems == b.stems
            return NameLikeness(
                points: 2.5, words: isSameOrder ? "the same name, spelled otherwise" : "the same words in another order")
        }
        let shared = one.intersection(other)
        guard !shared.isEmpty else { return .none }
        let (fewer, more) = one.count <= other.count ? (one, other) : (other, one)
        if shared == fewer {
            let points = fewer.count == 1 ? 0.5 : more.count - fewer.count == 1 ? 1.25 : 1
            let short = a.stems.count <= b.stems.count ? a : b
            return NameLikeness(points: points, words: "all words of “\(short.name)”")
        }
        let (left, right) = (one.subtracting(shared), other.subtracting(shared))
        if left.count == 1, right.count == 1, let left = left.first, let right = right.first,
            case .spelling = GivenName(left).certainty(of: GivenName(right))
        {
            return NameLikeness(points: 1.75, misspelled: left, right)
        }
        let share = Double(shared.count) / Double(one.union(other).count)
        guard share >= 0.5, shared.count > 1 else { return .none }
        return NameLikeness(points: share, words: "the words " + shared.sorted().map { "“\($0)”" }.joined(separator: ", "))
    }
}

extension String {
    /// With a capital, as a folded name is shown.
    fileprivate var titled: String { prefix(1).uppercased() + dropFirst() }
}
