import CZlib
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Gathering

/// A clock that stands still except when somebody waits.
final class StandingClock: Sendable {
    private let state = Mutex((now: 1_000_000.0, waits: [Double]()))

    var clock: FetchClock { FetchClock(now: { self.state.withLock { $0.now } }, sleep: { seconds in self.wait(seconds) }) }

    func turn(_ seconds: Double) { state.withLock { $0.now += seconds } }
    var waits: [Double] { state.withLock { $0.waits } }

    private func wait(_ seconds: Double) {
        state.withLock { state in
            state.now += seconds
            state.waits.append(seconds)
        }
    }
}

/// Fetching from a server on the loopback.
struct FetcherTests {
    typealias Reply = LoopbackServer.Reply

    private func fetcher(
        _ change: (inout FetchLimits) -> Void = { _ in }, reach: Reach = .everything, clock: StandingClock = StandingClock(),
        resolved: [String] = [], cancellation: Cancellation = Cancellation()
    ) -> Fetcher {
        var limits = FetchLimits()
        (limits.connecting, limits.whole) = (5_000, 20_000)
        change(&limits)
        return Fetcher(
            userAgent: "dixit/test", reach: reach, limits: limits, cancellation: cancellation, clock: clock.clock,
            resolved: resolved)
    }

    /// A server without a robots.txt.
    private func server(_ answer: @escaping @Sendable (String) -> Reply) throws -> LoopbackServer {
        try LoopbackServer { $0.path == "/robots.txt" ? .status(404) : answer($0.path) }
    }

    private func fetched(_ fetcher: Fetcher, _ url: String, _ validators: Validators? = nil) throws -> Fetched? {
        guard case .fetched(let fetched) = try fetcher.fetch(WebAddress(url), for: .article, validators) else { return nil }
        return fetched
    }

    private func fault(_ fetcher: Fetcher, _ url: String) -> FetchError? {
        do throws(FetchError) {
            _ = try fetcher.fetch(WebAddress(url), for: .article)
            return nil
        } catch { return error }
    }

    // MARK: What comes

    @Test func aPageComesWithWhatIsSaidOfIt() throws {
        let server = try server { _ in
            .ok(
                "Velm.", type: "Text/HTML; charset=\"Windows-1252\"",
                headers: ["ETag: \"a,b\"", "Last-Modified: Sat, 03 Apr 2021 08:00:00 GMT"])
        }
        let page = try #require(try fetched(fetcher(), server.url("/7?x=1#y")))
        #expect(page.bytes == Array("Velm.".utf8) && page.type.name == "text/html" && page.type.charset == "windows-1252")
        #expect(page.address.description == server.url("/7?x=1") && page.at == 1_000_000)
        #expect(page.validators == Validators(etag: "\"a,b\"", modified: "Sat, 03 Apr 2021 08:00:00 GMT"))
        #expect(server.asked == ["/robots.txt", "/7?x=1"])
        let headers = server.requests[1].headers
        #expect(headers["user-agent"] == "dixit/test" && headers["cookie"] == nil && headers["authorization"] == nil)
    }

    @Test func whatHasNotChangedIsNotSentAgain() throws {
        let server = try LoopbackServer { request in
            request.path == "/robots.txt"
                ? .status(404) : request.headers["if-none-match"] == "\"1\"" ? .status(304) : .ok("new", headers: ["ETag: \"2\""])
        }
        #expect(try fetched(fetcher(), server.url("/"), Validators(etag: "\"1\"", modified: "yesterday")) == nil)
        #expect(server.requests[1].headers["if-modified-since"] == "yesterday")
        #expect(try fetched(fetcher(), server.url("/"), Validators(etag: "\"0\"", modified: nil))?.validators.etag == "\"2\"")
        #expect(fault(fetcher(), server.url("/")) == nil)
    }

    @Test func anAnswerThatNobodyAskedForWhetherItChangedIsAFault() throws {
        let server = try server { _ in .status(304) }
        #expect(fault(fetcher(), server.url("/"))?.kind == .unusable)
    }

    @Test func packedPagesAreUnpacked() throws {
        let text = Array(String(repeating: "Velm. ", count: 1000).utf8)
        // "Velm", packed by the Brotli reference encoder.
        let brotli: [UInt8] = [0x8B, 0x01, 0x80, 0x56, 0x65, 0x6C, 0x6D, 0x03]
        let (zipped, deflated) = (Packing.gzip(text), Packing.deflate(text))
        let server = try server { path in
            switch path {
            case "/gzip": .status(200, headers: ["Content-Encoding: gzip"], body: zipped)
            case "/deflate": .status(200, headers: ["Content-Encoding: deflate"], body: deflated)
            default: .status(200, headers: ["Content-Encoding: br"], body: brotli)
            }
        }
        #expect(try fetched(fetcher(), server.url("/gzip"))?.bytes == text)
        #expect(try fetched(fetcher(), server.url("/deflate"))?.bytes == text)
        #expect(try fetched(fetcher(), server.url("/br"))?.bytes == Array("Velm".utf8))
        #expect(server.requests[1].headers["accept-encoding"]?.contains("br") == true)
    }

    // MARK: Limits

    @Test func aBombIsBrokenOffAtTheLimit() throws {
        let bomb = Packing.gzip([UInt8](repeating: 0, count: 4 << 20))
        let server = try server { _ in .status(200, headers: ["Content-Encoding: gzip"], body: bomb) }
        let fault = try #require(self.fault(fetcher { $0.page = 1 << 20 }, server.url("/")))
        #expect(fault.reason == "it is longer than 1 MiB" && !fault.mayPass)
    }

    @Test func aBodyWithoutEndIsBrokenOffAtTheLimit() throws {
        let server = try server { _ in .endless(Reply.head(200, []), [UInt8](repeating: 0x61, count: 65536)) }
        #expect(fault(fetcher { $0.page = 1 << 20 }, server.url("/"))?.reason == "it is longer than 1 MiB")
    }

    @Test func aPDFMayBeLongerThanAPage() throws {
        let server = try server { _ in .ok(String(repeating: "x", count: 3000), type: "application/pdf") }
        let fetcher = fetcher { ($0.page, $0.document) = (1000, 5000) }
        #expect(try fetched(fetcher, server.url("/"))?.bytes.count == 3000)
    }

    @Test func headersWithoutEndAreBrokenOff() throws {
        let lines = Array(String(repeating: "X-Velm: 1\r\n", count: 1000).utf8)
        let server = try server { path in
            path == "/early"
                ? .endless([], Array("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n".utf8))
                : .endless(Array("HTTP/1.1 200 OK\r\n".utf8), lines)
        }
        #expect(fault(fetcher(), server.url("/"))?.reason == "its headers are longer than 64 KiB")
        #expect(fault(fetcher(), server.url("/early"))?.reason == "its headers are longer than 64 KiB")
    }

    @Test func whatIsPackedOverAndOverIsRefused() throws {
        let twice = Packing.gzip(Packing.gzip(Array("Velm.".utf8)))
        let server = try server { path in
            .status(
                200,
                headers: path == "/one"
                    ? ["Content-Encoding: gzip, gzip"] : ["Content-Encoding: gzip", "Content-Encoding: gzip"], body: twice)
        }
        #expect(fault(fetcher(), server.url("/one"))?.reason == "it is packed several times over")
        #expect(fault(fetcher(), server.url("/two"))?.reason == "it is packed several times over")
    }

    @Test func anAnswerThatDoesNotComeIsGivenUp() throws {
        let server = try server { path in path == "/head" ? .stuck([]) : .stuck(Reply.head(200, ["Content-Length: 100"]) + [0x61])
        }
        for path in ["/head", "/body"] {
            let fault = self.fault(fetcher { $0.whole = 150 }, server.url(path))
            #expect(fault?.reason == "it did not answer whole within 150 ms, or too slowly" && fault?.mayPass == true)
        }
    }

    @Test func aCancellationEndsARequest() throws {
        let cancellation = Cancellation()
        let server = try server { _ in
            cancellation.cancel()
            return .stuck(Reply.head(200, ["Content-Length: 100"]))
        }
        #expect(fault(fetcher(cancellation: cancellation), server.url("/"))?.kind == .cancelled)
    }

    @Test func anAnswerThatIsCutIsAFault() throws {
        let server = try server { path in
            switch path {
            case "/short": .bytes(Reply.head(200, ["Content-Length: 100"]) + Array("Velm.".utf8))
            case "/nothing": .bytes([])
            case "/chunks": .bytes(Reply.head(200, ["Transfer-Encoding: chunked"]) + Array("5\r\nVelm.\r\n".utf8))
            case "/garbage": .bytes(Array("VELM VELM VELM\r\n\r\n".utf8))
            case "/packed": .status(200, headers: ["Content-Encoding: gzip"], body: Array("Velm.".utf8))
            default: .bytes(Reply.head(200, ["Content-Length: -5"]))
            }
        }
        for path in ["/short", "/nothing", "/chunks"] {
            #expect(fault(fetcher(), server.url(path))?.reason == "the connection ended before the answer was whole", "\(path)")
        }
        #expect(fault(fetcher(), server.url("/garbage"))?.reason == "what answers there does not speak HTTP")
        #expect(fault(fetcher(), server.url("/packed"))?.kind == .unusable)
        #expect(fault(fetcher(), server.url("/negative")) != nil)
    }

    @Test func whatStandsBehindAWrongLengthIsLeftOut() throws {
        let server = try server { _ in .bytes(Reply.head(200, ["Content-Length: 4"]) + Array("Velm and more".utf8)) }
        #expect(try fetched(fetcher(), server.url("/"))?.bytes == Array("Velm".utf8))
    }

    // MARK: Redirects

    @Test func redirectsAreFollowedToWhereThePageIs() throws {
        let server = try server { path in
            path == "/a" ? .redirect("b/c", 301) : path == "/b/c" ? .redirect("/d?e=f", 307) : .ok("Velm.")
        }
        let page = try #require(try fetched(fetcher(), server.url("/a")))
        #expect(page.address.description == server.url("/d?e=f") && page.asked.description == server.url("/a"))
    }

    @Test func redirectsWithoutEndAreGivenUp() throws {
        let server = try server { path in .redirect(path + "x") }
        #expect(
            fault(fetcher { $0.redirects = 3 }, server.url("/"))?.reason
                == "it leads from one address to another more than 3 times")
        #expect(server.asked.count == 5)
    }

    @Test(arguments: [
        "file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1:1/", "http://user:word@127.0.0.1/", "javascript:1",
        "http://",
    ])
    func redirectsLeadNowhereElse(target: String) throws {
        let server = try server { _ in .redirect(target) }
        let fault = try #require(self.fault(fetcher(), server.url("/")))
        #expect(fault.kind == .refused && fault.reason.contains(target))
    }

    @Test func noRedirectLeadsFromASecureConnectionToAnOpenOne() throws {
        var head = ResponseHead()
        for line in ["HTTP/1.1 301 Moved", "Location: http://velm.example/7"] { head.take(Array(line.utf8)) }
        #expect(throws: FetchError.self) { try Fetcher.next(WebAddress("https://velm.example/"), head) }
        #expect(try Fetcher.next(WebAddress("http://velm.example/"), head).description == "http://velm.example/7")
    }

    @Test func aRedirectThatSaysNoPlaceIsAFault() throws {
        let server = try server { _ in .status(302) }
        #expect(fault(fetcher(), server.url("/"))?.reason == "it leads elsewhere without saying where")
    }

    @Test func theRulesOfThePlaceThatARedirectLeadsToCount() throws {
        let other = try LoopbackServer {
            $0.path == "/robots.txt" ? .ok("User-agent: *\nDisallow: /", type: "text/plain") : .ok("Velm.")
        }
        let target = other.url("/secret")
        let server = try server { _ in .redirect(target) }
        #expect(
            fault(fetcher(), server.url("/"))?.reason
                == "it leads to \(target), and the robots.txt of 127.0.0.1 does not allow it")
        #expect(other.asked == ["/robots.txt"])
    }

    @Test func anAddressIsGivenUpWhereAllItLeadsToTakesTooLong() throws {
        let clock = StandingClock()
        let server = try server { path in
            clock.turn(50)
            return .redirect("/\(path.count)")
        }
        #expect(
            fault(fetcher(clock: clock), server.url("/"))?.reason
                == "it leads to \(server.url("/2")), and what it leads to took longer than 120 s in all")
        #expect(server.asked.count { $0 != "/robots.txt" } == 3)
    }

    // MARK: Crawl policy

    @Test func robotsRulesAreAskedForOnceAndKept() throws {
        let server = try LoopbackServer {
            $0.path == "/robots.txt" ? .ok("User-agent: *\nDisallow: /no", type: "text/plain") : .ok("Velm.")
        }
        let fetcher = fetcher()
        #expect(fault(fetcher, server.url("/a")) == nil && fault(fetcher, server.url("/b")) == nil)
        #expect(fault(fetcher, server.url("/no/c"))?.reason == "the robots.txt of 127.0.0.1 does not allow it")
        #expect(server.asked == ["/robots.txt", "/a", "/b"])
    }

    @Test(arguments: [(404, true), (403, true), (410, true), (500, false), (503, false), (429, false)])
    func rulesThatCannotBeHadAllowNothingUnlessThereAreNone(status: Int, allows: Bool) throws {
        let server = try LoopbackServer { $0.path == "/robots.txt" ? .status(status) : .ok("Velm.") }
        let fetcher = fetcher()
        #expect((fault(fetcher, server.url("/a")) == nil) == allows)
        #expect((fault(fetcher, server.url("/b")) == nil) == allows)
        #expect(server.asked == (allows ? ["/robots.txt", "/a", "/b"] : ["/robots.txt"]))
    }

    @Test func rulesThatAreTooLongAreReadFromTheirBeginning() throws {
        let rules = Array("User-agent: *\nDisallow: /no\n".utf8)
        let server = try LoopbackServer {
            $0.path == "/robots.txt"
                ? .endless(Reply.head(200, []) + rules, [UInt8](repeating: 0x23, count: 65536)) : .ok("Velm.")
        }
        let fetcher = fetcher()
        #expect(fault(fetcher, server.url("/a")) == nil && fault(fetcher, server.url("/no")) != nil)
    }

    @Test func aHostGetsAPauseAfterEachRequest() throws {
        let server = try LoopbackServer {
            $0.path == "/robots.txt" ? .ok("User-agent: dixit\nCrawl-delay: 7\nDisallow:", type: "text/plain") : .ok("Velm.")
        }
        let clock = StandingClock()
        let fetcher = fetcher(clock: clock)
        for path in ["/a", "/b", "/c"] { _ = fault(fetcher, server.url(path)) }
        #expect(clock.waits == [7, 7])
        let without = try self.server { _ in .ok("Velm.") }
        let second = StandingClock()
        let other = self.fetcher({ $0.longestPause = 3 }, clock: second)
        for path in ["/a", "/b"] { _ = fault(other, without.url(path)) }
        #expect(second.waits == [1])
    }

    @Test(arguments: [
        (404, FetchError.Kind.missing), (403, .missing), (410, .gone), (500, .passing(after: 120)), (429, .passing(after: 120)),
        (204, .unusable),
    ])
    func aStatusSaysWhetherAskingAgainMayHelp(status: Int, kind: FetchError.Kind) throws {
        let server = try server { _ in .status(status, headers: ["Retry-After: 120"]) }
        let fault = try #require(self.fault(fetcher(), server.url("/")))
        #expect(fault.kind == kind && fault.reason.hasPrefix("it answered \(status)"))
    }

    @Test(arguments: [
        (["Retry-After: 120"], 120), (["Retry-After: 0"], 0), (["Retry-After: -1"], nil), (["Retry-After: soon"], nil),
        (["Retry-After: 60", "Retry-After: 90"], 60), (["Retry-After: 99999999999999999999"], nil), ([], nil),
        (["Date: Sat, 03 Apr 2021 08:00:00 GMT", "Retry-After: Sat, 03 Apr 2021 08:02:00 GMT"], 120),
        (["Date: Sat, 03 Apr 2021 08:00:00 GMT", "Retry-After: Sat, 03 Apr 2021 07:00:00 GMT"], 0),
        (["Date: Sat, 03 Apr 2021 08:00:00 GMT", "Retry-After: Saturday, 03-Apr-21 09:00:00 GMT"], 3600),
        (["Retry-After: Sat, 03 Apr 2021 08:02:00 GMT"], 0),
    ])
    func howLongAServerWantsToBeLeftAlone(lines: [String], seconds: Int?) {
        var head = ResponseHead()
        head.take(Array("HTTP/1.1 503 Busy\r\n".utf8))
        for line in lines { head.take(Array("\(line)\r\n".utf8)) }
        #expect(head.retryAfter == seconds)
    }

    @Test(arguments: [429, 503])
    func aHostThatIsAskedTooMuchIsLeftAloneForAsLongAsItSays(status: Int) throws {
        let server = try server { $0 == "/busy" ? .status(status, headers: ["Retry-After: 30"]) : .ok("Velm.") }
        let clock = StandingClock()
        let fetcher = fetcher({ $0.pause = 0 }, clock: clock)
        #expect(fault(fetcher, server.url("/busy"))?.kind == .passing(after: 30))
        #expect(fault(fetcher, server.url("/a"))?.reason == "127.0.0.1 wants to be left alone for 30 s more")
        clock.clock.sleep(29.5)
        #expect(fault(fetcher, server.url("/a"))?.kind == .resting(1))
        clock.clock.sleep(1)
        #expect(fault(fetcher, server.url("/a")) == nil && server.asked == ["/robots.txt", "/busy", "/a"])
    }

    @Test func rulesThatWereNotAskedForAreAskedForLater() throws {
        let busy = try self.server { _ in .status(429, headers: ["Retry-After: 30"]) }
        let other = try self.server { _ in .ok("Velm.") }
        let clock = StandingClock()
        let fetcher = fetcher({ $0.pause = 0 }, clock: clock)
        _ = fault(fetcher, busy.url("/"))
        // The same host, at another port, has rules of its own.
        #expect(fault(fetcher, other.url("/"))?.kind == .resting(30) && other.connections == 0)
        clock.clock.sleep(31)
        #expect(fault(fetcher, other.url("/")) == nil)
    }

    @Test func whatSaysItselfThatItIsTooLongIsNotWaitedFor() throws {
        let server = try server { _ in .stuck(Reply.head(200, ["Content-Length: 2000"])) }
        #expect(fault(fetcher { $0.page = 1000 }, server.url("/"))?.kind == .unusable)
    }

    @Test func nothingIsAskedForOnceThatIsNotWantedAnyMore() throws {
        let server = try server { _ in .ok("Velm.") }
        let cancellation = Cancellation()
        cancellation.cancel()
        #expect(fault(fetcher(cancellation: cancellation), server.url("/"))?.kind == .cancelled && server.connections == 0)
    }

    // MARK: The local network

    @Test(arguments: [
        "127.0.0.1", "localhost", "2130706433", "0x7f.0.0.1", "0177.0.0.1", "127.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0",
    ])
    func noConnectionIsMadeToThisMachine(host: String) throws {
        let server = try server { _ in .ok("Velm.") }
        var ports = FetchLimits()
        ports.connecting = 2_000
        let fetcher = Fetcher(
            userAgent: "dixit/test", reach: .tested { NetworkAddress($0)?.reservation }, limits: ports,
            clock: StandingClock().clock)
        let fault = try #require(self.fault(fetcher, "http://\(host):\(server.port)/"))
        #expect(fault.kind == .refused && fault.reason.contains("not in the public internet"))
        #expect(server.connections == 0)
    }

    @Test func aNameThatResolvesToThisMachineIsRefusedWhenTheConnectionIsMade() throws {
        let server = try server { _ in .ok("Velm.") }
        let fetcher = fetcher(
            reach: .tested { NetworkAddress($0)?.reservation },
            resolved: ["velm.example:\(server.port):127.0.0.1", "metadata.example:\(server.port):169.254.169.254"])
        let fault = self.fault(fetcher, "http://velm.example:\(server.port)/")
        #expect(fault?.reason == "it leads to 127.0.0.1 (this machine), which is not in the public internet")
        #expect(self.fault(fetcher, "http://metadata.example:\(server.port)/")?.reason.contains("the local link") == true)
        #expect(server.connections == 0)
    }

    @Test func ofSeveralAddressesOfANameThoseInTheInternetAreEnough() throws {
        let server = try server { _ in .ok("Velm.") }
        let fetcher = fetcher(
            reach: .tested { $0 == "127.0.0.1" ? nil : "this machine" },
            resolved: ["velm.example:\(server.port):127.0.0.2,127.0.0.1"])
        #expect(try fetched(fetcher, "http://velm.example:\(server.port)/")?.bytes == Array("Velm.".utf8))
        #expect(server.connections == 2)
    }

    @Test func aRedirectIntoTheLocalNetworkIsRefused() throws {
        let inner = try server { _ in .ok("secret") }
        let target = "http://velm.example:\(inner.port)/latest"
        let server = try server { _ in .redirect(target) }
        let fetcher = fetcher(
            reach: .tested { $0 == "127.0.0.2" ? "this machine" : nil }, resolved: ["velm.example:\(inner.port):127.0.0.2"])
        let fault = try #require(self.fault(fetcher, server.url("/")))
        #expect(
            fault.kind == .refused && fault.reason.hasPrefix("it leads to \(target), and it leads to 127.0.0.2 (this machine)"))
        #expect(inner.connections == 0)
    }

    @Test func unusualPortsAreRefusedUnlessEverythingIsAllowed() {
        let fetcher = fetcher(reach: .publicAlone)
        #expect(fault(fetcher, "http://velm.example:6379/")?.reason == "port 6379 is none that pages are served at")
        #expect(fault(fetcher, "http://10.0.0.1/")?.reason.contains("a private network") == true)
    }

    @Test func aMachineThatDoesNotSpeakTLSIsRefused() throws {
        let server = try server { _ in .ok("Velm.") }
        let fault = self.fault(fetcher(), server.url("/").replacing("http:", with: "https:"))
        #expect(fault?.reason == "no secure connection to it can be made")
    }

    @Test func aConnectionThatNobodyTakesIsAFaultThatMayPass() throws {
        let port = try server { _ in .ok("") }.port
        let fault = self.fault(fetcher { $0.connecting = 2_000 }, "http://127.0.0.1:\(port)/")
        #expect(fault?.mayPass == true)
    }
}

/// Bytes packed by zlib.
enum Packing {
    static func gzip(_ bytes: [UInt8]) -> [UInt8] { packed(bytes, bits: 31) }
    static func deflate(_ bytes: [UInt8]) -> [UInt8] { packed(bytes, bits: 15) }

    private static func packed(_ bytes: [UInt8], bits: Int32) -> [UInt8] {
        var stream = z_stream()
        deflateInit2_(&stream, 9, Z_DEFLATED, bits, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        defer { deflateEnd(&stream) }
        var (source, packed) = (bytes, [UInt8](repeating: 0, count: bytes.count + 1024))
        source.withUnsafeMutableBufferPointer { source in
            packed.withUnsafeMutableBufferPointer { target in
                (stream.next_in, stream.avail_in) = (source.baseAddress, UInt32(source.count))
                (stream.next_out, stream.avail_out) = (target.baseAddress, UInt32(target.count))
                _ = CZlib.deflate(&stream, Z_FINISH)
            }
        }
        return Array(packed.prefix(Int(stream.total_out)))
    }
}
