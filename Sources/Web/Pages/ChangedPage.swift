import Actors
import Finding
import HTTP
import Ledger
import Record
import Wire

/// Where an actor is reported to have said one thing and, at another time, what stands against it.
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

    private static func changes(of actor: ActorEntry, _ words: String?, _ context: PageContext) throws -> Changes {
        let topic = try words.map { try Topic($0) }
        let judge = try context.shared.pairs.judge()
        return try context.shared.answers.value("changed \(actor.id) \(topic?.words ?? "")", mark: context.mark) {
            try context.ledger.changes(of: actor, topic: topic, judge: judge)
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
                        "Statements of different days that stand against each other, the earlier first. Either may have been right in its day, and either article may have "
                        + "it wrong: read both where they stand.")
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
                    text:
                        "\(counted(changes.statements, "statement", "statements")), of which \(counted(changes.compared, "pair was", "pairs were")) held against each other."
                )
                if changes.pairs.isEmpty {
                    html.element(
                        "p", .class("empty"), text: "No two were found to stand against each other, as far as that can be told.")
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
