import Actors
import Foundation
import Meaning
import Record
import Reviews
import SQLite
import Synchronization
import TestSupport
import Testing
import Transfer

@testable import Gathering
@testable import Ledger
@testable import Library

/// Adding with a stand-in for the reader.
struct AddingTests {
    private let folder: TemporaryFolder
    private var ledger: String { folder.path + "/news.sqlite" }

    init() throws { folder = try TemporaryFolder() }

    private static let version = ReaderVersion(version: "1", model: "none")

    private func adding(
        _ inputs: [Input], heard: Heard = Heard(), _ options: GatheringOptions = GatheringOptions(), threads: Int = 3,
        find: @escaping @Sendable (String, Cancellation) throws(ReadingTimeError) -> Findings? = { _, _ in Findings() }
    ) -> AddingWork {
        let reader = ArticleReader(version: AddingTests.version, find: find)
        return AddingWork(inputs, options, reader: reader, to: ledger, threads: threads, observer: heard)
    }

    private static func lines(_ numbers: Range<Int>) -> Input {
        .sent(name: "a.jsonl", bytes: Array(numbers.map { "{\"text\": \"Gate \($0) is shut.\"}\n" }.joined().utf8))
    }

    private func texts() throws -> [String] {
        let ledger = try Ledger(at: ledger, for: .reading)
        return try (1...ledger.countArticles()).map { try ledger.exported($0).article.record.article.text }
    }

    @Test func articlesComeInTheOrderOfTheInputAndOnlyOnce() throws {
        let heard = Heard()
        let first = try adding([AddingTests.lines(0..<100)], heard: heard).run()
        guard case .done(someFailed: false) = first.ending else { return #expect(Bool(false)) }
        #expect(first.counts == AddingCounts(added: 100) && heard.articles == 100 && heard.notices.isEmpty)
        #expect(try texts() == (0..<100).map { "Gate \($0) is shut." })
        let read = Mutex<[String]>([])
        let second = try adding(
            [AddingTests.lines(90..<102)],
            find: { text, _ in
                read.withLock { $0.append(text) }
                return Findings()
            }
        ).run()
        #expect(second.counts == AddingCounts(added: 2, known: 10) && read.withLock { $0.count } == 2)
    }

    // L7: `add` said half a minute and took a whole one: it waited for the other writer once more to take the log into the file.
    @Test func whoWaitedForAnotherWriterInVainDoesNotWaitOnceMore() throws {
        let target = try Ledger(at: ledger, for: .adding)
        try target.keep(Layers.cards)
        let busy = DatabaseError(.busy, ledger, "another program is writing to it", "wait")
        guard case .failed = AddingBatch(target, Heard(), { _ in }).end(.failed(busy)) else { return #expect(Bool(false)) }
        #expect(FileState.holdsBytes(ledger + "-wal"))
    }

    // M5: one text without the end of a sentence held everything up, for hours where it was long.
    @Test func whatTakesTooLongToReadIsToldAndTheRestIsAdded() throws {
        let heard = Heard()
        let outcome = try adding([AddingTests.lines(0..<3)], heard: heard) { text, _ throws(ReadingTimeError) in
            if text.contains("1") { throw ReadingTimeError(ReadingBudget(words: 1_000)) }
            return Findings()
        }.run()
        guard case .done(someFailed: true) = outcome.ending else { return #expect(Bool(false)) }
        #expect(try texts() == ["Gate 0 is shut.", "Gate 2 is shut."])
        #expect(
            heard.notices == [
                "failure: a.jsonl, article “a:2”: reading it takes more than 40 s of processor time, far more than texts of its length "
                    + "take; see what it holds, split it or leave it out"
            ])
    }

    @Test func aBudgetOfTimeGrowsWithTheWordsAndIsOfTheThreadsOwnTime() {
        let now = Mutex(100.0)
        let budget = ReadingBudget(words: 10_000) { now.withLock { $0 } }
        #expect(budget.seconds == 130 && !budget.isSpent)
        now.withLock { $0 = 230 }
        #expect(!budget.isSpent)
        now.withLock { $0 = 230.1 }
        #expect(budget.isSpent)
        #expect(ReadingBudget.processorTime() < 3_600)
    }

    @Test func whatFailsIsToldAndTheRestIsAdded() throws {
        let heard = Heard()
        let bytes = Array("[]\n{\"text\": \"One.\", \"ledger\": {}}\n{\"text\": \"Two.\", \"ledger\": {}}\n".utf8)
        let outcome = try adding([.sent(name: "a.jsonl", bytes: bytes)], heard: heard).run()
        guard case .done(someFailed: true) = outcome.ending else { return #expect(Bool(false)) }
        #expect(outcome.counts.added == 2 && heard.notices.count == 2)
        // H1: what another ledger is said to know of them is not believed of what a browser has sent either, and that is told once.
        #expect(heard.notices.count { $0.hasPrefix("warning: a.jsonl: ") && $0.hasSuffix("takes an export up as it is") } == 1)
        #expect(try Ledger(at: ledger, for: .reading).exported(1).article.record.article.carried.isEmpty)
    }

    @Test func aLineThatIsNoneOfAnExportIsNamedAndTheOthersAreRestored() throws {
        _ = try adding([AddingTests.lines(0..<2)]).run()
        var lines: [[UInt8]] = []
        try Ledger(at: ledger, for: .reading).export {
            lines.append($0.line)
            return true
        }
        let heard = Heard()
        let outcome = try AddingWork(
            [.sent(name: "b.jsonl", bytes: Array((lines + [Array("{\"text\": \"x\"}".utf8)]).joined(separator: [0x0A])))],
            restoring: { try PreparedArticle(restoring: $0, stamp: RestorationStamp(at: 7, who: "ilse", file: $1)) },
            to: folder.path + "/other.sqlite", threads: 2, cancellation: Cancellation(), observer: heard
        ).run()
        guard case .done(someFailed: true) = outcome.ending else { return #expect(Bool(false)) }
        #expect(outcome.counts.added == 2 && heard.notices.count == 1)
        #expect(heard.notices.first?.hasPrefix("failure: b.jsonl, article “b:3”: it is no line of an export") == true)
    }

    @Test func aCancellationIsHeardWhileAnArticleIsReadAndKeepsWhatIsDone() throws {
        var options = GatheringOptions()
        let cancellation = Cancellation()
        options.cancellation = cancellation
        let find: @Sendable (String, Cancellation) -> Findings? = { text, given in
            guard text == "Gate 40 is shut." else { return Findings() }
            cancellation.cancel()
            return given.isCancelled ? nil : Findings()
        }
        let outcome = try adding([AddingTests.lines(0..<100)], options, threads: 1, find: find).run()
        guard case .cancelled = outcome.ending else { return #expect(Bool(false)) }
        #expect(outcome.counts.added <= 40)
        _ = try adding([AddingTests.lines(0..<100)]).run()
        #expect(try texts() == (0..<100).map { "Gate \($0) is shut." })
    }
}
