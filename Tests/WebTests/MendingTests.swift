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
        let sent = Self.fields(["article": "1", "seen": "0", "back": "article", "decision": "correct", "published": "2031-05-06"])
        let answer = try served.post("/mend", sent)
        #expect(answer.status == 303 && answer.headers["location"] == "/article/1")
        let body = try served.get("/article/1").body
        #expect(
            body.contains("Corrected by a person: the date was “2031-05-04”.")
                && body.contains("2031-05-06, as a person has corrected it"))
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
