import Actors
import Finding
import Foundation
import Reviews
import SQLite
import Testing
import Transfer

@testable import Ledger

/// What one connection of a process must not do to another's locks.
@Suite struct HeldFileTests {
    /// How many locks this process has on a file, as Linux tells.
    private func locks(on path: String) throws -> Int {
        let inode = try #require(try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int)
        let lines = try String(contentsOfFile: "/proc/locks", encoding: .utf8).split(separator: "\n")
        return lines.count { $0.contains(" \(ProcessInfo.processInfo.processIdentifier) ") && $0.contains(":\(inode) ") }
    }

    @Test func openingALedgerAgainKeepsTheLocksOfThoseThatAreOpen() throws {
        let folder = try LedgerFolder()
        let first = try folder.open()
        try first.add([Written.korvinEntry()])
        let held = try locks(on: folder.ledger)
        #expect(held > 0)
        for purpose in [Ledger.Purpose.reading, .changing, .adding] {
            // By another name of the same file.
            _ = try Ledger(at: folder.path + "/./news.sqlite", for: purpose).leastCertain()
            #expect(try locks(on: folder.ledger) >= held)
        }
    }

    @Test func aFileThatNobodyHasOpenIsLookedAt() throws {
        let folder = try LedgerFolder()
        try folder.open().add([Written.korvinEntry()])
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.ledger))
        try file.truncate(atOffset: 4_096)
        try file.close()
        #expect(throws: DatabaseError.self) { _ = try folder.open(.reading) }
    }

    @Test func aQuestionThatTakesTooLongEnds() throws {
        let ledger = try LedgerFolder().open()
        let endless: StaticString = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
        do {
            _ = try ledger.within(seconds: 0.01) { try ledger.connection.row(endless) { $0.int(0) } }
            Issue.record("it ended by itself")
        } catch let error as DatabaseError {
            #expect(error.kind == .refused && "\(error)".contains("takes too long"))
        }
        #expect(try ledger.leastCertain() == nil)
    }
}
