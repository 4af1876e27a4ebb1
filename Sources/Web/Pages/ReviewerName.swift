import HTTP

/// The name under which a visitor judges, kept with the visitor's session: a browser cannot take another one's by saying so.
enum ReviewerName {
    /// Keeps the name that a form holds, and goes back to reviewing.
    static func response(_ form: FilledForm, _ visit: Visit) throws -> Response {
        guard let session = visit.request.session else {
            throw PageFault(status: 400, sentence: "A name is kept for a browser; open the address that the server printed.")
        }
        session[Visit.reviewerKey] = form.value("name").flatMap { Visit.name($0) }
        return .see(.review)
    }
}
