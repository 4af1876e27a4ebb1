import Foundation
import Ledger
import Reviews
import Wire

extension Command {
    /// `dixit agreement`
    static let agreement: Command = Command(
        name: "agreement",
        summary: "Tell how far reviewers agree: Krippendorff's alpha",
        explanation: """
            For each thing that is judged of a statement, how many statements two or more reviewers have judged, how often they say the same, and Krippendorff's alpha \
            for nominal values, with the interval in which it lies with 95 in 100: 1 is full agreement, 0 what chance gives. Of fewer than \(ReviewAgreement.Item.least) \
            statements no alpha is told. Judgements that were taken back do not count.

            With names, theirs alone. --with takes in the judgements of a copy of the ledger, in which somebody else has judged without seeing these.
            """,
        examples: ["dixit agreement", "dixit agreement mara ilse", "dixit agreement --with ilse.sqlite --format json"],
        options: [AgreementOption.with, AgreementOption.format, LedgerOption.ledger],
        operand: Operand(name: "WHO", count: 0...Int.max, help: "Whose judgements are compared (everybody's)"),
        run: { given in
            let paths = [try LedgerLocation.find(named: given.text(LedgerOption.ledger))] + given.texts(AgreementOption.with)
            let values = try paths.flatMap { try Ledger(at: $0, for: .reading).judgedValues() }
            let known = Set(values.map(\.who))
            if let stranger = given.operands.first(where: { !known.contains($0) }) {
                let names = known.sorted().joined(separator: ", ")
                throw CommandError(
                    description:
                        "“\(stranger)” has judged nothing here; \(known.isEmpty ? "nobody has" : "those who have are \(names)")")
            }
            let agreement = ReviewAgreement(values, of: given.operands)
            if given.text(AgreementOption.format) == "json" {
                var json = JSONWriter()
                agreement.write(to: &json)
                try OutputFile.standard.write(json.bytes + [UInt8(ascii: "\n")])
            } else {
                try OutputFile.standard.write(Array(AgreementLayout.text(of: agreement).utf8))
            }
            return .success
        })
}

/// The options that `dixit agreement` alone has.
private enum AgreementOption {
    static let with = Option(
        "with", nil, .text("FILE"), help: "A copy of the ledger, whose judgements count as well", isRepeated: true)
    static let format = Option("format", "f", .choice(["text", "json"]), help: "How to write it (text)")
}
