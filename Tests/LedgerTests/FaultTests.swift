import Actors
import Finding
import Foundation
import Record
import Reviews
import SQLite
import Synchronization
import TestSupport
import Testing
import Transfer

@testable import Ledger

/// What happens to a ledger when the disk, the folder or another program does not play along.
@Suite struct FaultTests {
    private let folder: LedgerFolder

    init() throws { folder = try LedgerFolder() }

    /// Articles that are all different.
    private static func entries(_ numbers: Range<Int>, _ name: String = "a") -> [PreparedArticle] {
        numbers.map { number in
            var random = SeededGenerator(seed: UInt64(number))
            let words = (0..<300).map { _ in "w\(Int.random(in: 0...99_999, using: &random))" }.joined(separator: " ")
            let text = "Dessa Korvin said \(name)\(number) \(words)."
            return Written.entry(
                text, [.init(names: ["Dessa Korvin"])],
                [.init(who: "Dessa Korvin", words: String(text.dropFirst(18).dropLast()))],
                id: "\(name)\(number)")
        }
    }

    @Test func aFullDiskIsToldAndWhatWasCommittedIsThere() throws {
        let ledger = try folder.open()
        try ledger.add(FaultTests.entries(0..<3))
        // SQLite answers as on a full disk when the file may have no more pages (https://sqlite.org/pragma.html#pragma_max_page_count).
        let pages = try #require(try ledger.connection.row("PRAGMA page_count") { $0.int(0) })
        try ledger.connection.runAll("PRAGMA max_page_count = \(pages + 8)")
        let error = #expect(throws: DatabaseError.self) { try ledger.add(FaultTests.entries(3..<40)) }
        #expect(error?.kind == .full && error?.description.contains("make room") == true)
        #expect(try ledger.verify().articles == 3)
        try ledger.connection.runAll("PRAGMA max_page_count = 1000000")
        try ledger.add(FaultTests.entries(3..<40))
        let found = try folder.open(.reading).verify()
        #expect(found.problems == [] && found.articles == 40)
    }

    @Test func aBackupOnAFullDiskLeavesNothingHalf() throws {
        try folder.open().add(FaultTests.entries(0..<3))
        #expect(throws: DatabaseError.self) { try folder.open(.reading).backUp(to: "/dev/full/x.sqlite") }
        #expect(!FileState.exists("/dev/full/x.sqlite.partial"))
    }

    @Test func aFolderThatCannotBeWrittenToIsToldAtOnce() {
        // Nobody can make files there, not even root.
        let error = #expect(throws: DatabaseError.self) { try Ledger(at: "/proc/news.sqlite", for: .adding) }
        #expect(error?.kind == .readOnly && error?.description.hasPrefix("/proc/news.sqlite: ") == true)
    }

    @Test(.enabled(if: geteuid() != 0, "root may write everywhere"))
    func aLedgerInAFolderThatCannotBeWrittenToIsReadAndNotChanged() throws {
        try folder.open().add(FaultTests.entries(0..<3))
        try folder.open().takeInLog()
        for name in ["-wal", "-shm"] { unlink(folder.ledger + name) }
        chmod(folder.path, 0o500)
        defer { chmod(folder.path, 0o700) }
        #expect(try folder.open(.reading).verify().articles == 3)
        let error = #expect(throws: DatabaseError.self) { try folder.open() }
        #expect(error?.kind == .readOnly)
    }

    @Test func twoWritersAtOnceLoseAndDoubleNothing() throws {
        _ = try folder.open()
        let path = folder.ledger
        let faults = Mutex<[String]>([])
        // Half of the articles are the same for both.
        DispatchQueue.concurrentPerform(iterations: 2) { writer in
            do {
                let ledger = try Ledger(at: path, for: .adding)
                for number in 0..<20 {
                    try ledger.add(
                        FaultTests.entries(number..<number + 1) + FaultTests.entries(number..<number + 1, "of\(writer)-"))
                }
            } catch {
                faults.withLock { $0.append("\(error)") }
            }
        }
        #expect(faults.withLock { $0 } == [])
        let found = try folder.open(.reading).verify()
        #expect(found.problems == [] && found.articles == 60 && found.statements == 60)
    }

    @Test func twoWhoMakeALedgerAtOnceMakeOne() throws {
        for round in 0..<20 {
            let path = folder.path + "/made-\(round).sqlite"
            let faults = Mutex<[String]>([])
            DispatchQueue.concurrentPerform(iterations: 2) { writer in
                do {
                    try Ledger(at: path, for: .adding).add(FaultTests.entries(writer..<writer + 1))
                } catch {
                    faults.withLock { $0.append("\(error)") }
                }
            }
            #expect(faults.withLock { $0 } == [])
            #expect(try Ledger(at: path, for: .reading).verify().articles == 2)
        }
    }

    /// A ledger of three articles in one file, its bytes and what it says.
    private func whole() throws -> (bytes: [UInt8], dump: [String]) {
        let ledger = try folder.open()
        try ledger.add(FaultTests.entries(0..<3) + [Written.korvinEntry()])
        try ledger.compact()
        try ledger.takeInLog()
        return ([UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.ledger))), try ledger.dump())
    }

    /// A damaged file is told of, or says all that it said; and it is left as it is.
    private func expectToldOrWhole(_ bytes: [UInt8], _ dump: [String]) throws {
        let path = folder.path + "/damaged.sqlite"
        for name in ["", "-wal", "-shm"] { unlink(path + name) }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        do {
            let ledger = try Ledger(at: path, for: .reading)
            if try ledger.verify().problems.isEmpty { #expect(try ledger.dump() == dump) }
        } catch let error as DatabaseError {
            #expect(
                error.description.hasPrefix(path + ": ") && [.damaged, .foreign, .newer, .older].contains(error.kind), "\(error)")
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(bytes))
    }

    @Test func aFileCutAnywhereIsTold() throws {
        let (bytes, _) = try whole()
        var random = SeededGenerator(seed: 1)
        for _ in 0..<50 {
            let cut = Array(bytes.prefix(Int.random(in: 0..<bytes.count, using: &random)))
            let path = folder.path + "/cut.sqlite"
            try Data(cut).write(to: URL(fileURLWithPath: path))
            for purpose in [Ledger.Purpose.reading, .changing] {
                let error = #expect(throws: DatabaseError.self) { try Ledger(at: path, for: purpose) }
                #expect(error?.kind == .damaged || error?.kind == .foreign)
            }
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(cut))
        }
    }

    @Test func aFileOverwrittenAnywhereIsToldOrSaysWhatItSaid() throws {
        let (bytes, dump) = try whole()
        var random = SeededGenerator(seed: 2)
        for _ in 0..<50 {
            var damaged = bytes
            let at = Int.random(in: 0..<bytes.count, using: &random)
            for place in at..<min(at + Int.random(in: 64...600, using: &random), bytes.count) {
                damaged[place] = UInt8.random(in: 0...255, using: &random)
            }
            try expectToldOrWhole(damaged, dump)
        }
    }
}
