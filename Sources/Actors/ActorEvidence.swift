import Foundation
import Ledger
import Record
import SQLite

/// Something that speaks for or against it that two actors are one.
public struct ActorEvidence: Sendable, Hashable {
    /// What it is seen from.
    public enum Sort: String, Sendable, Hashable, CaseIterable {
        /// What they are called.
        case name
        /// Person, organisation, place, …
        case kind
        /// Whom articles mention beside them.
        case company
        /// Articles that mention both.
        case together
        /// What they do.
        case occupation
        /// What people have told of them: roles, groups, ids elsewhere.
        case told
        /// Which outlets speak of them.
        case outlets
        /// When they are spoken of.
        case days
    }

    /// What it is seen from.
    public let sort: Sort
    /// How much it counts: above 0 for one actor, below 0 for two. Set by hand; no probability.
    public let points: Double
    /// What there is, in a clause.
    public let words: String
}

/// Weighs what articles tell of two actors beside their names. Of each actor a few articles are looked at (`ArticleSample`).
final class EvidenceWeighing {
    private let connection: Connection
    private let actors: [Int: DoubleCandidates.Standing]
    /// How many articles there are.
    private let articles: Int
    /// What was looked up already.
    private var samples: [Int: Sample] = [:]
    private var mentioned: [Int: Set<Int>] = [:]
    private var companies: [[Int]: Company] = [:]

    init(connection: Connection, actors: [Int: DoubleCandidates.Standing]) throws {
        self.connection = connection
        self.actors = actors
        articles = try connection.row("SELECT count(*) FROM article") { $0.int(0) } ?? 0
    }

    private struct Sample {
        var articles: [Int] = []
        var outlets: Set<String> = []
        var days: [Int] = []
    }

    private struct Company {
        let all: Set<Int>
        /// Of all together.
        let rarity: Int
    }

    /// How many rows of an actor are looked at: the most heard.
    private static let rows = 8
    private static let (mostCompany, rarest) = (3.0, 1_000.0)
    private static let (nearDays, farDays) = (365, 5 * 365)

    /// All evidence of a pair, what counts most first.
    func evidence(_ pair: DoubleCandidates.Pair) throws -> [ActorEvidence] {
        guard let one = actors[pair.one], let other = actors[pair.other] else { return [] }
        let (a, b) = (try sample(pair.one), try sample(pair.other))
        let found: [ActorEvidence?] = [
            ActorEvidence(sort: .name, points: pair.name.points, words: pair.name.words), kind(one, other),
            try company(pair, a, b), together(pair, a, b), occupation(one, other), outlets(a, b), days(a, b),
        ]
        var all = try found.compactMap { $0 } + told(pair.one, pair.other)
        if pair.name.isSpelling, min(one.heard, other.heard) >= ActorSettlement.wellHeard {
            all.append(ActorEvidence(sort: .name, points: -1, words: "each is spelled so in several articles"))
        }
        return all.enumerated().sorted { x, y in
            let (first, second) = (abs(x.element.points), abs(y.element.points))
            return first != second ? first > second : x.offset < y.offset
        }.map(\.element)
    }

    // MARK: What both are

    private func kind(_ one: DoubleCandidates.Standing, _ other: DoubleCandidates.Standing) -> ActorEvidence? {
        guard let a = one.kind, let b = other.kind else { return nil }
        if a == b { return ActorEvidence(sort: .kind, points: 0.5, words: "both \(a.rawValue)") }
        let points = a == .person || b == .person ? -1 : -0.5
        return ActorEvidence(sort: .kind, points: points, words: "\(a.rawValue) and \(b.rawValue)")
    }

    private func occupation(_ one: DoubleCandidates.Standing, _ other: DoubleCandidates.Standing) -> ActorEvidence? {
        let shared = one.occupations.intersection(other.occupations)
        if !shared.isEmpty {
            return ActorEvidence(sort: .occupation, points: 1, words: "both: \(shared.names.joined(separator: ", "))")
        }
        guard one.occupations.conflicts(with: other.occupations) else { return nil }
        let fields = [one, other].map { $0.occupations.names.joined(separator: ", ") }
        return ActorEvidence(sort: .occupation, points: -1.5, words: "one \(fields[0]), the other \(fields[1])")
    }

    /// Roles, groups and ids elsewhere, as people have told them.
    private func told(_ one: Int, _ other: Int) throws -> [ActorEvidence] {
        var found: [ActorEvidence] = []
        let terms = ActorTerms(connection: connection)
        for sort in [ActorTerms.Sort.role, .group] {
            let names = try [one, other].map { Set(try terms.terms(of: $0, sort).map(\.name)) }
            let shared = names[0].intersection(names[1]).sorted()
            if !shared.isEmpty {
                let words = "the \(sort.rawValue) " + shared.map { "“\($0)”" }.joined(separator: ", ")
                found.append(ActorEvidence(sort: .told, points: 1, words: words))
            }
        }
        let ids = try [one, other].map { actor in
            try connection.rows("SELECT scheme, value FROM actor_external WHERE actor = ? ORDER BY scheme, value", actor) {
                ExternalID(scheme: $0.text(0), value: $0.text(1))
            }.filter(\.isOfCollection)
        }
        for scheme in Set(ids[0].map(\.scheme)).intersection(ids[1].map(\.scheme)).sorted() {
            let values = ids.map { ids in Set(ids.filter { $0.scheme == scheme }.map(\.value)) }
            if let same = values[0].intersection(values[1]).min() {
                found.append(ActorEvidence(sort: .told, points: 3, words: "\(scheme) \(same)"))
            } else {
                found.append(ActorEvidence(sort: .told, points: -3, words: "two ids in \(scheme)"))
            }
        }
        return found
    }

    // MARK: What articles share

    /// Whom articles of one mention, and those of the other too; articles that mention both do not count. It counts how much of the smaller company
    /// is shared, and how much that is.
    private func company(_ pair: DoubleCandidates.Pair, _ a: Sample, _ b: Sample) throws -> ActorEvidence? {
        let (one, other) = (try company(of: a, but: pair.other), try company(of: b, but: pair.one))
        let shared = one.all.intersection(other.all).subtracting([pair.one, pair.other]).compactMap { id in
            actors[id].map { (id: id, name: $0.name, rarity: rarity($0.heard)) }
        }.sorted { ($1.rarity, $0.id) < ($0.rarity, $1.id) }
        let sum = shared.reduce(0) { $0 + $1.rarity }
        guard sum > 0 else { return nil }
        // Each is in its own articles, and is no company of itself.
        let whole =
            [(one, pair.one), (other, pair.other)].map { company, own in
                company.rarity - (company.all.contains(own) ? rarity(actors[own]?.heard ?? 0) : 0)
            }.min().map { Double(max($0, sum)) } ?? Double(sum)
        let part = Double(sum)
        let points = EvidenceWeighing.mostCompany * part / whole * part / (part + EvidenceWeighing.rarest)
        let named = shared.prefix(3).map(\.name).joined(separator: ", ")
        let more = shared.count > 3 ? ", and \(shared.count - 3) more" : ""
        return ActorEvidence(sort: .company, points: points, words: "both beside \(named)\(more)")
    }

    /// Whom articles mention, those put aside that mention somebody.
    private func company(of sample: Sample, but actor: Int) throws -> Company {
        let beside = try sample.articles.filter { try !mentions($0).contains(actor) }
        if let known = companies[beside] { return known }
        let all = try beside.reduce(into: Set<Int>()) { $0.formUnion(try mentions($1)) }
        let company = Company(all: all, rarity: all.reduce(0) { $0 + rarity(actors[$1]?.heard ?? 0) })
        companies[beside] = company
        return company
    }

    /// What it tells to be mentioned beside somebody, in thousandths: the less, the larger the share of all articles is that mentions him or her. Whole
    /// numbers, so that their sum is the same in any order.
    private func rarity(_ heard: Int) -> Int {
        guard articles > 1 else { return 0 }
        let share = log(Double(max(1, min(heard, articles)))) / log(Double(articles))
        return Int((EvidenceWeighing.rarest * (1 - share)).rounded())
    }

    /// Who reads an article takes two names in it for two, mostly rightly; but initials stand beside what they are short for.
    private func together(_ pair: DoubleCandidates.Pair, _ a: Sample, _ b: Sample) -> ActorEvidence? {
        let count = Set(a.articles.filter { mentioned[$0]?.contains(pair.other) == true })
            .union(b.articles.filter { mentioned[$0]?.contains(pair.one) == true }).count
        guard count > 0 else { return nil }
        let isPerson = actors[pair.one]?.kind == .person && actors[pair.other]?.kind == .person
        let isPartial = actors[pair.other]?.isPartial == true
        let points = !isPerson ? (pair.name.points > 2 ? 0.5 : -0.25) : isPartial ? -0.5 : -Double(min(count, 2))
        let articles = count == 1 ? "1 article" : "\(count) articles"
        return ActorEvidence(sort: .together, points: points, words: "both named in \(articles)")
    }

    private func outlets(_ a: Sample, _ b: Sample) -> ActorEvidence? {
        let shared = a.outlets.intersection(b.outlets).sorted()
        guard !shared.isEmpty else { return nil }
        let more = shared.count > 2 ? ", and \(shared.count - 2) more" : ""
        let words = "both in \(shared.prefix(2).joined(separator: ", "))\(more)"
        return ActorEvidence(sort: .outlets, points: shared.count > 1 ? 0.5 : 0.25, words: words)
    }

    private func days(_ a: Sample, _ b: Sample) -> ActorEvidence? {
        guard let firstA = a.days.min(), let lastA = a.days.max(), let firstB = b.days.min(), let lastB = b.days.max() else {
            return nil
        }
        let gap = max(firstA, firstB) - min(lastA, lastB)
        if gap <= 0 { return ActorEvidence(sort: .days, points: 0.25, words: "at the same time") }
        let points = gap <= EvidenceWeighing.nearDays ? 0.25 : gap <= EvidenceWeighing.farDays ? -0.25 : -0.75
        let time = gap < 60 ? gap == 1 ? "a day" : "\(gap) days" : gap < 730 ? "\(gap / 30) months" : "\(gap / 365) years"
        return ActorEvidence(sort: .days, points: points, words: "\(time) apart")
    }

    // MARK: Looking up

    private func sample(_ actor: Int) throws -> Sample {
        if let known = samples[actor] { return known }
        var articles = ArticleSample()
        let rows = (actors[actor]?.rows ?? []).sorted { ($1.heard, $0.id) < ($0.heard, $1.id) }
        for row in rows.prefix(EvidenceWeighing.rows) where row.heard > 0 {
            articles.take(try ActorRows(connection: connection).sample(of: row.id))
        }
        var sample = Sample(articles: articles.articles)
        for article in sample.articles {
            let told = try connection.row(
                "SELECT outlet.name, day FROM article LEFT JOIN outlet ON outlet.id = article.outlet WHERE article.id = \(article)"
            ) { ($0.optionalText(0), $0.optionalInt(1)) }
            if let outlet = told?.0 { sample.outlets.insert(outlet) }
            if let day = told?.1 { sample.days.append(day) }
            _ = try mentions(article)
        }
        samples[actor] = sample
        return sample
    }

    /// Whom an article mentions.
    private func mentions(_ article: Int) throws -> Set<Int> {
        if let known = mentioned[article] { return known }
        let found = Set(
            try connection.numbers(
                """
                SELECT coalesce(actor.merged_into, actor.id) FROM entity NOT INDEXED CROSS JOIN actor ON actor.id = entity.actor
                WHERE \(EntityRows.ids(of: article))
                """))
        mentioned[article] = found
        return found
    }
}
