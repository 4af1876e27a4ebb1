import Neural

extension Command {
    /// `dixit cite`
    static let cite: Command = Command(
        name: "cite",
        summary: "Print how a publication cites Dixit",
        explanation: """
            With --self, Dixit itself is cited: with its version, and with the model where one is found. cff is the file CITATION.cff of Dixit's \
            repository.
            """,
        examples: ["dixit cite --self", "dixit cite --self --format bibtex"],
        options: [CiteOption.itself, CiteOption.format],
        run: { given in
            guard given.has(CiteOption.itself) else {
                throw UsageError(["dixit", "cite"], "it is not said what to cite; --self is Dixit", meant: nil)
            }
            // A citation of the program is right without a model too.
            let model = try? ModelFile(path: ModelLocation.find(named: nil)).recordName
            try OutputFile.standard.write(Array(Citation.text(in: given.choice(CiteOption.format) ?? .text, model: model).utf8))
            return .success
        })
}

/// The options that `dixit cite` alone has.
private enum CiteOption {
    static let itself = Option("self", nil, help: "Cite Dixit")
    static let format = Option(
        "format", "f", .choice(Citation.Format.allCases.map(\.rawValue)), help: "How to write it (text)")
}
