import Wire

/// Where an act upon outlets or actors was taken in from: by this it is known when it comes again.
package struct ActOrigin: Hashable {
    /// The mark of the ledger in which somebody did it.
    package let ledger: String
    /// Its number there.
    package let act: Int
    /// The file that it came from, as it was named.
    package let file: String
    /// The mark of the ledger that had taken it in before; nil where it came from its own.
    package let through: String?

    package init(ledger: String, act: Int, file: String, through: String? = nil) {
        (self.ledger, self.act, self.file, self.through) = (ledger, act, file, through)
    }

    /// "taken in from colleague.sqlite": what the log says of it.
    package var words: String { "taken in from \(file)" }

    /// Writes it as the member `from` of an act's detail, or as another one.
    package func write(_ name: String = "from", to json: inout JSONWriter) {
        json.name(name)
        json.object { json in
            json.member("ledger", ledger)
            json.member("act", act)
            json.member("file", file)
            if let through { json.member("through", through) }
        }
    }

    /// nil where an act's detail names none.
    package init?(detail text: String) {
        var reader = JSONReader(Array(text.utf8))
        var found: ActOrigin?
        do {
            try reader.object { member, json in
                if member == "from" { found = try ActOrigin(&json) } else { try json.skip() }
            }
        } catch {
            return nil
        }
        guard let found else { return nil }
        self = found
    }

    /// Reads what `write` writes; nil where something is missing.
    ///
    /// - Throws: `JSONError`, where it is something else.
    package init?(_ json: inout JSONReader) throws {
        var (ledger, act, file, through): (String?, Int?, String?, String?) = (nil, nil, nil, nil)
        try json.object { member, json in
            switch member {
            case "ledger": ledger = try json.string()
            case "act": act = try json.integer(in: LedgerRange.rows)
            case "file": file = try json.string()
            case "through": through = try json.string()
            default: try json.skip()
            }
        }
        guard let ledger, let act, let file else { return nil }
        self.init(ledger: ledger, act: act, file: file, through: through)
    }
}
