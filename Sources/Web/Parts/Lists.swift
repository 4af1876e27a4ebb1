import Actors
import Finding
import Ledger
import Record
import Reviews
import Wire

extension HTML {
    /// A statement in a list: who says it by which word, what, where.
    mutating func entry(_ entry: StatementEntry, saysWho: Bool = true, cards: [LayerCard] = []) {
        element("li", .class("entry")) { html in
            html.element("p", .class("saying")) { html in
                if saysWho {
                    html.speakerLink(entry)
                    html.text(" ")
                }
                html.element("span", .class("act"), text: entry.cueWords)
                if !saysWho { html.tellers(entry) }
            }
            html.element("p", entry.state == .wrong ? .class("quote wrong") : .class("quote"), .fixed("dir", "auto")) { html in
                for (at, piece) in entry.statement.content.enumerated() {
                    if at > 0 { html.text(" … ") }
                    html.highlighted(piece, entry.matches)
                }
            }
            html.element("p", .class("origin")) { html in
                html.element("a", .href(.statement(article: entry.id.article, number: entry.id.number)), text: "\(entry.id)")
                html.source(of: entry)
                if let nearness = entry.nearness {
                    html.element("span", .class("share"), text: "near \(Cells.share((nearness * 100).rounded() / 100))")
                }
                html.element("span") { $0.certainty(entry.statement.confidence) }
                if let word = entry.state.word { html.element("span", .class("judged"), text: "reviewed: \(word)") }
            }
            MarkBadges(entry.marks, of: cards).write(to: &html)
        }
    }

    /// Outlet, day and title of a statement's article.
    mutating func source(of entry: StatementEntry) {
        if let outlet = entry.article.outlet { element("span", text: outlet) }
        if let published = entry.article.published {
            time(Day(published: published)?.description ?? published, machine: published)
        }
        element(
            "a", .href(Address.article(entry.id.article).at(.said(entry.id.number))),
            text: entry.article.title ?? entry.article.name)
    }

    /// Words with those that were searched for marked.
    mutating func highlighted(_ extract: Extract, _ matches: [Span]) {
        let scalars = Array(extract.text.unicodeScalars)
        let words = { (from: Int, to: Int) in
            String(
                String.UnicodeScalarView(
                    scalars[
                        min(
                            max(0, from - extract.span.start), scalars.count)..<min(
                                max(0, to - extract.span.start), scalars.count)]))
        }
        var at = extract.span.start
        for match in matches where match.start >= at && match.end <= extract.span.end {
            text(words(at, match.start))
            element("mark", text: words(match.start, match.end))
            at = match.end
        }
        text(words(at, extract.span.end))
    }

    /// An article in a list.
    mutating func entry(_ listed: ListedArticle) { entry(listed, mend: nil) { _ in } }

    /// The same where articles are mended.
    ///
    /// - Parameters:
    ///   - mend: where it is mended; nil where no way leads there.
    ///   - body: what stands below it.
    mutating func entry(_ listed: ListedArticle, mend: Address?, body: (inout HTML) throws -> Void) rethrows {
        try element("li", .class("entry")) { html in
            html.element("p", .class("title")) { html in
                html.element("a", .href(.article(listed.article.id)), text: listed.article.title ?? listed.article.name)
            }
            html.element("p", .class("origin")) { html in
                if let outlet = listed.article.outlet { html.element("span", text: outlet) }
                if let day = listed.day {
                    html.time(day.description)
                } else if let published = listed.article.published {
                    html.element("span", text: published)
                }
                html.element("span", text: counted(listed.statements, "statement", "statements"))
                if let original = listed.article.copyOf { html.element("span", text: "a copy of \(original)") }
                if let mend {
                    html.element("a", .href(mend), .named("aria-label", "Mend article \(listed.article.id)"), text: "mend")
                }
            }
            try body(&html)
        }
    }

    /// Actors with counts, most first.
    mutating func ranked(_ speakers: [CountedActor], _ one: StaticString, _ many: StaticString) {
        element("ol", .class("ranked")) { html in
            for speaker in speakers {
                html.element("li") { html in
                    html.element("a", .href(.speaker(speaker.actor.id)), text: speaker.actor.name)
                    html.element("span", .class("number")) { html in
                        html.text(grouped(speaker.count))
                        html.element("span", .class("unseen"), text: " \(speaker.count == 1 ? one : many)")
                    }
                }
            }
        }
    }
}

extension JSONWriter {
    /// An actor with a count.
    mutating func write(_ speaker: CountedActor) {
        object { json in
            speaker.actor.writeMembers(to: &json)
            json.member("statements", speaker.count)
        }
    }

    /// An outlet with what there is of it.
    mutating func write(_ outlet: ListedOutlet) {
        object { json in
            json.member("id", outlet.id)
            json.member("name", outlet.name)
            json.member("articles", outlet.articles)
            json.member("latest", outlet.lastDay?.description)
        }
    }
}

extension Day {
    /// "2021-03"
    var monthName: String { String(description.prefix(7)) }
}

extension StatementEntry {
    /// When its article was published.
    var day: Day? { article.published.flatMap { Day(published: $0) } }
}
