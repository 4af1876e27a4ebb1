/// Does something to each of many items, several at once; returns when all are done. For work that waits for others, not for the processor.
enum ParallelForEach {
    /// - Parameters:
    ///   - count: how many at once.
    ///   - body: called from many threads; the first error that it throws keeps further items from being begun, and is thrown.
    static func run<Item: Sendable>(_ items: [Item], atOnce count: Int, _ body: @escaping @Sendable (Item) throws -> Void) throws
    {
        let work = OrderedWork<Item, Result<Void, any Error>>(
            threads: min(count, items.count), costLimit: .max, countLimit: items.count,
            work: { item in Result { try body(item) } }, deliver: { try $0.get() })
        for item in items where !work.submit(item, cost: 0) { break }
        work.close()
        if case .stopped(let reason) = work.outcome() { throw reason }
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
