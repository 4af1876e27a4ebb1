import Ledger
import Record

/// Statements as a feed: Atom, RFC 4287. An entry tells who said it by which word, what, and where that stands; its time is when the article was added.
public struct AtomFeed: Sendable {
    /// The feed, XML in UTF-8.
    public let text: String

    /// What a feed is called and where it stands.
    public struct Head: Sendable {
        /// For people.
        public var title = "Dixit: who said what"
        /// What it tells beside that; nil for nothing.
        public var subtitle: String?
        /// What tells it from other feeds of the same ledger, as an address or a URN holds it.
        public var name = "digest"
        /// Its own address and that of the page that shows the same, each as it stands after the site's name; nil for a feed in a file. Where they are
        /// given, each entry leads to its statement's page there.
        public var places: (feed: String, page: String)?

        /// A feed in a file.
        public init() {}

        /// A feed of a site.
        public init(title: String, subtitle: String, name: String, feed: String, page: String) {
            (self.title, self.subtitle, self.name, places) = (title, subtitle, name, (feed, page))
        }
    }

    /// - Parameters:
    ///   - statements: in any order; those whose articles were added last stand first.
    ///   - time: of a feed without entries: seconds since 1970-01-01.
    /// - Throws: `DatabaseError`.
    public init(_ statements: [StatementEntry], _ ledger: Ledger, _ head: Head = Head(), emptySince time: Int) throws {
        let mark = try ledger.mark()
        let found = statements.sorted { ($1.id.article, $0.id.number) < ($0.id.article, $1.id.number) }
        var times: [Int: Int] = [:]
        let entries = try found.map { entry in
            let time = try times[entry.id.article] ?? ledger.added(article: entry.id.article) ?? 0
            times[entry.id.article] = time
            let page = head.places.map { _ in "/statement/\(entry.id)" }
            return AtomFeed.entry(entry, try ledger.citation(of: entry.id).address, page: page, at: time, mark)
        }
        let links =
            head.places.map { places in
                """
                <link rel="self" type="application/atom+xml" href="\(AtomFeed.escaped(places.feed))"/>
                <link rel="alternate" type="text/html" href="\(AtomFeed.escaped(places.page))"/>

                """
            } ?? ""
        text = """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom">
            <title>\(AtomFeed.escaped(head.title))</title>
            \(head.subtitle.map { "<subtitle>\(AtomFeed.escaped($0))</subtitle>\n" } ?? "")<id>urn:dixit:\(mark):\(AtomFeed.escaped(head.name))</id>
            <updated>\(AtomFeed.moment(times.values.max() ?? time))</updated>
            \(links)<generator>Dixit</generator>
            \(entries.joined())</feed>

            """
    }

    /// - Parameters:
    ///   - address: where the article was published; nil where that is not known.
    ///   - page: the statement's own; nil in a file.
    private static func entry(_ entry: StatementEntry, _ address: String?, page: String?, at time: Int, _ mark: String) -> String
    {
        let speaker = entry.actor?.name ?? entry.speaker ?? "Nobody named"
        let words = entry.statement.content.words
        let title = ([speaker] + entry.tellers.map { "as told by \($0)," } + [entry.statement.cue.words]).joined(separator: " ")
        let place = [entry.article.outlet, entry.article.published, entry.article.title ?? entry.article.name]
            .compactMap { $0 }.joined(separator: ", ")
        let alternate = (address ?? page).map { "<link href=\"\(escaped($0))\"/>\n" } ?? ""
        let related = address == nil ? nil : page.map { "<link rel=\"related\" type=\"text/html\" href=\"\(escaped($0))\"/>\n" }
        return """
            <entry>
            <title>\(escaped(title))</title>
            <id>urn:dixit:\(mark):\(entry.id)</id>
            <updated>\(moment(time))</updated>
            <author><name>\(escaped(speaker))</name></author>
            \(alternate)\(related ?? "")<content type="text">\(escaped(words)) (\(entry.id), \(escaped(place)))</content>
            </entry>

            """
    }

    /// "2021-05-02T08:00:00Z"
    private static func moment(_ second: Int) -> String {
        let day = Day(second: second)
        let rest = second - day.number * 86_400
        let padded = { (value: Int) in value < 10 ? "0\(value)" : "\(value)" }
        return "\(day)T\(padded(rest / 3_600)):\(padded(rest / 60 % 60)):\(padded(rest % 60))Z"
    }

    /// Text as XML 1.0 holds it; what it cannot hold is a question mark in a lozenge.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\t", "\n", "\r": escaped += " "
            case "\0"..<" ", "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
