import Record
import SQLite

/// The values of an article that a person can correct, in its row.
package struct ArticleValues {
    package let connection: Connection

    package init(connection: Connection) { self.connection = connection }

    /// All of them; the outlet as articles call it, whatever people have renamed it to or merged it into.
    package func values(of article: Int) throws -> FieldValues {
        var values = FieldValues()
        try connection.query(
            """
            SELECT title, (SELECT coalesce(given, name) FROM outlet WHERE outlet.id = coalesce(came_from, article.outlet)), author, published, url,
                published_by
            FROM article WHERE id = \(article)
            """
        ) { row in
            for (column, field) in [ArticleField.title, .outlet, .author, .published, .url].enumerated() {
                values[field] = row.optionalText(Int32(column))
            }
            values.dateSource = row.optionalText(5).flatMap(DateSource.init(rawValue:))
            return true
        }
        return values
    }

    /// Writes some of them, with all that follows from them; the article is to be sealed anew.
    ///
    /// - Parameter values: a date among them is one, or none; `dateSource` tells how it is known.
    package func write(_ values: FieldValues, of article: Int) throws {
        for field in values.fields {
            switch field {
            case .title: try write(title: values[field], of: article)
            case .outlet:
                let outlet = try values[field].map { try OutletRows(connection: connection).named($0) }
                try connection.run(
                    "UPDATE article SET outlet = \(outlet?.shown), came_from = \(outlet?.cameFrom) WHERE id = \(article)")
            case .author: try connection.run("UPDATE article SET author = \(values[field]) WHERE id = \(article)")
            case .published: try write(published: values[field], by: values.dateSource, of: article)
            case .url: try connection.run("UPDATE article SET url = \(values[field]) WHERE id = \(article)")
            }
        }
    }

    private func write(title: String?, of article: Int) throws {
        let words = WordRows(connection: connection)
        try words.withdraw(article: article)
        try connection.run("UPDATE article SET title = \(title) WHERE id = \(article)")
        try connection.run("UPDATE body SET respelled = NULL WHERE article = \(article)")
        try connection.noteSpelling(of: article)
        try words.enter(article: article)
    }

    /// What layers have marked by the day is to be marked anew by whoever corrects it: no layer is known here.
    private func write(published: String?, by source: DateSource?, of article: Int) throws {
        let day = published.flatMap { Day(published: $0)?.number }
        try connection.run(
            """
            UPDATE article SET published = \(published), day = \(day), published_by = \(published == nil ? nil : source?.rawValue)
            WHERE id = \(article)
            """)
        try connection.run("UPDATE statement SET day = \(day) WHERE article = \(article)")
    }
}
