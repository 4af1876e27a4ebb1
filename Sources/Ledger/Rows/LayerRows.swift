import Record
import SQLite
import Wire

extension Ledger {
    /// Writes down what layers find, so that whoever opens the file knows what their marks mean; nothing where that stands there already.
    public func keep(_ cards: [LayerCard]) throws {
        let sealed = try connection.rows("SELECT card, seal FROM layer") {
            LayerRows.Sealed(card: $0.optionalText(0), seal: $0.blob(1))
        }
        let known = Set(sealed)
        let new = cards.filter { !known.contains(LayerRows.Sealed($0)) }
        guard !new.isEmpty else { return }
        try connection.transaction {
            for card in new {
                _ = try LayerRows(connection: connection).row(of: card.name)
                let json = String(decoding: card.json, as: UTF8.self)
                try connection.run(
                    "UPDATE layer SET card = \(json), seal = \(LayerRows.seal(card.name, json)) WHERE name = \(card.name)")
            }
        }
    }

    /// What the layers are that have left marks here, by their names.
    public func cards() throws -> [LayerCard] {
        try connection.rows("SELECT name, card FROM layer WHERE card IS NOT NULL ORDER BY name") { row in
            let name = row.text(0)
            if let read = readCards[name], row.withBytes(1, { $0.elementsEqual(read.json) }) { return read.card }
            let json = row.withBytes(1) { Array($0) }
            guard let card = try? LayerCard(json: json), card.name == name else {
                throw DatabaseError(.damaged, path, "the card of the layer “\(row.text(0))” is damaged", DatabaseError.restore)
            }
            readCards[name] = (json, card)
            return card
        }
    }
}

/// The tables of layers and of what they can find.
package struct LayerRows {
    let connection: Connection

    package init(connection: Connection) { self.connection = connection }

    /// What is wrong with the layers, a clause each: cards that cannot be read, and layers that were changed or put in by other means.
    package func problems() throws -> [String] {
        let problems = try connection.rows("SELECT name, card, seal FROM layer ORDER BY name") { row -> String? in
            let (name, card) = (row.text(0), row.optionalText(1))
            if let card, (try? LayerCard(json: Array(card.utf8)))?.name != name {
                return "the layer “\(name)”: its card is damaged"
            }
            return row.blob(2) == LayerRows.seal(name, card) ? nil : "the layer “\(name)”: it is not as it was written"
        }.compactMap { $0 }
        guard problems.isEmpty else { return problems }
        let counts = try connection.row(
            "SELECT layers, (SELECT count(*) FROM layer), (SELECT min(id) FROM layer), (SELECT max(id) FROM layer) FROM origin"
        ) {
            (told: $0.int(0), found: $0.int(1), first: $0.optionalInt(2) ?? 1, last: $0.int(3))
        }
        guard let counts, counts.told != counts.found || counts.first != 1 || counts.last != counts.found else { return [] }
        return ["the layers: there are \(counts.found), and their numbers are not those of \(counts.told)"]
    }

    /// What stands in a row of a layer.
    fileprivate struct Sealed: Hashable {
        let card: String?
        let seal: [UInt8]

        init(card: String?, seal: [UInt8]) {
            self.card = card
            self.seal = seal
        }

        init(_ card: LayerCard) {
            let json = String(decoding: card.json, as: UTF8.self)
            self.init(card: json, seal: LayerRows.seal(card.name, json))
        }
    }

    /// SHA-256 of a layer's name and, where it has one, its card.
    fileprivate static func seal(_ name: String, _ card: String?) -> [UInt8] {
        Fingerprint(of: Array(name.utf8) + [0] + Array((card ?? "").utf8)).bytes
    }

    /// The row of a layer, made where there is none.
    func row(of name: String) throws -> Int? {
        try connection.run("INSERT OR IGNORE INTO layer (name, seal) VALUES (\(name), \(LayerRows.seal(name, nil)))")
        if connection.changed > 0 { try connection.run("UPDATE origin SET layers = layers + 1") }
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
