import HTTP
import Record
import Testing

@testable import Web

/// What layers find, as pages show it: of layers that this program does not know.
@Suite struct LayerTests {
    /// One choice a statement.
    private static let weight = LayerCard(
        name: "weight", version: 1, title: "Weight", sentence: "How heavily it is said.",
        choices: [
            .init("light", label: "Light", sentence: "It is said in passing."),
            .init("grave", label: "Grave <i>", sentence: "It is said \"gravely\".", isBadge: true),
        ], threshold: 0.2)
    /// Several choices a statement.
    private static let colour = LayerCard(
        name: "colour", version: 1, title: "Colours", sentence: "Which colours it names.", holdsSeveral: true,
        choices: [
            .init("red", label: "Red", sentence: "It names red.", isBadge: true),
            .init("blue", label: "Blue", sentence: "It names blue.", isBadge: true),
        ], threshold: 0.2)
    /// Somebody, and how they are taken.
    private static let regard = LayerCard(
        name: "regard", version: 2, title: "Regard", sentence: "Who is regarded, and how.", kind: .party, holdsSeveral: true,
        choices: [.init("high", label: "highly", sentence: "They are regarded highly.", isBadge: true)], threshold: 0.2)
    private static let when = LayerCard(
        name: "when", version: 1, title: "Said", sentence: "When it was said.", kind: .days, choices: [], threshold: 0.2)
    private static let cards = [weight, colour, regard, when]

    private func mark(
        _ layer: String, _ value: MarkValue, _ confidence: Double = 0.9, _ evidence: [Extract] = [],
        by author: Mark.Author = .layer(version: 1)
    ) -> Mark {
        Mark(of: .statement(0), layer: layer, value: value, confidence: confidence, evidence: evidence, by: author)
    }

    private func written(_ body: (inout HTML) -> Void) -> String {
        var html = HTML()
        body(&html)
        return String(decoding: html.bytes, as: UTF8.self)
    }

    private func badges(_ marks: [Mark]) -> String {
        written { MarkBadges(marks, of: LayerTests.cards, naming: { ["Mara Lind", "Thora Holm"][$0] }).write(to: &$0) }
    }

    private func inFull(_ marks: [Mark]) -> String {
        written { MarkBadges(marks, of: LayerTests.cards, naming: { ["Mara Lind", "Thora Holm"][$0] }).writeInFull(to: &$0) }
    }

    // MARK: Badges

    @Test func whatIsUsualHasNoBadge() {
        #expect(badges([mark("weight", .choice("light"))]) == "")
        #expect(badges([]) == "" && inFull([]) == "")
    }

    @Test func whatIsUnusualHasABadgeThatTellsWhatItMeans() {
        let shown = badges([mark("weight", .choice("grave"))])
        #expect(shown.contains("title=\"It is said &quot;gravely&quot;.\"") && shown.contains("Grave &lt;i&gt;</li>"))
    }

    @Test func aBadgeNamesWhoItIsAbout() {
        #expect(badges([mark("regard", .party(entity: 1, extract: nil, choice: "high"))]).contains("Thora Holm: highly"))
    }

    @Test func whatIsMoreLikelyWrongIsDoubted() {
        let shown = badges([mark("colour", .choice("red"), 0.4)])
        #expect(shown.contains("badge doubtful") && shown.contains("Red?"))
    }

    @Test func badgesStandInTheOrderOfTheCards() {
        let shown = badges([mark("colour", .choice("blue")), mark("weight", .choice("grave"))])
        #expect(shown.contains(#/Grave.*Blue/#))
    }

    @Test func aLayerWithoutACardIsNotShown() {
        #expect(badges([mark("shape", .choice("round"))]) == "" && inFull([mark("shape", .choice("round"))]) == "")
    }

    // MARK: In full

    @Test func aStatementsPageTellsUsualThingsToo() {
        let shown = inFull([mark("weight", .choice("light"), 0.83, [Extract(span: Span(0, 4), text: "<pst>")])])
        #expect(shown.contains(">Weight</dt>") && shown.contains("Light") && shown.contains("83 % sure"))
        #expect(shown.contains("“&lt;pst&gt;”") && shown.contains("It is said in passing."))
    }

    @Test func aPersonsJudgementIsPutDownToThem() {
        let shown = inFull([mark("weight", .choice("grave"), 1, by: .person("Ilse <b>Varn"))])
        #expect(shown.contains("judged by Ilse &lt;b&gt;Varn") && !shown.contains("% sure"))
    }

    @Test func daysAreToldWithTheWordsThatTell() throws {
        let (first, last) = (try #require(Day(year: 2031, month: 5, day: 1)), try #require(Day(year: 2031, month: 5, day: 3)))
        let words = Extract(span: Span(9, 18), text: "last week")
        let week = try #require(DaySpan(from: first, until: last))
        let day = try #require(DaySpan(from: first, until: first))
        #expect(inFull([mark("when", .days(week, extract: words))]).contains("2031-05-01 to 2031-05-03 (“last week”)"))
        #expect(inFull([mark("when", .days(day, extract: nil))]).contains(">2031-05-01</span>"))
    }

    @Test func recordsAreToldMemberByMember() {
        let record = MarkRecord(
            place: Extract(span: Span(0, 6), text: "must go"),
            members: [.init("bearer", .id(0)), .init("state", .word("owed")), .init("ends", nil)])
        let card = LayerCard(
            name: "duty", version: 1, title: "Duty", sentence: "Who must do what.", kind: .record, holdsSeveral: true,
            choices: [],
            threshold: 0)
        let shown = written { html in
            MarkBadges([mark("duty", .record(record))], of: [card], naming: { _ in "Mara Lind" }).writeInFull(to: &html)
        }
        #expect(shown.contains("“must go”, bearer Mara Lind, state owed"))
    }

    // MARK: Filters

    @Test func facetsOfferWhatMatchesHaveAndLeadBack() {
        let (grave, red, blue) = (
            MarkFilter(layer: "weight", choice: "grave"), MarkFilter(layer: "colour", choice: "red"),
            MarkFilter(layer: "colour", choice: "blue")
        )
        let shown = written { html in
            MarkFacets(LayerTests.cards, chosen: [red], counts: [grave: 3, red: 2, blue: 1_200]).write(to: &html) { chosen in
                chosen.reduce(Address.search) { $0.with("mark", $1.text) }
            }
        }
        #expect(shown.contains("<a href=\"/search?mark=colour%3Ared&amp;mark=weight%3Agrave\""))
        #expect(shown.contains("<a href=\"/search\">any</a>"))
        // A layer that leaves several marks can be asked for several.
        #expect(shown.contains("mark=colour%3Ared&amp;mark=colour%3Ablue") && shown.contains("1,200"))
        #expect(!shown.contains("Light") && !shown.contains("Regard"))
    }

    // MARK: Judging

    private func control(_ card: LayerCard, _ marks: [Mark]) -> String {
        written { html in
            MarkReview(card, marks).write(Anchor("layer"), to: &html) { $0.hidden("statement", "1.0") }
        }
    }

    @Test func aControlBeginsWithWhatWasFound() {
        let shown = control(LayerTests.weight, [mark("weight", .choice("grave"))])
        #expect(shown.contains("value=\"grave\" title=\"It is said &quot;gravely&quot;.\" selected"))
        #expect(shown.contains("name=\"statement\" value=\"1.0\"") && shown.contains("name=\"layer\" value=\"weight\""))
        #expect(control(LayerTests.weight, []).contains("value=\"-\" selected"))
        let boxes = control(LayerTests.colour, [mark("colour", .choice("blue"))])
        #expect(boxes.contains("name=\"choice-blue\" value=\"yes\" checked") && !boxes.contains("value=\"yes\" checked> Red"))
    }

    @Test func aJudgementIsReadFromItsForm() throws {
        let judged = { (values: [String: String]) in try MarkVerdict(FilledForm(values: values), LayerTests.cards).verdict }
        #expect(try judged(["layer": "weight", "value": "light"]) == .choices(["light"]))
        #expect(try judged(["layer": "weight", "value": "-"]) == .choices([]))
        #expect(try judged(["layer": "colour", "choice-blue": "yes", "choice-red": "yes"]) == .choices(["red", "blue"]))
        #expect(try judged(["layer": "colour"]) == .choices([]))
        #expect(try judged(["layer": "regard", "value": "+"]) == .asFound)
    }

    @Test(arguments: [
        [:], ["layer": "shape", "value": "round"], ["layer": "weight", "value": "heavy"], ["layer": "weight"],
        ["layer": "weight", "value": "+"], ["layer": "regard", "value": "high"],
    ])
    func aJudgementThatNoCardAllowsIsRefused(values: [String: String]) {
        #expect { try MarkVerdict(FilledForm(values: values), LayerTests.cards) } throws: { ($0 as? PageError)?.status == 400 }
    }
}
