import Finding
import Ledger
import Record

/// Statements side by side, and how they stand to each other where that is told.
struct FacingPairs {
    let pairs: [FacingPair]
    let cards: [LayerCard]
    /// Whether who speaks stands beside each passage; not where it is one and the same.
    var saysWho = true

    func write(to html: inout HTML) {
        for pair in pairs {
            html.element("section", FacingPairs.kind(pair.standing), .named("aria-label", pair.standing.heading)) { html in
                html.element("p", .class("relation")) { html in
                    html.element("span", .class("how"), text: pair.standing.heading)
                    if let remark = pair.standing.remark { html.element("span", text: remark) }
                    html.copies([pair.a.id, pair.b.id], "Copy both")
                }
                html.element("div", .class("two")) { html in
                    for entry in [pair.a, pair.b] {
                        html.element("ol") { $0.entry(entry, saysWho: saysWho, cards: cards) }
                    }
                }
            }
        }
    }

    private static func kind(_ standing: Standing) -> HTML.Attribute {
        guard standing.relation != nil else { return .class("facing") }
        return standing.isApart ? .class("facing apart") : .class("facing together")
    }
}
