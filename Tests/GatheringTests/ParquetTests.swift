import Foundation
import TestSupport
import Testing

@testable import Gathering

/// What Parquet is known by, and what writes it; what is in it, Tests/Python/test_parquet.py asks.
struct ParquetTests {
    @Test func itIsKnownByItsNameAndByItsFirstBytes() {
        #expect(FileForm.of(name: "news.parquet").form == .parquet && FileForm.of(name: "news.parquet").stem == "news")
        #expect(FileForm(shownBy: ArraySlice("PAR1\u{15}".utf8)) == .parquet)
        #expect(FileForm(shownBy: ArraySlice("PAR1 is a text about golf".utf8)) == nil)
    }

    @Test func itIsRefusedFromABrowserAndWhereNothingReadsIt() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("news.parquet", "PAR1")
        let workers = PageWorkers(count: 1, command: nil)
        let reasons = [Input.path(path), .sent(name: "news.parquet", bytes: Array("PAR1\u{15}".utf8))].flatMap { input in
            Gatherer([input], GatheringOptions(), workers: workers).compactMap { event in
                if case .failure(let notice) = event { "\(notice)" } else { nil }
            }
        }
        #expect(reasons.count == 2 && reasons[0].contains("is not set up") && reasons[1].contains("a browser"), "\(reasons)")
    }

    @Test func whatWritesItStandsBesideThePageWorker() throws {
        let folder = try TemporaryFolder()
        for name in [".setup/pages/bin/python", "Pages/worker.py", "Python/dixit/write_parquet.py"] { try folder.write(name, "") }
        let worker = PageWorkerLocation(environment: [:], executable: folder.path + "/.build/release/dixit")
        let writer = ParquetWriterLocation(worker)
        #expect(writer.command?.last == folder.path + "/Python/dixit/write_parquet.py")
        #expect(writer.command?.first == folder.path + "/.setup/pages/bin/python")
        try FileManager.default.removeItem(atPath: folder.path + "/Python/dixit/write_parquet.py")
        #expect(ParquetWriterLocation(worker).command == nil)
        let none = ParquetWriterLocation(PageWorkerLocation(environment: [:], executable: "/nowhere/dixit"))
        #expect(none.command == nil && none.remedy == "run make setup in the repository")
    }

    @Test func aWriterThatEndsOrIsNotThereIsToldInOneSentence() throws {
        #expect(throws: ParquetError.self) {
            let nowhere = PageWorkerLocation(environment: [:], executable: "/")
            _ = try ParquetWriter(to: "x.parquet.partial", .records, ParquetWriterLocation(nowhere))
        }
        let folder = try TemporaryFolder()
        for name in ["lib/dixit/pages/worker.py", "lib/dixit/python/dixit/write_parquet.py"] { try folder.write(name, "") }
        let stand = """
            #!/bin/sh
            echo '{"ready": true}'; read asked
            echo '{"refused": {"reason": "pyarrow is not installed", "remedy": "install it"}}'
            """
        let python = try folder.write("bin/python3", stand)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: python)
        let location = PageWorkerLocation(environment: ["PATH": folder.path + "/bin"], executable: folder.path + "/bin/dixit")
        do {
            _ = try ParquetWriter(to: "x.parquet.partial", .table("statements"), ParquetWriterLocation(location))
            Issue.record("it was refused")
        } catch let error as ParquetError {
            #expect(error.description == "x.parquet: pyarrow is not installed; install it")
        }
    }
}
