import HTTP
import Ledger
import Wire

/// A page of the statements that were found, with the ways to the pages before and behind it.
struct StatementResults {
    /// One more than a page has tells that there are more.
    let found: [StatementEntry]
    let choice: StatementChoice
    /// The page's address under another choice.
    let address: (StatementChoice) -> Address

    /// Those of this page.
    var shown: ArraySlice<StatementEntry> { found.prefix(StatementChoice.length) }

    /// The page behind it; nil where this is the last one.
    var next: Address? { found.count > shown.count ? at(choice.page + 1) : nil }

    func write(to html: inout HTML) {
        if found.isEmpty {
            html.element(
                "p", .class("empty"),
                text: choice.isByMeaning
                    ? "Nothing can be compared here yet."
                    : "Nothing was found. Fewer words, or the beginning of one and an asterisk (sanction*), find more.")
        }
        html.element("ol") { html in
            for entry in shown { html.entry(entry, cards: choice.cards) }
        }
        html.element("nav", .class("pager"), .fixed("aria-label", "Pages of results")) { html in
            if choice.page > 1 { html.element("a", .href(at(choice.page - 1)), .fixed("rel", "prev"), text: "Before") }
            if let next { html.element("a", .href(next), .fixed("rel", "next"), text: "Next") }
        }
    }

    /// Writes the page's number, its statements, and the address of the data of the next page.
    func writeMembers(to json: inout JSONWriter) {
        json.member("page", choice.page)
        json.member("is_there_more", next != nil)
        json.member("next", next?.data(.json).text)
        json.name("statements")
        json.array(shown) { $0.write(to: &$1) }
    }

    private func at(_ page: Int) -> Address { address(choice.changed { $0.page = page }) }
}
