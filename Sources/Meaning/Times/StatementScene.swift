import English
import Prose
import Record

/// The statements of an article with the words that they take up, in order of their cues.
struct StatementScene: Sendable {
    let article: ReadArticle
    /// In order of reading.
    let places: [Place]
    /// The cue that a word stands in, by the statement's place in `places`.
    fileprivate let cues: [Int: Int]
    /// The statement in whose content a word stands, the innermost; by the statement's place in `places`.
    private let holders: [Int: Int]

    init(_ article: ReadArticle) {
        self.article = article
        let places = article.findings.statements.compactMap { Place($0, article) }.sorted { $0.anchor < $1.anchor }
        self.places = places
        var cues: [Int: Int] = [:]
        for (number, place) in places.enumerated() { for word in place.cue { cues[word] = number } }
        self.cues = cues
        var holders: [Int: Int] = [:]
        let contents = places.indices.flatMap { number in places[number].contents.map { (number, $0) } }
        for (number, words) in contents.sorted(by: { $0.1.count > $1.1.count }) { for word in words { holders[word] = number } }
        self.holders = holders
    }

    /// The statement in whose content a word stands, the innermost of several, by its place in `places`.
    fileprivate func holder(of word: Int) -> Int? { holders[word] }

    /// What opens a clause inside another.
    static let subordinators: Set<String> = [
        "who", "whom", "whose", "which", "when", "while", "because", "since", "as", "after", "before", "where", "although",
        "though", "if", "than",
    ]

    /// What is known of when a statement was said, by the words of its sentence alone.
    enum Outcome: Sendable, Hashable {
        /// Words tell it; whether they stand beside the cue.
        case told(Range<Int>, DaySpan, isBeside: Bool)
        /// Words tell a time without a day: it cannot be told.
        case untold
        /// No words tell it.
        case none
    }

    /// A statement with the words that it takes up.
    struct Place: Sendable {
        let statement: Statement
        /// The words of the cue, in order; of a quotation without one the first of its content.
        let cue: [Int]
        /// The first of them.
        var anchor: Int { cue[0] }
        let paragraph: Int32
        private let sentence: Range<Int>
        fileprivate let contents: [Range<Int>]
        private let sources: [Range<Int>]
        private let lower: [String]

        /// nil where it has no words.
        init?(_ statement: Statement, _ article: ReadArticle) {
            self.statement = statement
            contents = statement.content.map { article.words(of: $0.span) }
            sources = statement.source.map { article.words(of: $0.span) }
            let contents = contents
            let words = statement.cue.flatMap { Array(article.words(of: $0.span)) }
            let own = words.filter { word in !contents.contains { $0.contains(word) } }
            cue = own.isEmpty ? words.isEmpty ? contents.first.map { Array($0.prefix(1)) } ?? [] : words : own
            guard let first = cue.first else { return nil }
            paragraph = article.worded.words[first].paragraph
            sentence = article.clause(around: first)
            lower = article.lower
        }

        /// Whether somebody is told to hold something, at no time in particular: "believes", "wants".
        var isHeld: Bool {
            cue.contains { word in
                let text = lower[word]
                return text.hasSuffix("s")
                    && (Lexicon.holding.contains(text) || ["wants", "hopes", "fears", "seeks"].contains(text))
            }
        }

        /// Whether "he" or "she" says it.
        var hasPronoun: Bool {
            sources.contains { $0.count == 1 && ["he", "she", "they", "it"].contains(lower[$0.lowerBound]) }
        }

        /// Whether it is yet to be said, or only may be.
        var isAhead: Bool {
            let chain = Array(max(sentence.lowerBound, anchor - 2)..<anchor) + cue
            return chain.contains {
                ["will", "would", "ll", "may", "might", "could", "should", "can", "must"].contains(lower[$0])
            }
        }

        /// What the words of its sentence tell.
        func time(among times: [TimeExpression], _ scene: StatementScene, _ origin: Day?) -> Outcome {
            let near = times.near(sentence)
            var best: (time: TimeExpression, distance: Int)?
            for time in near {
                guard let distance = distance(to: time, scene, origin), distance < best?.distance ?? 25 else { continue }
                // "has said for years": only right beside the cue does a length of time tell of saying.
                if case .duration = time.value, distance > 4 { continue }
                best = (time, distance)
            }
            if tellsNoDay, best?.distance ?? 9 > 3 { return .untold }
            guard let (time, distance) = best else { return .none }
            guard let days = time.value?.days else { return .untold }
            let (words, all) = near.joined(to: time, days, lower)
            return .told(words, all, isBeside: distance <= 6)
        }

        /// The day of what the speaker did in the sentence before; nil where that tells none, or several.
        func event(before times: [TimeExpression], _ scene: StatementScene, _ origin: Day?) -> StatementTimes.Found? {
            let article = scene.article
            guard statement.parent == nil, !isHeld, !isPresent, sentence.lowerBound > 0,
                let speaker = article.entity(statement.speaker)
            else { return nil }
            let before = article.clause(around: sentence.lowerBound - 1)
            guard paragraph - article.worded.words[before.lowerBound].paragraph <= 1 else { return nil }
            let told = times.near(before).filter { $0.value?.days != nil }
            guard told.count == 1, let time = told.first, let days = time.value?.days, days.from == days.until,
                days.until <= origin ?? days.until, tells(time, origin),
                scene.holder(of: time.words.lowerBound) == nil
            else { return nil }
            let isSubject = speaker.mentions.contains { (mention: Mention) -> Bool in
                let words = article.words(of: mention.extract.span)
                return before.contains(words.lowerBound) && words.lowerBound - before.lowerBound < 8
            }
            return isSubject ? StatementTimes.Found(days: days, words: time.words, basis: .deedBefore) : nil
        }

        /// "once said", "has repeatedly said".
        private var tellsNoDay: Bool {
            ([anchor - 1] + cue.prefix(3)).contains {
                $0 >= sentence.lowerBound && Lexicon.timesAtLarge[lower[$0]].contains("cue")
            }
        }

        /// How far some words are from telling when it was said; nil where they tell of something else.
        private func distance(to time: TimeExpression, _ scene: StatementScene, _ origin: Day?) -> Int? {
            let words = time.words
            if cue.contains(words.lowerBound) { return 0 }
            guard tells(time, origin) else { return nil }
            let article = scene.article
            // "announced plans Tuesday": the reader takes what stands right behind the cue for content.
            if let last = cue.last, (last + 1...last + 2).contains(words.lowerBound),
                time.value?.days.map({ $0.from == $0.until }) == true
            {
                return 1
            }
            guard !contents.contains(where: { $0.overlaps(words) }) else { return nil }
            if article.worded.words[words.lowerBound].quotation != article.worded.words[anchor].quotation { return nil }
            guard scene.holder(of: words.lowerBound) == scene.holder(of: anchor) else { return nil }
            let last = cue.last ?? anchor
            let between = words.lowerBound > last ? last + 1..<words.lowerBound : words.upperBound..<max(words.upperBound, anchor)
            let free = between.filter { word in !contents.contains { $0.contains(word) } }
            for word in free {
                // What stands beyond another's cue is told of that one.
                if let other = scene.cues[word].map({ scene.places[$0].statement }), other.id != statement.id,
                    other.source.map(\.span) != statement.source.map(\.span),
                    other.speaker != statement.speaker || statement.speaker == nil
                {
                    return nil
                }
                if lower[word] == ";" { return nil }
            }
            let commas = free.count { lower[$0] == "," }
            let isOpening = words.lowerBound - sentence.lowerBound <= 3 || opens(words)
            if isSubordinate(words, free, isOpening) || isPresent, free.count > 2,
                time.value?.days.map({ $0.until < origin ?? $0.until }) == true
            {
                return nil
            }
            guard words.lowerBound < anchor else { return free.count + 4 * commas }
            // "On Monday, …, she said": what opens the sentence tells of its main verb.
            if isOpening { return isParticiple ? nil : 5 }
            // "…, who came on Monday, said"; but "went to Norrvik on Monday, saying".
            let goesOn = isGoingOn && commas == 1 && !free.contains { ["and", "but"].contains(lower[$0]) }
            if !goesOn, commas > 0 || free.contains(where: isFinite) { return nil }
            return free.count + 3 + (sources.contains { $0.overlaps(words) } ? 6 : 0) + 3 * commas
        }

        /// Whether words stand in what opens the sentence before its subject: "At a meeting in Norrvik on Friday, she said",
        /// "Reached by
        /// telephone on Tuesday, he said".
        private func opens(_ words: Range<Int>) -> Bool {
            let first = lower[sentence.lowerBound]
            guard
                Lexicon.prepositions.contains(first) || first.hasSuffix("ing") || first.hasSuffix("ed") || first == "as"
                    || first == "while"
            else { return false }
            guard let comma = (sentence.lowerBound..<max(sentence.lowerBound, anchor)).first(where: { lower[$0] == "," }) else {
                return false
            }
            return words.upperBound <= comma
        }

        /// Whether words stand in a clause of their own: "said Lind, who was named last week", "Lind, who came on Monday, said".
        private func isSubordinate(_ words: Range<Int>, _ between: [Int], _ isOpening: Bool) -> Bool {
            if words.lowerBound > anchor { return between.contains { StatementScene.subordinators.contains(lower[$0]) } }
            if isOpening { return false }
            for word in (sentence.lowerBound..<words.lowerBound).reversed() {
                if lower[word] == "," || words.lowerBound - word > 12 { return false }
                if StatementScene.subordinators.contains(lower[word]) { return true }
            }
            return false
        }

        /// ", saying": a participle that goes on with what the sentence tells.
        private var isGoingOn: Bool { lower[anchor].hasSuffix("ing") && anchor > 0 && lower[anchor - 1] == "," }

        /// "a group backing him": a participle that belongs to a noun and not to the sentence.
        private var isParticiple: Bool {
            lower[anchor].hasSuffix("ing") && anchor > 0 && lower[anchor - 1] != ","
        }

        /// "says", "believe": what holds now was not said on an earlier day.
        private var isPresent: Bool {
            let head = cue.first { Lexicon.saying.contains(lower[$0]) || Lexicon.holding.contains(lower[$0]) } ?? anchor
            let word = lower[head]
            return !word.hasSuffix("ed") && !word.hasSuffix("ing") && !Lexicon.pastForms.contains(word) && word != "according"
                && (Lexicon.saying.contains(word) || Lexicon.holding.contains(word))
        }

        private func isFinite(_ word: Int) -> Bool {
            let text = lower[word]
            return Lexicon.pastForms.contains(text) || ["is", "are", "has", "have", "had", "will"].contains(text)
                || text.count > 3 && text.hasSuffix("ed")
        }

        /// Whether an expression can tell when something was said.
        private func tells(_ time: TimeExpression, _ origin: Day?) -> Bool {
            let before = time.words.lowerBound > 0 ? lower[time.words.lowerBound - 1] : ""
            // "from 2010 to 2012" is one time, "from 2010" an edge.
            if before == "from",
                ["to", "until", "till", "through"].contains(
                    time.words.upperBound < lower.count ? lower[time.words.upperBound] : "")
            {
                return time.value?.days.map { isPossible($0.from, origin) } ?? false
            }
            if ["since", "until", "till", "before", "by", "through", "from", "after", "than", "of"].contains(before) {
                return false
            }
            switch time.value {
            case .reference("PAST_REF"): return true
            case .duration: return before == "for"
            case .reference, .set, nil: return false
            case .time(let day, _): return time.isInFull || isPossible(day, origin)
            case .period(let period):
                guard let days = period.days, time.isInFull || isPossible(days.from, origin) else { return false }
                // "the 2012 election" is no time of saying, "a 2013 interview" is.
                guard period.grain >= .month || period.grain == .day else { return true }
                return !isAttribute(time.words)
            }
        }

        /// What has been said was not said after the article's day.
        private func isPossible(_ day: Day, _ origin: Day?) -> Bool {
            guard let origin, day > origin else { return true }
            return isAhead || cue.contains { lower[$0] == "to" }
        }

        /// Whether words stand before a noun of which they tell, and that is nothing in which something is said.
        private func isAttribute(_ words: Range<Int>) -> Bool {
            guard words.upperBound < sentence.upperBound, words.lowerBound > sentence.lowerBound else { return false }
            let before = lower[words.lowerBound - 1]
            guard ["a", "an", "the", "his", "her", "its", "their", "s"].contains(before) else { return false }
            return !lower[words.upperBound..<min(words.upperBound + 3, sentence.upperBound)].contains {
                Lexicon.documents.contains($0) || Lexicon.occasions.contains($0)
            }
        }
    }
}

extension [TimeExpression] {
    /// Those that begin among some words; they stand in order of reading.
    fileprivate func near(_ words: Range<Int>) -> ArraySlice<TimeExpression> {
        self[partitioningIndex { $0.words.lowerBound >= words.lowerBound }...].prefix { $0.words.lowerBound < words.upperBound }
    }
}

extension ArraySlice<TimeExpression> {
    /// The words and days of an expression with those of a neighbour that makes one time with it: "between 2010 and 2012", "from May to July", "on Monday and
    /// Tuesday", "Monday through Friday".
    fileprivate func joined(to time: TimeExpression, _ days: DaySpan, _ lower: [String]) -> (Range<Int>, DaySpan) {
        guard let place = firstIndex(of: time) else { return (time.words, days) }
        for (first, second) in [(place - 1, place), (place, place + 1)] where indices.contains(first) && indices.contains(second)
        {
            let (a, b) = (self[first], self[second])
            guard let from = a.value?.days, let until = b.value?.days, from.from <= until.until,
                b.words.lowerBound == a.words.upperBound + 1
            else { continue }
            let before = a.words.lowerBound > 0 ? lower[a.words.lowerBound - 1] : ""
            // Two days that are named one after the other are one time where they are near each other.
            let areNear = from.from == from.until && until.from == until.until && until.until.number - from.from.number <= 7
            let isOne =
                switch lower[a.words.upperBound] {
                case "and": before == "between" || areNear
                case "to", "until", "till": before == "from" || areNear
                case "through", "-", "–": areNear || before == "from"
                default: false
                }
            guard isOne, let all = DaySpan(from: from.from, until: until.until) else { continue }
            return (a.words.lowerBound..<b.words.upperBound, all)
        }
        return (time.words, days)
    }
}
