import Finding
import Foundation
import HTTP
import Ledger
import Record
import Reviews
import Wire

/// What the ledger holds, over its own span of time; what is new since the visitor's last visit, and what waits to be decided. An empty one explains the next step.
struct FrontPage: Page {
    static let route = Route.at([])
    private let overview: Overview
    private let context: PageContext
    private static let length = 8
    /// How many statements of those to be judged are shown.
    private static let doubtful = 3
    /// How many columns small plots have at most.
    private static let sparkColumns = 60

    static func response(_: Void, _ context: PageContext) throws -> Response {
        let overview = try context.shared.answers.value("overview", mark: context.mark) {
            try context.ledger.overview(length: length)
        }
        switch context.format {
        case .html:
            var visitor = try context.visitor()
            // What was computed for all may be some seconds old.
            visitor.look(article: try context.ledger.lastArticle(), now: Int(Date().timeIntervalSince1970))
            return try context.keeping(visitor, .html(FrontPage(overview: overview, context: context).page(visitor)))
        case .json: return .json { json in FrontPage.write(overview, to: &json) }
        case .csv: throw PageError.noData
        }
    }

    private static func write(_ overview: Overview, to json: inout JSONWriter) {
        json.object { json in
            json.member("articles", overview.articles)
            json.member("statements", overview.statements)
            json.name("months")
            json.array(overview.months) { month, json in
                json.object { json in
                    json.member("month", month.month.monthName)
                    json.member("articles", month.count)
                }
            }
            json.member("speakers_since", overview.since?.description)
            json.name("speakers")
            json.array(overview.speakers) { $1.write($0) }
            json.name("outlets")
            json.array(overview.outlets) { $1.write($0) }
            json.name("latest")
            json.array(overview.latest) { $0.article.write(to: &$1) }
        }
    }

    private func page(_ visitor: Visitor) throws -> HTML {
        try Frame(title: "Dixit", address: .front, formats: [.json], kind: "front").page { html in
            try html.element("div", .class("sheet")) { html in
                guard overview.articles > 0 else { return empty(&html) }
                html.element("h1", text: "Who said what")
                lead(&html)
                TimePlot(overview.months, of: "article", "articles").write("Articles by month of publication", to: &html) {
                    $0 == $1 ? Address.articles.with("month", $0) : Address.search.with("since", $0).with("until", $1)
                }
                try html.element("div", .class("cards")) { html in
                    try WhatIsNew(of: visitor, context).write(&html)
                    try decide(&html)
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

    private func lead(_ html: inout HTML) {
        html.element("p", .class("lead")) { html in
            html.count(overview.statements, "statement", "statements")
            html.text(" in ")
            html.count(overview.articles, "article", "articles")
            if let days = overview.days {
                html.text(", published ")
                html.time("\(days.lowerBound)")
                if days.upperBound > days.lowerBound {
                    html.text(" to ")
                    html.time("\(days.upperBound)")
                }
            }
            html.text(". ")
            html.element("a", .href(.figures), text: "Figures")
            html.text(", or ")
            html.element("a", .href(.add), text: "add more")
            html.text(".")
        }
    }

    /// What waits for a person: statements that the machine is least certain of, and who may be one.
    private func decide(_ html: inout HTML) throws {
        let doubtful = try context.shared.answers.value("least certain", mark: context.mark) {
            try context.ledger.leastCertain(FrontPage.doubtful)
        }
        html.element("section") { html in
            html.element("h2", text: "To decide")
            if doubtful.isEmpty { html.element("p", .class("empty"), text: "Every statement has been judged.") }
            html.element("ol") { html in for entry in doubtful { html.entry(entry) } }
            html.element("p", .class("more")) { html in
                html.element("a", .href(.review), text: "Judge what the machine is least certain of")
                html.text(", or say ")
                html.element("a", .href(.whoIsWho), text: "who is who")
                html.text(".")
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
            html.element("h2", text: "Heard most, by statements" + (overview.since.map { " since \($0.monthName)" } ?? ""))
            html.element("ol", .class("ranked")) { html in
                for (speaker, months) in zip(overview.speakers, sparks) {
                    html.element("li") { html in
                        html.element("a", .href(.speaker(speaker.actor.id)), text: speaker.actor.name)
                        html.spark(overTime(months), "Statements over time, the latest last")
                        html.element("span", .class("number")) { html in
                            html.text(grouped(speaker.count))
                            html.element("span", .class("unseen"), text: speaker.count == 1 ? " statement" : " statements")
                        }
                    }
                }
            }
            html.element("p", .class("more")) { $0.element("a", .href(.speakers), text: "All speakers") }
        }
    }

    /// The counts over the ledger's own span of time, several months together where there are many.
    private func overTime(_ months: [MonthCount]) -> [Int] {
        let counts = Dictionary(months.map { ($0.month, $0.count) }, uniquingKeysWith: +)
        let all = overview.months.map { counts[$0.month] ?? 0 }
        let step = max(1, (all.count + FrontPage.sparkColumns - 1) / FrontPage.sparkColumns)
        return stride(from: 0, to: all.count, by: step).map { all[$0..<min($0 + step, all.count)].reduce(0, +) }
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
            html.element("p", .class("more")) { html in
                html.element("a", .href(.outlets), text: "All outlets")
                html.text(", ")
                html.element("a", .href(.figures), text: "side by side in figures")
            }
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
