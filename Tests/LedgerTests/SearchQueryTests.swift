import Actors
import Finding
import Record
import Reviews
import SQLite
import TestSupport
import Testing
import Transfer

@testable import Ledger

@Suite struct SearchQueryTests {
    private func pattern(_ text: String) -> String? { try? SearchQuery(text).pattern }

    private func refusal(_ text: String) -> String? {
        do {
            _ = try SearchQuery(text)
            return nil
        } catch {
            return error.description
        }
    }

    @Test(arguments: [
        ("dam", #""dam""#), ("dam water", #"("dam" AND "water")"#), ("dam AND water", #"("dam" AND "water")"#),
        ("dam OR water", #"("dam" OR "water")"#), ("dam NOT water", #"("dam" NOT "water")"#),
        ("NOT water dam", #"("dam" NOT "water")"#),
        ("a AND NOT b NOT c", #"("a" NOT ("b" OR "c"))"#), ("a b OR c", #"(("a" AND "b") OR "c")"#),
        ("a (b OR c)", #"("a" AND ("b" OR "c"))"#), ("sanction*", #""sanction" *"#), (#""hostile act""#, #""hostile act""#),
        (#""hostile a"*"#, #""hostile a" *"#), ("“the path”", #""the path""#), ("„der Weg“", #""der Weg""#),
        ("«le chemin»", #""le chemin""#),
        ("and or not", #"("and" AND "or" AND "not")"#), (#""AND""#, #""AND""#), ("don't", #""don't""#), ("((dam))", #""dam""#),
        ("a:b^c{d}", #""a:b^c{d}""#), ("NEAR(a)", #"("NEAR" AND "a")"#), ("x\u{0}y", #"("x" AND "y")"#),
    ])
    func aQueryIsReadAsItIsMeant(text: String, meant: String) { #expect(pattern(text) == meant) }

    @Test(arguments: [
        ("", "there is no word in it"), (" \t", "there is no word in it"),
        ("dam AND", "at character 5, AND has nothing to join behind it"),
        ("OR dam", "at character 1, OR has nothing to join before it"), ("NOT dam", "nothing but what must not be there"),
        ("(dam", "at character 1, this parenthesis is not closed"), ("dam)", "at character 4, a parenthesis closes"),
        ("()", "nothing between the parentheses"), ("*", "* has no word before it"),
        ("da*m", "at character 3, * stands within a word"),
        ("dam —", "at character 5, there is no letter or digit in “—”"),
        ("\"dam", "at character 1, the phrase that begins here has no end"),
        (String(repeating: "a ", count: 65), "more than 64 words"),
        (String(repeating: "(", count: 17) + "a", "more than 16 parentheses"),
        (String(repeating: "a", count: 5_000), "longer than 4096 bytes"),
    ])
    func whatIsNoQueryIsRefusedWithWhatIsWrongAndWhere(text: String, reason: String) {
        let refusal = refusal(text)
        #expect(refusal?.contains(reason) == true, "\(refusal ?? "taken")")
        #expect(refusal?.contains("\n") == false)
    }

    @Test func whateverIsTypedIsRefusedInASentenceOrSearchedForWithoutError() throws {
        let folder = try LedgerFolder()
        let ledger = try folder.open()
        try ledger.add([Written.korvinEntry()])
        let pieces = [
            "harbour", "pays", "AND", "OR", "NOT", "(", ")", "\"", "“", "”", "*", " ", " ", "'", "-", ":", "^", "{", "}", "+",
            "é", "e\u{301}", "\u{0}",
            "\u{301}", "\u{E001}", "٣", "漢字", "NEAR", ",", "\\", "%", ";--", "\n", "🙂", "\u{E000}", "ǅ",
            "1",
        ]
        var random = SeededGenerator(seed: 4)
        var taken = 0
        for _ in 0..<3_000 {
            let text = (0..<Int.random(in: 0...9, using: &random)).map { _ in
                pieces[Int.random(in: 0..<pieces.count, using: &random)]
            }.joined()
            do {
                var search = StatementQuery(try SearchQuery(text))
                taken += 1
                _ = try ledger.find(search)
                search.order = .date
                _ = try ledger.findArticles(search)
            } catch let error as SearchQueryError {
                #expect(!error.description.isEmpty)
            }
        }
        #expect(taken > 500)
    }

    @Test func theDeepestAndLongestQueriesRun() throws {
        let folder = try LedgerFolder()
        let ledger = try folder.open()
        try ledger.add([Written.korvinEntry()])
        let deep = String(repeating: "(a OR ", count: 16) + "harbour" + String(repeating: ")", count: 16)
        let long = (0..<32).map { "x\($0) OR" }.joined(separator: " ") + " harbour"
        let excluding = "harbour" + (0..<60).map { " NOT x\($0)" }.joined()
        for text in [deep, long, excluding, "\"" + String(repeating: "a ", count: 63) + "\" OR harbour"] {
            #expect(try ledger.find(StatementQuery(SearchQuery(text))).map(\.id.number) == [0], "\(text.prefix(30))")
        }
    }

    @Test(
        arguments: [
            (nil, nil, nil, nil), ("2021", nil, "2021-01-01", nil), (nil, "2021", nil, "2021-12-31"),
            ("2024-02", "2024-02", "2024-02-01", "2024-02-29"),
            ("2021-03-12", "2021-03-12", "2021-03-12", "2021-03-12"),
        ] as [(String?, String?, String?, String?)])
    func daysMayBeGivenByYearAndMonth(since: String?, until: String?, first: String?, last: String?) throws {
        let range = try DayRange(since: since, until: until)
        #expect(
            range.first.map { Day(number: $0).description } == first && range.last.map { Day(number: $0).description } == last)
    }

    @Test(
        arguments: [
            ("", nil), ("12.3.2021", nil), ("2021-13", nil), ("2021-02-30", nil), ("2021-1", nil), ("2022", "2021"),
            ("2021-03-12-1", nil), ("-2021", nil),
        ] as [(String, String?)])
    func whatIsNoDayIsRefused(since: String, until: String?) {
        #expect(throws: DayRangeError.self) { try DayRange(since: since, until: until) }
    }

    @Test(arguments: [("12", "12"), ("s12.3", "s12.3"), ("S12.3", "s12.3"), ("s7.10", "s7.10"), ("@7", "@7"), ("012", "12")])
    func idsAreRead(text: String, id: String) { #expect(LedgerID(text)?.description == id) }

    @Test(arguments: [
        "", "@", "12.", ".3", "12.3.4", "-1", "1.-2", "@1.2", "٣", "Korvin", "99999999999999999999", "s12", "s", "ss1.2",
        "7.10", "7.1",
    ])
    func whatIsNoIDIsNone(text: String) { #expect(LedgerID(text) == nil) }
}
