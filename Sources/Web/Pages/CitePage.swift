import Finding
import HTTP
import Ledger

/// How a statement is cited, as data for buttons that copy it: `/cite/s12.3.json`.
struct CitePage: Page {
    static let route = Route.statement(under: "cite")
    static let isSameForAll = true

    static func response(_ id: StatementID, _ context: PageContext) throws -> Response {
        guard context.format == .json else { return .see(.statement(article: id.article, number: id.number)) }
        let citation = try context.ledger.citation(of: id)
        return .json { json in
            json.object { json in
                for format in LedgerCitation.Format.allCases { json.member(format.rawValue, citation.text(as: format)) }
            }
        }
    }
}

extension HTML {
    /// A button that copies how some statements are cited, one after the other; it is there where the script runs.
    mutating func copies(_ ids: [StatementID], _ text: String) {
        let names = ids.map { "\($0)" }.joined(separator: " ")
        element(
            "button", .class("copy"), .fixed("type", "button"), .named("data-cite", names),
            .named("aria-label", "\(text): \(ids.map { "\($0)" }.joined(separator: ", "))"), .flag("hidden"), text: text)
    }
}
