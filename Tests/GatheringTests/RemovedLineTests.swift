import Foundation
import Gathering
import Record
import TestSupport
import Testing

/// A line of an export that keeps a removed article is no article.
@Suite struct RemovedLineTests {
    @Test func itGivesNothing() throws {
        let folder = try TemporaryFolder()
        let lines = #"""
            {"id": "a", "text": "The ferry is late.", "ledger": {"sha256": "00"}}
            {"id": "", "text": "", "ledger": {"sha256": "00", "removed": {"line": {"text": "The tram is late."}}}}
            """#
        let path = folder.path + "/export.jsonl"
        try Array(lines.utf8).withUnsafeBytes { try Data($0).write(to: URL(fileURLWithPath: path)) }
        var texts: [String] = []
        for event in Gatherer([Input(path)]) { if case .article(let article, _, _) = event { texts.append(article.text) } }
        #expect(texts == ["The ferry is late."])
    }
}
