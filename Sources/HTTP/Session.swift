import Synchronization

/// A browser that was opened with the token, as long as the server runs. What is known of it is kept here, not in the browser, so that nobody can
/// say that they are somebody else.
package final class Session: Sendable {
    private let values = Mutex<[String: String]>([:])

    /// Something that is known of the visitor.
    package subscript(name: String) -> String? {
        get { values.withLock { $0[name] } }
        set { values.withLock { $0[name] = newValue } }
    }
}

/// The sessions of a server; they end with it.
final class Sessions: Sendable {
    private struct Opened {
        var sessions: [String: Session] = [:]
        /// Their keys, the oldest first.
        var order: [String] = []
    }

    private let opened = Mutex(Opened())

    /// How many there are at once; the oldest end.
    private static let limit = 1_000

    /// Begins one; its key is for the visitor alone.
    func open() -> String {
        let key = Secret.made().text
        opened.withLock { opened in
            if opened.order.count >= Sessions.limit { opened.sessions[opened.order.removeFirst()] = nil }
            opened.sessions[key] = Session()
            opened.order.append(key)
        }
        return key
    }

    /// The session of a key; nil where there is none, or no longer. Keys are found by a seeded hash, so that the time tells nothing of them.
    func session(of key: String) -> Session? { opened.withLock { $0.sessions[key] } }
}
