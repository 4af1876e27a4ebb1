import Ledger
import Record
import Wire

/// The JSON and the table in which suggestions are written.
extension SuggestedDouble {
    /// Writes all of it as one object.
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("points", json: shownPoints)
            json.name("actor")
            actor.write(to: &json)
            json.name("other")
            other.write(to: &json)
            json.name("evidence")
            json.array(evidence) { evidence, json in
                json.object { json in
                    json.member("sort", evidence.sort.rawValue)
                    json.member("points", json: SuggestedDouble.shown(evidence.points, isSigned: false))
                    json.member("words", evidence.words)
                }
            }
        }
    }

    /// The names of the columns, as a row.
    package static let heading = Cells.row([
        "points", "actor", "name", "kind", "articles", "statements", "other", "other_name", "other_kind", "other_articles",
        "other_statements", "evidence",
    ])

    /// A pair as a row.
    package var row: String {
        let cells = [actor, other].flatMap { profile in
            // An id begins with @, which a spreadsheet would take for a formula.
            [
                "\(profile.actor.id)", Cells.safe(profile.actor.name), profile.actor.kind?.rawValue ?? "", "\(profile.articles)",
                "\(profile.choice.statements)",
            ]
        }
        return Cells.row([shownPoints] + cells + [Cells.safe(evidence.map(\.told).joined(separator: "; "))])
    }
}

extension ActorEvidence {
    /// "name: the same name (3)"
    package var told: String { "\(sort.rawValue): \(words) (\(shownPoints))" }

    /// "+0.5", "-1"
    package var shownPoints: String { SuggestedDouble.shown(points, isSigned: true) }
}

extension SuggestedDouble {
    /// "4.25"
    package var shownPoints: String { SuggestedDouble.shown(points, isSigned: false) }

    fileprivate static func shown(_ points: Double, isSigned: Bool) -> String {
        let rounded = points.rounded(to: 100)
        let plain = rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
        return isSigned && rounded > 0 ? "+" + plain : plain
    }
}

extension ActorProfile {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", "@\(actor.id)")
            json.member("name", actor.name)
            json.member("kind", actor.kind?.rawValue)
            json.name("names")
            json.array(names) { $1.string($0) }
            json.member("articles", articles)
            json.member("statements", choice.statements)
            json.member("mentions", choice.mentions)
            json.name("outlets")
            json.array(outlets) { $1.string($0) }
            json.member("from", firstDay.map { "\($0)" })
            json.member("until", lastDay.map { "\($0)" })
            json.name("examples")
            json.array(examples) { $0.write(to: &$1) }
        }
    }
}

extension Double {
    fileprivate func rounded(to parts: Double) -> Double { (self * parts).rounded() / parts }
}
