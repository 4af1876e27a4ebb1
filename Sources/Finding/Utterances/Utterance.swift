import Ledger
import Record

/// What somebody said once, as several articles carry it: who carried it, and who cut, added or changed which words.
///
/// Whether it was said once or twice in the same words nothing here can know; which of two wordings is right neither.
public struct Utterance: Sendable, Hashable {
    /// The earliest first; what has no date last.
    public let versions: [Version]

    /// An utterance of its versions.
    public init(versions: [Version]) { self.versions = versions }

    /// The utterance as one article carries it.
    public struct Version: Sendable, Hashable {
        /// The statement.
        public let entry: StatementEntry
        /// Its words beside those of the earliest version: what was kept, cut and added, in order of reading. Of the earliest itself all are kept.
        public let marking: [Stretch]
        /// Whether it is given to somebody else than the earliest version is: another actor that is known.
        public let isOthers: Bool
        /// Whether its article is a copy of one that carries it too.
        public let isCopy: Bool

        /// How many words were cut from the earliest version, and how many put in.
        public var changes: (cut: Int, added: Int) {
            marking.reduce(into: (0, 0)) { changes, stretch in
                if stretch.sort == .cut { changes.0 += stretch.count }
                if stretch.sort == .added { changes.1 += stretch.count }
            }
        }
    }

    /// Words that stand together and have fared alike.
    public struct Stretch: Sendable, Hashable {
        /// How they have fared.
        public let sort: Sort
        /// The words as they stand in their article, with the marks between them.
        public let words: String
        /// How many they are.
        public let count: Int
    }

    /// How words of an earlier version fare in a later one.
    public enum Sort: String, Sendable, Hashable {
        case kept, cut, added
    }
}

/// The words of a content, to be compared with another one's.
struct UtteranceWords {
    /// The text: the pieces of the content with “ … ” between them.
    let text: String
    /// The words as they are compared.
    let words: [String]
    private let spans: [Span]
    private let scalars: [Unicode.Scalar]

    init(_ text: String) {
        self.text = text
        let places = Utterances.places(of: text)
        words = places.map(\.word)
        spans = places.map(\.span)
        scalars = Array(text.unicodeScalars)
    }

    /// Words from one place to another, as they stand in the text.
    func words(_ range: ClosedRange<Int>) -> String {
        let scalars = scalars[spans[range.lowerBound].start..<spans[range.upperBound].end]
        return String(String.UnicodeScalarView(scalars)).onOneLine
    }

    // MARK: Comparing

    /// Whether two contents are one utterance: as many words of the shorter are the same, or as many stand one behind the other in both, as nobody repeats by
    /// chance. `Benchmarks/utterances.py` measures it.
    func isSame(as other: UtteranceWords) -> Bool {
        if words == other.words, words.count >= 10 { return true }
        let (shared, longest) = WordAlignment(words, other.words).shared
        guard longest >= Utterances.run else { return false }
        let shorter = min(words.count, other.words.count)
        return (2 * shared >= shorter && telling(other) >= 2) || longest >= 10
    }

    /// Whether so much of both is the same that it is one utterance whoever is said to have said it: half of the longer one's words, or ten one behind the other.
    func isMostlySame(as other: UtteranceWords) -> Bool {
        if words == other.words, words.count >= 10 { return true }
        let (shared, longest) = WordAlignment(words, other.words).shared
        let longer = max(words.count, other.words.count)
        return longest >= Utterances.run && 2 * shared >= longer && telling(other) >= 2 || longest >= 10
    }

    /// How many words of five letters or more both have: “it is one of the” tells nothing.
    private func telling(_ other: UtteranceWords) -> Int {
        Set(words.filter { $0.unicodeScalars.count >= 5 }).intersection(other.words).count
    }

    /// What this text is, seen from an earlier one.
    func marking(from earlier: UtteranceWords) -> [Utterance.Stretch] {
        if words == earlier.words, !words.isEmpty {
            return [.init(sort: .kept, words: words(0...words.count - 1), count: words.count)]
        }
        var stretches: [Utterance.Stretch] = []
        var run: (sort: Utterance.Sort, from: Int, to: Int)?
        func end() {
            guard let run else { return }
            let words = run.sort == .cut ? earlier.words(run.from...run.to) : words(run.from...run.to)
            stretches.append(.init(sort: run.sort, words: words, count: run.to - run.from + 1))
        }
        for step in WordAlignment(earlier.words, words).steps {
            let (sort, at): (Utterance.Sort, Int) =
                switch step {
                case .both(_, let at): (.kept, at)
                case .first(let at): (.cut, at)
                case .second(let at): (.added, at)
                }
            if let open = run, open.sort == sort, open.to + 1 == at {
                run = (sort, open.from, at)
            } else {
                end()
                run = (sort, at, at)
            }
        }
        end()
        return stretches
    }
}
