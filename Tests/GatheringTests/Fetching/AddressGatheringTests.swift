import Foundation
import Record
import Synchronization
import TestSupport
import Testing
import Wire

@testable import Gathering

struct AddressGatheringTests {
    private func server(_ answer: @escaping @Sendable (LoopbackServer.Request) -> LoopbackServer.Reply) throws -> LoopbackServer {
        try LoopbackServer { $0.path == "/robots.txt" ? .status(404) : answer($0) }
    }

    private func gathered(
        _ addresses: [String], answer: String = StandInWorker.page("Velm."), _ change: (inout AddressOptions) -> Void = { _ in }
    ) -> [Gathered] {
        var options = GatheringOptions()
        options.addresses.reach = .everything
        options.addresses.limits.pause = 0
        change(&options.addresses)
        return Array(
            Gatherer(
                addresses.map { Input($0) }, options,
                workers: PageWorkers(count: 1, command: StandInWorker.command(page: answer), seconds: 20)))
    }

    private func articles(_ events: [Gathered]) -> [(article: Article, given: [UInt8])] {
        events.compactMap { if case .article(let article, let given, _) = $0 { (article, given) } else { nil } }
    }

    private func failures(_ events: [Gathered]) -> [Notice] {
        events.compactMap { if case .failure(let notice) = $0 { notice } else { nil } }
    }

    @Test func aPageBecomesAnArticleThatSaysWhereAndWhenItWasFetched() throws {
        let server = try server { $0.path == "/7" ? .redirect("/news/7") : .ok("<p>Velm.</p>") }
        let events = gathered([server.url("/7"), server.url("/7")], answer: StandInWorker.page("Velm.", url: server.url("/own")))
        let found = articles(events)
        try #require(found.count == 2)
        let article = found[0].article
        #expect(article.id == server.url("/7") && article.path == server.url("/7") && article.text == "Velm.")
        #expect(article.outlet == "The Velm Beacon" && article.url == server.url("/own"))
        #expect(found[0].given == Array("<p>Velm.</p>".utf8) && found[1].article.id == server.url("/7") + ":2")
        let carried = Dictionary(uniqueKeysWithValues: article.carried.map { ($0.name, $0.json) })
        #expect(carried["fetched"]?.wholeMatch(of: /"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"/) != nil)
        #expect(carried["fetched_from"] == "\"\(server.url("/news/7").replacing("/", with: "\\/"))\"")
    }

    @Test(arguments: ["https://elsewhere.example/7", "not an address", ""])
    func noPageIsBelievedToStandOnAnotherHost(own: String) throws {
        let server = try server { _ in .ok("<p>Velm.</p>") }
        let found = articles(gathered([server.url("/7")], answer: StandInWorker.page("Velm.", url: own)))
        #expect(found.first?.article.url == server.url("/7"))
    }

    @Test func aPlainTextNeedsNoWorker() throws {
        let latin = Array("A gate\n\nThe gate of Velm\u{2019}s harbour.".utf8.map { $0 < 0x80 ? $0 : 0 })
        let server = try server { request in
            request.path == "/latin"
                ? .status(200, headers: ["Content-Type: text/plain; charset=iso-8859-1"], body: latin.map { $0 == 0 ? 0xE4 : $0 })
                : .ok("A gate\n\nVelm\u{2019}s gate.", type: "text/plain")
        }
        let found = articles(gathered([server.url("/a"), server.url("/latin")]))
        #expect(found.map(\.article.title) == ["A gate", "A gate"] && found[0].article.outlet == "127.0.0.1")
        #expect(found[1].article.text == "A gate\n\nThe gate of Velm\u{E4}\u{E4}\u{E4}s harbour.")
    }

    @Test func whatIsNoArticleIsNamedWithItsRemedy() throws {
        let server = try server { request in
            switch request.path {
            case "/feed": .ok("<?xml version='1.0'?><!-- x --><rss version='2.0'/>", type: "text/xml")
            case "/named": .ok("", type: "application/atom+xml")
            case "/json": .ok(#"{"version": "https://jsonfeed.org/version/1.1"}"#, type: "application/json")
            case "/picture": .ok("GIF89a", type: "image/gif")
            default: .status(404)
            }
        }
        let notices = failures(
            gathered(["/feed", "/named", "/json", "/picture", "/x"].map { server.url($0) } + ["https://u@velm.example/"]))
        #expect(
            notices.map(\.description) == [
                "\(server.url("/feed")): it is a feed, not an article; dixit watch add \(server.url("/feed")) adds what comes in it",
                "\(server.url("/named")): it is a feed, not an article; dixit watch add \(server.url("/named")) adds what comes in it",
                "\(server.url("/json")): it is a feed, not an article; dixit watch add \(server.url("/json")) adds what comes in it",
                "\(server.url("/picture")): it is no page, PDF or text, but image/gif; give the address of an article",
                "\(server.url("/x")): it answered 404 (not found); check the address",
                "https://u@velm.example/: there is a name or a password in it; leave it out: pages that need a password are not fetched",
            ])
    }

    @Test(arguments: [
        ("text/html", "<p>x", FetchedForm.page), ("application/xhtml+xml", "<html>", .page), ("", "<!DOCTYPE html>", .page),
        ("text/plain", "<!doctype html>", .page), ("application/octet-stream", "%PDF-1.4", .pdf), ("application/pdf", "", .pdf),
        ("application/xml", "<?xml?><urlset>", .feed), ("text/html", "\n<feed xmlns=''>", .feed), ("text/plain", "x < y", .text),
        ("application/xml", "<velm/>", .other("application/xml")), ("", "Velm", .other("nothing that is said")),
        ("text/html", "<p>Of <rss></p>", .page),
    ])
    func aFormIsKnownByItsTypeAndByHowItBegins(type: String, body: String, form: FetchedForm) {
        #expect(FetchedForm(MediaType(type), Array(body.utf8)) == form)
    }

    @Test func whatIsKnownIsAskedForOnlyWhereItHasChanged() throws {
        let server = try server {
            $0.headers["if-none-match"] == "\"1\"" ? .status(304) : .ok("<p>Velm.</p>", headers: ["ETag: \"1\""])
        }
        let told = Mutex<[Fetched]>([])
        let events = gathered([server.url("/new"), server.url("/old")]) { options in
            options.validators = { $0.path == "/old" ? Validators(etag: "\"1\"", modified: nil) : nil }
            options.onFetched = { fetched in told.withLock { $0.append(fetched) } }
        }
        #expect(articles(events).count == 1 && events.last == .known)
        #expect(told.withLock { $0.map(\.validators.etag) } == ["\"1\""] && told.withLock { $0[0].asked.path } == "/new")
    }
}
