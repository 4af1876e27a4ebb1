import Actors
import Finding
import HTTP
import Ledger
import Record
import Reviews
import Wire

/// Where judgements are sent to.
enum JudgementForm: FormTarget {
    static let segments = ["review"]

    static func response(_ form: FilledForm, _ context: PageContext) throws -> Response { try Judging(form, context).response() }
}

/// A judgement that a form holds, carried out.
private struct Judging {
    private let form: FilledForm
    private let context: PageContext
    /// The ledger, opened for changing.
    private let ledger: Ledger

    init(_ form: FilledForm, _ context: PageContext) throws {
        self.form = form
        self.context = context
        ledger = try context.shared.ledgerForChanging()
    }

    /// Carries it out; the response is the page that the visitor was on, or what a script needs.
    func response() throws -> Response {
        let judgement = form.value("judgement") ?? ""
        if let article = try form.value("article").map({ try PageContext.number($0, "article") }) {
            switch judgement {
            case "all": try ledger.reviewAll(of: article, by: context.reviewer)
            case "missed": try ledger.addMissed(in: article, correction(in: article, needsContent: true), by: context.reviewer)
            default: throw PageError(status: 400, sentence: "There is no such judgement.")
            }
            return .see(Address.review.with("article", article))
        }
        guard case .statement(let id)? = form.value("statement").flatMap({ LedgerID($0) }) else {
            throw PageError(status: 400, sentence: "It is not said which statement is judged.")
        }
        let seen = form.value("seen").flatMap { Int($0) }
        let asFound = try isBlind(id)
        let entry: StatementEntry
        do {
            switch judgement {
            case "right": entry = try ledger.review(id, .right, by: context.reviewer, asFound: asFound, seen: seen)
            case "wrong": entry = try ledger.review(id, .wrong, by: context.reviewer, seen: seen)
            case "fix":
                let shown = try ledger.show(id).entry
                let correction = try correction(in: id.article, standing: asFound ? ledger.asFound(shown) : shown)
                entry = try ledger.review(id, .fix(correction), by: context.reviewer, asFound: asFound, seen: seen)
            case "mark":
                let verdict = try MarkVerdict(form, ledger.cards())
                let judgement: MarkJudgement =
                    if case .choices(let choices) = verdict.verdict { .choices(choices) } else { .asFound }
                entry = try ledger.review(id, layer: verdict.layer, judgement, by: context.reviewer, seen: seen)
            case "undo": entry = try ledger.undoReview(id, by: context.reviewer, seen: seen)
            default: throw PageError(status: 400, sentence: "There is no such judgement.")
            }
        } catch let conflict as ReviewConflictError {
            return try conflicted(conflict, id)
        }
        return try answered(entry)
    }

    /// Whether the visitor was shown what the machine has found, not what others have made of it; where they have judged it last themselves they see that.
    private func isBlind(_ id: StatementID) throws -> Bool {
        try form.value("back") == StatementCase.Back.others.rawValue && ledger.judge(of: id) != context.reviewer
    }

    private func answered(_ entry: StatementEntry) throws -> Response {
        let acts = try ledger.reviews(of: entry.id.article, statement: entry.id.number)
        let judge = try ledger.judge(of: entry.id)
        guard context.format != .json else {
            return .json { json in
                json.object { json in
                    json.member("id", "\(entry.id)")
                    json.member("review", entry.state.word)
                    json.member("seen", acts.last?.id ?? 0)
                    json.member("by", judge)
                    json.member("undo", judge.map { StatementCase.undoing(of: $0, context) })
                }
            }
        }
        switch form.value("back").flatMap({ StatementCase.Back(rawValue: $0) }) {
        case .queue: return .see(Address.review.with("after", form.value("after")))
        case .others: return .see(Address.review.with("of", "others").with("after", form.value("after")))
        case .article: return .see(Address.review.with("article", entry.id.article))
        case .statement, nil: return .see(.statement(article: entry.id.article, number: entry.id.number))
        }
    }

    // MARK: Corrections

    /// What the form changes of a statement.
    ///
    /// - Parameter standing: the statement that the page filled in: the speaker and what it stands in, sent as they were, change nothing.
    private func correction(in article: Int, standing: StatementEntry? = nil, needsContent: Bool = false) throws -> Correction {
        var correction = Correction()
        correction.source = try spans("source")
        correction.cue = try spans("cue")
        correction.content = try spans("content")
        if needsContent, correction.content?.isEmpty != false {
            throw PageError(status: 400, sentence: "A statement needs its content; select the words and choose Content.")
        }
        correction.speaker = try speaker(in: article, standing: standing.map(FixForm.speakerName) ?? "")
        let holder = try holder(in: article)
        let now = standing.map { $0.statement.parent.map { Correction.Holder.statement($0) } ?? .article }
        correction.holder = holder == now ? nil : holder
        correction.form = form.value("quoting").flatMap { Form(rawValue: $0) }
        return correction
    }

    /// Who speaks: somebody known, or, where it is chosen what they are, somebody new; nobody where a name that was filled in is cleared. nil where it
    /// stays as it is.
    private func speaker(in article: Int, standing: String) throws -> Correction.Speaker? {
        let name = form.value("speaker")?.trimmed ?? ""
        guard let kind = form.value("new"), !kind.isEmpty else {
            guard form.given("speaker") != nil, name != standing.trimmed else { return nil }
            return name.isEmpty ? .nobody : try ledger.speaker(name, in: article)
        }
        guard let kind = EntityKind(rawValue: kind) else {
            throw PageError(
                status: 400, sentence: "A new speaker is one of \(EntityKind.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        guard !name.isEmpty else {
            throw PageError(status: 400, sentence: "A new speaker needs a name; write it beside Speaker.")
        }
        return .new(ActorRecord(name: name, kind: kind))
    }

    /// What it stands in: a statement of the same article, or nothing but that; nil where it stays as it is.
    private func holder(in article: Int) throws -> Correction.Holder? {
        guard let text = form.value("within"), !text.isEmpty else { return nil }
        if text == "none" { return .article }
        guard case .statement(let id)? = LedgerID(text), id.article == article else {
            throw PageError(
                status: 400, sentence: "“\(text.prefix(60))” is no statement of this article; choose one of the list, or none.")
        }
        return .statement(id.number)
    }

    /// The places in a field: "10-24, 30-61"; none where it says so or was cleared; nil where there is no such field.
    private func spans(_ name: String) throws -> [Span]? {
        guard let text = form.given(name)?.trimmed else { return nil }
        if text.isEmpty || text == "none" { return [] }
        return try text.split(separator: ",").map { piece in
            let ends = piece.split(separator: "-").map { Int(String($0).trimmed) }
            guard ends.count == 2, let start = ends[0], let end = ends[1], start >= 0, start <= end else {
                throw PageError(status: 400, sentence: "“\(text)” names no places; give them as 10-24, or 10-24, 30-61.")
            }
            return Span(start, end)
        }
    }

    // MARK: Others judge too

    /// Somebody has judged meanwhile: nothing is changed; what both say is shown, and the visitor decides.
    private func conflicted(_ conflict: ReviewConflictError, _ id: StatementID) throws -> Response {
        let last = conflict.acts.last
        let sentence =
            "\(last?.who ?? "Somebody") has judged \(id) meanwhile (\(last?.words ?? "changed")); yours is not written down yet."
        guard context.format != .json else {
            return .json(status: 409) { json in
                json.object { json in
                    json.member("error", sentence)
                    json.member("seen", last?.id ?? 0)
                }
            }
        }
        let address = Address.statement(article: id.article, number: id.number)
        let cards = try ledger.cards().filter { $0.name == form.value("layer") }
        let page = Frame(title: "Judged meanwhile").page { html in
            html.element("div", .class("sheet")) { html in
                html.element("h1", text: "Judged meanwhile")
                html.element("p", .class("notice"), text: sentence)
                html.element("form", .fixed("method", "post"), .action(.review), .class("buttons")) { html in
                    html.judgementFields(id, seen: last?.id ?? 0, back: .statement, context)
                    for name in ["source", "cue", "content", "speaker", "new", "within", "quoting", "layer", "value"]
                        as [StaticString]
                    {
                        if let value = form.given(name.description) { html.hidden(name, value) }
                    }
                    for card in cards {
                        for field in card.choices.map({ MarkVerdict.field($0.name) }) where form.value(field) != nil {
                            html.void("input", .fixed("type", "hidden"), .named("name", field), .fixed("value", "yes"))
                        }
                    }
                    html.element(
                        "button", .fixed("name", "judgement"), .named("value", form.value("judgement") ?? ""),
                        text: "Write mine down as well (\(form.value("judgement") ?? ""))")
                    html.element("a", .class("button"), .href(address), text: "Leave it as it is now")
                }
            }
        }
        return .html(page, status: 409)
    }
}
