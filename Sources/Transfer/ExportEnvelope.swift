import Actors
import Ledger
import Record
import Reviews
import SQLite
import Wire

/// What the ledger knows of an article beyond the output contract: the member `ledger` of an exported line. With it the line, added to an
/// empty ledger, gives the same article, bytes, statements and reviews.
///
///     "ledger": {"sha256": "9f86…", "given": "{\"text\": …", "added": 1763900000, "last_number": 4, "copy_of": null, "likeness": null,
///       "statements": [[0, 0, null], [1, 3, null]], "hidden": [], "machine": [[1, {…}]], "acts": [{"at": …, "who": "mara", "verb": "fix", …}]}
package struct ExportEnvelope: Sendable, Hashable {
    /// The layers that have marked it, with their versions; nil where none has.
    package var layers: String?
    /// What the article is known by.
    package var sha256: Fingerprint
    /// The bytes that were given; nil where they are the text's UTF-8.
    package var given: [UInt8]?
    /// Seconds since 1970-01-01.
    package var added: Int
    /// The highest number that a statement of the article has had.
    package var lastNumber: Int
    /// The article that this one is a copy of.
    package var copyOf: Fingerprint?
    /// How alike the two are, in thousandths.
    package var likeness: Int?
    /// What has been judged of the statements, and which statement of the original each repeats.
    package var statements: [Standing] = []
    /// Statements found wrong, which the line's `statements` leave out, by number.
    package var hidden: [Numbered] = []
    /// The links that lead to or from a statement found wrong.
    package var hiddenLinks: [Link] = []
    /// What a person has corrected of the article, with what it was before.
    package var former: FieldValues?
    /// Where the article was removed: what is kept of it. The line tells nothing of it beside.
    package var removed: Removed?
    /// What the machine had found where a person has changed it, by number.
    package var machine: [Numbered] = []
    /// What layers had marked where a person has judged it: the statement's number, and its marks as JSON.
    package var machineMarks: [MachineMarks] = []
    /// What people did to the statements, in order.
    package var acts: [Act] = []
    /// What the line tells of actors.
    package var actors: ExportedActors?

    package struct Standing: Sendable, Hashable {
        package let number: Int
        package let state: ReviewState
        /// The number of the statement of the original that it repeats.
        package let repeats: Int?
        /// The actor's name where a person has named one whom the article does not mention.
        package let actor: String?
        /// Whether the model that has read the article since does not find it.
        package let isGone: Bool
        /// The statement that holds it, where that was found wrong, so that the line names one farther out.
        package var parent: Int?
    }

    package struct Removed: Sendable, Hashable {
        /// Its line before it was removed; nil where it was forgotten.
        package var line: String?
        package var copies: [RemovedArticle.Copy] = []
    }

    package struct MachineMarks: Sendable, Hashable {
        package let number: Int
        package let layer: String
        /// JSON, as in the output contract.
        package let json: String

        package init(number: Int, layer: String, json: String) {
            self.number = number
            self.layer = layer
            self.json = json
        }
    }

    package struct Numbered: Sendable, Hashable {
        package let number: Int
        package let row: ReviewedRow
        /// What layers have found of it, where no line tells it.
        package var marks: [Mark] = []
    }

    package struct Act: Sendable, Hashable {
        /// Its number.
        package let id: Int?
        /// The article that was added last before it.
        package let after: Int?
        package let at: Int
        package let who: String
        package let verb: String
        package let statement: Int?
        /// JSON.
        package let detail: String
        /// The place in this list of the act that it undoes.
        package let undoes: Int?
    }

    package init(sha256: Fingerprint, given: [UInt8]?, added: Int, lastNumber: Int) {
        self.sha256 = sha256
        self.given = given
        self.added = added
        self.lastNumber = lastNumber
    }

    // MARK: JSON

    /// The member's value.
    package var json: String {
        var json = JSONWriter()
        json.object { json in
            json.member("sha256", sha256.hex)
            if let given {
                // Bytes that are no UTF-8 cannot stand in a string.
                if let text = String(validating: given, as: UTF8.self) {
                    json.member("given", text)
                } else {
                    json.member("given_hex", Fingerprint.hex(given))
                }
            }
            json.member("added", added)
            json.member("last_number", lastNumber)
            json.member("copy_of", copyOf?.hex)
            json.member("likeness", likeness)
            if let layers { json.member("layers", layers) }
            json.name("statements")
            json.array(statements) { standing, json in
                json.object { json in
                    json.member("number", standing.number)
                    json.member("state", standing.state.rawValue)
                    if let repeats = standing.repeats { json.member("repeats", repeats) }
                    if let actor = standing.actor { json.member("actor", actor) }
                    if standing.isGone { json.member("gone", true) }
                    if let parent = standing.parent { json.member("parent", parent) }
                }
            }
            for (name, rows) in [("hidden", hidden), ("machine", machine)] {
                json.name(name)
                json.array(rows) { $0.write(to: &$1) }
            }
            if !hiddenLinks.isEmpty {
                json.name("hidden_links")
                json.array(hiddenLinks) { $0.write(to: &$1) }
            }
            if let former {
                json.name("corrected")
                former.write(to: &json)
            }
            if let removed {
                json.name("removed")
                removed.write(to: &json)
            }
            if !machineMarks.isEmpty {
                json.name("machine_marks")
                json.array(machineMarks) { marks, json in
                    json.object { json in
                        json.member("number", marks.number)
                        json.member("layer", marks.layer)
                        json.member("marks", json: marks.json)
                    }
                }
            }
            json.name("acts")
            json.array(acts) { $0.write(to: &$1) }
            if let actors {
                json.name("actors")
                actors.write(to: &json)
            }
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }

    /// Reads what `json` writes.
    ///
    /// - Throws: `JSONError`, where it is something else.
    package init(json text: String) throws {
        var json = JSONReader(Array(text.utf8))
        var envelope = ExportEnvelope(sha256: Fingerprint(of: []), given: nil, added: 0, lastNumber: -1)
        var isKnown = false
        try json.object { name, json in
            if try json.peek() == .null { return try json.skip() }
            switch name {
            case "sha256":
                envelope.sha256 = try json.fingerprint()
                isKnown = true
            case "given": envelope.given = Array(try json.string().utf8)
            case "given_hex":
                guard let bytes = Fingerprint.bytes(hex: try json.string()) else {
                    throw json.fault("hexadecimal digits are expected")
                }
                envelope.given = bytes
            case "added": envelope.added = try json.integer(in: LedgerRange.moments)
            case "last_number": envelope.lastNumber = try json.integer(in: -1...ArticleRecord.ids.upperBound)
            case "copy_of": envelope.copyOf = try json.fingerprint()
            case "likeness": envelope.likeness = try json.integer(in: 0...1000)
            case "layers": envelope.layers = try json.string()
            case "statements": try json.array { envelope.statements.append(try Standing(&$0)) }
            case "hidden": try json.array { envelope.hidden.append(try Numbered(&$0)) }
            case "hidden_links": try json.array { envelope.hiddenLinks.append(try Link(&$0)) }
            case "corrected": envelope.former = try FieldValues(&json)
            case "removed": envelope.removed = try Removed(&json)
            case "machine": try json.array { envelope.machine.append(try Numbered(&$0)) }
            case "machine_marks": try json.array { envelope.machineMarks.append(try MachineMarks(&$0)) }
            case "acts": try json.array { envelope.acts.append(try Act(&$0)) }
            case "actors": envelope.actors = try ExportedActors(&json)
            default: try json.skip()
            }
        }
        try json.end()
        guard isKnown else { throw json.fault("the member \"ledger\" has a member \"sha256\"") }
        self = envelope
    }
}

extension JSONReader {
    fileprivate mutating func fingerprint() throws -> Fingerprint {
        guard let fingerprint = Fingerprint(hex: try string()) else { throw fault("64 hexadecimal digits are expected") }
        return fingerprint
    }
}

extension ExportEnvelope.Standing {
    fileprivate init(_ json: inout JSONReader) throws {
        var (number, state, repeats): (Int?, ReviewState?, Int?) = (nil, nil, nil)
        var actor: String?
        var isGone = false
        var parent: Int?
        try json.object { name, json in
            switch name {
            case "parent": parent = try json.integer(in: ArticleRecord.ids)
            case "number": number = try json.integer(in: ArticleRecord.ids)
            case "state": state = ReviewState(rawValue: try json.integer())
            case "repeats": repeats = try json.integer(in: ArticleRecord.ids)
            case "actor": actor = try json.string()
            case "gone": isGone = try json.source() == "true"
            default: try json.skip()
            }
        }
        guard let number, let state else { throw json.fault("a statement has a number and a state from 0 to 4") }
        self.init(number: number, state: state, repeats: repeats, actor: actor, isGone: isGone, parent: parent)
    }
}

extension ExportEnvelope.Numbered {
    fileprivate init(_ json: inout JSONReader) throws {
        var number: Int?
        var row: ReviewedRow?
        var marks = "{}"
        try json.object { name, json in
            switch name {
            case "number": number = try json.integer(in: ArticleRecord.ids)
            case "row": row = try ReviewedRow(&json)
            case "marks": marks = try json.source()
            default: try json.skip()
            }
        }
        guard let number, let row else { throw json.fault("a record has a number and a row") }
        self.init(number: number, row: row, marks: try Mark.all(of: .statement(number), json: Array(marks.utf8)))
    }

    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("number", number)
            json.name("row")
            row.write(to: &json)
            if !marks.isEmpty { json.member("marks", json: String(decoding: Mark.json(marks), as: UTF8.self)) }
        }
    }
}

extension ExportEnvelope.Removed {
    fileprivate init(_ json: inout JSONReader) throws {
        try json.object { name, json in
            if try json.peek() == .null { return try json.skip() }
            switch name {
            case "line": line = try json.source()
            case "copies": copies = try RemovedArticle.copies(&json)
            default: try json.skip()
            }
        }
    }

    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            if let line { json.member("line", json: line) } else { json.member("line", String?.none) }
            if let copies = RemovedArticle.json(of: copies) { json.member("copies", json: copies) }
        }
    }
}

extension ExportEnvelope.Act {
    fileprivate init(_ json: inout JSONReader) throws {
        var (at, statement, undoes): (Int?, Int?, Int?) = (nil, nil, nil)
        var (id, after): (Int?, Int?) = (nil, nil)
        var (who, verb, detail): (String?, String?, String?) = (nil, nil, nil)
        try json.object { name, json in
            if try json.peek() == .null { return try json.skip() }
            switch name {
            case "id": id = try json.integer(in: LedgerRange.rows)
            case "after": after = try json.integer(in: LedgerRange.rows)
            case "at": at = try json.integer(in: LedgerRange.moments)
            case "who": who = try json.string()
            case "verb": verb = try json.string()
            case "statement": statement = try json.integer(in: ArticleRecord.ids)
            case "detail": detail = try json.source()
            case "undoes": undoes = try json.integer(in: LedgerRange.rows)
            default: try json.skip()
            }
        }
        guard let at, let who, let verb else { throw json.fault("an act has a time, a person and a verb") }
        self.init(
            id: id, after: after, at: at, who: who, verb: verb, statement: statement, detail: detail ?? "{}", undoes: undoes)
    }

    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("after", after)
            json.member("at", at)
            json.member("who", who)
            json.member("verb", verb)
            json.member("statement", statement)
            json.member("detail", json: detail)
            json.member("undoes", undoes)
        }
    }
}

extension ExportEnvelope.MachineMarks {
    fileprivate init(_ json: inout JSONReader) throws {
        var (number, layer, marks): (Int?, String?, String?) = (nil, nil, nil)
        try json.object { name, json in
            switch name {
            case "number": number = try json.integer(in: LedgerRange.rows)
            case "layer": layer = try json.string()
            case "marks":
                let source = try json.source()
                guard (try? Mark.all(of: .article, json: Array(source.utf8))) != nil else {
                    throw json.fault("marks are expected")
                }
                marks = source
            default: try json.skip()
            }
        }
        guard let number, let layer, let marks else { throw json.fault("machine marks have a number, a layer and marks") }
        self.init(number: number, layer: layer, json: marks)
    }
}
