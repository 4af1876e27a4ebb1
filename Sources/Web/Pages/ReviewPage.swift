import Finding
import HTTP
import Ledger
import Record
import Reviews
import Transfer
import Wire

/// What is to be judged next: the statements that the machine is least certain of, or those of one article.
struct ReviewPage: Page {
    static let route = Route.at(["review"])
    private let context: PageContext
    /// Whose statements are judged; nil for the least certain of all.
    private let article: Int?
    /// How many statements a page holds, and how many where they are of one article.
    private static let (length, ofArticle) = (20, 200)

    static func response(_: Void, _ context: PageContext) throws -> Response {
        let page = ReviewPage(context: context, article: try context.number("article"))
        let entries = try page.entries(isWhole: context.format != .html)
        switch context.format {
        case .html: return .html(try page.page(try context.ledger.toJudge(entries)))
        case .json:
            return .json { json in
                json.object { json in
                    json.name("statements")
                    json.array(entries) { $0.write(to: &$1) }
                }
            }
        case .csv: return .table(EntryTable.heading + entries.map(EntryTable.row).joined())
        }
    }

    /// - Parameter isWhole: whether all statements of an article are wanted, for their data.
    private func entries(isWhole: Bool) throws -> [StatementEntry] {
        guard let article else { return try context.ledger.leastCertain(ReviewPage.length) }
        return try isWhole
            ? context.ledger.load(article: article).statements
            : context.ledger.statements(of: article, first: ReviewPage.ofArticle)
    }

    private func page(_ statements: [StatementToJudge]) throws -> HTML {
        try Frame(title: "Review", address: Address.review.with("article", article), formats: [.json, .csv], kind: "reviewing")
            .page { html in
                try html.element("div", .class("sheet")) { html in
                    html.element("h1", text: article == nil ? "Least certain first" : "Review article \(article ?? 0)")
                    lead(isEmpty: statements.isEmpty, &html)
                    for statement in statements {
                        StatementCase(statement, context).write(article == nil ? .queue : .article, to: &html)
                    }
                    if let article { try missed(article, &html) }
                    try names(Set(statements.map(\.entry.id.article)).sorted(), &html)
                    ReviewPage.keys(&html)
                }
            }
    }

    private func lead(isEmpty: Bool, _ html: inout HTML) {
        if isEmpty {
            html.element(
                "p", .class("lead"),
                text: article == nil ? "Nothing is left to judge." : "No statement was found in this article.")
        } else {
            html.element("p", .class("lead")) { html in
                html.text("Is this what the article says? Judge with ")
                for key in ["y", "n", "e"] { html.element("kbd", text: key) }
                html.text(", go on with ")
                for key in ["j", "k"] { html.element("kbd", text: key) }
                html.text("; ")
                html.element("kbd", text: "?")
                html.text(" tells all keys.")
            }
        }
        ReviewerForm.write(.review, context, to: &html)
    }

    /// A statement that was missed, and the judgement on the article as a whole.
    private func missed(_ article: Int, _ html: inout HTML) throws {
        var loader = EntryLoader(context.ledger)
        guard try loader.article(article)?.copyOf == nil else { return }
        let text = try loader.slices(article).all
        html.element("h2", text: "Something was missed?")
        html.element("section", .class("case"), .fixed("aria-label", "A statement that was missed")) { html in
            html.element("div", .class("context"), .fixed("data-start", "0")) { $0.text(text) }
            html.element("form", .fixed("method", "post"), .action(.review)) { html in
                html.formToken(context)
                html.hidden("article", "\(article)")
                html.element("p", .class("help"), text: "Select words above and choose what they are, or give their places.")
                html.element("div", .class("fields")) { html in
                    for (title, name) in [("Source", "source"), ("Cue", "cue"), ("Content", "content")]
                        as [(String, StaticString)]
                    {
                        html.element("span") {
                            $0.element("button", .fixed("type", "button"), .fixed("data-take", name), text: title)
                        }
                        html.element("span") { html in
                            html.void(
                                "input", .fixed("type", "text"), .fixed("name", name), .named("aria-label", "\(title): places"),
                                .fixed("autocomplete", "off"))
                            html.element("output", .class("help"), .fixed("data-words", name)) { _ in }
                        }
                    }
                    html.element("label", .fixed("for", "missed-speaker"), text: "Speaker")
                    html.void(
                        "input", .fixed("type", "text"), .id(Anchor("missed-speaker")), .fixed("name", "speaker"),
                        .named("list", "names\(article)"))
                    html.newSpeakerField(Anchor("missed-new"))
                }
                html.element("p", .class("buttons")) { html in
                    html.element("button", .fixed("name", "judgement"), .fixed("value", "missed"), text: "Add this statement")
                }
            }
        }
        html.element("form", .fixed("method", "post"), .action(.review), .class("buttons")) { html in
            html.formToken(context)
            html.hidden("article", "\(article)")
            html.element(
                "button", .fixed("name", "judgement"), .fixed("value", "all"), text: "All others are right, and none is missed")
        }
    }

    /// The names of the articles' entities, to choose speakers from.
    private func names(_ articles: [Int], _ html: inout HTML) throws {
        for article in articles {
            let names = try context.ledger.entityNames(of: article)
            html.element("datalist", .id(Anchor("names", article))) { html in
                for name in names.prefix(100) { html.void("option", .named("value", name)) }
            }
        }
    }

    /// What the keys do; shown by the script.
    static func keys(_ html: inout HTML) {
        html.keys([
            ("j", "the next statement"), ("k", "the one before"), ("y", "it is right"), ("n", "it is wrong"), ("e", "fix it"),
            ("u", "undo the latest judgement on it"), ("?", "these keys"),
        ])
    }
}

extension HTML {
    /// The keys of a page with what they do, for its script to show.
    mutating func keys(_ keys: [(StaticString, String)]) {
        element("dialog", .id(Anchor("keys")), .fixed("aria-label", "Keys")) { html in
            html.element("dl") { html in
                for (key, meaning) in keys {
                    html.element("dt") { $0.element("kbd", text: key.description) }
                    html.element("dd", text: meaning)
                }
            }
            html.element("form", .fixed("method", "dialog")) { $0.element("button", text: "Close") }
        }
    }
}
