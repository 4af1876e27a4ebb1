import Finding
import HTTP
import Ledger
import Record
import Reviews
import Wire

/// One statement with all that is known of it: where it stands, what the machine had found, what people have judged.
struct StatementPage: Page {
    static let route = Route.statement(under: "statement")
    private let shown: ShownStatement
    private let context: PageContext
    private var entry: StatementEntry { shown.entry }
    private var address: Address { .statement(article: entry.id.article, number: entry.id.number) }

    static func response(_ id: StatementID, _ context: PageContext) throws -> Response {
        try RemovedArticlePage.unlessRemoved(id.article, context) { try found(id, context) }
    }

    private static func found(_ id: StatementID, _ context: PageContext) throws -> Response {
        let shown = try context.ledger.show(id)
        switch context.format {
        case .html:
            return .html(
                try StatementPage(shown: shown, context: context).page(
                    try context.ledger.citation(of: shown), try context.ledger.utterance(of: id)))
        case .json: return .json { shown.write(to: &$0) }
        case .csv: return .table(EntryTable.heading + EntryTable.row(shown.entry))
        }
    }

    private func page(_ citation: LedgerCitation, _ utterance: Utterance?) throws -> HTML {
        let title = "\(entry.voiceName) \(entry.cueWords)"
        return try Frame(title: title, address: address, formats: [.json, .csv]).page { html in
            try html.element("div", .class("sheet")) { html in
                html.element("h1") { html in
                    html.text("Statement \(entry.id)")
                    if let word = entry.state.word { html.element("span", .class("flag"), text: "reviewed: \(word)") }
                }
                for judged in try context.ledger.toJudge([entry]) {
                    StatementCase(judged, context, back: .statement).write(isOpen: context.request.value("fix") != nil, to: &html)
                }
                html.element("p", .class("more buttons")) { html in
                    html.copies([entry.id], "Copy with its source")
                    if let address = citation.address.flatMap(ElsewhereAddress.init) {
                        html.element("a", .elsewhere(address), text: "These words as published")
                    }
                }
                CitationBox(citation).write(to: &html)
                html.element("p", .class("more")) { html in
                    html.element(
                        "a", .href(Address.search.with("q", "\(entry.id)").with("mode", "meaning")),
                        text: "What is near in meaning")
                }
                if let utterance {
                    html.element("h2", text: "The same words elsewhere")
                    html.element(
                        "p", .class("help"),
                        text: "The earliest first; what was cut from that is struck out, what was put in is underlined.")
                    UtteranceList(utterance).write(to: &html)
                }
                facts(citation, &html)
                if !shown.cards.isEmpty { html.element("h2", text: "What is done by saying it") }
                MarkBadges(entry.marks, of: shown.cards) { shown.names[$0] }.writeInFull(to: &html)
                for (number, card) in shown.cards.enumerated() where card.subject == .statement {
                    MarkReview(card, entry.marks).write(Anchor("layer", number), to: &html) { html in
                        html.judgementFields(entry.id, seen: shown.reviews.last?.id ?? 0, back: .statement, context)
                    }
                }
                log(&html)
            }
        }
    }

    private func facts(_ citation: LedgerCitation, _ html: inout HTML) {
        html.element("h2", text: "What it is")
        html.element("dl") { html in
            html.fact("Article") { html in
                html.element("a", .href(.article(entry.article.id)), text: entry.article.title ?? entry.article.name)
            }
            if entry.article.outlet != nil { html.fact("Outlet") { $0.outletLink(entry.article, context.ledger) } }
            if let published = entry.article.published, !published.isEmpty {
                html.fact("Published") { html in
                    html.time(Day(published: published)?.description ?? published, machine: published)
                    html.text(entry.article.dateWords)
                }
            }
            if let address = citation.address.flatMap(ElsewhereAddress.init) {
                html.fact("Address") { $0.element("a", .elsewhere(address), text: "these words as published") }
            }
            for (term, extracts) in [
                ("Source", entry.statement.source), ("Cue", entry.statement.cue), ("Content", entry.statement.content),
            ] {
                html.fact(named: term) { html in
                    html.text(extracts.isEmpty ? "missing" : extracts.words)
                    for extract in extracts {
                        html.element("span", .class("share"), text: " \(extract.span.start)–\(extract.span.end)")
                    }
                }
            }
            html.fact("Speaker") { html in
                html.speakerLink(entry)
                if let sure = entry.statement.speakerConfidence {
                    html.text(" · ")
                    html.certainty(sure)
                }
                if entry.statement.isSpeakerInferred { html.text(" · not named in the statement itself") }
            }
            html.fact("Form") { $0.text(entry.statement.form.rawValue) }
            if let parent = entry.statement.parent {
                related("Within", [StatementID(article: entry.id.article, number: parent)], &html)
            }
            related("Holds", shown.children, &html)
            related("Repeated in", shown.repetitions, &html)
            related("Repeats", shown.repeats.map { [$0] } ?? [], &html)
            if let machine = shown.machine {
                html.fact("The machine had") { html in
                    html.text(
                        [machine.source, machine.cue, machine.content].map { $0.words }.joined(
                            separator: " · "))
                }
            }
            html.fact("Read by") { $0.text("Dixit \(shown.provenance.reader.version), \(shown.provenance.reader.model)") }
            html.fact("SHA-256") { $0.element("code", text: shown.provenance.fingerprint.hex) }
        }
    }

    private func related(_ term: StaticString, _ ids: [StatementID], _ html: inout HTML) {
        guard !ids.isEmpty else { return }
        html.fact(term) { html in
            for id in ids {
                html.element("a", .href(.statement(article: id.article, number: id.number)), text: "\(id)")
                html.text(" ")
            }
        }
    }

    private func log(_ html: inout HTML) {
        guard !shown.reviews.isEmpty else { return }
        html.element("h2", text: "Judgements")
        html.element("ul") { html in
            for act in shown.reviews {
                html.element("li") { html in
                    html.time(Moment(act.at).text, machine: Moment(act.at).machine)
                    html.text(" · \(act.who) · \(act.statement == nil ? "the whole article " : "")\(act.words)")
                }
            }
        }
    }
}

extension HTML {
    /// As `fact`, of a term that is computed.
    fileprivate mutating func fact(named term: String, _ body: (inout HTML) -> Void) {
        element("dt", text: term)
        element("dd", body: body)
    }
}
