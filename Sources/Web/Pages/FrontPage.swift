import Finding
import HTTP
import Ledger
import Record
import Reviews
import Wire

/// What the ledger holds, and what is new in it. An empty one explains the next step.
struct FrontPage: Page {
    static let route = Route.at([])
    private let overview: Overview
    private let context: PageContext
    private static let months = 12
    private static let length = 10

    static func response(_: Void, _ context: PageContext) throws -> Response {
        let overview = try context.shared.answers.value("overview", mark: context.mark) {
            try context.ledger.overview(months: months, length: length)
        }
        switch context.format {
        case .html: return .html(try FrontPage(overview: overview, context: context).page())
        case .json: return .json { json in FrontPage.write(overview, to: &json) }
        case .csv: throw PageError.noData
        }
    }

    private static func write(_ overview: Overview, to json: inout JSONWriter) {
        json.object { json in
            json.member("articles", overview.articles)
            json.name("months")
            json.array(overview.months) { month, json in
                json.object { json in
                    json.member("month", month.month.monthName)
                    json.member("statements", month.count)
                }
            }
            json.name("speakers")
            json.array(overview.speakers) { $1.write($0) }
            json.name("outlets")
            json.array(overview.outlets) { $1.write($0) }
            json.name("latest")
            json.array(overview.latest) { $0.article.write(to: &$1) }
        }
    }

    private func page() throws -> HTML {
        try Frame(title: "Dixit", address: .front, formats: [.json], kind: "front").page { html in
            try html.element("div", .class("sheet")) { html in
                guard overview.articles > 0 else { return empty(&html) }
                html.element("h1", text: "Who said what")
                html.element("p", .class("lead")) { html in
                    html.count(overview.articles, "article", "articles")
                    html.text(" in this ledger. ")
                    html.element("a", .href(.review), text: "Judge what the machine is least certain of")
                    html.text(", or ")
                    html.element("a", .href(.add), text: "add more")
                    html.text(".")
                }
                TimePlot(overview.months).write("Statements in the last months", to: &html) { month in
                    Address.articles.with("month", month)
                }
                try html.element("div", .class("cards")) { html in
                    try speakers(&html)
                    outlets(&html)
                }
                html.element("section") { html in
                    html.element("h2", text: "Added last")
                    html.element("ol") { html in
                        for article in overview.latest { html.entry(article) }
                    }
                    html.element("p", .class("more")) { $0.element("a", .href(.articles), text: "All articles") }
                }
            }
        }
    }

    private func speakers(_ html: inout HTML) throws {
        let sparks = try overview.speakers.map { speaker in
            try context.shared.answers.value("spark \(speaker.actor.id)", mark: context.mark) {
                try context.ledger.months(of: speaker.actor.id)
            }
        }
        html.element("section") { html in
            html.element("h2", text: "Most heard, last \(overview.months.count) months")
            html.element("ol", .class("ranked")) { html in
                for (speaker, months) in zip(overview.speakers, sparks) {
                    html.element("li") { html in
                        html.element("a", .href(.speaker(speaker.actor.id)), text: speaker.actor.name)
                        html.spark(within(months), "Statements by month, the latest last")
                        html.element("span", .class("number"), text: grouped(speaker.count))
                    }
                }
            }
            html.element("p", .class("more")) { $0.element("a", .href(.speakers), text: "All speakers") }
        }
    }

    /// The counts of the overview's months.
    private func within(_ months: [MonthCount]) -> [MonthCount] {
        let counts = Dictionary(months.map { ($0.month, $0.count) }, uniquingKeysWith: +)
        return overview.months.map { MonthCount(month: $0.month, count: counts[$0.month] ?? 0) }
    }

    private func outlets(_ html: inout HTML) {
        html.element("section") { html in
            html.element("h2", text: "Outlets")
            html.element("ol", .class("ranked")) { html in
                for outlet in overview.outlets {
                    html.element("li") { html in
                        html.element("a", .href(.outlet(outlet.id)), text: outlet.name)
                        html.element("span", .class("number"), text: counted(outlet.articles, "article", "articles"))
                        html.element("span", .class("number"), text: outlet.lastDay.map { "latest \($0)" } ?? "")
                    }
                }
            }
            html.element("p", .class("more")) { $0.element("a", .href(.outlets), text: "All outlets") }
        }
    }

    /// What to do first.
    private func empty(_ html: inout HTML) {
        html.element("h1", text: "Nothing is in this ledger yet")
        html.element("p", .class("lead")) { html in
            html.text("Add articles ")
            html.element("a", .href(.add), text: "here")
            html.text(", or with the command line:")
        }
        html.element("pre") { $0.element("code", text: "dixit add --ledger '\(context.shared.path)' article.txt folder/") }
        html.element(
            "p",
            text:
                "Each is read once, which takes about a tenth of a second; then it can be opened here, with who says what in it.")
    }
}
