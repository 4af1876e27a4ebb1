import Ledger
import Record
import Wire

/// Duties as JSON and as rows.
extension ListedDuty {
    /// Writes the duty as one object; spans count in the article's text.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            ListedDuty.write(bearer, "bearer", to: &json)
            json.name("duty")
            json.object { $0.extract(duty) }
            json.name("instrument")
            if let instrument { json.object { $0.extract(instrument) } } else { json.null() }
            json.member("status", status)
            json.member("by", by.map(\.description))
            ListedDuty.write(speaker, "speaker", to: &json)
            json.member("from", days?.from.description)
            json.member("until", days?.until.description)
            json.member("confidence", share: confidence)
            json.name("article")
            article.write(to: &json)
        }
    }

    private static func write(_ party: Party?, _ name: String, to json: inout JSONWriter) {
        json.name(name)
        guard let party else { return json.null() }
        json.object { json in
            json.member("id", party.actor.map { "@\($0.id)" })
            json.member("name", party.name)
            json.member("kind", party.actor?.kind?.rawValue)
        }
    }
}

/// Duties as comma-separated values: one row each. How cells are written: `Cells`.
public enum DutyTable {
    /// The names of the columns, as a row.
    public static let heading = Cells.row([
        "instrument", "bearer", "bearer_actor", "status", "duty", "by", "speaker", "speaker_actor", "outlet", "article",
        "published", "from",
        "until", "confidence", "duty_span", "instrument_span",
    ])

    /// A duty as a row.
    public static func row(_ duty: ListedDuty) -> String {
        Cells.row([
            Cells.safe(duty.instrument?.text ?? ""), Cells.safe(duty.bearer?.name ?? ""),
            duty.bearer?.actor.map { "\($0.id)" } ?? "",
            duty.status, Cells.safe(duty.duty.text), duty.by?.description ?? "", Cells.safe(duty.speaker?.name ?? ""),
            duty.speaker?.actor.map { "\($0.id)" } ?? "", Cells.safe(duty.article.outlet ?? ""), "\(duty.article.id)",
            Cells.safe(duty.article.published ?? ""), duty.days?.from.description ?? "", duty.days?.until.description ?? "",
            Cells.share(duty.confidence), Cells.spans([duty.duty]), Cells.spans(duty.instrument.map { [$0] } ?? []),
        ])
    }
}
