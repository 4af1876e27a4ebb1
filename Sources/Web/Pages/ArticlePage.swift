import Finding
import HTTP
import Ledger
import Mending
import Record
import Transfer
import Wire

/// An article, set for reading: whose words the reader reads.
struct ArticlePage: Page {
    static let route = Route.number(under: "article")
    static let isSameForAll = true
    private let shown: ShownArticle
    private let shares: SpeakerShares
    private let text: MarkedText
    /// What the article says in nobody's name but its own.
    private let own: [OwnClaim]
    private let context: PageContext
    private var cards: [LayerCard] { shown.cards }
    private let mending: ArticleMending
    private var entries: [StatementEntry] { shown.loaded.statements }
    private var article: ArticleEntry { shown.loaded.entry }
    private var address: Address { .article(article.id) }

    static func response(_ id: Int, _ context: PageContext) throws -> Response {
        try RemovedArticlePage.unlessRemoved(id, context) { try found(id, context) }
    }

    private static func found(_ id: Int, _ context: PageContext) throws -> Response {
        let shown = try context.ledger.show(article: id)
        switch context.format {
        case .html:
            return .html(try ArticlePage(shown, context).page(part: try context.number("part") ?? 1))
        case .json: return Response(type: "application/json", body: try context.ledger.exported(id).line + [UInt8(ascii: "\n")])
        case .csv: return .table(EntryTable.heading + shown.loaded.statements.map(EntryTable.row).joined())
        }
    }

    init(_ shown: ShownArticle, _ context: PageContext) throws {
        mending = try ArticleMending(shown.loaded.entry, back: .article, context)
        self.shown = shown
        self.context = context
        let text = shown.loaded.record.article.text
        shares = SpeakerShares(of: text, shown.loaded.statements)
        own = OwnClaim.all(in: shown.loaded.record.findings.marks, shown.cards)
        self.text = MarkedText(text, shown.loaded.statements, shares, own: own)
    }

    /// - Parameter part: which part of a long text, counted from 1; the last where there are fewer.
    func page(part: Int) -> HTML {
        let parts = text.parts
        let part = min(part, parts.count)
        var text = text
        text.narrow(to: parts[part - 1])
        let title = article.title ?? text.paragraphs.first.map { String(text.text($0.span).prefix(80)) } ?? article.name
        return Frame(title: title, address: address, formats: [.json, .csv], kind: "reading").page { html in
            html.element("article", .class("article")) { html in
                let begins = heading(text, &html)
                VoiceBar(shares).write(&html)
                OwnClaim.write(own, to: &html)
                ArticlePage.sieve(&html)
                ArticleOutline(text.paragraphs, entries, shares)?.write(to: &html) { place in
                    let of = (parts.firstIndex { $0.contains(place) } ?? 0) + 1
                    return (of == 1 ? address : address.with("part", of)).at(.paragraph(place))
                }
                html.element("div", .class("text")) { html in
                    for place in parts[part - 1].dropFirst(begins && part == 1 ? 1 : 0) {
                        write(text.paragraphs[place], at: place, of: text, &html)
                    }
                }
                if text.paragraphs.isEmpty { html.element("p", .class("empty"), text: "This article has no text.") }
                pager(part, of: parts.count, &html)
                provenance(&html)
                mending.writeFold(&html)
                CitationBox(citation).write(to: &html)
            }
        }
    }

    /// How the article is cited.
    private var citation: LedgerCitation { LedgerCitation(of: shown) }

    // MARK: Heading

    /// Writes title and origin; true where the title is the first paragraph of the text, whose statements stand in it then.
    private func heading(_ text: MarkedText, _ html: inout HTML) -> Bool {
        let first = text.paragraphs.first
        let isFirst = first.map { text.text($0.span).trimmed == article.title?.trimmed } ?? false
        html.element("header", .class("head")) { html in
            if isFirst, let first {
                html.element("div", .class("para"), .id(.paragraph(0))) { html in
                    notes(first.entries, &html)
                    html.element("h1", .fixed("dir", "auto")) { text.write(first.span, to: &$0) }
                }
            } else {
                html.element("h1", .fixed("dir", "auto"), text: article.title ?? "Untitled")
            }
            html.element("p", .class("origin")) { origin(&$0) }
            html.corrections(article)
            if let original = article.copyOf {
                html.element("p", .class("remark")) { html in
                    html.text("A copy of ")
                    html.element("a", .href(.article(original)), text: "article \(original)")
                    html.text("; what it repeats is counted and reviewed there.")
                }
            }
        }
        return isFirst
    }

    private func origin(_ html: inout HTML) {
        html.outletLink(article, context.ledger)
        if let author = article.author, !author.isEmpty { html.element("span", text: author) }
        if let published = article.published, !published.isEmpty {
            html.time(Day(published: published)?.description ?? published, machine: published)
        }
        html.element("span", text: counted(entries.count, "statement", "statements"))
        if let url = article.url {
            if let address = ElsewhereAddress(url) {
                html.element("a", .elsewhere(address), text: "as published")
            } else {
                html.element("span", text: url)
            }
        }
        html.element("a", .href(Address.review.with("article", article.id)), text: "review")
        html.element("a", .href(address.with("mend", 1).at(Anchor("mend"))), text: "correct")
    }

    // MARK: Text

    /// Which notes are shown; the script makes it work, and remembers it.
    private static func sieve(_ html: inout HTML) {
        html.element("form", .class("sieve"), .flag("hidden")) { html in
            html.element("label") { html in
                html.text("Notes at least ")
                html.void(
                    "input", .fixed("type", "range"), .fixed("name", "sure"), .fixed("min", "0"), .fixed("max", "95"),
                    .fixed("step", "5"), .fixed("value", "0"))
                html.text(" ")
                html.element("output", text: "0 % sure")
            }
            html.element("label") { html in
                html.void("input", .fixed("type", "checkbox"), .fixed("name", "unsaid"), .flag("checked"))
                html.text(" also what somebody thinks, wants or does")
            }
        }
    }

    private func write(_ paragraph: MarkedText.Paragraph, at place: Int, of text: MarkedText, _ html: inout HTML) {
        html.element("div", .class("para"), .id(.paragraph(place))) { html in
            notes(paragraph.entries, &html)
            html.element("p", .fixed("dir", "auto")) { text.write(paragraph.span, to: &$0) }
        }
    }

    /// The notes in the margin. They stand before their paragraph, so that they begin beside its first line.
    private func notes(_ places: [Int], _ html: inout HTML) {
        guard !places.isEmpty else { return }
        html.element("div", .class("notes"), .fixed("role", "group"), .fixed("aria-label", "Who says what in the next paragraph"))
        { html in
            for place in places { MarginNote(entries[place], shares, cards).write(&html) }
        }
    }

    private func pager(_ part: Int, of count: Int, _ html: inout HTML) {
        guard count > 1 else { return }
        html.element("nav", .class("pager"), .fixed("aria-label", "Parts of the article")) { html in
            if part > 1 { html.element("a", .href(address.with("part", part - 1)), .fixed("rel", "prev"), text: "Part before") }
            html.element("span", text: "Part \(part) of \(count)")
            if part < count { html.element("a", .href(address.with("part", part + 1)), .fixed("rel", "next"), text: "Next part") }
        }
    }

    // MARK: Provenance

    private func provenance(_ html: inout HTML) {
        let provenance = shown.provenance
        html.element("details", .class("provenance")) { html in
            html.element("summary", text: "Where this comes from")
            html.element("dl") { html in
                html.fact("Given as") { html in
                    html.text(article.path + " ")
                    html.element("a", .href(address.original), text: "keep the original bytes")
                }
                html.fact("SHA-256") { $0.element("code", text: provenance.fingerprint.hex) }
                if let published = article.published {
                    html.fact("Published") { $0.text(published + article.dateWords) }
                }
                html.fact("Added") { $0.time(Moment(provenance.added).text, machine: Moment(provenance.added).machine) }
                html.fact("Read by") { $0.text("Dixit \(provenance.reader.version), \(provenance.reader.model)") }
                if let url = article.url { html.fact("Address") { $0.text(url) } }
                html.fact("Copies") { html in
                    if provenance.copies.isEmpty { html.text("none known") }
                    for copy in provenance.copies {
                        html.element("a", .href(.article(copy.id)), text: copy.outlet ?? copy.title ?? copy.name)
                        html.text(" ")
                    }
                }
                if !shown.reviews.isEmpty {
                    html.fact("Reviews") { html in
                        html.element(
                            "a", .href(address.data(.json)), text: counted(shown.reviews.count, "judgement", "judgements"))
                    }
                }
            }
        }
    }
}
