import Finding
import Ledger
import Record

/// Duties laid out for people: below each instrument who is bound, and below them what is said, in order of time.
///
///     the Kessom treaty
///       Orvane
///         owed      2031-05-04  hand over the keys of the dam
///                   says Ilse Varn (s3.2, Far Bank)
struct DutyLayout: Sendable {
    /// Columns of a line.
    let width: Int
    let paint: Paint

    /// All of them; they stand by instrument and bearer.
    func text(of duties: [ListedDuty]) -> String {
        let wrapping = Wrapping(width: width, paint: paint)
        var (lines, instrument, bearer): ([String], String?, String?) = ([], nil, nil)
        for duty in duties {
            if instrument != duty.instrumentKey {
                if instrument != nil { lines.append("") }
                let shown = duty.instrument.map { HarmlessText.line($0.text) } ?? "(no instrument named)"
                lines += wrapping.lines([Run(shown, duty.instrument == nil ? .aside : .title)], first: "", hanging: "    ")
                (instrument, bearer) = (duty.instrumentKey, nil)
            }
            let name = duty.bearer.map { HarmlessText.line($0.name) } ?? "(not told who)"
            if bearer != name {
                let style: Style = duty.bearer == nil ? .aside : .speaker(Paint.colour(for: name.lowercased()))
                lines += wrapping.lines([Run(name, style)], first: "  ", hanging: "    ")
                bearer = name
            }
            let status = duty.status.padding(toLength: 10, withPad: " ", startingAt: 0)
            let doubt = duty.confidence < Confidence.doubtful ? " ?" : ""
            let day = duty.days.map { "\($0.from)" } ?? "no date   "
            lines += wrapping.lines(
                [Run(day + "  ", .aside, isWhole: true), Run(HarmlessText.line(duty.duty.text) + doubt)], first: "    " + status,
                hanging: "              ")
            let place = [duty.by?.description ?? "article \(duty.article.id)", duty.by == nil ? nil : duty.article.outlet]
            let said = "says \(duty.sayer) (\(place.compactMap { $0 }.joined(separator: ", ")))"
            lines += wrapping.lines([Run(HarmlessText.line(said), .aside)], first: "              ", hanging: "              ")
        }
        return EntryLayout.joined(lines)
    }
}
