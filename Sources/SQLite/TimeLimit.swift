import CSQLite
import Dispatch

/// Ends questions that take too long, so that one visitor cannot keep a server busy.
package final class TimeLimit {
    /// How many steps of SQLite's machine lie between two looks at the clock: some tenths of a millisecond.
    private static let steps: Int32 = 20_000
    private let end: UInt64

    package init(seconds: Double) { end = DispatchTime.now().uptimeNanoseconds + UInt64(max(0, seconds) * 1e9) }

    /// Watches over a connection until `release`; this object must live so long.
    package func watch(_ database: OpaquePointer) {
        let me = Unmanaged.passUnretained(self).toOpaque()
        sqlite3_progress_handler(
            database, TimeLimit.steps,
            { context in
                guard let context else { return 0 }
                let limit = Unmanaged<TimeLimit>.fromOpaque(context).takeUnretainedValue()
                return DispatchTime.now().uptimeNanoseconds > limit.end ? 1 : 0
            }, me)
    }

    package static func release(_ database: OpaquePointer) { sqlite3_progress_handler(database, 0, nil, nil) }
}

extension Connection {
    /// Lets queries take so many seconds together; one that takes longer ends with a fault of kind `refused`.
    package func within<Value>(seconds: Double, _ body: () throws -> Value) rethrows -> Value {
        let limit = TimeLimit(seconds: seconds)
        limit.watch(handle)
        defer { TimeLimit.release(handle) }
        return try withExtendedLifetime(limit) { try body() }
    }
}
