import Actors
import Foundation
import Record
import Reviews
import SQLite
import Testing
import Transfer

@testable import Ledger

/// Lines of an export that do not hold together: each is refused by name, so that none makes a damaged ledger.
@Suite struct ExportCoherenceTests {
    private let folder: LedgerFolder
    private let lines: [String]

    init() throws {
        folder = try LedgerFolder()
        let ledger = try folder.open()
        try ledger.add([Written.korvinEntry(), Written.entry("The ferry pays.", id: "ferry")])
        let (korvin, varn) = (try ledger.actor("Dessa Korvin", for: .any).id, try ledger.actor("Ilse Varn", for: .any).id)
        let merger = try ledger.merge(varn, into: korvin, by: "mara")
        try ledger.undoActorAct(merger, by: "mara")
        try ledger.review(StatementID(article: 1, number: 0), .wrong, by: "mara", at: 7)
        try ledger.undoReview(StatementID(article: 1, number: 0), by: "mara", at: 8)
        var lines: [String] = []
        try ledger.export {
            lines.append(String(decoding: $0.line, as: UTF8.self))
            return true
        }
        self.lines = lines
    }

    private func prepared(_ line: String) throws -> PreparedArticle {
        try PreparedArticle(restoring: Array(line.utf8), stamp: ExportingTests.stamp)
    }

    /// A line with its JSON changed.
    private func changed(_ line: String, _ change: (inout [String: Any]) -> Void) throws -> String {
        var json = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        change(&json)
        return String(decoding: try JSONSerialization.data(withJSONObject: json), as: UTF8.self)
    }

    /// The elements of a list of objects, changed in their place.
    private static func edit(_ json: inout [String: Any], _ path: [String], _ change: (inout [[String: Any]]) -> Void) {
        if path.count == 1 {
            var list = json[path[0]] as? [[String: Any]] ?? []
            change(&list)
            json[path[0]] = list
        } else {
            var inner = json[path[0]] as? [String: Any] ?? [:]
            edit(&inner, Array(path.dropFirst()), change)
            json[path[0]] = inner
        }
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        let told: String
        let path: [String]
        let change: @Sendable (inout [[String: Any]]) -> Void
        var testDescription: String { told }
    }

    static let faults = [
        Fault(told: "a speaker 999 who is no entity", path: ["statements"]) { $0[0]["speaker"] = 999 },
        Fault(told: "lies in a statement 999 that is not there", path: ["statements"]) { $0[0]["parent"] = 999 },
        Fault(told: "lies in a statement 0 that is itself", path: ["statements"]) { $0[0]["parent"] = 0 },
        Fault(told: "lies in itself, by way of others", path: ["statements"]) {
            $0[0]["parent"] = 1
            $0[1]["parent"] = 0
        },
        Fault(told: "two statements have the same id", path: ["statements"]) { $0[0]["id"] = 1 },
        Fault(told: "beyond 1048575", path: ["entities"]) { entities in
            entities.append(entities[0])
            entities[2]["id"] = 1 << 20
        },
        Fault(told: "two entities have the same id", path: ["entities"]) { $0.append($0[0]) },
        Fault(told: "@1 is merged into itself", path: ["ledger", "actors", "made"]) { $0[0]["merged_into"] = $0[0]["id"] },
        Fault(told: "@1 is merged into itself", path: ["ledger", "actors", "made"]) { $0[0]["person_into"] = $0[0]["id"] },
        Fault(told: "which is merged into another itself", path: ["ledger", "actors", "made"]) {
            $0[0]["merged_into"] = $0[1]["id"]
            $0[1]["merged_into"] = $0[0]["id"]
        },
        Fault(told: "a link leads from statement 0 to 9", path: ["links"]) {
            $0 = [["a": 0, "b": 9, "relation": "opposes", "layer": "relation", "confidence": 0.5]]
        },
        Fault(told: "two acts undo the same one", path: ["ledger", "acts"]) { acts in
            acts.append(acts[acts.count - 1])
            acts[acts.count - 1]["id"] = 99
        },
    ]

    @Test(arguments: faults)
    func aLineThatDoesNotHoldTogetherIsRefusedAndSaysWhy(fault: Fault) throws {
        let line = try changed(lines[0]) { Self.edit(&$0, fault.path, fault.change) }
        let error = #expect(throws: PreparedArticle.ExportError.self) { try prepared(line) }
        #expect(error?.description.contains(fault.told) == true, "\(error?.description ?? "")")
    }

    @Test func anUnchangedLineHoldsTogether() throws {
        let other = try Ledger(at: folder.path + "/other.sqlite", for: .adding)
        for line in lines { try other.add([prepared(changed(line) { _ in })]) }
        #expect(try other.verify().problems == [])
    }

    @Test func whatALaterLineSaysOfEarlierOnesMakesNoDamagedLedger() throws {
        let acts = ["ledger", "actors", "acts"]
        let second = try changed(lines[1]) { json in
            // The act that the line before has undone is undone once more.
            Self.edit(&json, acts) { acts in
                guard var undo = acts.first(where: { $0["verb"] as? String == "undo" }) else { return }
                undo["id"] = 77
                acts.append(undo)
            }
        }
        let other = try Ledger(at: folder.path + "/other.sqlite", for: .adding)
        for line in [lines[0], second] { _ = try? other.add([prepared(line)]) }
        #expect(try other.verify().problems == [])
    }
}
