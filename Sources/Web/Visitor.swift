import HTTP
import Ledger

/// What a browser keeps for its visitor, beside their session: whom they follow, and how much of this ledger they have seen. It is theirs alone, is numbers of this
/// ledger and no words, and works without a script.
struct Visitor: Equatable {
    /// The actors whom they follow, those they chose first first.
    private(set) var follows: [Int] = []
    /// What they had seen when their visit before this one ended; nil at the first.
    private(set) var before: Look?
    /// What they saw last.
    private(set) var last: Look?

    /// A look at the ledger.
    struct Look: Equatable {
        /// The article that was added last; 0 where there was none.
        let article: Int
        /// Seconds since 1970.
        let at: Int
    }

    /// So many at most: what a browser keeps in a cookie.
    static let mostFollows = 100
    /// Seconds without a look after which the next one begins a new visit.
    static let pause = 30 * 60

    init() {}

    /// Begins or goes on with a visit.
    ///
    /// - Parameters:
    ///   - article: the article that was added last.
    ///   - now: seconds since 1970.
    mutating func look(article: Int, now: Int) {
        if let last, now - last.at > Visitor.pause { before = last }
        last = Look(article: article, at: now)
    }

    /// Follows an actor, or no longer.
    mutating func follow(_ actor: Int, _ isFollowed: Bool) {
        follows.removeAll { $0 == actor }
        if isFollowed { follows = (follows + [actor]).suffix(Visitor.mostFollows) }
    }
}

extension Visitor {
    /// What a cookie holds: "7.31_1204.1790000000_1240.1790090000", follows and looks; what is no such thing is nothing.
    init(cookie: String) {
        self.init()
        let parts = cookie.split(separator: "_", omittingEmptySubsequences: false).map { part in
            part.split(separator: ".").compactMap { Int($0) }.filter { (0...Int(Int32.max) * 4).contains($0) }
        }
        guard parts.count == 3 else { return }
        for actor in parts[0] where actor <= Int32.max { follow(actor, true) }
        (before, last) = (Look(parts[1]), Look(parts[2]))
    }

    var cookie: String {
        let look = { (look: Look?) in look.map { "\($0.article).\($0.at)" } ?? "" }
        return "\(follows.map(String.init).joined(separator: "."))_\(look(before))_\(look(last))"
    }
}

extension Visitor.Look {
    fileprivate init?(_ numbers: [Int]) {
        guard numbers.count == 2 else { return nil }
        self.init(article: numbers[0], at: numbers[1])
    }
}

extension PageContext {
    /// Each ledger's visitors are its own: its numbers mean nothing in another one, and cookies go to every port.
    func cookieName() throws -> String { "dixit_\(try ledger.origin().prefix(8))" }

    /// Who asks, as their browser has kept it.
    func visitor() throws -> Visitor { try Visitor(cookie: request.cookies[cookieName()] ?? "") }

    /// A response that has the browser keep something for its visitor, for a year.
    func keeping(_ visitor: Visitor, _ response: Response) throws -> Response {
        // A program has no cookies.
        guard request.session != nil else { return response }
        var response = response
        // The script shows on a speaker's page whether they are followed: so it may read it.
        response.headers.append(
            ("Set-Cookie", "\(try cookieName())=\(visitor.cookie); Path=/; Max-Age=31536000; SameSite=Strict"))
        return response
    }
}
