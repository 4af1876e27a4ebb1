import Actors
import Record
import Reviews
import Testing

@testable import Finding
@testable import Ledger

@Suite struct ComparingTests {
    private let folder: LedgerFolder
    private let ledger: Ledger

    /// An article with what two people say, and what is thought of them.
    private static func article(
        _ id: String, _ published: String?, _ said: [(who: String, cue: String, words: String)],
        _ change: (inout Findings) -> Void = { _ in }
    ) -> PreparedArticle {
        let text = said.map { "\($0.who) \($0.cue) that \($0.words)." }.joined(separator: "\n\n")
        let names = ["Dessa Korvin", "Ilse Varn"]
        var findings = Written.findings(
            text, names.map { Written.Person(names: [$0]) },
            said.map { Written.Saying(who: $0.who, cue: $0.cue, words: $0.words) })
        change(&findings)
        let article = Article(id: id, path: id + ".txt", outlet: "The Beacon", published: published, text: text)
        return PreparedArticle(article: article, given: Array(text.utf8), findings: findings, reader: Written.reader)
    }

    init() throws {
        folder = try LedgerFolder()
        ledger = try folder.open()
        try ledger.add([
            Self.article(
                "one", "2031-05-04",
                [
                    ("Dessa Korvin", "said", "the harbour treaty will be signed before winter"),
                    ("Ilse Varn", "warned", "Dessa Korvin would empty the granaries of Norrvik"),
                ]
            ) { $0.marks = [Self.about(1, 0, "negative", in: $0), Self.act(1, "accuse")].compactMap { $0 } },
            Self.article(
                "two", "2031-08-09",
                [
                    ("Dessa Korvin", "insisted", "the harbour treaty will not be signed before winter"),
                    ("Ilse Varn", "replied", "the harbour treaty will be signed before winter comes"),
                ]
            ) {
                $0.links = [Link(1, 0, layer: "links", value: "opposes", confidence: 0.6, by: .layer(version: 1))].compactMap {
                    $0
                }
            },
            Self.article("three", "2031-09-01", [("Ilse Varn", "added", "Dessa Korvin keeps the granaries full")]) {
                $0.marks = [Self.about(0, 0, "positive", in: $0), Self.act(0, "praise")].compactMap { $0 }
            },
        ])
    }

    private static func about(_ statement: Int, _ entity: Int, _ tone: String, in findings: Findings) -> Mark? {
        let extract = findings.entities[entity].mentions.first?.extract
        return Mark(
            of: .statement(statement), layer: "about", value: .party(entity: entity, extract: extract, choice: tone),
            confidence: 0.7,
            by: .layer(version: 1), isOneOfSeveral: true)
    }

    private static func act(_ statement: Int, _ act: String) -> Mark? {
        Mark(of: .statement(statement), layer: "act", value: .choice(act), confidence: 0.8, by: .layer(version: 1))
    }

    private func compared(_ topic: String? = nil) throws -> Comparison {
        try ledger.compare(ledger.side("Dessa Korvin"), ledger.side("Ilse Varn"), topic: topic.map { try Topic($0) })
    }

    private func ids(_ pairs: [FacingPair]) -> [String] { pairs.map { "\($0.a.id) \($0.b.id)" } }

    @Test func whatStandsApartComesFirstWithBothPassages() throws {
        let comparison = try compared()
        let pairs = comparison.topics.flatMap(\.pairs)
        #expect(comparison.topics.first?.pairs.first?.standing == .linked(.opposes, confidence: 0.6))
        #expect(ids(pairs.filter(\.standing.isApart)) == ["s2.0 s2.1"])
        #expect(comparison.statements.a == 2 && comparison.statements.b == 3)
    }

    @Test func whatAnArticleLinksIsNotShownAsMerelyNearToo() throws {
        #expect(ids(try compared().topics.flatMap(\.pairs)).filter { $0 == "s2.0 s2.1" }.count == 1)
    }

    @Test func whatIsOnlyNearInWordsIsNotSaidToStandAnyhow() throws {
        let near = try #require(try compared().topics.flatMap(\.pairs).first { "\($0.a.id) \($0.b.id)" == "s1.0 s2.1" })
        #expect(near.standing.relation == nil && near.standing.proof == nil && near.standing.remark == nil)
    }

    @Test func theSameWordsAreHeldAgainstOthersOnce() throws {
        try ledger.add([
            Self.article(
                "again", "2031-09-20", [("Ilse Varn", "repeated", "the harbour treaty will be signed before winter comes")])
        ])
        #expect(ids(try compared().topics.flatMap(\.pairs)).allSatisfy { !$0.hasSuffix("s4.0") })
    }

    @Test func aTopicLeavesWhatIsOnIt() throws {
        let comparison = try compared("granaries")
        #expect(comparison.statements.a == 0 && comparison.statements.b == 2)
        #expect(throws: QuestionError.self) { try Topic("of the") }
    }

    @Test func oneSideCannotFaceItself() throws {
        #expect(throws: QuestionError.self) {
            try ledger.compare(ledger.side("@1"), ledger.side("Dessa Korvin"))
        }
        #expect(throws: QuestionError.self) {
            try ledger.regards(ledger.side("@1"), ledger.side("Dessa Korvin"))
        }
    }

    @Test func topicsAreNamedByTheirWords() throws {
        let words = try compared().topics.flatMap(\.words).map { $0.lowercased() }
        #expect(words.contains("harbour treaty"))
        #expect(!words.contains("signed") && !words.contains { $0.hasPrefix("will") })
    }

    @Test func changesAreOfDifferentArticlesAndDaysTheEarlierFirst() throws {
        let korvin = try ledger.actor("Dessa Korvin", for: .speaking)
        let changes = try ledger.changes(of: korvin)
        #expect(ids(changes.pairs) == ["s1.0 s2.0"] && changes.toldByOthers.isEmpty)
        #expect(changes.apart.first?.standing == .shown(.contradicts, proof: "the same words, in one with “not”"))
        #expect(try ledger.changes(of: ledger.actor("Ilse Varn", for: .speaking)).apart.isEmpty)
        #expect(try ledger.changes(of: korvin, topic: Topic("granaries")).pairs.isEmpty)
    }

    @Test func whoeverSaysTheSameAgainHasNotChanged() throws {
        try ledger.add([
            Self.article("again", "2031-09-20", [("Dessa Korvin", "repeated", "the harbour treaty will be signed before winter")])
        ])
        let pairs = try ledger.changes(of: ledger.actor("Dessa Korvin", for: .speaking)).pairs
        #expect(ids(pairs) == ["s1.0 s2.0", "s2.0 s4.0"])
    }

    @Test func whatOthersSayThatSomebodySaidIsKeptApart() throws {
        let text = "Ilse Varn recalled that Dessa Korvin promised that the harbour treaty will be signed before winter ends."
        let people = [Written.Person(names: ["Dessa Korvin"]), Written.Person(names: ["Ilse Varn"])]
        try ledger.add([
            Written.entry(
                text, people,
                [
                    .init(
                        who: "Ilse Varn", cue: "recalled",
                        words: "that Dessa Korvin promised that the harbour treaty will be signed before winter ends"),
                    .init(
                        who: "Dessa Korvin", cue: "promised", words: "that the harbour treaty will be signed before winter ends",
                        parent: 0),
                ], id: "four", published: "2031-10-01")
        ])
        let changes = try ledger.changes(of: ledger.actor("Dessa Korvin", for: .speaking))
        #expect(ids(changes.pairs) == ["s1.0 s2.0"])
        #expect(ids(changes.toldByOthers) == ["s2.0 s4.1"])
    }

    @Test func whatWasFoundWrongOrNotSaidIsLeftOut() throws {
        try ledger.review(StatementID(article: 1, number: 0), .wrong, by: "me")
        #expect(try ledger.changes(of: ledger.actor("Dessa Korvin", for: .speaking)).pairs.isEmpty)
    }

    @Test func regardsCountTonesAndActsByMonth() throws {
        let regards = try ledger.regards(ledger.side("Dessa Korvin"), ledger.side("Ilse Varn"))
        #expect(regards.ofB.isEmpty && regards.ofA.map { "\($0.entry.id)" } == ["s1.1", "s3.0"])
        #expect(regards.months.map { String($0.month.description.prefix(7)) } == ["2031-05", "2031-09"])
        #expect(regards.months.map(\.ofA.tone) == [-1, 1] && regards.months.map(\.ofA.balance) == [-1, 1])
        #expect(regards.months.allSatisfy { $0.ofB.statements == 0 && $0.ofB.tone == nil })
        let rows = regards.table.split(separator: "\r\n")
        #expect(rows.count == 3 && rows[1].replacing("\"", with: "").hasPrefix("a,2031-05,negative"))
    }

    @Test func aGroupSpeaksByThoseWhoBelongToIt() throws {
        let harbour = try #require(
            try ledger.connection.row("INSERT INTO actor (name, key, kind) VALUES ('Harbour League', 1, 'group') RETURNING id") {
                $0.int(0)
            })
        let varn = try ledger.actor("Ilse Varn", for: .speaking).id
        try ledger.connection.run("INSERT INTO actor_role (actor, sort, name) VALUES (\(varn), 'group', 'Harbour League')")
        #expect(try ledger.side("@\(harbour)").members.map(\.id) == [varn])
    }
}
