import Actors
import Finding
import Record
import Synchronization
import TestSupport
import Testing

@testable import Gathering
@testable import Ledger
@testable import Library

/// What is sent to be added, with a stand-in for the reader.
struct IntakeTests {
    private let folder: TemporaryFolder
    private var ledger: String { folder.path + "/news.sqlite" }

    init() throws {
        folder = try TemporaryFolder()
        // A server has its ledger from the start, and makes none later.
        _ = try Ledger(at: ledger, for: .adding)
    }

    private func intake(_ find: @escaping @Sendable (String, Cancellation) -> Findings?) -> Intake {
        Intake(ledger: ledger) { ArticleReader(version: ReaderVersion(version: "1", model: "none"), find: find) }
    }

    private func wait(for id: Int, _ intake: Intake) -> Intake.Progress? {
        while let progress = intake.progress(id) {
            if progress.stage == .done { return progress }
        }
        return nil
    }

    @Test func whatIsSentIsAddedUnderItsName() throws {
        let intake = intake { _, _ in Findings() }
        let files = ["a.txt": "One.", "b.jsonl": "{\"text\": \"Two.\"}\n[]\n", "c": "Three."].sorted { $0.key < $1.key }
        let id = try #require(intake.add(files.map { .file(name: $0.key, bytes: Array($0.value.utf8)) }))
        let progress = try #require(wait(for: id, intake))
        #expect(progress.added == [1, 2, 3] && progress.hasFailed && progress.notices.count == 1)
        #expect(progress.notices[0].hasPrefix("b.jsonl:2: ") && progress.name == "a.txt, b.jsonl, c")
        let again = try #require(intake.add([.file(name: "a.txt", bytes: Array("One.".utf8))]))
        #expect(wait(for: again, intake).map { [$0.known, $0.added.count] } == [1, 0])
        intake.stop()
        let articles = try (1...3).map { try Ledger(at: ledger, for: .reading).show(article: $0).loaded.record.article }
        #expect(articles.map(\.id) == ["a", "b:1", "c"] && articles.map(\.path) == ["a.txt", "b.jsonl", "c"])
    }

    // M6: one text that was sent held the server up for 52 s after SIGTERM.
    @Test func stoppingDoesNotWaitForWhatIsBeingRead() throws {
        let isReading = Atomic(false)
        let intake = intake { _, cancellation in
            isReading.store(true, ordering: .releasing)
            cancellation.sleep(600)
            return nil
        }
        let id = try #require(intake.add([.file(name: "a.txt", bytes: Array("One.".utf8))]))
        // A job that fails before would be waited for without end.
        while !isReading.load(ordering: .acquiring), intake.progress(id)?.stage != .done {}
        intake.stop()
        #expect(intake.progress(id)?.notices == ["The server was stopped; add it again for what is left."])
        #expect(intake.add([.file(name: "a.txt", bytes: [])]) == nil)
        #expect(try Ledger(at: ledger, for: .reading).countArticles() == 0)
    }
}
