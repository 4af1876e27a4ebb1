import Finding
import Ledger
import Record
import Reviews

/// A statement as it is judged: where it stands, who says it, and the buttons.
struct StatementCase {
    private let shown: StatementToJudge
    private let context: PageContext
    private let back: Back
    private var entry: StatementEntry { shown.entry }

    /// Where the visitor is led after judging, without a script.
    enum Back: String {
        case queue, others, article, statement
    }

    /// Whether it is judged without being told what others have judged, so that two are asked the same.
    var isBlind: Bool { back == .others }

    init(_ shown: StatementToJudge, _ context: PageContext, back: Back) {
        self.shown = shown
        self.context = context
        self.back = back
    }

    /// Writes the whole case.
    ///
    /// - Parameter isOpen: whether the form for fixing it is shown at once.
    func write(isOpen: Bool = false, to html: inout HTML) {
        let number = entry.id.number
        html.element(
            "section", .class("case"), .id(Anchor("case", entry.id)), .named("data-case", "\(entry.id)"),
            .fixed("tabindex", "-1"), .named("aria-label", "Statement \(entry.id)")
        ) { html in
            html.element("p", .class("saying")) { html in
                html.speakerLink(entry)
                html.text(" ")
                html.element("span", .class("act"), text: entry.cueWords)
                html.element("span", .class("state"), .fixed("aria-live", "polite")) { html in
                    if !isBlind, let word = entry.state.word {
                        let judge = shown.judgedBy.flatMap { $0 == context.reviewer ? nil : " by \($0)" }
                        html.element("span", .class("judged"), text: "reviewed: \(word)\(judge ?? "")")
                    }
                }
            }
            paragraphs(&html)
            html.element("p", .class("origin")) { html in
                html.element("a", .href(.statement(article: entry.article.id, number: number)), text: "\(entry.id)")
                html.source(of: entry)
                html.element("span", text: entry.statement.form.rawValue)
                html.element("span") { $0.certainty(entry.statement.confidence) }
            }
            if entry.article.copyOf == nil {
                judging(&html)
                FixForm(shown, context).write(back, isOpen: isOpen, to: &html)
            } else {
                html.element("p", .class("remark")) { html in
                    html.text("It stands in a copy")
                    if let repeats = shown.repeats {
                        html.text(" and is judged as ")
                        html.element("a", .href(.statement(article: repeats.article, number: repeats.number)), text: "\(repeats)")
                    }
                    html.text(".")
                }
            }
        }
    }

    /// The paragraphs that it stands in, its parts marked. The text is whole, so that places in it can be counted.
    private func paragraphs(_ html: inout HTML) {
        let text = shown.context
        let marked = MarkedText(text.text, [entry], SpeakerShares(of: "", [entry]), from: text.span.start)
        html.element("div", .class("context"), .named("data-start", "\(text.span.start)")) { html in
            marked.write(Span(0, text.span.length), to: &html, hasMarks: false)
        }
    }

    /// What the button says that takes the latest judgement back: whose that is, where it is somebody else's.
    static func undoing(of judge: String, _ context: PageContext) -> String {
        judge == context.reviewer ? "Undo" : "Undo what \(judge) judged"
    }

    private func judging(_ html: inout HTML) {
        html.element("form", .class("buttons"), .fixed("method", "post"), .action(.review)) { html in
            html.judgementFields(entry.id, seen: shown.lastReview, back: back, context)
            html.element(
                "button", .fixed("name", "judgement"), .fixed("value", "right"), .class("first"),
                .fixed("aria-keyshortcuts", "y"),
                text: "Right")
            html.element(
                "button", .fixed("name", "judgement"), .fixed("value", "wrong"), .fixed("aria-keyshortcuts", "n"), text: "Wrong")
            let judge = isBlind ? nil : shown.judgedBy
            html.element(
                "button", .fixed("name", "judgement"), .fixed("value", "undo"), .fixed("aria-keyshortcuts", "u"),
                judge == nil ? .flag("hidden") : .none, text: StatementCase.undoing(of: judge ?? context.reviewer, context))
        }
    }
}

/// The form in which a statement is put right: its parts by places or by selecting text, who speaks, and the form.
struct FixForm {
    private let shown: StatementToJudge
    private let context: PageContext

    init(_ shown: StatementToJudge, _ context: PageContext) {
        self.shown = shown
        self.context = context
    }

    func write(_ back: StatementCase.Back, isOpen: Bool, to html: inout HTML) {
        let statement = shown.entry.statement
        html.element("details", .class("fix"), isOpen ? .flag("open") : .none) { html in
            html.element("summary", .fixed("aria-keyshortcuts", "e"), text: "Fix")
            html.element("form", .fixed("method", "post"), .action(.review)) { html in
                html.judgementFields(shown.entry.id, seen: shown.lastReview, back: back, context)
                html.element(
                    "p", .class("help"),
                    text:
                        "Select words above and choose what they are; hold Shift for another piece. Or give their places: characters counted from the start "
                        + "of the article, the end behind the last, as 10-24, 30-61; none where a source or cue is missing. In a field, Alt with ← or → moves "
                        + "the end by a word, with Shift the beginning."
                )
                html.element("div", .class("fields")) { html in
                    html.spanField("Source", "source", statement.source)
                    html.spanField("Cue", "cue", statement.cue)
                    html.spanField("Content", "content", statement.content)
                    speaker(&html)
                    html.newSpeakerField(Anchor("new", shown.entry.id))
                    teller(&html)
                    form(&html)
                }
                html.element("p", .class("buttons")) { html in
                    html.element(
                        "button", .class("first"), .fixed("name", "judgement"), .fixed("value", "fix"), text: "Right, so changed")
                }
            }
        }
    }

    /// What the field of the speaker is filled in with; empty where nobody speaks.
    static func speakerName(_ entry: StatementEntry) -> String { entry.actor?.name ?? entry.speaker ?? "" }

    private func speaker(_ html: inout HTML) {
        let name = Anchor("speaker", shown.entry.id)
        html.element("label", .named("for", name.text), text: "Speaker")
        html.element("span") { html in
            html.void(
                "input", .fixed("type", "text"), .id(name), .fixed("name", "speaker"),
                .named("list", "names\(shown.entry.article.id)"),
                .named("value", FixForm.speakerName(shown.entry)), .fixed("autocomplete", "off"))
            html.element(
                "span", .class("help"),
                text: "A name in the article, a known name, or @ and a number; empty where nobody is named.")
        }
    }

    /// Who tells it: the article, or somebody whose statement it stands in.
    private func teller(_ html: inout HTML) {
        let name = Anchor("within", shown.entry.id)
        let now = shown.entry.parent
        html.element("label", .named("for", name.text), text: "As told by")
        html.element("select", .id(name), .fixed("name", "within")) { html in
            html.element("option", .fixed("value", "none"), now == nil ? .flag("selected") : .none, text: "the article itself")
            for holder in shown.holders {
                html.element(
                    "option", .named("value", "\(holder.id)"), holder.id == now ? .flag("selected") : .none,
                    text: "\(holder.voiceName), \(holder.id): \(FixForm.beginning(holder.statement.content.words))")
            }
        }
    }

    /// The first words of a text, as many as a list shows.
    private static func beginning(_ text: String) -> String { text.count > 50 ? text.prefix(50) + "…" : text }

    private func form(_ html: inout HTML) {
        let name = Anchor("form", shown.entry.id)
        html.element("label", .named("for", name.text), text: "Form")
        html.element("select", .id(name), .fixed("name", "quoting")) { html in
            html.element("option", .fixed("value", ""), text: "as the quotation marks tell")
            for form in Form.allCases { html.element("option", .named("value", form.rawValue), text: form.rawValue) }
        }
    }
}

extension HTML {
    /// The hidden fields of a judgement.
    mutating func judgementFields(_ id: StatementID, seen: Int, back: StatementCase.Back, _ context: PageContext) {
        formToken(context)
        hidden("statement", "\(id)")
        hidden("seen", "\(seen)")
        hidden("back", back.rawValue)
    }

    /// What tells a form of this server's from others.
    mutating func formToken(_ context: PageContext) { hidden("form", context.shared.formToken.text) }

    mutating func hidden(_ name: StaticString, _ value: String) {
        void("input", .fixed("type", "hidden"), .fixed("name", name), .named("value", value))
    }

    /// Whether the speaker is known or new, and then what they are.
    mutating func newSpeakerField(_ name: Anchor) {
        element("label", .named("for", name.text), text: "Known or new")
        element("span") { html in
            html.element("select", .id(name), .fixed("name", "new")) { html in
                html.element("option", .fixed("value", ""), text: "known already")
                for kind in EntityKind.allCases {
                    html.element("option", .named("value", kind.rawValue), text: "new: \(kind.rawValue)")
                }
            }
            html.element("span", .class("help"), text: "Somebody new is written into the ledger under the name above.")
        }
    }

    /// A field for the places of a part.
    fileprivate mutating func spanField(_ title: String, _ name: StaticString, _ extracts: [Extract]) {
        let places = extracts.map { "\($0.span.start)-\($0.span.end)" }.joined(separator: ", ")
        element("span") { html in
            html.element("button", .fixed("type", "button"), .fixed("data-take", name), text: title)
        }
        element("span") { html in
            html.void(
                "input", .fixed("type", "text"), .fixed("name", name), .named("aria-label", "\(title): places"),
                .named("value", places.isEmpty ? "none" : places), .fixed("autocomplete", "off"), .fixed("spellcheck", "false"))
            html.element(
                "output", .class("help"), .fixed("data-words", name),
                text: extracts.isEmpty ? "missing" : extracts.words)
        }
    }

    /// Who speaks, leading to what else they say.
    mutating func speakerLink(_ entry: StatementEntry) {
        switch Sourcing(entry) {
        case .named:
            if let actor = entry.actor { element("a", .class("who"), .href(.speaker(actor.id)), text: actor.name) }
            doubt(entry)
        case .unnamed:
            element("span", .class("who"), text: entry.voiceName)
            element("span", .class("flag"), text: "unnamed")
        case .missing:
            element("span", .class("who"), text: "Nobody named")
            element("span", .class("flag"), text: "source missing")
        }
        tellers(entry)
    }

    /// Who says so, where a statement stands inside what somebody says.
    mutating func tellers(_ entry: StatementEntry) {
        for teller in entry.tellers { element("span", .class("told"), text: ", as told by \(teller)") }
    }

    /// Where it is doubtful who speaks, how doubtful, and what the article calls them.
    mutating func doubt(_ entry: StatementEntry) {
        guard entry.isSpeakerDoubtful else { return }
        let sure = Int((100 * (entry.statement.speakerConfidence ?? 0)).rounded())
        element(
            "span", .class("doubtful"), .named("title", "\(sure) % sure that it is they; more likely it is somebody else"),
            text: "?")
        let words = entry.statement.source.words
        element("span", .class("inferred"), text: words.isEmpty ? " (not named here)" : " (“\(words)”)")
    }
}
