import Ledger
import Mending
import Record
import Testing

@testable import Web

/// Articles and outlets are mended by forms, as a browser without a script sends them.
@Suite struct MendingTests {
    private static func entries() -> [PreparedArticle] {
        [
            Harbour.entry(),
            Harbour.entry(
                id: "ferry", text: "The ferry is late again, and nobody says why.", title: "Ferry", outlet: "the harbour post"),
        ]
    }

    private static func fields(_ more: [String: String]) -> [String: String] {
        ["title": "The harbour stays shut", "outlet": "The Harbour Post", "author": "", "published": "2031-05-04", "url": ""]
            .merging(more) { $1 }
    }

    @Test func aDateIsCorrectedAndMarkedAndThatIsUndone() throws {
        let served = try ServedLedger(Self.entries())
        #expect(try served.get("/article/1").body.contains("<summary>Correct or remove</summary>"))
        let sent = Self.fields(["article": "1", "seen": "0", "back": "article", "decision": "correct", "published": "2021-05-06"])
        let answer = try served.post("/mend", sent)
        #expect(answer.status == 303 && answer.headers["location"] == "/article/1")
        let body = try served.get("/article/1").body
        #expect(
            body.contains("Corrected by a person: the date was “2031-05-04”.")
                && body.contains("2021-05-06, as a person has corrected it"))
        #expect(body.contains("name=\"decision\" value=\"undo\""))
        #expect(try served.get("/article/1.json").body.contains("\"corrected_from\": {\"published\": \"2031-05-04\"}"))
        // Nobody overwrites what was corrected meanwhile.
        #expect(try served.post("/mend", sent).status == 409)
        #expect(try served.post("/mend", ["act": "1", "article": "1", "back": "article", "decision": "undo"]).status == 303)
        #expect(try !served.get("/article/1").body.contains("Corrected by a person:"))
    }

    @Test func aFieldThatIsEmptiedIsTakenAway() throws {
        let served = try ServedLedger(Self.entries())
        let sent = Self.fields(["article": "1", "seen": "0", "back": "article", "decision": "correct", "outlet": ""])
        #expect(try served.post("/mend", sent).status == 303)
        #expect(try served.get("/article/1").body.contains("outlet not known"))
        #expect(try served.get("/article/1?mend=1").body.contains("id=\"mend\" open"))
    }

    @Test func aDateThatIsNoneIsRefusedWithASentence() throws {
        let served = try ServedLedger(Self.entries())
        let answer = try served.post(
            "/mend", Self.fields(["article": "1", "seen": "0", "back": "article", "decision": "correct", "published": "soon"]))
        #expect(answer.status == 400 && answer.body.contains("“soon” is no date; give one as 2021-03-12."))
        #expect(try served.post("/mend.json", ["article": "1", "decision": "correct", "published": "soon"]).body.hasPrefix("{"))
        let added = try served.post("/add", ["text": "The ferry is late.", "published": "soon"])
        #expect(added.status == 400 && added.body.contains("“soon” is no date; give one as 2021-03-12."))
    }

    @Test func aRemovedArticlesPageBringsItBack() throws {
        let served = try ServedLedger(Self.entries())
        let sent = ["article": "1", "seen": "0", "back": "articles", "decision": "remove"]
        #expect(try served.post("/mend", sent).headers["location"] == "/articles")
        let list = try served.get("/articles").body
        #expect(
            list.contains("Mended last") && list.contains("Removed")
                && !list.contains("<p class=\"title\"><a href=\"/article/1\""))
        for page in ["/article/1", "/statement/s1.0"] {
            let answer = try served.get(page)
            #expect(answer.status == 410 && answer.body.contains("Bring it back") && answer.body.contains("removed by mara"))
        }
        #expect(try served.get("/article/1.json").status == 410)
        #expect(try served.get("/search?q=harbour").body.contains("class=\"saying\"") == false)
        #expect(try served.post("/mend", ["article": "1", "back": "article", "decision": "restore"]).status == 303)
        #expect(try served.get("/article/1").status == 200)
    }

    @Test func theListOpensTheFormOfOneArticle() throws {
        let served = try ServedLedger(Self.entries())
        #expect(try served.get("/articles").body.contains("href=\"/articles?mend=1#mend1\""))
        let body = try served.get("/articles?mend=1").body
        #expect(body.contains("Save corrections") && body.contains("value=\"The harbour stays shut\""))
        #expect(body.components(separatedBy: "Save corrections").count == 2)
    }

    @Test func outletsAreRenamedAndMergedAndThatIsUndone() throws {
        let served = try ServedLedger(Self.entries())
        #expect(try served.get("/outlet/1").body.contains("<summary>Rename or merge</summary>"))
        #expect(
            try served.post("/mend", ["outlet": "1", "other": "2", "back": "outlet", "decision": "merge"]).headers["location"]
                == "/outlet/1")
        #expect(try served.get("/outlet/1").body.contains("2 articles"))
        #expect(try served.get("/outlet/2").headers["location"] == "/outlet/1")
        #expect(try served.get("/search?outlet=2").body == served.get("/search?outlet=1").body)
        #expect(try served.get("/articles.json?outlet=2").body.contains("\"name\": \"ferry\""))
        #expect(
            try served.post("/mend", ["outlet": "1", "name": "Harbour Post", "back": "outlet", "decision": "rename"]).status
                == 303)
        #expect(try served.get("/outlet/1").body.contains("<h1>Harbour Post</h1>"))
        #expect(try served.get("/outlets").body.contains("Harbour Post"))
        for act in ["2", "1"] {
            #expect(
                try served.post("/mend", ["act": act, "outlet": "1", "back": "outlet", "decision": "undo-outlet"]).status == 303)
        }
        #expect(try served.get("/outlet/2").status == 200)
    }

    // MARK: What is refused

    @Test func aRefusedCorrectionKeepsWhatWasTyped() throws {
        let served = try ServedLedger(Self.entries())
        let sent = Self.fields([
            "article": "1", "seen": "0", "back": "article", "decision": "correct", "published": "31 Feb 2021",
            "author": "M. <Sel>",
        ])
        let body = try served.post("/mend", sent).body
        #expect(body.contains("<h1>Nothing is changed</h1>") && body.contains("“31 Feb 2021” is no date"))
        #expect(
            body.contains("value=\"31 Feb 2021\"") && body.contains("value=\"M. &lt;Sel&gt;\"")
                && body.contains("Save corrections"))
        #expect(body.contains("href=\"/article/1\"") && !body.contains("This cannot be shown"))
    }

    @Test func whoSendsALateFormSeesBothAndOverwritesNothingElse() throws {
        let served = try ServedLedger(Self.entries())
        let form = ["article": "1", "seen": "0", "back": "article", "decision": "correct"]
        #expect(try served.post("/mend", Self.fields(form.merging(["title": "Quay shut"]) { $1 })).status == 303)
        let late = try served.post("/mend", Self.fields(form.merging(["author": "M. Sel"]) { $1 }))
        #expect(late.status == 409 && late.body.contains("mara has mended article 1 meanwhile"))
        // Theirs is kept, and what the other one has changed stands in the field that they have left alone.
        #expect(late.body.contains("value=\"M. Sel\"") && late.body.contains("value=\"Quay shut\""))
        #expect(late.body.contains("name=\"seen\" value=\"1\""))
    }

    @Test func aTakenNameOpensTheMergeFormWithTheOtherOutlet() throws {
        let served = try ServedLedger(Self.entries())
        let answer = try served.post(
            "/mend", ["outlet": "1", "name": "the harbour post", "back": "outlet", "decision": "rename"])
        #expect(
            answer.status == 400 && answer.body.contains("if the two are one, merge them below")
                && !answer.body.contains("dixit outlet"))
        #expect(answer.body.contains("value=\"2\" selected") && answer.body.contains("value=\"the harbour post\""))
        #expect(answer.body.contains("href=\"/outlet/1\""))
    }

    @Test func whatIsDoneAlreadyLeadsBack() throws {
        let served = try ServedLedger(Self.entries())
        #expect(
            try served.post("/mend", ["article": "1", "back": "article", "decision": "restore"]).headers["location"]
                == "/article/1")
        #expect(
            try served.post("/mend", Self.fields(["article": "1", "seen": "0", "back": "article", "decision": "remove"])).status
                == 303)
        #expect(try served.post("/mend", Self.fields(["article": "1", "seen": "1", "decision": "remove"])).status == 410)
        let undo = ["act": "1", "article": "1", "back": "articles", "decision": "undo"]
        #expect(try served.post("/mend", undo).status == 303)
        let again = try served.post("/mend", undo)
        #expect(
            again.status == 400 && again.body.contains("was undone by act 2 already") && again.body.contains("href=\"/articles\"")
        )
    }

    // MARK: The list of what was mended

    @Test func allThatWasMendedIsListedApartFromAllArticles() throws {
        let served = try ServedLedger(Self.entries())
        #expect(try !served.get("/articles").body.contains("All articles"))
        for (seen, title) in ["One", "Two", "Three", "Four"].enumerated() {
            let sent = Self.fields(["article": "1", "seen": "\(seen)", "decision": "correct", "title": title])
            #expect(try served.post("/mend", sent).status == 303)
        }
        let body = try served.get("/articles").body
        let parts = body.components(separatedBy: "<h2 class=\"small\">All articles</h2>")
        #expect(parts.count == 2 && parts[0].contains("“Three” → “Four”") && !parts[0].contains("→ “One”"))
        #expect(parts[0].contains("href=\"/articles?mended=1\"") && parts.last?.contains("Mended last") == false)
        let all = try served.get("/articles?mended=1").body
        #expect(all.contains("“The harbour stays shut” → “One”") && all.contains("“Three” → “Four”"))
        #expect(try !served.get("/articles?mended=1&before=2").body.contains("“Three” → “Four”"))
        #expect(try !served.get("/articles?outlet=1").body.contains("Mended last"))
    }

    @Test func whatWasForgottenIsNotOfferedBack() throws {
        let served = try ServedLedger(Self.entries())
        let sent = Self.fields(["article": "1", "seen": "0", "decision": "remove"])
        #expect(try served.post("/mend", sent).status == 303)
        #expect(try served.get("/articles").body.contains("value=\"undo\""))
        _ = try Ledger(at: served.path, for: .changing).forgetRemoved(by: "ole")
        for page in ["/articles", "/articles?mended=1"] { #expect(try !served.get(page).body.contains("value=\"undo\"")) }
        #expect(try served.get("/articles.csv").body.contains(",corrected_from\r\n"))
    }

    @Test func whatIsMendedWithoutTheFormsTokenIsRefused() throws {
        let served = try ServedLedger(Self.entries())
        let sent = ["article": "1", "seen": "0", "decision": "remove", "form": "aaaaaaaa"]
        #expect(try served.post("/mend", sent).status != 303)
        #expect(try served.get("/article/1").status == 200)
        for decision in ["", "drop", "rename"] {
            #expect(try served.post("/mend", ["decision": decision]).status == 400)
        }
    }
}
