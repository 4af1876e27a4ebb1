import Foundation
import Learning
import Ledger
import Reviews

extension Command {
    /// `dixit train`
    static let train: Command = Command(
        name: "train",
        summary: "Make a model of what people have judged in a ledger",
        explanation: """
            What people have judged with dixit review or in the browser, right, wrong, corrected spans, speakers, marks, becomes a new model file: which \
            statements are kept and how sure it is of them, who speaks, acts and claims. The encoder stays as it is, so that some dozens of judgements are \
            enough, and an ordinary computer, without network; how long it takes is said first.

            Each part is measured before and after on articles that its fit did not see: they are dealt into five, and each fifth is measured by what the other \
            four teach. A part that is not better there is left as it was, unless --keep is given. The model that it begins with (--model, DIXIT_MODEL, else the \
            one installed) stays where it is, and no file is written over. A model that was made so itself is taken as it was before, so that no judgement \
            counts twice.

            dixit export --reviewed writes articles that were judged whole, for those who train elsewhere.

            Exit status: 0 a model is written; 1 none is, and why is said; 2 the command line was wrong; 130 interrupted, with nothing written.
            """,
        examples: [
            "dixit train --ledger news.sqlite", "dixit train --ledger news.sqlite --output desk.model --name desk",
            "DIXIT_MODEL=desk.model dixit reread --ledger news.sqlite",
        ],
        options: [
            TrainOption.output, TrainOption.name, TrainOption.keep, TrainOption.format, LedgerOption.ledger, ReadOption.jobs,
            ReadOption.model, ReadOption.engine, ReadOption.quiet,
        ],
        run: { given in
            Interruption.hold()
            let path = try LedgerLocation.find(named: given.text(LedgerOption.ledger))
            let ledger = try Ledger(at: path, for: .reading)
            let part = try ledger.reviewedPart()
            if let missing = Learning.missing(in: part) {
                throw CommandError(description: TrainLayout.refusal(path, part, missing))
            }
            let output = try TrainSession.output(named: given.text(TrainOption.output), ledger: path)
            let learning = try Learning(
                modelAt: ModelLocation.find(named: given.text(ReadOption.model)), engine: given.choice(ReadOption.engine))
            let session = TrainSession(
                learning: learning, ledger: ledger, path: path, part: part, output: output,
                name: given.text(TrainOption.name) ?? "\(learning.name)-reviewed", isKept: given.has(TrainOption.keep),
                isJSON: given.text(TrainOption.format) == "json", isQuiet: given.has(ReadOption.quiet),
                threads: given.threads)
            return try session.run(until: StopOrder.onSignals())
        })
}

/// The options that `dixit train` alone has.
private enum TrainOption {
    static let output = Option(
        "output", "o", .file, help: "Write the model to FILE, which must not be there yet (beside the ledger: news.model)")
    static let name = Option("name", nil, .text("NAME"), help: "What the model is called (its former name and -reviewed)")
    static let keep = Option("keep", help: "Take also what is not better than before")
    static let format = Option("format", "f", .choice(["text", "json"]), help: "How to write the figures (text)")
}
