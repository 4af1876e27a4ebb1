import Actors
import Foundation
import Record
import Reviews
import SQLite
import Synchronization
import TestSupport
import Testing
import Transfer

@testable import Ledger

/// The copy of an older file that is kept when it is brought forward, and several programs that want to at once.
@Suite struct KeptCopyTests {
    private let folder: LedgerFolder
    private let golden: Data
    private var kept: String { folder.ledger + ".version-4" }

    init() throws {
        folder = try LedgerFolder()
        golden = try Data(contentsOf: Repository.root.appending(path: "Tests/Fixtures/ledgers/version-4.sqlite"))
        try place()
    }

    /// Puts the ledger of version 4 in its place.
    private func place() throws {
        for name in ["-wal", "-shm"] { unlink(folder.ledger + name) }
        try golden.write(to: URL(fileURLWithPath: folder.ledger))
    }

    private func expectKept(_ path: String) throws {
        let connection = try Connection(at: path, for: .reading)
        #expect(try connection.row("PRAGMA user_version") { $0.int(0) } == 4)
        #expect(try connection.row("SELECT count(*) FROM statement" as SQL) { $0.int(0) } == 19)
        #expect(try connection.row("PRAGMA integrity_check") { $0.text(0) } == "ok")
    }

    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") }
            .sorted()
    }

    @Test func ofSeveralWritersOneBringsItForwardAndTheOthersWait() throws {
        for round in 0..<12 {
            try place()
            unlink(kept)
            let faults = Mutex<[String]>([])
            let path = folder.ledger
            DispatchQueue.concurrentPerform(iterations: 3) { writer in
                do {
                    try Ledger(at: path, for: .changing).review(
                        StatementID(article: 1, number: 5), .right, by: "reader \(writer)")
                } catch {
                    faults.withLock { $0.append("\(error)") }
                }
            }
            #expect(faults.withLock { $0 } == [], "round \(round)")
            let ledger = try folder.open(.reading)
            #expect(try ledger.verify().problems == [])
            #expect(try ledger.reviews(of: 1, statement: 5).filter { $0.who.hasPrefix("reader ") }.count == 3)
            try expectKept(kept)
            #expect(try names() == ["news.sqlite", "news.sqlite.version-4"])
        }
    }

    @Test func aFileThatStandsInItsPlaceIsLeftAlone() throws {
        try Data("mine".utf8).write(to: URL(fileURLWithPath: kept))
        _ = try folder.open(.changing)
        #expect(try Data(contentsOf: URL(fileURLWithPath: kept)) == Data("mine".utf8))
        try expectKept(kept + "-2")
    }

    @Test func theSameCopyIsKeptOnce() throws {
        for _ in 0..<3 {
            try place()
            _ = try folder.open(.changing)
        }
        #expect(try names() == ["news.sqlite", "news.sqlite.version-4"])
        try expectKept(kept)
    }

    @Test func whatAKilledProgramHasLeftIsInNobodysWay() throws {
        for name in [".partial", ".partial-journal", ".partial-wal"] {
            try Data("half".utf8).write(to: URL(fileURLWithPath: kept + name))
        }
        _ = try folder.open(.changing)
        #expect(try names() == ["news.sqlite", "news.sqlite.version-4"])
        try expectKept(kept)
    }

    @Test func aDamagedFileIsNotBroughtForward() throws {
        var damaged = golden
        for at in 512 * 20..<512 * 21 { damaged[at] ^= 0x5A }
        try damaged.write(to: URL(fileURLWithPath: folder.ledger))
        let error = #expect(throws: DatabaseError.self) { try folder.open(.changing) }
        #expect(error?.kind == .damaged && error?.path == folder.ledger)
        #expect(try names() == ["news.sqlite"])
    }

    @Test func ofTwoBackupsOfOneNameOneIsWritten() throws {
        let ledger = try folder.open(.changing)
        try ledger.takeInLog()
        let (path, copy) = (folder.ledger, folder.path + "/copy.sqlite")
        for _ in 0..<12 {
            unlink(copy)
            let written = Mutex(0)
            DispatchQueue.concurrentPerform(iterations: 3) { _ in
                if (try? Ledger(at: path, for: .reading).backUp(to: copy)) != nil { written.withLock { $0 += 1 } }
            }
            #expect(written.withLock { $0 } == 1)
            #expect(try Ledger(at: copy, for: .reading).verify().problems == [])
        }
        #expect(!FileState.exists(copy + ".partial"))
    }
}
