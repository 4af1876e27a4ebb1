import HTTP
import Ledger
import Transfer

/// The bytes that an article was given in. They may be anything, a page with scripts too: a browser is told to keep them, not to show them.
struct OriginalPage: Page {
    static let route = Route.number(under: "article", ending: ["original"])

    static func response(_ id: Int, _ context: PageContext) throws -> Response {
        var response = Response(type: "application/octet-stream", body: try context.ledger.exported(id).original)
        response.headers.append(("Content-Disposition", "attachment; filename=\"article-\(id)\""))
        return response
    }
}
