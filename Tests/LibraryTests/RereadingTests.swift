import Actors
import Finding
import Foundation
import Ledger
import Record
import Reviews
import SQLite
import Synchronization
import TestSupport
import Testing
import Transfer

@testable import Gathering
@testable import Library

/// Reading again, with a reader made for the test.
@Suite struct RereadingTests {
    private let temporary: TemporaryFolder
    private var folder: String { temporary.path }
    private var path: String { folder + "/news.sqlite" }

    init() throws {
        temporary = try TemporaryFolder()
        let ledger = try Ledger(at: path, for: .adding)
        try ledger.add(
            (0..<8).map { number in
                let text = "Mara Lind said that gate \(number) is shut."
                return PreparedArticle(
                    article: Article(id: "\(number)", path: "\(number)", text: text), given: Array(text.utf8),
                    findings: Findings(),
                    reader: ReaderVersion(version: "1", model: "older"))
            })
    }

    private func reread(
        _ find: @escaping @Sendable (String, Cancellation) throws(ReadingTimeError) -> Findings?
    ) throws -> WorkEnding {
        let reader = ArticleReader(version: ReaderVersion(version: "1", model: "newer"), find: find)
        let rereading = Rereading(reader, ledger: path, who: "mara", threads: 1, cancellation: Cancellation())
        return try rereading.run(observer: Heard()).ending
    }

    private func left() throws -> Int {
        try Ledger(at: path, for: .reading).countToReread(by: ReaderVersion(version: "1", model: "newer"))
    }

    @Test func anInterruptionKeepsWhatIsDoneAndTheNextRunGoesOn() throws {
        let read = Mutex(0)
        // The fourth text is given up, as where somebody cancels it.
        let ending = try reread { _, _ in
            let count = read.withLock { count in
                count += 1
                return count
            }
            return count == 4 ? nil : Findings()
        }
        guard case .cancelled = ending else { return #expect(Bool(false)) }
        #expect(try left() == 5)
        let texts = Mutex<[String]>([])
        guard
            case .done = try reread({ text, _ in
                texts.withLock { $0.append(text) }
                return Findings()
            })
        else { return #expect(Bool(false)) }
        #expect(texts.withLock { $0.count } == 5)
        #expect(try left() == 0 && Ledger(at: path, for: .reading).verify().problems == [])
    }

    @Test func whatTakesTooLongStaysAsItWasAndTheRestIsReadAgain() throws {
        let ending = try reread { text, _ throws(ReadingTimeError) in
            if text.contains("gate 3") { throw ReadingTimeError(ReadingBudget(words: 9)) }
            return Findings()
        }
        guard case .done(someFailed: true) = ending else { return #expect(Bool(false)) }
        #expect(try left() == 1 && Ledger(at: path, for: .reading).verify().problems == [])
    }
}
