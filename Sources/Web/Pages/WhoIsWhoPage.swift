import Actors
import HTTP
import Ledger
import Record
import Wire

/// Actors that are likely to be one, for a person to decide.
struct WhoIsWhoPage: Page {
    static let route = Route.at(["who"])
    private let context: PageContext
    /// How many pairs the page holds, and how many of what was decided last.
    private static let (length, decided) = (20, 10)

    static func response(_: Void, _ context: PageContext) throws -> Response {
        // Who has just decided does not want to be asked again.
        let doubles = try context.shared.answers.value("doubles", mark: context.mark, isExact: true) {
            try context.ledger.suggestedDoubles(limit: length)
        }
        switch context.format {
        case .html: return .html(try WhoIsWhoPage(context: context).page(doubles))
        case .json:
            return .json { json in
                json.object { json in
                    json.name("doubles")
                    json.array(doubles) { $0.write(to: &$1) }
                }
            }
        case .csv: return .table(SuggestedDouble.heading + doubles.map(\.row).joined())
        }
    }

    private func page(_ doubles: [SuggestedDouble]) throws -> HTML {
        let acts = try context.ledger.actorActs(limit: 100).filter {
            ["merge", "differ"].contains($0.verb) && $0.undoneBy == nil
        }
        return Frame(title: "Who is who", address: .whoIsWho, formats: [.json, .csv], kind: "reviewing").page { html in
            html.element("div", .class("sheet")) { html in
                html.element("h1", text: "Who is who")
                lead(doubles, &html)
                ReviewerForm.write(.whoIsWho, context, to: &html)
                for double in doubles { DoubleCase(double, context).write(to: &html) }
                last(Array(acts.prefix(WhoIsWhoPage.decided)), &html)
                html.keys([
                    ("j", "the next two"), ("k", "the two before"), ("y", "they are one"), ("n", "they are different"),
                    ("u", "undo what you decided on them"), ("?", "these keys"),
                ])
            }
        }
    }

    private func lead(_ doubles: [SuggestedDouble], _ html: inout HTML) {
        guard !doubles.isEmpty else {
            return html.element("p", .class("lead"), text: "No two speakers or others look like one.")
        }
        html.element("p", .class("lead")) { html in
            html.text("Are these two one? The likeliest come first; the points are no probability. Decide with ")
            for key in ["y", "n"] { html.element("kbd", text: key) }
            html.text(", go on with ")
            for key in ["j", "k"] { html.element("kbd", text: key) }
            html.text("; ")
            html.element("kbd", text: "?")
            html.text(" tells all keys. Whatever you decide can be undone.")
        }
    }

    /// What was decided last, so that it can be undone later, and without a script.
    private func last(_ acts: [ActorAct], _ html: inout HTML) {
        guard !acts.isEmpty else { return }
        html.element("h2", text: "Decided last")
        html.element("ol", .class("decided")) { html in
            for act in acts {
                html.element("li", .class("entry")) { html in
                    html.element("p") { html in
                        html.element("a", .class("who"), .href(.speaker(act.actor.id)), text: act.actor.name)
                        html.text(act.verb == "merge" ? " stands for too: " : " is different ")
                        html.element("bdi", text: act.words)
                    }
                    html.element("form", .class("buttons"), .fixed("method", "post"), .action(.whoIsWho)) { html in
                        html.formToken(context)
                        html.hidden("act", "\(act.id)")
                        html.element(
                            "button", .fixed("name", "decision"), .fixed("value", "undo"),
                            .named("aria-label", "Undo act \(act.id)"),
                            text: "Undo")
                        html.element("span", .class("help"), text: "act \(act.id), \(act.who), \(Moment(act.at).text)")
                    }
                }
            }
        }
    }
}
