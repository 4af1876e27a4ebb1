import Foundation
import Ledger
import Record
import Reviews

extension Command {
    /// `dixit review`
    static let review: Command = Command(
        name: "review",
        summary: "Judge a statement right or wrong, or correct it",
        explanation: """
            s12.3 right: the statement is as it should be. s12.3 wrong: there is no such statement; it is shown no more. s12.3 fix: with its parts \
            changed as the options say, it is right; parts that are not named stay. 12 missed: article 12 holds a statement that was \
            missed, with these parts. 12 right: all statements of article 12 that nobody has judged are right, and none is missed. \
            s12.3 mark sourcing=role: this is what the layer should have found; sourcing=as-found takes that back, \
            and about=none says that it should have found nothing.

            A is the first character of a part, B the one behind its last, counted from the start of the article: dixit show s12.3 \
            prints them. A content in several pieces is A-B,C-D; a source or cue that is missing is none. A speaker is somebody in the ledger; \
            --new makes one. What somebody says that another one says is told by the statement that it stands in: --told-by s12.0.

            Judgements are written down with who and when, and never deleted: --undo takes back the latest one on a statement or its marks. The machine's \
            record stays beside the corrected one. --next shows the statement that the machine is least certain of.
            """,
        examples: [
            "dixit review --next", "dixit review s1.0 right", "dixit review s1.0 fix --content 14-73 --speaker none",
            "dixit review s1.0 --undo", "dixit review s1.0 mark sourcing=role", "dixit review 1 right --by mara",
        ],
        options: [
            ReviewOption.source, ReviewOption.cue, ReviewOption.content, ReviewOption.speaker, ReviewOption.new,
            ReviewOption.told, ReviewOption.form, ReviewOption.who,
            ReviewOption.undo, ReviewOption.next, LedgerOption.ledger, ReadOption.color, ReadOption.width,
        ],
        operand: Operand(
            name: "ID JUDGEMENT", count: 0...3, help: "What is judged, and right, wrong, fix, missed or mark LAYER=VALUE"),
        run: { given in
            let order = try ReviewOrder(given)
            let purpose: Ledger.Purpose = order == .next ? .reading : .changing
            let ledger = try Ledger(at: LedgerLocation.find(named: given.text(LedgerOption.ledger)), for: purpose)
            return try ReviewSession(
                ledger: ledger, who: given.text(ReviewOption.who) ?? NSUserName(), layout: EntryLayout(given)
            ).run(order)
        })
}
