import Meaning
import Record
import Wire

/// Statements as comma-separated values (RFC 4180): one row each, for spreadsheets.
///
/// How cells are written: `Cells`. The words themselves are unaltered in the JSON formats, and can be cut out of the article by the spans.
enum StatementTable {
    /// The names of the columns, as a row; new ones go to the end, so that the others keep their places.
    static let heading = Cells.row(
        [
            "article", "outlet", "published", "statement", "parent", "form", "source", "cue", "content", "speaker", "confidence",
            "source_spans", "cue_spans", "content_spans", "speaker_confidence", "speaker_inferred",
        ] + cards.map(\.name))
    /// The layers that say something of statements.
    private static let cards = Layers.cards.filter { $0.subject == .statement }

    /// A row for each statement of a record.
    static func rows(_ record: ArticleRecord) -> String {
        let names = Dictionary(record.findings.entities.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        let marks = Dictionary(grouping: record.findings.marks, by: \.subject)
        return record.findings.statements.map { statement in
            let marks = marks[.statement(statement.id)] ?? []
            let layers = cards.map { card in
                Cells.safe(marks.filter { $0.layer == card.name }.map { cell($0.value, names) }.joined(separator: "; "))
            }
            return Cells.row(
                [
                    Cells.safe(record.article.id), Cells.safe(record.article.outlet ?? ""),
                    Cells.safe(record.article.published ?? ""),
                    "\(statement.id)", statement.parent.map(String.init) ?? "", statement.form.rawValue,
                    Cells.safe(statement.source.words), Cells.safe(statement.cue.words),
                    Cells.safe(statement.content.words),
                    Cells.safe(statement.speaker.flatMap { names[$0] } ?? ""), Cells.share(statement.confidence),
                    Cells.spans(statement.source), Cells.spans(statement.cue), Cells.spans(statement.content),
                    statement.speakerConfidence.map(Cells.share) ?? "",
                    statement.speaker == nil ? "" : "\(statement.isSpeakerInferred)",
                ] + layers)
        }.joined()
    }

    /// A mark's value in a cell: the choice, the party's name with how it is taken, the days, "name=value" of a record's members.
    private static func cell(_ value: MarkValue, _ names: [Int: String]) -> String {
        switch value {
        case .choice(let name): name
        case .party(let entity, _, let choice): (names[entity] ?? "") + (choice.map { " (\($0))" } ?? "")
        case .days(let days, _): "\(days)"
        case .record(let record): record.members.map { "\($0.name)=\(cell($0.value))" }.joined(separator: " ")
        }
    }

    private static func cell(_ value: MarkRecord.Value?) -> String {
        switch value {
        case nil: ""
        case .id(let id): "\(id)"
        case .word(let word): word
        case .words(let words): words.joined(separator: "+")
        case .extract(let extract): extract.text
        }
    }
}
