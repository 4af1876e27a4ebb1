/// Who is let in: those who call this server by its name and know its token, and no page of another site.
///
/// The token stands in the address that a browser opens first; what the browser is given for it is a session of its own, which ends with the
/// server and is known to nobody else. Programs send the token with each request: `Authorization: Bearer TOKEN`.
package struct AccessPolicy: Sendable {
    /// What is decided on a request.
    enum Verdict: Sendable {
        /// The visitor's session; nil for a program that sends the token itself.
        case admitted(Session?)
        case refused(Response)
    }

    /// What every form of this server holds: a page of another site cannot read it.
    package let formToken = Secret.made()
    /// What `Host` may be, beside numbers where the server listens on all addresses.
    private let hosts: Set<String>
    private let takesAnyNumber: Bool
    private let token: Secret
    private let sessions = Sessions()
    /// Cookies go to every port of a host: each server's has a name of its own.
    private let cookie: String

    /// - Parameters:
    ///   - address: as it was asked for: "127.0.0.1", "::", "192.168.1.5".
    ///   - names: further names of this machine.
    ///   - token: what visitors must know.
    package init(address: String, port: Int, names: [String], token: Secret) {
        let own = ["127.0.0.1", "localhost", "[::1]", address.contains(":") ? "[\(address)]" : address] + names
        let lowered = own.map { $0.lowercased() }
        hosts = Set(lowered.map { "\($0):\(port)" } + (port == 80 ? lowered : []))
        takesAnyNumber = address == "0.0.0.0" || address == "::"
        self.token = token
        cookie = "session_\(port)"
    }

    /// Whether a request is let in, by its head alone.
    func verdict(on head: RequestHead) -> Verdict {
        guard isOwn(host: head.host) else {
            return .refused(.plain(421, "This server has another name; open the address that it printed when it was started."))
        }
        guard ["GET", "HEAD", "POST"].contains(head.method) else {
            return .refused(.plain(405, "Pages are read with GET and changed with POST."))
        }
        guard let target = head.target else { return .refused(.plain(400, "This is no address of a page.")) }
        if head.method != "POST", head.length ?? 0 > 0 { return .refused(.plain(400, "A page is asked for without a body.")) }
        if let refusal = refusalOfOtherSites(head) { return .refused(refusal) }
        if let response = exchanged(target, head) { return .refused(response) }
        if let session = head.cookies[cookie].flatMap({ sessions.session(of: $0) }) { return .admitted(session) }
        if let authorization = head.authorization, authorization.lowercased().hasPrefix("bearer "),
            token.isKnown(to: String(authorization.dropFirst(7)))
        {
            return .admitted(nil)
        }
        return .refused(
            .plain(401, "A token is needed; open the address that this server printed when it was started, which holds it."))
    }

    /// Whether a request calls this server by one of its names. A page whose name was bound anew to this address calls it by its own.
    private func isOwn(host: String) -> Bool {
        let host = host.lowercased()
        if hosts.contains(host) { return true }
        guard takesAnyNumber else { return false }
        // No name begins with a bracket, and none has four parts of digits alone.
        let parts = (host.split(separator: ":").first ?? "").split(separator: ".", omittingEmptySubsequences: false)
        return host.hasPrefix("[") || (parts.count == 4 && parts.allSatisfy { UInt8($0) != nil })
    }

    /// What is answered to pages of other sites, as far as the browser tells that it is one: the same whatever is asked for, and at once, so that
    /// they learn nothing by how long it takes (https://www.w3.org/TR/fetch-metadata/). Whoever follows a link from there comes again from here.
    private func refusalOfOtherSites(_ head: RequestHead) -> Response? {
        if let site = head.fetchSite, site != "same-origin", site != "none" {
            guard head.method == "GET", head.fetchMode == "navigate", head.fetchDestination == "document" else {
                return .plain(403, "This was asked for by a page of another site.")
            }
            var response = Response.plain(200, "This page is on its way.")
            response.headers.append(("Refresh", "0; url=\(head.rawTarget)"))
            return response
        }
        guard head.method == "POST", let origin = head.origin?.lowercased() else { return nil }
        let host = head.host.lowercased()
        guard origin == "http://" + host || origin == "https://" + host else {
            return .plain(403, "This was sent from a page of another site.")
        }
        return nil
    }

    /// Turns the token of an address into a session, so that it stands in the address bar no longer and in no cookie.
    private func exchanged(_ target: RequestTarget, _ head: RequestHead) -> Response? {
        guard target.segments.isEmpty, let given = target.query.first(where: { $0.name == "token" })?.value else { return nil }
        guard token.isKnown(to: given) else { return .plain(401, "The token is not that of this server.") }
        var response = Response.see("/")
        if head.cookies[cookie].flatMap({ sessions.session(of: $0) }) == nil {
            response.headers.append(("Set-Cookie", "\(cookie)=\(sessions.open()); Path=/; HttpOnly; SameSite=Strict"))
        }
        return response
    }
}
