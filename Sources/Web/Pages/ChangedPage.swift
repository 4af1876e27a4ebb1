import Actors
import Finding
import HTTP
import Ledger
import Record
import Wire

/// What an actor is reported to have said on the same matters at different times.
struct ChangedPage: Page {
    static let route = Route.number(under: "speaker", ending: ["changed"])
    static let isSameForAll = true

    static func response(_ id: Int, _ context: PageContext) throws -> Response {
        let actor = try context.ledger.show(actor: "@\(id)").actor
        if actor.id != id { return .see(Address.speaker(actor.id).changed.data(context.format)) }
        let words = context.request.value("topic")
        let changes = try changes(of: actor, words, context)
        switch context.format {
        case .html: return .html(try page(changes, words, context))
        case .json: return .json { changes.write(to: &$0) }
        case .csv: return .table(changes.table)
        }
    }

    /// What the page shows; kept, for the speaker's own page shows some of it.
    static func changes(of actor: ActorEntry, _ words: String?, _ context: PageContext) throws -> Changes {
        let topic = try words.map { try Topic($0) }
        return try context.shared.answers.value("changed \(actor.id) \(topic?.words ?? "")", mark: context.mark) {
            try context.ledger.changes(of: actor, topic: topic)
        }
    }

    private static func page(_ changes: Changes, _ words: String?, _ context: PageContext) throws -> HTML {
        let actor = changes.actor
        let cards = try context.ledger.cards()
        let address = Address.speaker(actor.id).changed.with("topic", words)
        return Frame(title: "\(actor.name) at different times", address: address, formats: [.json, .csv]).page { html in
            html.element("div", .class("sheet")) { html in
                html.element("h1") { html in
                    html.element("a", .class("name"), .href(.speaker(actor.id)), text: actor.name)
                    html.text(" at different times")
                }
                html.element(
                    "p", .class("lead"),
                    text:
                        "Statements of different days that share their rarer words, the earlier first. Whether anything changed is for you to read: either may have been "
                        + "right in its day, and either article may have it wrong.")
                html.element("form", .class("versus"), .action(Address.speaker(actor.id).changed), .fixed("role", "search")) {
                    html in
                    html.element("label") { html in
                        html.element("span", text: "On (any matter)")
                        html.void("input", .fixed("name", "topic"), .named("value", words ?? ""), .fixed("autocomplete", "off"))
                    }
                    html.element("button", text: "Show")
                }
                html.element(
                    "p", .class("remark"),
                    text: counted(changes.statements, "statement was", "statements were")
                        + " looked at. That one negates another, or names another number or day, is said "
                        + "where all other words are the same; those come first.")
                if changes.pairs.isEmpty {
                    html.element(
                        "p", .class("empty"), text: "No two of different days were found that are near in words.")
                }
                FacingPairs(pairs: changes.pairs, cards: cards, saysWho: false).write(to: &html)
                if !changes.toldByOthers.isEmpty {
                    html.element("h2", text: "As others say that \(actor.name) said")
                    FacingPairs(pairs: changes.toldByOthers, cards: cards).write(to: &html)
                }
            }
        }
    }
}
