import Actors
import Finding
import HTTP
import Ledger
import Record
import Wire

/// Those who are heard most, and the way to all others by name.
struct SpeakersPage: Page {
    static let route = Route.at(["speakers"])
    static let isSameForAll = true
    /// How many a page shows; the data has all.
    private static let length = 30

    static func response(_: Void, _ context: PageContext) throws -> Response {
        if let name = context.request.value("name"), context.format == .html { return try named(name, context) }
        switch context.format {
        case .html:
            let number = try context.number("page") ?? 1
            // One more than is shown tells whether there are more.
            let heard = try context.shared.answers.value("speakers \(number)", mark: context.mark) {
                try context.ledger.heard(length + 1, skipping: (number - 1) * length)
            }
            return .html(page(heard, number))
        case .json:
            return try .json(array: "speakers") { write in
                try context.ledger.eachHeard { speaker in try write { $0.write(speaker) } }
            }
        case .csv:
            return try .table(Cells.row(["actor", "name", "kind", "statements"])) { write in
                try context.ledger.eachHeard { speaker in
                    let actor = speaker.actor
                    try write(
                        Cells.row(["\(actor.id)", Cells.safe(actor.name), actor.kind?.rawValue ?? "", "\(speaker.count)"]))
                }
            }
        }
    }

    /// The one of that name, or the choice of several.
    private static func named(_ name: String, _ context: PageContext) throws -> Response {
        do {
            return .see(.speaker(try context.ledger.actor(name, for: .any).id))
        } catch let error as QuestionError {
            return .html(
                Frame(title: "“\(name)”", address: .speakers).page { html in
                    html.element("div", .class("sheet")) { html in
                        html.element("h1", text: "“\(name)”")
                        search(name, &html)
                        html.element(
                            "p", .class("lead"),
                            text: error.choices.isEmpty ? "Nobody is called so." : "This may be one of these:")
                        html.element("ol", .class("ranked")) { html in
                            for choice in error.choices {
                                html.element("li") { html in
                                    html.element("a", .href(.speaker(choice.actor.id)), text: choice.actor.name)
                                    html.element(
                                        "span", .class("number"), text: counted(choice.statements, "statement", "statements"))
                                    html.element("span", .class("number"), text: "mentioned in \(grouped(choice.mentions))")
                                }
                            }
                        }
                    }
                }, status: error.choices.isEmpty ? 404 : 200)
        }
    }

    private static func search(_ name: String, _ html: inout HTML) {
        html.element("form", .class("find"), .action(.speakers)) { html in
            html.void(
                "input", .fixed("type", "search"), .fixed("name", "name"), .fixed("aria-label", "A speaker’s name"),
                .fixed("placeholder", "A name"), .named("value", name))
            html.element("button", text: "Find")
        }
    }

    private static func page(_ heard: [HeardActor], _ number: Int) -> HTML {
        let address = Address.speakers.with("page", number > 1 ? number : nil)
        return Frame(title: "Speakers", address: address, formats: [.json, .csv]).page { html in
            html.element("div", .class("sheet")) { html in
                html.element("h1", text: "Speakers")
                search("", &html)
                html.element("h2", text: number > 1 ? "Most statements, page \(grouped(number))" : "Most statements")
                if heard.isEmpty {
                    html.element("p", .class("empty"), text: number > 1 ? "Nobody else is heard." : "Nobody is heard yet.")
                }
                html.element("ol", .class("heard")) { html in for actor in heard.prefix(length) { entry(actor, &html) } }
                html.element("nav", .class("pager"), .fixed("aria-label", "Pages of speakers")) { html in
                    if number > 1 {
                        let before = Address.speakers.with("page", number > 2 ? number - 1 : nil)
                        html.element("a", .href(before), .fixed("rel", "prev"), text: "Before")
                    }
                    if heard.count > length {
                        html.element(
                            "a", .href(.speakers.with("page", number + 1)), .fixed("rel", "next"), text: "Next")
                    }
                }
            }
        }
    }

    /// Enough of somebody to tell them from others of their name: what they are, where and when they are heard, and what they said last.
    private static func entry(_ heard: HeardActor, _ html: inout HTML) {
        html.element("li", .class("entry")) { html in
            html.element("p", .class("title")) { html in
                html.element("a", .href(.speaker(heard.actor.id)), text: heard.actor.name)
                if let kind = heard.actor.kind { html.element("span", .class("kind"), text: kind.rawValue) }
                html.element("span", .class("number"), text: counted(heard.count, "statement", "statements"))
            }
            html.element("p", .class("origin")) { html in
                for outlet in heard.outlets.compactMap(\.outlet) { html.element("span", text: outlet) }
                if let first = heard.firstDay, let last = heard.lastDay {
                    html.element("span") { html in
                        html.time(first.description)
                        if last != first {
                            html.text(" to ")
                            html.time(last.description)
                        }
                    }
                }
            }
            for said in heard.latest {
                html.element("p", .class("glimpse")) { html in
                    html.element("a", .href(.statement(article: said.id.article, number: said.id.number))) { html in
                        html.element("span", .class("act"), text: said.cueWords)
                        html.text(" ")
                        // No quotation marks: what is indirect is the article's words.
                        html.element("span", text: said.statement.content.words)
                    }
                }
            }
        }
    }
}
