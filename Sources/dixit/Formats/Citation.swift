import Reading

/// How a publication names Dixit.
enum Citation {
    /// The forms in which it can be written.
    enum Format: String, CaseIterable {
        /// A sentence for a list of references.
        case text
        /// An entry for BibLaTeX.
        case bibtex
        /// The file CITATION.cff of this repository (Citation File Format 1.2.0).
        case cff
    }

    private static let title = "Dixit: a ledger of who said what"
    private static let authors = "The Dixit authors"

    /// The citation, its last line with a line feed.
    ///
    /// - Parameter model: what records call the model that was used, where one is found: without it a reading cannot be made again.
    static func text(in format: Format, model: String?) -> String {
        let version = Reader.programVersion
        switch format {
        case .text:
            let reader = model.map { ", model \($0)" } ?? ""
            return "\(authors): \(title). Version \(version)\(reader). Computer program.\n"
        case .bibtex:
            let reader = model.map { "\n  note = {Model \($0)}," } ?? ""
            return """
                @software{dixit,
                  author = {{\(authors)}},
                  title = {\(title)},
                  version = {\(version)},\(reader)
                  license = {Apache-2.0}
                }

                """
        case .cff:
            return """
                cff-version: 1.2.0
                message: If you use Dixit in your work, please cite it as below, with the model that its records name.
                type: software
                title: "\(title)"
                version: \(version)
                authors:
                  - name: \(authors)
                license: Apache-2.0
                abstract: "Reads news offline and records every attributed statement: who said what, by which words, how sure."
                keywords:
                  - quotation attribution
                  - news
                  - fact-checking

                """
        }
    }
}
