import HTTP

/// The name under which a visitor judges, kept with the visitor's session: a browser cannot take another one's by saying so.
enum ReviewerForm: FormTarget {
    static let segments = ["reviewer"]

    /// Keeps the name that a form holds, and goes back to where it was changed.
    static func response(_ form: FilledForm, _ context: PageContext) throws -> Response {
        guard let session = context.request.session else {
            throw PageError(status: 400, sentence: "A name is kept for a browser; open the address that the server printed.")
        }
        session[PageContext.reviewerKey] = form.value("name").flatMap { PageContext.name($0) }
        return .see(form.value("back") == Back.whoIsWho.rawValue ? .whoIsWho : .review)
    }

    /// The pages that have the form.
    enum Back: String {
        case review
        case whoIsWho = "who"
    }

    /// Writes the form.
    static func write(_ back: Back, _ context: PageContext, to html: inout HTML) {
        html.element("form", .fixed("method", "post"), .action(Address("/reviewer")), .class("buttons")) { html in
            html.formToken(context)
            html.hidden("back", back.rawValue)
            html.element("label", .fixed("for", "reviewer"), text: back == .review ? "You judge as" : "You decide as")
            html.void(
                "input", .fixed("type", "text"), .id(Anchor("reviewer")), .fixed("name", "name"),
                .named("value", context.reviewer),
                .fixed("maxlength", "80"), .fixed("autocomplete", "nickname"))
            html.element("button", text: "Change")
        }
    }
}
