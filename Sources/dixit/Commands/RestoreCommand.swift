import Foundation
import Gathering
import Ledger
import Library
import Meaning
import Transfer

extension Command {
    /// `dixit restore`
    static let restore: Command = Command(
        name: "restore",
        summary: "Take an export up into a ledger as it is, with all that was judged",
        explanation: """
            FILE is what dixit export --format jsonl has written. Its articles are not read: statements, who judged them and when, actors and \
            what people did to them are taken as the file tells them, which nothing proves. Restore what you have exported yourself, or \
            have from somebody you trust; dixit add reads the articles of any other file, and believes nothing else in it.

            The log says of each article when it was restored, from which file and by whom, and dixit show does. What is in the ledger already \
            is left as it is, so that an interrupted run goes on when the command is repeated.

            In a ledger that was empty, articles, actors and acts have the numbers that they had; in another one new ones, and actors are found anew.

            Exit status: 0 all was restored; 1 some lines were none of an export, or were changed, each named on standard error; 2 the \
            command line was wrong; 130 interrupted.
            """,
        examples: [
            "dixit restore news.jsonl", "dixit export --ledger old.sqlite | dixit restore --ledger new.sqlite -",
        ],
        options: [LedgerOption.ledger, restorer, ReadOption.jobs, ReadOption.quiet],
        operand: Operand(name: "FILE|-", count: 1...Int.max, help: "Exports in JSON Lines, in this order"),
        run: { given in
            Interruption.hold()
            let inputs = given.operands.map { Input($0) }
            for case .address(let address) in inputs {
                throw UsageError(
                    ["dixit", "restore"], "\(address) is an address, and no export from elsewhere is believed",
                    meant: "dixit add \(address)")
            }
            let (who, now) = (given.text(restorer) ?? NSUserName(), Int(Date().timeIntervalSince1970))
            let report = WorkReport(given, inputs: inputs)
            let order = StopOrder.onSignals()
            let adding = AddingWork(
                inputs,
                restoring: { line, file in
                    let stamp = RestorationStamp(at: now, who: who, file: file)
                    return try PreparedArticle(restoring: line, stamp: stamp, cards: Layers.cards)
                },
                to: try LedgerLocation.findOrMake(named: given.text(LedgerOption.ledger)),
                threads: given.threads,
                cancellation: order.cancellation, observer: report)
            return try AddSession(adding: adding, progress: report.progress, verb: "restored", output: .standard).run(
                until: order)
        })
}

/// An option of `dixit restore` alone.
private let restorer = Option("by", nil, .text("WHO"), help: "Who restores (the login name)")
