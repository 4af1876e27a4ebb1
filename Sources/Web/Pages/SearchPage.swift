import Actors
import Finding
import HTTP
import Ledger
import Record
import SQLite
import Wire

/// What was found: the query language of `dixit find`, with what the matches can be told apart by.
struct SearchPage: Page {
    static let route = Route.at(["search"])
    static let isSameForAll = true
    private let context: PageContext
    private let search: StatementQuery?
    private let filters: Filters
    private let cards: [LayerCard]
    private static let length = 20
    /// How many rows a file has at most.
    private static let fileLength = 1_000
    /// How many values of a facet are shown.
    private static let values = 8

    /// What the address asks for beside words.
    private struct Filters {
        var speaker: ActorEntry?
        var outlet: Facets.Outlet?
        var month: String?
        var form: Form?
        var isReviewed: Bool?
        var order = StatementQuery.Order.relevance
        var marks: [MarkFilter] = []
        var page = 1
        /// What else the address asks for, which no facet shows: about, since, nested, …
        var others: [(name: String, value: String)] = []
    }

    /// What facets show, and what is no filter.
    private static let shown: Set<String> = ["speaker", "outlet", "month", "form", "reviewed", "sort", "mark", "page", "q"]

    static func response(_: Void, _ context: PageContext) throws -> Response {
        let page = try SearchPage(context)
        switch context.format {
        case .html: return .html(try page.page())
        case .json: return try page.json()
        case .csv: return .table(EntryTable.heading + (try page.entries(SearchPage.fileLength)).map(EntryTable.row).joined())
        }
    }

    private init(_ context: PageContext) throws {
        self.context = context
        var filters = Filters()
        let request = context.request
        if let name = request.value("speaker") {
            filters.speaker = try context.ledger.actor(SearchPage.reference(name), for: .speaking)
        }
        if let name = request.value("outlet") {
            let id = try Int(name) ?? context.ledger.outlet(named: name)
            filters.outlet = Facets.Outlet(id: id, name: try context.ledger.outletName(id))
        }
        filters.month = request.value("month")
        filters.form = request.value("form").flatMap { Form(rawValue: $0) }
        filters.isReviewed = request.value("reviewed").flatMap { ["yes": true, "no": false][$0] }
        filters.order = request.value("sort").flatMap { StatementQuery.Order(rawValue: $0) } ?? .relevance
        filters.page = min(try context.number("page") ?? 1, 500)
        let cards = try context.ledger.cards()
        filters.marks = try MarkFilter.all(in: request.target, cards)
        let known = Set(StatementFilter.all.map(\.name) + cards.map(\.name)).subtracting(SearchPage.shown)
        filters.others = request.target.query.filter { known.contains($0.name) && !$0.value.isEmpty }.map {
            (name: $0.name, value: $0.value)
        }
        self.filters = filters
        self.cards = cards
        let words = request.value("q")
        let isAsked = request.target.query.contains { field in
            !field.value.isEmpty
                && (known.contains(field.name) || SearchPage.shown.subtracting(["sort", "page"]).contains(field.name))
        }
        guard isAsked else {
            search = nil
            return
        }
        do {
            var search = try StatementQuery(context.ledger) { try SearchPage.values($0, context) }
            search.words = try words.map { try SearchQuery($0) }
            search.order = filters.order
            self.search = search
        } catch let error as FilterError {
            throw PageError(status: 400, sentence: error.description)
        }
    }

    /// What the address gives for a filter: a month is days, and a number an outlet's row.
    private static func values(_ name: String, _ context: PageContext) throws -> [String] {
        let request = context.request
        switch name {
        case "since", "until": return request.value("month").map { [$0] } ?? request.values(name)
        case "outlet": return try request.values(name).map { try Int($0).map(context.ledger.outletName) ?? $0 }
        default: return request.values(name)
        }
    }

    /// A number in an address is an actor's.
    private static func reference(_ name: String) -> String { Int(name) == nil ? name : "@" + name }

    private func entries(_ length: Int) throws -> [StatementEntry] {
        guard var search else { return [] }
        search.limit = length
        search.offset = context.format == .csv ? 0 : (filters.page - 1) * SearchPage.length
        return try context.ledger.find(search)
    }

    private func json() throws -> Response {
        let found = try entries(SearchPage.length + 1)
        return .json { json in
            json.object { json in
                json.member("query", context.request.value("q"))
                json.member("page", filters.page)
                json.member("is_there_more", found.count > SearchPage.length)
                json.name("statements")
                json.array(found.prefix(SearchPage.length)) { $0.write(to: &$1) }
            }
        }
    }

    // MARK: The page

    /// The address with one thing other than it is here.
    private func address(_ change: (inout Filters) -> Void) -> Address {
        var filters = filters
        filters.page = 1
        change(&filters)
        let asked = (filters.others + filters.marks.map { (name: "mark", value: $0.text) }).reduce(Address.search) { $0.with($1) }
        return asked.with("q", context.request.value("q")).with("speaker", filters.speaker?.id).with(
            "outlet", filters.outlet?.id
        )
        .with("month", filters.month).with("form", filters.form?.rawValue)
        .with("reviewed", filters.isReviewed.map { $0 ? "yes" : "no" })
        .with("sort", filters.order == .relevance ? nil : filters.order.rawValue)
        .with("page", filters.page == 1 ? nil : filters.page)
    }

    private func page() throws -> HTML {
        let query = context.request.value("q")
        let found = try entries(SearchPage.length + 1)
        let facets = try search.map { try context.ledger.facets($0, SearchPage.values) }
        return Frame(
            title: query.map { "“\($0)”" } ?? "Search", address: address { $0.page = filters.page }, formats: [.json, .csv],
            query: query
        ).page { html in
            html.element("div", .class("sheet")) { html in
                html.element("h1") { html in
                    html.text(query.map { "“\($0)”" } ?? "Search")
                }
                guard let facets else { return SearchPage.help(&html) }
                summary(facets, &html)
                html.element("div", .class("sides")) { html in
                    html.element("aside", .class("facets"), .fixed("aria-label", "Narrow down")) { write(facets, &$0) }
                    html.element("div") { results(found, &$0) }
                }
            }
        }
    }

    private func summary(_ facets: Facets, _ html: inout HTML) {
        html.element("p", .class("lead")) { html in
            html.text(facets.areThereMore ? "More than " : "")
            html.count(facets.matches, "statement", "statements")
            html.text(facets.areThereMore ? " (counts beside are of the first \(grouped(Facets.limit)) matches)" : "")
        }
        html.element("nav", .class("tabs"), .fixed("aria-label", "Order")) { html in
            for (order, name) in [(StatementQuery.Order.relevance, "best first"), (.date, "latest first")] {
                html.element(
                    "a", .href(address { $0.order = order }), filters.order == order ? .fixed("aria-current", "true") : .none,
                    text: name)
            }
        }
    }

    private func results(_ found: [StatementEntry], _ html: inout HTML) {
        if found.isEmpty {
            html.element(
                "p", .class("empty"),
                text: "Nothing was found. Fewer words, or the beginning of one and an asterisk (sanction*), find more.")
        }
        html.element("ol") { html in
            for entry in found.prefix(SearchPage.length) { html.entry(entry, cards: cards) }
        }
        html.element("nav", .class("pager"), .fixed("aria-label", "Pages of results")) { html in
            if filters.page > 1 {
                html.element("a", .href(address { $0.page = filters.page - 1 }), .fixed("rel", "prev"), text: "Before")
            }
            if found.count > SearchPage.length {
                html.element("a", .href(address { $0.page = filters.page + 1 }), .fixed("rel", "next"), text: "Next")
            }
        }
    }

    private func write(_ facets: Facets, _ html: inout HTML) {
        facet("Speaker", facets.speakers, filters.speaker, &html, name: \.name) { filters, value in filters.speaker = value }
        facet("Outlet", facets.outlets, filters.outlet, &html, name: \.name) { filters, value in filters.outlet = value }
        let month = filters.month.flatMap { chosen in facets.months.first { $0.value.monthName == chosen }?.value }
        facet("Month", facets.months, month, &html, name: \.monthName) { filters, value in filters.month = value?.monthName }
        facet("Form", facets.forms, filters.form, &html, name: \.rawValue) { filters, value in filters.form = value }
        facet("Review", facets.reviewed, filters.isReviewed, &html, name: { $0 ? "reviewed" : "not reviewed" }) {
            filters, value in
            filters.isReviewed = value
        }
        let counts = facets.marks.flatMap { layer in
            layer.choices.map { (MarkFilter(layer: layer.card.name, choice: $0.value), $0.count) }
        }
        MarkFacets(cards, chosen: filters.marks, counts: Dictionary(counts, uniquingKeysWith: +)).write(to: &html) { marks in
            address { $0.marks = marks }
        }
    }

    private func facet<Value: Sendable & Hashable>(
        _ title: String, _ values: [Facets.Value<Value>], _ chosen: Value?, _ html: inout HTML, name: (Value) -> String,
        choose: (inout Filters, Value?) -> Void
    ) {
        guard !values.isEmpty || chosen != nil else { return }
        html.element("section") { html in
            html.element("h2", text: title)
            html.element("ul") { html in
                if let chosen {
                    html.element("li", .class("chosen")) { html in
                        html.element("span", text: name(chosen))
                        html.element("a", .href(address { choose(&$0, nil) }), text: "any")
                    }
                }
                for value in values where value.value != chosen {
                    html.element("li") { html in
                        html.element("a", .href(address { choose(&$0, value.value) }), text: name(value.value))
                        html.element("span", .class("number"), text: grouped(value.count))
                    }
                }
            }
        }
    }

    /// What can be searched for.
    private static func help(_ html: inout HTML) {
        html.element(
            "p", .class("lead"), text: "Words are looked for in what was said. Case, accents and punctuation do not count.")
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
