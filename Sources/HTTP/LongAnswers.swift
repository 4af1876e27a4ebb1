import Synchronization

/// Which pages had long answers, and how long those were.
final class LongAnswers: Sendable {
    private let sizes = Mutex<[String: Int]>([:])

    /// Bytes from which an answer is long.
    static let least = 1 << 20
    /// How many pages are kept in mind.
    private static let limit = 1_024

    /// Bytes of the last answer to what an address asks for; 0 where that was short, or nothing is known of it.
    func known(of path: String) -> Int { sizes.withLock { $0[path] ?? 0 } }

    func note(_ size: Int, of path: String) {
        sizes.withLock { sizes in
            guard size >= LongAnswers.least else { return sizes[path] = nil }
            if sizes.count >= LongAnswers.limit { sizes.removeAll() }
            sizes[path] = size
        }
    }
}
