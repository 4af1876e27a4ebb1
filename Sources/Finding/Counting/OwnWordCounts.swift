import Ledger
import Record
import SQLite

/// How many words of some articles are in their own voice: outside all contents of statements.
public struct OwnWordCount: Sendable, Hashable {
    /// How many articles were looked at.
    public internal(set) var articles = 0
    /// Their words.
    public internal(set) var words = 0
    /// Those of them in own voice.
    public internal(set) var own = 0

    /// The share of words in own voice, 0 to 1; nil where there are no words.
    public var share: Double? { words > 0 ? Double(own) / Double(words) : nil }

    mutating func add(_ counted: (all: Int, own: Int)) {
        articles += 1
        words += counted.all
        own += counted.own
    }

    /// Of one month at most so many articles are looked at, the latest.
    public static let perMonth = 5
    /// And of an outlet at most so many.
    static let perOutlet = 60
}

extension StatementQuery {
    /// Whether it asks for nothing but some outlets' articles and days, so that what holds of these articles holds of what it finds.
    public var asksForArticlesAlone: Bool { Set(parts).isSubset(of: [.outlets, .days]) }
}

extension Ledger {
    /// How much of an outlet's articles is in its own voice, by the first days of months; copies are left out.
    func ownVoice(of outlet: Int, _ days: DayRange) throws -> [Day: OwnWordCount] {
        // Which are copies is asked of their index, so that all others come in order from that of outlets and days alone.
        let articles = try connection.rows(
            """
            SELECT id, day FROM article WHERE outlet = \(outlet) AND day IS NOT NULL AND \(days.condition(on: "day"))
                AND id NOT IN (SELECT id FROM article WHERE copy_of IS NOT NULL)
            ORDER BY day DESC, id DESC
            """
        ) { (id: $0.int(0), month: Day(number: $0.int(1)).monthStarts(1)[0]) }
        var (counts, looked) = ([Day: OwnWordCount](), 0)
        var loader = EntryLoader(self)
        for article in articles where (counts[article.month]?.articles ?? 0) < OwnWordCount.perMonth {
            counts[article.month, default: OwnWordCount()].add(try ownWords(of: article.id, &loader))
            looked += 1
            if looked == OwnWordCount.perOutlet { break }
        }
        return counts
    }

    /// How many words an article has, and how many of them in its own voice.
    func ownWords(of article: Int, _ loader: inout EntryLoader) throws -> (all: Int, own: Int) {
        var contents: [Span] = []
        try connection.query(
            "SELECT \(StatementParts.contentColumns) FROM statement WHERE article = \(article) AND state <> 2"
        ) { row in
            contents += StatementParts.content(row, from: 0)
            return true
        }
        contents += try StatementParts.contentPieces(of: article, on: connection)
        let slices = try loader.slices(article)
        return OwnVoice.words(of: slices.text(Span(0, slices.count)) ?? "", outside: contents)
    }
}
