/// How addresses are fetched.
public struct AddressOptions: Sendable {
    /// Name and version, which servers are told: "dixit/0.1.0".
    public var userAgent = Fetcher.productToken
    /// Which machines are asked.
    public var reach = Reach.publicAlone
    /// What is given up at.
    public var limits = FetchLimits()
    /// What is known of an address that was fetched before, and whose page is still there: it is then asked for only where it has changed.
    public var validators: @Sendable (WebAddress) -> Validators? = { _ in nil }
    /// Told of what has been fetched, before it is taken apart.
    public var onFetched: @Sendable (Fetched) -> Void = { _ in }

    /// The options that hold where nothing else is asked for.
    public init() {}

    /// A fetcher with these.
    ///
    /// - Parameters:
    ///   - policy: what fetchers in several threads share.
    ///   - cancellation: ends a request that nobody wants any more.
    func fetcher(_ policy: CrawlPolicy, _ cancellation: Cancellation) -> Fetcher {
        Fetcher(userAgent: userAgent, reach: reach, limits: limits, cancellation: cancellation, policy: policy)
    }
}
