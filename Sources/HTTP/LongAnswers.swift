import Synchronization

/// Which addresses, with what they ask for, had long answers, and how long those were.
final class LongAnswers: Sendable {
    private let sizes = Mutex<[String: Int]>([:])

    /// Bytes from which an answer is long.
    static let least = 1 << 20
    /// How many of them are kept in mind.
    private static let limit = 1_024

    /// Bytes of the last answer to what an address asks for; 0 where that was short, or nothing is known of it.
    func known(of asked: String) -> Int { sizes.withLock { $0[asked] ?? 0 } }

    func note(_ size: Int, of asked: String) {
        sizes.withLock { sizes in
            guard size >= LongAnswers.least else { return sizes[asked] = nil }
            if sizes.count >= LongAnswers.limit { sizes.removeAll() }
            sizes[asked] = size
        }
    }
}
