import Ledger
import Transfer

extension Command {
    /// `dixit backup`
    static let backup: Command = Command(
        name: "backup",
        summary: "Copy a ledger as it is at one moment, while others write",
        explanation: """
            FILE is written by way of FILE.partial, so that it is whole or not there; a file that is there already is not replaced. \
            The copy is a ledger of its own.
            """,
        examples: ["dixit backup news-backup.sqlite", "dixit backup --ledger news.sqlite /media/disk/news.sqlite"],
        options: [LedgerOption.ledger],
        operand: Operand(name: "FILE", count: 1...1, help: "Where the copy goes"),
        run: { given in
            let path = try LedgerLocation.find(named: given.text(LedgerOption.ledger))
            let target = given.operands.first ?? ""
            try OutputFile.checkFolder(of: target)
            try Ledger(at: path, for: .reading).backUp(to: target)
            try OutputFile.standard.write(Array("\(HarmlessText.line(target)): written\n".utf8))
            return .success
        })
}
