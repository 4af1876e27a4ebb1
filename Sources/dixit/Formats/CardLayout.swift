import Neural
import Record

/// A model card as a person reads it.
enum CardLayout {
    /// The card of a model file, a heading a line and what belongs to it indented below; before it the file and the engine that
    /// this machine uses.
    static func text(of file: ModelFile, engine: Engine) -> String {
        let card = file.card
        var lines = [
            "\(card.name), trained \(card.trained), checksum \(file.checksum)", "File: \(HarmlessText.line(file.path))",
            "Engine here: \(engine.rawValue) (\(description(of: engine)))", "", "Base", "  \(card.base)",
        ]
        for (title, items) in [("Data", card.data), ("Figures", card.figures), ("Limits", card.limits)] {
            lines += ["", title] + items.map { "  - \($0)" }
        }
        if let reviews = card.reviews {
            let who = HarmlessText.line(reviews.reviewers.joined(separator: ", "))
            lines += [
                "", "Reviews",
                "  - Fitted to what \(who) judged until \(reviews.until): "
                    + "\(reviews.statements.counted("statement")) in \(reviews.articles.counted("article"))",
                "  - Made of \(reviews.model), whose data, figures and limits those above are",
            ]
            lines += reviews.figures.map { "  - \($0)" }
        }
        lines += ["", "Licence", "  \(card.licence)", "", "Threshold of confidence", "  \(card.threshold)"]
        return lines.joined(separator: "\n")
    }

    /// What an engine multiplies, and by what.
    private static func description(of engine: Engine) -> String {
        switch engine {
        case .int8 where engine.isByOneDNN: "bytes, by oneDNN with AVX-512 VNNI or AVX-VNNI"
        case .int8: "bytes, by Dixit's own kernels"
        case .float: "single precision, by oneDNN"
        case .portable: "single precision, by Dixit's own kernels"
        }
    }
}
