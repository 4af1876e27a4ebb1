import Foundation
import Record
import Testing

@testable import Meaning

/// Who owes what, in sentences about countries that do not exist.
@Suite struct DutyTests {
    private static let entities: [(MentionForm, [String])] = [
        (.name, ["Ilse Varn"]), (.name, ["Orvane"]), (.name, ["Talmere"]), (.name, ["the harbour board"]),
        (.pronoun, ["We"]), (.name, ["Tam Elm"]), (.nominal, ["Visitors"]), (.nominal, ["two ministers"]),
        (.nominal, ["the government of Orvane", "The government of Orvane"]), (.nominal, ["Varn and Elm"]), (.pronoun, ["its"]),
    ]
    private static let kinds: [String: EntityKind] = [
        "Orvane": .place, "Talmere": .place, "the harbour board": .organization, "Visitors": .group, "two ministers": .group,
        "We": .group, "the government of Orvane": .organization, "Varn and Elm": .group,
    ]

    /// What is told: bearer, status, instrument, what is owed, and the number of who says so.
    private func duties(_ paragraphs: [(marked: String, speaker: Int?)], author: String? = nil) -> [String] {
        let entities = DutyTests.entities.filter { entity in paragraphs.contains { $0.marked.contains(entity.1[0]) } }
        var article = Scene(paragraphs, entities: entities).article
        var findings = article.findings
        findings.entities = findings.entities.map { entity in
            Entity(
                id: entity.id, name: entity.name, kind: DutyTests.kinds[entity.name] ?? .person,
                mentions: entity.mentions.filter { $0.extract.span.end <= article.article.text.unicodeScalars.count })
        }
        article = ReadArticle(article.article, findings)
        if let author {
            var own = article.article
            own.author = author
            article = ReadArticle(own, article.findings)
        }
        return Duties().marks(of: article).map { mark in
            guard case .record(let record) = mark.value else { return "" }
            let members = Dictionary(record.members.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
            func text(_ name: String) -> String {
                switch members[name] {
                case .id(let id)??: name == "by" ? "s\(id)" : article.entity(id)?.name ?? "?"
                case .word(let word)??: word
                case .extract(let extract)??: extract.text
                default: "-"
                }
            }
            return ["bearer", "status", "instrument", "duty", "by"].map(text).joined(separator: " | ")
        }
    }

    private func duties(_ marked: String, speaker: Int? = 0) -> [String] { duties([(marked, speaker)]) }

    @Test(arguments: [
        ("Orvane violated the Kessom Treaty.", "Orvane | broken | the Kessom Treaty | violated the Kessom Treaty | -"),
        ("Orvane did not violate the Kessom Treaty.", "Orvane | kept | the Kessom Treaty | violate the Kessom Treaty | -"),
        ("Orvane must not violate the Kessom Treaty.", "Orvane | owed | the Kessom Treaty | violate the Kessom Treaty | -"),
        (
            "Orvane is required to open its gates under Resolution 41 (2030).",
            "Orvane | owed | Resolution 41 (2030) | open its gates under Resolution 41 (2030) | -"
        ),
        ("Orvane complied with the ceasefire.", "Orvane | kept | the ceasefire | complied with the ceasefire | -"),
        ("Orvane failed to comply with the ceasefire.", "Orvane | broken | the ceasefire | comply with the ceasefire | -"),
        ("Comply with the ceasefire.", "- | owed | the ceasefire | Comply with the ceasefire | -"),
        ("Orvane pledged to open its gates.", "Orvane | promised | - | open its gates | -"),
        ("A court ordered Orvane to open its gates.", "Orvane | owed | - | open its gates | -"),
        ("The contract demands a fee of Orvane.", "Orvane | owed | The contract | a fee of Orvane | -"),
        ("It was a violation of the law by Orvane.", "Orvane | broken | the law | violation of the law | -"),
    ]) func wordsTellWhoOwesWhat(text: String, told: String) {
        #expect(duties(text) == [told])
    }

    @Test(arguments: [
        ("Visitors to Orvane must show a pass.", "Visitors | owed | - | show a pass | -"),
        ("Orvane, however, violated the ceasefire.", "Orvane | broken | the ceasefire | violated the ceasefire | -"),
        (
            "Talmere accused the harbour board of violating the ceasefire.",
            "the harbour board | broken | the ceasefire | violating the ceasefire | -"
        ),
        (
            "Talmere called on Orvane to open its gates and to comply with the ceasefire.",
            "Orvane | owed | the ceasefire | comply with the ceasefire | -"
        ),
        ("The ceasefire was violated by Orvane.", "Orvane | broken | The ceasefire | violated by Orvane | -"),
        ("It counted ceasefire violations by Orvane.", "Orvane | broken | ceasefire | violations by Orvane | -"),
        ("Orvane's violation of the ceasefire was seen.", "Orvane | broken | the ceasefire | violation of the ceasefire | -"),
        (
            "It is the obligation of Orvane to open its gates.", "Orvane | owed | - | open its gates | -"
        ),
        (
            "The government of Orvane violated the ceasefire.",
            "Orvane | broken | the ceasefire | violated the ceasefire | -"
        ),
    ]) func whoIsBoundStandsWhereTheGrammarPutsThem(text: String, told: String) {
        #expect(duties(text) == [told])
    }

    @Test(arguments: [
        (
            "Under the Kessom Treaty, Orvane will open its gates.",
            "Orvane | owed | the Kessom Treaty | open its gates | -"
        ),
        ("The Kessom Treaty calls on Orvane to open its gates.", "Orvane | owed | The Kessom Treaty | open its gates | -"),
        ("Orvane is required by law to open its gates.", "Orvane | owed | law | open its gates | -"),
        ("Orvane acted in line with the ceasefire.", "Orvane | kept | the ceasefire | in line with the ceasefire | -"),
        (
            "It is essential that Orvane adhere to the ceasefire.",
            "Orvane | owed | the ceasefire | adhere to the ceasefire | -"
        ),
        (
            "Ilse Varn denied that Orvane violated the ceasefire.",
            "Orvane | kept | the ceasefire | violated the ceasefire | -"
        ),
        ("Orvane went outside the norms.", "Orvane | broken | the norms | outside the norms | -"),
        ("Orvane signed a deal with Talmere to open its gates.", "Orvane | promised | a deal with Talmere | open its gates | -"),
    ]) func wordsAroundSayWhatBindsAndWhetherItIsKept(text: String, told: String) {
        #expect(duties(text) == [told])
    }

    @Test func whoRefusesWhatACourtOrdersOwesIt() {
        #expect(
            duties("A judge signed the subpoenas on Monday. Orvane refused to pay.") == [
                "Orvane | broken | the subpoenas | pay | -", "Orvane | owed | the subpoenas | pay | -",
            ])
        // Nothing was ordered.
        #expect(duties("It rained on Monday. Orvane refused to pay.") == [])
    }

    @Test func severalInOneMentionAreBoundEach() {
        let varnAndElm = "Ilse Varn and Tam Elm came. Varn and Elm violated the ceasefire."
        #expect(
            duties(varnAndElm) == [
                "Ilse Varn | broken | the ceasefire | violated the ceasefire | -",
                "Tam Elm | broken | the ceasefire | violated the ceasefire | -",
            ])
    }

    @Test func nobodyAccusesThemselvesInSomebodyElsesWords() {
        #expect(
            duties("{s|Orvane} {c|decided} {x|to violate the ceasefire}.", speaker: 0)
                == ["Orvane | broken | the ceasefire | violate the ceasefire | -"])
    }

    @Test func whoSaysSoIsTheStatementInWhoseContentItStands() {
        #expect(
            duties("{s|Ilse Varn} {c|said} {x|Orvane had breached the Kessom treaty}.")
                == ["Orvane | broken | the Kessom treaty | breached the Kessom treaty | s0"])
        // Who promises says so.
        #expect(
            duties([("{s|Orvane} {c|promised} {x|to open its gates}.", 0)]) == ["Orvane | promised | - | open its gates | s0"])
    }

    @Test func nobodyAccusesThemselvesWhereNothingTellsWhoIsMeant() {
        #expect(
            duties("{s|Ilse Varn} {c|spoke of} {x|a breach of the Kessom Treaty}.")
                == ["- | broken | the Kessom Treaty | breach of the Kessom Treaty | s0"])
        // What somebody refuses to do is theirs.
        #expect(
            duties("{s|Orvane} {c|refused} {x|to comply with the ceasefire}.")
                == ["Orvane | broken | the ceasefire | comply with the ceasefire | s0"])
    }

    @Test func whatADocumentOrTheWriterSaysIsTheArticlesOwn() {
        let article = Scene(
            [("“{x|Orvane must open its gates under the Kessom treaty},” {s|we} {c|said}.", 0)],
            entities: [(.pronoun, ["we"]), (.name, ["Orvane"])])
        let marks = Duties().marks(of: article.article)
        guard case .record(let record)? = marks.first?.value else { return #expect(marks.count == 1) }
        #expect(record.members.first { $0.name == "by" }?.value == nil)
    }

    @Test func weAreWhoGivesTheSpeech() {
        let speech = "Talmere is near, and our friends and our people know it. We must implement the Kessom Treaty."
        #expect(
            duties([(speech, nil)], author: "Talmere") == [
                "Talmere | owed | the Kessom Treaty | implement the Kessom Treaty | -"
            ])
        #expect(duties([(speech, nil)]) == ["We | owed | the Kessom Treaty | implement the Kessom Treaty | -"])
    }

    @Test func severalWhoAreJoinedAreBoundEach() {
        #expect(
            duties("Talmere and Orvane violated the ceasefire.") == [
                "Orvane | broken | the ceasefire | violated the ceasefire | -",
                "Talmere | broken | the ceasefire | violated the ceasefire | -",
            ])
    }

    @Test(arguments: [
        "Orvane opened its gates in order to sell grain.", "Orvane must win.", "Talmere broke a window.",
        "Orvane is to play Talmere on Friday.",
        "If Orvane violates the ceasefire, Talmere leaves.", "Orvane won most pledged delegates.",
        "Orvane failed to ratify the treaty.", "Orvane will report that it rained under the treaty.",
        "Talmere broke the rule of law firm record.",
        "{s|Ilse Varn} {c|said} {x|Orvane must be kinder}.", "It was a most frivolous breach, Orvane.", "",
    ]) func wishesAndOrdinaryWordsAreNone(text: String) {
        // "must win" in nobody's name is a rule in news, and told as such.
        #expect(duties(text).filter { !$0.contains("| win |") } == [])
    }

    @Test(arguments: [
        ("It cited Article 5 of the Kessom Charter.", "Article 5 of the Kessom Charter"),
        ("It cited resolution 1325 (2000) of old.", "resolution 1325 (2000)"),
        ("It cited the Harbours Act 1987 of old.", "the Harbours Act 1987"),
        ("It cited international law.", "international law"),
        ("It cited the norms of international law.", "the norms of international law"),
        ("It cited Assembly resolution 68/262 of old.", "Assembly resolution 68/262"),
        ("It cited the 7/12 Harbour Relief Act.", "the 7/12 Harbour Relief Act"),
        ("It cited her strict bail conditions.", "her strict bail conditions"),
        ("It cited a cease and desist order.", "a cease and desist order"),
        ("It cited the Companies Act, 2019 (Act 992).", "the Companies Act, 2019 (Act 992)"),
    ]) func instrumentsAreFoundInFull(text: String, name: String) {
        let article = Scene(text).article
        #expect(Instrument.all(in: 0..<article.lower.count, article).map { article.extract($0.words).text } == [name])
    }

    @Test(arguments: [
        "It spoke of the rule of law.", "It spoke of conflict resolution.", "It spoke of the ruling Harbour Party.",
        "It spoke of a decision to paint the gates.",
    ]) func whatOnlySoundsLikeAnInstrumentIsNone(text: String) {
        let article = Scene(text).article
        #expect(Instrument.all(in: 0..<article.lower.count, article) == [])
    }

    @Test func longSentencesCostNoMoreThanTheirLength() {
        // A giant sentence of words that all tell of duties is gone through, and not once for each word.
        let article = Scene(String(repeating: "Orvane must violate the treaty and ", count: 2_000)).article
        #expect(Duties().marks(of: article).count > 100)
    }

    // MARK: Measuring

    private static let gold = """
        {"id": "a", "text": "Orvane violated the Kessom Treaty. Talmere kept it.", "gold_duties": [
        {"bearer": "Orvane", "bearer_text": [0, 6], "duty": [7, 33], "instrument": [16, 33], "status": "broken", "by": "the author"},
        {"bearer": "Talmere", "bearer_text": null, "duty": [35, 50], "instrument": null, "status": "kept", "by": "Ilse Varn"}]}
        """.replacing("\n", with: " ")

    @Test func aDutyIsComparedWithTheMarkedOneThatSharesItsWords() throws {
        let text = try #require(try MarkedDuties.texts(in: Data(DutyTests.gold.utf8), called: "g").first)
        let scene = Scene(
            [("Orvane violated the Kessom Treaty. Talmere kept it.", nil)], entities: [(.name, ["Orvane"]), (.name, ["Talmere"])])
        var findings = scene.article.findings
        findings.marks = Duties().marks(of: scene.article)
        var measure = DutyMeasure()
        measure.add(text, findings)
        let figures = Dictionary(measure.figures.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        #expect(figures["gold"] == .count(2) && figures["predicted"] == .count(1))
        #expect(figures["all P"] == .share(1) && figures["all R"] == .share(0.5))
        measure.add(text, nil)
        #expect(measure.figures.first { $0.name == "found R" }?.value == .share(0.25))
    }

    @Test(arguments: [
        "{}",
        "{\"id\": \"a\", \"text\": \"b\", \"gold_duties\": [{\"bearer\": \"c\", \"status\": \"owed\", \"by\": \"d\", \"duty\": [3, 1]}]}",
        "x",
    ])
    func aFileThatHoldsNoneIsRefusedByTheLine(line: String) {
        let error = #expect(throws: MarkedFileError.self) {
            try MarkedDuties.texts(in: Data("\n\(line)\n".utf8), called: "g.jsonl")
        }
        #expect(error?.description.hasPrefix("g.jsonl:2 is no text with duties") == true)
    }
}
