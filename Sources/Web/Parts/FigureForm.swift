import Finding
import Record

/// Which outlets and days are counted; whatever else is asked for stays.
struct FigureForm {
    let choice: StatementChoice
    /// All outlets, those with most articles first.
    let listed: [ListedOutlet]
    /// Those that stand side by side now.
    let shown: [Int]

    /// How many outlets are offered by name; others can be written.
    private static let offered = 24

    func write(_ html: inout HTML) {
        html.element("form", .class("versus figures"), .action(.figures)) { html in
            for (name, value) in kept {
                html.void("input", .fixed("type", "hidden"), .named("name", name), .named("value", value))
            }
            outlets(&html)
            for (name, title) in [("since", "Since"), ("until", "Until")] as [(StaticString, StaticString)] {
                html.element("label") { html in
                    html.element("span", text: title.description)
                    html.void(
                        "input", .fixed("name", name), .named("value", choice.month ?? choice.other(name.description) ?? ""),
                        .fixed("placeholder", "2021-03"), .fixed("autocomplete", "off"))
                }
            }
            html.element("button", text: "Show")
        }
    }

    /// What is asked for beside outlets and days.
    private var kept: [(String, String)] {
        let days: Set = ["since", "until"]
        var fields = choice.others.filter { !days.contains($0.name) }.map { ($0.name, $0.value) }
        fields += choice.marks.map { ("mark", $0.text) } + choice.forms.map { ("form", $0.rawValue) }
        fields += choice.speakers.map { ("speaker", "\($0.id)") } + (choice.words.map { [("q", $0)] } ?? [])
        return fields + (choice.isReviewed.map { [("reviewed", $0 ? "yes" : "no")] } ?? [])
    }

    private func outlets(_ html: inout HTML) {
        guard listed.count > 1 else { return }
        let offered = listed.filter { shown.contains($0.id) } + listed.filter { !shown.contains($0.id) }
        html.element("details", choice.outlets.isEmpty ? .none : .flag("open")) { html in
            html.element("summary", text: "Outlets side by side")
            html.element("fieldset") { html in
                html.element("legend", .class("unseen"), text: "Outlets")
                for outlet in offered.prefix(max(FigureForm.offered, shown.count)) {
                    html.element("label", .class("tick")) { html in
                        html.void(
                            "input", .fixed("type", "checkbox"), .fixed("name", "outlet"), .named("value", "\(outlet.id)"),
                            choice.outlets.contains { $0.id == outlet.id } ? .flag("checked") : .none)
                        html.text(" \(outlet.name)")
                    }
                }
                if listed.count > FigureForm.offered {
                    html.element("label", .class("tick")) { html in
                        html.text("another ")
                        html.void("input", .fixed("name", "outlet"), .fixed("autocomplete", "off"))
                    }
                }
            }
        }
    }
}
