import Finding
import Ledger

extension HTML {
    /// A term and what it is, in a list of such.
    mutating func fact(_ term: StaticString, _ body: (inout HTML) -> Void) {
        element("dt", text: term.description)
        element("dd", body: body)
    }

    /// The outlet of an article, leading to its page.
    mutating func outletLink(_ article: ArticleEntry, _ ledger: Ledger) {
        guard let outlet = article.outlet else { return element("span", .class("unknown"), text: "outlet not known") }
        if let id = try? ledger.outlet(named: outlet) {
            element("a", .class("outlet"), .href(.outlet(id)), text: outlet)
        } else {
            element("span", .class("outlet"), text: outlet)
        }
    }
}

extension String {
    /// Without white space around it.
    var trimmed: String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }
}
