import Ledger
import Record

/// Who is heard in an article beside the article itself: one of those whom statements are put down to.
enum Voice: Sendable, Hashable {
    /// Somebody known across articles.
    case actor(Int)
    /// Somebody whom the article describes but does not name: "officials".
    case entity(Int)
    /// Words of the article for a source that nothing more is known of.
    case unnamed(String)
    /// Nobody: the source is missing.
    case missing

    init(_ entry: StatementEntry) {
        if let actor = entry.actor {
            self = .actor(actor.id)
        } else if let speaker = entry.statement.speaker {
            self = .entity(speaker)
        } else if let source = entry.statement.source.first {
            self = .unnamed(source.text.lowercased())
        } else {
            self = .missing
        }
    }
}

/// How a source is given.
enum Sourcing: String, Sendable, Hashable, CaseIterable {
    /// By name: an actor.
    case named
    /// By a description: "officials".
    case unnamed
    /// Not at all.
    case missing

    init(_ entry: StatementEntry) {
        self = entry.actor != nil ? .named : entry.statement.source.isEmpty && entry.speaker == nil ? .missing : .unnamed
    }
}

/// The shares of an article, the one with most words first, with their shares of the words.
///
/// A word belongs to the statement inside whose content it begins; of statements inside one another, to the innermost: that is whose words they
/// are, as far as the article tells. What is counted is what is tinted.
struct SpeakerShares: Sendable {
    /// One voice.
    struct Heard: Sendable {
        let voice: Voice
        /// What it is called.
        let name: String
        let sourcing: Sourcing
        /// Its place among the tints: the same tint everywhere in the article.
        let tint: Tint
        var words = 0
        var statements = 0
    }

    /// Those whom statements are put down to.
    private(set) var heard: [Heard] = []
    /// Words in own voice.
    private(set) var ownWords = 0
    /// All words.
    private(set) var words = 0
    private var places: [Voice: Int] = [:]

    init(of text: String, _ entries: [StatementEntry]) {
        let counts = SpeakerShares.words(of: text, entries)
        words = counts.all
        ownWords = counts.own
        var found: [Voice: (name: String, sourcing: Sourcing, words: Int, statements: Int, first: Int)] = [:]
        for (at, entry) in entries.enumerated() {
            let voice = Voice(entry)
            var one = found[voice] ?? (entry.voiceName, Sourcing(entry), 0, 0, at)
            one.words += counts.byStatement[at]
            one.statements += 1
            found[voice] = one
        }
        let sorted = found.sorted { ($1.value.words, $0.value.first) < ($0.value.words, $1.value.first) }
        var named = 0
        for (voice, one) in sorted {
            let tint = one.sourcing == .named ? Tint.named(named) : one.sourcing == .unnamed ? .unnamed : .missing
            if one.sourcing == .named { named += 1 }
            places[voice] = heard.count
            heard.append(
                Heard(
                    voice: voice, name: one.name, sourcing: one.sourcing, tint: tint, words: one.words, statements: one.statements
                ))
        }
    }

    /// One voice; nil where it is not heard.
    func of(_ voice: Voice) -> Heard? { places[voice].map { heard[$0] } }

    /// The voice of a statement.
    func of(_ entry: StatementEntry) -> (place: Int, heard: Heard)? {
        places[Voice(entry)].map { ($0, heard[$0]) }
    }

    /// Words as `OwnVoice` counts them: what stands between white space and holds a letter or a digit.
    private static func words(of text: String, _ entries: [StatementEntry]) -> (all: Int, own: Int, byStatement: [Int]) {
        let scalars = Array(text.unicodeScalars)
        var owner = [Int32](repeating: -1, count: scalars.count)
        // The longest first, so that what stands inside others is written over them.
        let order = entries.indices.sorted { entries[$0].contentLength > entries[$1].contentLength }
        for at in order {
            for piece in entries[at].statement.content {
                for place in min(piece.span.start, scalars.count)..<min(piece.span.end, scalars.count) {
                    owner[place] = Int32(at)
                }
            }
        }
        var counts = (all: 0, own: 0, byStatement: [Int](repeating: 0, count: entries.count))
        var isCounted = false
        for (place, scalar) in scalars.enumerated() {
            if scalar.isSpace {
                isCounted = false
            } else if !isCounted, scalar.isLetterOrDigit {
                isCounted = true
                counts.all += 1
                if owner[place] >= 0 { counts.byStatement[Int(owner[place])] += 1 } else { counts.own += 1 }
            }
        }
        return counts
    }
}

extension StatementEntry {
    /// What its source is called: the actor's name, what the article calls it, its words, or nothing.
    var voiceName: String {
        actor?.name ?? speaker ?? statement.source.first?.text ?? "nobody named"
    }

    fileprivate var contentLength: Int { statement.content.reduce(0) { $0 + $1.span.length } }
}

/// What marks a voice: a hue and the style of a line, so that those who see few colours tell shares apart as well.
enum Tint: Sendable, Hashable {
    /// One of those named, by its place.
    case named(Int)
    case unnamed
    case missing
    case own

    /// Hues that are told apart; with the styles of line there are thirty-two different tints.
    static let hues = 8
    static let lines = 4

    /// "v3 l1": the classes of the style sheet.
    var classes: [StaticString] {
        switch self {
        case .named(let place):
            [Tint.hueNames[place % Tint.hues], Tint.lineNames[(place + place / Tint.hues) % Tint.lines]]
        case .unnamed: ["unnamed"]
        case .missing: ["missing"]
        case .own: ["own"]
        }
    }

    private static let hueNames: [StaticString] = ["v0", "v1", "v2", "v3", "v4", "v5", "v6", "v7"]
    private static let lineNames: [StaticString] = ["l0", "l1", "l2", "l3"]
}
