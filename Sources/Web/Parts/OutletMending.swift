import Finding
import Ledger
import Mending
import Record
import Wire

/// The forms by which an outlet is renamed, or another one is merged into it, and what people did to it.
struct OutletMending {
    private let outlet: ListedOutlet
    private let others: [ListedOutlet]
    private let acts: [OutletAct]
    private let context: PageContext
    /// A name that a visitor has typed, and that was refused.
    private let typed: String?
    /// The other outlet that is chosen where the page opens.
    private let chosen: Int?

    init(
        _ outlet: ListedOutlet, among outlets: [ListedOutlet], typed: String? = nil, chosen: Int? = nil, _ context: PageContext
    ) throws {
        self.outlet = outlet
        self.typed = typed
        self.chosen = chosen
        self.context = context
        others = outlets.filter { $0.id != outlet.id }
        acts = try context.ledger.outletActs(upon: outlet.id)
    }

    /// Writes the forms in a fold.
    func write(_ html: inout HTML) {
        html.element("details", .class("provenance"), .id(Anchor("mend"))) { html in
            html.element("summary", text: "Rename or merge")
            writeForms(&html)
        }
    }

    /// Writes the forms and what people did.
    func writeForms(_ html: inout HTML) {
        html.mending(.outlet, context, [("outlet", outlet.id)]) { html in
            html.element("p", .class("buttons")) { html in
                html.element("label", .fixed("for", "mend-name"), text: "Name")
                html.void(
                    "input", .fixed("type", "text"), .id(Anchor("mend-name")), .fixed("name", "name"),
                    .named("value", typed ?? outlet.name),
                    .fixed("maxlength", "1000"), .fixed("autocomplete", "off"))
                html.button(.rename, "Rename")
            }
        }
        if !others.isEmpty {
            html.mending(.outlet, context, [("outlet", outlet.id)]) { html in
                html.element("p", .class("buttons")) { html in
                    html.element("label", .fixed("for", "mend-other"), text: "It is also called")
                    html.element("select", .id(Anchor("mend-other")), .fixed("name", "other")) { html in
                        for other in offered {
                            html.element(
                                "option", .named("value", "\(other.id)"), other.id == chosen ? .flag("selected") : .none,
                                text: other.name)
                        }
                    }
                    html.button(.merge, "Merge")
                }
            }
        }
        html.element(
            "p", .class("help"),
            text: "Articles that come later under a former name are this outlet’s too. Whatever you decide can be undone.")
        log(&html)
    }

    /// The others by name, the one that is chosen among them however many there are.
    private var offered: [ListedOutlet] {
        let sorted = others.sorted { $0.name.lowercased() < $1.name.lowercased() }
        let first = sorted.prefix(2_000)
        return first + sorted.dropFirst(first.count).filter { $0.id == chosen }
    }

    private func log(_ html: inout HTML) {
        guard !acts.isEmpty else { return }
        html.element("ol", .class("decided"), .fixed("aria-label", "Mended last")) { html in
            for act in acts {
                html.element("li", .class("entry")) { html in
                    html.element("p") { html in
                        html.text(act.undoes.map { "Undone: act \($0): " } ?? (act.verb == "merge" ? "Merged " : "Renamed "))
                        html.element("bdi", text: act.words)
                    }
                    let told =
                        "act \(act.id), \(act.who), \(Moment(act.at).text)" + (act.undoneBy.map { ", undone by act \($0)" } ?? "")
                    guard act.undoes == nil, act.undoneBy == nil else { return html.element("p", .class("help"), text: told) }
                    html.mending(.outlet, context, [("act", act.id), ("outlet", outlet.id)]) { html in
                        html.element("p", .class("buttons")) { html in
                            html.button(.undoOutlet, "Undo", label: "Undo act \(act.id)")
                            html.element("span", .class("help"), text: told)
                        }
                    }
                }
            }
        }
    }
}
