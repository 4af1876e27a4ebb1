/// What was fetched: bytes, and where and when they came from.
public struct Fetched: Sendable, Hashable {
    /// The address that was asked for.
    public let asked: WebAddress
    /// Where redirects led to in the end.
    public let address: WebAddress
    /// Seconds since 1970-01-01.
    public let at: Double
    let type: MediaType
    /// Unpacked.
    public let bytes: [UInt8]
    /// To ask with next time.
    public let validators: Validators
}

/// Fetches pages, feeds and PDFs, politely.
///
///     let fetcher = Fetcher(userAgent: "dixit/0.1.0")
///     switch try fetcher.fetch(WebAddress("https://velm.example/7"), for: .article) { … }
///
/// - Every address, also one that a redirect leads to, is asked for only where `Reach` and the host's robots.txt allow it. No redirect leads
///   from https to http. The address that a connection is really made to is what counts, so that no name leads into the local network.
/// - One request a host at a time, with a pause after each: fetchers that share their `CrawlPolicy` keep to it together.
/// - Whatever comes is bounded by `FetchLimits`.
///
/// It blocks; use it from one thread. A cancellation ends a request within about a second.
public final class Fetcher {
    /// What is wanted, which servers are told.
    public enum Purpose: Sendable {
        case article, feed

        var accept: String {
            switch self {
            case .article: "text/html, application/xhtml+xml, application/pdf;q=0.9, text/plain;q=0.8, */*;q=0.1"
            case .feed:
                "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"
            }
        }
    }

    /// How it ended.
    public enum Outcome: Sendable {
        case fetched(Fetched)
        /// It is still what the validators are of.
        case unchanged
    }

    /// The name that sites' robots.txt know Dixit by.
    public static let productToken = "dixit"

    /// As many as RFC 9309 wants at least.
    private static let robotsRedirects = 5
    /// Seconds for which a host that answers 429 or 503 is left alone where it does not say how long.
    private static let usualRest = 60
    /// Seconds for which a host that answers 429 or 503 is left alone at most, whatever it wants: a day.
    private static let longestRest = 86_400

    private let connection: HTTPConnection
    private let reach: Reach
    private let limits: FetchLimits
    private let clock: FetchClock
    private let policy: CrawlPolicy
    /// Seconds that answers have taken for the address that is being fetched; waiting for a host's turn is not among them.
    private var spent = 0.0

    /// - Parameters:
    ///   - userAgent: name and version: "dixit/0.1.0".
    ///   - policy: what fetchers in several threads share.
    ///   - resolved: names that are resolved as told, for tests: "velm.example:80:127.0.0.1".
    public init(
        userAgent: String, reach: Reach = .publicAlone, limits: FetchLimits = FetchLimits(),
        cancellation: Cancellation = Cancellation(),
        clock: FetchClock? = nil, policy: CrawlPolicy = CrawlPolicy(), resolved: [String] = []
    ) {
        connection = HTTPConnection(userAgent: userAgent, reach: reach, cancellation: cancellation, resolved: resolved)
        self.reach = reach
        self.limits = limits
        self.clock = clock ?? .real(cancellation)
        self.policy = policy
    }

    /// Fetches what is at an address.
    ///
    /// - Parameter validators: of what was fetched last time.
    public func fetch(_ asked: WebAddress, for purpose: Purpose, _ validators: Validators? = nil) throws(FetchError) -> Outcome {
        spent = 0
        // Some sites have pages in several languages at one address.
        var headers = ["Accept: \(purpose.accept)", "Accept-Language: en, *;q=0.5"]
        if let etag = validators?.etag { headers.append("If-None-Match: \(etag)") }
        if let modified = validators?.modified { headers.append("If-Modified-Since: \(modified)") }
        let (address, response) = try following(asked, limits.redirects) { (address) throws(FetchError) in
            let rules = try rules(for: address)
            guard rules.allows(address.path) else {
                throw FetchError(
                    .refused, "the robots.txt of \(address.host) does not allow it", "save the page and add the file")
            }
            let pause = min(max(limits.pause, rules.delay ?? 0), limits.longestPause)
            return try ask(address, pause) { (limits) throws(FetchError) in
                try connection.get(address, headers: headers, limits: limits)
            }
        }
        if response.head.status == 304, validators?.isEmpty == false { return .unchanged }
        guard response.head.status == 200 else { throw .status(response.head) }
        return .fetched(
            Fetched(
                asked: asked, address: address, at: clock.now(), type: MediaType(response.head["content-type"]),
                bytes: response.body,
                validators: Validators(etag: response.head["etag"], modified: response.head["last-modified"])))
    }

    // MARK: Steps

    private func ask(
        _ address: WebAddress, _ pause: Double, _ get: (FetchLimits) throws(FetchError) -> HTTPConnection.Response
    ) throws(FetchError) -> HTTPConnection.Response {
        try checkRest(of: address.host)
        return try policy.asking(address.host, clock, pause: pause) { () throws(FetchError) in
            // Whoever was waited for may have been told so.
            try checkRest(of: address.host)
            let start = clock.now()
            defer { spent += clock.now() - start }
            let response = try get(limitsLeft())
            if [429, 503].contains(response.head.status) {
                let seconds = min(response.head.retryAfter ?? Fetcher.usualRest, Fetcher.longestRest)
                policy.letRest(address.host, until: clock.now() + Double(seconds))
            }
            return response
        }
    }

    /// The limits, with no more time than the address has left.
    private func limitsLeft() throws(FetchError) -> FetchLimits {
        guard spent < limits.together else {
            throw .network("what it leads to took longer than \(Int(limits.together)) s in all", "try again later")
        }
        var limits = limits
        limits.whole = min(limits.whole, max(1, Int((limits.together - spent) * 1000)))
        return limits
    }

    private func checkRest(of host: String) throws(FetchError) {
        guard let wait = policy.rest(of: host, at: clock.now()) else { return }
        let seconds = Int(wait.rounded(.up))
        throw FetchError(.resting(seconds), "\(host) wants to be left alone for \(seconds) s more", "try again later")
    }

    /// Asks for an address, and where it leads to another one, for that, at most so many times.
    private func following(
        _ asked: WebAddress, _ redirects: Int, _ ask: (WebAddress) throws(FetchError) -> HTTPConnection.Response
    ) throws(FetchError) -> (WebAddress, HTTPConnection.Response) {
        var address = asked
        for _ in 0...redirects {
            do throws(FetchError) {
                try reach.check(address)
                let response = try ask(address)
                guard [301, 302, 303, 307, 308].contains(response.head.status) else { return (address, response) }
                address = try Fetcher.next(address, response.head)
            } catch {
                throw address == asked
                    ? error : FetchError(error.kind, "it leads to \(address), and \(error.reason)", error.remedy)
            }
        }
        throw FetchError(.unusable, "it leads from one address to another more than \(redirects) times", "check it in a browser")
    }

    /// Where a redirect leads.
    static func next(_ address: WebAddress, _ head: ResponseHead) throws(FetchError) -> WebAddress {
        guard let reference = head["location"] else {
            throw FetchError(.unusable, "it leads elsewhere without saying where", "check it in a browser")
        }
        let next: WebAddress
        do throws(FetchError) { next = try address.following(reference) } catch {
            throw FetchError(
                .refused, "it leads to “\(reference.prefix(80))”, where no page is fetched from (\(error.reason))",
                "check it in a browser")
        }
        guard address.scheme == "http" || next.scheme == "https" else {
            throw FetchError(
                .refused, "it leads from a secure connection to an open one, \(next)", "give that address, if it is to be trusted"
            )
        }
        return next
    }

    /// What the robots.txt of the address's host allows; asked for once, whoever else wants to know it meanwhile.
    private func rules(for address: WebAddress) throws(FetchError) -> RobotsRules {
        if let known = policy.rules(of: address.authority, at: clock.now()) { return try known.get() }
        return try policy.asking("robots.txt of \(address.authority)", clock, pause: 0) { () throws(FetchError) in
            if let known = policy.rules(of: address.authority, at: clock.now()) { return try known.get() }
            return try learnedRules(for: address)
        }
    }

    private func learnedRules(for address: WebAddress) throws(FetchError) -> RobotsRules {
        do throws(FetchError) {
            let rules = try rulesOrFault(at: address.following("/robots.txt"))
            policy.learn(.success(rules), of: address.authority, at: clock.now())
            return rules
        } catch {
            switch error.kind {
            // Nothing was asked.
            case .cancelled, .resting: break
            case .refused, .missing, .gone, .passing, .unusable:
                policy.learn(.failure(error), of: address.authority, at: clock.now())
            }
            throw error
        }
    }

    private func rulesOrFault(at robots: WebAddress) throws(FetchError) -> RobotsRules {
        do throws(FetchError) { return try rules(at: robots) } catch {
            guard error.kind == .unusable else { throw error }
            throw FetchError(
                .unusable, "its robots.txt cannot be read (\(error.reason)), so that nothing may be fetched from there",
                "save the page and add the file")
        }
    }

    /// RFC 9309, 2.3.1: where there is none all is allowed, where it cannot be had nothing is.
    private func rules(at robots: WebAddress) throws(FetchError) -> RobotsRules {
        let (_, response) = try following(robots, Fetcher.robotsRedirects) { (address) throws(FetchError) in
            try ask(address, 0) { (limits) throws(FetchError) in
                var limits = limits
                (limits.page, limits.document) = (RobotsRules.longest, RobotsRules.longest)
                return try connection.get(address, headers: ["Accept: text/plain, */*;q=0.1"], limits: limits, mayCut: true)
            }
        }
        switch response.head.status {
        case 200..<300: return RobotsRules(response.body, agent: Fetcher.productToken)
        case 429, 500...:
            throw FetchError(
                .passing(after: response.head.retryAfter),
                "the robots.txt of \(robots.host) answered \(response.head.status), so that nothing may be fetched from there",
                "try again later")
        default: return .allowingAll
        }
    }
}

extension FetchError {
    /// A status that brings no page.
    static func status(_ head: ResponseHead) -> FetchError {
        let told = "it answered \(head.status)\(FetchError.names[head.status].map { " (\($0))" } ?? "")"
        switch head.status {
        case 410: return FetchError(.gone, told, "take it out: it will not come back")
        case 401, 402, 403, 407, 451: return FetchError(.missing, told, "read it in a browser, save it and add the file")
        case 408, 425, 429, 500..<600: return FetchError(.passing(after: head.retryAfter), told, "try again later")
        case 400..<500: return FetchError(.missing, told, "check the address")
        default: return FetchError(.unusable, told, "check it in a browser")
        }
    }

    private static let names = [
        401: "a password is wanted", 402: "payment is wanted", 403: "forbidden", 404: "not found", 410: "gone",
        429: "too many requests",
        451: "forbidden by law", 500: "a fault of the server", 502: "a fault of the server", 503: "not available now",
        504: "a fault of the server",
    ]
}
