import Finding
import Ledger
import Neural

extension Command {
    /// `dixit cite`
    static let cite: Command = Command(
        name: "cite",
        summary: "Print a statement, an article or Dixit itself as other texts cite it",
        explanation: """
            s12.3 is a statement: its words with who says them, by which word, outlet, title, date, address, and what proves it: Dixit’s id and the SHA-256 \
            of the article. The address leads browsers that know text fragments to the words. 12 is an article. csl is CSL-JSON, which Zotero and Pandoc \
            take; claimreview is JSON-LD of schema.org, without a verdict: what a fact-checker has to fill in is empty.

            With --self, Dixit itself is cited, as text, bibtex or cff: with its version, and with the model where one is found. cff is the file CITATION.cff \
            of Dixit's repository.
            """,
        examples: ["dixit cite s1.0", "dixit cite s1.0 --format markdown", "dixit cite --self --format bibtex"],
        options: [CiteOption.itself, CiteOption.format, LedgerOption.ledger],
        operand: Operand(name: "ID", count: 0...1, help: "What to cite: s12.3 or 12"),
        run: { given in
            try OutputFile.standard.write(Array(citation(given).utf8))
            return .success
        })

    private static func citation(_ given: Given) throws -> String {
        let format = given.text(CiteOption.format) ?? "text"
        guard let reference = given.operands.first else {
            guard given.has(CiteOption.itself) else {
                throw UsageError(["dixit", "cite"], "it is not said what to cite: s12.3, 12, or --self for Dixit", meant: nil)
            }
            guard let form = Citation.Format(rawValue: format) else {
                throw UsageError(
                    ["dixit", "cite"], "Dixit itself is not cited as \(format), but as text, bibtex or cff", meant: nil)
            }
            // A citation of the program is right without a model too.
            return Citation.text(in: form, model: try? ModelFile(path: ModelLocation.find(named: nil)).recordName)
        }
        guard !given.has(CiteOption.itself) else {
            throw UsageError(["dixit", "cite"], "either “\(reference)” or --self can be cited", meant: nil)
        }
        guard let form = LedgerCitation.Format(rawValue: format) else {
            throw UsageError(["dixit", "cite"], "only Dixit itself is cited as \(format)", meant: nil)
        }
        let ledger = try Ledger(at: LedgerLocation.find(named: given.text(LedgerOption.ledger)), for: .reading)
        switch LedgerID(reference) {
        case .statement(let id): return try ledger.citation(of: id).text(as: form)
        case .article(let article): return try ledger.citation(of: article).text(as: form)
        case .actor, nil:
            let meant = LedgerID.unlettered(reference).map { "; statement \($0) has an s before it" } ?? ""
            throw QuestionError("“\(reference)” cannot be cited: s12.3 is a statement, 12 an article\(meant)")
        }
    }
}

/// The options that `dixit cite` alone has.
private enum CiteOption {
    static let itself = Option("self", nil, help: "Cite Dixit")
    static let format = Option(
        "format", "f", .choice(LedgerCitation.Format.allCases.map(\.rawValue) + [Citation.Format.cff.rawValue]),
        help: "How to write it (text)")
}
