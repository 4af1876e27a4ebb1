import Foundation
import Ledger
import Mending

extension Command {
    /// `dixit compact`
    static let compact: Command = Command(
        name: "compact",
        summary: "Forget what was removed for good, and make the file small",
        explanation: """
            The texts of removed articles, and all that was found in them, are forgotten: they cannot be brought back. What stays is the number of each, the \
            SHA-256 of its bytes, so that it is not added again, and the acts upon it: who removed it and when, who judged what, and, of a correction, the \
            titles, outlets, authors and addresses before and after it. Copies of the file, exports and backups are not touched.

            The file is written anew, for which its folder must have as much room as it takes.
            """,
        examples: ["dixit compact", "dixit compact --ledger news.sqlite"],
        options: [LedgerOption.ledger, LedgerOption.by],
        run: { given in
            let path = try LedgerLocation.find(named: given.text(LedgerOption.ledger))
            let ledger = try Ledger(at: path, for: .changing)
            let forgotten = try ledger.forgetRemoved(by: given.text(LedgerOption.by) ?? NSUserName())
            try ledger.compact()
            try ledger.takeInLog()
            let what = forgotten == 0 ? "" : "\(forgotten.counted("removed article")) forgotten; "
            try OutputFile.standard.write(Array("\(HarmlessText.line(path)): \(what)compacted\n".utf8))
            return .success
        })
}
