import Record
import SQLite

/// The links between two statements of one article, in their table.
package struct LinkRows {
    package let connection: Connection

    package init(connection: Connection) { self.connection = connection }

    /// The links between an article's statements, by the numbers of these, in their order.
    package func links(of article: Int) throws -> [Link] {
        try connection.rows(
            """
            SELECT statement.number, other.number, layer.name, mark_value.value, mark_value.version, link.confidence, link.by
            FROM statement CROSS JOIN link ON link.a = statement.id CROSS JOIN statement AS other ON other.id = link.b
            CROSS JOIN mark_value ON mark_value.id = link.value CROSS JOIN layer ON layer.id = mark_value.layer
            WHERE statement.article = \(article) AND other.article = \(article)
            ORDER BY statement.number, other.number, layer.name, mark_value.value, mark_value.version
            """
        ) { row in
            Link(
                row.int(0), row.int(1), layer: row.text(2), value: row.text(3), confidence: Double(row.int(5)) / 1_000,
                by: row.optionalText(6).map { .person($0) } ?? .layer(version: row.int(4)))
        }.compactMap { $0 }
    }

    /// Writes links between an article's statements, which must have been written; one between statements that are not there is left out.
    ///
    /// - Parameter numbers: those of the statements in the ledger, by their ids; an id that is not in it is its own number.
    package func insert(_ links: [Link], of article: Int, numbers: [Int: Int] = [:]) throws {
        for link in links {
            var (version, person): (Int, String?) = (0, nil)
            switch link.by {
            case .layer(let number): version = number
            case .person(let name): person = name
            }
            guard let a = try row(numbers[link.a] ?? link.a, article), let b = try row(numbers[link.b] ?? link.b, article) else {
                continue
            }
            let value = try LayerRows(connection: connection).row(of: link.value, layer: link.layer, version: version)
            try connection.run(
                """
                INSERT OR REPLACE INTO link (a, b, value, confidence, by)
                VALUES (\(a), \(b), \(value), \(FindingsRows.thousandths(link.confidence)), \(person))
                """)
        }
    }

    /// Takes away the links that layers have found between an article's statements; what people said stays.
    package func removeFound(of article: Int) throws {
        try connection.run("DELETE FROM link WHERE a IN (SELECT id FROM statement WHERE article = \(article)) AND by IS NULL")
    }

    private func row(_ number: Int, _ article: Int) throws -> Int? {
        try connection.row("SELECT id FROM statement WHERE article = \(article) AND number = \(number)") { $0.int(0) }
    }
}
