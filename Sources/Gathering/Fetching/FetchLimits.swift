/// What fetching gives up at.
public struct FetchLimits: Sendable, Hashable {
    /// Bytes of a page, a feed or a text, as received and unpacked: 8 MiB, what the page worker takes.
    public var page = 8 << 20
    /// Bytes of a PDF: 64 MiB.
    public var document = 64 << 20
    /// Bytes of all heads of one answer: 64 KiB.
    public var head = 64 << 10
    /// Times that an address may lead to another one.
    public var redirects = 10
    /// Milliseconds until a connection is there: 10 s.
    public var connecting = 10_000
    /// Milliseconds until an answer is there whole: 60 s.
    public var whole = 60_000
    /// Seconds that all answers together may take that one address leads to, robots.txt and redirects among them: 120.
    public var together = 120.0
    /// Bytes a second that an answer must bring on average over `slowFor` seconds: 200.
    public var slowest = 200
    /// Seconds over which `slowest` is counted: 20.
    public var slowFor = 20
    /// Seconds between the end of a request to a host and the next one to it, where its robots.txt wants no longer pause: 1.
    public var pause = 1.0
    /// The longest pause that a robots.txt gets: 30 s.
    public var longestPause = 30.0

    /// As stated.
    public init() {}
}

/// Which machines are asked.
public enum Reach: Sendable {
    /// Those of the public internet, at the ports that pages are served at.
    case publicAlone
    /// This machine and the local network too, at any port.
    case everything
    /// What a test says: why a machine is not asked, or nil.
    case tested(@Sendable (String) -> String?)

    /// Ports that pages are served at.
    static let ports = [80, 443, 8080, 8443]

    /// Why no connection to an address is made; nil where it may be.
    func reservation(_ address: NetworkAddress) -> String? {
        switch self {
        case .publicAlone: address.reservation
        case .everything: nil
        case .tested(let reservation): reservation(address.description)
        }
    }

    /// Refuses what can be seen of an address before a connection is made.
    func check(_ address: WebAddress) throws(FetchError) {
        if case .publicAlone = self, !Reach.ports.contains(address.port) {
            throw FetchError(
                .refused, "port \(address.port) is none that pages are served at",
                "save the page and add the file, or allow every machine and port with --allow-private")
        }
        if let number = NetworkAddress(address.host), let name = reservation(number) { throw .closed(number, name) }
    }
}

extension FetchError {
    /// An address that leads where no page is asked for.
    static func closed(_ address: NetworkAddress, _ name: String) -> FetchError {
        FetchError(
            .refused, "it leads to \(address) (\(name)), which is not in the public internet",
            "check the address; --allow-private allows it")
    }
}
