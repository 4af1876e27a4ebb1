import Record
import Testing

@testable import Meaning

/// All articles here are of Wednesday, 2031-05-14.
@Suite struct SaidTests {
    private static let day = "2031-05-14"

    /// What is told of a scene's statements: days, and behind " by " the words; nil where nothing is.
    private func said(_ scene: Scene) -> [String?] {
        let marks = Said().marks(of: scene.article)
        return scene.article.findings.statements.map { statement in
            guard let mark = marks.first(where: { $0.subject == .statement(statement.id) }),
                case .days(let days, let extract) = mark.value
            else { return nil }
            return "\(days)" + (extract.map { " by \($0.text)" } ?? "")
        }
    }

    private func said(_ text: String) -> String? { said(Scene(text, published: Self.day)).first ?? nil }

    @Test(arguments: [
        ("{s|Lind} {c|said} Monday {x|that the port is shut}.", "2031-05-12 by Monday"),
        ("On Friday, {s|the board} {c|said} {x|no}.", "2031-05-09 by Friday"),
        ("{x|“No,”} {s|she} {c|said} in an interview last week.", "2031-05-05/2031-05-11 by last week"),
        ("{s|Korvin} {c|told} reporters on Tuesday night {x|that he would go}.", "2031-05-13 by Tuesday night"),
        ("In a 2013 interview, {s|Holm} {c|called} the plan {x|mad}.", "2013-01-01/2013-12-31 by 2013"),
        ("{s|The ministry} {c|said earlier this month} {x|that grain ran out}.", "2031-05-01/2031-05-31 by earlier this month"),
        ("At a meeting in Norrvik on Sunday, {s|Lusk} {c|urged} {x|calm}.", "2031-05-11 by Sunday"),
        ("Lind went on with the fight on Monday, {c|saying} {x|he would not give in}.", "2031-05-12 by Monday"),
    ]) func wordsBesideTheCueTellTheDay(text: String, told: String) {
        #expect(said(text) == told)
    }

    @Test(arguments: [
        "{s|Lind} {c|said} {x|the port was shut on Monday}.",
        "{s|Lind}, who came to Norrvik last week, {c|said} {x|no}.",
        "{x|“No,”} {c|said} {s|Lind}, who was named on Monday.",
        "{s|The board} {c|said} {x|no} before Friday's vote.",
        "{s|Lind} {c|said} {x|no} after the 2030 election.",
        "{s|The king} {c|believes} {x|so} since Monday.",
    ]) func wordsOfSomethingElseTellNoDaySoThatTheArticlesOwnIsTaken(text: String) {
        #expect(said(text) == Self.day)
    }

    @Test(arguments: ["{s|Lind} once {c|said} {x|no}.", "{s|Lind} {c|said} recently {x|that he would go}."])
    func aTimeWithoutADayTellsNone(text: String) {
        #expect(said(text) == nil)
    }

    @Test func whatIsYetToBeSaidHasNoDayOfTheArticle() {
        #expect(said("{s|The court} will {c|say} {x|whether he must go}.") == nil)
        #expect(said("{s|The court} will {c|say} on Friday {x|whether he must go}.") == "2031-05-16 by Friday")
    }

    @Test func anArticleWithoutADayTellsNone() {
        #expect(said(Scene("{s|Lind} {c|said} Monday {x|no}.")) == [nil])
        #expect(said(Scene("{s|Lind} {c|said} on May 4, 2030, {x|that he would go}.")) == ["2030-05-04 by May 4, 2030"])
    }

    @Test func theDatelineIsTheArticlesDay() {
        let scene = Scene("PORT AMREL, May 6 — {s|Lind} {c|said} Monday {x|that the port is shut}.", published: "2031-05-07")
        #expect(said(scene) == ["2031-05-05 by Monday"])
        #expect(said(Scene("DRAVIC, May 6, 2031 — {s|Lind} {c|said} {x|the port is shut}.")) == ["2031-05-06"])
    }

    @Test func aSpeakerWhoGoesOnSaysItOnTheSameDay() {
        let speech = Scene(
            [
                ("On Friday, {s|Lind} {c|said} {x|no}.", 0), ("{x|“The port is shut,”} {s|she} {c|said}.", 0),
                ("{x|“Go,”} {s|she} {c|added}.", 0),
            ],
            published: Self.day)
        #expect(said(speech) == Array(repeating: "2031-05-09 by Friday", count: 3))
        let two = Scene(
            [("On Friday, {s|Lind} {c|said} {x|no}.", 0), ("{s|Holm} {c|said} {x|yes}.", 1), ("{s|She} {c|said} {x|no}.", 0)],
            published: Self.day)
        #expect(said(two) == ["2031-05-09 by Friday", Self.day, Self.day])
        let year = Scene([("Last year, {s|Lind} {c|said} {x|no}.", 0), ("{s|She} {c|said} {x|yes}.", 0)], published: Self.day)
        #expect(said(year) == ["2030-01-01/2030-12-31 by Last year", Self.day])
    }

    @Test func whatASpeakerDidOnADayTellsWhenItWasSaid() {
        let scene = Scene(
            [("Lind came to Norrvik on Friday. {x|“The port is shut,”} {s|she} {c|said}.", 0)], entities: [(.name, ["Lind"])],
            published: Self.day)
        #expect(said(scene) == ["2031-05-09 by Friday"])
    }

    @Test func theArticlesOwnDayIsLessSure() {
        let own = Said().marks(of: Scene("{s|Lind} {c|said} {x|no}.", published: Self.day).article)
        let told = Said().marks(of: Scene("{s|Lind} {c|said} Monday {x|no}.", published: Self.day).article)
        #expect((own.first?.confidence ?? 1) < 0.5 && (told.first?.confidence ?? 0) > 0.8)
    }

    @Test(arguments: [
        ("{s|Lind} {c|said} in the 1990s {x|that the port was shut}.", "1990-01-01/1999-12-31 by 1990s"),
        ("Between 2010 and 2012, {s|Lind} {c|said} {x|no}.", "2010-01-01/2012-12-31 by 2010 and 2012"),
        ("{s|Lind} {c|said} between 2010 and 2012 {x|that the port was shut}.", "2010-01-01/2012-12-31 by 2010 and 2012"),
        ("On Monday and Tuesday, {s|the board} {c|said} {x|no}.", "2031-05-12/2031-05-13 by Monday and Tuesday"),
        ("From 2010 to 2012, {s|Lind} {c|said} {x|no}.", "2010-01-01/2012-12-31 by 2010 to 2012"),
    ]) func twoTimesThatAreOneAreTakenTogether(text: String, told: String) {
        #expect(said(text)?.replacing("the 1990s", with: "1990s") == told)
    }

    @Test func aLengthOfTimeTellsNoDay() {
        #expect(said("{s|Lind} has {c|said} for years {x|that the port is shut}.") == nil)
        // One that tells of something else does not keep the article's day away.
        #expect(said("{s|Lind}, who led the port for years, {c|said} {x|no}.") == Self.day)
    }

    @Test func aDayNamedInFullCountsHoweverFarItIs() {
        #expect(said("{s|Lind} {c|said} on May 4, 2040, {x|that he would go}.") == "2040-05-04 by May 4, 2040")
        let text = "PORT AMREL, Nov. 6, 2019 — {s|Lind} {c|said} Monday {x|no}."
        #expect(said(text)?.hasPrefix("2019-11-04") == true)
    }

    @Test func whatStandsInsideAnotherWasSaidByItsDay() {
        let plain = Scene("On Monday, {s|Lind} {c|said} {x|that Holm denied it}.", published: Self.day).article
        let outer = plain.findings.statements[0]
        let words = { (text: String) in
            let start =
                plain.article.text.count - (plain.article.text.split(separator: text, maxSplits: 1).last?.count ?? 0) - text.count
            return Extract(span: Span(start, start + text.count), text: text)
        }
        let inner = Statement(
            id: 1, parent: 0, form: .indirect, source: [words("Holm")], cue: [words("denied")], content: [words("it")],
            speaker: nil, confidence: 1)
        let article = ReadArticle(plain.article, Findings(statements: [outer, inner]))
        let days = Said().marks(of: article).map { mark in if case .days(let days, _) = mark.value { "\(days)" } else { "" } }
        #expect(days == ["2031-05-12", "2031-05-12"])
    }
}
