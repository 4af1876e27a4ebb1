import Record
import SQLite
import Wire

extension Ledger {
    /// Writes down what layers find, so that whoever opens the file knows what their marks mean; nothing where that stands there already.
    public func keep(_ cards: [LayerCard]) throws {
        let known = Dictionary(try self.cards().map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let new = cards.filter { known[$0.name] != $0 }
        guard !new.isEmpty else { return }
        try connection.transaction {
            for card in new {
                _ = try LayerRows(connection: connection).row(of: card.name)
                try connection.run(
                    "UPDATE layer SET card = \(String(decoding: card.json, as: UTF8.self)) WHERE name = \(card.name)")
            }
        }
    }

    /// What the layers are that have left marks here, by their names.
    public func cards() throws -> [LayerCard] {
        try connection.rows("SELECT name, card FROM layer WHERE card IS NOT NULL ORDER BY name") { row in
            guard let card = try? LayerCard(json: row.withBytes(1) { Array($0) }), card.name == row.text(0) else {
                throw DatabaseError(.damaged, path, "the card of the layer “\(row.text(0))” is damaged", DatabaseError.restore)
            }
            return card
        }
    }
}

/// The tables of layers and of what they can find.
struct LayerRows {
    let connection: Connection

    /// The row of a layer, made where there is none.
    func row(of name: String) throws -> Int? {
        try connection.run("INSERT OR IGNORE INTO layer (name) VALUES (\(name))")
        return try connection.row("SELECT id FROM layer WHERE name = \(name)") { $0.int(0) }
    }

    /// The row of what a version of a layer can find, made where there is none.
    func row(of value: String, layer: String, version: Int) throws -> Int? {
        let find: SQL = """
            SELECT mark_value.id FROM layer CROSS JOIN mark_value ON mark_value.layer = layer.id
            WHERE layer.name = \(layer) AND mark_value.version = \(version) AND mark_value.value = \(value)
            """
        if let row = try connection.row(find, make: { $0.int(0) }) { return row }
        try connection.run(
            "INSERT INTO mark_value (layer, version, value) VALUES (\(try row(of: layer)), \(version), \(value))")
        return connection.lastInserted
    }
}
