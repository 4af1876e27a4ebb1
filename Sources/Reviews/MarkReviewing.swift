import Foundation
import Ledger
import Record
import SQLite
import Wire

/// What a person says of what a layer has found of a statement. The statement itself stays as it is.
public enum MarkJudgement: Sendable, Hashable {
    /// These choices of the layer hold, whatever it has found.
    case choices([String])
    /// It is as the layer has found it: what a person has said is taken back.
    case asFound
}

extension Ledger {
    /// Writes down what a person judges of a layer's mark, and shows it so from now on. The layer's own mark stays beside it.
    ///
    /// - Parameters:
    ///   - layer: its name.
    ///   - who: the person, as the log names them.
    ///   - seen: the number of the latest act on the statement that they saw, 0 where there was none; nil where it does not matter.
    /// - Returns: the statement as it is shown now.
    /// - Throws: `QuestionError`, where there is no such statement, layer or choice; `ReviewConflictError`; `DatabaseError`, also where the
    ///   article was changed by other means than Dixit.
    @discardableResult
    public func review(
        _ id: StatementID, layer: String, _ judgement: MarkJudgement, by who: String, seen: Int? = nil,
        at: Int = Int(Date().timeIntervalSince1970)
    ) throws -> StatementEntry {
        try changing(id.article) {
            try expect(id, lastSeen: seen)
            let row = try StatementReview(self, id).row
            guard let card = try cards().first(where: { $0.name == layer }) else {
                let known = try cards().map(\.name).joined(separator: ", ")
                throw QuestionError("no layer is called “\(layer)”; there is \(known.isEmpty ? "none here" : known)")
            }
            var loader = EntryLoader(self)
            let rows = MarkRows(connection: connection)
            let before = try rows.marks(of: row, number: id.number, in: loader.slices(id.article)).filter { $0.layer == layer }
            let machine = try rows.machineMarks(of: row, number: id.number, layer: layer)
            let after: [Mark]
            switch judgement {
            case .asFound:
                guard let machine else {
                    throw QuestionError("nobody has judged what \(layer) finds of \(id); it is as it was found")
                }
                after = machine
            case .choices(let choices): after = try choices.map { try card.mark(id.number, $0, by: who) }
            }
            try rows.remove(of: row, layer: layer)
            try rows.insert(after, of: row)
            try rows.keepMachineMarks(judgement == .asFound ? nil : machine ?? before, of: row, layer: layer)
            try ActLog(connection: connection).append(
                "mark", by: who, at: at, on: .article(id.article, statement: id.number),
                MarkDetail(layer: layer, before: before, after: after).json)
            guard let entry = try loader.statement(row: row) else { throw QuestionError("there is no statement \(id)") }
            return entry
        }
    }
}

extension LayerCard {
    /// The mark that a person leaves by a choice.
    fileprivate func mark(_ statement: Int, _ choice: String, by who: String) throws -> Mark {
        guard kind == .choice, self.choice(choice) != nil else {
            let wanted = choices.map(\.name).joined(separator: ", ")
            throw QuestionError("\(name) cannot be “\(choice.prefix(60))”; give one of \(wanted)")
        }
        return Mark(
            of: .statement(statement), layer: name, value: .choice(choice), confidence: 1, by: .person(who),
            isOneOfSeveral: holdsSeveral)
    }
}

/// What stands in the log about a judgement on a mark.
private struct MarkDetail {
    let layer: String
    let before: [Mark]
    let after: [Mark]

    var json: String {
        var json = JSONWriter()
        json.object { json in
            json.member("layer", layer)
            for (name, marks) in [("before", before), ("after", after)] {
                json.member(name, json: String(decoding: Mark.json(marks), as: UTF8.self))
            }
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }
}
