import English
import Record

/// What topics are called: by the noun phrases and names that stand in their statements and seldom in others.
///
/// There is no tagger of parts of speech here. A word counts as a noun where most of its places are a noun's: behind "the", "of" or a number, not behind "to" or "they",
/// nor before "the". Phrases are runs of telling words that nothing parts; a surname stands for the whole name that some statement has.
struct TopicNames {
    /// A phrase that can be a topic's name.
    private struct Phrase: Hashable {
        /// What tells it from others: the stems of its words.
        let stems: [String]
    }

    /// Names shown of a topic at most.
    private static let shown = 3
    /// Of more statements than this about so many are looked at, evenly spread.
    private static let looked = 2_000
    /// Behind these a single name is a place's or a body's.
    private static let beforePlaces =
        Lexicon.prepositions.words("place").union(Lexicon.determiners.words("article")).union(["to"])
    /// How much more a phrase of several words tells than a word.
    private static let several = 1.6

    /// The phrases of each statement.
    private let phrases: [[Phrase]]
    /// How phrases are written, mostly.
    private var written: [Phrase: String] = [:]
    private var counts: [Phrase: Int] = [:]

    /// - Parameters:
    ///   - contents: what statements say.
    ///   - mentioned: the names of those whom each mentions.
    ///   - sides: whose statements they are; their names name no topic.
    init(_ contents: [String], mentioned: [[String]], sides: [String]) {
        let step = contents.count / TopicNames.looked + 1
        let texts = contents.enumerated().map { $0.offset % step == 0 ? PhraseWords.read($0.element) : [] }
        let nouns = NounEvidence(texts)
        let names = WholeNames(texts, mentioned)
        let silent = Set(sides.flatMap { $0.lowercased().split(separator: " ").map(String.init) })
        var spellings: [Phrase: [String: Int]] = [:]
        var found: [[Phrase]] = []
        for (words, mentioned) in zip(texts, mentioned) {
            let told =
                TopicNames.names(in: words, names) + mentioned.filter { $0.contains(" ") } + TopicNames.nouns(in: words, nouns)
            var own: [Phrase] = []
            for name in told {
                let phrase = Phrase(stems: name.split(separator: " ").map { Term.stem($0.lowercased()) })
                guard !name.lowercased().split(separator: " ").allSatisfy({ silent.contains(String($0)) }) else { continue }
                spellings[phrase, default: [:]][name, default: 0] += 1
                if !own.contains(phrase) { own.append(phrase) }
            }
            for phrase in own { counts[phrase, default: 0] += 1 }
            found.append(own)
        }
        phrases = found
        for (phrase, names) in spellings { written[phrase] = names.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key }
    }

    /// The names of a topic, the most telling first; none where its statements share nothing.
    func names(of statements: [Int]) -> [String] {
        var own: [Phrase: Int] = [:]
        for phrase in statements.flatMap({ phrases[$0] }) { own[phrase, default: 0] += 1 }
        let least = own.values.contains { $0 > 1 } ? 2 : 1
        let scored = own.filter { $0.value >= least }.map { phrase, count in
            let share = Double(count) / Double(counts[phrase] ?? count)
            return (phrase: phrase, score: Double(count) * share * (phrase.stems.count > 1 ? TopicNames.several : 1))
        }
        var taken: [Phrase] = []
        for (phrase, _) in scored.sorted(by: { ($1.score, written[$0.phrase] ?? "") < ($0.score, written[$1.phrase] ?? "") }) {
            guard taken.count < TopicNames.shown else { break }
            if taken.allSatisfy({ Set($0.stems).isDisjoint(with: phrase.stems) }) { taken.append(phrase) }
        }
        return taken.compactMap { written[$0] }
    }

    /// The names that stand in a text, in full where that is known.
    private static func names(in words: [PhraseWords.Word], _ names: WholeNames) -> [String] {
        PhraseWords.runs(words) { $0.isCapital && $0.isTelling }.compactMap { run in
            var run = run
            while run.count > 1, Lexicon.titles.contains(words[run.lowerBound].small) { run = run.dropFirst() }
            let told = run.map { words[$0].written }
            if told.count > 1 { return told.count < 5 ? told.joined(separator: " ") : nil }
            guard let first = run.first, !Lexicon.titles.contains(words[first].small) else { return nil }
            if let whole = names.whole(told[0]) { return whole }
            // "in Norrvik", "the Senate"; "that Lind was" may be anybody's surname.
            let before = first > 0 && !words[first].isParted ? words[first - 1].small : ""
            return beforePlaces.contains(before) ? told[0] : nil
        }
    }

    /// The noun phrases in small letters that stand in a text: of each run of telling words the last, and the last with one or two before it.
    private static func nouns(in words: [PhraseWords.Word], _ nouns: NounEvidence) -> [String] {
        PhraseWords.runs(words) { !$0.isCapital && $0.isTelling }.flatMap { run -> [String] in
            guard let head = run.last, nouns.isNoun(words[head].small) else { return [] }
            return (1...3).prefix { $0 <= run.count }.compactMap { length in
                let part = run.suffix(length)
                guard let first = part.first, length == 1 || nouns.canBegin(words[first].small) else { return nil }
                return part.map { words[$0].written }.joined(separator: " ")
            }
        }
    }
}

/// A text's words as phrases are made of them.
private enum PhraseWords {
    struct Word {
        /// As it stands, without "'s".
        let written: String
        let small: String
        /// Whether it begins with a capital that is not that of a sentence.
        let isCapital: Bool
        /// Whether anything but a space stands before it, or it is the first.
        let isParted: Bool
        /// Whether it tells what is spoken of.
        let isTelling: Bool
    }

    /// Of longer texts the beginning is looked at.
    private static let longest = 1_500

    static func read(_ text: String) -> [Word] {
        var words: [Word] = []
        var word = ""
        var between = ""
        var mayBegin = true
        func close() {
            guard !word.isEmpty else { return }
            var written = word.replacing("’", with: "'")
            word = ""
            let hasOwner = written.hasSuffix("'s") || written.hasSuffix("'")
            if written.hasSuffix("'s") { written.removeLast(2) }
            while written.hasSuffix("'") || written.hasSuffix("-") { written.removeLast() }
            let small = written.lowercased()
            let isCapital = written.first?.isUppercase == true && !(mayBegin && small.dropFirst() == written.dropFirst())
            words.append(
                Word(
                    written: written, small: small, isCapital: isCapital, isParted: between != " " || words.isEmpty,
                    isTelling: !written.contains("'") && Term.isTelling(small)))
            between = hasOwner ? "'" : ""
            mayBegin = false
        }
        for character in text.prefix(longest) {
            if character.isLetter || character.isNumber
                || (character == "'" || character == "’" || character == "-") && !word.isEmpty
            {
                word.append(character)
            } else {
                close()
                between.append(character)
                if ".!?“\":".contains(character) { mayBegin = true }
            }
        }
        close()
        return words
    }

    /// The runs of words of a sort that nothing parts.
    static func runs(_ words: [Word], _ isOfSort: (Word) -> Bool) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start: Int?
        for at in words.indices {
            if let from = start, words[at].isParted || !isOfSort(words[at]) {
                runs.append(from..<at)
                start = nil
            }
            if start == nil, isOfSort(words[at]) { start = at }
        }
        if let start { runs.append(start..<words.count) }
        return runs
    }
}

/// How often words stand where nouns stand, and where verbs do.
private struct NounEvidence {
    private var ofNoun: [String: Int] = [:]
    private var ofVerb: [String: Int] = [:]
    private static let subjects = Lexicon.pronouns.words("subject")

    init(_ texts: [[PhraseWords.Word]]) {
        for words in texts {
            for run in PhraseWords.runs(words, \.isTelling) {
                guard let last = run.last, let first = run.first else { continue }
                let before = first > 0 && !words[first].isParted ? words[first - 1].small : nil
                let after = last + 1 < words.count && !words[last + 1].isParted ? words[last + 1].small : nil
                let isOpened = before.map {
                    $0 != "to"
                        && (Lexicon.determiners.contains($0) || Lexicon.prepositions.contains($0) || Lexicon.numbers.contains($0))
                }
                let isFollowed = after.map { Lexicon.determiners.contains($0) || Lexicon.pronouns.contains($0) } ?? false
                if isFollowed {
                    ofVerb[words[last].small, default: 0] += 1
                } else if isOpened == true {
                    ofNoun[words[last].small, default: 0] += 1
                }
                let isVerbal = before.map {
                    $0 == "to" || NounEvidence.subjects.contains($0) || Lexicon.auxiliaries.contains($0)
                        || Lexicon.negators.contains($0)
                }
                if isVerbal == true { ofVerb[words[first].small, default: 0] += 1 }
            }
        }
    }

    /// Whether most of a word's places are a noun's.
    func isNoun(_ word: String) -> Bool {
        guard !word.hasSuffix("ly"), !word.hasSuffix("ed"), !word.contains(where: \.isNumber) else { return false }
        return (ofNoun[word] ?? 0) > (word.hasSuffix("ing") ? 2 : 1) * (ofVerb[word] ?? 0)
    }

    /// Whether a phrase can begin with a word.
    func canBegin(_ word: String) -> Bool {
        !word.hasSuffix("ly") && !word.hasSuffix("ing") && !word.contains(where: \.isNumber)
            && (ofVerb[word] ?? 0) <= (ofNoun[word] ?? 0)
    }
}

/// The whole names that some statements have of those whom others call by a surname.
private struct WholeNames {
    private var names: [String: String] = [:]

    init(_ texts: [[PhraseWords.Word]], _ mentioned: [[String]]) {
        var counts: [String: [String: Int]] = [:]
        let inTexts = texts.flatMap { words in
            PhraseWords.runs(words) { $0.isCapital && $0.isTelling }.map { run in
                run.map { words[$0].written }.drop { Lexicon.titles.contains($0.lowercased()) }
            }
        }
        for name in inTexts + mentioned.flatMap({ $0 }).map({ $0.split(separator: " ").map(String.init)[...] }) {
            guard let last = name.last, (2...4).contains(name.count) else { continue }
            counts[last, default: [:]][name.joined(separator: " "), default: 0] += 1
        }
        names = counts.compactMapValues { $0.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key }
    }

    /// The whole name of somebody called by a surname; nil where none is known.
    func whole(_ name: String) -> String? { names[name] }
}
