import Finding
import Ledger
import Record

/// Statements side by side, and how they stand to each other.
struct FacingPairs {
    let pairs: [FacingPair]
    let cards: [LayerCard]
    /// Whether who speaks stands beside each passage; not where it is one and the same.
    var saysWho = true

    func write(to html: inout HTML) {
        for pair in pairs {
            html.element("section", FacingPairs.kind(pair), .named("aria-label", FacingPairs.words(pair))) { html in
                html.element("p", .class("relation")) { html in
                    html.element("span", .class("how"), text: FacingPairs.words(pair))
                    if pair.found.relation != nil { html.element("span", text: "\(percent(pair.found.confidence)) sure") }
                    if let proof = pair.found.proof { html.element("span", text: proof) }
                    if pair.place == .article { html.element("span", text: "in one article") }
                }
                html.element("div", .class("two")) { html in
                    for entry in [pair.a, pair.b] {
                        html.element("ol") { $0.entry(entry, saysWho: saysWho, cards: cards) }
                    }
                }
            }
        }
    }

    private static func kind(_ pair: FacingPair) -> HTML.Attribute {
        guard let relation = pair.found.relation else { return .class("facing untold") }
        return relation.isAgainst ? .class("facing against") : relation.isTogether ? .class("facing together") : .class("facing")
    }

    /// "opposes"; where it cannot be told, that.
    static func words(_ pair: FacingPair) -> String {
        switch pair.found.relation {
        case .opposes: "One opposes the other"
        case .contradicts: "One contradicts the other"
        case .supports: "One backs the other"
        case .same: "They say the same"
        case .related: "On the same matter"
        case .unrelated: "Nothing in common"
        case nil: "Near in words; how they stand to each other cannot be told"
        }
    }

    private func percent(_ share: Double) -> String { "\(Int((100 * share).rounded())) %" }
}
