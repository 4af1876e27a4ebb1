import Foundation
import Testing

@testable import Web

/// What is let in, over a real socket.
@Suite struct ServerTests {
    @Test func aPageIsServedWithAPolicyThatRunsNothingInline() throws {
        let answer = try ServedLedger().get("/article/1")
        #expect(answer.status == 200)
        #expect(answer.headers["content-type"] == "text/html; charset=utf-8")
        let policy = try #require(answer.headers["content-security-policy"])
        #expect(policy.contains("default-src 'none'") && policy.contains("script-src 'self';") && !policy.contains("unsafe"))
        #expect(answer.headers["x-content-type-options"] == "nosniff")
        #expect(!answer.body.contains(" style=") && !answer.body.contains(" onclick"))
    }

    @Test(arguments: ["evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1", "", "localhost.evil.example", "[::1]"])
    func aRequestByAnotherNameIsRefused(host: String) throws {
        #expect(try ServedLedger().get("/article/1", ["Host: \(host)"]).status == 421)
    }

    @Test func theServersOwnNamesAreTaken() throws {
        let served = try ServedLedger()
        for host in ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"] {
            #expect(try served.get("/article/1", ["Host: \(host):\(served.port)"]).status == 200)
        }
    }

    @Test(arguments: ["PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "get", "X"])
    func otherMethodsAreRefused(method: String) throws {
        let served = try ServedLedger()
        #expect(try [400, 405].contains(RawClient(served.port).exchange("\(method) /article/1 HTTP/1.1\r\n", []).status))
    }

    @Test(arguments: [
        "/../../etc/passwd", "/article/../1", "//etc/passwd", "/article/%2e%2e", "/article/%00", "/article/1%0d%0aX:y", "/%ff",
        "*",
        "http://127.0.0.1/article/1",
    ])
    func whatIsNoAddressIsRefused(target: String) throws { #expect(try ServedLedger().get(target).status == 400) }

    @Test(arguments: [
        "/article/..%2f..%2fetc%2fpasswd", "/style.css/x", "/article", "/article/99999999999999999999", "/article/-1",
        "/article/1e3",
        "/article/99", "/statement/1.99", "/speaker/99", "/outlet/99", "/nothing", "/article/1/originals", "/.git/config",
    ])
    func whatIsNotThereIsNotFound(target: String) throws { #expect(try ServedLedger().get(target).status == 404) }

    // MARK: Posts

    @Test func aFormWithoutThisServersTokenChangesNothing() throws {
        let served = try ServedLedger()
        let fields = ["statement": "s1.0", "judgement": "wrong"]
        let session = try ServedLedger.session(of: served.server)
        #expect(try RawClient(served.port).post("/review", fields, [session]).status == 403)
        #expect(try RawClient(served.port).post("/review", fields.merging(["form": "guessed"]) { $1 }, [session]).status == 403)
        #expect(try !served.get("/statement/1.0").body.contains("reviewed: wrong"))
    }

    @Test(arguments: ["Origin: http://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site"])
    func aFormFromAnotherSiteIsRefused(header: String) throws {
        #expect(try ServedLedger().post("/review", ["statement": "s1.0", "judgement": "wrong"], [header]).status == 403)
    }

    @Test func aFormThatIsTooLargeOrOfUnknownLengthIsRefusedBeforeItIsSent() throws {
        let served = try ServedLedger()
        let form = "Content-Type: application/x-www-form-urlencoded"
        let session = try ServedLedger.session(of: served.server)
        let status = { (headers: [String], body: String) in
            try RawClient(served.port).exchange("POST /add HTTP/1.1\r\n", [session] + headers, body).status
        }
        #expect(try status([form, "Content-Length: 99999999"], "") == 413)
        #expect(try status([form, "Transfer-Encoding: chunked"], "") == 411)
        #expect(try status(["Content-Type: text/xml", "Content-Length: 1"], "x") == 415)
    }

    // MARK: Others are still served

    @Test func connectionsThatSendNothingWholeGiveWayToOthers() throws {
        let served = try ServedLedger { serving in
            serving.limits.connections = 16
        }
        let slow = try (0..<64).map { _ in try RawClient(served.port) }
        for client in slow { client.send("GET /article/1 HTTP/1.1\r\nHost: 127.") }
        #expect(try served.get("/article/1").status == 200)
        for client in slow { client.close() }
    }

    @Test func aRequestThatComesTooSlowlyIsCutOff() throws {
        let served = try ServedLedger { serving in serving.limits.seconds = 0.2 }
        let client = try RawClient(served.port)
        client.send("GET /article/1 HTTP/1.1\r\nHost: 127.")
        // Returns when the server closes the connection; else the client gives up after 20 s.
        let clock = ContinuousClock()
        let took = clock.measure { _ = client.rest() }
        client.close()
        #expect(took < .seconds(15))
        #expect(try served.get("/article/1").status == 200)
    }

    @Test func requestsThatAreCutOffLeaveTheServerAsItWas() throws {
        let served = try ServedLedger()
        let whole =
            "POST /review HTTP/1.1\r\nHost: 127.0.0.1:\(served.port)\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + "Content-Length: 40\r\n\r\nstatement=1.0&judgement=wrong"
        for length in stride(from: 0, to: whole.utf8.count, by: 7) {
            let client = try RawClient(served.port)
            client.send(String(whole.prefix(length)))
            client.close()
        }
        #expect(try served.get("/article/1").status == 200)
    }

    @Test func headersThatAreTooLargeAreRefused() throws {
        let served = try ServedLedger()
        let many = (0..<4_000).map { "X-\($0): \(String(repeating: "a", count: 20))" }
        let client = try RawClient(served.port)
        let status = try? client.get("/article/1", many).status
        #expect(status == nil || status == 431 || status == 413)
        #expect(try served.get("/article/1").status == 200)
    }

    @Test func stoppingAnswersWhatWasAskedAndEndsTheRest() throws {
        let served = try ServedLedger()
        let waiting = try RawClient(served.port)
        waiting.send("GET /article/1 HTTP/1.1\r\n")
        #expect(try served.get("/article/1").status == 200)
        served.server.stop()
        waiting.close()
        #expect(throws: (any Error).self) { try served.get("/article/1") }
    }

    // MARK: Who comes in

    @Test(arguments: [
        "/", "/article/1", "/article/1.json", "/article/1/original", "/search?q=harbour", "/add", "/style.css", "/nothing",
    ])
    func withoutTheTokenNothingIsShownOnTheLoopbackEither(target: String) throws {
        let served = try ServedLedger()
        #expect(try RawClient(served.port).get(target).status == 401)
        #expect(try RawClient(served.port).get(target, ["Cookie: session_\(served.port)=guessed"]).status == 401)
    }

    // H3: every user of the machine judged and added through the loopback, in the name of whom their cookie said (asnobody.sh).
    @Test func withoutTheTokenNothingIsChangedWhateverTheFormHolds() throws {
        let served = try ServedLedger()
        let fields = ["statement": "s1.0", "judgement": "wrong", "form": try served.formToken()]
        #expect(try RawClient(served.port).post("/review", fields).status == 401)
        #expect(try RawClient(served.port).post("/review", fields, ["Cookie: dixit_reviewer=Mara%20Lind"]).status == 401)
        #expect(try !served.get("/statement/1.0").body.contains("reviewed: wrong"))
    }

    // L2: the cookie was the token itself, and goes to every port of the host (cookie.sh).
    @Test(arguments: ["127.0.0.1", "0.0.0.0"])
    func theTokenOpensASessionOfItsOwn(address: String) throws {
        let served = try ServedLedger { serving in
            serving.address = address
            serving.token = "abcdefghijklmnop"
        }
        #expect(served.server.address.hasSuffix("/?token=abcdefghijklmnop"))
        #expect(try RawClient(served.port).get("/?token=abcdefghijklmno").status == 401)
        let entered = try RawClient(served.port).get("/?token=abcdefghijklmnop")
        #expect(entered.status == 303 && entered.headers["location"] == "/")
        let cookie = try #require(entered.headers["set-cookie"])
        #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"))
        // Cookies go to every port of the host: the token is not in it.
        #expect(!cookie.contains("abcdefghijklmnop") && cookie.hasPrefix("session_\(served.port)="))
        #expect(try ServedLedger.session(of: served.server) != ServedLedger.session(of: served.server))
        #expect(try served.get("/article/1", ["Cookie: session_\(served.port)=abcdefghijklmnop"]).status == 401)
    }

    @Test func aSessionEndsWithTheServer() throws {
        let (first, second) = (
            try ServedLedger { $0.token = "abcdefghijklmnop" }, try ServedLedger { $0.token = "abcdefghijklmnop" }
        )
        let session = try ServedLedger.session(of: first.server)
        let renamed = session.replacing("session_\(first.port)", with: "session_\(second.port)")
        #expect(try first.get("/article/1", [session]).status == 200)
        #expect(try second.get("/article/1", [renamed]).status == 401)
    }

    @Test func aProgramSendsTheTokenWithEachRequest() throws {
        let served = try ServedLedger { $0.token = "abcdefghijklmnop" }
        #expect(try served.get("/article/1.json", ["Authorization: Bearer wrong"]).status == 401)
        #expect(try served.get("/article/1.json", ["Authorization: Bearer abcdefghijklmnop"]).status == 200)
    }

    // M1: a page in the same browser told by the time of an answer what words the ledger holds (attack.html).
    @Test(arguments: ["cross-site", "same-site"])
    func aPageOfAnotherSiteLearnsNothing(site: String) throws {
        let served = try ServedLedger()
        for (mode, destination) in [("no-cors", "image"), ("cors", "empty"), ("navigate", "iframe"), ("no-cors", "document")] {
            let headers = ["Sec-Fetch-Site: \(site)", "Sec-Fetch-Mode: \(mode)", "Sec-Fetch-Dest: \(destination)"]
            for target in ["/search?q=harbour", "/search?q=unicorn", "/nothing"] {
                #expect(try served.get(target, headers).status == 403)
            }
        }
        // A link that somebody follows leads here, but is asked for once more: by this site itself, with its cookie.
        let followed = ["Sec-Fetch-Site: \(site)", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"]
        let answer = try RawClient(served.port).get("/search?q=harbour", followed)
        #expect(
            answer.status == 200 && answer.headers["refresh"] == "0; url=/search?q=harbour" && !answer.body.contains("harbour"))
        #expect(try served.get("/search?q=harbour", ["Sec-Fetch-Site: same-origin"]).body.contains("Mara Lind"))
    }

    @Test func aNameThatWasBoundAnewToAnAddressIsRefusedElsewhereToo() throws {
        let served = try ServedLedger { $0.address = "0.0.0.0" }
        #expect(try served.get("/article/1", ["Host: evil.example:\(served.port)"]).status == 421)
        #expect(try RawClient(served.port).get("/article/1", ["Host: 10.0.0.9:\(served.port)"]).status == 401)
    }

    @Test func aPortInUseIsToldWithWhatToDo() throws {
        let served = try ServedLedger()
        #expect(refusal { $0.port = served.port }.contains("choose another"))
        #expect(refusal { $0.address = "somewhere" }.contains("no address in numbers"))
    }

    private func refusal(_ change: (inout Serving) -> Void) -> String {
        do {
            _ = try ServedLedger([Harbour.entry()], change)
            return ""
        } catch {
            return "\(error)"
        }
    }
}
