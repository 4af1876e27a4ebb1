import Foundation
import Ledger
import Meaning
import Record
import Transfer
import Wire

/// Statements as events: who accuses, asks, promises, rejects, threatens, backs or consults whom (`StatementEvent`).
///
/// The columns are those of POLECAT, the events that NGEC codes, by name and in their order, so that what loads those loads these; what Dixit does not
/// know of is empty. Columns of Dixit's own stand behind them.
enum EventTable {
    /// The names of the columns, as a row.
    static let heading = Cells.row(polecat + own)

    private static let polecat = [
        "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name", "Actor Country",
        "Actor COW",
        "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw", "Wikipedia Actor ID", "Recipient Name",
        "Recipient Country",
        "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title", "Recipient Name Raw",
        "Wikipedia Recipient ID",
        "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
        "Feature Type", "Source",
        "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
    ]
    private static let own = [
        "Event Date Until", "Confidence", "Actor ID", "Cue", "Content", "Source Spans", "Cue Spans", "Content Spans", "Article",
        "Title", "URL",
    ]

    /// An event with the statement that it is.
    private struct Row {
        let event: StatementEvent
        let entry: StatementEntry
        let article: LoadedArticle

        var id: String { "\(entry.id)" }
        /// Who does it, as the ledger calls them where it knows them.
        var actorName: String { entry.actor?.name ?? event.actor?.name ?? "" }
    }

    /// The events of an article, but for those that it repeats of the one that it is a copy of.
    private static func rows(_ exported: ExportedArticle, isReviewed: Bool) -> [Row] {
        let article = exported.article
        let entries = Dictionary(article.statements.map { ($0.id.number, $0) }, uniquingKeysWith: { first, _ in first })
        let repeated = exported.repeated
        return StatementEvent.all(in: article.record.findings).compactMap { event in
            guard let entry = entries[event.statement], !repeated.contains(event.statement),
                !isReviewed || entry.state != .unreviewed
            else { return nil }
            return Row(event: event, entry: entry, article: article)
        }
    }

    /// The rows of an article.
    static func table(_ exported: ExportedArticle, isReviewed: Bool) -> String {
        rows(exported, isReviewed: isReviewed).map(row).joined()
    }

    private static func row(_ row: Row) -> String {
        let (event, entry) = (row.event, row.entry)
        let record = row.article.record
        func names(_ kind: EntityKind) -> String {
            Cells.safe(
                record.findings.entities.filter { $0.kind == kind && $0.mentions.contains { $0.form == .name } }.map(\.name)
                    .joined(
                        separator: ";"))
        }
        func party(_ party: EventParty?, _ name: String) -> [String] {
            let sector = party?.sector ?? ""
            return [Cells.safe(name), party?.country ?? "", "", sector, sector, "", Cells.safe(party?.raw?.text ?? ""), ""]
        }
        let published =
            record.article.published.flatMap { Day(published: $0) }?.description ?? Cells.safe(record.article.published ?? "")
        var cells = [row.id, event.days?.from.description ?? published, event.type, "", "", event.quad.name, ""]
        cells += party(event.actor, row.actorName) + party(event.recipient, event.recipient?.name ?? "")
        cells += [String](repeating: "", count: 10)
        cells += [
            Cells.safe(record.article.outlet ?? ""), published, names(.person), names(.organization), names(.place), "eng",
            "Dixit \(record.reader.version), \(record.reader.model)",
        ]
        cells += [
            event.days?.until.description ?? "", Cells.share(event.confidence), entry.actor.map { "\($0.id)" } ?? "",
            Cells.safe(entry.statement.cue.words), Cells.safe(entry.statement.content.words),
            Cells.spans(entry.statement.source), Cells.spans(entry.statement.cue), Cells.spans(entry.statement.content),
            Cells.safe(record.article.id), Cells.safe(record.article.title ?? ""), Cells.safe(record.article.url ?? ""),
        ]
        return Cells.row(cells)
    }

    /// The events of an article as JSON Lines, with the members that NGEC gives its events, and Dixit's own.
    static func lines(_ exported: ExportedArticle, isReviewed: Bool) -> [UInt8] {
        rows(exported, isReviewed: isReviewed).flatMap { row in
            let (event, entry, article) = (row.event, row.entry, row.article.record.article)
            var json = JSONWriter()
            json.object { json in
                json.member("id", row.id)
                json.member("event_type", event.type)
                json.member("quad_class", event.quad.rawValue)
                json.member("quad_name", event.quad.name)
                json.member(
                    "event_date", event.days?.from.description ?? article.published.flatMap { Day(published: $0) }?.description)
                json.member("event_date_until", event.days?.until.description)
                json.member("pub_date", article.published)
                json.name("attributes")
                json.object { json in
                    party(event.actor, "ACTOR", to: &json)
                    party(event.recipient, "RECIP", to: &json)
                    json.name("DATE")
                    json.array(event.when.map { [$0] } ?? []) { extract, json in json.object { $0.extract(extract) } }
                }
                json.member("actor", entry.actor.map { "@\($0.id)" })
                json.extracts("source", entry.statement.source)
                json.extracts("cue", entry.statement.cue)
                json.extracts("content", entry.statement.content)
                json.member("confidence", share: event.confidence)
                json.member("article", article.id)
                json.member("title", article.title)
                json.member("outlet", article.outlet)
                json.member("url", article.url)
            }
            return json.bytes + [UInt8(ascii: "\n")]
        }
    }

    private static func party(_ party: EventParty?, _ name: String, to json: inout JSONWriter) {
        json.name(name)
        json.array(party.map { [$0] } ?? []) { party, json in
            json.object { json in
                json.member("name", party.name)
                if let raw = party.raw { json.extract(raw) }
                json.member("country", party.country)
                json.member("code_1", party.sector)
            }
        }
    }
}
