import Record
import SQLite
import Wire

/// Statements of the ledger as comma-separated values: one row each. How cells are written: `Cells`.
package enum EntryTable {
    /// The names of the columns, as a row; new ones go to the end, so that the others keep their places.
    package static let heading = Cells.row(columns)

    /// The same where statements were asked for by their meaning: how near each is stands last.
    package static let headingWithNearness = Cells.row(columns + ["nearness"])

    private static let columns = [
        "statement", "article", "outlet", "published", "title", "url", "speaker", "actor", "form", "source", "cue", "content",
        "confidence",
        "review", "parent", "copy_of", "source_spans", "cue_spans", "content_spans", "speaker_confidence", "speaker_inferred",
        "marks", "told_by", FieldValues.member,
    ]

    /// A statement as a row.
    package static func row(_ entry: StatementEntry) -> String {
        let (article, statement) = (entry.article, entry.statement)
        return Cells.row(
            [
                "\(entry.id)", Cells.safe(article.name), Cells.safe(article.outlet ?? ""), Cells.safe(article.published ?? ""),
                Cells.safe(article.title ?? ""), Cells.safe(article.url ?? ""), Cells.safe(entry.speaker ?? ""),
                // An actor's id begins with @, which a spreadsheet would take for a formula.
                entry.actor.map { "\($0.id)" } ?? "", statement.form.rawValue, Cells.safe(statement.source.words),
                Cells.safe(statement.cue.words), Cells.safe(statement.content.words),
                Cells.share(statement.confidence),
                entry.state.word ?? "", entry.parent?.description ?? "",
                article.copyOf.map(String.init) ?? "",
                Cells.spans(statement.source), Cells.spans(statement.cue), Cells.spans(statement.content),
                statement.speakerConfidence.map(Cells.share) ?? "", entry.speaker == nil ? "" : "\(statement.isSpeakerInferred)",
                Cells.safe(EntryTable.marks(entry)), Cells.safe(entry.tellers.joined(separator: "; ")),
                Cells.safe(article.former?.json ?? ""),
            ] + (entry.nearness.map { [Cells.share($0)] } ?? []))
    }

    /// What layers have found: "about=Orvane (negative); polarity=negated; sourcing=role". One column for all of them, so that a further layer moves no other.
    private static func marks(_ entry: StatementEntry) -> String {
        entry.marks.compactMap { mark -> String? in
            switch mark.value {
            case .choice(let choice): "\(mark.layer)=\(choice)"
            case .party(_, _, let choice):
                "\(mark.layer)=\(mark.party { entry.partyNames[$0] } ?? "")" + (choice.map { " (\($0))" } ?? "")
            case .days(let days, _): "\(mark.layer)=\(days)"
            case .record: nil
            }
        }.joined(separator: "; ")
    }
}
