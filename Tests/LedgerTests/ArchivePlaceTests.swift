import Actors
import Finding
import Record
import Reviews
import SQLite
import Testing
import Transfer

@testable import Ledger

@Suite struct ArchivePlaceTests {
    @Test func thePlaceReachedIsKeptWithTheArticlesUpToThere() throws {
        let folder = try LedgerFolder()
        let ledger = try Ledger(at: folder.ledger, for: .adding)
        #expect(try ledger.place(inArchive: "a") == nil)
        for place in [
            ArchivePlace(archive: "a", offset: 7, number: 1, isEnd: false),
            ArchivePlace(archive: "b", offset: 9, number: 2, isEnd: false),
            ArchivePlace(archive: "a", offset: 70, number: 4, isEnd: true),
        ] {
            try ledger.add([], reached: [place])
            #expect(try ledger.place(inArchive: place.archive) == place)
        }
        #expect(try ledger.place(inArchive: "b")?.number == 2)
    }
}
