import Ledger
import Record
import Wire

extension FoundArticle {
    /// Writes the article as one object.
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.name("article")
            article.write(to: &json)
            json.extracts("excerpts", excerpts.map(\.extract))
            json.spans("matches", excerpts.flatMap(\.matches))
        }
    }
}

/// Articles that were found, as comma-separated values.
package enum FoundArticleTable {
    /// The names of the columns, as a row.
    package static let heading = Cells.row([
        "article", "name", "outlet", "published", "title", "url", "path", "excerpts", "excerpt_spans", FieldValues.member,
    ])

    /// An article as a row.
    package static func row(_ found: FoundArticle) -> String {
        let article = found.article
        return Cells.row([
            "\(article.id)", Cells.safe(article.name), Cells.safe(article.outlet ?? ""), Cells.safe(article.published ?? ""),
            Cells.safe(article.title ?? ""), Cells.safe(article.url ?? ""), Cells.safe(article.path),
            Cells.safe(found.excerpts.map(\.extract).words), Cells.spans(found.excerpts.map(\.extract)),
            Cells.safe(article.former?.json ?? ""),
        ])
    }
}
