import Record
import Testing
import Wire

@testable import Gathering

/// JSON Lines of other tools.
@Suite struct NamesTests {
    private func article(_ json: String, _ names: [ArticleNames.Part: String]) throws -> Article {
        try Article(json: Array(json.utf8), id: "x", path: "p", names: ArticleNames(names))
    }

    @Test func aMemberThatIsNamedHoldsThePartAndNoOtherDoes() throws {
        let found = try article(#"{"text": 7, "body": "Yes.", "publisher": "P", "site": "S"}"#, [.text: "body", .outlet: "site"])
        #expect(
            found == Article(id: "x", path: "p", outlet: "S", text: "Yes.", carried: [.init(name: "publisher", json: "\"P\"")]))
    }

    @Test func aNameWithFullStopsLeadsIntoObjectsWhichAreStillCarried() throws {
        let json = #"{"text": "Yes.", "meta": {"when": {"date": "2021"}, "n": 1}}"#
        let found = try article(json, [.published: "meta.when.date"])
        #expect(found.published == "2021" && found.carried.map(\.json) == [#"{"when": {"date": "2021"}, "n": 1}"#])
    }

    @Test func aMissingMemberIsCalledAsItWasNamed() {
        #expect(throws: ArticleError.noText("a.b")) { try article(#"{"a": 1, "text": ""}"#, [.text: "a.b"]) }
    }
}
