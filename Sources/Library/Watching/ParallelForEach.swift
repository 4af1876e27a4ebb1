import Foundation
import Synchronization

/// Does something to each of many items, several at once; returns when all are done. For work that waits for others, not for the processor.
enum ParallelForEach {
    /// - Parameters:
    ///   - count: how many at once.
    ///   - body: called from many threads; the first error that it throws keeps further items from being begun, and is thrown.
    static func run<Item: Sendable>(_ items: [Item], atOnce count: Int, _ body: @escaping @Sendable (Item) throws -> Void) throws
    {
        let group = DispatchGroup()
        let shared = Shared(items, body)
        for _ in 0..<min(count, items.count) {
            group.enter()
            let thread = Thread {
                shared.run()
                group.leave()
            }
            thread.stackSize = 8 << 20
            thread.start()
        }
        group.wait()
        if let fault = shared.fault { throw fault }
    }

    /// What the threads share.
    private final class Shared<Item: Sendable>: Sendable {
        private let state = Mutex((next: 0, fault: (any Error)?.none))
        private let items: [Item]
        private let body: @Sendable (Item) throws -> Void

        init(_ items: [Item], _ body: @escaping @Sendable (Item) throws -> Void) {
            self.items = items
            self.body = body
        }

        var fault: (any Error)? { state.withLock { $0.fault } }

        func run() {
            while let item = take() {
                do { try body(item) } catch { state.withLock { $0.fault = $0.fault ?? error } }
            }
        }

        private func take() -> Item? {
            state.withLock { state in
                guard state.fault == nil, state.next < items.count else { return nil }
                state.next += 1
                return items[state.next - 1]
            }
        }
    }

    /// Items in an order in which those of one host do not stand together, so that no thread waits while there is something else to do.
    static func spread<Item>(_ items: [Item], by host: (Item) -> String) -> [Item] {
        var counts: [String: Int] = [:]
        let ranked = items.enumerated().map { at, item in
            let name = host(item)
            counts[name, default: 0] += 1
            return (rank: counts[name] ?? 0, at: at, item: item)
        }
        return ranked.sorted { ($0.rank, $0.at) < ($1.rank, $1.at) }.map(\.item)
    }
}
