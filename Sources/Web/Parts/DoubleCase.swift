import Actors
import Ledger
import Record
import Wire

/// Two actors that are likely to be one, side by side, with the evidence and the buttons.
struct DoubleCase {
    private let double: SuggestedDouble
    private let context: PageContext

    init(_ double: SuggestedDouble, _ context: PageContext) {
        self.double = double
        self.context = context
    }

    func write(to html: inout HTML) {
        let (actor, other) = (double.actor.actor, double.other.actor)
        html.element(
            "section", .class("case"), .named("data-case", "\(actor.id)-\(other.id)"), .fixed("tabindex", "-1"),
            .named("aria-label", "\(actor.name) and \(other.name)")
        ) { html in
            html.element("div", .class("pair")) { html in
                profile(double.actor, &html)
                profile(double.other, &html)
            }
            html.element("ul", .class("evidence"), .fixed("aria-label", "Evidence")) { html in
                for evidence in double.evidence {
                    html.element("li", evidence.points < 0 ? .class("against") : .none) { html in
                        html.element("span", .class("number"), text: evidence.shownPoints)
                        html.element("span", .class("sort"), text: evidence.sort.rawValue)
                        html.element("bdi", text: evidence.words)
                    }
                }
                html.element("li", .class("sum")) { html in
                    html.element("span", .class("number"), text: double.shownPoints)
                    html.element("span", text: "points together")
                }
            }
            decision(&html)
        }
    }

    private func decision(_ html: inout HTML) {
        html.element("form", .class("buttons"), .fixed("method", "post"), .action(.whoIsWho)) { html in
            html.formToken(context)
            html.hidden("actor", "\(double.actor.actor.id)")
            html.hidden("other", "\(double.other.actor.id)")
            html.hidden("act", "")
            for (value, key, title) in [("same", "y", "Same"), ("different", "n", "Different"), ("undo", "u", "Undo")]
                as [(StaticString, StaticString, String)]
            {
                html.element(
                    "button", .fixed("name", "decision"), .fixed("value", value), .fixed("aria-keyshortcuts", key),
                    title == "Same" ? .class("first") : title == "Undo" ? .flag("hidden") : .none, text: title)
            }
            html.element("span", .class("state"), .fixed("aria-live", "polite")) { _ in }
        }
    }

    // MARK: One of them

    private func profile(_ profile: ActorProfile, _ html: inout HTML) {
        html.element("div", .class("profile")) { html in
            html.element("h2") { $0.element("a", .class("name"), .href(.speaker(profile.actor.id)), text: profile.actor.name) }
            if !profile.names.isEmpty {
                let more = profile.names.count > 6 ? ", and \(profile.names.count - 6) more" : ""
                html.element("p", .class("names")) { html in
                    html.text("Also ")
                    html.element("bdi", text: profile.names.prefix(6).joined(separator: ", ") + more)
                }
            }
            html.element("p", .class("origin")) { html in
                html.element("span", text: "@\(profile.actor.id)")
                html.element("span", text: profile.actor.kind?.rawValue ?? "kind not known")
                html.element("span", text: counted(profile.articles, "article", "articles"))
                html.element("span", text: counted(profile.choice.statements, "statement", "statements"))
                days(profile, &html)
            }
            html.element("p", .class("origin")) { html in
                if profile.outlets.isEmpty { html.element("span", .class("unknown"), text: "outlet not known") }
                for outlet in profile.outlets.prefix(4) { html.element("span") { $0.element("bdi", text: outlet) } }
                if profile.outlets.count > 4 { html.element("span", text: "and \(profile.outlets.count - 4) more outlets") }
            }
            if profile.examples.isEmpty { html.element("p", .class("empty"), text: "In no statement.") }
            html.element("ol") { html in
                for entry in profile.examples {
                    html.entry(entry, saysWho: entry.actor?.id != profile.actor.id)
                }
            }
        }
    }

    private func days(_ profile: ActorProfile, _ html: inout HTML) {
        guard let first = profile.firstDay, let last = profile.lastDay else {
            return html.element("span", .class("unknown"), text: "no date")
        }
        html.element("span") { html in
            html.time("\(first)")
            if first != last {
                html.text(" to ")
                html.time("\(last)")
            }
        }
    }
}
