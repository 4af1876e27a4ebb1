import Testing

@testable import Gathering

struct WebAddressTests {
    @Test(arguments: [
        ("https://velm.example", "https://velm.example/"), ("HTTPS://Velm.example/A?b=1#c", "https://Velm.example/A?b=1"),
        ("http://velm.example:8080/x/../y", "http://velm.example:8080/y"),
        ("https://velm.example/ä b", "https://velm.example/%c3%a4%20b"),
        ("http://2130706433/", "http://127.0.0.1/"), ("http://0x7f.1/", "http://127.0.0.1/"),
        ("http://017700000001/", "http://127.0.0.1/"),
        ("http://[::1]:80/", "http://[::1]:80/"),
    ])
    func anAddressIsWrittenInOneWay(given: String, written: String) throws {
        let address = try WebAddress(given)
        #expect(address.description == written)
        #expect(try WebAddress(written) == address)
    }

    @Test(arguments: [
        "ftp://velm.example/", "file:///etc/passwd", "gopher://velm.example/", "javascript:alert(1)", "velm.example", "https://",
        "", "https://velm.example/\u{0}x",
        "https://user@velm.example/", "https://user:word@velm.example/", "https://velm.example:99999/",
        "https://velm.example/a\u{0A}b",
        "http://ve lm.example/",
    ])
    func whatMayNotBeAskedForIsNoAddress(given: String) { #expect(throws: FetchError.self) { try WebAddress(given) } }

    @Test func anAddressHasAnEnd() {
        #expect(throws: FetchError.self) { try WebAddress("https://velm.example/" + String(repeating: "a", count: 2000)) }
    }

    @Test func aReferenceIsUnderstoodWhereItStands() throws {
        let page = try WebAddress("https://velm.example/news/7.html?x=1")
        for (reference, whole) in [
            ("8.html", "https://velm.example/news/8.html"), ("/8", "https://velm.example/8"),
            ("//other.example/9", "https://other.example/9"),
            ("http://other.example/", "http://other.example/"), ("?y=2", "https://velm.example/news/7.html?y=2"),
        ] {
            #expect(try page.following(reference).description == whole)
        }
        #expect(throws: FetchError.self) { try page.following("file:///etc/passwd") }
    }

    @Test func itsPartsAreToldApart() throws {
        let address = try WebAddress("https://Velm.Example/a/b?c=d")
        #expect(address.host == "velm.example" && address.port == 443 && address.path == "/a/b?c=d")
        #expect(address.authority == "https://velm.example:443")
        #expect(WebAddress.isMeant(by: "HTTPS://x") && WebAddress.isMeant(by: "http://") && !WebAddress.isMeant(by: "http:/x"))
    }
}
