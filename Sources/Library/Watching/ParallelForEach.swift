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

    /// Items by their hosts, each host's in their order, so that of one host one is dealt with after the other, always in the same order.
    static func grouped<Item>(_ items: [Item], by host: (Item) -> String) -> [[Item]] {
        var places: [String: Int] = [:]
        var groups: [[Item]] = []
        for item in items {
            let name = host(item)
            if let place = places[name] {
                groups[place].append(item)
            } else {
                places[name] = groups.count
                groups.append([item])
            }
        }
        return groups
    }
}
