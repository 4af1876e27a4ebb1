/// Why bytes are not the JSON that was expected, and where.
public struct JSONFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// Bytes before the fault, from the start of the JSON text.
    public let position: Int
    /// What is wrong there, as a clause without a full stop: "a comma or } is expected".
    public let reason: String

    /// A fault at a byte position.
    public init(position: Int, reason: String) {
        self.position = position
        self.reason = reason
    }

    /// "not JSON at byte 17: a comma or } is expected", bytes counted from 1.
    public var description: String { "not JSON at byte \(position + 1): \(reason)" }
}
