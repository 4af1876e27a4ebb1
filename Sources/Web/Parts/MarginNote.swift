import Ledger
import Record
import Reviews

/// What stands in the margin about a statement: who says it, by which word, how sure that is, and what people have judged.
struct MarginNote {
    private let entry: StatementEntry
    private let tint: Tint
    private let sourcing: Sourcing
    private let cards: [LayerCard]

    init(_ entry: StatementEntry, _ shares: SpeakerShares, _ cards: [LayerCard]) {
        self.entry = entry
        self.cards = cards
        tint = shares.of(entry)?.heard.tint ?? .missing
        sourcing = Sourcing(entry)
    }

    func write(_ html: inout HTML) {
        let number = entry.id.number
        let isInside = entry.statement.parent != nil
        html.element(
            "div", .classes([isInside ? "note inside" : "note"] + tint.classes + (entry.unsaid == nil ? [] : ["unsaid"])),
            .id(.note(number)),
            .named("data-s", "\(number)"),
            .named("data-sure", "\(Int((100 * entry.statement.confidence).rounded()))"),
            entry.unsaid == nil ? .none : .fixed("data-unsaid", "yes")
        ) { html in
            html.element("p", .class("saying")) { html in
                who(&html)
                html.text(" ")
                html.element("a", .class("act"), .place(.said(number)), .fixed("title", "To the words"), text: entry.cueWords)
                if let unsaid = entry.unsaid {
                    html.text(" ")
                    html.element(
                        "span", .class("flag"), .fixed("title", "What somebody thinks, wants or does, and need not have said"),
                        text: unsaid)
                }
            }
            html.element("p", .class("meta")) { meta(&$0) }
            MarkBadges(entry.marks, of: cards, naming: { entry.partyNames[$0] }).write(to: &html)
        }
    }

    private func who(_ html: inout HTML) {
        switch sourcing {
        case .named:
            if let actor = entry.actor { html.element("a", .class("who"), .href(.speaker(actor.id)), text: actor.name) }
            html.doubt(entry)
            if entry.statement.isSpeakerInferred, !entry.isSpeakerDoubtful {
                html.element("span", .class("inferred"), text: " (not named here)")
            }
        case .unnamed:
            html.element("span", .class("who"), text: entry.voiceName)
            html.text(" ")
            html.element("span", .class("flag"), text: "unnamed")
        case .missing:
            html.element("span", .class("who"), text: "Nobody named")
            html.text(" ")
            html.element("span", .class("flag"), text: "source missing")
        }
    }

    private func meta(_ html: inout HTML) {
        html.element(
            "a", .href(.statement(article: entry.id.article, number: entry.id.number)), .fixed("title", "This statement"),
            text: "\(entry.id)")
        if let parent = entry.statement.parent {
            html.tellers(entry)
            html.text(" within ")
            html.element("a", .place(.said(parent)), text: "\(StatementID(article: entry.id.article, number: parent))")
        }
        html.text(" · \(entry.statement.form.rawValue) · ")
        html.certainty(entry.statement.confidence)
        html.text(" ")
        html.copies([entry.id], "copy")
        if let word = entry.state.word { html.element("span", .class("judged"), text: "reviewed: \(word)") }
    }
}

extension StatementEntry {
    /// What it is where no words need have been spoken: a thought (somebody is reported to believe, hope, fear or want it) or a deed; nil where it is a saying.
    var unsaid: String? {
        for mark in marks where mark.layer == "act" {
            if case .choice(let act) = mark.value { return ["think": "thought", "deed": "deed"][act] }
        }
        return nil
    }

    /// The words that attribute.
    var cueWords: String {
        let words = statement.cue.words
        return words.isEmpty ? "(no cue)" : words
    }
}

extension HTML {
    /// How sure something is: in figures, and marked where it is more likely wrong than right.
    mutating func certainty(_ confidence: Double) {
        let share = "\(Int((100 * confidence).rounded())) %"
        if confidence < Confidence.doubtful {
            element("span", .class("doubtful"), .fixed("title", "More likely wrong than right"), text: "\(share) sure?")
        } else {
            element("span", text: "\(share) sure")
        }
    }
}
