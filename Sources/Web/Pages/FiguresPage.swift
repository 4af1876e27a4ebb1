import Finding
import HTTP
import Ledger
import Record
import Wire

/// What can be counted, for those who count: statements by outlet and month, how their sources are given and by whom, forms, acts, who is heard most; outlets
/// side by side. Every figure leads to its statements, and the same statements, or the articles, can be had as tidy tables for R and pandas.
struct FiguresPage: Page {
    static let route = Route.at(["figures"])
    static let isSameForAll = true
    private let choice: StatementChoice
    private let context: PageContext

    /// How many outlets stand side by side where none were asked for.
    private static let outlets = 4
    /// How many of those who are heard are named, of each outlet.
    private static let speakers = 8

    static func response(_: Void, _ context: PageContext) throws -> Response {
        let page = FiguresPage(choice: try StatementChoice(context, fields: ["of"]), context: context)
        switch context.format {
        case .html: return .html(page.page(try page.figures(), try context.outlets().listed))
        case .json: return page.json(try page.figures())
        case .csv: return try page.table()
        }
    }

    private func figures() throws -> Figures {
        var query = choice.query
        (query.order, query.limit, query.offset) = (.relevance, 0, 0)
        return try context.shared.answers.value("figures \(query)", mark: context.mark) {
            try context.ledger.figures(query, length: FiguresPage.outlets, speakers: FiguresPage.speakers)
        }
    }

    private func address(_ choice: StatementChoice) -> Address { choice.added(to: .figures) }

    // MARK: Data

    /// What the rows of the table are.
    private enum Rows: String { case statements, articles }

    /// All statements of the choice, or all articles, whatever the page counts.
    private func table() throws -> Response {
        let given = context.request.value("of")
        guard let rows = given.map(Rows.init(rawValue:)) ?? .statements else {
            throw PageError(status: 400, sentence: "of cannot be “\(given?.prefix(60) ?? "")”; give statements or articles.")
        }
        switch rows {
        case .statements:
            let attributes = try context.ledger.attributeNames()
            return try .table(StatementFact.heading(attributes)) { write in
                try context.ledger.facts(choice.query) { fact in
                    try write(fact.row(attributes))
                    return true
                }
            }
        case .articles:
            guard choice.query.asksForArticlesAlone else {
                throw PageError(
                    status: 400, sentence: "A table of articles is one of outlets and days; leave the other filters out.")
            }
            return try .table(ArticleFact.heading) { write in
                try context.ledger.articleFacts(choice.query) { fact in
                    try write(fact.row)
                    return true
                }
            }
        }
    }

    private func json(_ figures: Figures) -> Response {
        .json { json in
            json.object { json in
                json.member("since", figures.since?.description)
                json.member("statements", figures.all.statements)
                json.name("outlets")
                json.array(figures.outlets) { outlet, json in
                    json.object { json in
                        json.member("id", outlet.outlet.id)
                        json.member("name", outlet.outlet.name)
                        outlet.counts.writeMembers(outlet.ownVoice, to: &json)
                        json.name("speakers")
                        json.array(outlet.speakers) { $1.write($0) }
                    }
                }
            }
        }
    }

    // MARK: The page

    private func page(_ figures: Figures, _ listed: [ListedOutlet]) -> HTML {
        Frame(title: "Figures", address: address(choice), formats: [.json, .csv], query: choice.words, kind: "figures").page {
            html in
            html.element("div", .class("sheet broad")) { html in
                html.element("h1", text: "Figures")
                lead(figures, &html)
                FigureForm(choice: choice, listed: listed, shown: figures.outlets.map(\.outlet.id)).write(&html)
                tables(&html)
                guard figures.all.statements > 0 else {
                    return html.element("p", .class("empty"), text: "No statement of this choice is in the ledger.")
                }
                FigureTables(figures: figures, choice: choice).write(&html)
            }
        }
    }

    private func lead(_ figures: Figures, _ html: inout HTML) {
        html.element("p", .class("lead")) { html in
            html.count(figures.all.statements, "statement", "statements")
            html.text(" of ")
            html.count(figures.outletCount, "outlet", "outlets")
            if let first = figures.months.first, let last = figures.months.last {
                html.text(first == last ? ", \(first.monthName)" : ", \(first.monthName) to \(last.monthName)")
            }
            html.text(". Each figure leads to its statements.")
        }
        if let since = figures.since {
            html.element("p", .class("remark")) { html in
                html.text(
                    "The ledger has more: these are its latest \(grouped(Figures.articles)) articles or so, since \(since.monthName). "
                )
                html.element("a", .href(address(choice.published(since: "0001", until: nil))), text: "Count all that have a day")
                html.text(", which takes longer; the tables have all in any case.")
            }
        }
        if choice.words != nil || choice.isNarrowedBeyondOutletsAndDays {
            html.element("p", .class("remark")) { html in
                html.text("Of a choice of statements. ")
                html.element("a", .href(choice.added(to: .search)), text: "Read them")
                html.text(", or ")
                html.element("a", .href(.figures), text: "count all")
                html.text(".")
            }
        }
    }

    /// The way to the tables that other programs read.
    private func tables(_ html: inout HTML) {
        html.element("p", .class("buttons")) { html in
            html.element("a", .class("button"), .href(address(choice).data(.csv)), text: "Statements as CSV")
            if choice.query.asksForArticlesAlone {
                html.element(
                    "a", .class("button"), .href(address(choice).with("of", Rows.articles.rawValue).data(.csv)),
                    text: "Articles as CSV")
            }
            html.element(
                "span", .class("help"), text: "One a row, for R and pandas; Documentation/codebook.md tells the columns.")
        }
    }
}

extension Figures.Counts {
    fileprivate func writeMembers(_ ownVoice: [Day: OwnWordCount], to json: inout JSONWriter) {
        json.member("statements", statements)
        json.name("forms")
        json.object { json in for form in Form.allCases { json.member(form, forms[form] ?? 0) } }
        json.name("acts")
        json.object { json in for (act, count) in acts.sorted(by: { $0.key < $1.key }) { json.member(act, count) } }
        json.name("attributes")
        json.object { json in
            for (name, values) in attributes.sorted(by: { $0.key < $1.key }) {
                json.name(name)
                json.object { json in
                    for (value, count) in values.sorted(by: { $0.key < $1.key }) { json.member(value, count) }
                }
            }
        }
        json.name("sources")
        json.array(sources.sorted { $0.key < $1.key }) { source, json in
            json.object { json in
                json.member("sourcing", source.key.sourcing)
                json.member("kind", source.key.kind?.rawValue)
                json.member("statements", source.value)
            }
        }
        json.name("months")
        json.array(months.sorted { $0.key < $1.key }) { month, json in
            json.object { json in
                json.member("month", month.key.monthName)
                json.member("statements", month.value.statements)
                json.name("sourcing")
                json.object { json in
                    for (name, count) in month.value.sources.sorted(by: { $0.key < $1.key }) { json.member(name, count) }
                }
                json.member("own_voice", share: ownVoice[month.key]?.share)
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func member(_ form: Form, _ count: Int) { member(form.rawValue, count) }
}

extension Figures.Source: Comparable {
    /// In the order of names, those of no known kind last.
    public static func < (a: Figures.Source, b: Figures.Source) -> Bool {
        (a.sourcing, a.kind?.rawValue ?? "~") < (b.sourcing, b.kind?.rawValue ?? "~")
    }
}

extension StatementChoice {
    /// Whether it asks for more than outlets and days.
    var isNarrowedBeyondOutletsAndDays: Bool { !query.asksForArticlesAlone }
}
