import Ledger
import Record
import SQLite

/// Whether articles mention two bearers of a name beside the same people, in the same outlets, at the same time.
///
/// A few articles of each are looked at (`ArticleSample`).
package final class SharedCompany {
    private let connection: Connection
    /// What was looked up already, while nothing is added.
    private var samples: [[Int]: Sample] = [:]
    private var articles: [Int: ArticleSample] = [:]

    package init(connection: Connection) { self.connection = connection }

    /// Points: for company that all articles share, for an outlet of both, for a time in common.
    private static let (companyPoints, outletPoints, timePoints) = (6.0, 0.25, 0.125)
    /// Two times are the same that lie no further apart, in days.
    private static let days = 365

    private struct Sample {
        /// Of each article, the people in it beside the one looked at, by the keys of their names.
        var company: [Set<Int>] = []
        var outlets: Set<Int> = []
        var days: [Int] = []
    }

    /// How much the articles of some rows of the table of actors share with those of others, in points.
    package func likeness(_ some: [Int], _ others: [Int]) throws -> Double {
        let (a, b) = (try sample(some), try sample(others))
        let (fewer, more) = a.company.count <= b.company.count ? (a, b) : (b, a)
        guard !fewer.company.isEmpty else { return 0 }
        let known = more.company.reduce(into: Set<Int>()) { $0.formUnion($1) }
        let shared = fewer.company.filter { !$0.isDisjoint(with: known) }.count
        var points = SharedCompany.companyPoints * Double(shared) / Double(fewer.company.count)
        if !a.outlets.isDisjoint(with: b.outlets) { points += SharedCompany.outletPoints }
        if let first = a.days.min(), let last = a.days.max(),
            b.days.contains(where: { $0 >= first - SharedCompany.days && $0 <= last + SharedCompany.days })
        {
            points += SharedCompany.timePoints
        }
        return points
    }

    private func sample(_ actors: [Int]) throws -> Sample {
        if let known = samples[actors] { return known }
        let sample = try drawn(actors)
        samples[actors] = sample
        return sample
    }

    private func drawn(_ actors: [Int]) throws -> Sample {
        var sample = Sample()
        let keys = Set(try actors.flatMap { try connection.numbers("SELECT key FROM actor WHERE id = \($0)") })
        var articles = ArticleSample()
        for actor in actors { articles.take(try articlesOf(actor)) }
        for article in articles.articles {
            let people = try connection.numbers(
                """
                SELECT DISTINCT actor.key FROM entity NOT INDEXED CROSS JOIN actor ON actor.id = entity.actor
                WHERE \(EntityRows.ids(of: article)) AND actor.given IS NOT NULL
                """)
            sample.company.append(Set(people).subtracting(keys))
            let told = try connection.row("SELECT outlet, day FROM article WHERE id = \(article)") {
                ($0.optionalInt(0), $0.optionalInt(1))
            }
            if let outlet = told?.0 { sample.outlets.insert(outlet) }
            if let day = told?.1 { sample.days.append(day) }
        }
        return sample
    }

    /// The articles of a row that are looked at.
    package func articlesOf(_ actor: Int) throws -> ArticleSample {
        if let known = articles[actor] { return known }
        let sample = try ActorRows(connection: connection).sample(of: actor)
        articles[actor] = sample
        return sample
    }
}
