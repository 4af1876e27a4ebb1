import HTTP
import Ledger

/// A page: where it stands, and what is answered there. A page is one file, which names no other page; `Site` holds the table of them.
protocol Page: SendableMetatype {
    /// What its address tells: a number, a statement, nothing.
    associatedtype Subject
    static var route: Route<Subject> { get }
    /// Whether it is the same for every visitor, so that it is made once for all of them.
    static var isSameForAll: Bool { get }
    /// The page, or its data.
    static func response(_ subject: Subject, _ context: PageContext) throws -> Response
}

extension Page {
    static var isSameForAll: Bool { false }

    /// Whether the page stands at a path.
    static func stands(at segments: [String]) -> Bool { route.subject(segments) != nil }

    /// The response; nil where the page stands elsewhere.
    static func answer(_ context: PageContext) throws -> Response? {
        try route.subject(context.request.target.segments).map { try response($0, context) }
    }
}

/// Something that a form is sent to.
protocol FormTarget: SendableMetatype {
    /// Its path.
    static var segments: [String] { get }
    /// Does what the form asks for.
    static func response(_ form: FilledForm, _ context: PageContext) throws -> Response
}

/// The paths of a page, and what they tell.
struct Route<Subject>: Sendable {
    /// What a path tells; nil where it is another page's.
    let subject: @Sendable (_ segments: [String]) -> Subject?
}

extension Route where Subject == Void {
    /// One path: "/search".
    static func at(_ path: [String]) -> Route { Route { $0 == path ? () : nil } }
}

extension Route where Subject == Int {
    /// "/article/12", or "/article/12/original" with an ending.
    static func number(under name: String, ending: [String] = []) -> Route {
        Route { segments in
            guard segments.count == 2 + ending.count, segments[0] == name, Array(segments[2...]) == ending,
                case .article(let number)? = LedgerID(segments[1])
            else { return nil }
            return number
        }
    }
}

extension Route where Subject == StatementID {
    /// "/statement/s12.3"
    static func statement(under name: String) -> Route {
        Route { segments in
            guard segments.count == 2, segments[0] == name else { return nil }
            if case .statement(let id)? = LedgerID(segments[1]) { return id }
            // Addresses of before ids had their letter; no table cuts an address.
            return LedgerID.unlettered(segments[1])
        }
    }
}
