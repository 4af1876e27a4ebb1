import Actors
import Ledger
import Record
import Reviews

/// What a command line of `dixit review` asks for: all there is.
enum ReviewOrder: Equatable {
    /// Show the statement that the machine is least certain of.
    case next
    /// Take back the latest judgement: s12.3 --undo
    case undo(StatementID)
    /// s12.3 right, s12.3 wrong
    case judge(StatementID, Judgement)
    /// s12.3 mark sourcing=anonymous, s12.3 mark sourcing=as-found
    case mark(StatementID, layer: String, MarkJudgement)
    /// s12.3 fix --speaker NAME --content A-B
    case fix(StatementID, Correction, speaker: SpeakerWord?)
    /// 12 right
    case all(article: Int)
    /// 12 missed --content A-B
    case missed(article: Int, Correction, speaker: SpeakerWord?)

    /// - Throws: `UsageError`, for anything else.
    init(_ given: Given) throws(UsageError) {
        var correction = try Correction(given)
        let speaker = try SpeakerWord(given)
        let hasParts = !correction.isEmpty || speaker != nil || given.has(ReviewOption.told)
        let words = given.operands
        if given.has(ReviewOption.next) {
            guard words.isEmpty, !hasParts, !given.has(ReviewOption.undo) else { throw ReviewOrder.fault("--next stands alone") }
            self = .next
            return
        }
        guard let word = words.first else { throw ReviewOrder.fault("there is no ID, such as s12.3, and no --next") }
        let id = LedgerID(word)
        if given.has(ReviewOption.undo) {
            guard case .statement(let statement) = id, words.count == 1, !hasParts else {
                throw ReviewOrder.fault("--undo stands behind the ID of a statement, such as s12.3, alone")
            }
            self = .undo(statement)
            return
        }
        correction.holder = try Correction.holder(given, of: id)
        let judgement = words.count > 1 ? words[1] : ""
        if judgement == "mark" {
            self = try ReviewOrder.mark(id, words.dropFirst(2), hasParts)
            return
        }
        if words.count > 2 { throw ReviewOrder.fault("“\(words[2])” is one argument too many") }
        switch (id, judgement, hasParts) {
        case (.statement(let id), "right", false): self = .judge(id, .right)
        case (.statement(let id), "wrong", false): self = .judge(id, .wrong)
        case (.statement(let id), "fix", true): self = .fix(id, correction, speaker: speaker)
        case (.article(let article), "right", false): self = .all(article: article)
        case (.article(let article), "missed", true): self = .missed(article: article, correction, speaker: speaker)
        default: throw ReviewOrder.fault(id, word, judgement, hasParts)
        }
    }

    private static func mark(_ id: LedgerID?, _ words: ArraySlice<String>, _ hasParts: Bool) throws(UsageError) -> ReviewOrder {
        let parts = words.first?.split(separator: "=", maxSplits: 1).map(String.init) ?? []
        guard case .statement(let statement) = id, words.count == 1, parts.count == 2, !hasParts else {
            throw fault(
                "mark stands behind the ID of a statement and takes one layer with its value: s12.3 mark sourcing=anonymous")
        }
        let choices = parts[1].split(separator: ",").map(String.init)
        return .mark(statement, layer: parts[0], choices == ["as-found"] ? .asFound : .choices(choices))
    }

    private static func fault(_ id: LedgerID?, _ word: String, _ judgement: String, _ hasParts: Bool) -> UsageError {
        let meant = Suggestion.nearest(to: judgement, among: ["right", "wrong", "fix", "missed", "mark"])
        switch (id, judgement) {
        case (nil, _), (.actor, _): return fault("“\(word)” is no ID of a statement or article, such as s12.3 or 12")
        case (_, ""): return fault("what is to be said of \(word) is missing: right, wrong, fix, missed or mark")
        case (_, "right"), (.statement, "wrong"): return fault("\(judgement) takes no parts; fix corrects them")
        case (.statement, "fix"), (.article, "missed"):
            return fault("\(judgement) needs a part: --source, --cue, --content, --speaker, --told-by or --form")
        case (.statement, "missed"):
            return fault("missed is for an article, such as \(word.prefix { $0 != "." }), not a statement")
        case (.article, "wrong"), (.article, "fix"):
            return fault("\(judgement) is for a statement, such as \(word).0, not an article")
        default:
            return UsageError(["dixit", "review"], "“\(judgement)” is none of right, wrong, fix, missed, mark", meant: meant)
        }
    }

    private static func fault(_ problem: String) -> UsageError { UsageError(["dixit", "review"], problem, meant: nil) }
}

/// Who is to be the speaker.
enum SpeakerWord: Equatable {
    /// --speaker NAME: somebody known, or none.
    case known(String)
    /// --speaker NAME --new person: somebody whom the ledger does not know.
    case new(String, EntityKind)

    fileprivate init?(_ given: Given) throws(UsageError) {
        let name = given.text(ReviewOption.speaker)
        let kind: EntityKind? = given.choice(ReviewOption.new)
        switch (name, kind) {
        case (nil, nil): return nil
        case (nil, _?), ("none", _?):
            throw UsageError(["dixit", "review"], "--new says what the new speaker is; --speaker must say the name", meant: nil)
        case (let name?, nil): self = .known(name)
        case (let name?, let kind?): self = .new(name, kind)
        }
    }
}

extension Correction {
    /// The parts that a command line gives, the speaker put aside.
    fileprivate init(_ given: Given) throws(UsageError) {
        self.init()
        source = try Correction.spans(given, ReviewOption.source)
        cue = try Correction.spans(given, ReviewOption.cue)
        content = try Correction.spans(given, ReviewOption.content)
        form = given.choice(ReviewOption.form)
    }

    /// What it stands in: "s12.0", a statement of the same article, or "none".
    fileprivate static func holder(_ given: Given, of id: LedgerID?) throws(UsageError) -> Holder? {
        guard let text = given.text(ReviewOption.told) else { return nil }
        if text == "none" { return .article }
        guard case .statement(let holder)? = LedgerID(text) else {
            throw UsageError(
                ["dixit", "review"], "--told-by needs the ID of a statement, such as s12.0, or none, not “\(text)”", meant: nil)
        }
        switch id {
        case .statement(let told) where told.article == holder.article: return .statement(holder.number)
        case .article(let article) where article == holder.article: return .statement(holder.number)
        default:
            throw UsageError(
                ["dixit", "review"], "--told-by \(text) is of another article; name a statement of the same one", meant: nil)
        }
    }

    /// "10-24,30-61", or "none".
    private static func spans(_ given: Given, _ option: Option) throws(UsageError) -> [Span]? {
        guard let text = given.text(option) else { return nil }
        if text == "none" { return [] }
        var spans: [Span] = []
        for piece in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = piece.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
            guard ends.count == 2, let start = ends[0], let end = ends[1], start >= 0, start < end else {
                throw UsageError(
                    ["dixit", "review"], "--\(option.name) needs places such as 10-24 or 10-24,30-61, or none, not “\(text)”",
                    meant: nil)
            }
            spans.append(Span(start, end))
        }
        return spans
    }
}
