import Record
import SQLite

/// A few of the articles that speak of an actor in one way: those with the smallest hashes, so that which they are does not depend on what was
/// added first, and a further article seldom changes it.
package struct ArticleSample: Hashable {
    /// How many articles it holds at most.
    package static let size = 16

    /// Ascending.
    private var members: [Member] = []

    private struct Member: Hashable {
        /// The first 39 bits of the SHA-256 of the article.
        let hash: Int
        let article: Int

        static func < (a: Member, b: Member) -> Bool { (a.hash, a.article) < (b.hash, b.article) }
    }

    package init() {}

    /// - Parameter json: what `json` gives; nil where it is something else.
    package init?(json: String) {
        guard let rows = SpanList.rows(json, widths: 2...2) else { return nil }
        members = rows.map { Member(hash: $0[0], article: $0[1]) }
    }

    /// As it stands in the table of actors: [[hash, article], …].
    package var json: String { SpanList.json(members.map { [$0.hash, $0.article] }) }

    package var articles: [Int] { members.map(\.article) }

    /// What a SHA-256 is ordered by.
    package static func hash(_ sha256: [UInt8]) -> Int { sha256.prefix(5).reduce(0) { $0 << 8 | Int($1) } >> 1 }

    /// Takes an article in, where its hash is small enough; true where it was.
    package mutating func take(_ article: Int, hash: Int) -> Bool {
        let member = Member(hash: hash, article: article)
        if members.contains(member) { return false }
        let at = members.firstIndex { member < $0 } ?? members.count
        guard at < ArticleSample.size else { return false }
        members.insert(member, at: at)
        if members.count > ArticleSample.size { members.removeLast() }
        return true
    }

    /// Takes in what another sample holds.
    package mutating func take(_ other: ArticleSample) {
        for member in other.members { _ = take(member.article, hash: member.hash) }
    }
}
