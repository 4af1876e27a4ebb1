import Record

/// Why bytes are not the JSON that was expected, and where.
public struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Bytes before the fault, from the start of the JSON text.
    public let position: Int
    /// What is wrong there, as a clause without a full stop: "a comma or } is expected".
    public let reason: String
    /// Whether the bytes break JSON's grammar; else they are JSON, but not what the caller can take.
    public let isSyntax: Bool

    /// A fault at a byte position.
    public init(position: Int, reason: String, isSyntax: Bool = true) {
        self.position = position
        self.reason = reason
        self.isSyntax = isSyntax
    }

    /// "not JSON at byte 17: a comma or } is expected" or "at byte 17, an array is expected", bytes counted from 1.
    public var description: String {
        isSyntax ? "not JSON at byte \(position + 1): \(reason)" : "at byte \(position + 1), \(reason)"
    }
}
