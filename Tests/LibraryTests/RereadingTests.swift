import Actors
import Finding
import Foundation
import Ledger
import Record
import Reviews
import SQLite
import Synchronization
import Testing
import Transfer

@testable import dixit

/// `dixit reread` in one process, with a reader made for the test.
@Suite struct RereadSessionTests {
    private let folder: String
    private var path: String { folder + "/news.sqlite" }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("dixit-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let ledger = try Ledger(at: path, for: .adding)
        try ledger.add(
            (0..<8).map { number in
                let text = "Mara Lind said that gate \(number) is shut."
                return Entry(
                    article: Article(id: "\(number)", path: "\(number)", text: text), given: Array(text.utf8),
                    findings: Findings(),
                    reader: ReaderVersion(version: "1", model: "older"))
            })
    }

    private func session(_ find: @escaping @Sendable (String) -> Findings) throws -> RereadSession {
        RereadSession(
            find: find, reader: ReaderVersion(version: "1", model: "newer"), ledger: path, who: "mara", threads: 1,
            display: .none,
            engine: "none", output: try OutputFile(path: folder + "/out.txt"))
    }

    private func left() throws -> Int {
        try Ledger(at: path, for: .reading).countToReread(by: ReaderVersion(version: "1", model: "newer"))
    }

    @Test func anInterruptionKeepsWhatIsDoneAndTheNextRunGoesOn() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let stop = Mutex<(@Sendable (Interruption) -> Void)?>(nil)
        let read = Mutex(0)
        let interrupted = try session { _ in
            let count = read.withLock { count in
                count += 1
                return count
            }
            if count == 4 { stop.withLock { $0 }?(.interrupt) }
            return Findings()
        }
        #expect(try interrupted.run { stopping in stop.withLock { $0 = stopping } } == .interrupted)
        #expect(try left() == 5)
        let texts = Mutex<[String]>([])
        let resumed = try session { text in
            texts.withLock { $0.append(text) }
            return Findings()
        }
        #expect(try resumed.run { _ in } == .success)
        #expect(texts.withLock { $0.count } == 5)
        #expect(try left() == 0 && Ledger(at: path, for: .reading).verify().problems == [])
    }
}
