import HTTP
import Ledger
import Mending
import Record
import Wire

/// What stands where an article was that a person has removed, or a statement of it: status 410, with a button that brings it back.
struct RemovedArticlePage {
    private let removed: RemovedEntry
    private let context: PageContext

    /// What `body` responds, unless the article was removed.
    static func unlessRemoved(_ article: Int, _ context: PageContext, _ body: () throws -> Response) throws -> Response {
        do {
            return try body()
        } catch let error as QuestionError {
            guard let removed = try context.ledger.removed(article: article) else { throw error }
            return RemovedArticlePage(removed: removed, context: context).response
        }
    }

    private var sentence: String {
        "Article \(removed.article) was removed by \(removed.who) on \(Moment(removed.at).text)"
            + (removed.isForgotten ? ", and what it said is forgotten." : ".")
    }

    private var response: Response {
        guard context.format == .html else {
            return .json(status: 410) { json in
                json.object { json in
                    json.member("error", sentence)
                    json.member("removed", removed.article)
                    json.member("act", removed.act)
                    json.member("at", removed.at)
                    json.member("who", removed.who)
                }
            }
        }
        return .html(page, status: 410)
    }

    private var page: HTML {
        Frame(title: "Article \(removed.article) was removed").page { html in
            html.element("div", .class("sheet")) { html in
                html.element("h1", text: "This article was removed")
                let what = [removed.title.map { "“\($0)”" }, removed.outlet, removed.published].compactMap { $0 }
                html.element(
                    "p", .class("lead"),
                    text: ([sentence] + (what.isEmpty ? [] : [what.joined(separator: ", ") + "."])).joined(separator: " "))
                html.element(
                    "p",
                    text: removed.isForgotten
                        ? "Its number is given to no other article."
                        : "It is on no list and in no count. It is kept until somebody compacts the ledger, and can be brought back as it was."
                )
                if !removed.isForgotten {
                    html.mending(.article, context, [("article", removed.article)]) { html in
                        html.element("p", .class("buttons")) { $0.button(.restore, "Bring it back") }
                    }
                }
                html.element("p", .class("more")) { $0.element("a", .href(.articles), text: "All articles") }
            }
        }
    }
}
