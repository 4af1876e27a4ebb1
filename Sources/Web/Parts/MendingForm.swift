import Ledger
import Record
import Wire

/// What the forms hold by which something is mended.
enum MendingForm {
    /// What a button says.
    enum Decision: String {
        case correct, remove, restore, rename, merge, undo
        /// What was done to outlets.
        case undoOutlet = "undo-outlet"
    }

    /// The page to go back to.
    enum Back: String {
        case article, articles, outlet
    }
}

extension ArticleEntry {
    /// What a form holds of a field.
    func value(of field: ArticleField) -> String? {
        switch field {
        case .title: title
        case .outlet: outlet
        case .author: author
        case .published: published
        case .url: url
        }
    }
}

extension HTML {
    /// A form that mends something.
    mutating func mending(
        _ back: MendingForm.Back, _ context: PageContext, _ hidden: [(StaticString, Int)], _ body: (inout HTML) -> Void
    ) {
        element("form", .class("mending"), .fixed("method", "post"), .action(.mend)) { html in
            html.formToken(context)
            html.hidden("back", back.rawValue)
            for (name, number) in hidden { html.hidden(name, "\(number)") }
            body(&html)
        }
    }

    /// The button that says what is done.
    mutating func button(_ decision: MendingForm.Decision, _ text: String, label: String? = nil) {
        element(
            "button", .fixed("name", "decision"), .named("value", decision.rawValue),
            label.map { .named("aria-label", $0) } ?? .none,
            text: text)
    }
}
