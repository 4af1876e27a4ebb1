import Foundation

/// The name under which a visitor judges, kept in the visitor's browser.
enum ReviewerName {
    /// Keeps the name that a form holds, and goes back to reviewing.
    static func response(_ form: FilledForm) -> Response {
        var response = Response.see(.review)
        let name = form.value("name").flatMap { Visit.name($0) } ?? ""
        let kept = name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        response.headers.append(
            ("Set-Cookie", "\(Visit.reviewerCookie)=\(kept); Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000"))
        return response
    }
}
