import Foundation
import Synchronization
import TestSupport
import Testing
import Wire

@testable import Reading

@Suite struct SpareThreadsTests {
    @Test(arguments: [1, 2, 5, 40])
    func resultsComeInTheirOrderWhateverTheThreads(threads: Int) {
        let spare = SpareThreads(threads: threads)
        let squares = spare.counted { spare.map(3..<30, unless: { false }) { $0 * $0 } }
        #expect(squares == (3..<30).map { $0 * $0 })
        #expect(spare.map(3..<3, unless: { false }) { $0 } == [])
    }

    @Test func whoeverReadsTakesAProcessorFromTheOthers() {
        let spare = SpareThreads(threads: 3)
        #expect(threads(of: spare) <= 3)
        // Two more read: no processor is free for helpers.
        #expect(spare.counted { spare.counted { threads(of: spare) } } == 1)
        // What was taken is given back.
        #expect(spare.map(0..<8, unless: { false }) { $0 }?.count == 8)
        #expect(spare.counted { spare.counted { threads(of: spare) } } == 1)
    }

    @Test func whatIsGivenUpHasNoResultAndLeavesTheRest() {
        let spare = SpareThreads(threads: 1)
        let done = Mutex(0)
        var asked = 0
        let results = spare.counted {
            spare.map(0..<10_000) {
                asked += 1
                return asked == 3
            } _: { number in
                done.withLock { $0 += 1 }
                return number
            }
        }
        #expect(results == nil && asked == 3)
        #expect(done.withLock { $0 } == 2)
    }

    /// More windows than are put together at once.
    @Test func anArticleIsReadAlikeByAnyNumberOfThreads() throws {
        let texts = try Repository.fixture("samples.gold.jsonl").map { try AnnotatedArticle(json: Array($0)).text ?? "" }
        let text = (texts + texts).joined(separator: "\n\n")
        let path = try Repository.made("Models/reader.model")
        let alone = try Reader(modelAt: path, threads: 1).read(text)
        #expect(alone.statements.count > 100)
        #expect(try Reader(modelAt: path, threads: 4).read(text) == alone)
    }

    /// In how many threads 200 numbers are worked on by one who reads.
    private func threads(of spare: SpareThreads) -> Int {
        let seen = Mutex<Set<ObjectIdentifier>>([])
        _ = spare.counted {
            spare.map(0..<200, unless: { false }) { _ in
                _ = seen.withLock { $0.insert(ObjectIdentifier(Thread.current)) }
                Thread.sleep(forTimeInterval: 0.0005)
            }
        }
        return seen.withLock { $0.count }
    }
}
