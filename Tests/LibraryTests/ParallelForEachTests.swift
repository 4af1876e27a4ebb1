import Synchronization
import Testing

@testable import Library

struct ParallelForEachTests {
    @Test func itemsOfOneHostAreDealtWithInTheirOrder() {
        #expect(
            ParallelForEach.grouped(["a1", "b1", "a2", "c1", "a3", "c2"]) { String($0.prefix(1)) } == [
                ["a1", "a2", "a3"], ["b1"], ["c1", "c2"],
            ])
    }

    @Test func allItemsAreDealtWithUntilAnErrorIsThrown() throws {
        struct Stop: Error {}
        let done = Mutex<[Int]>([])
        try ParallelForEach.run(Array(1...50), atOnce: 4) { item in done.withLock { $0.append(item) } }
        #expect(done.withLock { $0.sorted() } == Array(1...50))
        #expect(throws: Stop.self) { try ParallelForEach.run(Array(1...50), atOnce: 1) { if $0 == 3 { throw Stop() } } }
        try ParallelForEach.run([Int](), atOnce: 4) { _ in throw Stop() }
    }
}
