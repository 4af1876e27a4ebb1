import Finding
import HTTP

/// What is called by what somebody is typing, as data for the page's script: `/suggest.json?q=kor`.
struct SuggestPage: Page {
    static let route = Route.at(["suggest"])
    static let isSameForAll = true
    /// How many of each kind are told.
    private static let length = 5

    static func response(_: Void, _ context: PageContext) throws -> Response {
        guard context.format == .json else { throw PageError.noData }
        // The beginning of a name that one letter is begins too much.
        let words = String((context.request.value("q") ?? "").prefix(200))
        let hits =
            words.count < 2
            ? .none : try context.ledger.called(words, isTyping: true, among: context.outlets(), limit: length)
        return .json { json in
            json.object { json in
                json.name("groups")
                NamedList(hits: hits).write(to: &json)
            }
        }
    }
}
