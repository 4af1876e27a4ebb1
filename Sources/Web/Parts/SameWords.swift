import Finding
import Ledger
import Record

/// An utterance as several articles carry it: what was cut from the earliest version is struck out, what was put in is underlined.
struct UtteranceList {
    private let utterance: Utterance

    init(_ utterance: Utterance) { self.utterance = utterance }

    func write(to html: inout HTML) {
        html.element("ol", .class("versions")) { html in
            for version in utterance.versions { write(version, &html) }
        }
    }

    private func write(_ version: Utterance.Version, _ html: inout HTML) {
        let entry = version.entry
        html.element("li", .class("entry")) { html in
            html.element("p", .class("quote")) { html in
                for stretch in version.marking {
                    switch stretch.sort {
                    case .kept: html.text(stretch.words)
                    case .cut: html.element("del", text: stretch.words)
                    case .added: html.element("ins", text: stretch.words)
                    }
                    html.text(" ")
                }
            }
            html.element("p", .class("origin")) { html in
                html.element("a", .href(.statement(article: entry.id.article, number: entry.id.number)), text: "\(entry.id)")
                html.element("span", text: entry.article.outlet ?? "outlet not known")
                if let published = entry.article.published {
                    html.time(Day(published: published)?.description ?? published, machine: published)
                }
                html.element("span") { $0.speakerLink(entry) }
                if version.isOthers { html.element("span", .class("flag"), text: "given to somebody else") }
                if version.isCopy { html.element("span", .class("flag"), text: "in a copy") }
                let (cut, added) = version.changes
                if cut > 0 { html.element("span", text: counted(cut, "word cut", "words cut")) }
                if added > 0 { html.element("span", text: counted(added, "word put in", "words put in")) }
            }
        }
    }
}

/// How different articles carried the same words: utterances among some statements.
struct SameWords {
    private let utterances: [Utterance]
    private static let shown = 20

    /// - Throws: `DatabaseError`.
    init(_ entries: [StatementEntry], _ ledger: Ledger) throws {
        var seen: Set<StatementID> = []
        var found: [Utterance] = []
        for entry in entries where !seen.contains(entry.id) && found.count < SameWords.shown {
            guard let utterance = try ledger.utterance(of: entry.id) else { continue }
            seen.formUnion(utterance.versions.map(\.entry.id))
            found.append(utterance)
        }
        utterances = found
    }

    func write(_ html: inout HTML) {
        guard !utterances.isEmpty else {
            return html.element("p", .class("empty"), text: "None of these statements is carried by another article too.")
        }
        html.element("h2", text: "The same words, carried differently")
        for utterance in utterances { UtteranceList(utterance).write(to: &html) }
    }
}
