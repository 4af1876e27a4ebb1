import English
import Reading
import Record

/// The days on which the statements of an article were said.
struct StatementTimes: Sendable {
    /// When one was said.
    struct Found: Sendable, Hashable {
        /// The days.
        let days: DaySpan
        /// The words that tell it; nil where the article's own day does.
        let words: Range<Int>?
        /// By what it is known.
        let basis: Basis
    }

    /// By what a day is known.
    enum Basis: Sendable, Hashable, CaseIterable {
        /// Words beside the cue: "said Monday".
        case besideCue
        /// Words elsewhere in the sentence: "On Monday, the board, which …, said".
        case inSentence
        /// The statement directly before, of the same speaker.
        case justBefore
        /// An earlier statement, behind which the same speaker goes on.
        case goingOn
        /// The sentence before, which tells what the speaker did on a day: "Lind came to Norrvik on Friday. “No,” she said."
        case deedBefore
        /// The statement in whose content it stands.
        case holder
        /// The article's own day.
        case article

        /// How likely it is right.
        var confidence: Double {
            switch self {
            case .besideCue: 0.89
            case .inSentence: 0.67
            case .justBefore: 0.74
            case .goingOn: 0.67
            case .deedBefore: 0.43
            case .holder: 0.4
            case .article: 0.4
            }
        }
    }

    private var found: [Int: Found] = [:]

    /// When a statement was said; nil where that cannot be told.
    subscript(statement: Int) -> Found? { found[statement] }

    /// The days of all statements of an article.
    init(_ article: ReadArticle) {
        let text = TimeText(article)
        let dateline = DatelineDay(article, text)
        let origin = dateline.origin
        let times = TimeExpression.all(in: article, text, origin: origin).filter { !dateline.words.contains($0.words.lowerBound) }
        let scene = StatementScene(article)
        var speech: Speech?
        for place in scene.places {
            let statement = place.statement
            switch place.time(among: times, scene, origin) {
            case .told(let words, let days, let isBeside):
                let found = Found(days: days, words: words, basis: isBeside ? .besideCue : .inSentence)
                self.found[statement.id] = found
                speech = Speech(place, found)
                continue
            case .untold:
                speech = nil
                continue
            case .none: break
            }
            let goesOn = speech?.goesOn(at: place) ?? false
            // What stands inside another statement, or is held, neither goes on nor ends what somebody says.
            if statement.parent == nil, !place.isHeld {
                if goesOn { speech?.go(to: place) } else { speech = nil }
            }
            if !goesOn, let found = place.event(before: times, scene, origin) {
                self.found[statement.id] = found
                speech = Speech(place, found)
                continue
            }
            if goesOn, let told = speech, told.holds(for: place) {
                let basis = told.length == 2 ? Basis.justBefore : .goingOn
                self.found[statement.id] = Found(days: told.found.days, words: told.found.words, basis: basis)
            } else if let origin, !place.isAhead, let days = DaySpan(from: origin, until: origin) {
                self.found[statement.id] = Found(days: days, words: nil, basis: .article)
            }
        }
        passOn(article.findings.statements)
    }

    /// Gives statements inside others the day of those where no words of theirs tell one: whoever says on Monday that somebody denied it knows it by Monday.
    private mutating func passOn(_ statements: [Statement]) {
        let parents = Dictionary(statements.map { ($0.id, $0.parent) }, uniquingKeysWith: { first, _ in first })
        for statement in statements where statement.parent != nil && found[statement.id]?.basis == .article {
            var holder = statement.parent
            // Statements nest a few deep; those of records made by hand may hold each other.
            for _ in 0..<16 {
                guard let next = holder else { break }
                if let told = found[next], told.basis != .article, told.basis != .holder {
                    found[statement.id] = Found(days: told.days, words: told.words, basis: .holder)
                    break
                }
                holder = parents[next] ?? nil
            }
        }
    }
}

/// What one speaker says without another between, and when it began.
private struct Speech {
    let found: StatementTimes.Found
    private let speaker: Int
    private let isToldFirst: Bool
    private var paragraph: Int32
    /// How many of its statements there have been.
    private(set) var length = 1

    /// A speech of which a day is told; nil of a speaker who is not known, or of a longer time: what was said last year is one
    /// thing alone.
    init?(_ place: StatementScene.Place, _ found: StatementTimes.Found) {
        guard let speaker = place.statement.speaker, let words = found.words, found.days.from == found.days.until else {
            return nil
        }
        self.found = found
        self.speaker = speaker
        isToldFirst = words.lowerBound < place.anchor
        paragraph = place.paragraph
    }

    /// Whether a statement is one more of it: of the same speaker, in the same paragraph or the next.
    func goesOn(at place: StatementScene.Place) -> Bool {
        place.statement.parent == nil && !place.isHeld && place.statement.speaker == speaker && place.paragraph - paragraph <= 1
    }

    /// Goes on to a statement.
    mutating func go(to place: StatementScene.Place) {
        paragraph = place.paragraph
        length += 1
    }

    /// Whether its day holds for a statement that it has gone on to: the one directly behind; later ones where "On Monday, …"
    /// opened it and
    /// "he" says them.
    func holds(for place: StatementScene.Place) -> Bool { length == 2 || isToldFirst || place.hasPronoun }
}

/// The day that an article gives for itself: when it was published, or the day in its dateline.
struct DatelineDay: Sendable {
    /// The day from which "last week" counts.
    let origin: Day?
    /// The words of the dateline's day, which tell of no statement.
    let words: Range<Int>

    /// "PORT AMREL, Nov. 6 —": a day in the first words of one of the first paragraphs, with a dash or a full stop soon behind
    /// it.
    init(_ article: ReadArticle, _ text: TimeText) {
        let published = article.article.published.flatMap { Day(published: $0) }
        let starts = (0..<text.count).lazy.filter { text.beginsParagraph($0) || $0 == 0 }.prefix(4)
        for start in starts {
            let line = start..<min(start + 10, text.count)
            for at in line where text[at].month != nil || text.digits(at) != nil {
                guard let rest = TimeGrammar(text: text).calendarDate(at), rest.end <= start + 12 else { continue }
                let behind = (rest.end..<min(rest.end + 6, text.count)).contains {
                    ["—", "–", "-"].contains(text($0)) && !text.isGlued($0)
                }
                guard behind || rest.end == text.count || text.beginsParagraph(rest.end) else { continue }
                var resolver = TimeResolver(origin: published)
                guard let day = resolver.value(of: rest.phrase, { .past })?.days, day.from == day.until else { continue }
                // A day named in full is the dateline's own, however late the article was published.
                guard rest.phrase.isInFull || published.map({ abs($0.number - day.from.number) <= 7 }) ?? true else { continue }
                origin = day.from
                words = at..<rest.end
                return
            }
        }
        origin = published
        words = 0..<0
    }
}
