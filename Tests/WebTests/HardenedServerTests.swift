import Foundation
import Ledger
import SQLite
import Testing

@testable import Web

/// What was found by attacking the server, each finding by its reproduction.
@Suite struct HardenedServerTests {
    // L3: a ledger replaced or deleted under a running server: pages came from the old file, writes went to the new one.
    @Test func aLedgerThatIsReplacedOrGoneIsNoticedAtTheNextRequest() throws {
        let served = try ServedLedger()
        #expect(try served.get("/article/1").status == 200)
        let form = try served.formToken()
        try FileManager.default.moveItem(atPath: served.path, toPath: served.path + ".away")
        let gone = try served.get("/article/1")
        #expect(gone.status == 503 && gone.body.contains("file is gone"))
        let fields = ["statement": "s1.0", "judgement": "wrong", "form": form]
        #expect(try RawClient(served.port).post("/review", fields, [ServedLedger.session(of: served.server)]).status == 503)
        #expect(!FileManager.default.fileExists(atPath: served.path))
        _ = try Ledger(at: served.path, for: .adding)
        let replaced = try served.get("/article/1")
        #expect(replaced.status == 503 && replaced.body.contains("Another file has taken the place"))
        for name in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: served.path + name) }
        try FileManager.default.moveItem(atPath: served.path + ".away", toPath: served.path)
        #expect(try served.get("/article/1").status == 200)
    }

    // L12: of two Host headers the first counted. That one ends at a NUL is the library's doing before 0.9.77, which alone sees the bytes.
    @Test func hostStandsOnceAndIsWellFormed() throws {
        let served = try ServedLedger()
        let own = "127.0.0.1:\(served.port)"
        for hosts in [["Host: \(own)", "Host: evil.example"], ["Host: \(own)/"], ["Host: \(own),evil"]] {
            let client = try RawClient(served.port)
            client.send("GET /article/1 HTTP/1.1\r\n" + (hosts + ["Connection: close"]).map { $0 + "\r\n" }.joined() + "\r\n")
            client.finish()
            let answer = String(decoding: client.rest(), as: UTF8.self)
            client.close()
            #expect(!answer.hasPrefix("HTTP/1.1 200"), "\(hosts)")
        }
    }

    // M7 a: 160 connections that asked for a long answer and did not read it took 2.2 GB.
    @Test func longAnswersHaveABudgetAndShortOnesNeedNone() throws {
        let served = try ServedLedger([Self.long]) { $0.limits.answers = 200 << 10 }
        let answer = try served.get("/article/1.json")
        #expect(answer.status == 503 && answer.body.contains("Too much is being sent at once"))
        #expect(try served.get("/add").status == 200)
    }

    @Test func whatAnAnswerTookIsThereForTheNext() throws {
        let size = try ServedLedger([Self.long]).get("/article/1.json").body.utf8.count
        let served = try ServedLedger([Self.long]) { $0.limits.answers = size * 3 / 2 }
        let client = try RawClient(served.port)
        let session = try ServedLedger.session(of: served.server)
        let head = "GET /article/1.json HTTP/1.1\r\nHost: 127.0.0.1:\(served.port)\r\n\(session)\r\n"
        client.send(head + "\r\n" + head + "\r\n" + head + "Connection: close\r\n\r\n")
        let answers = String(decoding: client.rest(), as: UTF8.self)
        client.close()
        #expect(answers.components(separatedBy: "HTTP/1.1 200").count == 4)
    }

    // M7 a: while answers were made that there was no room for, all four workers were at them, and no other page came for 22 s.
    @Test func whatThereIsNoRoomForIsNotMadeAndOthersDoNotWaitBehindIt() throws {
        let text = Harbour.text + "\n\n" + String(repeating: "The harbour stays shut until they sign. ", count: 30_000)
        let served = try ServedLedger([Harbour.entry(text: text)]) { $0.limits.answers = 2 << 20 }
        let session = try ServedLedger.session(of: served.server)
        #expect(try served.get("/article/1.json").status == 200)
        let unread = try (0..<12).map { _ in
            let client = try RawClient(served.port)
            client.send("GET /article/1.json HTTP/1.1\r\nHost: 127.0.0.1:\(served.port)\r\n\(session)\r\n\r\n")
            return client
        }
        #expect(try served.get("/add").status == 200)
        #expect(try served.get("/article/1.json").status == 503)
        for client in unread { client.close() }
    }

    private static let long = Harbour.entry(
        text: Harbour.text + "\n\n" + String(repeating: "The harbour stays shut until they sign. ", count: 8_000))

    // M7 b: four judgements that waited for another program's lock blocked every page for half a minute. L11: what was said of it had the ledger's path.
    @Test func whoeverChangesSomethingWaitsApartAndBriefly() throws {
        let served = try ServedLedger()
        let other = try Connection(at: served.path, for: .writing)
        try other.run("BEGIN IMMEDIATE")
        let form = try served.formToken()
        let session = try ServedLedger.session(of: served.server)
        let fields = ["statement": "s1.0", "judgement": "wrong", "form": form]
        let ended = DispatchGroup()
        for _ in 0..<4 {
            DispatchQueue.global().async(group: ended) {
                let answer = try? RawClient(served.port).post("/review", fields, [session])
                #expect(answer?.status == 503 && answer?.body.contains(served.folder) == false)
            }
        }
        #expect(ContinuousClock().measure { _ = try? served.get("/article/1") } < .seconds(5))
        ended.wait()
        try other.run("ROLLBACK")
        #expect(try served.post("/review", ["statement": "s1.0", "judgement": "wrong"]).status == 303)
    }

    // M6: while a text was at work the server took 52 s to end.
    @Test func theServerEndsSoonWhateverItIsAt() throws {
        let served = try ServedLedger()
        let stuck = try RawClient(served.port)
        stuck.send("GET /article/1 HTTP/1.1\r\nHost: 127.0.0.1:\(served.port)\r\n")
        #expect(ContinuousClock().measure { served.server.stop() } < .seconds(5))
        stuck.close()
    }
}
