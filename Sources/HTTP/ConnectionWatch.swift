import Foundation
import Synchronization

/// Sees to it that nobody holds a connection for long without a request: one that comes a byte at a time would never be idle.
///
/// A connection has so many seconds for sending a request whole, and for taking its response, one more for each MiB of a long one. Where there are many, the one that has been
/// sending for longest makes room for a new one.
final class ConnectionWatch: Sendable {
    private struct Entry {
        let socket: Int32
        /// When its time is up, in nanoseconds of uptime; nil while it is this program's turn.
        var deadline: UInt64?
        /// Whether a request is awaited, or coming in.
        var isSending = true
    }

    private let entries = Mutex<[UInt: Entry]>([:])
    /// Ends the thread that looks after the others.
    private let ended = DispatchSemaphore(value: 0)
    private let seconds: Double
    /// From how many connections on a new one takes the place of the slowest.
    private let crowd: Int

    init(seconds: Double, crowd: Int) {
        self.seconds = seconds
        self.crowd = crowd
        let pause = min(1, seconds / 4)
        Thread.detachNewThread { [weak self, ended] in
            while ended.wait(timeout: .now() + pause) == .timedOut, let self { self.endLate() }
        }
    }

    deinit { ended.signal() }

    /// A connection was opened.
    func open(_ connection: UInt, socket: Int32) {
        entries.withLock { entries in
            if entries.count >= crowd {
                let slowest = entries.filter { $0.value.isSending }.min {
                    ($0.value.deadline ?? .max) < ($1.value.deadline ?? .max)
                }
                if let slowest {
                    shutdown(slowest.value.socket, Int32(SHUT_RDWR))
                    entries[slowest.key]?.isSending = false
                }
            }
            entries[connection] = Entry(socket: socket, deadline: inTime)
        }
    }

    /// A connection is about to be closed; its socket is still its own.
    func close(_ connection: UInt) { entries.withLock { $0[connection] = nil } }

    /// A request has come in whole.
    func received(_ connection: UInt) { change(connection, deadline: nil, isSending: false) }

    /// Its response is being sent.
    func answering(_ connection: UInt, bytes: Int) {
        change(connection, deadline: inTime + UInt64(bytes >> 20) * 1_000_000_000, isSending: false)
    }

    /// Its response was sent; the next request may come.
    func awaiting(_ connection: UInt) { change(connection, deadline: inTime, isSending: true) }

    /// Waits until no response is under way, so many seconds at most.
    func rest(atMost seconds: Double) {
        let end = DispatchTime.now().uptimeNanoseconds + UInt64(seconds * 1e9)
        while DispatchTime.now().uptimeNanoseconds < end, entries.withLock({ $0.values.contains { !$0.isSending } }) {
            usleep(5_000)
        }
    }

    private var inTime: UInt64 { DispatchTime.now().uptimeNanoseconds + UInt64(seconds * 1e9) }

    private func change(_ connection: UInt, deadline: UInt64?, isSending: Bool) {
        entries.withLock { entries in
            entries[connection]?.deadline = deadline
            entries[connection]?.isSending = isSending
        }
    }

    /// Ends those whose time is up: the library then finds their sockets closed. Under the lock, so that a socket's number cannot be another
    /// one's meanwhile.
    private func endLate() {
        let now = DispatchTime.now().uptimeNanoseconds
        entries.withLock { entries in
            for (connection, entry) in entries {
                guard let deadline = entry.deadline, deadline < now else { continue }
                shutdown(entry.socket, Int32(SHUT_RDWR))
                entries[connection]?.deadline = nil
                entries[connection]?.isSending = false
            }
        }
    }
}
