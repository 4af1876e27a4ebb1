/// Who is let in: the name that a request calls this server by, the token where one is needed, and where a form was filled in.
struct Entrance: Sendable {
    /// What `Host` may be, beside numbers where the server listens on all addresses.
    private let hosts: Set<String>
    private let takesAnyNumber: Bool
    /// What a visitor from elsewhere must know; nil on the loopback.
    let token: Secret?
    /// What every form of this server holds: a page of another site cannot read it.
    let formToken = Secret.made()

    static let cookie = "dixit_token"

    /// - Parameters:
    ///   - address: as it was asked for: "127.0.0.1", "::", "192.168.1.5".
    ///   - names: further names of this machine.
    init(address: String, port: Int, names: [String], token: Secret?) {
        let own = ["127.0.0.1", "localhost", "[::1]", address.contains(":") ? "[\(address)]" : address] + names
        let lowered = own.map { $0.lowercased() }
        hosts = Set(lowered.map { "\($0):\(port)" } + (port == 80 ? lowered : []))
        takesAnyNumber = address == "0.0.0.0" || address == "::"
        self.token = token
    }

    /// Whether a request calls this server by one of its names. A page whose name was bound anew to this address calls it by its own.
    func isOwn(host: String) -> Bool {
        let host = host.lowercased()
        if hosts.contains(host) { return true }
        guard takesAnyNumber else { return false }
        // No name begins with a bracket, and none has four parts of digits alone.
        let parts = (host.split(separator: ":").first ?? "").split(separator: ".", omittingEmptySubsequences: false)
        return host.hasPrefix("[") || (parts.count == 4 && parts.allSatisfy { UInt8($0) != nil })
    }

    /// Whether the request comes from somebody who knows the token.
    func isOpen(cookies: [String: String], authorization: String?) -> Bool {
        guard let token else { return true }
        if let cookie = cookies[Entrance.cookie], token.isKnown(to: cookie) { return true }
        guard let authorization, authorization.lowercased().hasPrefix("bearer ") else { return false }
        return token.isKnown(to: String(authorization.dropFirst(7)))
    }

    /// Whether a form may have been sent by a page of this server, as far as the browser tells.
    func isSameSite(origin: String?, fetchSite: String?, host: String) -> Bool {
        if let fetchSite, fetchSite != "same-origin", fetchSite != "none" { return false }
        guard let origin else { return true }
        return origin.lowercased() == "http://" + host.lowercased() || origin.lowercased() == "https://" + host.lowercased()
    }
}
