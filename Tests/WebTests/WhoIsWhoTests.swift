import Actors
import Foundation
import Ledger
import Record
import Testing

@testable import Web

/// Who is who, by forms, as a browser without a script sends them.
@Suite struct WhoIsWhoTests {
    /// Three articles of two who are spelled nearly alike (@1, @3), and of another one.
    private static func entries(_ names: [String] = ["Dessa Korvin", "Dessa Korvin", "Dessa Karvin"]) -> [PreparedArticle] {
        names.enumerated().map { number, name in
            let words = (0..<60).map { "Word\(number)x\($0)" }.joined(separator: " ")
            return Harbour.entry(
                id: "a\(number)", text: Harbour.text.replacing("Mara Lind", with: name) + " " + words,
                published: "2031-05-0\(number + 1)", names: [name, "Thora Holm"])
        }
    }

    private func acts(_ served: ServedLedger) throws -> [ActorAct] { try Ledger(at: served.path, for: .reading).actorActs() }

    /// Whether the page asks about the two.
    private func isAsked(_ served: ServedLedger) throws -> Bool { try served.get("/who").body.contains("data-case=\"1-3\"") }

    @Test func everyNameStandsBesideWhatTellsItFromOthers() throws {
        let body = try ServedLedger(WhoIsWhoTests.entries()).get("/who").body
        for told in [
            ">Dessa Korvin</a>", ">Dessa Karvin</a>",
            "@1</span><span>person</span><span>2 articles</span><span>4 statements</span>",
            "datetime=\"2031-05-01\"", "datetime=\"2031-05-03\"", "<bdi>The Harbour Post</bdi>",
            "“Karvin” and “Korvin” are spelled nearly alike", "both person", "both in The Harbour Post",
            "“The harbour stays shut until they sign,”",
        ] { #expect(body.contains(told), "\(told)") }
        #expect(body.components(separatedBy: "class=\"entry\"").count - 1 == 4)
        #expect(body.contains("<a href=\"/who\" aria-current=\"page\">Who is who</a>"))
    }

    @Test func twoAreMadeOneUnderTheVisitorsNameAndThatIsUndone() throws {
        let served = try ServedLedger(WhoIsWhoTests.entries())
        #expect(try served.post("/reviewer", ["name": "Ilse Varn", "back": "who"]).headers["location"] == "/who")
        let answer = try served.post("/who", ["actor": "1", "other": "3", "decision": "same"])
        #expect(answer.status == 303 && answer.headers["location"] == "/who")
        #expect(try acts(served).map { "\($0.who) \($0.verb) @\($0.actor.id)" } == ["Ilse Varn merge @1"])
        let body = try served.get("/who").body
        #expect(body.contains("Decided last") && body.contains("@3 Dessa Karvin") && body.contains("name=\"act\" value=\"1\""))
        #expect(try !isAsked(served))
        #expect(try served.post("/who", ["act": "1", "decision": "undo"]).status == 303)
        #expect(try isAsked(served) && !served.get("/who").body.contains("Decided last"))
    }

    @Test func twoAreFoundDifferentAndNotAskedAboutAgain() throws {
        let served = try ServedLedger(WhoIsWhoTests.entries())
        #expect(try isAsked(served))
        #expect(try served.post("/who", ["actor": "1", "other": "3", "decision": "different"]).status == 303)
        #expect(try !isAsked(served) && acts(served).map(\.verb) == ["differ"])
        #expect(try served.get("/who").body.contains("No two speakers or others look like one."))
        _ = try served.post("/who", ["act": "1", "decision": "undo"])
        #expect(try isAsked(served))
    }

    @Test func aScriptIsToldTheActAndWhatIsWrong() throws {
        let served = try ServedLedger(WhoIsWhoTests.entries())
        let fields = ["actor": "1", "other": "3", "act": "", "decision": "same"]
        #expect(try served.post("/who.json", fields).body == "{\"decision\": \"same\", \"act\": 1}\n")
        let again = try served.post("/who.json", fields)
        #expect(again.status == 400 && again.body.contains("@3 and @1 are the same actor already"))
        #expect(
            try served.post("/who.json", ["act": "1", "decision": "undo"]).body == "{\"decision\": \"undo\", \"act\": null}\n")
    }

    @Test(arguments: [
        [:], ["actor": "1", "other": "3"], ["actor": "1", "decision": "same"], ["actor": "1", "other": "x", "decision": "same"],
        ["actor": "1", "other": "1", "decision": "same"], ["actor": "1", "other": "1", "decision": "different"],
        ["actor": "1", "other": "99", "decision": "same"], ["actor": "0", "other": "3", "decision": "different"],
        ["actor": "9223372036854775807", "other": "3", "decision": "same"], ["act": "9", "decision": "undo"],
        ["decision": "undo"], ["actor": "1", "other": "3", "decision": "perhaps"],
    ])
    func whatCannotBeDecidedIsRefused(fields: [String: String]) throws {
        let served = try ServedLedger(WhoIsWhoTests.entries())
        #expect(try served.post("/who", fields).status == 400)
        #expect(try acts(served).isEmpty)
    }

    @Test func aFormOfAnotherSiteDecidesNothing() throws {
        let served = try ServedLedger(WhoIsWhoTests.entries())
        let answer = try served.post("/who", ["form": "forged", "actor": "1", "other": "3", "decision": "same"])
        #expect(answer.status == 403)
        #expect(try acts(served).isEmpty)
    }

    @Test func thePageHasItsData() throws {
        let served = try ServedLedger(WhoIsWhoTests.entries())
        let json = try served.get("/who.json")
        #expect(json.body.hasPrefix("{\"doubles\": [{\"points\": ") && json.body.contains("\"sort\": \"name\""))
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(json.body.utf8)) }
        let rows = try served.get("/who.csv").body.split(separator: "\r\n")
        #expect(rows.count == 2 && rows[0].hasPrefix("points,actor,name") && rows[1].contains(",1,Dessa Korvin,person,2,4,3,"))
        #expect(try ServedLedger([]).get("/who").body.contains("No two speakers or others look like one."))
    }

    @Test func hostileNamesStayText() throws {
        let hostile = "Dessa<img src=x onerror=alert(1)> "
        let body = try ServedLedger(WhoIsWhoTests.entries([hostile + "Korvin", hostile + "Korvin", hostile + "Karvin"])).get(
            "/who"
        ).body
        #expect(body.contains("data-case=") && body.contains("&lt;img") && !body.contains("<img"))
    }
}
