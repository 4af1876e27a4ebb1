import Actors
import Finding
import Foundation
import Mending
import Record
import Reviews
import SQLite
import Testing
import Transfer

@testable import Ledger

/// What is removed is on no list and in no count, and comes back as it was.
@Suite struct RemovingTests {
    private let folder: LedgerFolder

    init() throws { folder = try LedgerFolder() }

    /// Three articles: one, a copy of it, and another one; some of it judged.
    private func ledger() throws -> Ledger {
        let ledger = try folder.open()
        try ledger.add([Written.korvinEntry()])
        try ledger.add([
            Written.korvinEntry(id: "copy", outlet: "Far Bank", text: Written.korvin, given: Array("the copy".utf8)),
            Written.entry(
                "Ilse Varn said the ferry was late.", [Written.Person(names: ["Ilse Varn"])],
                [Written.Saying(who: "Ilse Varn", words: "the ferry was late")], id: "ferry", outlet: "Far Bank",
                published: "2021-03-14"),
        ])
        try ledger.review(StatementID(article: 1, number: 0), .right, by: "mara", at: 5)
        try ledger.review(StatementID(article: 1, number: 2), .wrong, by: "ole", at: 6)
        return ledger
    }

    @Test func aRemovedArticleIsOnNoListAndInNoCount() throws {
        let ledger = try ledger()
        try ledger.remove(article: 3, by: "mara")
        #expect(try ledger.countArticles() == 2)
        #expect(try ledger.find(StatementQuery(try SearchQuery("ferry"))).isEmpty)
        #expect(try ledger.findArticles(StatementQuery(try SearchQuery("ferry"))).isEmpty)
        #expect(try ledger.statements(of: StatementQuery(speaker: ledger.actor("Ilse Varn", for: .any).id)).count == 0)
        for view in ["articles WHERE id = 3", "statements WHERE article = 3", "mentions WHERE article = 3"] as [SQL] {
            #expect(try ledger.connection.row("SELECT count(*) FROM \(view)") { $0.int(0) } == 0)
        }
        let error = #expect(throws: QuestionError.self) { try ledger.show(article: 3) }
        #expect(error?.description.contains("article 3 was removed") == true)
        #expect(throws: QuestionError.self) { try ledger.show(StatementID(article: 3, number: 0)) }
        #expect(try ledger.verify().problems == [])
        #expect(try ledger.removedArticles().map(\.article) == [3])
    }

    @Test(arguments: [1, 2, 3]) func whatIsBroughtBackIsAsItWas(article: Int) throws {
        let ledger = try ledger()
        let (before, shown) = (try ledger.dump().sorted(), try LedgerContents(of: ledger).lines())
        try ledger.remove(article: article, by: "mara")
        #expect(try ledger.verify().problems == [])
        try ledger.bringBack(article: article, by: "ole")
        #expect(try ledger.verify().problems == [])
        #expect(try ledger.dump().sorted() == before)
        #expect(try LedgerContents(of: ledger).lines() == shown)
    }

    @Test func whatIsRemovedTwiceInAnyOrderComesBackAsItWas() throws {
        let ledger = try ledger()
        let before = try ledger.dump().sorted()
        for order in [[1, 2], [2, 1]] {
            for article in [1, 2] { try ledger.remove(article: article, by: "mara") }
            for article in order { try ledger.bringBack(article: article, by: "mara") }
            #expect(try ledger.verify().problems == [])
            #expect(try ledger.dump().sorted() == before, "\(order)")
        }
    }

    @Test func aCopyStandsByItselfWhenItsOriginalIsRemoved() throws {
        let ledger = try ledger()
        let query = StatementQuery(try SearchQuery("harbour"))
        #expect(try ledger.find(query).map(\.id.article) == [1])
        try ledger.remove(article: 1, by: "mara")
        #expect(try ledger.find(query).map(\.id.article) == [2])
        #expect(try ledger.show(article: 2).loaded.entry.copyOf == nil)
    }

    @Test func itsNumberIsGivenToNoOther() throws {
        let ledger = try ledger()
        try ledger.remove(article: 3, by: "mara")
        #expect(try ledger.add([Written.entry("Another text altogether, of other things.", id: "other")]) == [.new(4)])
    }

    @Test func theSameBytesAreNotAddedAgain() throws {
        let ledger = try ledger()
        try ledger.remove(article: 1, by: "mara")
        #expect(try ledger.add([Written.korvinEntry()]) == [.removed(1)])
        #expect(try ledger.countArticles() == 2)
    }

    @Test func itIsRemovedAndBroughtBackOnce() throws {
        let ledger = try ledger()
        let act = try ledger.remove(article: 3, by: "mara")
        #expect(throws: QuestionError.self) { try ledger.remove(article: 3, by: "mara") }
        try ledger.undoArticleAct(act, by: "ole")
        #expect(throws: QuestionError.self) { try ledger.undoArticleAct(act, by: "ole") }
        #expect(throws: QuestionError.self) { try ledger.bringBack(article: 3, by: "ole") }
        #expect(try ledger.articleActs(upon: 3).map(\.verb) == ["undo", "remove"])
    }

    @Test func compactForgetsTheTextAndKeepsThatItWasRemoved() throws {
        let ledger = try ledger()
        try ledger.remove(article: 3, by: "mara", at: 7)
        #expect(try ledger.forgetRemoved(by: "mara") == 1)
        try ledger.compact()
        try ledger.takeInLog()
        let bytes = try Bytes(of: folder.ledger)
        #expect(!bytes.hold("the ferry was late") && !bytes.hold("ferri"))
        let entry = try #require(try ledger.removed(article: 3))
        #expect(entry.isForgotten && entry.at == 7 && entry.who == "mara")
        #expect(throws: QuestionError.self) { try ledger.bringBack(article: 3, by: "mara") }
        #expect(try ledger.verify().problems == [])
        #expect(try ledger.add([Written.entry("Ilse Varn said the ferry was late.", id: "ferry")]) == [.removed(3)])
    }

    @Test func whoIsWhoIsToldWithoutIt() throws {
        let ledger = try ledger()
        let heard = { try ledger.connection.row("SELECT sum(heard) FROM actor") { $0.int(0) } }
        let before = try heard()
        try ledger.remove(article: 3, by: "mara")
        #expect(try heard() == (before ?? 0) - 1)
        let one = try ledger.actor("Dessa Korvin", for: .any).id
        let other = try ledger.actor("Ilse Varn", for: .any).id
        try ledger.merge(other, into: one, by: "ole")
        try ledger.bringBack(article: 3, by: "mara")
        #expect(try ledger.show(StatementID(article: 3, number: 0)).entry.actor?.id == one)
        #expect(try ledger.verify().problems == [])
    }

    @Test func aDivisionIsUndoneWhenTheArticlesItIsAboutAreBack() throws {
        let ledger = try ledger()
        let varn = try ledger.actor("Ilse Varn", for: .any).id
        _ = try ledger.split(varn, articles: [3], by: "mara")
        let act = try #require(try ledger.actorActs().first).id
        try ledger.remove(article: 3, by: "mara")
        #expect(throws: DatabaseError.self) { try ledger.undoActorAct(act, by: "mara") }
        try ledger.bringBack(article: 3, by: "mara")
        try ledger.undoActorAct(act, by: "mara")
        #expect(try ledger.show(StatementID(article: 3, number: 0)).entry.actor?.id == varn)
        #expect(try ledger.verify().problems == [])
    }

    // MARK: Export and restore

    private func restored(_ ledger: Ledger) throws -> Ledger {
        let other = try Ledger(at: folder.path + "/other.sqlite", for: .adding)
        var lines: [[UInt8]] = []
        try ledger.export(removed: { lines.append($0) }) { article in
            lines.append(article.line)
            return true
        }
        for line in lines { try other.add([PreparedArticle(restoring: line, stamp: ExportingTests.stamp)]) }
        #expect(try other.verify().problems == [])
        return other
    }

    @Test(arguments: [1, 2, 3]) func anExportCarriesWhatWasRemoved(article: Int) throws {
        let ledger = try ledger()
        try ledger.remove(article: article, by: "mara", at: 7)
        let other = try restored(ledger)
        #expect(try other.dump() == ledger.dump())
        #expect(try other.dumpOfActs() == ledger.dumpOfActs())
        try ledger.bringBack(article: article, by: "ole", at: 8)
        try other.bringBack(article: article, by: "ole", at: 8)
        #expect(try other.dump().sorted() == ledger.dump().sorted())
        #expect(try other.verify().problems == [])
    }

    @Test func whatWasForgottenIsToldSoAndNotOfferedBack() throws {
        let ledger = try ledger()
        try ledger.remove(article: 3, by: "mara")
        #expect(try ledger.canBringBack(3) && !ledger.canBringBack(1))
        let id = StatementID(article: 3, number: 0)
        let asks: [(Ledger) throws -> Void] = [
            { _ = try $0.show(article: 3) }, { _ = try $0.show(id) }, { try $0.remove(article: 3, by: "mara") },
            { try $0.review(id, .right, by: "mara") }, { _ = try $0.utterance(of: id) },
            { try $0.addMissed(in: 3, Correction(), by: "mara") },
        ]
        for ask in asks {
            let error = #expect(throws: QuestionError.self) { try ask(ledger) }
            #expect(error?.description.contains("dixit article restore 3 brings it back") == true, "\(error as Any)")
        }
        _ = try ledger.forgetRemoved(by: "mara")
        for ask in asks {
            let error = #expect(throws: QuestionError.self) { try ask(ledger) }
            #expect(
                error?.description == "article 3 was removed, and forgotten by dixit compact; dixit article log 3 tells by whom")
        }
        #expect(try !ledger.canBringBack(3))
        #expect(try ledger.articleActs().allSatisfy { !$0.canBeUndone })
    }

    @Test func anExportCarriesWhatWasForgotten() throws {
        let ledger = try ledger()
        try ledger.remove(article: 2, by: "mara")
        _ = try ledger.forgetRemoved(by: "mara")
        let other = try restored(ledger)
        #expect(try other.removed(article: 2)?.isForgotten == true)
        #expect(try other.dump() == ledger.dump())
    }

    @Test func anotherLedgerTakesARemovedArticleUnderItsOwnActors() throws {
        let ledger = try ledger()
        try ledger.remove(article: 3, by: "mara")
        let other = try Ledger(at: folder.path + "/other.sqlite", for: .adding)
        try other.add([Written.entry("A text of its own.", id: "own")])
        var line: [UInt8] = []
        try ledger.export(removed: { line = $0 }) { _ in true }
        #expect(try other.add([PreparedArticle(restoring: line, stamp: ExportingTests.stamp)]) == [.keptRemoved(2)])
        try other.bringBack(article: 2, by: "ole")
        #expect(try other.show(StatementID(article: 2, number: 0)).entry.actor?.name == "Ilse Varn")
        #expect(try other.verify().problems == [])
    }

    /// Found by Benchmarks/fuzz.py, exports 187: what such a line made was damaged for `verify`.
    @Test func aLineIsRefusedWhoseActsDoNotSayWhatBecameOfItsArticle() throws {
        let ledger = try ledger()
        try ledger.remove(article: 2, by: "mara")
        _ = try ledger.forgetRemoved(by: "mara")
        try ledger.remove(article: 1, by: "mara")
        var lines: [String] = []
        try ledger.export(removed: { lines.append(String(decoding: $0, as: UTF8.self)) }) { article in
            lines.append(String(decoding: article.line, as: UTF8.self))
            return true
        }
        func told(_ line: Int, _ change: (inout [String: Any]) -> Void) throws -> String {
            var json = try #require(JSONSerialization.jsonObject(with: Data(lines[line].utf8)) as? [String: Any])
            var envelope = try #require(json["ledger"] as? [String: Any])
            change(&envelope)
            json["ledger"] = envelope
            let changed = Array(try JSONSerialization.data(withJSONObject: json))
            let error = #expect(throws: PreparedArticle.ExportError.self) {
                try PreparedArticle(restoring: changed, stamp: ExportingTests.stamp)
            }
            return error?.description ?? ""
        }
        #expect(try told(0) { $0["acts"] = nil }.contains("nobody has removed it"))
        #expect(try told(1) { $0["acts"] = Array(($0["acts"] as? [Any] ?? []).prefix(1)) }.contains("it was not"))
        let removal = try #require(ExportedArticle.envelope(of: lines[0])?.acts.last)
        #expect(removal.verb == "remove")
        let act: [String: Any] = ["at": removal.at, "who": removal.who, "verb": removal.verb, "detail": [String: Any]()]
        #expect(try told(2) { $0["acts"] = [act] }.contains("what is kept of it is not there"))
    }

    @Test func aRemovedArticlesLineTellsNoStatement() throws {
        let ledger = try ledger()
        try ledger.remove(article: 1, by: "mara")
        try ledger.export(removed: { line in
            let record = try? ArticleRecord(json: line)
            #expect(record?.findings.statements.isEmpty == true && record?.article.text == "")
        }) { _ in true }
    }
}

/// The bytes of a file.
private struct Bytes {
    private let text: String

    init(of path: String) throws { text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self) }

    func hold(_ words: String) -> Bool { text.contains(words) }
}
