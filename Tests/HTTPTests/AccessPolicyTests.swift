import Testing

@testable import HTTP

/// Who is let in, by the head of a request alone.
@Suite struct AccessPolicyTests {
    private let policy = AccessPolicy(address: "127.0.0.1", port: 8_000, names: ["Harbour"], token: Secret("abcdefghijklmnop"))

    /// A request for a page by somebody who sends the token.
    private func head(_ target: String, _ change: (inout RequestHead) -> Void = { _ in }) -> RequestHead {
        var head = RequestHead(method: "GET", host: "127.0.0.1:8000", rawTarget: target)
        head.authorization = "Bearer abcdefghijklmnop"
        change(&head)
        return head
    }

    private func status(_ head: RequestHead, _ policy: AccessPolicy? = nil) -> Int? {
        guard case .refused(let response) = (policy ?? self.policy).verdict(on: head) else { return nil }
        return response.status
    }

    @Test func whoKnowsTheTokenIsLetIn() {
        #expect(status(head("/report")) == nil)
        #expect(status(head("/report") { $0.authorization = "Bearer abcdefghijklmno" }) == 401)
        #expect(status(head("/report") { $0.authorization = nil }) == 401)
    }

    @Test func theTokenOfAnAddressBecomesASession() throws {
        let opened = policy.verdict(on: head("/?token=abcdefghijklmnop") { $0.authorization = nil })
        guard case .refused(let response) = opened else { return #expect(Bool(false), "no redirection") }
        #expect(response.status == 303)
        let cookie = try #require(response.headers.first { $0.name.description == "Set-Cookie" }?.value)
        let key = try #require(cookie.split(separator: ";").first?.split(separator: "=").last)
        let again = policy.verdict(
            on: head("/report") { head in
                head.authorization = nil
                head.cookies = ["session_8000": String(key)]
            })
        guard case .admitted(let session?) = again else { return #expect(Bool(false), "no session") }
        #expect(session["name"] == nil)
    }

    @Test func theOldestOfTooManySessionsEnds() {
        let sessions = Sessions()
        let keys = (0...1_000).map { _ in sessions.open() }
        #expect(sessions.session(of: keys[0]) == nil)
        #expect(keys.dropFirst().allSatisfy { sessions.session(of: $0) != nil })
    }

    @Test(arguments: ["127.0.0.1:8000", "LOCALHOST:8000", "[::1]:8000", "harbour:8000"])
    func theServersOwnNamesAreTaken(host: String) { #expect(status(head("/report") { $0.host = host }) == nil) }

    @Test(arguments: ["evil.example:8000", "127.0.0.1", "127.0.0.1:1", "", "localhost.evil.example:8000", "10.0.0.9:8000"])
    func otherNamesAreNot(host: String) { #expect(status(head("/report") { $0.host = host }) == 421) }

    @Test func aServerAtAllAddressesTakesNumbersButNoNames() {
        let policy = AccessPolicy(address: "0.0.0.0", port: 8_000, names: [], token: Secret("abcdefghijklmnop"))
        #expect(status(head("/report") { $0.host = "10.0.0.9:8000" }, policy) == nil)
        #expect(status(head("/report") { $0.host = "10.0.0.9.evil.example:8000" }, policy) == 421)
    }

    @Test(arguments: ["cross-site", "same-site"])
    func pagesOfOtherSitesAreAnsweredTheSameWhateverTheyAskFor(site: String) {
        for target in ["/report", "/nothing", "/?token=abcdefghijklmnop", "/?token=wrong"] {
            #expect(status(head(target) { $0.fetchSite = site }) == 403)
            let followed = head(target) { head in
                head.fetchSite = site
                head.fetchMode = "navigate"
                head.fetchDestination = "document"
            }
            guard case .refused(let response) = policy.verdict(on: followed) else { return #expect(Bool(false), "let in") }
            #expect(response.status == 200 && response.headers.map(\.value) == ["0; url=\(target)"])
        }
    }

    @Test func formsAreTakenFromPagesOfThisServerAlone() {
        let post = { (origin: String?) in
            self.status(
                self.head("/report") { head in
                    head.method = "POST"
                    head.origin = origin
                })
        }
        #expect(post(nil) == nil && post("http://127.0.0.1:8000") == nil)
        #expect(post("http://evil.example") == 403 && post("null") == 403)
    }

    @Test func aSecretIsKnownToThoseAloneWhoHaveItWhole() {
        let secret = Secret("abcdef")
        #expect(secret.isKnown(to: "abcdef"))
        for other in ["", "abcde", "abcdefg", "Abcdef", "abcdeF"] { #expect(!secret.isKnown(to: other)) }
        #expect(Secret.made().text != Secret.made().text)
    }
}
