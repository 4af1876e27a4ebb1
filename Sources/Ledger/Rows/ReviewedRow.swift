import Record
import SQLite
import Wire

/// The columns of a statement that a review can change; as JSON they stand in the log, so that what was done can be undone.
package struct ReviewedRow: Hashable {
    package var parent: Int?
    package var form: Form
    package var source: [Span]
    package var cue: [Span]
    package var content: [Span]
    package var speaker: Int?
    /// Thousandths.
    package var speakerConfidence: Int?
    package var isInferred: Bool
    /// Thousandths.
    package var confidence: Int
    /// Who speaks, where the article does not mention them: a person has said so. Else it follows from `speaker`.
    package var actor: Int?
    package var state: ReviewState

    /// The row without its state: what is recorded rather than what is judged.
    package var record: ReviewedRow {
        var copy = self
        copy.state = .unreviewed
        return copy
    }

    /// Writes the row as one object.
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("parent", parent)
            json.member("form", form.rawValue)
            json.member("source", json: SpanList.json(source))
            json.member("cue", json: SpanList.json(cue))
            json.member("content", json: SpanList.json(content))
            json.member("speaker", speaker)
            json.member("speaker_confidence", speakerConfidence)
            json.member("inferred", isInferred)
            json.member("confidence", confidence)
            if let actor { json.member("actor", actor) }
            json.member("state", state.rawValue)
        }
    }

    /// Reads what `write` has written.
    package init(_ json: inout JSONReader) throws {
        self.init(form: .indirect, source: [], cue: [], content: [], confidence: 0)
        try json.object { name, json in
            let isNull = try json.peek() == .null
            switch name {
            case "parent" where !isNull: parent = try json.integer(in: ArticleRecord.ids)
            case "form":
                guard let given = Form(rawValue: try json.string()) else {
                    throw json.fault("a form is direct, indirect or mixed")
                }
                form = given
            case "source": source = try ReviewedRow.spans(&json)
            case "cue": cue = try ReviewedRow.spans(&json)
            case "content": content = try ReviewedRow.spans(&json)
            case "speaker" where !isNull: speaker = try json.integer(in: ArticleRecord.ids)
            case "speaker_confidence" where !isNull: speakerConfidence = try json.integer(in: 0...1000)
            case "inferred": isInferred = try json.source() == "true"
            case "confidence": confidence = try json.integer(in: 0...1000)
            case "actor" where !isNull: actor = try json.integer(in: LedgerRange.rows)
            case "state":
                guard let given = ReviewState(rawValue: try json.integer()) else { throw json.fault("a state is 0 to 4") }
                state = given
            default: try json.skip()
            }
        }
    }

    private static func spans(_ json: inout JSONReader) throws -> [Span] {
        guard let spans = SpanList.spans(try json.source()) else { throw json.fault("spans are expected: [[10, 24], …]") }
        return spans
    }

    package init(form: Form, source: [Span], cue: [Span], content: [Span], confidence: Int) {
        self.form = form
        self.source = source
        self.cue = cue
        self.content = content
        self.confidence = confidence
        isInferred = false
        state = .unreviewed
    }

    /// The statement with its words; nil where its spans are not in the text.
    package func statement(_ number: Int, in slices: Slices) -> Statement? {
        let parts = [source, cue, content].map { spans in
            spans.compactMap { span in slices.text(span).map { Extract(span: span, text: $0) } }
        }
        guard parts.map(\.count) == [source.count, cue.count, content.count] else { return nil }
        return Statement(
            id: number, parent: parent, form: form, source: parts[0], cue: parts[1], content: parts[2], speaker: speaker,
            confidence: Double(confidence) / 1_000, speakerConfidence: speakerConfidence.map { Double($0) / 1_000 },
            isSpeakerInferred: isInferred)
    }

    /// Where its parts stand.
    package var parts: StatementParts { StatementParts(source: source, cue: cue, content: content) }

    /// The columns of the table `statement`, in the order in which `init(_:)` reads them, as the first of a query.
    package static let columns: SQL = """
        statement.parent, statement.form, statement.speaker, statement.speaker_confidence, statement.inferred, statement.confidence,
        statement.actor, statement.state, \(StatementParts.columns)
        """

    /// The same of the table `machine_statement`.
    static let machineColumns: SQL = """
        machine.parent, machine.form, machine.speaker, machine.speaker_confidence, machine.inferred, machine.confidence, NULL, 0,
        machine.source_start, machine.source_length, machine.cue_start, machine.cue_length, machine.content_start, machine.content_length,
        machine.pieces
        """

    /// How many columns these are: what a query asks beside them begins there.
    package static let width: Int32 = 15
    /// Which of them hold what was judged, and the number of the statement that holds it.
    static let (parent, state): (Int32, Int32) = (0, 7)

    /// The row in a query's first columns; nil where they are not what this program writes.
    package init?(_ row: borrowing Row) {
        guard let form = Form(code: row.int(1)), let parts = StatementParts(row, from: 8),
            let state = ReviewState(rawValue: row.int(7))
        else { return nil }
        self.init(form: form, source: parts.source, cue: parts.cue, content: parts.content, confidence: row.int(5))
        parent = row.optionalInt(0)
        speaker = row.optionalInt(2)
        speakerConfidence = row.optionalInt(3)
        isInferred = row.int(4) != 0
        actor = speaker == nil ? row.optionalInt(6) : nil
        self.state = state
    }

    /// The columns that hold the record, with their values, for an `UPDATE`; `StatementParts.writePieces` has to follow.
    package var assignments: SQL {
        let parts = parts.values
        return """
            (parent, form, speaker, speaker_confidence, inferred, confidence, \(StatementParts.written)) =
            (\(parent), \(form.code), \(speaker), \(speakerConfidence), \(isInferred ? 1 : 0), \(confidence), \(parts))
            """
    }
}

/// What stands in the log about a judgement: the statement before and after it.
package struct ReviewDetail: Hashable {
    package let before: ReviewedRow
    package let after: ReviewedRow

    package var json: String {
        var json = JSONWriter()
        json.object { json in
            json.name("before")
            before.write(to: &json)
            json.name("after")
            after.write(to: &json)
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }

    package init(before: ReviewedRow, after: ReviewedRow) {
        self.before = before
        self.after = after
    }

    /// Reads what `json` has written; nil where it is something else.
    package init?(json text: String) {
        var reader = JSONReader(Array(text.utf8))
        var rows: [String: ReviewedRow] = [:]
        guard (try? reader.object({ name, json in rows[name] = try ReviewedRow(&json) })) != nil, let before = rows["before"],
            let after = rows["after"]
        else { return nil }
        self.init(before: before, after: after)
    }
}
