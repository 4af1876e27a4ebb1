import Finding
import HTTP
import Ledger
import Record
import Reviews
import Transfer
import Wire

/// What is to be judged: the statements that the machine is least certain of, one page behind the other; those that others have judged and the
/// visitor has not; those of one article; or one alone, for the script.
struct ReviewPage: Page {
    static let route = Route.at(["review"])
    private let context: PageContext
    private let queue: Queue
    /// How many statements a page holds, and how many where they are of one article.
    private static let (length, ofArticle) = (20, 200)

    /// Which statements are judged.
    private enum Queue {
        case leastCertain(behind: QueuePlace?)
        case judgedByOthers(behind: QueuePlace?)
        case article(Int)
        case one(StatementID)

        init(_ context: PageContext) throws {
            let place = try context.request.value("after").map { text in
                guard let place = QueuePlace(text) else {
                    throw PageError(status: 400, sentence: "“\(text.prefix(60))” is no place in the queue; begin at its start.")
                }
                return place
            }
            if let article = try context.number("article") {
                self = .article(article)
            } else if case .statement(let id)? = context.request.value("statement").flatMap({ LedgerID($0) }) {
                self = .one(id)
            } else {
                self = context.request.value("of") == "others" ? .judgedByOthers(behind: place) : .leastCertain(behind: place)
            }
        }

        /// Where it begins.
        var address: Address {
            switch self {
            case .leastCertain: .review
            case .judgedByOthers: Address.review.with("of", "others")
            case .article(let article): Address.review.with("article", article)
            case .one(let id): Address.review.with("statement", "\(id)")
            }
        }

        var back: StatementCase.Back {
            switch self {
            case .leastCertain: .queue
            case .judgedByOthers: .others
            case .article: .article
            case .one: .statement
            }
        }

        var title: String {
            switch self {
            case .leastCertain: "Least certain first"
            case .judgedByOthers: "What others have judged"
            case .article(let article): "Review article \(article)"
            case .one(let id): "Review \(id)"
            }
        }

        /// What stands there in place of statements where there is none.
        var emptiness: String {
            switch self {
            case .leastCertain(behind: nil): "Nothing is left to judge."
            case .leastCertain: "Nothing is left to judge behind this; what was passed over stands at the start."
            case .judgedByOthers(behind: nil): "There is nothing that others have judged and you have not."
            case .judgedByOthers: "Behind this there is nothing that others have judged and you have not."
            case .article, .one: "No statement was found in this article."
            }
        }

        var isBehindSomething: Bool {
            switch self {
            case .leastCertain(let place), .judgedByOthers(let place): place != nil
            case .article, .one: false
            }
        }
    }

    static func response(_: Void, _ context: PageContext) throws -> Response {
        let page = ReviewPage(context: context, queue: try Queue(context))
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
        let ledger = context.ledger
        switch queue {
        case .leastCertain(let place): return try ledger.leastCertain(ReviewPage.length, behind: place)
        case .judgedByOthers(let place):
            return try ledger.judgedByOthers(than: context.reviewer, ReviewPage.length, behind: place)
        case .article(let article):
            return try isWhole
                ? ledger.load(article: article).statements : ledger.statements(of: article, first: ReviewPage.ofArticle)
        case .one(let id): return [try ledger.show(id).entry]
        }
    }

    private func page(_ statements: [StatementToJudge]) throws -> HTML {
        try Frame(title: "Review", address: queue.address, formats: [.json, .csv], kind: "reviewing")
            .page { html in
                try html.element("div", .class("sheet")) { html in
                    html.element("h1", text: queue.title)
                    lead(isEmpty: statements.isEmpty, &html)
                    for statement in statements {
                        StatementCase(statement, context, back: queue.back).write(to: &html)
                    }
                    if case .article(let article) = queue { try missed(article, &html) }
                    try names(Set(statements.map(\.entry.id.article)).sorted(), &html)
                    ways(statements, &html)
                    ReviewPage.keys(&html)
                }
            }
    }

    private func lead(isEmpty: Bool, _ html: inout HTML) {
        if isEmpty {
            html.element("p", .class("lead"), text: queue.emptiness)
        } else {
            html.element("p", .class("lead")) { html in
                html.text("Is this what the article says? Judge with ")
                for key in ["y", "n", "e"] { html.element("kbd", text: key) }
                html.text(", go on with ")
                for key in ["j", "k"] { html.element("kbd", text: key) }
                html.text(", take back with ")
                html.element("kbd", text: "u")
                html.text("; ")
                html.element("kbd", text: "?")
                html.text(" tells all keys.")
            }
        }
        if case .judgedByOthers = queue {
            html.element(
                "p", .class("help"),
                text:
                    "You see what the machine has found, and are not told what they have made of it; what you judge holds from then on. dixit agreement tells how far you agree."
            )
        }
        ReviewerForm.write(.review, context, to: &html)
    }

    /// The way on, which the script goes by itself, and back; and, for who has a mouse or a finger, what the keys do.
    private func ways(_ statements: [StatementToJudge], _ html: inout HTML) {
        html.element("div", .class("walk"), .flag("hidden")) { html in
            for (way, text) in [("k", "Before"), ("j", "Next"), ("u", "Undo last")] as [(StaticString, String)] {
                html.element(
                    "button", .fixed("type", "button"), .fixed("data-key", way), .fixed("aria-keyshortcuts", way), text: text)
            }
        }
        html.element("nav", .class("pager"), .fixed("aria-label", "The queue")) { html in
            if queue.isBehindSomething { html.element("a", .href(queue.address), text: "From the start") }
            switch queue {
            case .leastCertain, .judgedByOthers:
                if let last = statements.last, statements.count == ReviewPage.length {
                    let next = queue.address.with("after", QueuePlace(behind: last.entry).description)
                    html.element("a", .href(next), .fixed("rel", "next"), .flag("data-more"), text: "The next ones")
                }
            case .article, .one: html.element("a", .href(.review), text: "Least certain of all")
            }
            if case .judgedByOthers = queue {
                html.element("a", .href(.review), text: "Least certain of all")
            } else {
                html.element("a", .href(Address.review.with("of", "others")), text: "What others have judged")
            }
        }
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
            ("u", "undo: what you have judged of it here, else what you have judged last, else the latest judgement on it"),
            ("?", "these keys"),
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
