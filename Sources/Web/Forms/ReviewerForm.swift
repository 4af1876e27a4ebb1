import HTTP

/// The name under which a visitor judges, kept with the visitor's session: a browser cannot take another one's by saying so.
enum ReviewerForm: FormTarget {
    static let segments = ["reviewer"]

    /// Keeps the name that a form holds, and goes back to reviewing.
    static func response(_ form: FilledForm, _ context: PageContext) throws -> Response {
        guard let session = context.request.session else {
            throw PageError(status: 400, sentence: "A name is kept for a browser; open the address that the server printed.")
        }
        session[PageContext.reviewerKey] = form.value("name").flatMap { PageContext.name($0) }
        return .see(.review)
    }
}
