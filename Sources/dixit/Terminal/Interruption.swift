import Foundation
import Gathering
import Glibc
import Library
import Synchronization

/// Ctrl-C and a polite request to end, taken as an order to stop at the next whole record.
enum Interruption: Int32, Error {
    case interrupt = 2
    case terminate = 15

    /// The exit status that tells of it.
    var status: ExitCode { self == .interrupt ? .interrupted : .terminated }

    /// Keeps both signals from ending the process, until `watch` looks for them. To be called before any other thread starts,
    /// because threads inherit which signals they leave alone.
    static func hold() {
        var held = signals
        pthread_sigmask(SIG_BLOCK, &held, nil)
    }

    /// Watches for both, in a thread of its own. The first signal calls `stop`; the second ends the process at once, for when the
    /// output itself is stuck.
    static func watch(_ stop: @escaping @Sendable (Interruption) -> Void) {
        Thread.detachNewThread {
            let interruption = next()
            stop(interruption)
            _ = next()
            _exit(interruption.status.rawValue)
        }
    }

    private static func next() -> Interruption {
        var watched = signals
        var number: Int32 = 0
        while sigwait(&watched, &number) != 0 {}
        return Interruption(rawValue: number) ?? .terminate
    }

    /// Makes writing to a closed pipe, and to a file that may not grow, an error instead of a sudden end.
    static func ignoreFailedWrites() {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
    }

    private static var signals: sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, interrupt.rawValue)
        sigaddset(&set, terminate.rawValue)
        return set
    }
}

/// How a command's work is stopped: by whoever cancels it, or a signal, which then says how the process ends.
final class StopOrder: Sendable {
    /// What the work looks at.
    let cancellation = Cancellation()
    private let state = Mutex<Interruption?>(nil)

    /// An order that both signals give.
    static func onSignals() -> StopOrder {
        let order = StopOrder()
        Interruption.watch { order.give($0) }
        return order
    }

    /// The first signal that gave it.
    var interruption: Interruption? { state.withLock { $0 } }

    /// Stops the work at the next whole record.
    func give(_ interruption: Interruption) {
        state.withLock { $0 = $0 ?? interruption }
        cancellation.cancel()
    }

    /// The exit status of work that keeps what it did.
    func status(of ending: WorkEnding) -> ExitCode {
        switch ending {
        case .done(someFailed: false): .success
        case .done(someFailed: true), .failed: .failure
        case .cancelled: interruption?.status ?? .failure
        }
    }
}
