import Finding
import HTTP
import Ledger
import SQLite
import Wire

/// A search as a feed, for whoever wants to be told what is new in it: the statements whose articles were added last.
struct SearchFeedPage: Page {
    static let route = Route.at(["search.atom"])
    static let isSameForAll = true
    /// How many entries it has at most.
    private static let length = 100

    static func response(_: Void, _ context: PageContext) throws -> Response {
        guard context.request.value("mode") != "meaning" else {
            throw PageError(
                status: 400, sentence: "A feed tells what is new, and what is nearest in meaning is not; leave out mode=meaning.")
        }
        let choice = try StatementChoice(context, fields: ["mode"]).changed { $0.order = .relevance }
        var query = choice.query
        (query.order, query.limit, query.offset) = (.added, length, 0)
        let page = choice.added(to: .search)
        let head = AtomFeed.Head(
            title: ["Dixit", choice.title].compactMap { $0 }.joined(separator: ": "),
            subtitle: "The \(length) statements whose articles were added last", name: PercentEncoding.encoded(page.text),
            feed: choice.added(to: .searchFeed).text, page: page.text)
        let ledger = context.ledger
        let latest = try ledger.added(article: ledger.lastArticle()) ?? 0
        let feed = try AtomFeed(ledger.find(query), ledger, head, emptySince: latest)
        return Response(type: "application/atom+xml; charset=utf-8", body: Array(feed.text.utf8))
    }
}
