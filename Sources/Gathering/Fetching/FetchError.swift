/// Why an address gave nothing. With the address before it, one sentence: "https://velm.example/7: its robots.txt does not allow it; …".
public struct FetchError: Error, Sendable, Hashable {
    /// What may be done about it by asking again.
    public enum Kind: Sendable, Hashable {
        /// Nothing: the address, or what it leads to, is not asked for.
        case refused
        /// Nothing is there for now (404 and its like).
        case missing
        /// Nothing will be there (410).
        case gone
        /// It may pass: the network, a server's fault, too many requests. Seconds after which the server wants to be asked again, if it says so.
        case passing(after: Int?)
        /// It was not asked for, since its host wants to be left alone for so many seconds more.
        case resting(Int)
        /// What came is nothing that can be used: too long, packed wrongly, of another type.
        case unusable
        /// Whoever asked does not want it any more.
        case cancelled
    }

    /// What may be done by asking again.
    public let kind: Kind
    /// What is wrong, as a clause.
    public let reason: String
    /// What to do about it, as a clause.
    public let remedy: String

    init(_ kind: Kind, _ reason: String, _ remedy: String) {
        self.kind = kind
        self.reason = reason
        self.remedy = remedy
    }

    /// Whoever asked does not want it any more.
    static let cancelled = FetchError(.cancelled, "it was broken off", "run the command again")

    /// What is wrong with an address as it is written.
    static func address(_ reason: String, _ remedy: String) -> FetchError { FetchError(.refused, reason, remedy) }

    /// Whether the same request may have another outcome later.
    public var mayPass: Bool {
        switch kind {
        case .passing, .resting: true
        case .refused, .missing, .gone, .unusable, .cancelled: false
        }
    }

    /// The fault, told of an address.
    public func notice(_ place: String) -> Notice { Notice(place: place, reason: reason, remedy: remedy) }
}
