import HTTP
import Record
import Wire

/// What all pages have around them: the head, the way to the others, the search, and the page's data.
struct Frame {
    /// What the window is called.
    let title: String
    /// The page's own address, for its data; nil where it has none.
    var address: Address?
    /// What its data can be had as.
    var formats: [RequestTarget.Format] = []
    /// The address of a feed of what the page shows.
    var feed: Address?
    /// What was searched for.
    var query: String?
    /// Seconds after which the page loads itself anew, while something goes on.
    var reload: Int?
    /// A class for the body.
    var kind: StaticString = "plain"

    /// A page with `body` as its main part.
    func page(_ body: (inout HTML) throws -> Void) rethrows -> HTML {
        var html = HTML()
        html.documentType()
        try html.element("html", .fixed("lang", "en")) { html in
            html.element("head") { head(&$0) }
            try html.element("body", .class(kind)) { html in
                html.element("a", .class("skip"), .place(Anchor("main")), text: "To the text")
                html.element("header", .class("top")) { top(&$0) }
                try html.element("main", .id(Anchor("main")), .fixed("tabindex", "-1")) { html in try body(&html) }
                html.element("footer", .class("bottom")) { bottom(&$0) }
            }
        }
        return html
    }

    private func head(_ html: inout HTML) {
        html.void("meta", .fixed("charset", "utf-8"))
        html.void("meta", .fixed("name", "viewport"), .fixed("content", "width=device-width, initial-scale=1"))
        html.void("meta", .fixed("name", "color-scheme"), .fixed("content", "light dark"))
        if let reload { html.void("meta", .fixed("http-equiv", "refresh"), .named("content", "\(reload)")) }
        html.element("title", text: title == "Dixit" ? title : "\(title) · Dixit")
        html.void("link", .fixed("rel", "stylesheet"), .href(Assets.styleAddress))
        html.icon()
        html.script(Assets.scriptAddress)
        if let address {
            for format in formats {
                let type: StaticString = format == .csv ? "text/csv" : "application/json"
                html.void("link", .fixed("rel", "alternate"), .fixed("type", type), .href(address.data(format)))
            }
        }
        if let feed {
            html.void(
                "link", .fixed("rel", "alternate"), .fixed("type", "application/atom+xml"), .named("title", title), .href(feed))
        }
    }

    private func top(_ html: inout HTML) {
        html.element("a", .class("mark"), .href(.front), text: "Dixit")
        html.element("form", .class("find"), .action(.search), .fixed("role", "search")) { html in
            html.void(
                "input", .fixed("type", "search"), .fixed("name", "q"),
                .fixed("aria-label", "Search words, people, outlets and articles"),
                .fixed("placeholder", "Words, people, outlets"), .named("value", query ?? ""), .fixed("autocomplete", "off"),
                .fixed("data-suggest", "/suggest.json"))
            html.element("button", text: "Search")
        }
        html.element("nav", .fixed("aria-label", "Pages")) { html in
            for (name, address) in Frame.places {
                let isHere = self.address == address
                html.element("a", .href(address), isHere ? .fixed("aria-current", "page") : .none, text: name)
            }
        }
    }

    /// Where the way leads from everywhere.
    private static let places: [(String, Address)] = [
        ("Articles", .articles), ("Speakers", .speakers), ("Outlets", .outlets), ("Figures", .figures), ("Compare", .compare),
        ("Duties", .duties),
        ("Review", .review), ("Who is who", .whoIsWho),
        ("Add", .add),
    ]

    private func bottom(_ html: inout HTML) {
        if let address, !formats.isEmpty {
            html.element("p") { html in
                html.text("This page as data: ")
                for (at, format) in formats.enumerated() {
                    if at > 0 { html.text(", ") }
                    html.element("a", .href(address.data(format)), text: format == .json ? "JSON" : "CSV")
                }
                if let feed {
                    html.text(", ")
                    html.element("a", .href(feed), .fixed("type", "application/atom+xml"), text: "feed (Atom)")
                }
            }
        }
        html.element("p", text: "Dixit says who is reported to have said what, never who is right.")
    }
}

extension HTML {
    /// A count with its noun: "1 statement", "12,345 statements".
    mutating func count(_ number: Int, _ one: StaticString, _ many: StaticString) { text(counted(number, one, many)) }

    /// A day or a moment that machines can read too.
    mutating func time(_ shown: String, machine: String? = nil, _ attribute: Attribute = .none) {
        element("time", .named("datetime", machine ?? shown), attribute, text: shown)
    }
}

/// "1 statement", "12,345 statements"
func counted(_ number: Int, _ one: StaticString, _ many: StaticString) -> String {
    "\(grouped(number)) \(number == 1 ? one : many)"
}

/// "12,345"
func grouped(_ number: Int) -> String {
    var digits = Array("\(abs(number))")
    var at = digits.count - 3
    while at > 0 {
        digits.insert(",", at: at)
        at -= 3
    }
    return (number < 0 ? "-" : "") + String(digits)
}

/// "41 %"; what is there but less than one in a hundred is "<1 %".
func percent(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "0 %" }
    let share = 100 * Double(part) / Double(whole)
    return part > 0 && share < 1 ? "<1 %" : "\(Int(share.rounded())) %"
}
