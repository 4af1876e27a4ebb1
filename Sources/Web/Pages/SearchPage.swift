import Finding
import HTTP
import Ledger
import Wire

/// What was found: the query language of `dixit find`, with what the matches can be told apart by.
struct SearchPage: Page {
    static let route = Route.at(["search"])
    static let isSameForAll = true
    private let context: PageContext
    private let choice: StatementChoice

    static func response(_: Void, _ context: PageContext) throws -> Response {
        let page = SearchPage(context: context, choice: try StatementChoice(context, fields: ["mode"]))
        switch context.format {
        case .html: return .html(try page.page())
        case .json: return try page.json()
        case .csv: return try page.table()
        }
    }

    private func address(_ choice: StatementChoice) -> Address { choice.added(to: .search) }

    private func results() throws -> StatementResults {
        StatementResults(found: choice.isAsked ? try context.ledger.find(choice.query) : [], choice: choice, address: address)
    }

    private func json() throws -> Response {
        let results = try results()
        return .json { json in
            json.object { json in
                json.member("query", choice.words)
                results.writeMembers(to: &json)
            }
        }
    }

    /// All of them, whatever page is asked for.
    private func table() throws -> Response {
        try .table(choice.isByMeaning ? EntryTable.headingWithNearness : EntryTable.heading) { write in
            guard choice.isAsked else { return }
            try context.ledger.findAll(choice.query) { entry in
                try write(EntryTable.row(entry))
                return true
            }
        }
    }

    // MARK: The page

    private func page() throws -> HTML {
        let (found, facets) = try choice.isAsked ? context.ledger.search(choice.query, FacetList.length) : ([], nil)
        let results = StatementResults(found: found, choice: choice, address: address)
        let named = NamedList(hits: try hits())
        let title = choice.words.map { "“\($0)”" } ?? "Search"
        // A feed has no order and no pages of its own.
        let feed = choice.isByMeaning || !choice.isAsked ? nil : choice.changed { $0.order = .relevance }.added(to: .searchFeed)
        return Frame(title: title, address: address(choice), formats: [.json, .csv], feed: feed, query: choice.words).page {
            html in
            html.element("div", .class("sheet")) { html in
                html.element("h1", text: title)
                guard let facets else { return SearchPage.help(&html) }
                named.write(to: &html)
                summary(facets, &html)
                html.element("div", .class("sides")) { html in
                    html.narrowing("Narrow down") { html in
                        FacetList(facets: facets, choice: choice, address: address).write(to: &html)
                    }
                    html.element("div") { results.write(to: &$0) }
                }
            }
        }
    }

    /// What is called by the words, on the first page of what they find.
    private func hits() throws -> NameHits {
        guard let words = choice.words, choice.page == 1 else { return .none }
        return try context.ledger.called(words, isTyping: false, among: context.outlets(), limit: 5)
    }

    private func summary(_ facets: Facets, _ html: inout HTML) {
        html.element("nav", .class("tabs"), .fixed("aria-label", "What is compared")) { html in
            for (isByMeaning, name) in [(false, "words"), (true, "meaning")] {
                html.element(
                    "a", .href(address(choice.changed { $0.isByMeaning = isByMeaning })),
                    choice.isByMeaning == isByMeaning ? .fixed("aria-current", "true") : .none, text: name)
            }
        }
        if choice.isByMeaning { return meaning(facets, &html) }
        html.element("p", .class("lead")) { html in
            html.text(facets.areThereMore ? "More than " : "")
            html.count(facets.matches, "statement", "statements")
            html.text(facets.areThereMore ? " (counts beside are of the first \(grouped(Facets.limit)) matches)" : "")
        }
        html.element("nav", .class("tabs"), .fixed("aria-label", "Order")) { html in
            for (order, name) in [
                (StatementQuery.Order.relevance, "best first"), (.date, "latest first"), (.added, "added last first"),
            ] {
                html.element(
                    "a", .href(address(choice.changed { $0.order = order })),
                    choice.order == order ? .fixed("aria-current", "true") : .none, text: name)
            }
        }
    }

    private func meaning(_ facets: Facets, _ html: inout HTML) {
        html.element("p", .class("lead")) { html in
            html.text("The nearest in meaning of ")
            html.text(facets.areThereMore ? "more than " : "")
            html.count(facets.matches, "statement", "statements")
            html.text(", with how near each is, up to 1. What is near may well say the opposite.")
        }
        guard let missing = try? context.ledger.countUnvectored(Likeness.kind), missing.missing > 0 else { return }
        html.element(
            "p", .class("remark"),
            text:
                "\(counted(missing.missing, "article", "articles")) cannot be compared yet; that is made ready while nobody asks for anything, or by dixit reread --layers vectors."
        )
    }

    /// What can be searched for.
    private static func help(_ html: inout HTML) {
        html.element(
            "p", .class("lead"),
            text:
                "Words are looked for in what was said, in the words that attribute it and in its source, in any of their forms. Case, accents and "
                + "punctuation do not count.")
        html.element("dl") { html in
            for (query, meaning) in [
                ("dam water", "both words, in any order"), ("\"hostile act\"", "the phrase"),
                ("sanction*", "every word that begins so"),
                ("treaty OR resolution", "either"), ("treaty NOT football", "the first without the second"),
                ("(treaty OR accord) breach*", "parentheses, as usual"),
            ] {
                html.element("dt") { $0.element("a", .href(Address.search.with("q", query)), text: query) }
                html.element("dd", text: meaning)
            }
        }
    }
}
