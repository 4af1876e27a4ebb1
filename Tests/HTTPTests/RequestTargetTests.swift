import Testing

@testable import HTTP

@Suite struct RequestTargetTests {
    @Test func anAddressIsItsSegmentsItsFormatAndItsQuery() throws {
        let target = try #require(RequestTarget("/statement/12.3.json?q=dam%20water&outlet=Far+Bank&q="))
        #expect(target.segments == ["statement", "12.3"])
        #expect(target.format == .json)
        #expect(target.query.map(\.name) == ["q", "outlet", "q"])
        #expect(target.query.map(\.value) == ["dam water", "Far Bank", ""])
    }

    @Test func theFrontPageHasNoSegments() {
        #expect(RequestTarget("/")?.segments == [])
        #expect(RequestTarget("/?token=x")?.segments == [])
        #expect(RequestTarget("/.json")?.format == .json)
    }

    @Test(arguments: [
        "", "article/1", "http://elsewhere/", "*", "//", "/article//1", "/article/", "/../etc/passwd", "/./article",
        "/%2e%2e/etc",
        "/article/%00", "/article/%0d%0aSet-Cookie", "/article/%ff", "/article/%c0%af", "/article/%", "/article/%2",
        "/article/%zz",
        "/search?q=%ff", "/search?q=ü", "/search?q=%00", "/" + String(repeating: "a", count: 9_000),
        "/search?" + String(repeating: "a=b&", count: 65),
    ])
    func whatHasAnotherReadingIsNoAddress(raw: String) { #expect(RequestTarget(raw) == nil) }

    @Test func aSlashThatIsEncodedStaysInItsSegment() {
        #expect(RequestTarget("/article/..%2f..%2fetc")?.segments == ["article", "../../etc"])
    }
}
