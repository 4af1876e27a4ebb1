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
    /// How many the page shows; its data has all.
    private static let length = 100

    static func response(_: Void, _ context: PageContext) throws -> Response {
        if let name = context.request.value("name"), context.format == .html { return try named(name, context) }
        switch context.format {
        case .html:
            return .html(
                page(
                    try context.shared.answers.value("speakers", mark: context.mark) {
                        try context.ledger.mostHeard(length)
                    }))
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

    private static func page(_ speakers: [CountedActor]) -> HTML {
        Frame(title: "Speakers", address: .speakers, formats: [.json, .csv]).page { html in
            html.element("div", .class("sheet")) { html in
                html.element("h1", text: "Speakers")
                search("", &html)
                html.element("h2", text: "Most statements")
                if speakers.isEmpty { html.element("p", .class("empty"), text: "Nobody is heard yet.") }
                html.ranked(speakers, "statement", "statements")
            }
        }
    }
}
