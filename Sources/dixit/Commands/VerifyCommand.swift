import Foundation
import Ledger
import Transfer

extension Command {
    /// `dixit verify`
    static let verify: Command = Command(
        name: "verify",
        summary: "Prove that a ledger is whole",
        explanation: """
            Checks the file's structure, the SHA-256 of what was given for every article, that every span lies in its text, every reference \
            from one record to another, what follows from an article's entities, and that the indexes of words hold the words of the texts \
            and no others. Prints what was counted. Nothing is written to the ledger.

            Exit status: 0 all is well; 1 something is damaged, and named on standard error; 2 the command line was wrong.
            """,
        examples: ["dixit verify", "dixit verify --ledger news.sqlite"],
        options: [LedgerOption.ledger],
        run: { given in
            let path = try LedgerLocation.find(named: given.text(LedgerOption.ledger))
            let found = try Ledger(at: path, for: .reading).verify()
            for problem in found.problems {
                FileHandle.standardError.write(Data("dixit: \(HarmlessText.line("\(path): \(problem)"))\n".utf8))
            }
            guard found.problems.isEmpty else {
                throw CommandError(description: "\(path): the ledger is damaged; it is left as it is: restore it from a backup")
            }
            try OutputFile.standard.write(Array(VerificationLayout.text(found, path: path).utf8))
            return .success
        })
}
