import Ledger
import Record
import Testing

@testable import Web

/// What a browser keeps for its visitor, and what the front page makes of it.
@Suite struct VisitorTests {
    @Test func aVisitEndsWithAPause() {
        var visitor = Visitor()
        visitor.look(article: 5, now: 1_000)
        #expect(visitor.before == nil, "what is there at the first visit is not new")
        visitor.look(article: 7, now: 1_000 + Visitor.pause)
        #expect(visitor.before == nil && visitor.last == .init(article: 7, at: 1_000 + Visitor.pause))
        visitor.look(article: 9, now: 2_000 + 2 * Visitor.pause)
        #expect(visitor.before == .init(article: 7, at: 1_000 + Visitor.pause))
        // As long as the visit goes on, it is told since when something is new.
        visitor.look(article: 12, now: 2_100 + 2 * Visitor.pause)
        #expect(visitor.before?.article == 7)
    }

    @Test func aCookieHoldsAllOfIt() {
        var visitor = Visitor()
        #expect(Visitor(cookie: visitor.cookie) == visitor)
        for actor in [31, 7, 31] { visitor.follow(actor, true) }
        visitor.look(article: 5, now: 1_000)
        visitor.look(article: 9, now: 9_000)
        #expect(visitor.follows == [7, 31] && Visitor(cookie: visitor.cookie) == visitor)
        visitor.follow(7, false)
        #expect(Visitor(cookie: visitor.cookie).follows == [31])
    }

    @Test(arguments: ["", "x", "1.2", "a.b_c_d", "1_2_3", "-5.99999999999999999999_1.2.3_", "7_1.1_2.2_3.3", "%00_\u{0}_"])
    func aCookieThatIsNoneIsNothing(cookie: String) {
        let visitor = Visitor(cookie: cookie)
        #expect(visitor.before == nil && visitor.last == nil && visitor.follows.allSatisfy { $0 >= 0 && $0 <= Int32.max })
    }

    @Test func aBrowserKeepsNoMoreThanItCan() {
        var visitor = Visitor()
        for actor in 1...500 { visitor.follow(actor, true) }
        #expect(visitor.follows.count == Visitor.mostFollows && visitor.follows.last == 500)
        visitor.look(article: Int(Int32.max), now: 4_000_000_000)
        #expect(visitor.cookie.utf8.count < 4_000 && Visitor(cookie: visitor.cookie) == visitor)
    }

    @Test func whatIsNewOfThoseWhoAreFollowedStandsOnTheFrontPage() throws {
        let served = try ServedLedger()
        let followed = try served.post("/follow", ["actor": "1", "follow": "yes"])
        #expect(followed.status == 303 && followed.headers["location"] == "/#followed")
        let cookie = try #require(followed.headers["set-cookie"]).split(separator: ";")[0]
        #expect(cookie.hasPrefix("dixit_") && cookie.hasSuffix("=1__"))
        let first = try served.get("/", ["\(session(served)); \(cookie)"])
        #expect(first.body.contains("Whom you follow") && first.body.contains("No longer follow Mara Lind"))
        // A day later, when another article is there.
        try Ledger(at: served.path, for: .adding).add([
            Harbour.entry(id: "new", text: Harbour.text + FiguresTests.filling("new"), outlet: "The Tide")
        ])
        let name = cookie.split(separator: "=")[0]
        let later = try served.get("/", ["\(session(served)); \(name)=1__1.1000"]).body
        #expect(later.contains("Since your last visit") && later.contains("1 article</a> came in.") && later.contains("2 new"))
        #expect(later.contains("/statement/s2.0") && later.contains("The Tide"))
        let kept = try served.get("/", ["\(session(served)); \(name)=1__1.1000"]).headers["set-cookie"]
        #expect(kept?.contains("\(name)=1_1.1000_2.") == true && kept?.contains("Max-Age=31536000; SameSite=Strict") == true)
    }

    /// The session, behind which further cookies can stand.
    private func session(_ served: ServedLedger) throws -> String { try ServedLedger.session(of: served.server) }

    @Test func nobodyIsFollowedWhoIsNotThere() throws {
        let served = try ServedLedger()
        #expect(try served.post("/follow", ["actor": "99"]).status == 400)
        #expect(try served.post("/follow", ["actor": "x"]).status == 400)
        #expect(try served.get("/follow").status == 404)
    }

    @Test func theFrontPageIsOfTheLedgersOwnTime() throws {
        let served = try ServedLedger([
            Harbour.entry(published: "1998-02-01"),
            Harbour.entry(id: "b", text: Harbour.text + FiguresTests.filling("more"), published: "2031-05-04"),
        ])
        let body = try served.get("/").body
        #expect(body.contains("10 statements in 2 articles") && body.contains("1998-02-01") && body.contains("2031-05-04"))
        #expect(body.contains("1 article a year"))
    }
}
