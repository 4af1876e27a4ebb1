import Record

/// What an article says in nobody's name but its own: a sentence that predicts, prescribes, judges, or claims a duty or its breach, and a duty itself.
struct OwnClaim: Sendable {
    let span: Span
    /// What it claims, each as its layer's card calls it.
    let claims: [LayerCard.Choice]
    /// Whether it is a duty, which may stand inside such a sentence.
    let isDuty: Bool

    /// What is told of it where it is pointed at.
    var title: String {
        let said = claims.map(\.inOwnVoice).joined(separator: "; ")
        return isDuty ? "A duty, said to be \(claims.map(\.label).joined())" : "In the article’s own voice: \(said)"
    }

    /// Those of an article's marks.
    static func all(in marks: [Mark], _ cards: [LayerCard]) -> [OwnClaim] {
        marks.compactMap { mark in
            guard mark.subject == .article, case .record(let record) = mark.value,
                let card = cards.first(where: { $0.name == mark.layer })
            else { return nil }
            let members = Dictionary(record.members.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
            if case .words(let names)?? = members["claims"], let place = record.place {
                return OwnClaim(span: place.span, claims: names.compactMap(card.choice), isDuty: false)
            }
            guard case .extract(let duty)?? = members["duty"], case .word(let status)?? = members["status"],
                (members["by"] ?? nil) == nil
            else { return nil }
            return OwnClaim(span: duty.span, claims: [card.choice(status)].compactMap { $0 }, isDuty: true)
        }
    }

    /// Writes how many sentences claim what.
    static func write(_ claims: [OwnClaim], to html: inout HTML) {
        var counts: [(choice: LayerCard.Choice, count: Int)] = []
        for choice in claims.filter({ !$0.isDuty }).flatMap(\.claims) {
            if let place = counts.firstIndex(where: { $0.choice == choice }) {
                counts[place].count += 1
            } else {
                counts.append((choice, 1))
            }
        }
        guard !counts.isEmpty else { return }
        html.element("p", .class("own-claims")) { html in
            html.element("span", .class("claimed"), text: "In its own voice")
            html.text(" the article ")
            for (place, entry) in counts.enumerated() {
                if place > 0 { html.text(place == counts.count - 1 ? " and " : ", ") }
                html.element("span", .named("title", entry.choice.sentence), text: entry.choice.inOwnVoice)
                if entry.count > 1 { html.text(" (\(entry.count) sentences)") }
            }
            html.text(".")
        }
    }
}

extension LayerCard.Choice {
    /// What somebody does who claims it, as a clause: "says what will be".
    var inOwnVoice: String { sentence.prefix(1).lowercased() + sentence.dropFirst().filter { $0 != "." } }
}
