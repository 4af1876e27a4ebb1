import Finding
import Ledger
import Record

/// Statements as a feed: Atom, RFC 4287. An entry tells who said it by which word, what, and where that stands; its time is when the article was added.
struct AtomFeed {
    let text: String

    init(_ digest: Digest, _ ledger: Ledger, since: Day) throws {
        let mark = try ledger.mark()
        let found = digest.voices.flatMap(\.statements).sorted {
            ($1.id.article, $0.id.number) < ($0.id.article, $1.id.number)
        }
        var times: [Int: Int] = [:]
        let entries = try found.map { entry in
            let time = try times[entry.id.article] ?? ledger.added(article: entry.id.article) ?? 0
            times[entry.id.article] = time
            return AtomFeed.entry(entry, try ledger.citation(of: entry.id).address, at: time, mark)
        }
        let latest = times.values.max() ?? since.number * 86_400
        text = """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom">
            <title>Dixit: who said what</title>
            <id>urn:dixit:\(mark):digest</id>
            <updated>\(AtomFeed.moment(latest))</updated>
            <generator>Dixit</generator>
            \(entries.joined())</feed>

            """
    }

    private static func entry(_ entry: StatementEntry, _ address: String?, at time: Int, _ mark: String) -> String {
        let speaker = entry.actor?.name ?? entry.speaker ?? "Nobody named"
        let words = entry.statement.content.words
        let title = ([speaker] + entry.tellers.map { "as told by \($0)," } + [entry.statement.cue.words]).joined(separator: " ")
        let place = [entry.article.outlet, entry.article.published, entry.article.title ?? entry.article.name]
            .compactMap { $0 }.joined(separator: ", ")
        let link = address.map { "<link href=\"\(escaped($0))\"/>\n" } ?? ""
        return """
            <entry>
            <title>\(escaped(title))</title>
            <id>urn:dixit:\(mark):\(entry.id)</id>
            <updated>\(moment(time))</updated>
            <author><name>\(escaped(speaker))</name></author>
            \(link)<content type="text">\(escaped(words)) (\(entry.id), \(escaped(place)))</content>
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
