import Foundation
import Ledger
import Record

// What `dixit actor`, `dixit article` and `dixit outlet` have in common: what people do is carried out, told, listed and undone.

extension Command {
    /// Carries out what somebody does, and tells it in a sentence.
    static func act(_ given: Given, _ body: (Ledger, String) throws -> String) throws -> ExitCode {
        let ledger = try Ledger(at: LedgerLocation.find(named: given.text(LedgerOption.ledger)), for: .changing)
        let sentence = try body(ledger, given.text(LedgerOption.by) ?? NSUserName())
        try ledger.takeInLog()
        try OutputFile.standard.write(Array((HarmlessText.line(sentence) + "\n").utf8))
        return .success
    }

    /// How an act is undone: what stands behind the sentence that tells it.
    ///
    /// - Parameter command: that above `undo`.
    static func undoing(_ act: Int, _ command: String) -> String { " (act \(act); to undo: dixit \(command) undo \(act))" }

    /// `dixit … undo`
    ///
    /// - Parameters:
    ///   - command: that above it.
    ///   - undo: undoes the act; what that did, as a clause, or nil.
    static func undo(
        _ command: String, summary: String, _ undo: @escaping @Sendable (Ledger, _ act: Int, _ who: String) throws -> String?
    ) -> Command {
        Command(
            name: "undo",
            summary: summary,
            examples: ["dixit \(command) undo 3"],
            options: [LedgerOption.ledger, LedgerOption.by],
            operand: Operand(
                name: "ACT", count: 1...1, help: "The number of the act, as it was printed; dixit \(command) log tells"),
            run: { given in
                guard let number = Int(given.operands[0]) else {
                    throw UsageError(["dixit", command, "undo"], "“\(given.operands[0])” is no number of an act", meant: nil)
                }
                return try act(given) { ledger, who in
                    let told = try undo(ledger, number, who)
                    return told.map { "\($0) (act \(number) is undone)" } ?? "act \(number) is undone"
                }
            })
    }

    /// Prints lines of a list; where there is none, says so where messages go.
    static func list(_ lines: [String], orTell nothing: String) throws -> ExitCode {
        if lines.isEmpty { FileHandle.standardError.write(Data((nothing + "\n").utf8)) }
        try OutputFile.standard.write(Array(lines.map { $0 + "\n" }.joined().utf8))
        return .success
    }

    /// "act 5 · 2026-11-25 09:09 UTC · mara · alias @7 Dessa Korvin “Korvin” · undone by act 6"
    ///
    /// - Parameter what: what was done and to whom, in pieces; empty ones are left out.
    static func line(ofAct id: Int, at: Int, by who: String, _ what: [String], undoes: Int?, undoneBy: Int?) -> String {
        let undoing = undoes.map { "undoes act \($0)" } ?? undoneBy.map { "undone by act \($0)" }
        let done = what.filter { !$0.isEmpty }.joined(separator: " ")
        return HarmlessText.line(
            (["act \(id)", Moment(at).text, who, done] + (undoing.map { [$0] } ?? [])).joined(separator: " · "))
    }
}
