import Actors
import Finding
import Foundation
import Ledger
import Record
import Reviews
import Testing

@testable import Web

/// Judging by forms, as a browser without a script sends them.
@Suite struct JudgingTests {
    private func review(of id: String, _ served: ServedLedger) throws -> String? {
        let body = try served.get("/statement/\(id).json").body
        return body.firstMatch(of: /"review": (?:"(\w+)"|null)/).flatMap { $0.output.1.map(String.init) }
    }

    @Test func aJudgementIsWrittenDownUnderTheVisitorsName() throws {
        let served = try ServedLedger()
        _ = try served.post("/reviewer", ["name": "Ilse Varn"])
        let answer = try served.post("/review", ["statement": "s1.0", "judgement": "right", "seen": "0", "back": "queue"])
        #expect(answer.status == 303 && answer.headers["location"] == "/review")
        #expect(try review(of: "s1.0", served) == "right")
        let acts = try Ledger(at: served.path, for: .reading).reviews(of: 1)
        #expect(acts.map(\.who) == ["Ilse Varn"])
    }

    @Test func whatSomebodyElseHasJudgedMeanwhileIsNotOverwritten() throws {
        let served = try ServedLedger()
        _ = try served.post("/review", ["statement": "s1.0", "judgement": "wrong", "seen": "0"])
        let second = try served.post("/review", ["statement": "s1.0", "judgement": "fix", "seen": "0", "content": "25-40"])
        #expect(second.status == 409)
        // What the second wanted is in the page, to be sent again.
        #expect(second.body.contains("name=\"content\" value=\"25-40\"") && second.body.contains("name=\"seen\" value=\"1\""))
        #expect(try review(of: "s1.0", served) == "wrong")
        let again = try served.post("/review", ["statement": "s1.0", "judgement": "fix", "seen": "1", "content": "25-40"])
        #expect(again.status == 303)
        #expect(try review(of: "s1.0", served) == "corrected")
    }

    @Test func aClearedFieldSaysThatNobodyIsNamedAndThatCanBeUndone() throws {
        let served = try ServedLedger()
        let speaker = { try Ledger(at: served.path, for: .reading).show(StatementID(article: 1, number: 0)).entry.speaker }
        let before = try #require(try speaker())
        let fields = ["statement": "s1.0", "judgement": "fix", "seen": "0"]
        // A form without the field leaves the speaker as it is; one that is sent as it was filled in does so too.
        #expect(try served.post("/review", fields.merging(["content": "25-40"]) { $1 }).status == 303)
        #expect(try speaker() == before)
        let cleared = try served.post("/review", fields.merging(["speaker": "", "source": "", "seen": "1"]) { $1 })
        #expect(cleared.status == 303)
        let ledger = try Ledger(at: served.path, for: .reading)
        let entry = try ledger.show(StatementID(article: 1, number: 0)).entry
        #expect(entry.speaker == nil && entry.statement.source.isEmpty && entry.state == .corrected)
        #expect(try served.get("/statement/s1.0").body.contains("Nobody named"))
        #expect(try ledger.reviews(of: 1).map(\.verb) == ["fix", "fix"])
        #expect(try served.post("/review", ["statement": "s1.0", "judgement": "undo", "seen": "2"]).status == 303)
        #expect(try speaker() == before)
    }

    @Test func whatIsClearedWhileAnotherJudgesIsSentAgain() throws {
        let served = try ServedLedger()
        _ = try served.post("/review", ["statement": "s1.0", "judgement": "right", "seen": "0"])
        let second = try served.post("/review", ["statement": "s1.0", "judgement": "fix", "seen": "0", "speaker": ""])
        #expect(second.status == 409 && second.body.contains("name=\"speaker\" value=\"\""))
    }

    @Test func aJudgementOnAMarkIsSentAgainWhole() throws {
        let served = try ServedLedger()
        try Ledger(at: served.path, for: .changing).keep([
            LayerCard(
                name: "colour", version: 1, title: "Colours", sentence: "Which colours it names.", holdsSeveral: true,
                choices: [.init("red", label: "red", sentence: "Red."), .init("blue", label: "blue", sentence: "Blue.")],
                threshold: 0)
        ])
        _ = try served.post("/review", ["statement": "s1.0", "judgement": "right", "seen": "0"])
        let fields = ["statement": "s1.0", "judgement": "mark", "layer": "colour", "choice-blue": "yes", "seen": "0"]
        let second = try served.post("/review", fields)
        #expect(second.status == 409)
        #expect(
            second.body.contains("name=\"layer\" value=\"colour\"") && second.body.contains("name=\"choice-blue\" value=\"yes\""))
        #expect(try served.post("/review", fields.merging(["seen": "1"]) { $1 }).status == 303)
        let page = try served.get("/statement/1.0").body
        #expect(page.contains("judged by mara") && page.contains("mark colour=blue"))
    }

    /// An article of 201 statements.
    private func gates() throws -> ServedLedger {
        let text = (100..<301).map { "Mara Lind said gate \($0) is shut." }.joined(separator: "\n")
        let statements = (100..<301).map { number in
            Statement(
                id: number - 100, parent: nil, form: .indirect, source: [], cue: [],
                content: Harbour.extract("gate \(number) is shut", in: text).map { [$0] } ?? [], speaker: nil, confidence: 0.9)
        }
        return try ServedLedger([
            PreparedArticle(
                article: Article(id: "gates", path: "gates.txt", text: text), given: Array(text.utf8),
                findings: Findings(statements: statements, entities: []), reader: ReaderVersion(version: "1", model: "first"))
        ])
    }

    @Test func theQueueGoesOnBehindItsFirstPage() throws {
        let served = try gates()
        var (seen, address): ([String], String?) = ([], "/review")
        while let here = address, seen.count < 300 {
            let page = try served.get(here).body
            seen += page.matches(of: /data-case="(s1\.\d+)"/).map { String($0.output.1) }
            address = page.firstMatch(of: /href="([^"]*)" rel="next" data-more/).map { String($0.output.1) }
        }
        #expect(seen == (0...200).map { "s1.\($0)" })
        #expect(try served.get("/review?after=s1.0").status == 400)
        #expect(try served.get("/review?after=900-s1.200").body.contains("From the start"))
    }

    @Test func whatOthersHaveJudgedIsAskedWithoutTellingWhatTheySaid() throws {
        let served = try ServedLedger()
        #expect(try served.get("/review?of=others").body.contains("nothing that others have judged"))
        try Ledger(at: served.path, for: .changing).review(StatementID(article: 1, number: 2), .wrong, by: "Ilse Varn")
        let page = try served.get("/review?of=others").body
        #expect(page.matches(of: /data-case="([^"]*)"/).map { String($0.output.1) } == ["s1.2"])
        #expect(!page.contains("reviewed: wrong") && !page.contains("Ilse Varn"))
        let seen = try #require(page.firstMatch(of: /name="seen" value="(\d+)"/)).output.1
        let answer = try served.post(
            "/review", ["statement": "s1.2", "judgement": "right", "seen": String(seen), "back": "others"])
        #expect(answer.headers["location"] == "/review?of=others")
        #expect(try served.get("/review?of=others").body.contains("nothing that others have judged"))
    }

    @Test func undoTellsWhoseJudgementItTakesBack() throws {
        let served = try ServedLedger()
        let ledger = try Ledger(at: served.path, for: .changing)
        try ledger.review(StatementID(article: 1, number: 0), .right, by: "Ilse Varn")
        #expect(try served.get("/statement/s1.0").body.contains("Undo what Ilse Varn judged"))
        let mine = try served.post("/review.json", ["statement": "s1.0", "judgement": "wrong", "seen": "1"]).body
        #expect(mine.contains("\"undo\": \"Undo\"") && mine.contains("\"by\": \"mara\""))
        let theirs = try served.post("/review.json", ["statement": "s1.0", "judgement": "undo", "seen": "2"]).body
        #expect(theirs.contains("\"undo\": \"Undo what Ilse Varn judged\"") && theirs.contains("\"review\": \"right\""))
        let none = try served.post("/review.json", ["statement": "s1.0", "judgement": "undo", "seen": "3"]).body
        #expect(none.contains("\"undo\": null") && none.contains("\"review\": null"))
    }

    @Test func whoTellsAStatementIsChosenOfThoseAround() throws {
        let served = try ServedLedger()
        let page = try served.get("/statement/s1.1?fix=1").body
        #expect(page.contains("As told by") && page.contains("<option value=\"s1.0\""))
        let fields = ["statement": "s1.1", "judgement": "fix", "within": "s1.0"]
        #expect(try served.post("/review", fields).status == 303)
        let entry = try Ledger(at: served.path, for: .reading).show(StatementID(article: 1, number: 1)).entry
        #expect(entry.parent == StatementID(article: 1, number: 0) && entry.state == .corrected)
        for wrong in ["s2.0", "12", "s1.99", "s1.1"] {
            #expect(try served.post("/review", fields.merging(["within": wrong]) { $1 }).status == 400)
        }
    }

    @Test func ofAnArticleOfVeryManyStatementsAPageHoldsTheFirst() throws {
        let served = try gates()
        let page = try served.get("/review?article=1").body
        #expect(page.matches(of: /data-case="s1\.\d+"/).count == 200 && page.contains("data-case=\"s1.199\""))
        // Where something was missed can be anywhere in the text.
        #expect(page.contains("gate 300 is shut"))
        #expect(try served.get("/review.json?article=1").body.matches(of: /"id": "s1\.\d+"/).count == 201)
    }

    @Test func aScriptIsToldOfTheOtherJudgement() throws {
        let served = try ServedLedger()
        _ = try served.post("/review.json", ["statement": "s1.0", "judgement": "wrong", "seen": "0"])
        let second = try served.post("/review.json", ["statement": "s1.0", "judgement": "right", "seen": "0"])
        #expect(second.status == 409)
        #expect(second.body.contains("mara has judged s1.0 meanwhile") && second.body.contains("\"seen\": 1"))
    }

    @Test func aJudgementCanBeTakenBack() throws {
        let served = try ServedLedger()
        _ = try served.post("/review", ["statement": "s1.0", "judgement": "wrong"])
        let undone = try served.post("/review.json", ["statement": "s1.0", "judgement": "undo", "seen": "1"])
        #expect(undone.body.contains("\"review\": null"))
        #expect(try review(of: "s1.0", served) == nil)
    }

    @Test func partsAndSpeakerAreCorrected() throws {
        let served = try ServedLedger()
        let fields = [
            "statement": "s1.4", "judgement": "fix", "source": "none", "content": "24-40, 45-50", "speaker": "Thora Holm",
            "quoting": "mixed",
        ]
        #expect(try served.post("/review", fields).status == 303)
        let entry = try Ledger(at: served.path, for: .reading).show(StatementID(article: 1, number: 4)).entry
        #expect(entry.statement.content.map(\.span.start) == [24, 45])
        #expect(entry.actor?.name == "Thora Holm" && entry.statement.form == .mixed)
    }

    /// What a browser sends of the page's form of a statement.
    private func filledIn(_ id: String, _ served: ServedLedger) throws -> [String: String] {
        let page = try served.get("/statement/\(id)?fix=1").body
        let fields = page.matches(of: /<input[^>]* name="(source|cue|content|speaker|seen)"[^>]* value="([^"]*)"/)
        let values = fields.map { (String($0.output.1), String($0.output.2)) }
        return ["statement": id, "judgement": "fix", "quoting": "", "new": ""].merging(values) { _, last in last }
    }

    /// Statements whose forms only a reader of single quotation marks and dashes tells, and one of which a machine was not sure.
    private func quoted() throws -> ServedLedger {
        let text = Harbour.text.replacing("“", with: "‘").replacing("”", with: "’")
        return try ServedLedger([Harbour.entry(text: text, quotes: ("‘", "’"))])
    }

    @Test(arguments: 0..<5) func aFormSentAsItWasFilledInSaysThatAllIsRight(number: Int) throws {
        let served = try quoted()
        let ledger = try Ledger(at: served.path, for: .reading)
        let id = StatementID(article: 1, number: number)
        let before = try ledger.show(id).entry
        let fields = try filledIn("\(id)", served)
        #expect(fields["content"] != nil && fields["speaker"] != nil)
        #expect(try served.post("/review", fields).status == 303)
        let after = try ledger.show(id).entry
        #expect(after.statement == before.statement && after.actor == before.actor && after.state == .right)
    }

    @Test(arguments: 0..<5) func anotherSpeakerAloneChangesNothingElse(number: Int) throws {
        let served = try quoted()
        let ledger = try Ledger(at: served.path, for: .reading)
        let id = StatementID(article: 1, number: number)
        let before = try ledger.show(id).entry.statement
        let other = before.speaker == 1 ? "Mara Lind" : "Thora Holm"
        let fields = try filledIn("\(id)", served).merging(["speaker": other]) { _, other in other }
        #expect(try served.post("/review", fields).status == 303)
        let after = try ledger.show(id).entry
        #expect(after.actor?.name == other && after.state == .corrected)
        #expect((after.statement.form, after.statement.parent) == (before.form, before.parent))
        #expect(after.statement.source == before.source && after.statement.cue == before.cue)
        #expect(after.statement.content == before.content)
    }

    @Test func aSpeakerWhoIsNotInTheLedgerIsMadeByTheCorrection() throws {
        let served = try ServedLedger()
        let name = "Dessa <i>Korvin</i>"
        let fields = ["statement": "s1.4", "judgement": "fix", "speaker": name, "new": "person", "seen": "0"]
        _ = try served.post("/reviewer", ["name": "Ilse Varn"])
        #expect(try served.post("/review", fields).status == 303)
        let ledger = try Ledger(at: served.path, for: .reading)
        let id = StatementID(article: 1, number: 4)
        let actor = try #require(try ledger.show(id).entry.actor)
        #expect(actor.name == name && actor.kind == .person)
        #expect(try ledger.actorActs(upon: actor.id).map(\.who) == ["Ilse Varn"])
        let page = try served.get("/statement/1.4?fix=1").body
        #expect(page.contains("Dessa &lt;i&gt;Korvin&lt;/i&gt;") && !page.contains("<i>Korvin"))
        // The same name once more is the same person, and what is taken back leaves them to be chosen.
        let again = ["statement": "s1.3", "judgement": "fix", "speaker": name, "new": "person"]
        #expect(try served.post("/review", again).status == 303)
        #expect(try ledger.show(StatementID(article: 1, number: 3)).entry.actor?.id == actor.id)
        #expect(try served.post("/review", ["statement": "s1.4", "judgement": "undo"]).status == 303)
        #expect(try ledger.show(id).entry.actor == nil && ledger.actorActs(upon: actor.id).map(\.actor.name) == [name])
    }

    @Test func aConflictMakesNoSpeaker() throws {
        let served = try ServedLedger()
        _ = try served.post("/review", ["statement": "s1.0", "judgement": "wrong", "seen": "0"])
        let fields = ["statement": "s1.0", "judgement": "fix", "seen": "0", "speaker": "Dessa Korvin", "new": "person"]
        let answer = try served.post("/review", fields)
        #expect(answer.status == 409 && answer.body.contains("name=\"new\" value=\"person\""))
        #expect(try Ledger(at: served.path, for: .reading).actorActs().isEmpty)
    }

    @Test(arguments: [
        ["speaker": "Dessa Korvin", "new": "ghost"], ["speaker": "none", "new": "person"], ["speaker": "@1", "new": "person"],
        ["speaker": " ", "new": "person"], ["speaker": "…", "new": "person"],
        ["speaker": String(repeating: "a", count: 1_001), "new": "person"],
        ["speaker": "Dessa Korvin", "new": "person", "content": "5-99999"],
    ])
    func aNewSpeakerWhoCannotBeIsRefused(fields: [String: String]) throws {
        let served = try ServedLedger()
        let answer = try served.post("/review", fields.merging(["statement": "s1.0", "judgement": "fix"]) { given, _ in given })
        #expect(answer.status == 400)
        let ledger = try Ledger(at: served.path, for: .reading)
        #expect(try ledger.actorActs().isEmpty && ledger.reviews(of: 1).isEmpty)
    }

    @Test(arguments: [
        ["statement": "s1.0", "judgement": "fix", "content": "a-b"], ["statement": "s1.0", "judgement": "fix", "content": "9-3"],
        ["statement": "s1.0", "judgement": "perhaps"], ["statement": "x", "judgement": "right"], ["judgement": "right"],
        ["article": "1", "judgement": "missed"], ["article": "1", "judgement": "right"],
        ["article": "-9223372036854775808", "judgement": "all"], ["article": "x", "judgement": "all"],
        ["statement": "s1.0", "judgement": "fix", "content": "0-9223372036854775807"],
        ["statement": "s1.0", "judgement": "fix", "content": "9223372036854775806-9223372036854775807, 0-4"],
        ["statement": "9223372036854775807.9223372036854775807", "judgement": "right"],
    ])
    func whatCannotBeCarriedOutIsRefused(fields: [String: String]) throws {
        let served = try ServedLedger()
        #expect(try served.post("/review", fields).status == 400)
        #expect(try Ledger(at: served.path, for: .reading).reviews(of: 1).isEmpty)
    }

    @Test func aPlaceBeyondTheTextIsExplained() throws {
        let answer = try ServedLedger().post("/review", ["statement": "s1.0", "judgement": "fix", "content": "5-99999"])
        #expect(answer.status == 400 && answer.body.contains("reaches beyond the text"))
    }

    @Test func aMissedStatementIsAddedAndTheRestJudged() throws {
        let served = try ServedLedger()
        let added = try served.post(
            "/review", ["article": "1", "judgement": "missed", "content": "0-11", "speaker": "Mara Lind"])
        #expect(added.headers["location"] == "/review?article=1")
        #expect(try review(of: "s1.5", served) == "added")
        _ = try served.post("/review", ["article": "1", "judgement": "all"])
        #expect(try review(of: "s1.0", served) == "right")
        #expect(try served.get("/review").body.contains("Nothing is left to judge."))
    }

    @Test func aNameIsKeptWithTheSessionAlone() throws {
        let served = try ServedLedger()
        let answer = try served.post("/reviewer", ["name": " Ilse\u{7} Värn "])
        #expect(answer.status == 303 && answer.headers["set-cookie"] == nil)
        #expect(try served.get("/review").body.contains("value=\"Ilse Värn\""))
        let another = try ServedLedger.session(of: served.server)
        #expect(try served.get("/review", [another]).body.contains("value=\"mara\""))
        #expect(PageContext.name(" \u{1}\n ") == nil)
        #expect(PageContext.name(String(repeating: "a", count: 200))?.count == 80)
    }

    @Test func nobodyJudgesUnderANameThatTheirBrowserMadeUp() throws {
        let served = try ServedLedger()
        let session = try ServedLedger.session(of: served.server)
        _ = try served.post(
            "/review", ["statement": "s1.0", "judgement": "wrong"], [session + "; reviewer=Thora; dixit_reviewer=Thora"])
        #expect(try Ledger(at: served.path, for: .reading).reviews(of: 1).map(\.who) == ["mara"])
    }

    @Test func theStatementsPageTellsWhereItStands() throws {
        let page = try ServedLedger().get("/statement/s1.0").body
        for term in ["Article", "Outlet", "Published"] { #expect(page.contains("<dt>\(term)</dt>")) }
        #expect(page.contains("data-cite=\"s1.0\""))
    }

    @Test func leastCertainComesFirst() throws {
        let body = try ServedLedger().get("/review").body
        let order = body.matches(of: /data-case="([s0-9.]+)"/).map { String($0.output.1) }
        #expect(order.prefix(2) == ["s1.1", "s1.4"] && order.count == 5)
    }

    // MARK: Adding

    @Test func whatCannotBeReadIsToldOnThePageOfItsProgress() throws {
        let served = try ServedLedger()
        let answer = try served.post("/add", ["text": "Mara Lind said no."])
        let page = try #require(answer.headers["location"])
        #expect(page == "/add/1")
        // No model was named: the job ends with the reason. Each look is a request, and there is an end to them.
        var body = ""
        for _ in 0..<10_000 where !body.contains("\"stage\": \"done\"") { body = try served.get(page + ".json").body }
        #expect(body.contains("no model was named"))
        #expect(try served.get("/add/2").status == 404)
    }

    @Test func aFormWithNothingToAddIsRefused() throws {
        let served = try ServedLedger()
        #expect(try served.post("/add", [:]).status == 400)
        #expect(try served.post("/add", ["address": "file:///etc/passwd"]).status == 400)
    }
}
