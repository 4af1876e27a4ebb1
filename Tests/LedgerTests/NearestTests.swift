import Record
import Reviews
import SQLite
import Testing

@testable import Finding
@testable import Ledger

/// A vector of length 1 that points along one axis, and a little along the next.
private func axis(_ number: Int, _ share: Float = 0) -> [Float] {
    var vector = [Float](repeating: 0, count: Likeness.kind.width)
    vector[number] = (1 - share * share).squareRoot()
    vector[number + 1] = share
    return vector
}

@Suite struct NearestTests {
    private let folder: LedgerFolder
    private let ledger: Ledger

    /// Article 1 is Korvin's, with three statements, which point along the axes 0, 1 and 2; article 2 has none yet.
    init() throws {
        folder = try LedgerFolder()
        ledger = try folder.open()
        try ledger.add([Written.korvinEntry()])
        try fill()
    }

    private func fill(_ change: (Int) -> [Float] = { axis($0) }) throws {
        let missing = try ledger.unvectored(Likeness.kind, after: 0, limit: 10)
        try ledger.keep(missing.map { (article: $0, vectors: $0.contents.map { change($0.number) }) }, Likeness.kind)
    }

    private func nearest(
        _ vector: [Float], words: String = "", _ change: (inout StatementQuery) throws -> Void = { _ in }
    ) throws -> [StatementEntry] {
        var query = StatementQuery()
        query.like = Likeness(vector, words: words)
        try change(&query)
        return try ledger.find(query)
    }

    @Test func theNearestStandsFirstAndSaysHowNearItIs() throws {
        let found = try nearest(axis(1, 0.6))
        #expect(found.map { "\($0.id)" } == ["s1.1", "s1.2", "s1.0"])
        #expect(abs((found[0].nearness ?? 0) - 0.8 / 2.7) < 0.01 && abs((found[1].nearness ?? 0) - 0.6 / 2.7) < 0.01)
    }

    @Test func whatSharesTheWordsOfTheQuestionIsNearer() throws {
        let alike = axis(0).enumerated().map { $0.offset < 3 ? 1 / Float(3).squareRoot() : 0 }
        let found = try nearest(alike, words: "the gate of the harbour")
        #expect(found.map { "\($0.id)" }.first == "s1.0")
        #expect((found[0].nearness ?? 0) > (found[1].nearness ?? 0) && found.allSatisfy { (0...1).contains($0.nearness ?? -1) })
        #expect(try nearest(axis(1), words: "the gate of the harbour").map { "\($0.id)" }.first == "s1.1")
    }

    @Test func statementsComeWithTheParagraphThatTheyStandIn() throws {
        try ledger.add([Written.entry("Rain fell.\n\nIlse Varn said the ferry pays. It did.\nDusk came.", id: "ferry")])
        let missing = try ledger.unvectored(Likeness.kind, after: 0, limit: 10)
        #expect(missing.flatMap(\.paragraphs).allSatisfy { $0 == "Ilse Varn said the ferry pays. It did." })
    }

    @Test func theVectorOfAStatementIsOfContentTitleAndParagraph() {
        #expect(Likeness.vector(content: [1, 0, 0], title: [0, 1, 0], paragraph: [0, 0, 1]) == [1, 0.7, 0.5])
        #expect(Likeness.vector(content: [1, 0, 0], title: nil, paragraph: nil) == [1, 0, 0])
    }

    @Test func filtersAndWordsLeaveWhatIsCompared() throws {
        #expect(
            try nearest(axis(1)) { $0.speakers = [try ledger.actor("Ilse Varn", for: .speaking).id] }.map { "\($0.id)" } == [
                "s1.2"
            ])
        #expect(try nearest(axis(1)) { $0.words = try SearchQuery("harbour") }.map { "\($0.id)" } == ["s1.0"])
    }

    @Test func aStatementIsNotLikeItself() throws {
        var query = StatementQuery()
        query.like = Likeness(axis(1), words: "", except: StatementID(article: 1, number: 1))
        #expect(try ledger.find(query).map { "\($0.id)" } == ["s1.0", "s1.2"])
    }

    @Test func limitAndOffsetCountFromTheNearest() throws {
        #expect(try nearest(axis(0, 0.3)) { ($0.limit, $0.offset) = (1, 1) }.map { "\($0.id)" } == ["s1.1"])
        var all: [StatementID] = []
        var query = StatementQuery()
        (query.like, query.limit) = (Likeness(axis(0), words: ""), 1)
        try ledger.findAll(query) {
            all.append($0.id)
            return true
        }
        #expect(all.count == 3)
    }

    @Test func whatIsJudgedIsForgottenAndMadeAgain() throws {
        #expect(try ledger.countUnvectored(Likeness.kind).missing == 0)
        try ledger.review(StatementID(article: 1, number: 1), .wrong, by: "mara", at: 1)
        #expect(try ledger.countUnvectored(Likeness.kind).missing == 1)
        try fill()
        #expect(try nearest(axis(1)).map { "\($0.id)" } == ["s1.0", "s1.2"])
    }

    @Test func whatHasChangedMeanwhileIsLeftForTheNextTime() throws {
        try ledger.add([
            Written.korvinEntry(
                id: "other", text: "Ilse Varn said the tolls fall. “Nobody pays twice,” Korvin said, Dessa Korvin.")
        ])
        let missing = try ledger.unvectored(Likeness.kind, after: 0, limit: 10)
        try ledger.review(StatementID(article: 2, number: missing[0].contents[0].number), .wrong, by: "mara", at: 1)
        try ledger.keep(missing.map { (article: $0, vectors: $0.contents.map { axis($0.number) }) }, Likeness.kind)
        #expect(try ledger.countUnvectored(Likeness.kind).missing == 1)
    }

    @Test(arguments: [
        "UPDATE vector SET bytes = zeroblob(10)", "UPDATE vector SET steps = zeroblob(3)", "UPDATE vector SET count = -1",
        "UPDATE vector SET count = 1000000000", "UPDATE vector SET bytes = 'text', steps = 7",
    ])
    func damagedVectorsAreAsIfTheyWereNotThere(damage: String) throws {
        try ledger.connection.runAll(damage)
        #expect(try nearest(axis(1)).isEmpty)
        #expect(try ledger.countUnvectored(Likeness.kind).missing == 1)
        try fill()
        #expect(try nearest(axis(1)).count == 3)
    }

    @Test(arguments: ["", "[", "[1e999]", "[99, 98, 97]", "{}", "[9223372036854775807, -1, 0]"])
    func numbersThatNameNoStatementFindNone(numbers: String) throws {
        try ledger.connection.run("UPDATE vector SET statements = ?", numbers)
        #expect(try nearest(axis(1)).allSatisfy { $0.id.article == 1 && $0.id.number <= 2 })
    }

    @Test func stepsThatAreNoNumbersAreFarFromAll() throws {
        try ledger.connection.runAll("UPDATE vector SET steps = x'0000C07F0000807F000080FF'")
        for found in try nearest(axis(1)) { #expect((-1...1).contains(found.nearness ?? 9)) }
    }

    @Test func bytesLoseLittleOfAVector() {
        let vector = (0..<384).map { Float(($0 * 7919) % 101) / 101 - 0.5 }
        let (step, bytes) = VectorRows.quantized(vector, width: 384)
        #expect(zip(vector, bytes).allSatisfy { abs($0 - step * Float($1)) <= step / 2 + 1e-6 })
        #expect(VectorRows.quantized([.nan, .infinity], width: 4).bytes.count == 4)
    }
}
