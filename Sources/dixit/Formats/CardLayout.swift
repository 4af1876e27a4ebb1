import Neural

/// A model card as a person reads it.
enum CardLayout {
    /// The card of a model file, a heading a line and what belongs to it indented below.
    static func text(of file: ModelFile) -> String {
        let card = file.card
        var lines = ["\(card.name), trained \(card.trained), checksum \(file.checksum)", "", "Base", "  \(card.base)"]
        for (title, items) in [("Data", card.data), ("Figures", card.figures), ("Limits", card.limits)] {
            lines += ["", title] + items.map { "  - \($0)" }
        }
        lines += ["", "Licence", "  \(card.licence)", "", "Threshold of confidence", "  \(card.threshold)"]
        return lines.joined(separator: "\n")
    }
}
