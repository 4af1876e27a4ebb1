import Finding
import HTTP
import Ledger
import Mending
import Record
import Wire

/// All articles, the latest added first.
struct ArticlesPage: Page {
    static let route = Route.at(["articles"])
    static let isSameForAll = true
    private static let length = 50
    /// How many are looked up at once for a table, which has all.
    private static let piece = 500

    static func response(_: Void, _ context: PageContext) throws -> Response {
        if context.request.value("mended") != nil { return .html(try mended(context)) }
        let outlet = try context.number("outlet").map { (try? context.ledger.outlet(standingFor: $0)) ?? $0 }
        let month = context.request.value("month")
        let days = try DayRange(since: month, until: month)
        let before = try context.number("before")
        if context.format == .csv { return try table(context.ledger, before, outlet, days) }
        let found = try context.ledger.articles(before: before, outlet: outlet, days: days, length + 1)
        let address = Address.articles.with("outlet", outlet).with("month", month)
        guard context.format == .json else { return .html(try page(found, address, context)) }
        return .json { json in
            json.object { json in
                json.name("articles")
                json.array(found.prefix(length)) { $0.article.write(to: &$1) }
                json.member(
                    "next", found.count > length ? address.with("before", found[length - 1].article.id).data(.json).text : nil
                )
            }
        }
    }

    private static func table(_ ledger: Ledger, _ before: Int?, _ outlet: Int?, _ days: DayRange) throws -> Response {
        let heading = Cells.row(["article", "outlet", "published", "title", "url", "statements", "copy_of", FieldValues.member])
        return try .table(heading) { write in
            var before = before
            repeat {
                let found = try ledger.articles(before: before, outlet: outlet, days: days, piece)
                for article in found { try write(row(article)) }
                before = found.last?.article.id
            } while before != nil
        }
    }

    private static func row(_ listed: ListedArticle) -> String {
        let article = listed.article
        return Cells.row([
            "\(article.id)", Cells.safe(article.outlet ?? ""), Cells.safe(article.published ?? ""),
            Cells.safe(article.title ?? ""),
            Cells.safe(article.url ?? ""), "\(listed.statements)", article.copyOf.map { "\($0)" } ?? "",
            Cells.safe(article.former?.json ?? ""),
        ])
    }

    /// How many of what was mended last the page shows.
    private static let lastMended = 3

    private static func page(_ found: [ListedArticle], _ address: Address, _ context: PageContext) throws -> HTML {
        let (opened, before) = (try context.number("mend"), try context.number("before"))
        // What was mended stands above all articles, not above some that somebody has asked for.
        let acts = address == .articles && before == nil ? try context.ledger.articleActs(limit: 50) : []
        return try Frame(title: "Articles", address: address, formats: [.json, .csv]).page { html in
            try html.element("div", .class("sheet")) { html in
                html.element("h1", text: "Articles")
                if !acts.isEmpty {
                    let undoable = acts.filter(\.canBeUndone).prefix(lastMended)
                    html.element("h2", .class("small"), text: "Mended last")
                    MendedLast(acts: Array(undoable), back: .articles, context).write(&html)
                    html.element("p", .class("more")) { html in
                        html.element("a", .href(Address.articles.with("mended", 1)), text: "All that was mended")
                    }
                    html.element("h2", .class("small"), text: "All articles")
                }
                if found.isEmpty {
                    html.element("p", .class("empty")) { html in
                        html.text("There are none yet. ")
                        html.element("a", .href(.add), text: "Add some")
                    }
                }
                try html.element("ol") { html in
                    for listed in found.prefix(length) {
                        let article = listed.article
                        let (isOpen, here) = (opened == article.id, Anchor("mend", article.id))
                        let mend = isOpen ? nil : address.with("before", before).with("mend", article.id).at(here)
                        try html.entry(listed, mend: mend) { html in
                            guard isOpen else { return }
                            try html.element("div", .id(here)) {
                                try ArticleMending(article, back: .articles, context).write(&$0)
                            }
                        }
                    }
                }
                if found.count > length {
                    html.element("nav", .class("pager")) { html in
                        html.element(
                            "a", .href(address.with("before", found[length - 1].article.id)), .fixed("rel", "next"),
                            text: "Earlier ones")
                    }
                }
            }
        }
    }

    /// What people did to articles, the latest first.
    private static func mended(_ context: PageContext) throws -> HTML {
        guard context.format == .html else { throw PageError.noData }
        let acts = try context.ledger.articleActs(before: context.number("before"), limit: length + 1)
        return Frame(title: "Mended articles").page { html in
            html.element("div", .class("sheet")) { html in
                html.element("h1", text: "Mended articles")
                if acts.isEmpty { html.element("p", .class("empty"), text: "Nobody has removed or corrected any.") }
                MendedLast(acts: Array(acts.prefix(length)), back: .articles, context).write(&html)
                html.element("nav", .class("pager")) { html in
                    html.element("a", .href(.articles), text: "All articles")
                    if acts.count > length {
                        let earlier = Address.articles.with("mended", 1).with("before", acts[length - 1].id)
                        html.element("a", .href(earlier), .fixed("rel", "next"), text: "Earlier ones")
                    }
                }
            }
        }
    }
}
