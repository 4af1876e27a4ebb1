/// An option of a command, declared once: parsing, help, suggestions and completion all follow from it.
struct Option: Sendable {
    /// What may stand behind the option's name.
    enum Value: Sendable {
        /// Nothing: the option is a flag.
        case none
        /// A file's name.
        case file
        /// Any words; the name is what help calls them.
        case text(String)
        /// A whole number in a range; the name is what help calls it.
        case number(String, ClosedRange<Int>)
        /// One of these words.
        case choice([String])

        /// What help shows behind the option's name.
        var placeholder: String? {
            switch self {
            case .none: nil
            case .file: "FILE"
            case .text(let name): name
            case .number(let name, _): name
            case .choice(let words): isLong ? "VALUE" : words.joined(separator: "|")
            }
        }

        /// Whether there are too many choices to stand behind the option's name.
        private var isLong: Bool {
            if case .choice(let words) = self { words.joined(separator: "|").count > 48 } else { false }
        }

        /// The choices, where the placeholder does not list them.
        fileprivate var listed: String? {
            if case .choice(let words) = self, isLong { words.joined(separator: ", ") } else { nil }
        }

        /// Why a word is no such value, and what may have been meant; nil where it is one.
        func refusal(of word: String) -> (problem: String, meant: String?)? {
            switch self {
            case .none: return ("takes no value", nil)
            case .file: return word.isEmpty ? ("needs a file's name", nil) : nil
            case .text(let name): return word.isEmpty ? ("needs a value: \(name)", nil) : nil
            case .number(_, let range):
                if let number = Int(word), range.contains(number) { return nil }
                return ("needs a whole number from \(range.lowerBound) to \(range.upperBound), not “\(word)”", nil)
            case .choice(let words):
                if words.contains(word) { return nil }
                return ("is one of \(words.joined(separator: ", ")), not “\(word)”", Suggestion.nearest(to: word, among: words))
            }
        }
    }

    /// Its long name, without the dashes.
    let name: String
    /// Its one-letter name, if any.
    var letter: Character?
    /// What stands behind it.
    let value: Value
    /// What it does, for help: a phrase.
    let help: String
    /// Whether it can be given several times, each value beside the others; else the last one counts.
    let isRepeated: Bool
    /// Whether the name may stand alone. The word behind it is then its value only where it can be one.
    private(set) var mayStandAlone = false

    init(_ name: String, _ letter: Character? = nil, _ value: Value = .none, help: String, isRepeated: Bool = false) {
        self.name = name
        self.letter = letter
        self.value = value
        self.help = help
        self.isRepeated = isRepeated
    }

    /// The same option, whose name may stand alone too: its value is then empty.
    func standingAlone(_ letter: Character, help: String) -> Option {
        var option = Option(name, letter, value, help: help, isRepeated: isRepeated)
        option.mayStandAlone = true
        return option
    }

    /// What it does, and its values where they do not stand behind its name.
    var explained: String { value.listed.map { "\(help): \($0)" } ?? help }

    /// "-h, --help": every command has it.
    static let help = Option("help", "h", help: "Show this help")
}

/// What a command takes besides options.
struct Operand: Sendable {
    /// What help calls it: "FILE".
    let name: String
    /// How many there may be.
    let count: ClosedRange<Int>
    /// What it is, for help.
    let help: String
    /// The words it can be; empty where it is a file or a command.
    var choices: [String] = []
    /// Whether it is the words that call a command.
    var isCommand = false

    /// As it stands in the usage line: "[FILE]…".
    var usage: String {
        let name = choices.isEmpty ? name : choices.joined(separator: "|")
        let shown = count.lowerBound == 0 ? "[\(name)]" : name
        return count.upperBound > 1 ? shown + "…" : shown
    }
}
