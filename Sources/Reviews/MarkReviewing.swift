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
            let cards = try cards().filter { $0.subject == .statement }
            guard let card = cards.first(where: { $0.name == layer }) else {
                let known = cards.map(\.name).joined(separator: ", ")
                throw QuestionError("no layer is called “\(layer)”; there is \(known.isEmpty ? "none here" : known)")
            }
            var loader = EntryLoader(self)
            let rows = MarkRows(connection: connection)
            let before = try rows.marks(of: row, number: id.number, in: loader.slices(id.article), layer)
            let machine = try rows.machineMarks(of: row, number: id.number, layer: layer)
            let after: [Mark]
            switch judgement {
            case .asFound:
                guard let machine else {
                    throw QuestionError("nobody has judged what \(layer) finds of \(id); it is as it was found")
                }
                after = machine
            // "none" is no mark at all, but where the layer has a choice of that name.
            case .choices(["none"]) where card.choice("none") == nil: after = []
            case .choices(let choices): after = try card.marks(id.number, choices, by: who)
            }
            try rows.remove(of: row, layer: layer)
            try rows.insert(after, of: row)
            try rows.keepMachineMarks(judgement == .asFound ? nil : machine ?? before, of: row, layer: layer)
            try ActLog(connection: connection).append(
                "mark", by: who, at: at, on: .article(id.article, statement: id.number),
                MarkDetail(layer: layer, isAsFound: judgement == .asFound, before: before, after: after).json)
            guard let entry = try loader.statement(row: row) else { throw QuestionError("there is no statement \(id)") }
            return entry
        }
    }
}

extension Ledger {
    /// Takes a judgement on a layer's marks back, inside a transaction: what had been judged before it holds again, or else what the layer finds now.
    ///
    /// - Parameters:
    ///   - act: the judgement's number in the log.
    ///   - row: the statement's.
    func undoMark(_ act: Int, _ detail: MarkDetail, of id: StatementID, row: Int) throws {
        let rows = MarkRows(connection: connection)
        var loader = EntryLoader(self)
        let now = try rows.marks(of: row, number: id.number, in: loader.slices(id.article), detail.layer)
        let machine = try rows.machineMarks(of: row, number: id.number, layer: detail.layer)
        // What the layer marks anew is no judgement; what a person said must stand as it was said.
        guard detail.isAsFound ? machine == nil : machine != nil && now == detail.after else {
            throw QuestionError("\(detail.layer) of \(id) has been read or judged again since; judge it as it is now")
        }
        let wasJudged = try isMarkJudged(id, detail.layer, before: act)
        try rows.remove(of: row, layer: detail.layer)
        try rows.insert(wasJudged ? detail.before : machine ?? now, of: row)
        try rows.keepMachineMarks(wasJudged ? machine ?? now : nil, of: row, layer: detail.layer)
    }

    /// Whether a judgement on a layer's marks held before an act.
    private func isMarkJudged(_ id: StatementID, _ layer: String, before act: Int) throws -> Bool {
        let details = try connection.rows(
            """
            SELECT detail FROM act WHERE article = \(id.article) AND statement = \(id.number) AND verb = 'mark' AND id < \(act)
                AND NOT EXISTS (SELECT 1 FROM act AS undoing WHERE undoing.undoes = act.id)
            ORDER BY id DESC
            """
        ) { MarkDetail(json: $0.text(0), statement: id.number) }
        return details.compactMap { $0 }.first { $0.layer == layer }.map { !$0.isAsFound } ?? false
    }
}

extension LayerCard {
    /// The marks that a person leaves by choices: `accepts` says which can be.
    fileprivate func marks(_ statement: Int, _ choices: [String], by who: String) throws -> [Mark] {
        let marks = choices.map { choice in
            Mark(
                of: .statement(statement), layer: name, value: .choice(choice), confidence: 1, by: .person(who),
                isOneOfSeveral: holdsSeveral)
        }
        guard accepts(marks) else { throw QuestionError(refusal(of: choices)) }
        return marks
    }

    /// Why choices are not taken, as a clause.
    private func refusal(of given: [String]) -> String {
        let wanted = "give \(holdsSeveral ? "some" : "one") of \(choices.map(\.name).joined(separator: ", "))"
        if kind != .choice { return "what \(name) finds is no choice; it can be judged as-found, or none of it: \(name)=none" }
        if let unknown = given.first(where: { choice($0) == nil }) {
            return "\(name) cannot be “\(unknown.prefix(60))”; \(wanted)"
        }
        let listed = given.joined(separator: ", ")
        return holdsSeveral
            ? "\(name) is given the same twice (\(listed)); \(wanted)" : "\(name) has one value, not \(listed); \(wanted)"
    }
}
