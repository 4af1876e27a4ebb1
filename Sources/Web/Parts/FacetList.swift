import Finding
import Record

/// The ways to narrow down a choice of statements, each with how many it would leave, and back from what was chosen.
struct FacetList {
    let facets: Facets
    let choice: StatementChoice
    /// The page's address under another choice.
    let address: (StatementChoice) -> Address

    /// How many values of each are shown.
    static let length = 8

    func write(to html: inout HTML) {
        facet("Speaker", facets.speakers.map { ($0.value, $0.count) }, choice.speakers, &html, name: \.name) {
            $0.speakers = $1
        }
        facet("Outlet", facets.outlets.map { ($0.value, $0.count) }, choice.outlets, &html, name: \.name) {
            $0.outlets = $1
        }
        let months = facets.months.map { (value: $0.value.monthName, count: $0.count) }
        facet("Month", months, choice.month.map { [$0] } ?? [], &html, name: { $0 }) { $0.month = $1.first }
        facet("Form", facets.forms.map { ($0.value, $0.count) }, choice.forms, &html, name: \.rawValue) { $0.forms = $1 }
        facet(
            "Review", facets.reviewed.map { ($0.value, $0.count) }, choice.isReviewed.map { [$0] } ?? [], &html,
            name: { $0 ? "reviewed" : "not reviewed" }
        ) { $0.isReviewed = $1.first }
        for attribute in facets.attributes {
            let offered = attribute.values.filter { value in
                !choice.others.contains { $0.name == "attribute" && $0.value == "\(attribute.name)=\(value.value)" }
            }
            facet(attribute.name.replacing("_", with: " "), offered.map { ($0.value, $0.count) }, [], &html, name: { $0 }) {
                choice, values in
                if let value = values.first { choice.ask(attribute: attribute.name, value) }
            }
        }
        let counts = facets.marks.flatMap { layer in
            layer.choices.map { (MarkFilter(layer: layer.card.name, choice: $0.value), $0.count) }
        }
        MarkFacets(choice.cards, chosen: choice.marks, counts: Dictionary(counts, uniquingKeysWith: +)).write(to: &html) {
            marks in
            address(choice.changed { $0.marks = marks })
        }
        others(&html)
    }

    private func facet<Value: Hashable>(
        _ title: String, _ values: [(value: Value, count: Int)], _ chosen: [Value], _ html: inout HTML,
        name: (Value) -> String, choose: (inout StatementChoice, [Value]) -> Void
    ) {
        let offered = values.filter { !chosen.contains($0.value) }
        guard !offered.isEmpty || !chosen.isEmpty else { return }
        html.element("section") { html in
            html.element("h2", text: title)
            html.element("ul") { html in
                for value in chosen {
                    self.chosen(name(value), &html) { choose(&$0, chosen.filter { $0 != value }) }
                }
                for value in offered {
                    html.element("li") { html in
                        html.element(
                            "a", .href(address(choice.changed { choose(&$0, [value.value]) })), text: name(value.value))
                        html.element("span", .class("number"), text: grouped(value.count))
                    }
                }
            }
        }
    }

    private func others(_ html: inout HTML) {
        guard !choice.others.isEmpty else { return }
        html.element("section") { html in
            html.element("h2", text: "Also asked")
            html.element("ul") { html in
                for other in choice.others {
                    chosen("\(other.name) \(other.label)", &html) { $0.others.removeAll { $0 == other } }
                }
            }
        }
    }

    /// What was chosen, and the way back from it.
    private func chosen(_ name: String, _ html: inout HTML, without: (inout StatementChoice) -> Void) {
        html.element("li", .class("chosen")) { html in
            html.element("span", text: name)
            html.element("a", .href(address(choice.changed(without))), text: "any")
        }
    }
}

extension HTML {
    /// What narrows down a list, beside it; in narrow windows above it in a fold, which works without a script.
    mutating func narrowing(_ label: String, _ body: (inout HTML) -> Void) {
        element("aside", .class("facets"), .named("aria-label", label)) { html in
            html.void("input", .fixed("type", "checkbox"), .class("unfold"), .id(Anchor("unfold")))
            html.element("label", .class("unfold"), .fixed("for", "unfold"), text: label)
            html.element("div", .class("folded"), body: body)
        }
    }
}
